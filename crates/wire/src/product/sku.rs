//! SKUs: what a line must keep to and send along, derived from the rules that hold it to that.

use crate::{link::Link, number};
use domain::{
    catalog::{Audience, Product, ProductKind, Sku},
    inventory::InventoryVariable,
    money::{Amount, Currency},
};
use serde::Serialize;
use utoipa::ToSchema;

/// A SKU.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Sku)]
pub struct SkuResource<'a> {
    /// Unique within the product.
    id: &'a str,
    product_id: &'a str,
    title: &'a str,
    description: &'a str,
    minimum_quantity: i32,
    maximum_quantity: i32,
    is_trial: bool,
    supported_billing_cycles: Vec<&'static str>,
    purchase_prerequisites: Vec<&'static str>,
    /// What an inventory check must say.
    inventory_variables: Vec<&'static str>,
    /// What the provisioning context of a line must say.
    provisioning_variables: Vec<&'static str>,
    dynamic_attributes: DynamicAttributes<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attestation_properties: Option<AttestationProperties>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum_purchase_commitment: Option<MinimumCommitment>,
    links: SkuLinks,
}

/// Facts whose names may change.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct DynamicAttributes<'a> {
    is_microsoft_product: bool,
    is_addon: bool,
    /// The bases of an add-on, any one of them. Not there for anything else, for some clients read texts only.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schema(required = false)]
    prerequisite_skus: &'a [String],
}

/// Whether a line must accept an attestation.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AttestationProperties {
    enforce_attestation: bool,
}

/// The least commitment of a savings plan.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = MinimumPurchaseCommitment)]
struct MinimumCommitment {
    grain: &'static str,
    currency_code: CommitmentCurrency,
    #[serde(serialize_with = "number::decimal")]
    #[schema(value_type = f64)]
    amount: Amount,
}

/// The currency of a commitment.
#[derive(Debug, Serialize, ToSchema)]
struct CommitmentCurrency {
    currency: &'static str,
    symbol: String,
}

/// The links of a SKU.
#[derive(Debug, Serialize, ToSchema)]
struct SkuLinks {
    availabilities: Link,
    #[serde(rename = "self")]
    itself: Link,
}

pub(super) fn resource<'a>(audience: &Audience, (product, sku): (&'a Product, &'a Sku)) -> SkuResource<'a> {
    let (uri, country) = (format!("/products/{}/skus/{}", product.id, sku.id), &audience.market);
    let prerequisites = sku.prerequisites.as_ref();
    let inventory_variables = sku.inventory_variables(product.kind).into_iter().map(InventoryVariable::as_str);
    SkuResource {
        id: &sku.id,
        product_id: &product.id,
        title: &sku.title,
        description: sku.description.as_deref().or(product.description.as_deref()).unwrap_or(&sku.title),
        minimum_quantity: sku.minimum_quantity,
        maximum_quantity: sku.maximum_quantity,
        is_trial: sku.is_trial(),
        supported_billing_cycles: billing_cycles(audience, sku),
        purchase_prerequisites: purchase_prerequisites(product, sku),
        inventory_variables: inventory_variables.collect(),
        provisioning_variables: sku.provisioning_variables.iter().map(|variable| variable.name.as_str()).collect(),
        dynamic_attributes: DynamicAttributes {
            is_microsoft_product: product.publisher.is_none(),
            is_addon: prerequisites.is_some(),
            prerequisite_skus: prerequisites.map_or(&[], |needed| &needed.skus),
        },
        attestation_properties: sku.enforces_attestation.then_some(AttestationProperties { enforce_attestation: true }),
        minimum_purchase_commitment: minimum_commitment(audience, sku),
        links: SkuLinks {
            availabilities: Link::get(format!("{uri}/availabilities?country={country}")),
            itself: Link::get(format!("{uri}?country={country}")),
        },
    }
}

/// Each billing cycle once, in the order of the plans.
fn billing_cycles(audience: &Audience, sku: &Sku) -> Vec<&'static str> {
    let mut cycles = Vec::new();
    for plan in sku.availabilities_for(audience).into_iter().flat_map(|availability| &availability.plans) {
        let name = plan.billing_cycle.name();
        if !cycles.contains(&name) {
            cycles.push(name);
        }
    }
    cycles
}

/// Every purchase needs the customer's agreement (13605); what there is only so much of is checked for it, and a reservation needs a
/// registered Azure subscription (10011).
fn purchase_prerequisites(product: &Product, sku: &Sku) -> Vec<&'static str> {
    let stock = sku.is_inventory_checked().then_some("InventoryCheck");
    let registration = (product.kind == ProductKind::Reservation).then_some("AzureSubscriptionRegistration");
    [stock, registration, Some("MicrosoftCustomerAgreement")].into_iter().flatten().collect()
}

/// The least commitment, in a currency that the audience pays in.
fn minimum_commitment(audience: &Audience, sku: &Sku) -> Option<MinimumCommitment> {
    let first = sku.availabilities_for(audience).into_iter().next()?;
    let currency: Currency = audience.currency_of(first)?;
    let range = sku.commitments.iter().find(|range| range.currency == currency)?;
    Some(MinimumCommitment {
        grain: range.grain.name(),
        currency_code: CommitmentCurrency { currency: currency.code(), symbol: currency.sign() },
        amount: range.minimum,
    })
}
