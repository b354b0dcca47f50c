//! Query parameters: names and values without case, unknown ones ignored (digest 1.2).

use domain::{
    billing_cycle::BillingCycle,
    catalog::{OfferSelection, Segment, View},
    fault::{Fault, FaultKind},
    member::Member,
};

/// The parameters of a request.
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads whatever stands behind the question mark; nothing is refused before it is asked for.
    #[must_use]
    pub fn of(query: Option<&str>) -> Self {
        let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
        Self(pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect())
    }

    /// Whether the answer shows prices. `includePrice`, the name of the SDKs' argument, means the same.
    ///
    /// # Errors
    /// 400/800002 for anything but true or false.
    pub fn include_price(&self) -> Result<bool, Fault> {
        self.boolean(Member::IncludePrice, &["include_price", "includePrice"])
    }

    /// Whether the list has the orders that the system made.
    ///
    /// # Errors
    /// 400/800002 for anything but true or false.
    pub fn include_system_purchases(&self) -> Result<bool, Fault> {
        self.boolean(Member::IncludeSystemPurchases, &["include_system_purchases"])
    }

    /// The billing cycle that the list is narrowed to: a name, or its number.
    ///
    /// # Errors
    /// 400/900126 for anything else.
    pub fn billing_type(&self) -> Result<Option<BillingCycle>, Fault> {
        let accepted = || "0 to 6, or one of unknown, monthly, annual, none, one_time, triennial, biennial".to_owned();
        self.named((Member::BillingType, "billingType"), wire::enumeration::billing_cycle, accepted)
    }

    /// The market that the catalogue is read for.
    ///
    /// # Errors
    /// 400/800002 without one, and for anything but two letters.
    pub fn country(&self) -> Result<&str, Fault> {
        let accepted = "a country or region of two letters, such as US";
        let text = self.value(&["country"]);
        let text = text.ok_or_else(|| Fault::new(FaultKind::InvalidInput).missing(Member::Country, accepted))?;
        if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return Ok(text);
        }
        Err(Fault::new(FaultKind::InvalidInput).seen(Member::Country, text, accepted))
    }

    /// The view that a list of products is of.
    ///
    /// # Errors
    /// 400/800002 without one; 400/900126 for one that there is not.
    pub fn target_view(&self) -> Result<View, Fault> {
        let accepted = || format!("one of {}", View::ALL.map(wire::enumeration::view_name).join(", "));
        let view = self.named((Member::TargetView, "targetView"), wire::enumeration::view, accepted)?;
        view.ok_or_else(|| Fault::new(FaultKind::InvalidInput).missing(Member::TargetView, accepted()))
    }

    /// The segment that the catalogue is narrowed to.
    ///
    /// # Errors
    /// 400/900126 for one that there is not.
    pub fn target_segment(&self) -> Result<Option<Segment>, Fault> {
        let accepted = || format!("one of {}", Segment::ALL.map(Segment::name).join(", "));
        self.named((Member::TargetSegment, "targetSegment"), wire::enumeration::segment, accepted)
    }

    /// The segment that promotions are read for.
    ///
    /// # Errors
    /// 400/800002 without one; 400/900126 for one that there is not.
    pub fn segment(&self) -> Result<Segment, Fault> {
        let accepted = || format!("one of {}", Segment::ALL.map(Segment::name).join(", "));
        let segment = self.named((Member::Segment, "segment"), wire::enumeration::segment, accepted)?;
        segment.ok_or_else(|| Fault::new(FaultKind::InvalidInput).missing(Member::Segment, accepted()))
    }

    /// What of the legacy offers is asked for. A size of 0 asks for all, as clients send it that mean no size.
    ///
    /// # Errors
    /// 400/800002 for an offset or a size that is no whole number from 0.
    pub fn offers(&self) -> Result<OfferSelection, Fault> {
        Ok(OfferSelection {
            category: self.value(&["offer_category_id"]).map(str::to_owned),
            offset: self.count(Member::Offset, "offset")?.unwrap_or_default(),
            size: self.count(Member::Size, "size")?.filter(|size| *size > 0),
        })
    }

    fn count(&self, member: Member, name: &str) -> Result<Option<usize>, Fault> {
        let Some(text) = self.value(&[name]) else { return Ok(None) };
        let refuse = |_| Fault::new(FaultKind::InvalidInput).seen(member, text, "a whole number of 32 bits, from 0");
        text.parse::<u32>().map_err(refuse).map(|count| usize::try_from(count).ok())
    }

    /// The order that the list is narrowed to.
    #[must_use]
    pub fn order_id(&self) -> Option<&str> {
        self.value(&["order_id"])
    }

    /// The reseller that the list is narrowed to.
    #[must_use]
    pub fn mpn_id(&self) -> Option<&str> {
        self.value(&["mpn_id"])
    }

    /// The indirect reseller that the list of orders is narrowed to.
    #[must_use]
    pub fn indirect_reseller_id(&self) -> Option<&str> {
        self.value(&["indirect_reseller_id"])
    }

    /// The value of an enumeration that a parameter names.
    fn named<T>(
        &self,
        (member, name): (Member, &str),
        find: impl Fn(&str) -> Option<T>,
        accepted: impl Fn() -> String,
    ) -> Result<Option<T>, Fault> {
        let Some(text) = self.value(&[name]) else { return Ok(None) };
        let unknown = || Fault::new(FaultKind::EnumTextNotRecognized).seen(member, text, accepted());
        find(text).map(Some).ok_or_else(unknown)
    }

    fn boolean(&self, member: Member, names: &[&str]) -> Result<bool, Fault> {
        match self.value(names) {
            None => Ok(false),
            Some(text) if text.eq_ignore_ascii_case("true") => Ok(true),
            Some(text) if text.eq_ignore_ascii_case("false") => Ok(false),
            Some(text) => Err(Fault::new(FaultKind::InvalidInput).seen(member, text, "true or false")),
        }
    }

    /// The last value of a parameter that is not empty.
    fn value(&self, names: &[&str]) -> Option<&str> {
        let named = |name: &str| names.iter().any(|known| known.eq_ignore_ascii_case(name));
        let found = self.0.iter().rev().find(|(name, value)| named(name) && !value.trim().is_empty());
        found.map(|(_, value)| value.trim())
    }
}

