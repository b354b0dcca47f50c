//! What rows make of a product, and which rows count.

use super::{Column, Scope, SheetRow, availability_id};
use crate::{
    billing_cycle::BillingCycle::{self, Annual, Monthly, None as Trial},
    catalog::{Availability, Plan, Price, Product, Segment},
    country_code::CountryCode,
    money::Currency,
    term::Term,
    time::Timestamp,
};

const PRODUCT: &str = "CFQ7TTC0TEST";

fn scope() -> Scope {
    let currency = Currency::parse("USD").expect("a currency");
    Scope { market: CountryCode::parse("US").expect("a market"), currency, segments: vec![Segment::Commercial] }
}

fn row(number: u64, sku: &str, (term, billing_cycle): (&str, BillingCycle), unit_price: &str) -> SheetRow {
    let Scope { market, currency, .. } = scope();
    SheetRow {
        number,
        product: PRODUCT.to_owned(),
        product_title: "Contoso Suite".to_owned(),
        sku: sku.to_owned(),
        sku_title: format!("Contoso Suite {sku}"),
        description: Some("Mail and documents".to_owned()),
        publisher: None,
        term: Term::parse(term).expect("a term"),
        billing_cycle,
        market,
        currency,
        unit_price: unit_price.parse().expect("an amount"),
        tier_minimum: None,
        tier_maximum: None,
        starts: at("2026-01-01T00:00:00Z"),
        ends: None,
        segment: Segment::Commercial,
    }
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).expect("an instant")
}

fn applied(there: Option<Product>, rows: &[SheetRow]) -> Product {
    scope().apply(there, rows).expect("prices").expect("a product")
}

/// Term, cycle and price of each plan of the first SKU's first availability.
fn plans(product: &Product) -> Vec<(String, BillingCycle, Vec<String>)> {
    let plans = product.skus[0].availabilities[0].plans.iter();
    let term = |plan: &Plan| plan.term.as_ref().map(ToString::to_string).unwrap_or_default();
    let prices = |plan: &Plan| plan.prices.iter().map(|price| format!("{} {}", price.market, price.amount)).collect();
    plans.map(|plan| (term(plan), plan.billing_cycle, prices(plan))).collect()
}

#[test]
fn a_new_product_is_made_of_its_rows() {
    let rows = [row(2, "0001", ("P1Y", Monthly), "115.2"), row(3, "0001", ("P1Y", Annual), "115.2")];
    let product = applied(None, &rows);
    assert_eq!((product.id.as_str(), product.title.as_str()), (PRODUCT, "Contoso Suite"));
    let sku = &product.skus[0];
    assert_eq!((sku.minimum_quantity, sku.maximum_quantity), (1, 10_000_000));
    assert_eq!(sku.availabilities[0].id, availability_id(PRODUCT, "0001", Segment::Commercial));
    let year = |cycle, price: &str| ("P1Y".to_owned(), cycle, vec![price.to_owned()]);
    assert_eq!(plans(&product), [year(Monthly, "US 9.6"), year(Annual, "US 115.2")]);
    assert_eq!(applied(Some(product.clone()), &rows), product, "the same sheet again changes nothing");
}

/// Other markets, other segments and what the sheet does not know about stay; prices that it no longer has go.
#[test]
fn a_product_that_is_there_keeps_what_is_not_of_the_sheet() {
    let mut there = applied(None, &[row(2, "0001", ("P1Y", Annual), "1"), row(3, "0001", ("P1M", Monthly), "2")]);
    let fr = CountryCode::parse("FR").expect("a market");
    let price = Price { market: fr, currency: Currency::parse("EUR").expect("a currency"), amount: 7.into() };
    let sku = &mut there.skus[0];
    sku.pooled_seats = Some(300);
    sku.availabilities[0].plans[0].prices.push(price);
    let id = "CFQ7TTC0EDUA".to_owned();
    let education = Availability { id, segment: Segment::Education, ..sku.availabilities[0].clone() };
    sku.availabilities.push(education.clone());

    let product = applied(Some(there), &[row(2, "0001", ("P3Y", Annual), "300")]);
    let sku = &product.skus[0];
    assert_eq!((sku.pooled_seats, &sku.availabilities[1]), (Some(300), &education));
    let left = ("P1M".to_owned(), Monthly, vec!["FR 7".to_owned()]);
    assert_eq!(plans(&product), [left, ("P3Y".to_owned(), Annual, vec!["US 100".to_owned()])]);

    let all = Scope { segments: Segment::ALL.to_vec(), ..scope() };
    let product = all.apply(Some(product), &[row(2, "0001", ("P3Y", Annual), "300")]).expect("prices");
    let education = &product.expect("a product").skus[0].availabilities[1];
    assert!(education.plans.iter().flat_map(|plan| &plan.prices).all(|price| price.market == fr), "{education:?}");
}

