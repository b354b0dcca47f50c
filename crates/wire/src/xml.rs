//! XML, as .NET's `DataContractSerializer` writes it for the classes of the contract (ruling 9), and read more leniently
//! than that one reads.
//!
//! Out: [`write`] makes the XML of a resource from its JSON, so that a resource is said once. In: [`read`] makes a
//! [`Node`] of a cart, the same that JSON makes. Both go by one table, [`crate::contract`]; what is *not* here is the name
//! of any member.

mod attribute;
mod character;
mod double;
mod read;
mod scope;
mod text;
mod tree;
mod write;

pub use read::{ATTRIBUTES, DEPTH, ELEMENTS, NAME, read};

use crate::{
    contract::{self, Class},
    json,
    node::Node,
};

/// What schema instances call themselves: where `nil` and `type` live.
const SCHEMA_INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// What an answer is a document of (XML rules 2 and 19).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Root {
    /// A cart.
    Cart,
    /// The result of a checkout.
    CartCheckoutResult,
    /// An order.
    Order,
    /// A collection of orders.
    OrderCollection,
    /// A collection of the provisioning status of order lines.
    ProvisioningStatusCollection,
    /// A collection of the activation links of order lines.
    ActivationLinkCollection,
    /// A product.
    Product,
    /// A collection of products.
    ProductCollection,
    /// A SKU.
    Sku,
    /// A collection of SKUs.
    SkuCollection,
    /// An availability.
    Availability,
    /// A collection of availabilities.
    AvailabilityCollection,
    /// A legacy offer.
    Offer,
    /// A collection of legacy offers.
    OfferCollection,
    /// A collection of categories of legacy offers.
    OfferCategoryCollection,
    /// A promotion.
    ProductPromotion,
    /// A collection of promotions.
    ProductPromotionCollection,
    /// A question about promotions.
    PromotionEligibilitiesRequest,
    /// A collection of what is said of a question's items.
    PromotionEligibilitiesCollection,
    /// A question about the inventory.
    InventoryCheckRequest,
    /// What is said of a SKU, one after the other: the one answer that is a bare list.
    InventoryItem,
    /// A subscription.
    Subscription,
    /// A collection of subscriptions.
    SubscriptionCollection,
    /// The provisioning status of a subscription.
    SubscriptionProvisioningStatus,
    /// The registration status of a subscription to Azure.
    SubscriptionRegistrationStatus,
    /// A customer.
    Customer,
    /// A page of customers.
    CustomerCollection,
    /// The billing profile of a customer.
    BillingProfile,
    /// The company profile of a customer.
    CompanyProfile,
    /// An address.
    Address,
    /// What the validation of an address comes to.
    AddressValidation,
    /// True or false.
    Boolean,
    /// What holds in a country or region.
    CountryInformation,
    /// The profile of a partner's organization.
    OrganizationProfile,
    /// What a Partner ID stands for.
    MpnProfile,
    /// A collection of relationships between partners.
    RelationshipCollection,
    /// A collection of agreements that customers can be asked to accept.
    AgreementTemplateCollection,
    /// An agreement that a customer has accepted.
    Agreement,
    /// A collection of agreements that a customer has accepted.
    AgreementCollection,
    /// Where the text of an agreement is.
    AgreementDocument,
    /// Whether a partner has signed the Microsoft Partner Agreement.
    AgreementSignatureStatus,
    /// Whether a customer signed the Microsoft Customer Agreement itself.
    DirectSignedStatus,
    /// A qualification of a customer; its list is a bare one.
    CustomerQualification,
    /// What the vetting of a customer is asked for.
    CustomerQualificationRequest,
    /// The name of a qualification alone.
    QualificationName,
    /// A validation code of a partner; its list is a bare one.
    ValidationCode,
    /// What is recorded of a customer's account.
    ValidationStatus,
    /// An error.
    ApiFault,
}

