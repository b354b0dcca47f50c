//! Schemas that the shape of a Rust type does not tell: enumerations, and maps with names of their own.
//!
//! Every list of names comes from where the names are written, so that the document cannot say another one.

use crate::enumeration;
use domain::{
    address::AddressStatus,
    agreement_template::AgreementType,
    billing_cycle::BillingCycle,
    cart::{CartStatus, ParticipantRole},
    customer::{Relationship, ValidationStatus},
    fault::{self, Envelope},
    order::{OrderStatus, TransactionType},
    provisioning::ProvisioningState,
    qualification::{QualificationName, VettingStatus},
    relationship::RelationshipType,
    subscription::{RefundKind, SubscriptionStatus},
};
use utoipa::openapi::{
    Object, ObjectBuilder, Type,
    schema::{AdditionalProperties, SchemaType},
};

/// The states of a cart.
pub(crate) fn cart_status() -> Object {
    let names = CartStatus::ALL.map(enumeration::cart_status);
    ObjectBuilder::from(one_of(&names)).read_only(true).build()
}

/// The billing cycles of a line: all but `biennial`, which seed 001 lists for the next term only.
pub(crate) fn line_billing_cycle() -> Object {
    let cycles = BillingCycle::ALL.into_iter().filter(|cycle| *cycle != BillingCycle::Biennial);
    one_of(&cycles.map(BillingCycle::name).collect::<Vec<_>>())
}

/// The billing cycles.
pub(crate) fn billing_cycle() -> Object {
    one_of(&BillingCycle::ALL.map(BillingCycle::name))
}

/// The billing cycles, or none.
pub(crate) fn some_billing_cycle() -> Object {
    let names = BillingCycle::ALL.map(BillingCycle::name).into_iter().map(Some).chain([None]);
    ObjectBuilder::new().schema_type(nullable(Type::String)).enum_values(Some(names)).build()
}

/// The roles of participants.
pub(crate) fn participant_type() -> Object {
    one_of(&ParticipantRole::ALL.map(enumeration::participant_role_name))
}

/// The states of an order.
pub(crate) fn order_status() -> Object {
    one_of(&OrderStatus::ALL.map(OrderStatus::name))
}

/// Who made an order.
pub(crate) fn transaction_type() -> Object {
    one_of(&TransactionType::ALL.map(enumeration::transaction_type))
}

/// The states of provisioning.
pub(crate) fn provisioning_state() -> Object {
    one_of(&ProvisioningState::ALL.map(enumeration::provisioning_state))
}

/// The states of a subscription.
pub(crate) fn subscription_status() -> Object {
    one_of(&SubscriptionStatus::ALL.map(SubscriptionStatus::name))
}

/// What a cancellation gives back.
pub(crate) fn refund_kind() -> Object {
    one_of(&RefundKind::ALL.map(enumeration::refund_kind))
}

/// What the validation of an address comes to.
pub(crate) fn address_status() -> Object {
    one_of(&AddressStatus::ALL.map(enumeration::address_status))
}

/// The types of agreements.
pub(crate) fn agreement_type() -> Object {
    one_of(&AgreementType::ALL.map(enumeration::agreement_type_name))
}

/// What a partner is to a customer.
pub(crate) fn relationship_to_partner() -> Object {
    one_of(&[Relationship::Reseller, Relationship::None].map(crate::customer::relationship))
}

/// The qualifications of customers.
pub(crate) fn qualification() -> Object {
    let names: Vec<_> = QualificationName::ALL.into_iter().filter(|name| *name != QualificationName::None).collect();
    one_of(&names.into_iter().map(QualificationName::name).collect::<Vec<_>>())
}

/// Where vettings stand.
pub(crate) fn vetting_status() -> Object {
    one_of(&VettingStatus::ALL.map(VettingStatus::name))
}

/// What is recorded of accounts.
pub(crate) fn account_status() -> Object {
    one_of(&ValidationStatus::RECORDED.map(enumeration::validation_status_name))
}

/// The types of relationships.
pub(crate) fn relationship_type() -> Object {
    one_of(&RelationshipType::ALL.map(enumeration::relationship_type_name))
}

/// The codes of a cart line's error.
pub(crate) fn cart_error_code() -> Object {
    codes(Envelope::Line)
}

/// The codes of an order group's error.
pub(crate) fn order_error_code() -> Object {
    codes(Envelope::Order)
}

/// The codes of refusals.
pub(crate) fn api_fault_code() -> Object {
    codes(Envelope::Answer)
}

/// Provisioning variables: names of any kind, with texts.
pub(crate) fn provisioning_context() -> Object {
    let text = AdditionalProperties::RefOr(ObjectBuilder::new().schema_type(nullable(Type::String)).build().into());
    ObjectBuilder::new().schema_type(nullable(Type::Object)).additional_properties(Some(text)).build()
}

fn codes(envelope: Envelope) -> Object {
    ObjectBuilder::new().schema_type(Type::Integer).enum_values(Some(fault::codes(envelope))).build()
}

fn nullable(kind: Type) -> SchemaType {
    SchemaType::from_iter([kind, Type::Null])
}

fn one_of(names: &[&'static str]) -> Object {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(names.iter().copied())).build()
}
