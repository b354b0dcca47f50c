//! Which price sheet somebody asks for, and whether there is one (surroundings 2.14).

use super::{SheetView, Timeline};
use crate::{
    catalog::{Catalog, ProductKind},
    country::{self, CountryRules},
    country_code::CountryCode,
    fault::{Fault, FaultKind},
    member::Parameter,
    month::Month,
    time::Timestamp,
};

/// The price sheet that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SheetWish {
    /// The market.
    pub market: CountryCode,
    /// The sort of products.
    pub view: SheetView,
    /// The time that it is of.
    pub timeline: Timeline,
    /// The month, where it is of an earlier time.
    pub month: Option<Month>,
}

/// What a sheet lists that is given out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The kind of products.
    pub kind: ProductKind,
    /// The market.
    pub market: CountryCode,
    /// From when on its prices are said to hold: the beginning of the month, for the catalogue does not keep since when they do.
    pub starts: Timestamp,
}

impl SheetWish {
    /// What the sheet lists, if there is such a sheet. The catalogue knows the prices of this moment: no earlier ones are kept,
    /// and none that are to come.
    ///
    /// # Errors
    /// 400/800002 where time and month do not go together, or the view has no other times; 404/1000 where there is no such sheet.
    pub fn listing(&self, catalog: &Catalog, countries: &[CountryRules], now: Timestamp) -> Result<Listing, Fault> {
        self.check_time()?;
        let none = || Fault::new(FaultKind::PriceSheetNotFound);
        let this_month = Month::of(now).ok_or_else(none)?;
        if country::find(countries, self.market.as_str()).is_none() && !catalog.sells_in(self.market) {
            return Err(none().seen(Parameter::Market, self.market, country::accepted(countries)));
        }
        let Some(kind) = self.view.kind() else {
            return Err(none().seen(Parameter::PricesheetView, self.view.name(), views_of_the_catalogue()));
        };
        if self.timeline == Timeline::Future {
            let accepted = format!("{}, for no change of prices is known", Timeline::Current.name());
            return Err(none().seen(Parameter::Timeline, self.timeline.name(), accepted));
        }
        self.month.map_or(Ok(()), |asked| this_month.check_kept(asked))?;
        Ok(Listing { kind, market: self.market, starts: this_month.start().ok_or_else(none)? })
    }

    fn check_time(&self) -> Result<(), Fault> {
        let invalid = || Fault::new(FaultKind::InvalidInput);
        let (timeline, history) = (self.timeline.name(), Timeline::History.name());
        match (self.timeline, self.month) {
            (Timeline::History | Timeline::Future, _) if !self.view.has_timeline() => {
                let accepted = format!("{}, the only one of {}", Timeline::Current.name(), self.view.name());
                Err(invalid().seen(Parameter::Timeline, timeline, accepted))
            }
            (Timeline::History, None) => Err(invalid().missing(Parameter::Month, Month::ACCEPTED)),
            (Timeline::Current | Timeline::Future, Some(month)) => {
                let accepted = format!("no month with the timeline {timeline}: {history} has one");
                Err(invalid().seen(Parameter::Month, month, accepted))
            }
            _ => Ok(()),
        }
    }
}

impl Month {
    /// Whether what is asked for is of this month, which is the one that is kept.
    ///
    /// # Errors
    /// 404/1000 for any other.
    pub fn check_kept(self, asked: Self) -> Result<(), Fault> {
        if asked == self {
            return Ok(());
        }
        let accepted = format!("{self}, this month: the catalogue keeps no other");
        Err(Fault::new(FaultKind::PriceSheetNotFound).seen(Parameter::Month, asked, accepted))
    }
}

fn views_of_the_catalogue() -> String {
    let priced = SheetView::ALL.into_iter().filter(|view| view.kind().is_some()).map(SheetView::name);
    format!("a view that the catalogue has prices of: {}", priced.collect::<Vec<_>>().join(", "))
}
