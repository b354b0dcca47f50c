//! Countries and regions: what an address in one looks like, and what a company there must say of itself (surroundings 2.5
//! and 2.8). All of it is data; nothing here knows a country.

mod pattern;

pub use pattern::Pattern;

use crate::{absent::is_default, money::Currency};
use serde::{Deserialize, Serialize};

/// What holds in a country or region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountryRules {
    /// Its two letters in ISO 3166, in upper case.
    pub iso2: String,
    /// What companies there pay with, unless they are told otherwise.
    pub currency: Currency,
    /// The culture of a company that names none.
    pub default_culture: String,
    /// Its languages, two letters each.
    pub languages: Vec<String>,
    /// Its cultures.
    pub cultures: Vec<String>,
    /// The prefixes of its telephone numbers, without a plus sign.
    pub calling_codes: Vec<String>,
    /// The form of its telephone numbers; `None` where nobody has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<Pattern>,
    /// Whether an address has a city.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub city_required: bool,
    /// Whether an address has one of the states.
    #[serde(default, skip_serializing_if = "is_default")]
    pub state_required: bool,
    /// Its states, as addresses write them; empty where addresses have none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub states: Vec<String>,
    /// Whether an address has a postal code.
    #[serde(default, skip_serializing_if = "is_default")]
    pub postal_code_required: bool,
    /// The form of its postal codes; `None` where any will do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<Pattern>,
    /// Whether companies have a VAT id.
    #[serde(default, skip_serializing_if = "is_default")]
    pub vat_id_supported: bool,
    /// Its form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vat_id: Option<Pattern>,
    /// Whether companies have a tax id; `None` where they have none, else whether they may leave it out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_id: Option<TaxId>,
    /// Whether a customer must say its organization's registration number and a telephone number (600049, 600051).
    #[serde(default, skip_serializing_if = "is_default")]
    pub registration_number_required: bool,
}

/// The tax id of a country's companies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaxId {
    /// Whether it may be left out.
    pub optional: bool,
    /// How it is written, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// What one looks like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<String>,
}

impl CountryRules {
    /// The state as the country writes it, whatever case it came in.
    #[must_use]
    pub fn state(&self, text: &str) -> Option<&str> {
        self.states.iter().find(|state| state.eq_ignore_ascii_case(text.trim())).map(String::as_str)
    }
}

/// The rules of a country, by its two letters in any case.
#[must_use]
pub fn find<'a>(countries: &'a [CountryRules], iso2: &str) -> Option<&'a CountryRules> {
    countries.iter().find(|country| country.iso2.eq_ignore_ascii_case(iso2.trim()))
}

/// The countries that there are rules for, as a phrase that follows "accepted is".
#[must_use]
pub fn accepted(countries: &[CountryRules]) -> String {
    let known: Vec<&str> = countries.iter().map(|country| country.iso2.as_str()).collect();
    format!("one of {}", known.join(", "))
}

fn yes() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes members by reference")]
fn is_yes(value: &bool) -> bool {
    *value
}
