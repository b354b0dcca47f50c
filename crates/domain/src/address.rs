//! Addresses, and whether one is right: decided by the rules of its country alone (surroundings 2.8). Nobody asks a postal
//! service, so that a street is never known to be there.

use crate::{
    country::{self, CountryRules},
    fault::{Fault, FaultKind, Faults},
    member::{AddressMember, Place, Step},
};
use serde::{Deserialize, Serialize};

/// A postal address, with whom to ask for there. As clients send it: every member can be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// The country or region, two letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// A region within it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The city.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// The state or province.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Street and number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address_line1: Option<String>,
    /// What does not fit the first line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address_line2: Option<String>,
    /// The postal code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// The contact's given name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// The contact's middle name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub middle_name: Option<String>,
    /// The contact's family name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// The contact's telephone number. No rule looks at its form: the published one knows no spaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<String>,
}

/// What a validation comes to, of the states that the documentation lists for `status` (surroundings 2.8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressStatus {
    /// It keeps every rule of its country.
    Verified,
    /// It lacks nothing but the street.
    StreetPartial,
    /// It breaks a rule of its country.
    None,
    /// There are no rules for its country, or it names none.
    NotValidated,
}

impl AddressStatus {
    /// Each of them.
    pub const ALL: [Self; 4] = [Self::Verified, Self::StreetPartial, Self::None, Self::NotValidated];

    /// What a check of an address comes to.
    #[must_use]
    pub fn of(checked: &Result<(), Fault>) -> Self {
        let Err(fault) = checked else { return Self::Verified };
        let concerns = |part: AddressMember| {
            let last = Step::Member(part.into());
            fault.findings().iter().filter(|finding| finding.place.steps().last() == Some(&last)).count()
        };
        if concerns(AddressMember::Country) > 0 {
            return Self::NotValidated;
        }
        if concerns(AddressMember::Line1) == fault.findings().len() { Self::StreetPartial } else { Self::None }
    }
}

impl Address {
    /// Holds the address, which stands at `at`, against the rules of its country: a country that is known, a street, a
    /// city, a state and a postal code where the country has them, each in the form that it has there.
    ///
    /// # Errors
    /// 400/800002 with everything that is wrong.
    pub fn check(&self, at: &Place, countries: &[CountryRules]) -> Result<(), Fault> {
        let rules = self.rules(at, countries)?;
        let mut wrong = Faults::default();
        needed(self.address_line1.as_deref(), at.member(AddressMember::Line1), "street and number", &mut wrong);
        if rules.city_required {
            needed(self.city.as_deref(), at.member(AddressMember::City), "a city", &mut wrong);
        }
        wrong.or_default(self.check_state(at, rules));
        wrong.or_default(self.check_postal_code(at, rules));
        wrong.unless(())
    }

    fn rules<'a>(&self, at: &Place, countries: &'a [CountryRules]) -> Result<&'a CountryRules, Fault> {
        let at = at.member(AddressMember::Country);
        let Some(iso2) = said(self.country.as_deref()) else {
            return Err(invalid().missing(at, country::accepted(countries)));
        };
        country::find(countries, iso2).ok_or_else(|| invalid().seen(at, iso2, country::accepted(countries)))
    }

    /// A state that the country does not ask for is nobody's business.
    fn check_state(&self, at: &Place, rules: &CountryRules) -> Result<(), Fault> {
        if !rules.state_required {
            return Ok(());
        }
        let (at, accepted) = (at.member(AddressMember::State), format!("one of {}", rules.states.join(", ")));
        match said(self.state.as_deref()) {
            None => Err(invalid().missing(at, accepted)),
            Some(state) if rules.state(state).is_none() => Err(invalid().seen(at, state, accepted)),
            Some(_) => Ok(()),
        }
    }

    fn check_postal_code(&self, at: &Place, rules: &CountryRules) -> Result<(), Fault> {
        let at = at.member(AddressMember::PostalCode);
        let accepted = || match &rules.postal_code {
            Some(form) => format!("a postal code of {} in the form {}", rules.iso2, form.as_str()),
            None => format!("a postal code of {}", rules.iso2),
        };
        match said(self.postal_code.as_deref()) {
            None if rules.postal_code_required => Err(invalid().missing(at, accepted())),
            Some(code) if rules.postal_code.as_ref().is_some_and(|form| !form.is_match(code)) => {
                Err(invalid().seen(at, code, accepted()))
            }
            _ => Ok(()),
        }
    }
}

