//! The command line. Every flag can be an environment variable: `CARTWRIGHT_` and its name.

use crate::exit::StartError;
use clap::{
    Args, Parser, Subcommand,
    error::{ContextKind, ContextValue, ErrorKind},
};
use std::path::PathBuf;

impl Cli {
    /// Reads the command line. One that cannot be read ends the program with exit code 2, help and version with 0.
    ///
    /// # Errors
    /// When it is the environment that cannot be read: that is a matter of configuration.
    pub(crate) fn read() -> Result<Self, StartError> {
        Self::try_parse().map_err(|error| match from_environment(&error) {
            true => StartError::Configuration(error.to_string()),
            false => error.exit(),
        })
    }
}

/// Whether the value that clap does not like stands in the environment: then its flag is not on the command line.
fn from_environment(error: &clap::Error) -> bool {
    let Some(ContextValue::String(argument)) = error.get(ContextKind::InvalidArg) else {
        return false;
    };
    let flag = argument.split([' ', '=']).next().unwrap_or_default();
    let given = |word: String| word == flag || word.starts_with(&format!("{flag}="));
    error.kind() == ErrorKind::ValueValidation && !std::env::args().any(given)
}

/// The Partner Center commerce API, yours to run.
///
/// An unofficial, independent server that speaks the cart, checkout and order protocol of Microsoft Partner Center.
#[derive(Debug, Parser)]
#[command(name = "cartwright", version)]
pub(crate) struct Cli {
    /// Configuration file; without it `cartwright.toml` is read where it exists. Flags and environment come before it.
    #[arg(long, global = true, env = "CARTWRIGHT_CONFIG", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,

    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve the demo world, up at once, with tokens from a built-in issuer.
    Dev(DevFlags),
    /// Serve from a durable store.
    Serve(ServeFlags),
    /// Print a token for a running server that has a built-in issuer.
    Token(TokenFlags),
    /// Bring prices into the catalogue of a store, or look for something in it.
    Catalog(CatalogFlags),
    /// Look after a store: its schema, what is in it, whether it holds together.
    Store(StoreFlags),
    /// Print the description of the API in OpenAPI 3.1.
    Openapi,
}

#[derive(Debug, Args)]
pub(crate) struct StoreFlags {
    #[command(subcommand)]
    pub(crate) command: StoreCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum StoreCommand {
    /// Bring the schema up to date, and say from which to which.
    Migrate(PlaceFlags),
    /// Say which schema the store has, whether it is durable, and how much is in it; nothing is changed.
    Status(PlaceFlags),
    /// Look at every row for what must hold, and report what does not; nothing is changed, and servers may run.
    Verify(PlaceFlags),
    /// Copy a store in a file to another file, while servers write it; for PostgreSQL, say how that is done.
    Backup(CopyFlags),
    /// Bring a copy back, to where no store is yet; for PostgreSQL, say how that is done.
    Restore(CopyFlags),
    /// Copy everything from a file into an empty PostgreSQL database: all of it or nothing.
    Copy(TransferFlags),
    /// Spread the tables of a PostgreSQL database over a Citus cluster, by owner; goes on where it was cut short.
    Distribute(PlaceFlags),
}

#[derive(Debug, Args)]
pub(crate) struct TransferFlags {
    /// The store that is read: `sqlite:PATH`.
    #[arg(value_name = "FROM")]
    pub(crate) from: String,

