//! `cartwright store distribute`: the tables of a PostgreSQL database, spread over the nodes of a Citus cluster.

use super::print;
use crate::{exit::StartError, store_url::StoreUrl};
use store::{DistributeError, Happened, PostgresOptions, Settled, TableKind};

const HEADER: [&str; 3] = ["TABLE", "KIND", "WHAT"];

/// Distributes what is not yet, and says what was done; also where not all of it was.
#[expect(clippy::print_stdout, reason = "what was done is what the command answers")]
pub(crate) async fn run(store: &StoreUrl) -> Result<(), StartError> {
    let StoreUrl::Postgres(url) = store else {
        let text = format!("store is {store}; accepted is postgres://…: a file cannot be spread over several nodes");
        return Err(StartError::Configuration(text));
    };
    let mut settled = Vec::new();
    let outcome = store::distribute(&PostgresOptions::at(url, 1), |table| settled.push(table)).await;
    let has_changed = settled.iter().any(|table| table.happened == Happened::Now);
    if has_changed {
        print(&HEADER, &settled.iter().map(line).collect::<Vec<_>>())?;
    }
    outcome.map_err(|error| match error {
        DistributeError::Open(error) => StartError::Store(error),
        other => StartError::Failed(format!("{store} is not distributed: {other}")),
    })?;
    if !has_changed {
        println!("{store} is distributed already: {}", counted(&settled));
    }
    Ok(())
}

fn line(settled: &Settled) -> [String; 3] {
    let what = match (settled.happened, settled.kind) {
        (Happened::Now, TableKind::Distributed) => "distributed by owner now",
        (Happened::Now, _) => "copied to every node now",
        (Happened::Before, _) => "as it was",
        (Happened::Nothing, _) => "left on the coordinator",
    };
    [settled.table.to_owned(), settled.kind.to_string(), what.to_owned()]
}

fn counted(settled: &[Settled]) -> String {
    let of = |kind| settled.iter().filter(|table| table.kind == kind).count();
    format!("{} tables by owner, {} reference tables", of(TableKind::Distributed), of(TableKind::Reference))
}
