//! Qualifications of customers in both forms that clients know, in and out (surroundings 2.5; section 5, nos. 4 and 5), the
//! validation codes of partners, and what is recorded of a customer's account.

use crate::{enumeration, node::Node, read::Reader, schema};
use domain::{
    Timestamp,
    customer::{Customer, ValidationStatus},
    fault::{Fault, FaultKind, Faults},
    id::PartnerId,
    member::{Member, Parameter},
    qualification::{Qualification, QualificationDraft, QualificationName, RemainingCreates, SentCode},
};
use serde::Serialize;
use utoipa::ToSchema;

/// What a client asks a vetting for. It is described here, and read by [`draft`].
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CustomerQualificationRequest)]
pub struct QualificationRequest {
    /// Education, GovernmentCommunityCloud or StateOwnedEntity.
    #[schema(schema_with = schema::qualification)]
    qualification: &'static str,
    /// Of a school: K12 or HigherEducation.
    #[serde(skip_serializing_if = "Option::is_none")]
    education_segment: Option<String>,
    /// Of a school.
    #[serde(skip_serializing_if = "Option::is_none")]
    website: Option<String>,
    /// Of a government body: a validation code of the partner.
    #[serde(skip_serializing_if = "Option::is_none")]
    validation_code: Option<String>,
}

/// A qualification of a customer, and where its vetting stands.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CustomerQualification)]
pub struct QualificationResource<'a> {
    #[schema(schema_with = schema::qualification)]
    qualification: &'static str,
    #[schema(schema_with = schema::vetting_status)]
    vetting_status: &'static str,
    /// Why it was denied.
    #[serde(skip_serializing_if = "Option::is_none")]
    vetting_reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    vetting_created_date: Option<Timestamp>,
}

/// A validation code of a partner.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ValidationCode)]
pub struct ValidationCodeResource<'a> {
    #[schema(value_type = String, format = "uuid")]
    partner_id: PartnerId,
    organization_name: &'a str,
    validation_id: &'a str,
    max_creates: i64,
    remaining_creates: i64,
    #[serde(rename = "eTag")]
    etag: String,
}

/// What is recorded of a customer's account.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ValidationStatus)]
pub struct AccountStatusResource {
    #[serde(rename = "type")]
    kind: &'static str,
    #[schema(schema_with = schema::account_status)]
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    last_update_date_time: Option<Timestamp>,
}

/// Reads what a vetting is asked for. `code` is the validation code in the query, which counts where the body has none.
/// What cannot be read is told all at once.
///
/// # Errors
/// 400/800002 for members that cannot be read, 400/900126 for names that there are not.
pub fn draft(body: &Node, code: Option<&str>) -> Result<QualificationDraft, Fault> {
    let body = Reader::of_body(body)?;
    let mut wrong = Faults::default();
    let in_body = wrong.or_default(body.text(Member::ValidationCode));
    let draft = QualificationDraft {
        qualification: wrong.or_default(body.qualification(Member::Qualification)),
        education_segment: wrong.or_default(body.education_segment(Member::EducationSegment)),
        website: wrong.or_default(body.text(Member::Website)),
        code: match (in_body, code) {
            (None, Some(code)) => sent_in_query(Some(code)),
            (in_body, _) => SentCode { text: in_body, at: Member::ValidationCode.into() },
        },
    };
    wrong.unless(draft)
}

/// The validation code in the query.
#[must_use]
pub fn sent_in_query(code: Option<&str>) -> SentCode {
    SentCode { text: code.map(str::to_owned), at: Parameter::ValidationCode.into() }
}

/// Reads a body that is a qualification's name alone, or its number in .NET.
///
/// # Errors
/// 400/800002 without one; 400/900126 for one that there is not.
pub fn name(body: &Node) -> Result<QualificationName, Fault> {
    let names = QualificationName::ALL.map(QualificationName::name);
    let accepted = || format!("one of {}", names.join(", "));
    let found = match body {
        Node::Null => return Err(Fault::new(FaultKind::InvalidInput).missing(Member::Body, accepted())),
        Node::Text(text) => enumeration::qualification(text),
        Node::Integer(number) => enumeration::qualification(&number.to_string()),
        _ => None,
    };
    let unknown = || Fault::new(FaultKind::EnumTextNotRecognized).seen(Member::Body, body.sort(), accepted());
    found.ok_or_else(unknown)
}

