//! Opening the store: what its URL says, how it is connected to, and whether it is durable.

mod tls;
mod url;

use super::{
    migrate,
    pool::{Connector, Database},
    row,
};
use crate::{OpenError, StoreError};
use std::time::Duration;
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
}

/// What says whose a connection is, in `pg_stat_activity`.
const NAME: &str = "cartwright";

/// How long one host may take to be connected to.
const CONNECT: Duration = Duration::from_secs(3);

/// How long a connection may be silent before it is asked whether it is still there, and how long it may leave that open.
const SILENCE: Duration = Duration::from_secs(10);

pub(super) async fn open(options: &PostgresOptions) -> Result<Database, OpenError> {
    let url = url::read(&options.url).map_err(OpenError::Unreachable)?;
    let connector = match &url.security {
        Security::None => Connector::Plain,
        Security::Verified { roots } => Connector::Tls(tls::verifying(roots.as_deref())?),
    };
    let database = Database::new(prepared(url.config), connector, options.connections.max(1), options.patience)?;
    assert_durable(&database).await?;
    migrate::to_latest(&database).await?;
    Ok(database)
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

async fn assert_durable(database: &Database) -> Result<(), OpenError> {
    for (setting, accepted) in DURABLE {
        let found = database.row("SELECT current_setting($1)", &[&setting]).await?;
        let found: String = found.map(|found| row::column(&found, 0)).transpose()?.unwrap_or_default();
        if !accepted.contains(&found.as_str()) {
            let accepted = accepted.join(", ");
            return Err(OpenError::NotDurable(format!("{setting} is {found}; accepted is {accepted}")));
        }
    }
    Ok(())
}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(text) => Self::Unreachable(text),
            damaged @ StoreError::Damaged(_) => Self::Unreachable(damaged.to_string()),
        }
    }
}
