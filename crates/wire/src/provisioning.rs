//! Provisioning status of order lines (digest 4.13).

use crate::{collection::Collection, enumeration};
use domain::provisioning::LineProvisioning;
use serde::Serialize;

/// Where the provisioning of a line stands.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LineProvisioningResource {
    line_item_number: u32,
    status: &'static str,
    quantity_provisioning_information: [QuantityResource; 1],
}

#[derive(Debug, Serialize)]
struct QuantityResource {
    quantity: i32,
    status: &'static str,
}

/// The collection of an order's lines.
#[must_use]
pub fn collection(lines: &[LineProvisioning]) -> Collection<LineProvisioningResource> {
    Collection::unlinked(lines.iter().map(line).collect())
}

fn line(line: &LineProvisioning) -> LineProvisioningResource {
    let LineProvisioning { line, quantity, state } = *line;
    let status = enumeration::provisioning_state(state);
    LineProvisioningResource {
        line_item_number: line,
        status,
        quantity_provisioning_information: [QuantityResource { quantity, status }],
    }
}
