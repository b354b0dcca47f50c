//! `cartwright store copy`: everything from a file into an empty PostgreSQL database, to go on there.

use crate::{config, exit::StartError, store_url::StoreUrl};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal as _, stderr};
use store::{PostgresOptions, TransferError, Transferred, transfer};

/// What is shown on a terminal while rows are written: their number is not known before.
const TEMPLATE: &str = "{spinner} row {pos}";

/// Copies, and says how much.
#[expect(clippy::print_stdout, reason = "what was done is what the command answers")]
pub(crate) async fn run(config: &config::Transfer) -> Result<(), StartError> {
    let config::Transfer { from, to } = config;
    let (StoreUrl::Sqlite(path), StoreUrl::Postgres(url)) = (from, to) else {
        let text = format!("FROM is {from} and TO is {to}; accepted is FROM sqlite:PATH and TO postgres://…");
        return Err(StartError::Configuration(text));
    };
    let progress = progress();
    let options = PostgresOptions::at(url, 1);
    let outcome = transfer(path, &options, |rows| progress.set_position(rows)).await;
    progress.finish_and_clear();
    let Transferred { rows } = outcome.map_err(|error| match error {
        TransferError::Open(error) => StartError::Store(error),
        other => StartError::Failed(format!("{from} was not copied to {to}: {other}")),
    })?;
    println!("{from} is copied to {to}: {rows} rows, the same on both sides");
    Ok(())
}

fn progress() -> ProgressBar {
    let target = if stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(None, target);
    if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
        bar.set_style(style);
    }
    bar
}
