//! What the rows of a product make of it: titles and prices are theirs, everything else stays (decision 0009).

use super::{Column, Scope, SheetFault, SheetRow, availability_id, price_of_period};
use crate::{
    billing_cycle::BillingCycle,
    catalog::{Availability, Plan, Price, Product, ProductKind, Sku},
    term::Term,
};
use std::collections::BTreeMap;

/// The most rows of one product: they are held in memory together. The largest of real sheets have some hundreds.
pub const MOST_ROWS: usize = 10_000;

/// The fewest licences of a SKU that is new, where no row says it.
const FEWEST: i32 = 1;

/// The most licences of a SKU that is new, where no row says it.
const MOST: i32 = 10_000_000;

/// What a price is found by: the rows that agree in it are tiers of one price.
type Key<'a> = (&'a str, &'static str, u32, BillingCycle);

impl Scope {
    /// The product as its rows, which are in effect, make it: the one that is there, or a new one.
    ///
    /// Its prices in the market and currency, of the segments that the sheet speaks for, are those of the rows afterwards.
    ///
    /// # Errors
    /// Two prices for the same thing; more than [`MOST_ROWS`] rows.
    pub fn apply(&self, there: Option<Product>, rows: &[SheetRow]) -> Result<Option<Product>, SheetFault> {
        let Some(first) = rows.first() else { return Ok(there) };
        if rows.len() > MOST_ROWS {
            let accepted = format!("at most {MOST_ROWS} rows of one product");
            let (row, seen) = (rows[MOST_ROWS].number, format!("{}, once more", first.product));
            return Err(SheetFault { row, column: Some(Column::ProductId), seen, accepted });
        }
        let lowest_tiers = lowest_tiers(rows)?;
        let mut product = there.unwrap_or_else(|| new_product(first));
        product.title.clone_from(&first.product_title);
        product.description = first.description.clone().or(product.description);
        product.publisher.clone_from(&first.publisher);
        self.drop_prices(&mut product);
        for of_sku in by_sku(rows).values() {
            describe(sku_of(&mut product, of_sku[0]), of_sku);
        }
        for row in lowest_tiers.values() {
            self.put_price(&mut product, row);
        }
        product.drop_unpriced_plans();
        Ok(Some(product))
    }

    fn drop_prices(&self, product: &mut Product) {
        let availabilities = product.skus.iter_mut().flat_map(|sku| &mut sku.availabilities);
        let spoken_for = availabilities.filter(|availability| self.segments.contains(&availability.segment));
        for plan in spoken_for.flat_map(|availability| &mut availability.plans) {
            plan.prices.retain(|price| price.market != self.market || price.currency != self.currency);
        }
    }

    fn put_price(&self, product: &mut Product, row: &SheetRow) {
        let availability = availability_of(sku_of(product, row), row);
        let plan = plan_of(availability, &row.term, row.billing_cycle);
        let amount = price_of_period(row.unit_price, self.currency, row.billing_cycle, &row.term);
        plan.prices.push(Price { market: self.market, currency: self.currency, amount });
    }
}

impl Product {
    fn drop_unpriced_plans(&mut self) {
        for availability in self.skus.iter_mut().flat_map(|sku| &mut sku.availabilities) {
            availability.plans.retain(|plan| !plan.prices.is_empty());
        }
    }
}

/// Of the tiers of each price the lowest, for a plan has one price: that of the first licence.
fn lowest_tiers(rows: &[SheetRow]) -> Result<BTreeMap<Key<'_>, &SheetRow>, SheetFault> {
    let mut lowest: BTreeMap<Key<'_>, &SheetRow> = BTreeMap::new();
    let mut tiers: BTreeMap<(Key<'_>, i32), u64> = BTreeMap::new();
    for row in rows {
        let key = (row.sku.as_str(), row.segment.name(), row.term.months(), row.billing_cycle);
        if let Some(earlier) = tiers.insert((key, tier(row)), row.number) {
            let seen = format!("{} as a second price of {}:{}", row.unit_price, row.product, row.sku);
            let accepted = format!(
                "one price for a SKU, segment, term, billing plan and tier: row {earlier} has that of {} with {}",
                row.term,
                row.billing_cycle.name()
            );
            return Err(SheetFault { row: row.number, column: Some(Column::UnitPrice), seen, accepted });
        }
        let kept = lowest.entry(key).or_insert(row);
        if tier(row) < tier(kept) {
            *kept = row;
        }
    }
    Ok(lowest)
}

