//! The classes of what customers and partners have signed. The reference of the API names those of agreements and contacts;
//! the others are by analogy.

use super::{Class, boolean, clr, collections::RESOURCE_BASE_WITH_LINKS, date, integer, list, object, text};

pub(super) const CUSTOMERS: &str = clr!("Microsoft.Partner.Service.Customers.Contracts.V1");

/// An agreement that a customer has accepted.
pub(crate) static AGREEMENT: Class = Class {
    name: "Agreement",
    namespace: CUSTOMERS,
    base: None,
    members: &[
        text("AgreementLink").by_server(),
        date("DateAgreed"),
        object("PrimaryContact", &CONTACT),
        text("TemplateId"),
        text("Type"),
        text("UserId"),
    ],
};

static CONTACT: Class = Class {
    name: "Contact",
    namespace: CUSTOMERS,
    base: None,
    members: &[text("Email"), text("FirstName"), text("LastName"), text("PhoneNumber")],
};

/// A collection of agreements that a customer has accepted.
pub(crate) static AGREEMENT_COLLECTION: Class = Class {
    name: "ResourceCollectionOfAgreementSmVQeeax",
    namespace: clr!("Microsoft.Partner.Core.Collections"),
    base: Some(&RESOURCE_BASE_WITH_LINKS),
    members: &[list("Items", &AGREEMENT), integer("TotalCount")],
};

/// Whether a customer signed the Microsoft Customer Agreement itself.
pub(crate) static DIRECT_SIGNED_STATUS: Class = Class {
    name: "DirectSignedCustomerAgreementStatus",
    namespace: CUSTOMERS,
    base: None,
    members: &[boolean("IsSigned")],
};

/// That a partner has signed the Microsoft Partner Agreement.
pub(crate) static AGREEMENT_SIGNATURE_STATUS: Class = Class {
    name: "AgreementSignatureStatus",
    namespace: clr!("Microsoft.Partner.Services.Partners.V1.Models"),
    base: None,
    members: &[boolean("IsAgreementSigned")],
};

/// Where the text of an agreement is.
pub(crate) static AGREEMENT_DOCUMENT: Class = Class {
    name: "AgreementDocument",
    namespace: clr!("Microsoft.Partner.Services.Partners.V1.Models"),
    base: None,
    members: &[text("DisplayUri"), text("DownloadUri")],
};

#[cfg(test)]
mod tests {
    use super::{
        super::tests::{check, ordered},
        AGREEMENT, AGREEMENT_COLLECTION, AGREEMENT_DOCUMENT, AGREEMENT_SIGNATURE_STATUS, CONTACT, DIRECT_SIGNED_STATUS,
    };
    use crate::{agreement, agreement_template};
    use domain::{
        agreement_template::{AgreementSelection, AgreementTemplate},
        customer::CustomerAgreement,
        id::CustomerId,
    };
    use serde_json::json;

    #[test]
    fn every_member_of_what_is_signed_is_known() {
        let signed = json!({
            "user": "21000000-0000-4000-8000-000000000001", "template": "117a77b0-9360-443b-8795-c6dedc750cf9",
            "primary_contact": { "first_name": "a", "last_name": "b", "email": "c@d", "phone_number": "1" },
            "agreed": "2026-01-12T00:00:00Z", "type": "MicrosoftCustomerAgreement", "link": "e",
        });
        let signed: CustomerAgreement = serde_json::from_value(signed).expect("an agreement");
        check(&AGREEMENT, &agreement::resource(&signed), 10);
        let customer = CustomerId::parse("94cd6638-11b6-4323-8c9f-6ae3088adc59").expect("a customer");
        check(&AGREEMENT_COLLECTION, &agreement::collection(customer, AgreementSelection::All, &[&signed]), 18);
        check(&DIRECT_SIGNED_STATUS, &agreement::direct_signed_status(true), 1);
        check(&AGREEMENT_SIGNATURE_STATUS, &agreement::signed(), 1);
        let template = json!({
            "id": "998b88de-aa99-4388-a42c-1b3517d49490", "type": "MicrosoftCloudAgreement", "link": "a",
        });
        let template: AgreementTemplate = serde_json::from_value(template).expect("a template");
        check(&AGREEMENT_DOCUMENT, &agreement_template::document(&template), 2);
        [&AGREEMENT, &CONTACT, &AGREEMENT_COLLECTION, &AGREEMENT_DOCUMENT].into_iter().for_each(ordered);
    }
}
