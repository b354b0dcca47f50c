//! Query parameters: names and values without case, unknown ones ignored (digest 1.2).

use domain::{
    agreement_template::{AgreementSelection, AgreementType},
    billing_cycle::BillingCycle,
    catalog::{OfferSelection, Segment, View},
    compliance::Signatory,
    fault::{Fault, FaultKind},
    filter::Filter,
    member::Parameter,
    month::Month,
    price_sheet::Timeline,
    relationship::RelationshipType,
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
        self.boolean(Parameter::IncludePrice, &["include_price", "includePrice"])
    }

    /// Whether the list has the orders that the system made.
    ///
    /// # Errors
    /// 400/800002 for anything but true or false.
    pub fn include_system_purchases(&self) -> Result<bool, Fault> {
        self.boolean(Parameter::IncludeSystemPurchases, &["include_system_purchases"])
    }

    /// The billing cycle that the list is narrowed to: a name, or its number.
    ///
    /// # Errors
    /// 400/900126 for anything else.
    pub fn billing_type(&self) -> Result<Option<BillingCycle>, Fault> {
        let accepted = || "0 to 6, or one of unknown, monthly, annual, none, one_time, triennial, biennial".to_owned();
        self.named((Parameter::BillingType, "billingType"), wire::enumeration::billing_cycle, accepted)
    }

    /// The market that the catalogue is read for.
    ///
    /// # Errors
    /// 400/800002 without one, and for anything but two letters.
    pub fn country(&self) -> Result<&str, Fault> {
        let accepted = "a country or region of two letters, such as US";
        let text = self.value(&["country"]);
        let text = text.ok_or_else(|| Fault::new(FaultKind::InvalidInput).missing(Parameter::Country, accepted))?;
        if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return Ok(text);
        }
        Err(Fault::new(FaultKind::InvalidInput).seen(Parameter::Country, text, accepted))
    }

    /// The view that a list of products is of.
    ///
    /// # Errors
    /// 400/800002 without one; 400/900126 for one that there is not.
    pub fn target_view(&self) -> Result<View, Fault> {
        let accepted = || format!("one of {}", View::ALL.map(wire::enumeration::view_name).join(", "));
        let view = self.named((Parameter::TargetView, "targetView"), wire::enumeration::view, accepted)?;
        view.ok_or_else(|| Fault::new(FaultKind::InvalidInput).missing(Parameter::TargetView, accepted()))
    }

    /// The segment that the catalogue is narrowed to.
    ///
    /// # Errors
    /// 400/900126 for one that there is not.
    pub fn target_segment(&self) -> Result<Option<Segment>, Fault> {
        let accepted = || format!("one of {}", Segment::ALL.map(Segment::name).join(", "));
        self.named((Parameter::TargetSegment, "targetSegment"), wire::enumeration::segment, accepted)
    }

    /// The segment that promotions are read for.
    ///
    /// # Errors
    /// 400/800002 without one; 400/900126 for one that there is not.
    pub fn segment(&self) -> Result<Segment, Fault> {
        let accepted = || format!("one of {}", Segment::ALL.map(Segment::name).join(", "));
        let segment = self.named((Parameter::Segment, "segment"), wire::enumeration::segment, accepted)?;
        segment.ok_or_else(|| Fault::new(FaultKind::InvalidInput).missing(Parameter::Segment, accepted()))
    }

    /// What of the legacy offers is asked for. A size of 0 asks for all, as clients send it that mean no size.
    ///
    /// # Errors
    /// 400/800002 for an offset or a size that is no whole number from 0.
    pub fn offers(&self) -> Result<OfferSelection, Fault> {
        Ok(OfferSelection {
            category: self.value(&["offer_category_id"]).map(str::to_owned),
            offset: self.count(Parameter::Offset, "offset")?.unwrap_or_default(),
            size: self.count(Parameter::Size, "size")?.filter(|size| *size > 0),
        })
    }

    fn count(&self, member: Parameter, name: &str) -> Result<Option<usize>, Fault> {
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

    /// The Partner ID that is looked up.
    #[must_use]
    pub fn mpn_profile(&self) -> Option<&str> {
        self.value(&["mpnId"])
    }

    /// The type of the relationships that are listed.
    ///
    /// # Errors
    /// 400/800002 without one; 400/900126 for one that there is not.
    pub fn relationship_type(&self) -> Result<RelationshipType, Fault> {
        let names = RelationshipType::ALL.map(wire::enumeration::relationship_type_name);
        let accepted = || format!("one of {}", names.join(", "));
        let name = (Parameter::RelationshipType, "relationship_type");
        let kind = self.named(name, wire::enumeration::relationship_type, accepted)?;
        kind.ok_or_else(|| Fault::new(FaultKind::InvalidInput).missing(Parameter::RelationshipType, accepted()))
    }

    /// The agreements that are listed.
    ///
    /// # Errors
    /// 400/900126 for a type that there is not.
    pub fn agreement_selection(&self) -> Result<AgreementSelection, Fault> {
        let names = AgreementType::ALL.map(wire::enumeration::agreement_type_name);
        let find = |text: &str| match text {
            "*" => Some(AgreementSelection::All),
            _ => wire::enumeration::agreement_type(text).map(AgreementSelection::Only),
        };
        let accepted = || format!("one of {}, *", names.join(", "));
        let selection = self.named((Parameter::AgreementType, "agreementType"), find, accepted)?;
        Ok(selection.unwrap_or(AgreementSelection::DEFAULT))
    }

    /// The most entries of a page, at most `most`; nothing where it is left to the server, as 0 does.
    ///
    /// # Errors
    /// 400/800002 for anything else.
    pub fn page_size(&self, most: usize) -> Result<Option<usize>, Fault> {
        let size = self.count(Parameter::Size, "size")?.filter(|size| *size > 0);
        match size.filter(|size| *size > most) {
            Some(size) => Err(Fault::new(FaultKind::InvalidInput).seen(Parameter::Size, size, format!("0 to {most}"))),
            None => Ok(size),
        }
    }

    /// The operation that pages through a list.
    #[must_use]
    pub fn seek_operation(&self) -> Option<&str> {
        self.value(&["seekOperation"])
    }

    /// Where a page of a list begins.
    #[must_use]
    pub fn continuation(&self) -> Option<&str> {
        self.value(&["MS-ContinuationToken", "continuationToken"])
    }

    /// Who is asked whether it has signed the Microsoft Partner Agreement.
    ///
    /// # Errors
    /// 400/2001 for nobody, 400/2000 for what is no id, and for both ids at once.
    pub fn signatory(&self) -> Result<Signatory, Fault> {
        Signatory::read(self.value(&["mpnId"]), self.value(&["tenantId"]))
    }

    /// The code that a government body is validated with.
    #[must_use]
    pub fn validation_code(&self) -> Option<&str> {
        self.value(&["code"])
    }

    /// Holds what was validated against the one thing that is.
    ///
    /// # Errors
    /// 400/800002 without it; 400/900126 for anything else.
    pub fn check_validation_type(&self) -> Result<(), Fault> {
        let account = wire::enumeration::VALIDATION_OF_ACCOUNT;
        let find = |text: &str| text.eq_ignore_ascii_case(account).then_some(());
        let found = self.named((Parameter::ValidationType, "type"), find, || account.to_owned())?;
        found.ok_or_else(|| Fault::new(FaultKind::InvalidInput).missing(Parameter::ValidationType, account))
    }

    /// The time that a price sheet is of: this moment, where nothing is said.
    ///
    /// # Errors
    /// 400/900126 for one that there is not.
    pub fn timeline(&self) -> Result<Timeline, Fault> {
        let accepted = || format!("one of {}", Timeline::ALL.map(Timeline::name).join(", "));
        let timeline = self.named((Parameter::Timeline, "timeline"), wire::enumeration::timeline, accepted)?;
        Ok(timeline.unwrap_or_default())
    }

    /// The month that a price sheet is of.
    ///
    /// # Errors
    /// 400/800002 for what is no month.
    pub fn month(&self) -> Result<Option<Month>, Fault> {
        let refuse = |text| Fault::new(FaultKind::InvalidInput).seen(Parameter::Month, text, Month::ACCEPTED);
        self.value(&["month"]).map(|text| Month::parse(text).ok_or_else(|| refuse(text))).transpose()
    }

    /// What the list is filtered by; `fields` are those that it can be searched by, each with its name.
    ///
    /// # Errors
    /// 400/800002 for what is no filter on one of them.
    pub fn filter<F: Copy>(&self, fields: &[(&str, F)]) -> Result<Option<Filter<F>>, Fault> {
        self.value(&["filter"]).map(|text| wire::filter::read(text, fields)).transpose()
    }

    /// The value of an enumeration that a parameter names.
    fn named<T>(
        &self,
        (member, name): (Parameter, &str),
        find: impl Fn(&str) -> Option<T>,
        accepted: impl Fn() -> String,
    ) -> Result<Option<T>, Fault> {
        let Some(text) = self.value(&[name]) else { return Ok(None) };
        let unknown = || Fault::new(FaultKind::EnumTextNotRecognized).seen(member, text, accepted());
        find(text).map(Some).ok_or_else(unknown)
    }

    fn boolean(&self, member: Parameter, names: &[&str]) -> Result<bool, Fault> {
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
