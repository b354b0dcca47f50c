//! Price sheets. The licence-based one of new commerce: what a row of it means, and what it makes of the catalogue
//! (surroundings 2.14, 3.2; decision 0009). And which sheets are given out, with what in them.
//!
//! How a sheet is written is known to the wire; what is kept of it while it is read, to the store.

mod apply;
mod availability_id;
mod listed;
mod price;
mod view;
mod wish;

pub use apply::MOST_ROWS;
pub use availability_id::availability_id;
pub use listed::ListedPrice;
pub use price::price_of_period;
pub use view::{SheetView, Timeline};
pub use wish::{Listing, SheetWish};

use price::unit_price;

use crate::{
    billing_cycle::BillingCycle,
    catalog::Segment,
    country_code::CountryCode,
    money::{Amount, Currency},
    term::Term,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

/// What a sheet has to say and where it is allowed to say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The market whose prices the sheet has.
    pub market: CountryCode,
    /// The currency of its prices.
    pub currency: Currency,
    /// The segments that it speaks for: the commercial one, or all of them when it has a column for that.
    pub segments: Vec<Segment>,
}

/// A row of a sheet: what one licence of a SKU costs for a term.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetRow {
    /// Which row of the sheet it is; the header is row 1.
    pub number: u64,
    /// The product's id, in upper case.
    pub product: String,
    /// The product's title.
    pub product_title: String,
    /// The id of the SKU within the product, in upper case.
    pub sku: String,
    /// The title of the SKU.
    pub sku_title: String,
    /// What the SKU is, in a sentence, if the sheet says so.
    pub description: Option<String>,
    /// Who publishes the product; `None` for Microsoft.
    pub publisher: Option<String>,
    /// The term that the price is for.
    pub term: Term,
    /// How often it is charged.
    pub billing_cycle: BillingCycle,
    /// The market.
    pub market: CountryCode,
    /// The currency.
    pub currency: Currency,
    /// The price of one licence for the whole term.
    pub unit_price: Amount,
    /// The fewest licences that the price is for, if the sheet says so.
    pub tier_minimum: Option<i32>,
    /// The most licences that the price is for, if the sheet says so.
    pub tier_maximum: Option<i32>,
    /// From when on the price holds.
    pub starts: Timestamp,
    /// From when on it no longer does; `None` for one without an end.
    pub ends: Option<Timestamp>,
    /// Whom it is for.
    pub segment: Segment,
}

/// The columns of a sheet, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The title of the product.
    ProductTitle,
    /// The id of the product.
    ProductId,
    /// The id of the SKU within it.
    SkuId,
    /// The title of the SKU.
    SkuTitle,
    /// Who publishes the product.
    Publisher,
    /// What the SKU is.
    SkuDescription,
    /// What is counted. Nothing follows from it.
    UnitOfMeasure,
    /// The term.
    TermDuration,
    /// The billing cycle.
    BillingPlan,
    /// The market.
    Market,
    /// The currency.
    Currency,
    /// The price of the whole term.
    UnitPrice,
    /// The fewest licences.
    PricingTierRangeMin,
    /// The most licences.
    PricingTierRangeMax,
    /// From when on.
    EffectiveStartDate,
    /// Until when.
    EffectiveEndDate,
    /// Tags. Nothing follows from them.
    Tags,
    /// The retail price. Nothing follows from it.
    ErpPrice,
    /// The segment; not every sheet has this one.
    Segment,
}

/// What is wrong with a sheet, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetFault {
    /// Which row; the header is row 1.
    pub row: u64,
    /// Which column; `None` where it is the row as a whole.
    pub column: Option<Column>,
    /// What was seen.
    pub seen: String,
    /// What is accepted.
    pub accepted: String,
}

/// Why a row cannot be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowError {
    /// It says what is not accepted: each of its columns that does. Others can still be read.
    Faults(Vec<SheetFault>),
    /// There is nothing more to read: the file ends in the middle, or the disk failed.
    Lost(String),
}

impl Column {
    /// All of them, in their order.
    pub const ALL: [Self; 19] = [
        Self::ProductTitle,
        Self::ProductId,
        Self::SkuId,
        Self::SkuTitle,
        Self::Publisher,
        Self::SkuDescription,
        Self::UnitOfMeasure,
        Self::TermDuration,
        Self::BillingPlan,
        Self::Market,
        Self::Currency,
        Self::UnitPrice,
        Self::PricingTierRangeMin,
        Self::PricingTierRangeMax,
        Self::EffectiveStartDate,
        Self::EffectiveEndDate,
        Self::Tags,
        Self::ErpPrice,
        Self::Segment,
    ];
}

impl Scope {
    /// Whether a row counts at `now`: whether it is in effect.
    ///
    /// # Errors
    /// What no row of this sheet may say, in effect or not: another market or currency, a billing cycle that does not divide the
    /// term, a price of what is not charged.
    pub fn admit(&self, row: &SheetRow, now: Timestamp) -> Result<bool, SheetFault> {
        let fault = |column, seen: &dyn std::fmt::Display, accepted: String| {
            Err(SheetFault { row: row.number, column: Some(column), seen: seen.to_string(), accepted })
        };
        if row.market != self.market {
            return fault(Column::Market, &row.market, format!("{}, the market that is imported", self.market));
        }
        if row.currency != self.currency {
            return fault(Column::Currency, &row.currency, format!("{}, the currency that is imported", self.currency));
        }
        if !price::divides(row.billing_cycle, &row.term) {
            let accepted = format!("a billing plan that divides the term {}", row.term);
            return fault(Column::BillingPlan, &row.billing_cycle.name(), accepted);
        }
        if row.billing_cycle == BillingCycle::None && !row.unit_price.is_zero() {
            return fault(Column::UnitPrice, &row.unit_price, "0, for what is not charged has no price".to_owned());
        }
        Ok(row.starts <= now && row.ends.is_none_or(|ends| now < ends))
    }
}

#[cfg(test)]
mod tests;
