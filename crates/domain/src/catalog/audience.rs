//! For whom the catalogue is read: a market, or a customer in its market; and which segments of it.

use super::{Availability, Segment};
use crate::{
    customer::Customer,
    fault::{Fault, FaultKind},
    id::CustomerId,
    member::Parameter,
    money::Currency,
};

/// Who reads the catalogue, and so what of it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audience {
    /// Two-letter country or region, in upper case: what is not sold there is not there.
    pub market: String,
    /// The customer that it is read for; `None` where a market as a whole is read.
    pub customer: Option<CustomerId>,
    /// The segment that was asked for; `None` for all of those that there are.
    pub segment: Option<Segment>,
    currency: Option<Currency>,
    segments: Vec<Segment>,
}

impl Audience {
    /// A market: its segment, or every one except nonprofit (surroundings 2.1).
    #[must_use]
    pub fn of_market(market: &str, segment: Option<Segment>) -> Self {
        let unasked = || Segment::ALL.into_iter().filter(|segment| *segment != Segment::Nonprofit).collect();
        let segments = segment.map_or_else(unasked, |segment| vec![segment]);
        Self { market: market.to_ascii_uppercase(), customer: None, segment, currency: None, segments }
    }

    /// A customer: a segment that is open to it, or all of those that are.
    ///
    /// # Errors
    /// 403/400030 for a segment that the customer is not approved for.
    pub fn of_customer(customer: &Customer, segment: Option<Segment>) -> Result<Self, Fault> {
        let open: Vec<_> = Segment::ALL.into_iter().filter(|segment| customer.may_buy_from(*segment)).collect();
        let segments = match segment {
            Some(asked) if !open.contains(&asked) => {
                let accepted = open.iter().map(|segment| segment.name()).collect::<Vec<_>>().join(", ");
                let fault = Fault::new(FaultKind::SegmentNotAccessible);
                return Err(fault.seen(Parameter::TargetSegment, asked.name(), format!("one of {accepted}")));
            }
            Some(asked) => vec![asked],
            None => open,
        };
        Ok(Self {
            market: customer.market.to_ascii_uppercase(),
            customer: Some(customer.id),
            segment,
            currency: Some(customer.currency),
            segments,
        })
    }

    /// Whether an availability is there.
    #[must_use]
    pub fn sees(&self, availability: &Availability) -> bool {
        self.segments.contains(&availability.segment) && availability.is_sold_in(&self.market)
    }

    /// The currency that an availability is sold in: the customer's, where it has a price in that.
    #[must_use]
    pub fn currency_of(&self, availability: &Availability) -> Option<Currency> {
        let currencies = availability.currencies_in(&self.market);
        let own = self.currency.filter(|own| currencies.contains(own));
        own.or_else(|| currencies.first().copied())
    }
}