    /// The database that is written, which must be empty: `postgres://USER:PASSWORD@HOST/DATABASE`.
    #[arg(value_name = "TO")]
    pub(crate) to: String,
}

#[derive(Debug, Args)]
pub(crate) struct CopyFlags {
    /// The copy; a backup puts it over nothing.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// Where the data is: `sqlite:PATH`.
    #[arg(long, env = "CARTWRIGHT_STORE", value_name = "URL")]
    pub(crate) store: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct PlaceFlags {
    /// Where the data is: `sqlite:PATH` or `postgres://USER:PASSWORD@HOST/DATABASE`.
    #[arg(long, env = "CARTWRIGHT_STORE", value_name = "URL")]
    pub(crate) store: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct CatalogFlags {
    #[command(subcommand)]
    pub(crate) command: CatalogCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CatalogCommand {
    /// Import a licence-based price sheet: all of it or nothing, while servers run.
    Import(ImportFlags),
    /// Find items by the title or id of their product or SKU.
    Search(SearchFlags),
}

#[derive(Debug, Args)]
pub(crate) struct ImportFlags {
    /// The sheet as Partner Center serves it, CSV or a ZIP file with one; `-` for stdin.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// The market whose prices it has: a country or region of two letters.
    #[arg(long, env = "CARTWRIGHT_MARKET", value_name = "CODE")]
    pub(crate) market: Option<String>,

    /// The currency of its prices, such as USD.
    #[arg(long, env = "CARTWRIGHT_CURRENCY", value_name = "CODE")]
    pub(crate) currency: Option<String>,

    /// Where the data is: `sqlite:PATH` or `postgres://USER:PASSWORD@HOST/DATABASE`.
    #[arg(long, env = "CARTWRIGHT_STORE", value_name = "URL")]
    pub(crate) store: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct SearchFlags {
    /// What must stand in a title or an id, in any case.
    #[arg(value_name = "TEXT")]
    pub(crate) text: String,

    /// The market whose prices are shown. [default: US]
    #[arg(long, env = "CARTWRIGHT_MARKET", value_name = "CODE")]
    pub(crate) market: Option<String>,

    /// Where the data is: `sqlite:PATH` or `postgres://USER:PASSWORD@HOST/DATABASE`.
    #[arg(long, env = "CARTWRIGHT_STORE", value_name = "URL")]
    pub(crate) store: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct DevFlags {
    #[command(flatten)]
    pub(crate) common: CommonFlags,

    /// Keep the data in this folder. Without it everything is gone when the server ends.
    #[arg(long, env = "CARTWRIGHT_DATA_DIR", value_name = "DIR")]
    pub(crate) data_dir: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ServeFlags {
    #[command(flatten)]
    pub(crate) common: CommonFlags,

    /// Where the data is: `sqlite:PATH` or `postgres://USER:PASSWORD@HOST/DATABASE`.
    #[arg(long, env = "CARTWRIGHT_STORE", value_name = "URL")]
    pub(crate) store: Option<String>,

    /// The most connections to a PostgreSQL database that are open at once. [default: 16]
    #[arg(long, env = "CARTWRIGHT_STORE_CONNECTIONS", value_name = "COUNT")]
    pub(crate) store_connections: Option<usize>,

    /// Seed an empty store with this world: `demo`, or a JSON file. The built-in issuer is on if it has applications.
    #[arg(long, env = "CARTWRIGHT_WORLD", value_name = "NAME")]
    pub(crate) world: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct CommonFlags {
    /// The address to listen on; port 0 picks a free one. [default: 127.0.0.1:7277]
    #[arg(long, env = "CARTWRIGHT_LISTEN", value_name = "ADDR")]
    pub(crate) listen: Option<String>,

    #[command(flatten)]
    pub(crate) connections: ConnectionFlags,

    /// How much of the disk of a store in a file stays free, in mebibytes: with less, commands are refused. [default: 32]
    #[arg(long, env = "CARTWRIGHT_MIN_FREE_SPACE", value_name = "MIB")]
    pub(crate) min_free_space: Option<u64>,

    /// How long a modern order stays pending, in seconds. [default: 0.2]
    #[arg(long, env = "CARTWRIGHT_PROVISIONING_DELAY", value_name = "SECONDS")]
    pub(crate) provisioning_delay: Option<f64>,

    /// The most line items of a cart, add-ons counted along. [default: 100]
    #[arg(long, env = "CARTWRIGHT_MAX_LINE_ITEMS", value_name = "COUNT")]
    pub(crate) max_line_items: Option<usize>,

    /// What the `iss` of the built-in issuer's tokens starts with. [default: https://cartwright.invalid]
    #[arg(long, env = "CARTWRIGHT_ISSUER", value_name = "URL")]
    pub(crate) issuer: Option<String>,

    /// An issuer elsewhere whose tokens are taken, by OpenID Connect. Several, and their claims, stand in the file.
    #[arg(long, env = "CARTWRIGHT_OIDC_ISSUER", value_name = "URL")]
    pub(crate) oidc_issuer: Option<String>,

    /// What the `aud` of that issuer's tokens must be.
    #[arg(long, env = "CARTWRIGHT_OIDC_AUDIENCE", value_name = "TEXT")]
    pub(crate) oidc_audience: Option<String>,

    /// What the `aud` of the built-in issuer's tokens must be. Not looked at by default: the SDKs ask for another one.
    #[arg(long, env = "CARTWRIGHT_AUDIENCE", value_name = "TEXT")]
    pub(crate) audience: Option<String>,

    #[command(flatten)]
    pub(crate) admission: AdmissionFlags,
}

#[derive(Debug, Default, Args)]
pub(crate) struct AdmissionFlags {
    /// How many requests a minute are taken: as many as Partner Center takes (`partner-center`), or any (`off`).
    /// [default: off with dev, partner-center with serve]
    #[arg(long, env = "CARTWRIGHT_RATE_LIMITS", value_name = "PROFILE")]
    pub(crate) rate_limits: Option<String>,

    /// The most requests a minute of a partner that concern one customer. [default: as the profile says]
    #[arg(long, env = "CARTWRIGHT_REQUESTS_PER_CUSTOMER", value_name = "COUNT")]
    pub(crate) requests_per_customer: Option<u32>,

    /// The most requests a minute of a partner that concern no customer. [default: as the profile says]
    #[arg(long, env = "CARTWRIGHT_REQUESTS_PER_PARTNER", value_name = "COUNT")]
    pub(crate) requests_per_partner: Option<u32>,

    /// The most commands at work at once; more of them wait. [default: by the store]
    #[arg(long, env = "CARTWRIGHT_MAX_COMMANDS", value_name = "COUNT")]
    pub(crate) max_commands: Option<usize>,

    /// The most reads at work at once; more of them wait. [default: by the store]
    #[arg(long, env = "CARTWRIGHT_MAX_READS", value_name = "COUNT")]
    pub(crate) max_reads: Option<usize>,

    /// The most commands, and the most reads, that wait; more of them are refused. [default: 16 times as many as are at work, with dev 64 times]
    #[arg(long, env = "CARTWRIGHT_MAX_WAITING", value_name = "COUNT")]
    pub(crate) max_waiting: Option<usize>,

    /// How long a request waits before it is refused, in seconds. [default: 2]
    #[arg(long, env = "CARTWRIGHT_MAX_WAIT", value_name = "SECONDS")]
    pub(crate) max_wait: Option<f64>,
}

#[derive(Debug, Default, Args)]
pub(crate) struct ConnectionFlags {
    /// The server's certificate in PEM, with those that it was signed with behind it: clients are spoken to over TLS.
    #[arg(long, env = "CARTWRIGHT_TLS_CERTIFICATE", value_name = "FILE")]
    pub(crate) tls_certificate: Option<PathBuf>,

    /// The private key of the certificate, in PEM.
    #[arg(long, env = "CARTWRIGHT_TLS_KEY", value_name = "FILE")]
    pub(crate) tls_key: Option<PathBuf>,

    /// The most connections of clients at once. [default: 10000, or what the process may open]
    #[arg(long, env = "CARTWRIGHT_MAX_CONNECTIONS", value_name = "COUNT")]
    pub(crate) max_connections: Option<usize>,

    /// The most of them that come from one address. [default: half of them]
    #[arg(long, env = "CARTWRIGHT_MAX_CONNECTIONS_PER_ADDRESS", value_name = "COUNT")]
    pub(crate) max_connections_per_address: Option<usize>,

    /// How long a client may take nothing of what is sent to it, in seconds. [default: 30]
    #[arg(long, env = "CARTWRIGHT_WRITE_TIMEOUT", value_name = "SECONDS")]
    pub(crate) write_timeout: Option<f64>,
}

#[derive(Debug, Args)]
pub(crate) struct TokenFlags {
    /// The partner's tenant. [default: 10000000-0000-4000-8000-000000000001]
    #[arg(long, env = "CARTWRIGHT_TENANT", value_name = "ID")]
    pub(crate) tenant: Option<String>,

    /// A token of the application alone.
    #[arg(long, conflicts_with = "app_user")]
    pub(crate) app_only: bool,

    /// A token of the application with its user (the default).
    #[arg(long)]
    pub(crate) app_user: bool,

    /// Where the server is. [default: http://127.0.0.1:7277]
    #[arg(long, env = "CARTWRIGHT_URL", value_name = "URL")]
    pub(crate) url: Option<String>,
}
