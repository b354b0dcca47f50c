//! Enumerations: read in every documented spelling, written in the one that every client knows (digest 4.3).

use domain::{
    address::AddressStatus,
    agreement_template::AgreementType,
    billing_cycle::BillingCycle,
    cart::{CartStatus, ParticipantRole},
    catalog::{Segment, View},
    customer::ValidationStatus,
    filter::FilterOperator,
    order::{OrderStatus, TransactionType},
    price_sheet::{SheetView, Timeline},
    provisioning::ProvisioningState,
    qualification::{EducationSegment, QualificationName},
    relationship::{RelationshipState, RelationshipType},
    subscription::{RefundKind, SubscriptionStatus},
};

/// Finds a billing cycle by its name in any case, with or without underscores, or by its .NET number.
#[must_use]
pub fn billing_cycle(text: &str) -> Option<BillingCycle> {
    find(text, &BillingCycle::ALL, BillingCycle::name)
}

/// Finds a participant's role in the same way.
#[must_use]
pub fn participant_role(text: &str) -> Option<ParticipantRole> {
    find(text, &ParticipantRole::ALL, participant_role_name)
}

/// Finds a view of the catalogue by its name in any case. The names have no numbers.
#[must_use]
pub fn view(text: &str) -> Option<View> {
    named(text, &View::ALL, view_name)
}

/// Finds a segment in the same way.
#[must_use]
pub fn segment(text: &str) -> Option<Segment> {
    named(text, &Segment::ALL, Segment::name)
}

/// Finds a view of price sheets in the same way.
#[must_use]
pub fn sheet_view(text: &str) -> Option<SheetView> {
    named(text, &SheetView::ALL, SheetView::name)
}

/// Finds the time that a price sheet is of in the same way.
#[must_use]
pub fn timeline(text: &str) -> Option<Timeline> {
    named(text, &Timeline::ALL, Timeline::name)
}

/// The name of a view of the catalogue (surroundings 2.1).
#[must_use]
pub const fn view_name(view: View) -> &'static str {
    match view {
        View::Azure => "Azure",
        View::AzureReservations => "AzureReservations",
        View::AzureReservationsVm => "AzureReservationsVM",
        View::AzureReservationsSql => "AzureReservationsSQL",
        View::AzureReservationsCosmosDb => "AzureReservationsCosmosDb",
        View::MicrosoftAzure => "MicrosoftAzure",
        View::OnlineServices => "OnlineServices",
        View::Software => "Software",
        View::SoftwareSuseLinux => "SoftwareSUSELinux",
        View::SoftwarePerpetual => "SoftwarePerpetual",
        View::SoftwareSubscriptions => "SoftwareSubscriptions",
        View::SpecializedOffers => "SpecializedOffers",
        View::MarketplaceSaas => "MarketplaceSaas",
    }
}

/// The name of a billing cycle in the catalogue, where terms have it with capitals (surroundings 2.1).
#[must_use]
pub const fn catalog_billing_cycle(cycle: BillingCycle) -> &'static str {
    match cycle {
        BillingCycle::Unknown => "Unknown",
        BillingCycle::Monthly => "Monthly",
        BillingCycle::Annual => "Annual",
        BillingCycle::None => "None",
        BillingCycle::OneTime => "OneTime",
        BillingCycle::Triennial => "Triennial",
        BillingCycle::Biennial => "Biennial",
    }
}

/// Finds an operator of filters in the same way.
#[must_use]
pub fn filter_operator(text: &str) -> Option<FilterOperator> {
    named(text, &FilterOperator::ALL, filter_operator_name)
}

/// The name of an operator of filters (surroundings 4.3).
#[must_use]
pub const fn filter_operator_name(operator: FilterOperator) -> &'static str {
    match operator {
        FilterOperator::Equals => "equals",
        FilterOperator::NotEquals => "not_equals",
        FilterOperator::GreaterThan => "greater_than",
        FilterOperator::GreaterThanOrEquals => "greater_than_or_equals",
        FilterOperator::LessThan => "less_than",
        FilterOperator::LessThanOrEquals => "less_than_or_equals",
        FilterOperator::Substring => "substring",
        FilterOperator::StartsWith => "starts_with",
        FilterOperator::NotStartsWith => "not_starts_with",
    }
}

/// Finds a type of relationship in the same way.
#[must_use]
pub fn relationship_type(text: &str) -> Option<RelationshipType> {
    named(text, &RelationshipType::ALL, relationship_type_name)
}

/// The name of a type of relationship (surroundings 2.7).
#[must_use]
pub const fn relationship_type_name(kind: RelationshipType) -> &'static str {
    match kind {
        RelationshipType::IsIndirectCloudSolutionProviderOf => "is_indirect_cloud_solution_provider_of",
        RelationshipType::IsIndirectResellerOf => "is_indirect_reseller_of",
    }
}

/// The name of a relationship's state, which samples have with a capital (surroundings 2.7).
#[must_use]
pub const fn relationship_state(state: RelationshipState) -> &'static str {
    match state {
        RelationshipState::Active => "Active",
        RelationshipState::Inactive => "Inactive",
    }
}

/// Finds a type of agreement in the same way.
#[must_use]
pub fn agreement_type(text: &str) -> Option<AgreementType> {
    named(text, &AgreementType::ALL, agreement_type_name)
}

