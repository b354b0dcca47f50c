//! The fields of a row, each with what is accepted in it. Everything that is wrong in a row is told at once.

use super::date;
use crate::enumeration;
use domain::{
    Timestamp,
    billing_cycle::BillingCycle,
    catalog::Segment,
    country_code::CountryCode,
    money::{Amount, Currency},
    price_sheet::{Column, RowError, SheetFault, SheetRow},
    term::Term,
};

/// The longest text of a field, in characters.
const LONGEST: usize = 4_096;

/// How much of a field is repeated in a fault.
const SHOWN: usize = 80;

/// The characters of a product's id (surroundings 2.1).
const PRODUCT_ID: usize = 12;

/// The characters of a SKU's id.
const SKU_ID: usize = 4;

/// The highest price that is read: times any quantity and any number of periods it stays within what a decimal holds.
const MOST: i64 = 1_000_000_000_000;

/// Who publishes, where it is Microsoft.
const MICROSOFT: [&str; 3] = ["", "microsoft", "microsoft corporation"];

/// What some sheets call the nonprofit segment.
const CHARITY: &str = "charity";

/// The fields of one row, and what is wrong with them so far.
pub(super) struct Fields<F> {
    row: u64,
    field: F,
    faults: Vec<SheetFault>,
}

/// Reads a row. `None` when a field could not be read, which the fields know about then.
pub(super) fn row<'a, F: Fn(Column) -> Option<&'a [u8]>>(fields: &mut Fields<F>) -> Option<SheetRow> {
    let product_title = fields.title(Column::ProductTitle);
    let product = fields.id(Column::ProductId, PRODUCT_ID);
    let sku = fields.id(Column::SkuId, SKU_ID);
    let sku_title = fields.title(Column::SkuTitle);
    let publisher = fields.text(Column::Publisher);
    let description = fields.text(Column::SkuDescription);
    let unit_of_measure = fields.text(Column::UnitOfMeasure);
    let term = fields.read(Column::TermDuration, "a term such as P1M, P1Y or P3Y", Term::parse);
    let plans = "one of Monthly, Annual, Triennial, OneTime, None";
    let billing_cycle = fields.read(Column::BillingPlan, plans, billing_plan);
    let market = fields.read(Column::Market, CountryCode::ACCEPTED, CountryCode::parse);
    let currency = fields.read(Column::Currency, "a currency of ISO 4217, such as USD", Currency::parse);
    let unit_price = fields.read(Column::UnitPrice, "a plain decimal from 0 on, such as 115.2", price);
    let tier_minimum = fields.quantity(Column::PricingTierRangeMin);
    let tier_maximum = fields.quantity(Column::PricingTierRangeMax);
    fields.check_range(tier_minimum.flatten(), tier_maximum.flatten());
    let starts = fields.read(Column::EffectiveStartDate, date::ACCEPTED, date::read);
    let ends = fields.read(Column::EffectiveEndDate, "a date such as 3/1/2027 12:00:00 AM, or nothing", end);
    let tags = fields.text(Column::Tags);
    let retail = fields.read(Column::ErpPrice, "a plain decimal from 0 on, such as 144, or nothing", retail_price);
    let segment = fields.segment();
    // Read all the same: a sheet with something else in these columns is not the sheet that it seems to be.
    let (_, _, _) = (unit_of_measure?, tags?, retail?);
    Some(SheetRow {
        number: fields.row,
        product: product?,
        product_title: product_title?,
        sku: sku?,
        sku_title: sku_title?,
        publisher: Some(publisher?).filter(|name| !MICROSOFT.contains(&name.to_lowercase().as_str())),
        description: Some(description?).filter(|text| !text.is_empty()),
        term: term?,
        billing_cycle: billing_cycle?,
        market: market?,
        currency: currency?,
        unit_price: unit_price?,
        tier_minimum: tier_minimum?,
        tier_maximum: tier_maximum?,
        starts: starts?,
        ends: ends?,
        segment: segment?,
    })
}

impl<'a, F: Fn(Column) -> Option<&'a [u8]>> Fields<F> {
    pub(super) fn new(row: u64, field: F) -> Self {
        Self { row, field, faults: Vec::new() }
    }

