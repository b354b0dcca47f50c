//! A batch: one transaction whose statements are sent together, BEGIN and COMMIT with them, so that a write costs one round
//! trip.
//!
//! Nobody looks at row counts on the way. A statement that must find exactly one row counts what it returned and divides by
//! it: when there is none the statement fails, those behind it are skipped, and COMMIT undoes what came before.

use super::{
    failure::{Failure, Guard, describe},
    pool::{self, Database, Session, Value},
    row::{self, Json},
};
use crate::{StoreError, Version, body};
use domain::id::Owner;
use futures::{
    future::{MaybeDone, maybe_done},
    poll,
};
use std::pin::Pin;
use tokio_postgres::{Client, Error, types::ToSql};

const BEGIN: &str = "BEGIN READ WRITE";
const COMMIT: &str = "COMMIT";

/// A value that travels with its statement.
pub(super) type Owned = Box<dyn ToSql + Send + Sync>;

/// The values of a statement.
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$(Box::new($value) as $crate::postgres::batch::Owned),*] };
}
pub(super) use values;

struct Step {
    sql: &'static str,
    values: Vec<Owned>,
    guard: Option<Guard>,
}

/// Statements of one transaction, in their order.
#[derive(Default)]
pub(super) struct Batch(Vec<Step>);

impl Batch {
    /// A statement that may find any number of rows.
    pub(super) fn run(&mut self, sql: &'static str, values: Vec<Owned>) {
        self.0.push(Step { sql, values, guard: None });
    }

    /// A statement that divides by the number of rows that it found.
    pub(super) fn guarded(&mut self, guard: Guard, sql: &'static str, values: Vec<Owned>) {
        self.0.push(Step { sql, values, guard: Some(guard) });
    }