/// The name of a type of agreement (surroundings 2.6).
#[must_use]
pub const fn agreement_type_name(kind: AgreementType) -> &'static str {
    kind.name()
}

/// Finds what a customer is qualified as in the same way, or by its number in .NET.
#[must_use]
pub fn qualification(text: &str) -> Option<QualificationName> {
    find(text, &QualificationName::ALL, QualificationName::name)
}

/// Finds the sort of a school in the same way as an agreement.
#[must_use]
pub fn education_segment(text: &str) -> Option<EducationSegment> {
    named(text, &EducationSegment::ALL, EducationSegment::name)
}

/// The one thing of a customer that is validated (surroundings 2.5).
pub const VALIDATION_OF_ACCOUNT: &str = "account";

/// The name of what is recorded of an account (surroundings 2.5); nothing of one that is not recorded.
#[must_use]
pub const fn validation_status_name(status: ValidationStatus) -> &'static str {
    match status {
        ValidationStatus::Allowed => "Allowed",
        ValidationStatus::UnderReview => "UnderReview",
        ValidationStatus::NotAllowed => "NotAllowed",
        ValidationStatus::Unknown => "Unknown",
        ValidationStatus::NotRecorded => "",
    }
}

/// The name of what the validation of an address comes to (surroundings 2.8).
#[must_use]
pub const fn address_status(status: AddressStatus) -> &'static str {
    match status {
        AddressStatus::Verified => "Verified",
        AddressStatus::StreetPartial => "StreetPartial",
        AddressStatus::None => "None",
        AddressStatus::NotValidated => "NotValidated",
    }
}

/// Finds a value by its name in any spelling. The names have no numbers.
fn named<T: Copy>(text: &str, all: &[T], name: impl Fn(T) -> &'static str) -> Option<T> {
    all.iter().copied().find(|value| fold(name(*value)) == fold(text))
}

fn find<T: Copy>(text: &str, all: &[T], name: impl Fn(T) -> &'static str) -> Option<T> {
    let text = text.trim();
    if let Ok(number) = text.parse::<usize>() {
        return all.get(number).copied();
    }
    let folded = fold(text);
    all.iter().copied().find(|value| fold(name(*value)) == folded)
}

fn fold(text: &str) -> String {
    text.chars().filter(|c| *c != '_').flat_map(char::to_lowercase).collect()
}

/// The name of a participant's role.
#[must_use]
pub const fn participant_role_name(role: ParticipantRole) -> &'static str {
    match role {
        ParticipantRole::Unknown => "unknown",
        ParticipantRole::TransactionReseller => "transaction_reseller",
        ParticipantRole::ConsumptionReseller => "consumption_reseller",
        ParticipantRole::AdditionalTransactionReseller => "additional_transaction_reseller",
    }
}

/// The name of a cart's status.
#[must_use]
pub const fn cart_status(status: CartStatus) -> &'static str {
    match status {
        CartStatus::Active => "Active",
        CartStatus::Ordered => "Ordered",
    }
}

/// Finds an order's status by its name.
#[must_use]
pub fn order_status(text: &str) -> Option<OrderStatus> {
    find(text, &OrderStatus::ALL, OrderStatus::name)
}

/// The name of an order's transaction type.
#[must_use]
pub const fn transaction_type(kind: TransactionType) -> &'static str {
    match kind {
        TransactionType::UserPurchase => "UserPurchase",
        TransactionType::SystemPurchase => "SystemPurchase",
        TransactionType::SystemBilling => "SystemBilling",
    }
}

/// The name of a line's provisioning state.
#[must_use]
pub const fn provisioning_state(state: ProvisioningState) -> &'static str {
    match state {
        ProvisioningState::Fulfilled => "fulfilled",
        ProvisioningState::Unfulfilled => "unfulfilled",
        ProvisioningState::PrefulfillmentPending => "prefulfillment_pending",
    }
}

/// Finds a subscription's status by its name.
#[must_use]
pub fn subscription_status(text: &str) -> Option<SubscriptionStatus> {
    let folded = fold(text.trim());
    SubscriptionStatus::ALL.into_iter().find(|status| fold(status.name()) == folded)
}

/// The name of what a cancellation gives back.
#[must_use]
pub const fn refund_kind(kind: RefundKind) -> &'static str {
    match kind {
        RefundKind::Full => "Full",
        RefundKind::Partial => "Partial",
    }
}

#[cfg(test)]
mod tests {
    use super::{billing_cycle, participant_role};
    use domain::{billing_cycle::BillingCycle, cart::ParticipantRole};

    #[test]
    fn every_documented_spelling_is_read() {
        for text in ["one_time", "OneTime", "oneTime", "onetime", "ONE_TIME", "4"] {
            assert_eq!(billing_cycle(text), Some(BillingCycle::OneTime), "{text}");
        }
        assert_eq!(participant_role("TransactionReseller"), Some(ParticipantRole::TransactionReseller));
        assert_eq!(participant_role("3"), Some(ParticipantRole::AdditionalTransactionReseller));
    }

    #[test]
    fn anything_else_is_not() {
        for text in ["", "weekly", "7", "-1", "monthly "] {
            assert_eq!(billing_cycle(text), if text == "monthly " { Some(BillingCycle::Monthly) } else { None });
        }
    }
}
