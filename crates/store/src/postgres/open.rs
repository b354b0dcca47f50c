//! Opening the store: what its URL says, how it is connected to, and whether it is durable.

mod tls;
mod url;

use super::{
    migrate,
    pool::{Connector, Database},
    row,
};
use crate::{OpenError, StoreError};
use std::{fmt, time::Duration};
use tokio_postgres::{Config, config::TargetSessionAttrs};
use url::Security;

/// How to open the store.
#[derive(Clone, Debug)]
pub struct PostgresOptions {
    /// `postgres://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=…`, as libpq has it. `sslmode` is `disable`, `require` or
    /// `verify-full`: the last two are the same here, and verify the database's certificate, with the system's roots or those
    /// of the file that `sslrootcert` names. Without `sslmode` a database on this machine is spoken to as it is, and any other
    /// under TLS.
    pub url: String,
    /// The most connections that are open at once; at least 1. A quarter of them is never used to write.
    pub connections: usize,
    /// How long a commit is waited for. After that its outcome is not known.
    pub patience: Duration,
}

impl PostgresOptions {
    /// The connections of a server that was told nothing of it.
    pub const CONNECTIONS: usize = 16;

    /// How long such a server waits for a commit: longer than a database that works takes, shorter than a client waits.
    pub const PATIENCE: Duration = Duration::from_secs(15);

    /// That database, with so many connections.
    #[must_use]
    pub fn at(url: &str, connections: usize) -> Self {
        Self { url: url.to_owned(), connections, patience: Self::PATIENCE }
    }
}

/// What says whose a connection is, in `pg_stat_activity`.
const NAME: &str = "cartwright";

/// How long one host may take to be connected to.
const CONNECT: Duration = Duration::from_secs(3);

/// How long a connection may be silent before it is asked whether it is still there, and how long it may leave that open.
const SILENCE: Duration = Duration::from_secs(10);

pub(super) async fn open(options: &PostgresOptions) -> Result<Database, OpenError> {
    let database = connect(options)?;
    assert_durable(&database).await?;
    migrate::to_latest(&database).await?;
    Ok(database)
}

/// The database as it is; nothing is asked of it yet.
pub(super) fn connect(options: &PostgresOptions) -> Result<Database, OpenError> {
    let url = url::read(&options.url).map_err(OpenError::Unreachable)?;
    let connector = match &url.security {
        Security::None => Connector::Plain,
        Security::Verified { roots } => Connector::Tls(tls::verifying(roots.as_deref())?),
    };
    Ok(Database::new(prepared(url.config), connector, options.connections.max(1), options.patience)?)
}

/// What holds where the URL leaves it open.
fn prepared(mut config: Config) -> Config {
    if config.get_application_name().is_none() {
        config.application_name(NAME);
    }
    if config.get_hosts().len() > 1 && config.get_target_session_attrs() == TargetSessionAttrs::Any {
        // Of several hosts one is the primary, and the others follow it.
        config.target_session_attrs(TargetSessionAttrs::ReadWrite);
    }
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(CONNECT);
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(SILENCE);
    }
    config.keepalives_idle(SILENCE).keepalives_interval(SILENCE / 5).keepalives_retries(3);
    config
}

/// Settings that must be as they are here, or what was acknowledged could be lost (P1). Whoever has a standby chooses how far
/// a commit waits for it; that it waits for the disk at least is not for choice.
const DURABLE: [(&str, &[&str]); 4] = [
    ("fsync", &["on"]),
    ("full_page_writes", &["on"]),
    ("synchronous_commit", &["on", "remote_apply", "remote_write", "local"]),
    ("server_encoding", &["UTF8"]),
];

/// A setting, as it was found and as it must be.
#[derive(Debug)]
pub(super) struct Setting {
    name: &'static str,
    found: String,
    accepted: &'static [&'static str],
}

impl Setting {
    /// What is wrong with it.
    pub(super) fn refused(&self) -> Option<String> {
        let Self { name, found, accepted } = self;
        let wrong = !accepted.contains(&found.as_str());
        wrong.then(|| format!("{name} is {found}; accepted is {}", accepted.join(", ")))
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}={}", self.name, self.found)
    }
}

/// Each setting that durability depends on.
pub(super) async fn settings(database: &Database) -> Result<Vec<Setting>, StoreError> {
    let mut settings = Vec::new();
    for (name, accepted) in DURABLE {
        let found = database.row("SELECT current_setting($1)", &[&name]).await?;
        let found = found.map(|found| row::column(&found, 0)).transpose()?.unwrap_or_default();
        settings.push(Setting { name, found, accepted });
    }
    Ok(settings)
}

async fn assert_durable(database: &Database) -> Result<(), OpenError> {
    let refused = settings(database).await?.iter().find_map(Setting::refused);
    refused.map_or(Ok(()), |why| Err(OpenError::NotDurable(why)))
}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(text) => Self::Unreachable(text),
            damaged @ StoreError::Damaged(_) => Self::Unreachable(damaged.to_string()),
        }
    }
}
