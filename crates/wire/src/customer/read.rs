//! What clients send of customers.

use crate::{address, node::Node, read::Reader};
use domain::{
    customer::{BillingProfileDraft, CustomerDraft},
    fault::{Fault, FaultKind, Faults},
    member::{Member, ProfileMember},
};

/// Reads the body that makes a customer. What cannot be read is told all at once.
///
/// # Errors
/// 400/800002 for members that cannot be read.
pub fn draft(body: &Node) -> Result<CustomerDraft, Fault> {
    let body = Reader::of_body(body)?;
    let mut wrong = Faults::default();
    let billing = wrong.or_default(body.object(ProfileMember::BillingProfile.into()));
    let company = wrong.or_default(body.object(ProfileMember::CompanyProfile.into()));
    let mut of_company =
        |part: ProfileMember| company.as_ref().and_then(|company| wrong.or_default(company.text(part.into())));
    let draft = CustomerDraft {
        domain: of_company(ProfileMember::Domain),
        company_name: of_company(ProfileMember::CompanyName),
        registration_number: of_company(ProfileMember::RegistrationNumber),
        billing: billing.map(|billing| profile(&billing, &mut wrong)),
        enable_gdap_by_default: wrong.or_default(body.boolean(ProfileMember::EnableGdapByDefault.into())),
        associated_partner_id: wrong.or_default(body.text(ProfileMember::AssociatedPartnerId.into())),
    };
    wrong.unless(draft)
}

/// Reads the body that replaces a billing profile.
///
/// # Errors
/// 400/800002 for members that cannot be read.
pub fn billing_draft(body: &Node) -> Result<BillingProfileDraft, Fault> {
    let body = Reader::of_body(body)?;
    let mut wrong = Faults::default();
    let draft = profile(&body, &mut wrong);
    wrong.unless(draft)
}

/// Reads the body of a PATCH of a customer, which can do one thing: end the relationship.
///
/// # Errors
/// 400/800002 for anything else.
pub fn ends_relationship(body: &Node) -> Result<(), Fault> {
    let body = Reader::of_body(body)?;
    let member = Member::from(ProfileMember::RelationshipToPartner);
    let accepted = "none, which ends the relationship: nothing else of a customer is changed here";
    match body.text(member)? {
        Some(text) if text.trim().eq_ignore_ascii_case("none") => Ok(()),
        Some(text) => Err(Fault::new(FaultKind::InvalidInput).seen(member, text, accepted)),
        None => Err(Fault::new(FaultKind::InvalidInput).missing(member, accepted)),
    }
}

fn profile(profile: &Reader<'_>, wrong: &mut Faults) -> BillingProfileDraft {
    let attributes = wrong.or_default(profile.object(Member::Attributes));
    let etag = attributes.and_then(|of| wrong.or_default(of.text(Member::Etag)));
    let default_address = wrong.or_default(profile.object(ProfileMember::DefaultAddress.into()));
    BillingProfileDraft {
        first_name: wrong.or_default(profile.text(domain::member::AddressMember::FirstName.into())),
        last_name: wrong.or_default(profile.text(domain::member::AddressMember::LastName.into())),
        email: wrong.or_default(profile.text(ProfileMember::Email.into())),
        culture: wrong.or_default(profile.text(ProfileMember::Culture.into())),
        language: wrong.or_default(profile.text(ProfileMember::Language.into())),
        company_name: wrong.or_default(profile.text(ProfileMember::CompanyName.into())),
        default_address: default_address.map(|of| address::address(&of, wrong)),
        etag,
    }
}