impl Root {
    /// What a body of it is, in words.
    #[must_use]
    pub fn what(self) -> &'static str {
        match self {
            Self::Order => "an order",
            Self::InventoryCheckRequest => "an inventory check",
            Self::PromotionEligibilitiesRequest => "the items of a question about promotions",
            Self::Address => "an address",
            Self::Customer => "a customer",
            Self::BillingProfile => "a billing profile",
            Self::Subscription => "a subscription",
            Self::Agreement => "an agreement",
            Self::CustomerQualificationRequest => "a qualification",
            Self::QualificationName => "the name of a qualification",
            _ => "a cart",
        }
    }

    pub(crate) fn class(self) -> &'static Class {
        match self {
            Self::Cart => &contract::CART,
            Self::CartCheckoutResult => &contract::CART_CHECKOUT_RESULT,
            Self::Order => &contract::ORDER,
            Self::OrderCollection => &contract::ORDER_COLLECTION,
            Self::ProvisioningStatusCollection => &contract::PROVISIONING_STATUS_COLLECTION,
            Self::ActivationLinkCollection => &contract::ACTIVATION_LINK_COLLECTION,
            Self::Product => &contract::PRODUCT,
            Self::ProductCollection => &contract::PRODUCT_COLLECTION,
            Self::Sku => &contract::SKU,
            Self::SkuCollection => &contract::SKU_COLLECTION,
            Self::Availability => &contract::AVAILABILITY,
            Self::AvailabilityCollection => &contract::AVAILABILITY_COLLECTION,
            Self::Offer => &contract::OFFER,
            Self::OfferCollection => &contract::OFFER_COLLECTION,
            Self::OfferCategoryCollection => &contract::OFFER_CATEGORY_COLLECTION,
            Self::ProductPromotion => &contract::PROMOTION,
            Self::ProductPromotionCollection => &contract::PROMOTION_COLLECTION,
            Self::PromotionEligibilitiesRequest => &contract::ELIGIBILITIES_REQUEST,
            Self::PromotionEligibilitiesCollection => &contract::ELIGIBILITIES_COLLECTION,
            Self::InventoryCheckRequest => &contract::INVENTORY_CHECK_REQUEST,
            Self::InventoryItem => &contract::INVENTORY_ITEM,
            Self::Subscription => &contract::SUBSCRIPTION,
            Self::SubscriptionCollection => &contract::SUBSCRIPTION_COLLECTION,
            Self::SubscriptionProvisioningStatus => &contract::SUBSCRIPTION_PROVISIONING_STATUS,
            Self::SubscriptionRegistrationStatus => &contract::SUBSCRIPTION_REGISTRATION_STATUS,
            Self::Address => &contract::ADDRESS,
            Self::AddressValidation => &contract::ADDRESS_VALIDATION,
            Self::Boolean => &contract::BOOLEAN,
            Self::CountryInformation => &contract::COUNTRY_INFORMATION,
            Self::OrganizationProfile => &contract::ORGANIZATION_PROFILE,
            Self::MpnProfile => &contract::MPN_PROFILE,
            Self::RelationshipCollection => &contract::RELATIONSHIP_COLLECTION,
            Self::Customer => &contract::CUSTOMER,
            Self::CustomerCollection => &contract::CUSTOMER_COLLECTION,
            Self::BillingProfile => &contract::BILLING_PROFILE,
            Self::CompanyProfile => &contract::COMPANY_PROFILE,
            Self::AgreementTemplateCollection => &contract::AGREEMENT_TEMPLATE_COLLECTION,
            Self::Agreement => &contract::AGREEMENT,
            Self::AgreementCollection => &contract::AGREEMENT_COLLECTION,
            Self::AgreementDocument => &contract::AGREEMENT_DOCUMENT,
            Self::AgreementSignatureStatus => &contract::AGREEMENT_SIGNATURE_STATUS,
            Self::DirectSignedStatus => &contract::DIRECT_SIGNED_STATUS,
            Self::CustomerQualification => &contract::CUSTOMER_QUALIFICATION,
            Self::CustomerQualificationRequest => &contract::CUSTOMER_QUALIFICATION_REQUEST,
            Self::QualificationName => &contract::STRING,
            Self::ValidationCode => &contract::VALIDATION_CODE,
            Self::ValidationStatus => &contract::VALIDATION_STATUS,
            Self::ApiFault => &contract::API_FAULT,
        }
    }
}

/// Writes the XML of a resource from the JSON that it is answered with (XML rules 1 to 29).
///
/// # Errors
/// When the bytes are no JSON document, which is never the caller's doing.
pub fn write(root: Root, json: &[u8]) -> Result<Vec<u8>, serde_json::Error> {
    Ok(of(root, &json::tree(json)?))
}

/// Writes the XML of a resource from its tree.
#[must_use]
pub fn of(root: Root, resource: &Node) -> Vec<u8> {
    write::document(root.class(), resource).into_bytes()
}