fn needed(value: Option<&str>, at: Place, accepted: &str, wrong: &mut Faults) {
    if said(value).is_none() {
        wrong.note(invalid().missing(at, accepted));
    }
}

/// A text that says something.
fn said(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

fn invalid() -> Fault {
    Fault::new(FaultKind::InvalidInput)
}

#[cfg(test)]
mod tests {
    use super::{Address, AddressStatus};
    use crate::{
        country::{CountryRules, Pattern},
        fault::Fault,
        member::{AddressMember, Place},
        money::Currency,
    };

    fn american() -> CountryRules {
        CountryRules {
            iso2: "US".to_owned(),
            currency: Currency::parse("USD").expect("a currency"),
            default_culture: "en-US".to_owned(),
            languages: Vec::new(),
            cultures: Vec::new(),
            calling_codes: Vec::new(),
            phone_number: None,
            city_required: true,
            state_required: true,
            states: vec!["WA".to_owned(), "NY".to_owned()],
            postal_code_required: true,
            postal_code: Some(Pattern::try_from(r"^\d{5}(-\d{4})?$".to_owned()).expect("a pattern")),
            vat_id_supported: false,
            vat_id: None,
            tax_id: None,
            registration_number_required: false,
        }
    }

    fn address(country: &str, [line, city, state, code]: [&str; 4]) -> Address {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Address {
            country: some(country),
            address_line1: some(line),
            city: some(city),
            state: some(state),
            postal_code: some(code),
            ..Address::default()
        }
    }

    fn check(address: &Address) -> Result<(), Fault> {
        address.check(&Place::default(), &[american()])
    }

    #[test]
    fn an_address_that_keeps_the_rules_is_verified() {
        for right in [
            address("US", ["One Microsoft Way", "Redmond", "WA", "98052"]),
            address("us", ["One Microsoft Way", "Redmond", "wa", " 98052-8300 "]),
        ] {
            assert_eq!(check(&right), Ok(()));
            assert_eq!(AddressStatus::of(&check(&right)), AddressStatus::Verified);
        }
    }

    #[test]
    fn each_rule_that_is_broken_is_told() {
        let wrong = check(&address("US", ["", " ", "Washington", "9805"])).expect_err("four faults");
        let places: Vec<_> = wrong.findings().iter().map(|finding| finding.place.clone()).collect();
        let expected = [AddressMember::Line1, AddressMember::City, AddressMember::State, AddressMember::PostalCode]
            .map(|part| Place::default().member(part));
        assert_eq!(places, expected);
        assert_eq!(AddressStatus::of(&Err(wrong)), AddressStatus::None);
    }

    #[test]
    fn a_status_says_what_is_wrong() {
        for (country, parts, expected) in [
            ("US", ["", "Redmond", "WA", "98052"], AddressStatus::StreetPartial),
            ("US", ["x", "Redmond", "", "98052"], AddressStatus::None),
            ("US", ["x", "Redmond", "WA", "\u{661}2345"], AddressStatus::None),
            ("XX", ["x", "y", "", ""], AddressStatus::NotValidated),
            ("", ["x", "y", "", ""], AddressStatus::NotValidated),
        ] {
            assert_eq!(AddressStatus::of(&check(&address(country, parts))), expected, "{country} {parts:?}");
        }
    }
}
