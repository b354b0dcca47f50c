//! The closed lists: how members spell what clients have an enumeration for (clients 1.7 and 4, surroundings 2).

/// What a member of a resource may say.
pub enum Accepted {
    Anything,
    OneOf(&'static [&'static str]),
    /// The member is an enumeration elsewhere, and nobody has said what it is here.
    Unlisted,
}

const CYCLES: &[&str] = &["unknown", "monthly", "annual", "none", "one_time", "triennial", "biennial"];
/// Terms of the catalogue have capitals.
const CYCLES_OF_TERMS: &[&str] = &["Unknown", "Monthly", "Annual", "None", "OneTime", "Triennial", "Biennial"];
const ROLES: &[&str] = &["unknown", "transaction_reseller", "consumption_reseller", "additional_transaction_reseller"];
const RELATIONS: &[&str] = &["unknown", "reseller", "advisor", "syndication", "microsoft_support", "none"];
const ORDER_STATUSES: &[&str] = &[
    "unknown",
    "completed",
    "pending",
    "cancelled",
    "suspended",
    "pending_review",
    "pending_po_upload",
    "po_upload_complete",
    "po_review_rejected",
    "partial_success",
    "error",
];
const ADDRESS_STATUSES: &[&str] = &[
    "VerifiedShippable",
    "Verified",
    "InteractionRequired",
    "StreetPartial",
    "PremisesPartial",
    "Multiple",
    "None",
    "NotValidated",
];
const ELIGIBILITY_ERRORS: &[&str] = &[
    "InvalidCatalogItemId",
    "InvalidPromotion",
    "PrerequisiteProductOwnership",
    "RedemptionLimit",
    "SeatCount",
    "OfferPurchasedPreviously",
    "Term",
    "NoPromotionsAvailable",
];
const QUALIFICATIONS: &[&str] = &["Education", "GovernmentCommunityCloud", "Nonprofit", "StateOwnedEntity", "None"];
const AGREEMENTS: &[&str] = &["MicrosoftCloudAgreement", "MicrosoftCustomerAgreement"];
const PREREQUISITES: &[&str] =
    &["InventoryCheck", "AzureSubscriptionRegistration", "MicrosoftCloudAgreement", "MicrosoftCustomerAgreement"];
const OBJECT_TYPES: &[&str] = &[
    "Cart",
    "CartCheckoutResult",
    "Collection",
    "CountryInformation",
    "Customer",
    "CustomerBillingProfile",
    "CustomerCompanyProfile",
    "CustomerRelationshipRequest",
    "MpnProfile",
    "Offer",
    "OfferCategory",
    "Order",
    "OrganizationProfile",
    "PartnerRelationship",
    "PromotionEligibilities",
    "Subscription",
    "SubscriptionProvisioningStatus",
    "SubscriptionRegistrationStatus",
];

