//! What a large catalogue costs: its import, its snapshot in memory, looking things up in it, and listing it.
//!
//! `cargo bench --bench catalogue` imports generated sheets of 1,000,000 and of 1,000 rows, each into a store of its own, reads
//! the snapshots as a server does, and compares the two. Absolute figures depend on the machine; the ratios, which are measured
//! in turns, are what counts. `cargo bench --bench catalogue -- 120000` takes another number of rows for the large one.

#![allow(clippy::print_stdout, clippy::float_arithmetic, reason = "a benchmark prints rates; no money is in it")]

#[path = "../tests/it/support/sheet.rs"]
#[allow(unreachable_pub, dead_code, reason = "it is made for the tests")]
mod sheet;

use app::import_price_sheet;
use domain::{
    Timestamp,
    billing_cycle::BillingCycle,
    catalog::{Audience, Catalog, Segment, View},
    country_code::CountryCode,
    money::Currency,
    price_sheet::{Scope, availability_id},
};
use std::{
    hint::black_box,
    path::Path,
    time::{Duration, Instant},
};
use store::{Reference, SqliteOptions, SqliteStore, Store as _};
use wire::{price_sheet::Sheet, product};

const LARGE: u64 = 1_000_000;
const SMALL: u64 = 1_000;

/// Turns in which the two are measured; their medians are compared.
const TURNS: usize = 7;

/// Look-ups of one turn.
const LOOK_UPS: u64 = 200_000;

fn main() {
    let large = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(LARGE);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let folder = tempfile::TempDir::new().expect("a folder");
    runtime.block_on(async {
        let before = memory("VmRSS");
        // The large one first: what the import holds at its peak shows before anything else was held.
        import(folder.path(), large).await;
        println!("    peak of the process: {} MiB, {before} MiB of it before the import", memory("VmHWM"));
        let of_large = read(folder.path(), large).await;
        import(folder.path(), SMALL).await;
        let of_small = read(folder.path(), SMALL).await;
        look_up((&of_small.catalog, SMALL), (&of_large.catalog, large));
        list(&of_small.catalog, &of_large.catalog);
    });
}

fn open(folder: &Path, rows: u64) -> SqliteStore {
    let path = folder.join(format!("{rows}.db"));
    let on_io_error = Box::new(|error: &str| panic!("{error}"));
    let free_space = SqliteOptions::FREE_SPACE;
    SqliteStore::open(SqliteOptions { path, free_space, on_io_error }).expect("a store")
}

async fn import(folder: &Path, rows: u64) {
    let store = open(folder, rows);
    let sheet = Sheet::open(sheet::generated(rows, 0)).unwrap_or_else(|error| panic!("{error:?}"));
    let (market, currency) = (market(), usd());
    let scope = Scope { market, currency, segments: vec![Segment::Commercial] };
    let at = Timestamp::parse("2026-03-02T10:00:00Z").expect("an instant");
    let start = now();
    let imported = import_price_sheet(&store, sheet, &scope, at, |_| {}).await.expect("an import");
    let took = start.elapsed().as_secs_f64();
    store.close().await;
    let bytes = std::fs::metadata(folder.join(format!("{rows}.db"))).expect("the file").len();
    println!(
        "import of {rows} rows, {} products: {took:.2} s, {:.0} rows/s; the file has {} MiB",
        imported.products,
        rows as f64 / took,
        bytes >> 20
    );
}

async fn read(folder: &Path, rows: u64) -> Reference {
    let (store, before, start) = (open(folder, rows), memory("VmRSS"), now());
    let reference = store.reference().await.expect("a read");
    let (took, after) = (start.elapsed(), memory("VmRSS"));
    println!("snapshot of {rows} rows: read in {:.3} s, {} MiB", took.as_secs_f64(), after.saturating_sub(before));
    reference
}

/// Product, SKU, availability and price, as each line of a cart asks for them.
fn look_up(small: (&Catalog, u64), large: (&Catalog, u64)) {
    let [small, large] = in_turns(|turn| look_up_in(if turn { large } else { small }));
    let each = |took: Duration| took.as_nanos() as f64 / LOOK_UPS as f64;
    println!("a look-up: {:.0} ns, {:.0} ns; ratio {:.2}", each(small), each(large), each(large) / each(small));
}

fn look_up_in((catalog, rows): (&Catalog, u64)) {
    let products = (rows / sheet::ROWS_OF_A_PRODUCT).max(1);
    // Ids are made before: strides through all of them, so that the caches of the processor do not hold one.
    let ids: Vec<_> = (0..1_000).map(|n| sheet::product_id(n * 7_919 % products)).collect();
    let availabilities: Vec<_> = ids.iter().map(|id| availability_id(id, "0001", Segment::Commercial)).collect();
    let currency = usd();
    for n in 0..LOOK_UPS {
        let at = usize::try_from(n).expect("a number") % ids.len();
        let (_, sku) = catalog.sku_of(&ids[at], "0001").expect("a SKU");
        let availability = sku.availability(&availabilities[at]).expect("an availability");
        let mut plans = availability.plans.iter();
        let plan = plans.find(|plan| plan.billing_cycle == BillingCycle::Annual).expect("a plan");
        black_box(plan.price("US", currency).expect("a price"));
    }
}

/// All products of a view, as an answer.
fn list(small: &Catalog, large: &Catalog) {
    let audience = Audience::of_market("US", None);
    let listed = |catalog: &Catalog| {
        let products = catalog.products_for(&audience, View::OnlineServices);
        let answer = product::collection(&audience, View::OnlineServices, &products);
        (products.len(), serde_json::to_vec(&answer).expect("JSON").len())
    };
    let [took_small, took_large] = in_turns(|turn| {
        black_box(listed(if turn { large } else { small }));
    });
    let ((few, _), (many, bytes)) = (listed(small), listed(large));
    let each = |took: Duration, products: usize| took.as_nanos() as f64 / products as f64;
    println!(
        "listing {many} products: {:.3} s, {} MiB; {:.0} ns a product, ratio to {few} products {:.2}",
        took_large.as_secs_f64(),
        bytes >> 20,
        each(took_large, many),
        each(took_large, many) / each(took_small, few)
    );
}

/// The medians of what the one and the other take, turn by turn.
fn in_turns(mut work: impl FnMut(bool)) -> [Duration; 2] {
    let mut took = [Vec::new(), Vec::new()];
    for turn in 0..2 * TURNS {
        let (other, start) = (turn % 2 == 1, now());
        work(other);
        took[usize::from(other)].push(start.elapsed());
    }
    took.map(|mut took| {
        took.sort();
        took[took.len() / 2]
    })
}

fn market() -> CountryCode {
    CountryCode::parse("US").expect("a market")
}

fn usd() -> Currency {
    Currency::parse("USD").expect("a currency")
}

/// A line of what the system knows of the process's memory, in MiB.
fn memory(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    let kibibytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kibibytes.unwrap_or_default() >> 10
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures the real time")]
fn now() -> Instant {
    Instant::now()
}
