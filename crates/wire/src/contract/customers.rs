//! The classes of customers. The seeds name none: names and namespaces are by analogy with those of orders.

use super::{
    Class, boolean, clr, collections::RESOURCE_BASE_WITH_LINKS, integer, list, object, partners::ADDRESS, text, texts,
};

const COLLECTIONS: &str = clr!("Microsoft.Partner.Core.Collections");
const CUSTOMERS: &str = clr!("Microsoft.Partner.Services.Customers.V1.Models");

/// A customer.
pub(crate) static CUSTOMER: Class = Class {
    name: "Customer",
    namespace: CUSTOMERS,
    base: Some(&RESOURCE_BASE_WITH_LINKS),
    members: &[
        boolean("AllowDelegatedAccess").by_server(),
        text("AssociatedPartnerId"),
        object("BillingProfile", &BILLING_PROFILE),
        text("CommerceId").by_server(),
        object("CompanyProfile", &COMPANY_PROFILE),
        texts("CustomDomains").by_server(),
        boolean("EnableGDAPByDefault"),
        text("Id").by_server(),
        text("RelationshipToPartner"),
        object("UserCredentials", &USER_CREDENTIALS).by_server(),
    ],
};

/// Whom to bill.
pub(crate) static BILLING_PROFILE: Class = Class {
    name: "CustomerBillingProfile",
    namespace: CUSTOMERS,
    base: Some(&RESOURCE_BASE_WITH_LINKS),
    members: &[
        text("CompanyName"),
        text("Culture"),
        object("DefaultAddress", &ADDRESS),
        text("Email"),
        text("FirstName"),
        text("Id").by_server(),
        text("Language"),
        text("LastName"),
    ],
};

/// What the company is.
pub(crate) static COMPANY_PROFILE: Class = Class {
    name: "CustomerCompanyProfile",
    namespace: CUSTOMERS,
    base: Some(&RESOURCE_BASE_WITH_LINKS),
    members: &[
        object("Address", &ADDRESS),
        text("CompanyName"),
        text("Domain"),
        text("Email"),
        text("OrganizationRegistrationNumber"),
        text("TenantId").by_server(),
    ],
};

static USER_CREDENTIALS: Class =
    Class { name: "UserCredentials", namespace: CUSTOMERS, base: None, members: &[text("Password"), text("UserName")] };

/// A page of customers.
pub(crate) static CUSTOMER_COLLECTION: Class = Class {
    name: "SeekBasedResourceCollectionOfCustomerSmVQeeax",
    namespace: COLLECTIONS,
    base: Some(&RESOURCE_BASE_WITH_LINKS),
    members: &[text("ContinuationToken"), list("Items", &CUSTOMER), integer("TotalCount")],
};
