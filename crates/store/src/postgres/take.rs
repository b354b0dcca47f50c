//! Taking everything that another store gives: in one transaction, into empty tables, and compared before it is committed.

use super::{
    PostgresStore,
    inspect::record,
    pool::{Session, Value, in_time},
};
use crate::{
    StoreError, TransferError, Transferred,
    inspect::{Columns, Record},
    sqlite::{Gift, Given},
    tables::{TABLES, Table},
    transfer::Sum,
};
use futures::future::try_join_all;
use tokio::sync::mpsc::Receiver;

/// Rows that are read at once when they are compared.
const PAGE: usize = 500;

impl PostgresStore {
    /// Takes what is given, all of it or nothing.
    pub(crate) async fn take(
        &self,
        mut given: Receiver<Given>,
        mut watch: impl FnMut(u64) + Send,
    ) -> Result<Transferred, TransferError> {
        let session = self.database.session().await?;
        begin(&session).await?;
        let mut sums = [Sum::default(); TABLES.len()];
        loop {
            let lost = || StoreError::Unavailable("the file was not read to its end".to_owned());
            let (place, rows) = match given.recv().await.ok_or_else(lost)?? {
                Gift::Rows(place, rows) => (place, rows),
                Gift::End => break,
            };
            rows.iter().for_each(|row| sums[place].add(row));
            insert(&session, &TABLES[place], &rows).await?;
            watch(sums.iter().map(|sum| sum.rows).sum());
        }
        for (table, given) in TABLES.iter().zip(&sums) {
            if sum(&session, table).await? != *given {
                return Err(TransferError::Differs(table.name));
            }
        }
        session.run("COMMIT").await?;
        session.hand_back();
        Ok(Transferred { rows: sums.iter().map(|sum| sum.rows).sum() })
    }
}

/// Nobody else reads or writes from now on, and nothing is there.
async fn begin(session: &Session) -> Result<(), TransferError> {
    session.run("BEGIN READ WRITE; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '10s'").await?;
    let names = TABLES.map(|table| table.name).join(", ");
    session.run(&format!("LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE")).await?;
    // The first catalogue is there from the start; the file has its own.
    session.run("DELETE FROM catalog_imports WHERE number = 0").await?;
    for table in &TABLES {
        let found = session.rows(&format!("SELECT count(*) FROM {}", table.name), &[]).await?;
        let rows = found.first().map(|row| Columns::of(record(row)?).number()).transpose()?.unwrap_or_default();
        if rows > 0 {
            return Err(TransferError::NotEmpty(table.name, u64::try_from(rows).unwrap_or_default()));
        }
    }
    Ok(())
}

async fn insert(session: &Session, table: &Table, rows: &[Record]) -> Result<(), StoreError> {
    let places: Vec<_> = (1..=table.columns.split(',').count()).map(|place| format!("${place}")).collect();
    let insert = format!("INSERT INTO {} ({}) VALUES ({})", table.name, table.columns, places.join(", "));
    let client = session.client()?;
    let insert = in_time(client.prepare_cached(&insert)).await?;
    let values: Vec<Vec<Value<'_>>> =
        rows.iter().map(|row| row.iter().map(|cell| cell as Value<'_>).collect()).collect();
    // Sent together: one round trip for all of them.
    in_time(try_join_all(values.iter().map(|row| client.execute(&insert, row)))).await?;
    Ok(())
}

/// What lies in the table now, page by page.
async fn sum(session: &Session, table: &Table) -> Result<Sum, StoreError> {
    let Table { name, columns, .. } = table;
    session.run(&format!("DECLARE all_{name} NO SCROLL CURSOR FOR SELECT {columns} FROM {name}")).await?;
    let fetch = format!("FETCH {PAGE} FROM all_{name}");
    let mut sum = Sum::default();
    loop {
        let rows = session.rows(&fetch, &[]).await?;
        for row in &rows {
            sum.add(&record(row)?);
        }
        if rows.len() < PAGE {
            return Ok(sum);
        }
    }
}
