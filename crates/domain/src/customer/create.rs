//! Making a customer: a tenant, and the partner's relationship with it (surroundings 2.5).

use super::{
    AgreementStatus, Customer, PurchaseReview, Relationship, ValidationStatus,
    profile::{self, BillingProfileDraft, invalid},
};
use crate::{
    counter::{Counter, Use},
    country::{self, CountryRules},
    fault::{Fault, FaultKind, Faults},
    id::{CustomerId, MpnId, PartnerId},
    member::{AddressMember, Member, Place, ProfileMember},
    partner::Partner,
    relationship::RelationshipState,
    reseller::Reseller,
};
use serde::{Deserialize, Serialize};

/// A customer as a client sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CustomerDraft {
    /// Whom to bill.
    pub billing: Option<BillingProfileDraft>,
    /// The domain that its tenant shall have.
    pub domain: Option<String>,
    /// The company's name, where the billing profile has none.
    pub company_name: Option<String>,
    /// The registration number of its organization.
    pub registration_number: Option<String>,
    /// Whether the partner may manage it by granular delegation from the start.
    pub enable_gdap_by_default: Option<bool>,
    /// The tenant of the indirect reseller that looks after it.
    pub associated_partner_id: Option<String>,
}

/// Who makes a customer, and by which rules.
#[derive(Clone, Copy, Debug)]
pub struct Founding<'a> {
    /// The partner that will sell to it.
    pub partner: &'a Partner,
    /// What holds in countries.
    pub countries: &'a [CountryRules],
    /// The resellers that there are.
    pub resellers: &'a [Reseller],
    /// The customers that a sandbox account has.
    pub customers: i64,
}

/// A customer that was made, and what it uses up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Founded {
    /// The customer.
    pub customer: Customer,
    /// The room of a sandbox account.
    pub uses: Vec<Use>,
}

/// A customer that was made, with the first password of its administrator, which nobody is told again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewCustomer {
    /// The customer.
    pub customer: Customer,
    /// The password.
    pub password: String,
}

/// The refusal of a domain that a tenant has already.
#[must_use]
pub fn domain_taken(domain: &str) -> Fault {
    Fault::about(FaultKind::DomainTaken, domain).seen(domain_place(), domain, "a domain that nobody has")
}

/// Makes a customer. It has accepted no agreement yet.
///
/// # Errors
/// 400/800002 with everything that is missing or wrong; 600049, 600050 and 600051 for registration and telephone numbers
/// that its country asks for, 600002 for one that it does not; 800018 for more customers than a sandbox account may have.
pub fn found(id: CustomerId, draft: &CustomerDraft, with: Founding<'_>) -> Result<Founded, Fault> {
    let mut wrong = Faults::default();
    let billing = draft.billing.clone().unwrap_or_default();
    let company_name = billing.company_name.clone().or_else(|| draft.company_name.clone());
    let billing = BillingProfileDraft { company_name, ..billing };
    let read = wrong.or_none(billing.read(&profile::in_customer(), with.countries));
    let domain = wrong.or_default(read_domain(draft.domain.as_ref()));
    let indirect_reseller = wrong.or_default(read_reseller(draft.associated_partner_id.as_deref(), with));
    let read = wrong.unless(read)?;
    let Some(read) = read else { return Err(invalid()) };
    let country = country::find(with.countries, read.profile.default_address.country.as_deref().unwrap_or_default());
    let Some(rules) = country else { return Err(invalid()) };
    let phone = read.profile.default_address.phone_number.as_deref();
    check_registration(draft.registration_number.as_deref(), phone, rules)?;
    let customer = Customer {
        id,
        partner: with.partner.id,
        name: read.company_name,
        domain: Some(domain),
        relationship: Relationship::Reseller,
        market: rules.iso2.clone(),
        currency: rules.currency,
        qualifications: Vec::new(),
        agreement: AgreementStatus::NotAccepted,
        agreements: Vec::new(),
        validation_status: ValidationStatus::Allowed,
        validation_updated: None,
        purchase_review: PurchaseReview::Passed,
        indirect_reseller,
        billing: read.profile,
        registration_number: draft.registration_number.clone().filter(|number| !number.trim().is_empty()),
        enable_gdap_by_default: draft.enable_gdap_by_default.unwrap_or_default(),
    };
    Ok(Founded { customer, uses: sandbox_room(with)? })
}

