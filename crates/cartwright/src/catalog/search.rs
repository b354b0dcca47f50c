//! `cartwright catalog search`: what is in the catalogue of a store, and what it costs in a market.

use crate::{config, exit::StartError, store_url::StoreBounds, table};
use app::search_catalog;
use domain::{
    catalog::{Availability, Product, Sku},
    country_code::CountryCode,
};
use std::io::{IsTerminal as _, Write as _, stdout};
use store::OpenError;

/// The most items that are shown.
const MOST: usize = 50;

const HEADER: [&str; COLUMNS] = ["ITEM", "TITLE", "TERM", "BILLING CYCLE", "PRICE"];
const COLUMNS: usize = 5;

/// What stands where there is nothing.
const NOTHING: &str = "-";

/// Prints the items that are found, a line for each of their plans; how to narrow the search, where there are more.
pub(crate) async fn run(config: config::Search) -> Result<(), StartError> {
    if !config.store.may_exist() {
        let text = format!("{} does not exist", config.store);
        return Err(StartError::Store(OpenError::Unreachable(text)));
    }
    let store = config.store.open(StoreBounds::of_connections(1)).await?;
    let found = search_catalog(&*store, &config.text, MOST + 1).await;
    store.close().await;
    let found = found?;
    let items: Vec<_> = found.iter().flat_map(|product| items(product, &config.text)).collect();
    let lines: Vec<_> = items.iter().take(MOST).flat_map(|item| lines(*item, config.market)).collect();
    let text = if stdout().is_terminal() { table::aligned(&HEADER, &lines) } else { table::separated(&lines) };
    stdout().write_all(text.as_bytes()).map_err(|error| StartError::Failed(error.to_string()))?;
    hint(&config, items.len());
    Ok(())
}

#[expect(clippy::print_stderr, reason = "a word to the person, not a part of what was found")]
fn hint(config: &config::Search, found: usize) {
    let text = &config.text;
    if found == 0 {
        eprintln!("nothing has {text:?} in its title or id");
    } else if found > MOST {
        eprintln!(
            "{MOST} items are shown and there are more: give more of a title, or an id such as CFQ7TTC0LF8S:0001"
        );
    }
}

type Item<'a> = (&'a Product, &'a Sku, &'a Availability);

fn items<'a>(product: &'a Product, text: &str) -> Vec<Item<'a>> {
    let of_sku = |sku: &'a Sku| sku.availabilities.iter().map(move |found| (product, sku, found));
    product.finds(text).flat_map(of_sku).collect()
}

/// A line for each plan and currency that the market has a price in; one that says so where it has none.
fn lines((product, sku, availability): Item<'_>, market: CountryCode) -> Vec<[String; COLUMNS]> {
    let item = format!("{}:{}:{}", product.id, sku.id, availability.id);
    let line = |term: &str, cycle: &str, price: String| {
        [item.clone(), sku.title.clone(), term.to_owned(), cycle.to_owned(), price]
    };
    let mut lines = Vec::new();
    for plan in &availability.plans {
        let term = plan.term.as_ref().map_or(NOTHING, |term| term.as_str());
        for price in plan.prices.iter().filter(|price| price.market == market) {
            let price = format!("{} {}", price.amount.normalize(), price.currency);
            lines.push(line(term, plan.billing_cycle.name(), price));
        }
    }
    if lines.is_empty() {
        lines.push(line(NOTHING, NOTHING, format!("not sold in {market}")));
    }
    lines
}
