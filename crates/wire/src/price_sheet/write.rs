//! A sheet that is given out, row by row: the columns as they are read, `Segment` behind the others.

use super::{column, date};
use crate::{enumeration, table::Table};
use domain::{
    Timestamp,
    catalog::{ProductKind, Segment},
    price_sheet::{Column, ListedPrice},
};
use std::io::{self, Write};

/// Who publishes what no one else does.
const MICROSOFT: &str = "Microsoft Corporation";

/// What is counted of everything but reservations, of which no source says what.
const UNIT: &str = "1 License";

/// The header of a sheet.
#[must_use]
pub fn header() -> [&'static str; Column::ALL.len()] {
    Column::ALL.map(column::name)
}

/// Writes a row, whose price holds from an instant on without an end. The catalogue knows no tags and no retail prices: what it
/// does not know is blank.
///
/// # Errors
/// When there is nowhere to write to.
pub fn row<W: Write>(table: &mut Table<W>, listed: &ListedPrice<'_>, starts: Timestamp) -> io::Result<()> {
    let fields = Column::ALL.map(|column| field(column, listed, starts));
    table.row(&fields.each_ref().map(String::as_str))
}

fn field(column: Column, listed: &ListedPrice<'_>, starts: Timestamp) -> String {
    let ListedPrice { product, sku, segment, term, billing_cycle, market, currency, unit_price } = listed;
    match column {
        Column::ProductTitle => product.title.clone(),
        Column::ProductId => product.id.clone(),
        Column::SkuId => sku.id.clone(),
        Column::SkuTitle => sku.title.clone(),
        Column::Publisher => product.publisher.clone().unwrap_or_else(|| MICROSOFT.to_owned()),
        Column::SkuDescription => sku.description.clone().or_else(|| product.description.clone()).unwrap_or_default(),
        Column::UnitOfMeasure if product.kind == ProductKind::Reservation => String::new(),
        Column::UnitOfMeasure => UNIT.to_owned(),
        Column::TermDuration => term.map(ToString::to_string).unwrap_or_default(),
        Column::BillingPlan => enumeration::catalog_billing_cycle(*billing_cycle).to_owned(),
        Column::Market => market.to_string(),
        Column::Currency => currency.to_string(),
        Column::UnitPrice => unit_price.to_string(),
        Column::PricingTierRangeMin => sku.minimum_quantity.to_string(),
        Column::PricingTierRangeMax => sku.maximum_quantity.to_string(),
        Column::EffectiveStartDate => date::write(starts),
        Column::EffectiveEndDate => date::NO_END.to_owned(),
        Column::Tags | Column::ErpPrice => String::new(),
        Column::Segment => segment_name(*segment).to_owned(),
    }
}

/// The name of a segment as the sheet has it.
const fn segment_name(segment: Segment) -> &'static str {
    match segment {
        Segment::Commercial => "Commercial",
        Segment::Education => "Education",
        Segment::Government => "Government",
        Segment::Nonprofit => "Charity",
    }
}