/// The resource of a qualification.
#[must_use]
pub fn resource(qualification: &Qualification) -> QualificationResource<'_> {
    let Qualification { qualification, vetting_status, vetting_reason, vetting_created } = qualification;
    QualificationResource {
        qualification: qualification.name(),
        vetting_status: vetting_status.name(),
        vetting_reason: vetting_reason.as_deref(),
        vetting_created_date: *vetting_created,
    }
}

/// The qualifications of a customer: a bare list.
#[must_use]
pub fn resources(customer: &Customer) -> Vec<QualificationResource<'_>> {
    customer.qualifications.iter().map(resource).collect()
}

/// A qualification as clients of former times read it: its name in lower case.
#[must_use]
pub fn former(name: QualificationName) -> String {
    name.name().to_lowercase()
}

/// The validation codes of a partner: a bare list.
#[must_use]
pub fn validation_codes<'a>(partner: PartnerId, codes: &[RemainingCreates<'a>]) -> Vec<ValidationCodeResource<'a>> {
    let resource = |RemainingCreates { code, remaining }: &RemainingCreates<'a>| ValidationCodeResource {
        partner_id: partner,
        organization_name: &code.organization_name,
        validation_id: &code.validation_id,
        max_creates: code.max_creates,
        remaining_creates: *remaining,
        etag: format!("W/\"{remaining}\""),
    };
    codes.iter().map(resource).collect()
}

/// What is recorded of a customer's account.
#[must_use]
pub fn account_status(status: ValidationStatus, updated: Option<Timestamp>) -> AccountStatusResource {
    AccountStatusResource {
        kind: enumeration::VALIDATION_OF_ACCOUNT,
        status: enumeration::validation_status_name(status),
        last_update_date_time: updated,
    }
}

#[cfg(test)]
mod tests {
    use super::{draft, former, name};
    use crate::json;
    use domain::{
        member::{Member, Parameter},
        qualification::{EducationSegment, QualificationKind, QualificationName},
    };

    #[test]
    fn a_name_comes_in_any_spelling_or_as_its_number() {
        let government = QualificationName::Kind(QualificationKind::GovernmentCommunityCloud);
        for body in
            [r#""GovernmentCommunityCloud""#, r#""governmentcommunitycloud""#, r#""government_community_cloud""#, "3"]
        {
            assert_eq!(name(&json::read(body.as_bytes()).expect("JSON")), Ok(government), "{body}");
        }
        for body in ["null", "{}", "[]", r#""Gov""#, "5", "true"] {
            assert!(name(&json::read(body.as_bytes()).expect("JSON")).is_err(), "{body}");
        }
        assert_eq!(
            QualificationName::ALL.map(former),
            ["none", "education", "nonprofit", "governmentcommunitycloud", "stateownedentity"]
        );
    }

    #[test]
    fn a_code_in_the_body_comes_before_one_in_the_query() {
        let read = |body: &str, code| draft(&json::read(body.as_bytes()).expect("JSON"), code).expect("a draft");
        let sent = |body: &str, code| {
            let code = read(body, code).code;
            (code.text, code.at)
        };
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(sent(r#"{"ValidationCode":"1"}"#, Some("2")), (text("1"), Member::ValidationCode.into()));
        assert_eq!(sent(r#"{"ValidationCode":null}"#, Some("2")), (text("2"), Parameter::ValidationCode.into()));
        assert_eq!(sent("{}", None), (None, Member::ValidationCode.into()));
        let school = read(r#"{"Qualification":"Education","EducationSegment":"higher_education"}"#, None);
        assert_eq!(school.education_segment, Some(EducationSegment::HigherEducation));
    }
}
