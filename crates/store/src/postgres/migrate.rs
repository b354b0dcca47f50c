//! Bringing the schema up to date. Replicas may start together: one of them migrates, the others wait for it.

use super::{
    pool::{Database, Session},
    row,
};
use crate::{
    OpenError, StoreError,
    migration::{self, Migration},
};

pub(super) const MIGRATIONS: &[Migration] = &[Migration { number: 1, sql: include_str!("migrations/0001_start.sql") }];

/// How often the table of migrations is tried to be made: of some who make it at the same moment PostgreSQL lets one through
/// and fails the others.
const TRIES: usize = 5;

/// Applies what is missing, all of it in one transaction.
pub(super) async fn to_latest(database: &Database) -> Result<(), OpenError> {
    make_table(database).await?;
    run(database, MIGRATIONS).await
}

async fn make_table(database: &Database) -> Result<(), OpenError> {
    let make = "BEGIN READ WRITE;
                CREATE TABLE IF NOT EXISTS migrations (number BIGINT PRIMARY KEY, checksum TEXT NOT NULL);
                COMMIT";
    let mut last = None;
    for _ in 0..TRIES {
        let session = database.session().await?;
        match session.run(make).await {
            Ok(()) => {
                session.hand_back();
                return Ok(());
            }
            Err(error) => last = Some(error),
        }
    }
    Err(last.map_or_else(|| OpenError::Unreachable("no migrations".to_owned()), OpenError::from))
}

async fn run(database: &Database, migrations: &[Migration]) -> Result<(), OpenError> {
    let session = database.session().await?;
    // However long it takes: whoever starts meanwhile waits for it, and so does nobody else.
    session.run("BEGIN READ WRITE; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0").await?;
    session.run_to_end("LOCK TABLE migrations IN SHARE ROW EXCLUSIVE MODE").await?;
    let applied = applied(&session).await?;
    for migration in migration::missing(&applied, migrations)? {
        session.run_to_end(migration.sql).await?;
        let keep = "INSERT INTO migrations (number, checksum) VALUES ($1, $2)";
        session.rows(keep, &[&i64::from(migration.number), &migration.checksum()]).await?;
    }
    session.run("COMMIT").await?;
    session.hand_back();
    Ok(())
}

async fn applied(session: &Session) -> Result<Vec<(u32, String)>, StoreError> {
    let rows = session.rows("SELECT number, checksum FROM migrations ORDER BY number", &[]).await?;
    rows.iter().map(|found| Ok((migration::number(row::column(found, 0)?)?, row::column(found, 1)?))).collect()
}
