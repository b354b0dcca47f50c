//! Inventory checks (surroundings 2.2): the question out of a body, and the answer, which is a bare list.

use crate::{node::Node, read::Reader};
use domain::{
    fault::{Fault, Faults},
    inventory::{InventoryDraft, InventoryItem, Restriction, TargetItemDraft},
    member::Member,
};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What a client asks. It is described here, and read by [`draft`].
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = InventoryCheckRequest)]
pub struct InventoryRequest {
    target_items: Vec<TargetItem>,
    /// What the SKUs list in `inventoryVariables`, such as `customerId` and `azureSubscriptionId`.
    inventory_context: BTreeMap<String, String>,
}

/// A product, or one of its SKUs.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = InventoryTargetItem)]
struct TargetItem {
    product_id: String,
    /// Every SKU of the product without it.
    sku_id: Option<String>,
}

/// What can be had of a SKU.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = InventoryItem)]
pub struct InventoryItemResource<'a> {
    product_id: &'a str,
    sku_id: &'a str,
    is_restricted: bool,
    /// Only there when it is restricted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    restrictions: Vec<RestrictionResource<'a>>,
}

/// Why a SKU cannot be bought.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = InventoryRestriction)]
struct RestrictionResource<'a> {
    /// NotAvailableForSubscription, InventoryNotAvailable or QuotaNotAvailable.
    reason_code: &'static str,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<BTreeMap<String, String>>)]
    properties: Option<BTreeMap<&'static str, &'a str>>,
}

/// Reads a question. What cannot be read is told all at once.
///
/// # Errors
/// 400/800002 for members that cannot be read.
pub fn draft(body: &Node) -> Result<InventoryDraft, Fault> {
    let body = Reader::of_body(body)?;
    let mut wrong = Faults::default();
    let items = wrong.or_default(body.objects(Member::TargetItems));
    let target_items = items.iter().map(|item| TargetItemDraft {
        product_id: wrong.or_default(item.text(Member::ProductId)),
        sku_id: wrong.or_default(item.text(Member::SkuId)),
    });
    let draft = InventoryDraft {
        target_items: target_items.collect(),
        context: wrong.or_default(body.dictionary(Member::InventoryContext)).unwrap_or_default(),
    };
    wrong.unless(draft)
}

/// The answer.
#[must_use]
pub fn resources(items: &[InventoryItem]) -> Vec<InventoryItemResource<'_>> {
    let resources = items.iter().map(|InventoryItem { product_id, sku_id, restrictions }| InventoryItemResource {
        product_id,
        sku_id,
        is_restricted: !restrictions.is_empty(),
        restrictions: restrictions.iter().map(restriction).collect(),
    });
    resources.collect()
}

/// One reason is published, that of a subscription; the others have the names of the errors of a line.
fn restriction(restriction: &Restriction) -> RestrictionResource<'_> {
    let (reason_code, fault, properties) = match restriction {
        Restriction::Stock(fault) => ("InventoryNotAvailable", fault, None),
        Restriction::Quota(fault) => ("QuotaNotAvailable", fault, None),
        Restriction::AzureSubscription(named, fault) => {
            let properties = BTreeMap::from([("type", "AzureSubscription"), ("values", named.as_str())]);
            ("NotAvailableForSubscription", fault, Some(properties))
        }
    };
    RestrictionResource { reason_code, description: fault.text(), properties }
}
