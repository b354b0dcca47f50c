//! Provisioning status of order lines (digest 4.13).

use crate::{collection::Collection, enumeration, schema};
use domain::provisioning::LineProvisioning;
use serde::Serialize;
use utoipa::ToSchema;

/// Where the provisioning of a line stands.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OrderLineItemProvisioningStatus)]
pub struct LineProvisioningResource {
    line_item_number: u32,
    #[schema(schema_with = schema::provisioning_state)]
    status: &'static str,
    #[schema(value_type = Vec<QuantityResource>)]
    quantity_provisioning_information: [QuantityResource; 1],
}

/// How much of a line's quantity stands there.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = QuantityProvisioningStatus)]
struct QuantityResource {
    quantity: i32,
    #[schema(schema_with = schema::provisioning_state)]
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
