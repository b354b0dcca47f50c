//! The agreements that customers have accepted, in and out, and who has signed which (surroundings 2.6).

use crate::{agreement_template, collection::Collection, enumeration, node::Node, read::Reader, schema};
use domain::{
    Timestamp,
    agreement_template::AgreementSelection,
    customer::{AgreementDraft, Contact, ContactDraft, CustomerAgreement},
    fault::{Fault, Faults},
    id::CustomerId,
    member::{AddressMember, Member},
};
use serde::Serialize;
use utoipa::ToSchema;

/// What .NET sends for a date that nobody has set.
const UNSET: &str = "0001-01-01T00:00:00Z";

/// An agreement that a customer has accepted, as its partner confirms.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Agreement)]
pub struct AgreementResource<'a> {
    /// The partner's user who confirms it. Only app-only callers say who it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = "uuid")]
    user_id: Option<String>,
    primary_contact: ContactResource<'a>,
    #[schema(format = "uuid")]
    template_id: String,
    #[schema(value_type = String, format = DateTime)]
    date_agreed: Timestamp,
    #[serde(rename = "type")]
    #[schema(schema_with = schema::agreement_type)]
    kind: &'static str,
    #[schema(read_only)]
    agreement_link: &'a str,
}

/// Who accepted it for the customer.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Contact)]
struct ContactResource<'a> {
    first_name: &'a str,
    last_name: &'a str,
    email: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone_number: Option<&'a str>,
}

/// Whether a customer signed the Microsoft Customer Agreement itself.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = DirectSignedCustomerAgreementStatus)]
pub struct DirectSignedStatusResource {
    is_signed: bool,
}

/// That a partner has signed the Microsoft Partner Agreement.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AgreementSignatureStatus)]
pub struct SignatureStatusResource {
    is_agreement_signed: bool,
}

/// Reads a body that says what a customer has accepted. What cannot be read is told all at once.
///
/// # Errors
/// 400/800002 for members that cannot be read, 400/900126 for a type that there is not.
pub fn draft(body: &Node) -> Result<AgreementDraft, Fault> {
    let body = Reader::of_body(body)?;
    let mut wrong = Faults::default();
    let contact = wrong.or_default(body.object(Member::PrimaryContact));
    let unset = Timestamp::parse(UNSET);
    let draft = AgreementDraft {
        user: wrong.or_default(body.text(Member::UserId)),
        primary_contact: contact.map(|contact| read_contact(&contact, &mut wrong)),
        template: wrong.or_default(body.text(Member::TemplateId)),
        agreed: wrong.or_default(body.timestamp(Member::DateAgreed)).filter(|agreed| Some(*agreed) != unset),
        kind: wrong.or_default(body.agreement_type(Member::AgreementType)),
    };
    wrong.unless(draft)
}

fn read_contact(contact: &Reader<'_>, wrong: &mut Faults) -> ContactDraft {
    let mut text = |part: Member| wrong.or_default(contact.text(part));
    ContactDraft {
        first_name: text(AddressMember::FirstName.into()),
        last_name: text(AddressMember::LastName.into()),
        email: text(Member::Email),
        phone_number: text(AddressMember::PhoneNumber.into()),
    }
}

/// The resource of an agreement.
#[must_use]
pub fn resource(agreement: &CustomerAgreement) -> AgreementResource<'_> {
    let CustomerAgreement { user, primary_contact, template, agreed, kind, link } = agreement;
    let Contact { first_name, last_name, email, phone_number } = primary_contact;
    AgreementResource {
        user_id: user.map(|user| user.to_string()),
        primary_contact: ContactResource { first_name, last_name, email, phone_number: phone_number.as_deref() },
        template_id: template.to_string(),
        date_agreed: *agreed,
        kind: enumeration::agreement_type_name(*kind),
        agreement_link: link,
    }
}

/// The collection of a customer's agreements that were selected.
#[must_use]
pub fn collection<'a>(
    customer: CustomerId,
    selection: AgreementSelection,
    agreements: &[&'a CustomerAgreement],
) -> Collection<AgreementResource<'a>> {
    let uri = format!("/customers/{customer}/agreements{}", agreement_template::query(selection));
    Collection::linked(agreements.iter().map(|agreement| resource(agreement)).collect(), uri)
}

/// Whether a customer signed the Microsoft Customer Agreement itself.
#[must_use]
pub fn direct_signed_status(is_signed: bool) -> DirectSignedStatusResource {
    DirectSignedStatusResource { is_signed }
}

/// That a partner has signed: whether it has not is told by a code.
#[must_use]
pub fn signed() -> SignatureStatusResource {
    SignatureStatusResource { is_agreement_signed: true }
}

#[cfg(test)]
mod tests {
    use super::draft;
    use crate::json;
    use domain::{Timestamp, agreement_template::AgreementType};

    fn agreed(date: &str) -> Option<Timestamp> {
        let body = format!(r#"{{"DateAgreed":"{date}"}}"#);
        draft(&json::read(body.as_bytes()).expect("JSON")).expect("a draft").agreed
    }

    #[test]
    fn dates_come_in_the_forms_of_the_clients() {
        for (date, expected) in [
            ("2018-06-14T00:00:00.000Z", "2018-06-14T00:00:00Z"),
            ("2026-03-01T11:11:55.1234567+01:00", "2026-03-01T10:11:55.1234567Z"),
            ("2026-03-01T11:11:55.1234567", "2026-03-01T11:11:55.1234567Z"),
            ("2026-03-01", "2026-03-01T00:00:00Z"),
        ] {
            assert_eq!(agreed(date), Timestamp::parse(expected), "{date}");
        }
        for unset in ["0001-01-01T00:00:00", "0001-01-01T00:00:00Z"] {
            assert_eq!(agreed(unset), None, "{unset}");
        }
    }

    #[test]
    fn a_body_is_read_in_any_case_and_with_nulls() {
        let body = br#"{"UserId":null,"PrimaryContact":{"FirstName":"Tania","PhoneNumber":null},
            "TYPE":"microsoft_customer_agreement","TemplateId":null,"AgreementLink":7,"Attributes":null}"#;
        let draft = draft(&json::read(body).expect("JSON")).expect("a draft");
        assert_eq!(draft.kind, Some(AgreementType::MicrosoftCustomerAgreement));
        let contact = draft.primary_contact.expect("a contact");
        assert_eq!((contact.first_name.as_deref(), contact.phone_number), (Some("Tania"), None));
        assert_eq!((draft.user, draft.template, draft.agreed), (None, None, None));
    }
}