    /// The row, if nothing is wrong with it.
    pub(super) fn done(self, read: Option<SheetRow>) -> Result<SheetRow, RowError> {
        match read {
            Some(row) if self.faults.is_empty() => Ok(row),
            _ => Err(RowError::Faults(self.faults)),
        }
    }

    fn fault(&mut self, column: Column, seen: &str, accepted: impl Into<String>) {
        let mut shown: String = seen.chars().take(SHOWN).collect();
        if shown.len() < seen.len() {
            shown.push('…');
        }
        self.faults.push(SheetFault { row: self.row, column: Some(column), seen: shown, accepted: accepted.into() });
    }

    /// A text, without what surrounds it.
    fn text(&mut self, column: Column) -> Option<String> {
        let bytes = (self.field)(column).unwrap_or_default();
        let Ok(text) = std::str::from_utf8(bytes) else {
            self.fault(column, &String::from_utf8_lossy(bytes), "text in UTF-8");
            return None;
        };
        let text = text.trim();
        if text.chars().any(|char| char.is_control() && !['\n', '\r', '\t'].contains(&char)) {
            self.fault(column, &text.escape_default().to_string(), "text without control characters");
            return None;
        }
        if text.chars().nth(LONGEST).is_some() {
            self.fault(column, text, format!("at most {LONGEST} characters"));
            return None;
        }
        Some(text.to_owned())
    }

    fn read<T>(&mut self, column: Column, accepted: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = self.text(column)?;
        let found = read(&text);
        if found.is_none() {
            self.fault(column, &text, accepted);
        }
        found
    }

    fn title(&mut self, column: Column) -> Option<String> {
        self.read(column, "a title", |text| (!text.is_empty()).then(|| text.to_owned()))
    }

    fn id(&mut self, column: Column, length: usize) -> Option<String> {
        let accepted = format!("{length} letters and digits");
        self.read(column, &accepted, |text| {
            let fits = text.len() == length && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
            fits.then(|| text.to_ascii_uppercase())
        })
    }

    /// A bound of the tier, which may be open.
    fn quantity(&mut self, column: Column) -> Option<Option<i32>> {
        self.read(column, "a whole number from 0 to 2147483647, or nothing", |text| match text {
            "" => Some(None),
            digits => digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten().map(Some),
        })
    }

    fn check_range(&mut self, minimum: Option<i32>, maximum: Option<i32>) {
        if let (Some(minimum), Some(maximum)) = (minimum, maximum)
            && minimum > maximum
        {
            let accepted = format!("a number from {minimum} on, for the tier begins there");
            self.fault(Column::PricingTierRangeMax, &maximum.to_string(), accepted);
        }
    }

    /// The segment: the commercial one where the sheet does not say.
    fn segment(&mut self) -> Option<Segment> {
        let accepted = "one of Commercial, Education, Government, Nonprofit, Charity, or nothing";
        self.read(Column::Segment, accepted, |text| match text {
            "" => Some(Segment::Commercial),
            charity if charity.eq_ignore_ascii_case(CHARITY) => Some(Segment::Nonprofit),
            text => enumeration::segment(text),
        })
    }
}

/// A billing plan by its name: numbers are for requests, and some cycles are not sold.
fn billing_plan(text: &str) -> Option<BillingCycle> {
    let name = text.bytes().all(|byte| byte.is_ascii_alphabetic());
    let cycle = name.then(|| enumeration::billing_cycle(text)).flatten()?;
    (!matches!(cycle, BillingCycle::Unknown | BillingCycle::Biennial)).then_some(cycle)
}

/// Digits with at most one point: neither signs nor groups.
fn price(text: &str) -> Option<Amount> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let amount: Amount = plain.then(|| text.parse().ok()).flatten()?;
    (amount <= Amount::from(MOST)).then_some(amount)
}

fn retail_price(text: &str) -> Option<()> {
    (text.is_empty() || price(text).is_some()).then_some(())
}

fn end(text: &str) -> Option<Option<Timestamp>> {
    if text.is_empty() || date::is_for_ever(text) { Some(None) } else { date::read(text).map(Some) }
}