/// A resource, a member of it, and all that it may say. The empty resource is any that has no list of its own.
const LISTS: &[(&str, &str, &[&str])] = &[
    ("", "objectType", OBJECT_TYPES),
    ("", "billingCycle", CYCLES),
    ("Term", "billingCycle", CYCLES_OF_TERMS),
    ("", "supportedBillingCycles", CYCLES),
    ("", "billingType", &["none", "usage", "license", "benefit"]),
    ("", "contractType", &["subscription"]),
    ("", "relationshipToPartner", RELATIONS),
    ("Participant", "key", ROLES),
    ("Cart", "status", &["Active", "Ordered"]),
    ("Order", "status", ORDER_STATUSES),
    // The Java SDK and the open SDK know no more of a subscription's.
    ("Subscription", "status", &["none", "active", "suspended", "deleted"]),
    ("SubscriptionProvisioningStatus", "status", &["success", "pending", "failed"]),
    ("SubscriptionRegistrationStatus", "status", &["NotRegistered", "Registering", "Registered"]),
    ("LineProvisioning", "status", &["fulfilled", "unfulfilled", "prefulfillment_pending"]),
    ("AddressValidation", "status", ADDRESS_STATUSES),
    ("AccountValidation", "status", &["Allowed", "UnderReview", "NotAllowed", "Unknown", "Not Ready"]),
    ("AccountValidation", "type", &["account"]),
    ("Order", "transactionType", &["UserPurchase", "SystemPurchase", "SystemBilling"]),
    ("OrderLineItem", "transactionType", &["New"]),
    ("Subscription", "unitType", &["Licenses", "Usage-based", "Benefit"]),
    ("Subscription", "actions", &["edit", "cancel"]),
    ("RefundOption", "type", &["Full", "Partial"]),
    ("Agreement", "type", AGREEMENTS),
    ("", "agreementType", AGREEMENTS),
    ("PartnerRelationship", "relationshipType", &["is_indirect_cloud_solution_provider_of", "is_indirect_reseller_of"]),
    ("PartnerRelationship", "state", &["Active", "Inactive"]),
    ("", "profileType", &["OrganizationProfile", "MpnProfile"]),
    ("", "qualification", QUALIFICATIONS),
    ("", "vettingStatus", &["InReview", "Approved", "Denied"]),
    ("", "segment", &["commercial", "education", "government", "nonprofit"]),
    ("", "purchasePrerequisites", PREREQUISITES),
    ("", "inventoryVariables", &["CustomerId", "AzureSubscriptionId", "ArmRegionName"]),
    ("", "reasonCode", &["NotAvailableForSubscription", "InventoryNotAvailable", "QuotaNotAvailable"]),
    ("", "policyType", &["PercentDiscount"]),
    ("SeatConstraint", "type", &["SubscriptionQuantity"]),
    ("EligibilityConstraint", "type", &["FirstPurchase"]),
    ("PromotionEligibilityError", "type", ELIGIBILITY_ERRORS),
    ("Offer", "billing", &["license", "usage", "none"]),
    ("Offer", "termUnitOfMeasure", &["Year", "Month"]),
    ("Offer", "acquisitionType", &["purchase"]),
    ("MinimumCommitment", "grain", &["hourly"]),
];

/// Members that are called like an enumeration and are free text.
const FREE: [(&str, &str); 3] = [("Address", "state"), ("Header", "key"), ("PurchaseCommitment", "grain")];

/// Members whose own members have names that are data.
pub const DICTIONARIES: [&str; 3] = ["provisioningContext", "dynamicAttributes", "properties"];
/// The lists that the catalogue documents among the dynamic attributes of a SKU.
pub const LISTS_IN_DICTIONARIES: [&str; 3] = ["prerequisiteSkus", "conversionInstructions", "upgradeTargetOffers"];
/// What one of OAuth's documents has.
pub const OAUTH: [&str; 4] = ["access_token", "issuer", "keys", "error"];

/// Resources whose id is a number.
pub const NUMBERED: [&str; 2] = ["CartLineItem", "PromotionEligibilities"];
pub const INTEGERS: [&str; 18] = [
    "quantity",
    "totalCount",
    "totalQuantity",
    "availableQuantity",
    "purchasedQuantity",
    "lineItemNumber",
    "minimumQuantity",
    "maximumQuantity",
    "rank",
    "versionRank",
    "statusCode",
    "sequenceId",
    "minSeats",
    "maxSeats",
    "minimumRequiredSeats",
    "maximumRequiredSeats",
    "availableSeats",
    "remainingCreates",
];
pub const DECIMALS: [&str; 7] =
    ["listPrice", "discountedPrice", "proratedPrice", "price", "extendedPrice", "totalPrice", "amount"];

/// What a member of a resource may say.
pub fn accepted(resource: &str, member: &str) -> Accepted {
    let lists = || LISTS.iter().filter(|(_, name, _)| *name == member);
    let of = |wanted: &str| lists().find(|(of, ..)| *of == wanted);
    if let Some((.., list)) = of(resource).or_else(|| of("")) {
        Accepted::OneOf(list)
    } else if lists().next().is_none() || FREE.contains(&(resource, member)) {
        Accepted::Anything
    } else {
        Accepted::Unlisted
    }
}

/// Whether a member of that name is a boolean in every resource.
pub fn is_boolean(member: &str) -> bool {
    let asks = |prefix: &str| {
        let rest = member.strip_prefix(prefix);
        rest.is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_uppercase()))
    };
    asks("is") || asks("has") || ["autoRenewEnabled", "attestationAccepted", "attentionNeeded"].contains(&member)
}
