//! A cart as answers show it: camelCase, absent members left out, in the order of the samples.

use crate::{
    enumeration, fault,
    link::{Attributes, ResourceLinks},
    number,
    order::PricingResource,
    schema,
};
use domain::{
    Timestamp,
    cart::{Cart, CartLineItem, Participant},
    fault::{Fault, Shortage},
    id::{CartId, UserId},
    line::{ProductTerm, ProvisioningContext, PurchaseCommitment, RenewsTo, ScheduledNextTermInstructions},
    money::Amount,
};
use serde::{Serialize, Serializer, ser::SerializeMap as _};
use utoipa::ToSchema;

/// A cart. What only the server sets is ignored in requests.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Cart)]
pub struct CartResource<'a> {
    #[schema(value_type = String, format = "uuid", read_only)]
    id: CartId,
    #[schema(value_type = String, format = DateTime, read_only)]
    creation_timestamp: Timestamp,
    #[schema(value_type = String, format = DateTime, read_only)]
    last_modified_timestamp: Timestamp,
    /// Seven days after its creation; changes do not extend it.
    #[schema(value_type = String, format = DateTime, read_only)]
    expiration_timestamp: Timestamp,
    /// The user, or the application, that changed it last.
    #[schema(value_type = String, format = "uuid", read_only)]
    last_modified_user: UserId,
    #[schema(schema_with = schema::cart_status)]
    status: &'static str,
    #[schema(min_items = 1)]
    line_items: Vec<LineResource<'a>>,
    /// The partner's attestation, which some partners owe where lines name participants. Never in answers.
    #[serde(rename = "PartnerOnRecordAttestationAccepted", skip_serializing_if = "Option::is_none")]
    #[schema(write_only)]
    attested: Option<bool>,
    #[schema(read_only)]
    links: ResourceLinks,
    #[schema(read_only)]
    attributes: Attributes,
}

/// A line item of a cart.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CartLineItem)]
struct LineResource<'a> {
    /// Its number in the cart. Ids that are missing or not distinct are given anew, from 0.
    #[schema(required = false)]
    id: i32,
    /// A catalog item: `product:sku:availability`, or the id of a legacy offer.
    #[schema(min_length = 1)]
    catalog_item_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 256)]
    friendly_name: Option<&'a str>,
    /// Licences or instances.
    #[schema(minimum = 1)]
    quantity: i32,
    /// ISO 4217; that of the customer's market when it is not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    currency_code: Option<&'a str>,
    #[schema(schema_with = schema::line_billing_cycle)]
    billing_cycle: &'static str,
    /// ISO 8601: `P1M`, `P1Y`, `P3Y`.
    #[serde(skip_serializing_if = "Option::is_none")]
    term_duration: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    custom_term_end_date: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    renews_to: Option<RenewsToResource<'a>>,
    /// The server fills in a promotion that applies by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    promotion_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    participants: Vec<ParticipantResource<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = schema::provisioning_context)]
    provisioning_context: Option<ContextResource<'a>>,
    /// Lines of one group become one order.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(read_only)]
    order_group: Option<&'a str>,
    /// Legacy add-ons of a legacy base offer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, no_recursion)]
    addon_items: Vec<LineResource<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(read_only)]
    pricing: Option<PricingResource>,
    #[serde(skip_serializing_if = "Option::is_none")]
    purchase_commitment: Option<CommitmentResource<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attestation_accepted: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scheduled_next_term_instructions: Option<InstructionsResource<'a>>,
    /// Why the line cannot be ordered as it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(read_only)]
    error: Option<CartErrorResource>,
}

/// What a trial turns into.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RenewsTo)]
pub(crate) struct RenewsToResource<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    term_duration: Option<&'a str>,
}

/// A reseller that takes part in a purchase.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Participant)]
struct ParticipantResource<'a> {
    #[schema(schema_with = schema::participant_type)]
    key: &'static str,
    /// The reseller's MPN id.
    value: &'a str,
}

/// The commitment of a savings plan.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PurchaseCommitment)]
pub(crate) struct CommitmentResource<'a> {
    /// What is spent in each hour.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "number::some_decimal")]
    #[schema(value_type = Option<f64>)]
    amount: Option<Amount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    currency: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grain: Option<&'a str>,
}

/// What is bought for the next term.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ScheduledNextTermInstructions)]
pub(crate) struct InstructionsResource<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    product: Option<ProductTermResource<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quantity: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    custom_term_end_date: Option<Timestamp>,
}

/// A product with its term.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ProductTerm)]
struct ProductTermResource<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    product_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sku_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    availability_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = schema::some_billing_cycle)]
    billing_cycle: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    term_duration: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    promotion_id: Option<&'a str>,
}

/// Why a line cannot be ordered as it is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CartError)]
struct CartErrorResource {
    #[schema(schema_with = schema::cart_error_code)]
    error_code: u32,
    error_description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    additional_information: Option<ShortageResource>,
}

