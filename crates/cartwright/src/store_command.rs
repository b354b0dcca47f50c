//! `cartwright store`: the store itself, looked after from the command line.

mod copies;
mod distribute;
mod migrate;
mod status;
mod transfer;
mod verify;

use crate::{
    cli::{StoreCommand, StoreFlags},
    config::{self, Config},
    exit::StartError,
    table,
};
use std::io::{IsTerminal as _, Write as _, stdout};

/// Carries one of its commands out.
pub(crate) async fn run(flags: StoreFlags, file: Config) -> Result<(), StartError> {
    match flags.command {
        StoreCommand::Migrate(flags) => migrate::run(&config::Place::from(flags, &file)?.store).await,
        StoreCommand::Backup(flags) => copies::backup(&config::Copy::from(flags, &file)?).await,
        StoreCommand::Restore(flags) => copies::restore(&config::Copy::from(flags, &file)?).await,
        StoreCommand::Copy(flags) => transfer::run(&config::Transfer::from(&flags)?).await,
        StoreCommand::Verify(flags) => verify::run(&config::Place::from(flags, &file)?.store).await,
        StoreCommand::Distribute(flags) => distribute::run(&config::Place::from(flags, &file)?.store).await,
        StoreCommand::Status(flags) => status::run(&config::Place::from(flags, &file)?.store).await,
    }
}

/// Prints lines: aligned for people, separated by tabs for programs.
fn print<const N: usize>(header: &[&str; N], lines: &[[String; N]]) -> Result<(), StartError> {
    let text = if stdout().is_terminal() { table::aligned(header, lines) } else { table::separated(lines) };
    stdout().write_all(text.as_bytes()).map_err(|error| StartError::Failed(error.to_string()))
}
