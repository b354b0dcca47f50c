//! Connections: how many there are, how long anybody waits for one and for its answers, and when one is given up.

mod connect;

pub(super) use connect::Connector;

use super::failure::describe;
use crate::StoreError;
use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime};
use futures::future::try_join_all;
use std::{
    collections::{HashMap, HashSet},
    future::Future,
    sync::Arc,
    time::Duration,
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};
use tokio_postgres::{Config, Row, Statement, types::ToSql};

/// How long anybody waits for a connection that others use.
const WAIT: Duration = Duration::from_secs(10);

/// How long the making of a connection may take, whichever of some hosts it leads to.
const CREATE: Duration = Duration::from_secs(15);

/// How long a statement that reads may take.
const ANSWER: Duration = Duration::from_secs(15);

/// A value of a statement.
pub(super) type Value<'a> = &'a (dyn ToSql + Sync);

/// A statement that reads, with its values.
pub(super) struct Query<'a> {
    pub(super) sql: &'static str,
    pub(super) values: Vec<Value<'a>>,
}

/// The database, as a pool of connections.
#[derive(Clone)]
pub(super) struct Database {
    pool: Pool,
    /// Who may write now. Writes wait for the disk, and for a standby that may be away: they never take all of the connections,
    /// so that reads go on.
    writers: Arc<Semaphore>,
    /// How long anybody waits for an answer of the database.
    patience: Duration,
}

/// Leave to write, until it is dropped.
pub(super) type Leave = OwnedSemaphorePermit;

impl Database {
    pub(super) fn new(
        config: Config,
        connector: Connector,
        connections: usize,
        patience: Duration,
    ) -> Result<Self, StoreError> {
        let how = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let pool = Pool::builder(Manager::from_connect(config, connector, how))
            .max_size(connections)
            .wait_timeout(Some(WAIT))
            .create_timeout(Some(CREATE))
            .runtime(Runtime::Tokio1)
            .build();
        let pool = pool.map_err(|error| StoreError::Unavailable(error.to_string()))?;
        Ok(Self { pool, writers: Arc::new(Semaphore::new(writers(connections))), patience })
    }

    /// Leave to write, once there is.
    pub(super) async fn leave_to_write(&self) -> Result<Leave, StoreError> {
        let leave = timeout(WAIT, Arc::clone(&self.writers).acquire_owned()).await;
        let late = "every connection that may write is waiting for the database";
        leave.ok().and_then(Result::ok).ok_or_else(|| StoreError::Unavailable(late.to_owned()))
    }

    /// What comes, unless it takes longer than anybody waits.
    pub(super) async fn within<T>(&self, answer: impl Future<Output = T>) -> Result<T, String> {
        let late = |_| format!("the database did not answer within {:?}", self.patience);
        timeout(self.patience, answer).await.map_err(late)
    }

    /// A connection for a transaction: given up unless it is handed back.
    pub(super) async fn session(&self) -> Result<Session, StoreError> {
        Ok(Session(Some(self.connection().await?)))
    }

    /// The rows that a statement finds.
    pub(super) async fn rows(&self, sql: &str, values: &[Value<'_>]) -> Result<Vec<Row>, StoreError> {
        let connection = self.connection().await?;
        let statement = in_time(connection.prepare_cached(sql)).await?;
        in_time(connection.query(&statement, values)).await
    }

    /// The row that a statement finds, if there is one.
    pub(super) async fn row(&self, sql: &str, values: &[Value<'_>]) -> Result<Option<Row>, StoreError> {
        Ok(self.rows(sql, values).await?.into_iter().next())
    }

    /// What each of some statements finds: sent together, so that they cost one round trip.
    pub(super) async fn rows_of(&self, queries: &[Query<'_>]) -> Result<Vec<Vec<Row>>, StoreError> {
        if queries.is_empty() {
            return Ok(Vec::new());
        }
        let session = self.session().await?;
        let statements = session.prepare(queries.iter().map(|query| query.sql)).await?;
        let client = session.client()?;
        let mut answers = Vec::new();
        for query in queries {
            answers.push(client.query(of(&statements, query.sql)?, &query.values));
        }
        let rows = in_time(try_join_all(answers)).await?;
        session.hand_back();
        Ok(rows)
    }

    /// Takes no further requests for connections.
    pub(super) fn close(&self) {
        self.pool.close();
    }

    async fn connection(&self) -> Result<Object, StoreError> {
        self.pool.get().await.map_err(|error| match error {
            deadpool_postgres::PoolError::Backend(error) => error.into(),
            other => StoreError::Unavailable(other.to_string()),
        })
    }
}

/// A connection in the middle of something. Unless it is handed back it is closed, and the database undoes what was not
/// committed: so nothing that is cut short is left open for the next one.
pub(super) struct Session(Option<Object>);

impl Session {
    /// The connection.
    pub(super) fn client(&self) -> Result<&Object, StoreError> {
        self.0.as_ref().ok_or_else(|| StoreError::Unavailable("the connection was handed back".to_owned()))
    }

    /// Statements for texts, prepared where they were not yet, all together in one round trip.
    pub(super) async fn prepare<'a>(
        &self,
        texts: impl Iterator<Item = &'a str>,
    ) -> Result<HashMap<&'a str, Statement>, StoreError> {
        let client = self.client()?;
        let distinct: HashSet<&str> = texts.collect();
        let prepare = async |sql| Ok::<_, tokio_postgres::Error>((sql, client.prepare_cached(sql).await?));
        Ok(in_time(try_join_all(distinct.into_iter().map(prepare))).await?.into_iter().collect())
    }

    /// Runs statements that give no rows, outside of what is prepared.
    pub(super) async fn run(&self, sql: &str) -> Result<(), StoreError> {
        in_time(self.client()?.batch_execute(sql)).await
    }

    /// The same, however long it takes: what is waited for by everybody, such as a change of the schema.
    pub(super) async fn run_to_end(&self, sql: &str) -> Result<(), StoreError> {
        Ok(self.client()?.batch_execute(sql).await?)
    }

    /// The rows that a statement finds.
    pub(super) async fn rows(&self, sql: &str, values: &[Value<'_>]) -> Result<Vec<Row>, StoreError> {
        let client = self.client()?;
        let statement = in_time(client.prepare_cached(sql)).await?;
        in_time(client.query(&statement, values)).await
    }

    /// The connection goes to the next one.
    pub(super) fn hand_back(mut self) {
        drop(self.0.take());
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if let Some(connection) = self.0.take() {
            drop(Object::take(connection));
        }
    }
}

/// Waits for the answer of a statement, not for ever: longer than the database itself goes on, so that it is the one that says
/// what it gave up.
pub(super) async fn in_time<T>(
    answer: impl Future<Output = Result<T, tokio_postgres::Error>>,
) -> Result<T, StoreError> {
    match timeout(ANSWER, answer).await {
        Ok(outcome) => Ok(outcome?),
        Err(_) => Err(StoreError::Unavailable("the database did not answer".to_owned())),
    }
}

/// The statement of a text that was prepared.
pub(super) fn of<'a>(statements: &'a HashMap<&str, Statement>, sql: &str) -> Result<&'a Statement, StoreError> {
    statements.get(sql).ok_or_else(|| StoreError::Unavailable(format!("not prepared: {sql}")))
}

/// How many connections may write at the same moment: all but a quarter, and at least one.
fn writers(connections: usize) -> usize {
    (connections - connections / 4).max(1)
}

impl From<tokio_postgres::Error> for StoreError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Unavailable(describe(&error))
    }
}
