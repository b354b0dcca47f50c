//! The classes of partners' profiles, relationships, agreements, countries and addresses. The seeds name none: names and
//! namespaces are by analogy with those of orders.

use super::{
    Class, boolean, clr,
    collections::{RESOURCE_BASE, RESOURCE_BASE_WITH_LINKS},
    integer, list, object, text, texts,
};

const PARTNERS: &str = clr!("Microsoft.Partner.Services.Partners.V1.Models");
const COLLECTIONS: &str = clr!("Microsoft.Partner.Core.Collections");

/// An address.
pub(crate) static ADDRESS: Class = Class {
    name: "Address",
    namespace: PARTNERS,
    base: None,
    members: &[
        text("AddressLine1"),
        text("AddressLine2"),
        text("City"),
        text("Country"),
        text("FirstName"),
        text("LastName"),
        text("MiddleName"),
        text("PhoneNumber"),
        text("PostalCode"),
        text("Region"),
        text("State"),
    ],
};

/// What the validation of an address comes to.
pub(crate) static ADDRESS_VALIDATION: Class = Class {
    name: "AddressValidationResponse",
    namespace: PARTNERS,
    base: None,
    members: &[
        object("OriginalAddress", &ADDRESS),
        text("Status"),
        list("SuggestedAddresses", &ADDRESS),
        text("ValidationMessage"),
    ],
};

/// True or false as a document of its own.
pub(crate) static BOOLEAN: Class = Class {
    name: "boolean",
    namespace: "http://schemas.microsoft.com/2003/10/Serialization/",
    base: None,
    members: &[],
};

/// What holds in a country or region.
pub(crate) static COUNTRY_INFORMATION: Class = Class {
    name: "CountryInformation",
    namespace: PARTNERS,
    base: Some(&RESOURCE_BASE),
    members: &[
        texts("CountryCallingCodesList"),
        text("DefaultCulture"),
        boolean("IsCityRequired"),
        boolean("IsPostalCodeRequired"),
        boolean("IsStateRequired"),
        boolean("IsTaxIdOptional"),
        boolean("IsTaxIdSupported"),
        boolean("IsVatIdSupported"),
        text("Iso2Code"),
        text("PhoneNumberRegex"),
        text("PostalCodeRegex"),
        texts("SupportedCulturesList"),
        texts("SupportedLanguagesList"),
        texts("SupportedStatesList"),
        text("TaxIdFormat"),
        text("TaxIdSample"),
        text("VatIdRegex"),
    ],
};

/// The profile of a partner's organization.
pub(crate) static ORGANIZATION_PROFILE: Class = Class {
    name: "OrganizationProfile",
    namespace: PARTNERS,
    base: Some(&RESOURCE_BASE_WITH_LINKS),
    members: &[
        text("CompanyName"),
        text("Culture"),
        object("DefaultAddress", &ADDRESS),
        text("Domain"),
        text("Email"),
        text("Id"),
        text("Language"),
        text("ProfileType"),
        text("TenantId"),
    ],
};

/// What a Partner ID stands for.
pub(crate) static MPN_PROFILE: Class = Class {
    name: "MpnProfile",
    namespace: PARTNERS,
    base: Some(&RESOURCE_BASE_WITH_LINKS),
    members: &[text("MpnId"), text("PartnerName"), text("ProfileType")],
};

/// A collection of relationships.
pub(crate) static RELATIONSHIP_COLLECTION: Class = Class {
    name: "ResourceCollectionOfPartnerRelationshipSmVQeeax",
    namespace: COLLECTIONS,
    base: Some(&RESOURCE_BASE_WITH_LINKS),
    members: &[list("Items", &PARTNER_RELATIONSHIP), integer("TotalCount")],
};

static PARTNER_RELATIONSHIP: Class = Class {
    name: "PartnerRelationship",
    namespace: PARTNERS,
    base: Some(&RESOURCE_BASE),
    members: &[text("Id"), text("Location"), text("MpnId"), text("Name"), text("RelationshipType"), text("State")],
};

/// A collection of agreements that customers can be asked to accept.
pub(crate) static AGREEMENT_TEMPLATE_COLLECTION: Class = Class {
    name: "ResourceCollectionOfAgreementMetaDataSmVQeeax",
    namespace: COLLECTIONS,
    base: Some(&RESOURCE_BASE_WITH_LINKS),
    members: &[list("Items", &AGREEMENT_META_DATA), integer("TotalCount")],
};

static AGREEMENT_META_DATA: Class = Class {
    name: "AgreementMetaData",
    namespace: PARTNERS,
    base: None,
    members: &[text("AgreementLink"), text("AgreementType"), text("TemplateId"), integer("VersionRank")],
};
