//! The classes of `Microsoft.Partner.Core.Collections`, and the error body of `Microsoft.Partner.Core`.

use super::{
    Class, GENERIC, boolean, clr, integer, list, map, object,
    orders::{ORDER, ORDER_LINE_ITEM_ACTIVATION_LINK, ORDER_LINE_ITEM_PROVISIONING_STATUS},
    subscriptions::SUBSCRIPTION,
    text, texts,
};

const COLLECTIONS: &str = clr!("Microsoft.Partner.Core.Collections");

pub(super) static RESOURCE_BASE: Class = Class {
    name: "ResourceBase",
    namespace: COLLECTIONS,
    base: None,
    members: &[object("Attributes", &RESOURCE_ATTRIBUTES).by_server()],
};

pub(super) static RESOURCE_BASE_WITH_LINKS: Class = Class {
    name: "ResourceBaseWithLinks",
    namespace: COLLECTIONS,
    base: None,
    members: &[object("Attributes", &RESOURCE_ATTRIBUTES).by_server(), object("Links", &RESOURCE_LINKS).by_server()],
};

static RESOURCE_ATTRIBUTES: Class = Class {
    name: "ResourceAttributes",
    namespace: COLLECTIONS,
    base: None,
    members: &[text("Etag"), text("ObjectType")],
};

static RESOURCE_LINKS: Class = Class {
    name: "ResourceLinks",
    namespace: COLLECTIONS,
    base: None,
    members: &[object("Next", &LINK), object("Previous", &LINK), object("Self", &LINK)],
};

pub(super) static LINK: Class = Class {
    name: "Link",
    namespace: COLLECTIONS,
    base: None,
    members: &[text("Body"), list("Headers", &HEADER), text("Method"), text("Uri")],
};

/// A pair of strings; both are built in, so that its name has no digest (XML rules 17 and 19).
static HEADER: Class = Class {
    name: "KeyValuePairOfstringstring",
    namespace: GENERIC,
    base: None,
    members: &[text("key"), text("value")],
};

/// A collection of orders.
pub(crate) static ORDER_COLLECTION: Class = Class {
    name: "ResourceCollectionOfOrderSmVQeeax",
    namespace: COLLECTIONS,
    base: Some(&RESOURCE_BASE_WITH_LINKS),
    members: &[list("Items", &ORDER), integer("TotalCount")],
};

/// A collection of provisioning statuses.
pub(crate) static PROVISIONING_STATUS_COLLECTION: Class = Class {
    name: "ResourceCollectionOfOrderLineItemProvisioningStatusSmVQeeax",
    namespace: COLLECTIONS,
    base: Some(&RESOURCE_BASE_WITH_LINKS),
    members: &[list("Items", &ORDER_LINE_ITEM_PROVISIONING_STATUS), integer("TotalCount")],
};

/// A collection of subscriptions.
pub(crate) static SUBSCRIPTION_COLLECTION: Class = Class {
    name: "ResourceCollectionOfSubscriptionSmVQeeax",
    namespace: COLLECTIONS,
    base: Some(&RESOURCE_BASE_WITH_LINKS),
    members: &[list("Items", &SUBSCRIPTION), integer("TotalCount")],
};

/// A collection of activation links.
pub(crate) static ACTIVATION_LINK_COLLECTION: Class = Class {
    name: "ResourceCollectionOfOrderLineItemActivationLinkSmVQeeax",
    namespace: COLLECTIONS,
    base: Some(&RESOURCE_BASE_WITH_LINKS),
    members: &[list("Items", &ORDER_LINE_ITEM_ACTIVATION_LINK), integer("TotalCount")],
};

/// The error body.
pub(crate) static API_FAULT: Class = Class {
    name: "ApiFault",
    namespace: clr!("Microsoft.Partner.Core"),
    base: None,
    members: &[
        integer("Code"),
        texts("Data"),
        text("Description"),
        text("ErrorMessageExtended").left_out(),
        text("ErrorName").left_out(),
        boolean("IsRetryable").left_out(),
        text("Message").left_out(),
        map("Parameters").left_out(),
        text("Source"),
    ],
};