fn domain_place() -> Place {
    Place::from(Member::Profile(ProfileMember::CompanyProfile)).member(ProfileMember::Domain)
}

/// A host name of at least two labels, in lower case.
fn read_domain(domain: Option<&String>) -> Result<String, Fault> {
    let at = domain_place();
    let accepted = "a domain such as contoso.onmicrosoft.com";
    let text = profile::needed(&domain.cloned(), at.clone(), accepted)?;
    let label = |label: &str| {
        let inside = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        (1..=63).contains(&label.len()) && inside && !label.starts_with('-') && !label.ends_with('-')
    };
    if text.contains('.') && text.split('.').all(label) {
        Ok(text.to_ascii_lowercase())
    } else {
        Err(invalid().seen(at, &text, accepted))
    }
}

/// The indirect reseller with that tenant, with which the partner must have a partnership.
fn read_reseller(tenant: Option<&str>, with: Founding<'_>) -> Result<Option<MpnId>, Fault> {
    let Some(tenant) = tenant.map(str::trim).filter(|tenant| !tenant.is_empty()) else { return Ok(None) };
    let partnership = |reseller: &&Reseller| {
        reseller.id.is_some()
            && reseller.id == PartnerId::parse(tenant)
            && reseller.is_reseller_of(with.partner.id)
            && reseller.state == RelationshipState::Active
    };
    let found = with.resellers.iter().find(partnership);
    let accepted = "the tenant of an indirect reseller of yours: the id that relationships have, not its Partner ID";
    let at = Member::Profile(ProfileMember::AssociatedPartnerId);
    found.map(|reseller| Some(reseller.mpn_id.clone())).ok_or_else(|| invalid().seen(at, tenant, accepted))
}

/// What a country asks of the companies in it (surroundings 2.5).
fn check_registration(number: Option<&str>, phone: Option<&str>, rules: &CountryRules) -> Result<(), Fault> {
    let at = Place::from(Member::Profile(ProfileMember::CompanyProfile)).member(ProfileMember::RegistrationNumber);
    let number = number.map(str::trim).filter(|number| !number.is_empty());
    let of_country = format!("the registration number of an organization in {}", rules.iso2);
    let formed = |text: &str| {
        let allowed = |c: char| c.is_alphanumeric() || " -./".contains(c);
        text.chars().count() <= REGISTRATION_NUMBER && text.chars().all(allowed) && text.chars().any(char::is_numeric)
    };
    match (rules.registration_number_required, number) {
        (true, None) => Err(Fault::new(FaultKind::RegistrationNumberMissing).missing(at, of_country)),
        (true, Some(text)) if !formed(text) => {
            let accepted = format!("{of_country}: at most {REGISTRATION_NUMBER} letters and digits");
            Err(Fault::new(FaultKind::RegistrationNumberNotValid).seen(at, text, accepted))
        }
        (true, Some(_)) if phone.is_none_or(|phone| phone.trim().is_empty()) => {
            let at = profile::in_customer().member(ProfileMember::DefaultAddress).member(AddressMember::PhoneNumber);
            let accepted = format!("a telephone number: it is due in {}", rules.iso2);
            Err(Fault::new(FaultKind::PhoneNumberMissing).missing(at, accepted))
        }
        (false, Some(text)) => {
            let accepted = format!("none: organizations in {} are not asked for one", rules.iso2);
            Err(Fault::new(FaultKind::RegistrationNumberNotSupported).seen(at, text, accepted))
        }
        _ => Ok(()),
    }
}

/// The longest registration number, in characters. Which forms there are no source says.
const REGISTRATION_NUMBER: usize = 50;

fn sandbox_room(with: Founding<'_>) -> Result<Vec<Use>, Fault> {
    let Some(sandbox) = &with.partner.sandbox else { return Ok(Vec::new()) };
    let wanted = Use { counter: Counter::sandbox_customers(with.partner.id), by: 1, most: sandbox.customers };
    if wanted.passes(with.customers) {
        let accepted = format!("at most {} in a sandbox account", sandbox.customers.unwrap_or_default());
        let seen = format!("{} customers", with.customers.saturating_add(1));
        return Err(Fault::new(FaultKind::SandboxLimitExceeded).seen(Member::Body, seen, accepted));
    }
    Ok(vec![wanted])
}
