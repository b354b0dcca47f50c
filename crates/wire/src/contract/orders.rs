//! The classes of `Microsoft.Partner.Services.Orders.V2.Models`.

use super::{
    Class, boolean,
    carts::{COMMITMENT, CONVERSION, PRICES, SCHEDULED_NEXT_TERM_INSTRUCTIONS},
    clr,
    collections::{LINK, RESOURCE_BASE},
    date, double, enumeration, integer, list, map, object, text, texts,
};

const ORDERS: &str = clr!("Microsoft.Partner.Services.Orders.V2.Models");

/// An order. Its links are its own member, and no base's (XML rule 6).
pub(crate) static ORDER: Class = Class {
    name: "Order",
    namespace: ORDERS,
    base: Some(&RESOURCE_BASE),
    members: &[
        text("AlternateId"),
        enumeration("BillingCycle"),
        object("Client", &CLIENT_CONTEXT),
        date("CreationDate"),
        text("CurrencyCode"),
        text("CurrencySymbol"),
        text("Id"),
        list("LineItems", &ORDER_LINE_ITEM),
        object("Links", &ORDER_LINKS),
        boolean("PartnerOnRecordAttestationAccepted").left_out(),
        text("ReferenceCustomerId"),
        text("Status"),
        double("TotalPrice"),
        text("TransactionType"),
    ],
};

static CLIENT_CONTEXT: Class = Class {
    name: "ClientContext",
    namespace: ORDERS,
    base: None,
    members: &[text("DeviceFamily"), text("MarketplaceCountry"), text("Name")],
};

static ORDER_LINKS: Class = Class {
    name: "OrderLinks",
    namespace: ORDERS,
    base: None,
    members: &[object("PatchOperation", &LINK), object("ProvisioningStatus", &LINK), object("Self", &LINK)],
};

static ORDER_LINE_ITEM: Class = Class {
    name: "OrderLineItem",
    namespace: ORDERS,
    base: None,
    members: &[
        texts("AdditionalPartnerIdsOnRecord"),
        boolean("AttestationAccepted"),
        date("CustomTermEndDate"),
        text("FriendlyName"),
        integer("LineItemNumber"),
        object("Links", &ORDER_LINE_ITEM_LINKS),
        text("OfferId"),
        text("ParentSubscriptionId"),
        text("PartnerIdOnRecord"),
        object("Pricing", &PRICING),
        text("PromotionId"),
        map("ProvisioningContext"),
        object("PurchaseCommitment", &PURCHASE_COMMITMENT),
        integer("Quantity"),
        object("RenewsTo", &RENEWS_TO),
        object("ScheduledNextTermInstructions", &SCHEDULED_NEXT_TERM_INSTRUCTIONS).left_out(),
        text("SubscriptionId"),
        text("TermDuration"),
        text("TransactionType"),
    ],
};

static ORDER_LINE_ITEM_LINKS: Class = Class {
    name: "OrderLineItemLinks",
    namespace: ORDERS,
    base: None,
    members: &[
        object("ActivationLinks", &LINK),
        object("Availability", &LINK),
        object("Product", &LINK),
        object("ProvisioningStatus", &LINK),
        object("Sku", &LINK),
        object("Subscription", &LINK),
    ],
};

static PRICING: Class = Class { name: "Pricing", namespace: ORDERS, base: None, members: PRICES };

static PURCHASE_COMMITMENT: Class =
    Class { name: "PurchaseCommitment", namespace: ORDERS, base: None, members: COMMITMENT };

static RENEWS_TO: Class = Class { name: "RenewsTo", namespace: ORDERS, base: None, members: CONVERSION };

pub(super) static ORDER_LINE_ITEM_PROVISIONING_STATUS: Class = Class {
    name: "OrderLineItemProvisioningStatus",
    namespace: ORDERS,
    base: None,
    members: &[
        integer("LineItemNumber"),
        integer("OrderLineItemId").left_out(),
        list("QuantityProvisioningInformation", &QUANTITY_PROVISIONING_STATUS),
        text("Status"),
    ],
};

static QUANTITY_PROVISIONING_STATUS: Class = Class {
    name: "QuantityProvisioningStatus",
    namespace: ORDERS,
    base: None,
    members: &[integer("Quantity"), text("Status")],
};

pub(super) static ORDER_LINE_ITEM_ACTIVATION_LINK: Class = Class {
    name: "OrderLineItemActivationLink",
    namespace: ORDERS,
    base: None,
    members: &[integer("LineItemNumber"), object("Link", &LINK)],
};
