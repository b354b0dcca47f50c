//! `cartwright store migrate`: the schema, brought up to date. Starting a server does the same.

use crate::{
    exit::StartError,
    store_url::{StoreBounds, StoreUrl},
};

/// Migrates, and says from which schema to which.
#[expect(clippy::print_stdout, reason = "what was done is what the command answers")]
pub(crate) async fn run(url: &StoreUrl) -> Result<(), StartError> {
    let before = if url.may_exist() { url.inspect()?.schema().await?.found } else { None };
    url.open(StoreBounds::of_connections(1)).await?.close().await;
    let after = url.inspect()?.schema().await?.found.unwrap_or_default();
    match before {
        None => println!("{url} is new: it has schema {after}"),
        Some(before) if before == after => println!("{url} has schema {after} already"),
        Some(before) => println!("{url} had schema {before} and has schema {after} now"),
    }
    Ok(())
}