    /// An update of one versioned row, whose values are owner, id, the version that must be there, the next one, format and body.
    pub(super) fn replace(
        &mut self,
        update: &'static str,
        (owner, id): (Owner, impl ToSql + Send + Sync + 'static),
        version: Version,
        body: Json,
    ) {
        let (now, next) = (row::version_column(version), row::version_column(version.next()));
        self.guarded(Guard::Row, update, values![owner.0, id, now, next, body::FORMAT, body]);
    }

    /// Carries it out where no guard is expected to fail; returns how many rows it wrote.
    pub(super) async fn finish(self, database: &Database) -> Result<usize, StoreError> {
        if self.0.is_empty() {
            return Ok(0);
        }
        let written = self.commit(database).await;
        let written = written.map_err(|failure| StoreError::Unavailable(failure.to_string()))?;
        Ok(usize::try_from(written).unwrap_or(usize::MAX))
    }

    /// Carries it out, all of it or nothing, and returns how many rows it wrote. It goes on when nobody waits for it any more.
    pub(super) async fn commit(self, database: &Database) -> Result<u64, Failure> {
        let refused = |error: StoreError| Failure::Refused(error.to_string());
        let leave = database.leave_to_write().await.map_err(refused)?;
        let session = database.session().await.map_err(refused)?;
        let under_way = tokio::spawn(async move {
            let outcome = self.carry_out(&session).await;
            if outcome.as_ref().err().is_none_or(Failure::leaves_the_connection_whole) {
                session.hand_back();
            }
            drop(leave);
            outcome
        });
        // Whoever is given up here goes on waiting in the database, and keeps its connection for as long: so no more connections
        // are ever open than there may be.
        match database.within(under_way).await {
            Ok(outcome) => outcome.unwrap_or_else(|error| Err(Failure::Unknown(error.to_string()))),
            Err(late) => Err(Failure::Unknown(late)),
        }
    }

    async fn carry_out(&self, session: &Session) -> Result<u64, Failure> {
        let refused = |error: StoreError| Failure::Refused(error.to_string());
        let statements = session.prepare(self.0.iter().map(|step| step.sql)).await.map_err(refused)?;
        let client = session.client().map_err(refused)?;
        let values: Vec<Vec<Value<'_>>> = self.0.iter().map(Step::values).collect();
        let mut sent: Vec<Sending<'_>> = vec![sending(rowless(client, BEGIN))];
        for (step, values) in self.0.iter().zip(&values) {
            let statement = pool::of(&statements, step.sql).map_err(refused)?;
            sent.push(sending(client.execute(statement, values)));
        }
        let commit = sending(rowless(client, COMMIT));
        if client.is_closed() {
            return Err(Failure::Refused("the connection to the database is closed".to_owned()));
        }
        self.send(sent, commit).await
    }

    /// Sends everything, then looks at what came back, in the same order.
    async fn send(&self, mut sent: Vec<Sending<'_>>, mut commit: Sending<'_>) -> Result<u64, Failure> {
        // A statement is on its way once it was polled for the first time: that is what keeps them in order.
        for statement in &mut sent {
            let _ = poll!(statement.as_mut());
            // One that could not be sent at all must not be missing from what COMMIT makes lasting. One that the database has
            // refused already was sent: what is behind it is skipped there, and it is looked at in its turn.
            if let Some(Err(error)) = statement.as_mut().output_mut()
                && error.as_db_error().is_none()
            {
                return Err(Failure::Refused(describe(error)));
            }
        }
        let _ = poll!(commit.as_mut());
        let guards = std::iter::once(None).chain(self.0.iter().map(|step| step.guard.as_ref()));
        let mut written = 0;
        for (mut statement, guard) in sent.into_iter().zip(guards) {
            written += outcome(&mut statement).await.map_err(|error| failed(&error, guard))?;
        }
        outcome(&mut commit).await.map_err(|error| Failure::of_commit(&error))?;
        Ok(written)
    }
}

impl Step {
    fn values(&self) -> Vec<Value<'_>> {
        self.values.iter().map(|value| -> Value<'_> { &**value }).collect()
    }
}

/// COMMIT was sent with all the others. So a statement whose answer did not come says nothing of the outcome; one that the
/// database refused says that there is none.
fn failed(error: &Error, guard: Option<&Guard>) -> Failure {
    if error.as_db_error().is_some() { Failure::of_step(error, guard) } else { Failure::of_commit(error) }
}

type Answer<'a> = Pin<Box<dyn Future<Output = Result<u64, Error>> + Send + 'a>>;
type Sending<'a> = Pin<Box<MaybeDone<Answer<'a>>>>;

async fn rowless(client: &Client, sql: &str) -> Result<u64, Error> {
    client.batch_execute(sql).await.map(|()| 0)
}

fn sending<'a>(answer: impl Future<Output = Result<u64, Error>> + Send + 'a) -> Sending<'a> {
    let answer: Answer<'a> = Box::pin(answer);
    Box::pin(maybe_done(answer))
}

/// Waits for an answer that may have come already.
async fn outcome(sending: &mut Sending<'_>) -> Result<u64, Error> {
    sending.as_mut().await;
    // It is there: the line above waited for it, and nobody else takes it.
    sending.as_mut().take_output().unwrap_or(Ok(0))
}

#[cfg(test)]
mod tests {
    use super::{Batch, Failure, Guard, sending};
    use futures::future::ready;

    /// A database may be faster than whoever sends: then the answer to one statement is there before the next one is sent.
    #[tokio::test]
    async fn a_refusal_that_comes_while_others_are_sent_is_read_in_its_turn() {
        let Some(schema) = testbed::postgres::schema().await else { return };
        let client = schema.client().await;
        let refused = client.execute("SELECT 1 / 0", &[]).await.expect_err("a division by zero");
        client.batch_execute("BEGIN; SAVEPOINT x").await.expect("a transaction");
        client.execute("SELECT 1 / 0", &[]).await.expect_err("a division by zero");
        let skipped = client.execute("SELECT 1", &[]).await.expect_err("an aborted transaction");

        let mut batch = Batch::default();
        batch.guarded(Guard::Row, "SELECT 1 / 0", Vec::new());
        batch.run("SELECT 1", Vec::new());
        let sent = vec![sending(ready(Ok(0))), sending(ready(Err(refused))), sending(ready(Err(skipped)))];
        let failure = batch.send(sent, sending(ready(Ok(0)))).await.expect_err("a guard that did not hold");
        assert!(matches!(failure, Failure::Guard(Guard::Row)), "{failure}");
    }
}
