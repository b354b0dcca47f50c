//! How fast the server is, side by side with what limits it: `cargo xtask bench`, `docs/benchmarks.md`.

#![allow(clippy::print_stdout, reason = "a benchmark tells what it measures")]
#![allow(clippy::float_arithmetic, reason = "a benchmark has rates and ratios; no money is in it")]
#![allow(clippy::disallowed_methods, reason = "a benchmark measures the real time on the real machine")]

mod client;
mod goals;
mod load;
mod page;
mod plan;
mod postgres;
mod record;
mod reference;
mod server;
mod stock;
mod work;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::path::PathBuf;

#[derive(Debug, Parser)]
#[command(about, version)]
struct Cli {
    /// Measure little, in three minutes.
    #[arg(long)]
    quick: bool,
    /// Where to keep what was measured.
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make docs/benchmarks.md of what was recorded.
    Page {
        /// Only look whether it is up to date.
        #[arg(long)]
        check: bool,
    },
    /// Answer with these samples, until the end.
    #[command(hide = true)]
    ServeBare { samples: PathBuf },
}

#[tokio::main]
async fn main() -> Result<()> {
    let Cli { quick, record, command } = Cli::parse();
    match command {
        Some(Command::Page { check }) => page::write(check),
        Some(Command::ServeBare { samples }) => reference::bare::serve(&samples).await,
        None => {
            let measured = plan::run(if quick { plan::QUICK } else { plan::FULL }).await?;
            page::tell(&measured)?;
            record.map_or(Ok(()), |path| measured.write(&path))
        }
    }
}
