//! `cartwright catalog import`: a price sheet into the catalogue of a store.

use super::{
    progress::Progress,
    source::{self, Source},
};
use crate::{clock::SystemClock, config, exit::StartError, store_url::StoreBounds};
use app::{Clock as _, ImportError, Imported, import_price_sheet};
use domain::{
    catalog::Segment,
    price_sheet::{RowError, Scope, SheetFault},
};
use std::{fmt::Write as _, io::Read};
use store::Store;
use wire::price_sheet::{Sheet, name};

/// One for the import, one to spare.
const CONNECTIONS: usize = 2;

/// Imports the sheet and says what came of it.
#[expect(clippy::print_stdout, reason = "what was done is what the command answers")]
pub(crate) async fn run(config: config::Import) -> Result<(), StartError> {
    let source = source::open(&config.file).map_err(|why| refused(&config, &why))?;
    let store = config.store.open(StoreBounds::of_connections(CONNECTIONS)).await?;
    let outcome = match source {
        Source::Plain { bytes, length } => import(&config, &*store, bytes, length).await,
        Source::Zip(mut archive) => match source::only_entry(&mut archive) {
            Ok(entry) => {
                let length = Some(entry.size());
                import(&config, &*store, entry, length).await
            }
            Err(why) => Err(ImportError::Lost(why)),
        },
    };
    store.close().await;
    let imported = outcome.map_err(|error| explained(&config, error))?;
    println!("{}", told(&imported));
    Ok(())
}

async fn import(
    config: &config::Import,
    store: &dyn Store,
    bytes: impl Read,
    length: Option<u64>,
) -> Result<Imported, ImportError> {
    let progress = Progress::start(length);
    let sheet = Sheet::open(progress.counting(bytes)).map_err(|error| match error {
        RowError::Faults(faults) => ImportError::Refused(faults),
        RowError::Lost(why) => ImportError::Lost(why),
    })?;
    let segments = if sheet.has_segments() { Segment::ALL.to_vec() } else { vec![Segment::Commercial] };
    let scope = Scope { market: config.market, currency: config.currency, segments };
    let outcome = import_price_sheet(store, sheet, &scope, SystemClock.now(), |step| progress.show(step)).await;
    progress.end();
    outcome
}

fn told(imported: &Imported) -> String {
    let Imported { rows, in_effect, products, new_products, version } = imported;
    format!(
        "catalogue {}: {products} products, {new_products} of them new, from {in_effect} rows in effect of {rows}; \
         running servers use it within 5 seconds",
        version.0
    )
}

fn explained(config: &config::Import, error: ImportError) -> StartError {
    match error {
        ImportError::Store(error) => error.into(),
        ImportError::Refused(faults) => refused(config, &listed(&faults)),
        ImportError::Displaced => refused(config, "another import of the catalogue has begun since; run it again"),
        ImportError::NothingInEffect(rows) => {
            refused(config, &format!("none of its {rows} rows is in effect now (EffectiveStartDate, EffectiveEndDate)"))
        }
        ImportError::Lost(why) => refused(config, &why),
    }
}

fn refused(config: &config::Import, why: &str) -> StartError {
    StartError::Failed(format!("nothing was imported from {}: {why}", config.file.display()))
}

/// Each fault on a line of its own: row, column, what was seen, what is accepted.
fn listed(faults: &[SheetFault]) -> String {
    let mut text = format!("{} faults, the header is row 1", faults.len());
    for SheetFault { row, column, seen, accepted } in faults {
        let column = column.map(|column| format!(", {}", name(column))).unwrap_or_default();
        // Writing to a text cannot fail.
        let _ = write!(text, "\nrow {row}{column}: {seen:?}; accepted is {accepted}");
    }
    text
}
