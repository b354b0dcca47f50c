//! The program: commands, configuration, the only clock, the only entropy, the sockets and the worker.

mod banner;
mod catalog;
mod catalog_watch;
mod cli;
mod clock;
mod config;
mod entropy;
mod exit;
mod files;
mod issuers;
mod key;
mod listen;
mod log;
mod request_token;
#[cfg(feature = "sabotage")]
mod sabotage;
mod server;
mod signals;
mod store_command;
mod store_url;
mod table;
mod worker;
mod worlds;

pub use clock::SystemClock;
pub use entropy::SystemEntropy;
pub use exit::StartError;
pub use http_floor::Pace;
pub use issuers::OpenIdIssuer;
pub use listen::{ConnectionLimits, Tls, TlsFiles};
pub use server::{Parts, Running, Server, bind};
pub use store_url::{StoreBounds, StoreUrl};
pub use worlds::demo;

use cli::{Cli, Command};
use config::Config;
use std::{io::Write as _, process::ExitCode};

/// Runs the command that the command line asks for, to its end.
#[must_use]
pub fn run() -> ExitCode {
    let outcome = Cli::read().and_then(|Cli { config, command }| {
        let file = Config::read(config.as_deref())?;
        log::start();
        tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(|error| StartError::Failed(error.to_string()))?
            .block_on(carry_out(command, file))
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            exit::explain(&error);
            ExitCode::from(error.exit_code())
        }
    }
}

async fn carry_out(command: Command, file: Config) -> Result<(), StartError> {
    match command {
        Command::Dev(flags) => server::dev(config::Dev::from(flags, file)?).await,
        Command::Serve(flags) => server::serve(config::Serve::from(flags, file)?).await,
        Command::Token(flags) => request_token::print(config::Token::from(flags, file)?).await,
        Command::Catalog(flags) => catalog::run(flags, file).await,
        Command::Store(flags) => store_command::run(flags, file).await,
        Command::Openapi => print_description(),
    }
}

fn print_description() -> Result<(), StartError> {
    let description = http_floor::description();
    std::io::stdout().write_all(description.as_bytes()).map_err(|error| StartError::Failed(error.to_string()))
}
