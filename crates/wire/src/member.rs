//! What the wire calls each part of a request.

use domain::member::{AddressMember, Member, Parameter, Place, ProfileMember, Step};

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
        Member::ReferenceCustomerId => "referenceCustomerId",
        Member::PartnerIdOnRecord => "partnerIdOnRecord",
        Member::AdditionalPartnerIdsOnRecord => "additionalPartnerIdsOnRecord",
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
        Member::PartnerId => "partnerId",
        Member::AutoRenewEnabled => "autoRenewEnabled",
        Member::NextChargeInstructions => "nextChargeInstructions",
        Member::Attributes => "attributes",
        Member::Etag => "etag",
        Member::Items => "items",
        Member::TargetItems => "targetItems",
        Member::InventoryContext => "inventoryContext",
        Member::InventoryCustomerId => "customerId",
        Member::AzureSubscriptionId => "azureSubscriptionId",
        Member::PrimaryContact => "primaryContact",
        Member::Email => "email",
        Member::TemplateId => "templateId",
        Member::AgreementType => "type",
        Member::DateAgreed => "dateAgreed",
        Member::UserId => "userId",
        Member::Qualification => "qualification",
        Member::EducationSegment => "educationSegment",
        Member::Website => "website",
        Member::ValidationCode => "validationCode",
        Member::Parameter(parameter) => beside(parameter),
        Member::Address(part) => address(part),
        Member::Profile(part) => profile(part),
    }
}

fn beside(parameter: Parameter) -> &'static str {
    match parameter {
        Parameter::CustomerId => "customer_id",
        Parameter::CartId => "cart_id",
        Parameter::OrderLine => "line_item_number",
        Parameter::Subscription => "subscription_id",
        Parameter::BillingType => "billingType",
        Parameter::OfferId => "offerId",
        Parameter::Segment => "segment",
        Parameter::OfferCategoryId => "offer_category_id",
        Parameter::Offset => "offset",
        Parameter::Size => "size",
        Parameter::Country => "country",
        Parameter::CountryCode => "country_code",
        Parameter::Market => "Market",
        Parameter::PricesheetView => "PricesheetView",
        Parameter::Timeline => "timeline",
        Parameter::Month => "month",
        Parameter::Filter => "filter",
        Parameter::Field => "field",
        Parameter::Operator => "operator",
        Parameter::RelationshipType => "relationship_type",
        Parameter::AgreementType => "agreementType",
        Parameter::AgreementTemplate => "template_id",
        Parameter::MpnId => "mpnId",
        Parameter::TenantId => "tenantId",
        Parameter::ValidationCode => "code",
        Parameter::ValidationType => "type",
        Parameter::TargetView => "targetView",
        Parameter::TargetSegment => "targetSegment",
        Parameter::IncludePrice => "include_price",
        Parameter::IncludeSystemPurchases => "include_system_purchases",
        Parameter::IfMatch => "If-Match",
        Parameter::SeekOperation => "seekOperation",
        Parameter::ContinuationToken => "MS-ContinuationToken",
        Parameter::RequestId => "MS-RequestId",
        Parameter::ContentType => "Content-Type",
        Parameter::ContentEncoding => "Content-Encoding",
        Parameter::Headers => "headers",
        Parameter::Target => "target",
    }
}

fn profile(part: ProfileMember) -> &'static str {
    match part {
        ProfileMember::BillingProfile => "billingProfile",
        ProfileMember::CompanyProfile => "companyProfile",
        ProfileMember::CompanyName => "companyName",
        ProfileMember::Email => "email",
        ProfileMember::Culture => "culture",
        ProfileMember::Language => "language",
        ProfileMember::DefaultAddress => "defaultAddress",
        ProfileMember::Domain => "domain",
        ProfileMember::RegistrationNumber => "organizationRegistrationNumber",
        ProfileMember::EnableGdapByDefault => "enableGDAPByDefault",
        ProfileMember::AssociatedPartnerId => "associatedPartnerId",
        ProfileMember::RelationshipToPartner => "relationshipToPartner",
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