/// How much is missing, with error 10015 (digest 4.6).
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AdditionalInformation)]
struct ShortageResource {
    /// Licences that can still be purchased.
    available_quantity: i64,
    /// Licences that were to be purchased.
    purchased_quantity: i64,
}

/// Provisioning variables, their names with a small first letter (seed 004).
#[derive(Debug)]
pub(crate) struct ContextResource<'a>(pub(crate) &'a ProvisioningContext);

impl Serialize for ContextResource<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in self.0.pairs() {
            let mut letters = name.chars();
            let first = letters.next().map(|letter| letter.to_ascii_lowercase());
            let name: String = first.into_iter().chain(letters).collect();
            map.serialize_entry(&name, value)?;
        }
        map.end()
    }
}

/// The resource of a cart.
#[must_use]
pub fn resource(cart: &Cart) -> CartResource<'_> {
    let Cart {
        id,
        customer,
        partner: _,
        created,
        last_modified,
        expires,
        last_modified_user,
        status,
        line_items,
        placed: _,
    } = cart;
    CartResource {
        id: *id,
        creation_timestamp: *created,
        last_modified_timestamp: *last_modified,
        expiration_timestamp: *expires,
        last_modified_user: *last_modified_user,
        status: enumeration::cart_status(*status),
        line_items: line_items.iter().map(line).collect(),
        attested: None,
        links: ResourceLinks::to_self(format!("/customers/{customer}/carts/{id}")),
        attributes: Attributes::of("Cart"),
    }
}

fn line(line: &CartLineItem) -> LineResource<'_> {
    let CartLineItem {
        id,
        catalog_item_id,
        friendly_name,
        quantity,
        currency_code,
        billing_cycle,
        term,
        custom_term_end_date,
        renews_to,
        promotion_id,
        participants,
        provisioning_context,
        order_group,
        addon_items,
        pricing,
        purchase_commitment,
        attestation_accepted,
        scheduled_next_term_instructions,
        error,
    } = line;
    LineResource {
        id: *id,
        catalog_item_id: catalog_item_id.as_str(),
        friendly_name: friendly_name.as_deref(),
        quantity: *quantity,
        currency_code: currency_code.as_deref(),
        billing_cycle: billing_cycle.name(),
        term_duration: term.as_ref().map(|term| term.as_str()),
        custom_term_end_date: *custom_term_end_date,
        renews_to: renews_to.as_ref().map(renews_to_resource),
        promotion_id: promotion_id.as_deref(),
        participants: participants.iter().map(participant).collect(),
        provisioning_context: provisioning_context.as_ref().map(ContextResource),
        order_group: order_group.as_deref(),
        addon_items: addon_items.iter().map(self::line).collect(),
        pricing: pricing.as_ref().map(PricingResource::of),
        purchase_commitment: purchase_commitment.as_ref().map(commitment),
        attestation_accepted: *attestation_accepted,
        scheduled_next_term_instructions: scheduled_next_term_instructions.as_ref().map(instructions),
        error: error.as_ref().map(cart_error),
    }
}

pub(crate) fn renews_to_resource(renews_to: &RenewsTo) -> RenewsToResource<'_> {
    RenewsToResource { term_duration: renews_to.term.as_ref().map(|term| term.as_str()) }
}

fn participant(participant: &Participant) -> ParticipantResource<'_> {
    ParticipantResource {
        key: enumeration::participant_role_name(participant.role),
        value: participant.mpn_id.as_str(),
    }
}

pub(crate) fn commitment(commitment: &PurchaseCommitment) -> CommitmentResource<'_> {
    let PurchaseCommitment { amount, currency, grain } = commitment;
    CommitmentResource { amount: *amount, currency: currency.as_deref(), grain: grain.as_deref() }
}

pub(crate) fn instructions(instructions: &ScheduledNextTermInstructions) -> InstructionsResource<'_> {
    let ScheduledNextTermInstructions { product, quantity, custom_term_end_date } = instructions;
    InstructionsResource {
        product: product.as_ref().map(product_term),
        quantity: *quantity,
        custom_term_end_date: *custom_term_end_date,
    }
}

fn product_term(product: &ProductTerm) -> ProductTermResource<'_> {
    let ProductTerm { product_id, sku_id, availability_id, billing_cycle, term, promotion_id } = product;
    ProductTermResource {
        product_id: product_id.as_deref(),
        sku_id: sku_id.as_deref(),
        availability_id: availability_id.as_deref(),
        billing_cycle: billing_cycle.map(|cycle| cycle.name()),
        term_duration: term.as_ref().map(|term| term.as_str()),
        promotion_id: promotion_id.as_deref(),
    }
}

fn cart_error(fault: &Fault) -> CartErrorResource {
    let shortage = fault.shortage().map(|Shortage { available, wanted }| ShortageResource {
        available_quantity: available,
        purchased_quantity: wanted,
    });
    CartErrorResource {
        error_code: fault.kind().code(),
        error_description: fault::describe(fault),
        additional_information: shortage,
    }
}
