//! The keys that a path names a file by, in the manner of OData: `(Market='US',PricesheetView='software')` (surroundings 2.14).
//! Their order and the case of their names do not matter.

use super::Ids;
use domain::{
    country_code::CountryCode,
    fault::{Fault, FaultKind},
    member::Parameter,
    month::Month,
    price_sheet::SheetView,
};

/// The name that routes give to keys.
const PLACE: &str = "keys";

/// The keys, each with its value.
pub(crate) struct Keys(Vec<(String, String)>);

impl Keys {
    /// Reads them. What cannot be read is passed over: what is asked for is missing then.
    pub(crate) fn of(ids: &Ids) -> Self {
        let text = ids.get(PLACE).trim();
        let within = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or_default();
        let pairs = within.split(',').filter_map(|pair| pair.split_once('='));
        Self(pairs.map(|(name, value)| (name.trim().to_owned(), unquoted(value.trim()).to_owned())).collect())
    }

    /// The market.
    ///
    /// # Errors
    /// 400/800002 without one, and for anything but two letters.
    pub(crate) fn market(&self) -> Result<CountryCode, Fault> {
        self.read((Parameter::Market, "Market"), CountryCode::ACCEPTED, CountryCode::parse)
    }

    /// The month.
    ///
    /// # Errors
    /// 400/800002 without one, and for what is none.
    pub(crate) fn month(&self) -> Result<Month, Fault> {
        self.read((Parameter::Month, "Month"), Month::ACCEPTED, Month::parse)
    }

    /// The view of a price sheet.
    ///
    /// # Errors
    /// 400/800002 without one, 400/900126 for one that there is not.
    pub(crate) fn view(&self) -> Result<SheetView, Fault> {
        let accepted = format!("one of {}", SheetView::ALL.map(SheetView::name).join(", "));
        let text = self.value((Parameter::PricesheetView, "PricesheetView"), &accepted)?;
        let unknown = || Fault::new(FaultKind::EnumTextNotRecognized).seen(Parameter::PricesheetView, text, &*accepted);
        wire::enumeration::sheet_view(text).ok_or_else(unknown)
    }

    fn read<T>(
        &self,
        (member, name): (Parameter, &str),
        accepted: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<T, Fault> {
        let text = self.value((member, name), accepted)?;
        read(text).ok_or_else(|| Fault::new(FaultKind::InvalidInput).seen(member, text, accepted))
    }

    fn value(&self, (member, name): (Parameter, &str), accepted: &str) -> Result<&str, Fault> {
        let found = self.0.iter().find(|(known, value)| known.eq_ignore_ascii_case(name) && !value.is_empty());
        let missing = || Fault::new(FaultKind::InvalidInput).missing(member, accepted);
        found.map(|(_, value)| value.as_str()).ok_or_else(missing)
    }
}

/// A text without the quotes around it.
fn unquoted(text: &str) -> &str {
    text.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')).unwrap_or(text)
}
