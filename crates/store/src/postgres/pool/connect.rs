//! Making a connection: with or without TLS, with the bounds that hold for each, and given up when the database says that
//! what it acknowledges is not as durable as it should be.

use deadpool_postgres::{Connect, tokio_postgres::Client};
use futures::future::poll_fn;
use std::pin::Pin;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    task::JoinHandle,
};
use tokio_postgres::{
    AsyncMessage, Config, Connection, Error, NoTls, Socket,
    error::{DbError, SqlState},
    tls::MakeTlsConnect,
};
use tokio_postgres_rustls::MakeRustlsConnect;

/// What holds for every connection. A statement is given up long before anybody who waits for it; a transaction that nobody
/// ends is ended; whatever writes says so first, so that a write whose BEGIN failed cannot happen in pieces.
const SETTINGS: &str = "SET statement_timeout = '10s'; SET lock_timeout = '5s';
    SET idle_in_transaction_session_timeout = '30s'; SET default_transaction_isolation = 'read committed';
    SET default_transaction_read_only = on; SET client_min_messages = warning";

/// How connections are made.
pub(in crate::postgres) enum Connector {
    /// As they are: to a database on the same machine.
    Plain,
    /// Under TLS, with the database's certificate verified.
    Tls(MakeRustlsConnect),
}

type Made = Result<(Client, JoinHandle<()>), Error>;

impl Connect for Connector {
    fn connect(&self, config: &Config) -> Pin<Box<dyn Future<Output = Made> + Send + '_>> {
        let config = config.clone();
        match self {
            Self::Plain => Box::pin(connect(config, NoTls)),
            Self::Tls(tls) => Box::pin(connect(config, tls.clone())),
        }
    }
}

async fn connect<T>(config: Config, tls: T) -> Made
where
    T: MakeTlsConnect<Socket>,
    T::Stream: Send + 'static,
{
    let (client, connection) = config.connect(tls).await?;
    let driver = tokio::spawn(drive(connection));
    client.batch_execute(SETTINGS).await?;
    Ok((client, driver))
}

/// Carries the connection's bytes until it ends.
async fn drive<S, T>(mut connection: Connection<S, T>)
where
    S: AsyncRead + AsyncWrite + Unpin,
    T: AsyncRead + AsyncWrite + Unpin,
{
    loop {
        match poll_fn(|context| connection.poll_message(context)).await {
            Some(Ok(AsyncMessage::Notice(notice))) if takes_back(&notice) => {
                tracing::warn!(%notice, "what is under way on this connection has an unknown outcome");
                return;
            }
            Some(Ok(AsyncMessage::Notice(notice))) => tracing::debug!(%notice, "the database says"),
            Some(Ok(_)) => {}
            Some(Err(error)) => {
                tracing::warn!(error = super::describe(&error), "a connection to the database broke");
                return;
            }
            None => return,
        }
    }
}

/// Whether the database gave up to wait for its standby, after which it reports success all the same: cancelled, or because it ends.
/// The texts of warnings are translated, so the code decides; nothing else in a commit warns with these.
fn takes_back(notice: &DbError) -> bool {
    *notice.code() == SqlState::WARNING || *notice.code() == SqlState::ADMIN_SHUTDOWN
}
