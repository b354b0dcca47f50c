//! The classes of the modern catalogue. The seeds name none: names and namespace are by analogy with those of orders.

use super::{
    Class, boolean, clr,
    collections::{LINK, RESOURCE_BASE_WITH_LINKS},
    double, integer, list, object, text, texts,
};

const CATALOG: &str = clr!("Microsoft.Partner.Services.Catalog.V1.Models");
const COLLECTIONS: &str = clr!("Microsoft.Partner.Core.Collections");

macro_rules! class {
    ($class:ident, $name:literal, [$($member:expr),* $(,)?]) => {
        pub(crate) static $class: Class = Class { name: $name, namespace: CATALOG, base: None, members: &[$($member),*] };
    };
}
macro_rules! collection {
    ($class:ident, $name:literal, $of:ident) => {
        pub(crate) static $class: Class = Class {
            name: $name,
            namespace: COLLECTIONS,
            base: Some(&RESOURCE_BASE_WITH_LINKS),
            members: &[list("Items", &$of), integer("TotalCount")],
        };
    };
}

collection!(PRODUCT_COLLECTION, "ResourceCollectionOfProductSmVQeeax", PRODUCT);
collection!(SKU_COLLECTION, "ResourceCollectionOfSkuSmVQeeax", SKU);
collection!(AVAILABILITY_COLLECTION, "ResourceCollectionOfAvailabilitySmVQeeax", AVAILABILITY);

class!(
    PRODUCT,
    "Product",
    [
        text("Description"),
        text("Id"),
        boolean("IsMicrosoftProduct"),
        object("Links", &PRODUCT_LINKS),
        object("ProductType", &PRODUCT_TYPE),
        text("PublisherName"),
        text("Title"),
    ]
);
class!(PRODUCT_LINKS, "ProductLinks", [object("Self", &LINK), object("Skus", &LINK)]);
class!(PRODUCT_TYPE, "ItemType", [text("DisplayName"), text("Id"), object("SubType", &SUB_TYPE)]);
class!(SUB_TYPE, "ItemSubType", [text("DisplayName"), text("Id")]);

class!(
    SKU,
    "Sku",
    [
        object("AttestationProperties", &ATTESTATION_PROPERTIES),
        text("Description"),
        object("DynamicAttributes", &DYNAMIC_ATTRIBUTES),
        text("Id"),
        texts("InventoryVariables"),
        boolean("IsTrial"),
        object("Links", &SKU_LINKS),
        integer("MaximumQuantity"),
        object("MinimumPurchaseCommitment", &MINIMUM_PURCHASE_COMMITMENT),
        integer("MinimumQuantity"),
        text("ProductId"),
        texts("ProvisioningVariables"),
        texts("PurchasePrerequisites"),
        texts("SupportedBillingCycles"),
        text("Title"),
    ]
);
class!(
    DYNAMIC_ATTRIBUTES,
    "DynamicAttributes",
    [boolean("IsAddon"), boolean("IsMicrosoftProduct"), texts("PrerequisiteSkus")]
);
class!(ATTESTATION_PROPERTIES, "AttestationProperties", [boolean("EnforceAttestation")]);
class!(
    MINIMUM_PURCHASE_COMMITMENT,
    "MinimumPurchaseCommitment",
    [double("Amount"), object("CurrencyCode", &COMMITMENT_CURRENCY), text("Grain")]
);
class!(COMMITMENT_CURRENCY, "CommitmentCurrency", [text("Currency"), text("Symbol")]);
class!(SKU_LINKS, "SkuLinks", [object("Availabilities", &LINK), object("Self", &LINK)]);

class!(
    AVAILABILITY,
    "Availability",
    [
        text("CatalogItemId"),
        text("Country"),
        object("DefaultCurrency", &CURRENCY_INFO),
        text("Id"),
        boolean("IsPurchasable"),
        boolean("IsRenewable"),
        object("Links", &AVAILABILITY_LINKS),
        object("Product", &PRODUCT),
        text("ProductId"),
        list("RenewalInstructions", &RENEWAL_INSTRUCTION),
        text("Segment"),
        object("Sku", &SKU),
        text("SkuId"),
        list("Terms", &TERM),
    ]
);
class!(CURRENCY_INFO, "CurrencyInfo", [text("Code"), text("Symbol")]);
class!(AVAILABILITY_LINKS, "AvailabilityLinks", [object("Self", &LINK)]);
class!(
    TERM,
    "Term",
    [
        text("BillingCycle"),
        list("CancellationPolicies", &CANCELLATION_POLICY),
        text("Description"),
        text("Duration"),
        text("Id"),
    ]
);
class!(CANCELLATION_POLICY, "CancellationPolicy", [list("RefundOptions", &REFUND_OPTION)]);
class!(REFUND_OPTION, "RefundOption", [text("ExpiresAfter"), integer("SequenceId"), text("Type")]);
class!(
    RENEWAL_INSTRUCTION,
    "RenewalInstruction",
    [texts("ApplicableTermIds"), list("RenewalOptions", &RENEWAL_OPTION)]
);
class!(RENEWAL_OPTION, "RenewalOption", [boolean("IsAutoRenewable"), text("RenewToId")]);
