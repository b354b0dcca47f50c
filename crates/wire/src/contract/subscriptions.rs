//! The classes of subscriptions. The seeds name none of them: names and namespace are by analogy with orders, and members
//! that a subscription does not have stand as nil.

use super::{
    Class, boolean,
    carts::SCHEDULED_NEXT_TERM_INSTRUCTIONS,
    clr,
    collections::{LINK, RESOURCE_BASE},
    date, enumeration, integer, list, object, text, texts,
};

const SUBSCRIPTIONS: &str = clr!("Microsoft.Partner.Services.Subscriptions.V1.Models");

/// A subscription. Its links are its own member, as an order's are.
pub(crate) static SUBSCRIPTION: Class = Class {
    name: "Subscription",
    namespace: SUBSCRIPTIONS,
    base: Some(&RESOURCE_BASE),
    members: &[
        boolean("ActionTaken"),
        texts("Actions"),
        texts("AdditionalPartnerIdsOnRecord"),
        boolean("AttentionNeeded"),
        boolean("AutoRenewEnabled"),
        enumeration("BillingCycle"),
        date("BillingCycleEndDate"),
        date("BillingCycleEndDateTime"),
        text("BillingType"),
        date("CancellationAllowedUntilDate"),
        date("CommitmentEndDate"),
        date("CommitmentEndDateTime"),
        text("ContractType"),
        date("CreationDate"),
        date("EffectiveStartDate"),
        text("EntitlementId"),
        text("FriendlyName"),
        boolean("HasPurchasableAddons"),
        text("Id"),
        boolean("IsMicrosoftProduct"),
        boolean("IsTrial"),
        object("Links", &SUBSCRIPTION_LINKS),
        object("NextChargeInstructions", &SCHEDULED_NEXT_TERM_INSTRUCTIONS),
        text("OfferId"),
        text("OfferName"),
        text("OrderId"),
        text("ParentSubscriptionId"),
        text("PartnerId"),
        text("ProductOrderId"),
        object("ProductType", &ITEM_TYPE),
        text("PromotionId"),
        text("PublisherName"),
        integer("Quantity"),
        list("RefundOptions", &REFUND_OPTION),
        object("RefundableQuantity", &REFUNDABLE_QUANTITY),
        text("RenewalTermDuration"),
        object("ScheduledNextTermInstructions", &SCHEDULED_NEXT_TERM_INSTRUCTIONS),
        text("Status"),
        texts("SuspensionReasons"),
        text("TermDuration"),
        text("UnitType"),
    ],
};

static SUBSCRIPTION_LINKS: Class = Class {
    name: "SubscriptionLinks",
    namespace: SUBSCRIPTIONS,
    base: None,
    members: &[
        object("ActivationLinks", &LINK),
        object("Availability", &LINK),
        object("Offer", &LINK),
        object("ParentSubscription", &LINK),
        object("Product", &LINK),
        object("Self", &LINK),
        object("Sku", &LINK),
    ],
};

static ITEM_TYPE: Class =
    Class { name: "ItemType", namespace: SUBSCRIPTIONS, base: None, members: &[text("DisplayName"), text("Id")] };

static REFUND_OPTION: Class =
    Class { name: "RefundOption", namespace: SUBSCRIPTIONS, base: None, members: &[date("ExpiresAt"), text("Type")] };

static REFUNDABLE_QUANTITY: Class = Class {
    name: "RefundableQuantity",
    namespace: SUBSCRIPTIONS,
    base: None,
    members: &[list("Details", &REFUNDABLE_QUANTITY_DETAIL), integer("TotalQuantity")],
};

static REFUNDABLE_QUANTITY_DETAIL: Class = Class {
    name: "RefundableQuantityDetail",
    namespace: SUBSCRIPTIONS,
    base: None,
    members: &[date("AllowedUntilDateTime"), integer("Quantity")],
};

/// Where the provisioning of a subscription stands.
pub(crate) static SUBSCRIPTION_PROVISIONING_STATUS: Class = Class {
    name: "SubscriptionProvisioningStatus",
    namespace: SUBSCRIPTIONS,
    base: Some(&RESOURCE_BASE),
    members: &[date("EndDate"), integer("Quantity"), text("SkuId"), text("Status")],
};

/// Whether a subscription to Azure is registered for reservations.
pub(crate) static SUBSCRIPTION_REGISTRATION_STATUS: Class = Class {
    name: "SubscriptionRegistrationStatus",
    namespace: SUBSCRIPTIONS,
    base: Some(&RESOURCE_BASE),
    members: &[text("Status"), text("SubscriptionId")],
};