#[test]
fn the_tiers_of_a_price_are_one_price_and_the_range_of_the_sku() {
    let tier = |number, minimum, maximum, price| SheetRow {
        tier_minimum: minimum,
        tier_maximum: maximum,
        ..row(number, "0001", ("P1Y", Annual), price)
    };
    let product = applied(None, &[tier(2, Some(26), Some(300), "80"), tier(3, Some(5), Some(25), "100")]);
    assert_eq!((product.skus[0].minimum_quantity, product.skus[0].maximum_quantity), (5, 300));
    assert_eq!(plans(&product), [("P1Y".to_owned(), Annual, vec!["US 100".to_owned()])]);
}

#[test]
fn two_prices_for_the_same_thing_are_refused_with_both_rows() {
    let rows = [row(2, "0001", ("P1Y", Annual), "1"), row(9, "0001", ("P12M", Annual), "2")];
    let fault = scope().apply(None, &rows).expect_err("two prices");
    assert_eq!((fault.row, fault.column), (9, Some(Column::UnitPrice)));
    assert!(fault.accepted.contains("row 2"), "{fault:?}");
}

#[test]
fn a_product_of_very_many_rows_is_refused() {
    let rows: Vec<_> = (0..=10_000).map(|n| row(n + 2, "0001", ("P1Y", Annual), "1")).collect();
    let fault = scope().apply(None, &rows).expect_err("too many");
    assert_eq!((fault.row, fault.column), (10_002, Some(Column::ProductId)));
}

#[test]
fn a_row_counts_from_its_start_to_before_its_end() {
    let held = SheetRow { ends: Some(at("2026-02-01T00:00:00Z")), ..row(2, "0001", ("P1M", Trial), "0") };
    for (now, counts) in [
        ("2025-12-31T23:59:59Z", false),
        ("2026-01-01T00:00:00Z", true),
        ("2026-01-31T23:59:59Z", true),
        ("2026-02-01T00:00:00Z", false),
    ] {
        assert_eq!(scope().admit(&held, at(now)), Ok(counts), "{now}");
    }
}

#[test]
fn what_no_row_may_say_is_refused_by_its_column() {
    let plain = || row(2, "0001", ("P1Y", Annual), "1");
    let (now, eur) = (at("2026-03-01T00:00:00Z"), Currency::parse("EUR").expect("a currency"));
    for (row, column) in [
        (SheetRow { market: CountryCode::parse("DE").expect("a market"), ..plain() }, Column::Market),
        (SheetRow { currency: eur, ..plain() }, Column::Currency),
        (SheetRow { term: Term::parse("P1M").expect("a term"), ..plain() }, Column::BillingPlan),
        (SheetRow { billing_cycle: Trial, ..plain() }, Column::UnitPrice),
    ] {
        assert_eq!(scope().admit(&row, now).expect_err("refused").column, Some(column));
    }
}

/// A sheet has no availabilities: of several it lists the one that an import gives its prices to.
#[test]
fn what_is_listed_is_what_an_import_writes() {
    let rows = [row(2, "0001", ("P1Y", Monthly), "100"), row(3, "0002", ("P3Y", Annual), "300")];
    let mut product = applied(None, &rows);
    let first = product.skus[0].availabilities[0].clone();
    let barred = Availability { id: "CFQ7TTC0GONE".to_owned(), purchasable: false, ..first.clone() };
    let later = Availability { id: "CFQ7TTC0MORE".to_owned(), ..first };
    product.skus[0].availabilities = vec![barred, later.clone(), product.skus[0].availabilities.remove(0)];
    product.skus[1].availabilities[0].purchasable = false;

    let listed: Vec<_> = product.listed_prices(scope().market).collect();
    assert_eq!(listed.len(), 1, "{listed:?}");
    let price = listed[0];
    let charged = (price.sku.id.as_str(), price.billing_cycle, price.unit_price.to_string());
    assert_eq!(charged, ("0001", Monthly, "99.96".to_owned()), "twelve months at 8.33");
    assert_eq!(product.listed_prices(CountryCode::parse("FR").expect("a market")).count(), 0);

    let again = SheetRow { unit_price: price.unit_price, ..rows[0].clone() };
    assert_eq!(applied(Some(product), &[again]).skus[0].availabilities[1], later, "it comes back where it was");
}
