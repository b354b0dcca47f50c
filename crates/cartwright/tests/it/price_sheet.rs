//! Price sheets and what follows from them: a store that a server works on gets other prices, products and plans, and the server
//! takes them from one request to the next (surroundings 2.14, decision 0009). And it gives sheets out.

mod bought;
mod given_out;
mod refused;
mod round_trip;
mod under_way;

use crate::support::{TestClock, TestServer};
use app::{Clock as _, ImportError, Imported, import_price_sheet};
use domain::{
    catalog::Segment,
    country_code::CountryCode,
    money::Currency,
    price_sheet::{RowError, Scope},
};
use std::io::Read;
use store::Store;
use wire::price_sheet::Sheet;

/// The sample that was checked by hand: prices of two products, one of which is in the demo world, and of a trial.
const SAMPLE: &str = include_str!("../../../wire/tests/sheets/licences.csv");

/// New in the sample.
const BOARD: &str = "CFQ7TTC0B0RD:0001:QQXAMF24BE4K";

/// Imports a sheet of the market US into the store of a server, at the server's instant.
async fn import(server: &TestServer, sheet: impl Read) -> Result<Imported, ImportError> {
    import_at(&*server.store().await, &server.clock, sheet).await
}

async fn import_at(store: &dyn Store, clock: &TestClock, sheet: impl Read) -> Result<Imported, ImportError> {
    let sheet = Sheet::open(sheet).map_err(|error| match error {
        RowError::Faults(faults) => ImportError::Refused(faults),
        RowError::Lost(why) => ImportError::Lost(why),
    })?;
    let segments = if sheet.has_segments() { Segment::ALL.to_vec() } else { vec![Segment::Commercial] };
    let currency = Currency::parse("USD").expect("a currency");
    let scope = Scope { market: CountryCode::parse("US").expect("a market"), currency, segments };
    import_price_sheet(store, sheet, &scope, clock.now(), |_| {}).await
}

/// Imports and has the server take it.
async fn import_and_take(server: &TestServer, sheet: impl Read) -> Imported {
    let imported = import(server, sheet).await.expect("an import");
    assert!(server.refresh_catalog().await, "a new catalogue");
    imported
}