#[cfg(test)]
mod tests {
    use super::Query;
    use domain::billing_cycle::BillingCycle;

    #[test]
    fn booleans_come_in_the_spellings_of_the_sdks() {
        for query in ["include_price=True", "Include_Price=true", "includePrice=TRUE"] {
            assert_eq!(Query::of(Some(query)).include_price(), Ok(true), "{query}");
        }
        for query in ["include_price=False", "include_price=", "other=1"] {
            assert_eq!(Query::of(Some(query)).include_price(), Ok(false), "{query}");
        }
        assert!(Query::of(Some("include_price=yes")).include_price().is_err());
    }

    #[test]
    fn offers_are_paged_from_0_and_a_size_of_0_is_none() {
        let read = |query| Query::of(Some(query)).offers().map(|offers| (offers.category, offers.offset, offers.size));
        assert_eq!(read(""), Ok((None, 0, None)));
        assert_eq!(read("Offset=2&SIZE=3"), Ok((None, 2, Some(3))));
        assert_eq!(read("offer_category_id=Trial_Key&size=0"), Ok((Some("Trial_Key".to_owned()), 0, None)));
        for query in ["offset=-1", "size=x", "size=1.5", "offset=4294967296"] {
            assert!(read(query).is_err(), "{query}");
        }
    }

    #[test]
    fn billing_types_come_as_names_and_numbers() {
        for query in ["billingType=onetime", "billingtype=OneTime", "BillingType=one_time", "billingType=4"] {
            assert_eq!(Query::of(Some(query)).billing_type(), Ok(Some(BillingCycle::OneTime)), "{query}");
        }
        assert!(Query::of(Some("billingType=weekly")).billing_type().is_err());
    }
}
