//! The classes of `Microsoft.Partner.Services.Carts.V1.Models`.

use super::{
    Class, GENERIC, Kind, Member, boolean, clr,
    collections::{RESOURCE_BASE, RESOURCE_BASE_WITH_LINKS},
    date, double, enumeration, integer, list, map, object,
    orders::ORDER,
    text,
};

const CARTS: &str = clr!("Microsoft.Partner.Services.Carts.V1.Models");

/// A cart.
pub(crate) static CART: Class = Class {
    name: "Cart",
    namespace: CARTS,
    base: Some(&RESOURCE_BASE_WITH_LINKS),
    members: &[
        date("CreationTimestamp").by_server(),
        date("ExpirationTimestamp").or("0001-01-01T00:00:00").by_server(),
        text("Id").by_server(),
        date("LastModifiedTimestamp").by_server(),
        text("LastModifiedUser").by_server(),
        list("LineItems", &CART_LINE_ITEM),
        boolean("PartnerOnRecordAttestationAccepted").left_out(),
        text("Status").by_server(),
    ],
};

static CART_LINE_ITEM: Class = Class {
    name: "CartLineItem",
    namespace: CARTS,
    base: None,
    members: &[
        list("AddonItems", &CART_LINE_ITEM),
        boolean("AttestationAccepted"),
        enumeration("BillingCycle"),
        text("CatalogItemId"),
        text("CurrencyCode"),
        date("CustomTermEndDate"),
        object("Error", &CART_ERROR).by_server(),
        text("FriendlyName"),
        integer("Id"),
        text("OrderGroup").by_server(),
        list("Participants", &PARTICIPANT),
        object("Pricing", &PRICING).left_out().by_server(),
        text("PromotionId"),
        map("ProvisioningContext"),
        object("PurchaseCommitment", &PURCHASE_COMMITMENT),
        integer("Quantity"),
        object("RenewsTo", &RENEWS_TO),
        object("ScheduledNextTermInstructions", &SCHEDULED_NEXT_TERM_INSTRUCTIONS),
        text("TermDuration"),
    ],
};

static CART_ERROR: Class = Class {
    name: "CartError",
    namespace: CARTS,
    base: None,
    members: &[
        Member::new("AdditionalInformation", Kind::Facts).left_out(),
        integer("ErrorCode"),
        text("ErrorDescription"),
    ],
};

/// A pair of `ParticipantType` and string; the digest is that of its arguments' namespaces (XML rules 18 and 19).
static PARTICIPANT: Class = Class {
    name: "KeyValuePairOfParticipantTypestringQAG9AoZz",
    namespace: GENERIC,
    base: None,
    members: &[enumeration("key"), text("value")],
};

/// The members that carts and orders have in common; the classes differ in their namespace.
pub(super) const PRICES: &[Member] = &[
    double("DiscountedPrice"),
    double("ExtendedPrice"),
    double("ListPrice"),
    double("Price"),
    double("ProratedPrice"),
];
pub(super) const COMMITMENT: &[Member] = &[double("Amount").or("0"), text("Currency"), text("Grain")];
pub(super) const CONVERSION: &[Member] = &[text("TermDuration")];

/// Prices on a cart line, in the namespace of their owner (XML rule 29).
static PRICING: Class = Class { name: "Pricing", namespace: CARTS, base: None, members: PRICES };

static PURCHASE_COMMITMENT: Class =
    Class { name: "PurchaseCommitment", namespace: CARTS, base: None, members: COMMITMENT };

static RENEWS_TO: Class = Class { name: "RenewsTo", namespace: CARTS, base: None, members: CONVERSION };

pub(super) static SCHEDULED_NEXT_TERM_INSTRUCTIONS: Class = Class {
    name: "ScheduledNextTermInstructions",
    namespace: CARTS,
    base: None,
    members: &[date("CustomTermEndDate").left_out(), object("Product", &PRODUCT_TERM), integer("Quantity")],
};

static PRODUCT_TERM: Class = Class {
    name: "ProductTerm",
    namespace: CARTS,
    base: None,
    members: &[
        text("AvailabilityId"),
        enumeration("BillingCycle"),
        text("ProductId"),
        text("PromotionId").left_out(),
        text("SkuId"),
        text("TermDuration"),
    ],
};

/// The answer of a checkout.
pub(crate) static CART_CHECKOUT_RESULT: Class = Class {
    name: "CartCheckoutResult",
    namespace: CARTS,
    base: Some(&RESOURCE_BASE),
    members: &[list("OrderErrors", &ORDER_ERROR), list("Orders", &ORDER)],
};

static ORDER_ERROR: Class = Class {
    name: "OrderError",
    namespace: CARTS,
    base: None,
    members: &[integer("Code"), text("Description"), text("OrderGroupId")],
};