fn tier(row: &SheetRow) -> i32 {
    row.tier_minimum.unwrap_or(FEWEST)
}

fn new_product(row: &SheetRow) -> Product {
    Product {
        id: row.product.clone(),
        title: String::new(),
        description: None,
        publisher: None,
        kind: ProductKind::OnlineServicesNce,
        sub_kind: None,
        skus: Vec::new(),
    }
}

/// The SKU of a row, made where it is new.
fn sku_of<'a>(product: &'a mut Product, row: &SheetRow) -> &'a mut Sku {
    let found = product.skus.iter().position(|sku| sku.id.eq_ignore_ascii_case(&row.sku));
    let at = found.unwrap_or_else(|| {
        product.skus.push(new_sku(row));
        product.skus.len() - 1
    });
    &mut product.skus[at]
}

fn new_sku(row: &SheetRow) -> Sku {
    Sku {
        id: row.sku.clone(),
        title: row.sku_title.clone(),
        description: None,
        minimum_quantity: FEWEST,
        maximum_quantity: MOST,
        pooled_seats: None,
        stock: None,
        quota: None,
        enforces_attestation: false,
        prerequisites: None,
        provisioning_variables: Vec::new(),
        commitments: Vec::new(),
        renews_to: None,
        availabilities: Vec::new(),
    }
}

/// The rows of each SKU, at least one each.
fn by_sku(rows: &[SheetRow]) -> BTreeMap<&str, Vec<&SheetRow>> {
    let mut found: BTreeMap<&str, Vec<&SheetRow>> = BTreeMap::new();
    for row in rows {
        found.entry(&row.sku).or_default().push(row);
    }
    found
}

/// Title, description and quantities of a SKU: the first of its rows speaks, and all of its tiers together say how many licences.
fn describe(sku: &mut Sku, rows: &[&SheetRow]) {
    if let Some(first) = rows.first() {
        sku.title.clone_from(&first.sku_title);
        sku.description = first.description.clone().or(sku.description.take());
    }
    if let Some(fewest) = rows.iter().filter_map(|row| row.tier_minimum).min() {
        sku.minimum_quantity = fewest.max(FEWEST);
    }
    if let Some(most) = rows.iter().filter_map(|row| row.tier_maximum).max() {
        sku.maximum_quantity = most.max(sku.minimum_quantity);
    }
}

/// The availability of a row: of those that the SKU has for the segment the first that can be bought, or a new one.
fn availability_of<'a>(sku: &'a mut Sku, row: &SheetRow) -> &'a mut Availability {
    let of_segment = |found: &Availability| found.segment == row.segment;
    let purchasable = sku.availabilities.iter().position(|found| of_segment(found) && found.purchasable);
    let found = purchasable.or_else(|| sku.availabilities.iter().position(of_segment));
    let at = found.unwrap_or_else(|| {
        sku.availabilities.push(new_availability(row));
        sku.availabilities.len() - 1
    });
    &mut sku.availabilities[at]
}

fn new_availability(row: &SheetRow) -> Availability {
    let id = availability_id(&row.product, &row.sku, row.segment);
    Availability { id, purchasable: true, segment: row.segment, plans: Vec::new() }
}

/// The plan of that term and cycle, made where it is new.
fn plan_of<'a>(availability: &'a mut Availability, term: &Term, billing_cycle: BillingCycle) -> &'a mut Plan {
    let same = |plan: &Plan| plan.term.as_ref() == Some(term) && plan.billing_cycle == billing_cycle;
    let found = availability.plans.iter().position(same);
    let at = found.unwrap_or_else(|| {
        availability.plans.push(Plan { term: Some(term.clone()), billing_cycle, prices: Vec::new() });
        availability.plans.len() - 1
    });
    &mut availability.plans[at]
}
