//! `cartwright catalog`: the catalogue of a store, changed and searched from the command line.

mod import;
mod progress;
mod search;
mod source;

use crate::{
    cli::{CatalogCommand, CatalogFlags},
    config::{self, Config},
    exit::StartError,
};

/// Carries one of its commands out.
pub(crate) async fn run(flags: CatalogFlags, file: Config) -> Result<(), StartError> {
    match flags.command {
        CatalogCommand::Import(flags) => import::run(config::Import::from(flags, file)?).await,
        CatalogCommand::Search(flags) => search::run(config::Search::from(flags, file)?).await,
    }
}
