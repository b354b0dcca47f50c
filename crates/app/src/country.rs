//! What holds in countries, and addresses held against it: reference data, which every partner may read
//! (surroundings 2.8).

use crate::{App, PartnerScope, Refusal};
use domain::{
    address::Address,
    country::{self, CountryRules},
    fault::{Fault, FaultKind},
    member::{Parameter, Place},
};

impl App {
    /// The rules of a country or region.
    ///
    /// # Errors
    /// 404/1000 when there are none for it.
    pub fn read_country(&self, _: &PartnerScope, iso2: &str) -> Result<&CountryRules, Refusal> {
        let countries = &self.reference.countries;
        let unknown = || Fault::new(FaultKind::CountryNotFound);
        let found = country::find(countries, iso2);
        Ok(found.ok_or_else(|| unknown().seen(Parameter::CountryCode, iso2, country::accepted(countries)))?)
    }

    /// What is wrong with an address that stands at a place of the request.
    ///
    /// # Errors
    /// 400/800002 with everything that breaks a rule of its country.
    pub fn check_address(&self, address: &Address, at: &Place) -> Result<(), Fault> {
        address.check(at, &self.reference.countries)
    }
}
