//! What a customer says of itself: the billing profile, which a partner fills in and changes, and the company profile, which
//! follows from it (surroundings 2.5).

use crate::{
    address::Address,
    country::{self, CountryRules},
    fault::{Fault, FaultKind, Faults},
    member::{AddressMember, Member, Place, ProfileMember},
};
use serde::{Deserialize, Serialize};

/// The longest name of a company, a person or a mailbox, in characters. No document gives one; nothing real comes near it.
const TEXT: usize = 256;

/// The billing profile of a customer, beside the company's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BillingProfile {
    /// The given name of whom the bill goes to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// The family name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// Where the bill goes to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The culture, such as en-US.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub culture: Option<String>,
    /// The language, two letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Where the company is. Its country is the market, and never changes.
    #[serde(default, skip_serializing_if = "crate::absent::is_default")]
    pub default_address: Address,
    /// How often it was written, from 1: its etag.
    #[serde(default = "first")]
    pub revision: u64,
}

impl Default for BillingProfile {
    fn default() -> Self {
        Self {
            first_name: None,
            last_name: None,
            email: None,
            culture: None,
            language: None,
            default_address: Address::default(),
            revision: first(),
        }
    }
}

/// A billing profile as a client sends it: every member may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BillingProfileDraft {
    /// The given name of whom the bill goes to.
    pub first_name: Option<String>,
    /// The family name.
    pub last_name: Option<String>,
    /// Where the bill goes to.
    pub email: Option<String>,
    /// The culture.
    pub culture: Option<String>,
    /// The language.
    pub language: Option<String>,
    /// The company's name.
    pub company_name: Option<String>,
    /// Where it is.
    pub default_address: Option<Address>,
    /// The etag that the client has seen.
    pub etag: Option<String>,
}

/// A billing profile that can be kept, with the company's name.
pub(super) struct Read {
    pub(super) company_name: String,
    pub(super) profile: BillingProfile,
}

impl BillingProfileDraft {
    /// Reads a whole profile; `at` is where it stands.
    ///
    /// # Errors
    /// 400/800002 with everything that is missing or wrong.
    pub(super) fn read(&self, at: &Place, countries: &[CountryRules]) -> Result<Read, Fault> {
        let mut wrong = Faults::default();
        let company_name = wrong.or_default(needed(&self.company_name, at.member(ProfileMember::CompanyName), NAME));
        let email = wrong.or_default(formed(&self.email, at.member(ProfileMember::Email), MAIL, is_mail));
        let culture = wrong.or_default(formed(&self.culture, at.member(ProfileMember::Culture), CULTURE, is_culture));
        let language =
            wrong.or_default(formed(&self.language, at.member(ProfileMember::Language), LANGUAGE, is_language));
        let default_address = wrong.or_default(self.read_address(&at.member(ProfileMember::DefaultAddress), countries));
        let name = |text: &Option<String>, of_address: &Option<String>| text.clone().or_else(|| of_address.clone());
        let profile = BillingProfile {
            first_name: name(&self.first_name, &default_address.first_name),
            last_name: name(&self.last_name, &default_address.last_name),
            email: Some(email),
            culture: Some(culture),
            language: Some(language),
            default_address,
            revision: first(),
        };
        wrong.unless(Read { company_name, profile })
    }

    /// An address that keeps the rules of its country, and names whom to ask for.
    fn read_address(&self, at: &Place, countries: &[CountryRules]) -> Result<Address, Fault> {
        let Some(address) = &self.default_address else {
            return Err(invalid().missing(at.clone(), "the address of the company"));
        };
        let mut wrong = Faults::default();
        for (said, part) in
            [(&address.first_name, AddressMember::FirstName), (&address.last_name, AddressMember::LastName)]
        {
            wrong.or_default(needed(said, at.member(part), "a name"));
        }
        wrong.or_default(address.check(at, countries));
        let country = country::find(countries, address.country.as_deref().unwrap_or_default());
        let country = country.map(|rules| rules.iso2.clone()).or_else(|| address.country.clone());
        wrong.unless(Address { country, ..address.clone() })
    }
}

const NAME: &str = "the company's name";
const MAIL: &str = "a mail address";
const CULTURE: &str = "a culture such as en-US";
const LANGUAGE: &str = "a language in two letters, such as en";

/// A text that must be there and say something.
pub(super) fn needed(text: &Option<String>, at: Place, accepted: &str) -> Result<String, Fault> {
    match text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        None => Err(invalid().missing(at, accepted)),
        Some(long) if long.chars().count() > TEXT => {
            let seen = format!("{} characters", long.chars().count());
            Err(invalid().seen(at, seen, format!("at most {TEXT} characters")))
        }
        Some(text) => Ok(text.to_owned()),
    }
}

fn formed(text: &Option<String>, at: Place, accepted: &str, is: fn(&str) -> bool) -> Result<String, Fault> {
    let text = needed(text, at.clone(), accepted)?;
    if is(&text) { Ok(text) } else { Err(invalid().seen(at, &text, accepted)) }
}

fn is_mail(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'))
        && !text.contains(char::is_whitespace)
}

/// Such as en-US or zh-Hans-CN.
fn is_culture(text: &str) -> bool {
    let mut parts = text.split('-');
    parts.next().is_some_and(is_language)
        && text.contains('-')
        && parts.all(|part| part.len() >= 2 && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

fn is_language(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

pub(super) fn invalid() -> Fault {
    Fault::new(FaultKind::InvalidInput)
}

fn first() -> u64 {
    1
}

/// The place of the billing profile in the body that makes a customer.
pub(super) fn in_customer() -> Place {
    Place::from(Member::Profile(ProfileMember::BillingProfile))
}

#[cfg(test)]
mod tests {
    use super::{is_culture, is_mail};

    #[test]
    fn forms_are_told_from_others() {
        for (culture, right) in
            [("en-US", true), ("zh-Hans-CN", true), ("en", false), ("en-", false), ("english", false), ("e1-US", false)]
        {
            assert_eq!(is_culture(culture), right, "{culture}");
        }
        for (mail, right) in [
            ("ana@contoso.com", true),
            ("@contoso.com", false),
            ("ana@", false),
            ("ana", false),
            ("a b@c", false),
            ("a@b@c", false),
        ] {
            assert_eq!(is_mail(mail), right, "{mail}");
        }
    }
}
