//! The classes of promotions and of inventory checks. The seeds name none: names and namespaces are by analogy with those
//! of orders.

use super::{
    Class, boolean, clr,
    collections::{RESOURCE_BASE, RESOURCE_BASE_WITH_LINKS},
    date, enumeration, integer, list, map, object, text,
};

const PROMOTIONS: &str = clr!("Microsoft.Partner.Services.ProductPromotions.V1.Models");
const CATALOG: &str = clr!("Microsoft.Partner.Services.Catalog.V1.Models");
const COLLECTIONS: &str = clr!("Microsoft.Partner.Core.Collections");

macro_rules! class {
    ($class:ident, $name:literal, $namespace:ident, $base:expr, [$($member:expr),* $(,)?]) => {
        pub(crate) static $class: Class =
            Class { name: $name, namespace: $namespace, base: $base, members: &[$($member),*] };
    };
}

class!(
    PROMOTION_COLLECTION,
    "ResourceCollectionOfProductPromotionSmVQeeax",
    COLLECTIONS,
    Some(&RESOURCE_BASE_WITH_LINKS),
    [list("Items", &PROMOTION), integer("TotalCount")]
);
class!(
    PROMOTION,
    "ProductPromotion",
    PROMOTIONS,
    None,
    [
        text("Description"),
        date("EndDate"),
        text("Id"),
        text("Name"),
        object("PromotionConstraints", &PROMOTION_CONSTRAINTS).left_out(),
        object("Properties", &PROMOTION_PROPERTIES),
        list("RequiredProducts", &REQUIRED_PRODUCT),
        date("StartDate"),
    ]
);
class!(PROMOTION_PROPERTIES, "PromotionProperties", PROMOTIONS, None, [boolean("IsAutoApplicable")]);
class!(
    REQUIRED_PRODUCT,
    "PromotionRequiredProduct",
    PROMOTIONS,
    None,
    [list("PricingPolicies", &PRICING_POLICY), text("ProductId"), text("SkuId"), object("Term", &PROMOTION_TERM),]
);
class!(PRICING_POLICY, "PromotionPricingPolicy", PROMOTIONS, None, [text("PolicyType"), text("Value")]);
class!(PROMOTION_TERM, "PromotionTerm", PROMOTIONS, None, [text("BillingCycle"), text("Duration")]);
class!(
    PROMOTION_CONSTRAINTS,
    "PromotionConstraints",
    PROMOTIONS,
    None,
    [list("EligibilityConstraints", &ELIGIBILITY_CONSTRAINT), list("SeatConstraints", &SEAT_CONSTRAINT)]
);
class!(
    SEAT_CONSTRAINT,
    "PromotionSeatConstraint",
    PROMOTIONS,
    None,
    [integer("MaxSeats"), integer("MinSeats"), text("Type")]
);
class!(
    ELIGIBILITY_CONSTRAINT,
    "PromotionEligibilityConstraint",
    PROMOTIONS,
    None,
    [boolean("IsApplicable"), text("Type")]
);

class!(
    ELIGIBILITIES_REQUEST,
    "PromotionEligibilitiesRequest",
    PROMOTIONS,
    None,
    [list("Items", &ELIGIBILITIES_REQUEST_ITEM)]
);
class!(
    ELIGIBILITIES_REQUEST_ITEM,
    "PromotionEligibilitiesRequestItem",
    PROMOTIONS,
    None,
    [
        enumeration("BillingCycle"),
        text("CatalogItemId"),
        integer("Id"),
        text("PromotionId"),
        integer("Quantity"),
        text("TermDuration"),
    ]
);
class!(
    ELIGIBILITIES_COLLECTION,
    "ResourceCollectionOfPromotionEligibilitiesSmVQeeax",
    COLLECTIONS,
    Some(&RESOURCE_BASE_WITH_LINKS),
    [list("Items", &ELIGIBILITIES), integer("TotalCount")]
);
class!(
    ELIGIBILITIES,
    "PromotionEligibilities",
    PROMOTIONS,
    Some(&RESOURCE_BASE),
    [
        enumeration("BillingCycle"),
        text("CatalogItemId"),
        list("Eligibilities", &ELIGIBILITY),
        integer("Id"),
        integer("Quantity"),
        text("TermDuration"),
    ]
);
class!(
    ELIGIBILITY,
    "PromotionEligibility",
    PROMOTIONS,
    None,
    [list("Errors", &ELIGIBILITY_ERROR), boolean("IsEligible"), text("PromotionId")]
);
class!(
    ELIGIBILITY_ERROR,
    "PromotionEligibilityError",
    PROMOTIONS,
    None,
    [
        integer("AvailableSeats").left_out(),
        text("Description"),
        list("EligibleTerms", &PROMOTION_TERM).left_out(),
        integer("MaximumRequiredSeats").left_out(),
        integer("MinimumRequiredSeats").left_out(),
        text("Type"),
    ]
);

class!(
    INVENTORY_CHECK_REQUEST,
    "InventoryCheckRequest",
    CATALOG,
    None,
    [map("InventoryContext"), list("TargetItems", &INVENTORY_TARGET)]
);
class!(INVENTORY_TARGET, "InventoryTargetItem", CATALOG, None, [text("ProductId"), text("SkuId")]);
class!(
    INVENTORY_ITEM,
    "InventoryItem",
    CATALOG,
    None,
    [
        boolean("IsRestricted"),
        text("ProductId"),
        list("Restrictions", &INVENTORY_RESTRICTION).left_out(),
        text("SkuId"),
    ]
);
class!(
    INVENTORY_RESTRICTION,
    "InventoryRestriction",
    CATALOG,
    None,
    [text("Description"), map("Properties").left_out(), text("ReasonCode")]
);
