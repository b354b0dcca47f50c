//! Which resource an object is: what it says of itself, else what it is a part of, else what only that resource has.

use http::StatusCode;
use serde_json::{Map, Value};

/// A resource, a member of it, and what stands there. The empty resource is any.
const PARTS: [(&str, &str, &str); 32] = [
    ("", "address", "Address"),
    ("", "defaultAddress", "Address"),
    ("", "originalAddress", "Address"),
    ("", "suggestedAddresses", "Address"),
    ("", "purchaseCommitment", "PurchaseCommitment"),
    ("Sku", "minimumPurchaseCommitment", "MinimumCommitment"),
    ("Cart", "lineItems", "CartLineItem"),
    ("CartLineItem", "addonItems", "CartLineItem"),
    ("CartLineItem", "error", "CartError"),
    ("CartLineItem", "participants", "Participant"),
    ("CartCheckoutResult", "orderErrors", "OrderError"),
    ("Order", "lineItems", "OrderLineItem"),
    ("", "scheduledNextTermInstructions", "Instructions"),
    ("", "nextChargeInstructions", "Instructions"),
    ("Instructions", "product", "InstructedProduct"),
    ("Offer", "product", "OfferProduct"),
    ("Availability", "product", "Product"),
    ("Availability", "sku", "Sku"),
    ("Availability", "terms", "Term"),
    ("", "cancellationPolicies", "CancellationPolicy"),
    ("", "refundOptions", "RefundOption"),
    ("ProductPromotion", "requiredProducts", "PromotionProduct"),
    ("PromotionProduct", "term", "Term"),
    ("ProductPromotion", "promotionConstraints", "PromotionConstraints"),
    ("PromotionConstraints", "seatConstraints", "SeatConstraint"),
    ("PromotionConstraints", "eligibilityConstraints", "EligibilityConstraint"),
    ("PromotionEligibilities", "eligibilities", "PromotionEligibility"),
    ("PromotionEligibility", "errors", "PromotionEligibilityError"),
    ("PromotionEligibilityError", "eligibleTerms", "Term"),
    ("InventoryItem", "restrictions", "InventoryRestriction"),
    ("LineProvisioning", "quantityProvisioningInformation", "LineProvisioning"),
    ("", "headers", "Header"),
];

/// Members that one resource alone has, of those that do not say what they are.
const TELLTALES: [(&str, &str); 8] = [
    ("quantityProvisioningInformation", "LineProvisioning"),
    ("catalogItemId", "Availability"),
    ("supportedBillingCycles", "Sku"),
    ("productType", "Product"),
    ("requiredProducts", "ProductPromotion"),
    ("isRestricted", "InventoryItem"),
    ("suggestedAddresses", "AddressValidation"),
    ("dateAgreed", "Agreement"),
];

/// The resource that a body is when it does not say so.
pub fn root(status: StatusCode) -> &'static str {
    if status.is_success() { "" } else { "ApiFault" }
}

/// The resource that a member of another one is.
pub fn of<'a>(parent: &'a str, member: &str, members: &'a Map<String, Value>) -> &'a str {
    let said = members.get("attributes").and_then(|attributes| attributes["objectType"].as_str());
    let part = PARTS.iter().find(|(of, name, _)| (of.is_empty() || *of == parent) && *name == member);
    if member.is_empty() && members.get("type").is_some_and(|validated| validated == "account") {
        return "AccountValidation";
    }
    let told = || TELLTALES.iter().find(|(name, _)| members.contains_key(*name));
    match said.or(part.map(|(.., part)| *part)).or_else(|| told().map(|(_, resource)| *resource)) {
        Some(resource) => resource,
        None if member.is_empty() => parent,
        None => "",
    }
}
