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
    time::Duration,
};
use tokio_postgres::{Config, Row, Statement, types::ToSql};

/// How long anybody waits for a connection that others use.
const WAIT: Duration = Duration::from_secs(10);

/// How long the making of a connection may take.
const CREATE: Duration = Duration::from_secs(5);

/// How long anybody waits for an answer of the database. Longer than the database itself goes on, so that it is the one that
/// says what it gave up; shorter than a client's patience, for whoever waits for a standby that never confirms.
const ANSWER: Duration = Duration::from_secs(15);

/// How often it is looked whether the database is back.
const LOOK: Duration = Duration::from_millis(50);

/// A value of a statement.
pub(super) type Value<'a> = &'a (dyn ToSql + Sync);

/// A statement that reads, with its values.
pub(super) struct Query<'a> {
    pub(super) sql: &'static str,
    pub(super) values: Vec<Value<'a>>,
}

/// The database, as a pool of connections.
#[derive(Clone)]
pub(super) struct Database(Pool);

impl Database {
    pub(super) fn new(config: Config, connector: Connector, connections: usize) -> Result<Self, StoreError> {
        let how = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let pool = Pool::builder(Manager::from_connect(config, connector, how))
            .max_size(connections)
            .wait_timeout(Some(WAIT))
            .create_timeout(Some(CREATE))
            .runtime(Runtime::Tokio1)
            .build();
        pool.map(Self).map_err(|error| StoreError::Unavailable(error.to_string()))
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
        let answers = queries.iter().filter_map(|query| Some(client.query(statements.get(query.sql)?, &query.values)));
        let rows = in_time(try_join_all(answers)).await?;
        session.hand_back();
        Ok(rows)
    }

    /// Waits until the database answers, not for ever.
    pub(super) async fn recovered(&self) -> Result<(), StoreError> {
        let answer = async {
            while self.rows("SELECT 1", &[]).await.is_err() {
                tokio::time::sleep(LOOK).await;
            }
        };
        within(answer).await.ok_or_else(|| StoreError::Unavailable(late()))
    }

    /// Takes no further requests for connections.
    pub(super) fn close(&self) {
        self.0.close();
    }

    async fn connection(&self) -> Result<Object, StoreError> {
        self.0.get().await.map_err(|error| match error {
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

/// Waits for an answer, not for ever.
pub(super) async fn in_time<T>(
    answer: impl Future<Output = Result<T, tokio_postgres::Error>>,
) -> Result<T, StoreError> {
    match within(answer).await {
        Some(outcome) => Ok(outcome?),
        None => Err(StoreError::Unavailable(late())),
    }
}

/// What comes, unless it takes longer than anybody waits.
pub(super) async fn within<T>(answer: impl Future<Output = T>) -> Option<T> {
    tokio::time::timeout(ANSWER, answer).await.ok()
}

/// What is said of an answer that did not come.
pub(super) fn late() -> String {
    format!("the database did not answer within {} seconds", ANSWER.as_secs())
}

impl From<tokio_postgres::Error> for StoreError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Unavailable(describe(&error))
    }
}
