//! What the wire calls each part of a request.

use domain::member::{AddressMember, Member, Place, Step};

/// The name of a member, as answers write it; requests may use any case.
#[must_use]
pub fn name(member: Member) -> &'static str {
    match member {
        Member::Body => "body",
        Member::LineItems => "lineItems",
        Member::AddonItems => "addonItems",
        Member::Id => "id",
        Member::CatalogItemId => "catalogItemId",
        Member::FriendlyName => "friendlyName",
        Member::LineItemNumber => "lineItemNumber",
        Member::OrderedOfferId => "offerId",
        Member::Status => "status",
        Member::Quantity => "quantity",
        Member::CurrencyCode => "currencyCode",
        Member::BillingCycle => "billingCycle",
        Member::TermDuration => "termDuration",
        Member::PromotionId => "promotionId",
        Member::Participants => "participants",
        Member::Key => "key",
        Member::Value => "value",
        Member::ProvisioningContext => "provisioningContext",
        Member::ParentSubscriptionId => "parentSubscriptionId",
        Member::SubscriptionId => "subscriptionId",
        Member::Scope => "scope",
        Member::EntitlementId => "entitlementId",
        Member::RenewsTo => "renewsTo",
        Member::TotalPrice => "totalPrice",
        Member::AttestationAccepted => "attestationAccepted",
        Member::CustomTermEndDate => "customTermEndDate",
        Member::PurchaseCommitment => "purchaseCommitment",
        Member::Amount => "amount",
        Member::Currency => "currency",
        Member::Grain => "grain",
        Member::ScheduledNextTermInstructions => "scheduledNextTermInstructions",
        Member::Product => "product",
        Member::ProductId => "productId",
        Member::SkuId => "skuId",
        Member::AvailabilityId => "availabilityId",
        Member::PartnerOnRecordAttestationAccepted => "PartnerOnRecordAttestationAccepted",
        Member::CustomerId => "customer_id",
        Member::CartId => "cart_id",
        Member::Subscription => "subscription_id",
        Member::BillingType => "billingType",
        Member::OfferId => "offerId",
        Member::Country => "country",
        Member::Address(part) => address(part),
        Member::CountryCode => "country_code",
        Member::Filter => "filter",
        Member::Field => "field",
        Member::Operator => "operator",
        Member::RelationshipType => "relationship_type",
        Member::AgreementType => "agreementType",
        Member::TargetView => "targetView",
        Member::TargetSegment => "targetSegment",
        Member::IncludePrice => "include_price",
        Member::IncludeSystemPurchases => "include_system_purchases",
        Member::RequestId => "MS-RequestId",
        Member::ContentType => "Content-Type",
        Member::ContentEncoding => "Content-Encoding",
        Member::Headers => "headers",
        Member::Target => "target",
    }
}

fn address(part: AddressMember) -> &'static str {
    match part {
        AddressMember::Country => "country",
        AddressMember::Region => "region",
        AddressMember::City => "city",
        AddressMember::State => "state",
        AddressMember::Line1 => "addressLine1",
        AddressMember::Line2 => "addressLine2",
        AddressMember::PostalCode => "postalCode",
        AddressMember::FirstName => "firstName",
        AddressMember::MiddleName => "middleName",
        AddressMember::LastName => "lastName",
        AddressMember::PhoneNumber => "phoneNumber",
    }
}

/// A place as a path, such as `lineItems[2].termDuration`.
#[must_use]
pub fn path(place: &Place) -> String {
    let mut path = String::new();
    for step in place.steps() {
        match step {
            Step::Index(index) => path.push_str(&format!("[{index}]")),
            Step::Member(member) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(name(*member));
            }
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::path;
    use domain::member::{Member, Place};

    #[test]
    fn a_path_reads_like_the_request() {
        let place = Place::from(Member::LineItems).index(2).member(Member::AddonItems).index(0);
        assert_eq!(path(&place.member(Member::TermDuration)), "lineItems[2].addonItems[0].termDuration");
    }
}
