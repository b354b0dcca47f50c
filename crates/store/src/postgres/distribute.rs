//! Spreading the tables over a Citus cluster: its catalogue is read, and its functions are called. What is to be done says
//! `distribution.rs`.

use super::{
    open,
    pool::{Database, Session},
    row,
};
use crate::{
    PostgresOptions, StoreError,
    distribution::{self, DistributeError, Happened, LEFT, Placement, Placements, Settled, Step},
};
use tokio_postgres::Row;

/// What Citus knows of the tables of this schema. Its view `citus_tables` has the same and more: it asks all nodes for sizes.
const PLACEMENTS: &str = "
    SELECT c.relname::TEXT, p.partmethod::TEXT, p.repmodel::TEXT,
           column_to_column_name(p.logicalrelid, p.partkey)::TEXT, p.colocationid::BIGINT
    FROM pg_dist_partition AS p JOIN pg_class AS c ON c.oid = p.logicalrelid
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname = current_schema()";

pub(crate) async fn distribute(
    options: &PostgresOptions,
    mut watch: impl FnMut(Settled) + Send,
) -> Result<(), DistributeError> {
    let database = open::connect(options)?;
    if database.row("SELECT 1 FROM pg_extension WHERE extname = 'citus'", &[]).await?.is_none() {
        return Err(DistributeError::NoExtension);
    }
    let session = begin(&database).await?;
    distribution::settled(&placements(&session).await?)?.into_iter().for_each(&mut watch);
    end(session).await?;
    while let Some(step) = take_one(&database).await? {
        watch(Settled { table: step.table, kind: step.kind, happened: Happened::Now });
    }
    watch(LEFT);
    Ok(())
}

/// Takes the next step, if there is one. What it is is looked up where nobody else can take it meanwhile.
async fn take_one(database: &Database) -> Result<Option<Step>, DistributeError> {
    let session = begin(database).await?;
    let step = distribution::next(&placements(&session).await?)?;
    if let Some(step) = &step {
        let refused = |why| DistributeError::Refused { table: step.table, why };
        session.run_to_end(&step.sql).await.map_err(|error| refused(said(error)))?;
        if distribution::next(&placements(&session).await?)?.is_some_and(|next| next.table == step.table) {
            return Err(refused("it is not in pg_dist_partition afterwards".to_owned()));
        }
    }
    end(session).await?;
    Ok(step)
}

/// The words of the database alone.
fn said(error: StoreError) -> String {
    match error {
        StoreError::Unavailable(text) => text,
        damaged @ StoreError::Damaged(_) => damaged.to_string(),
    }
}

/// However long it takes: whoever migrates or distributes meanwhile waits for it, and so does a server that starts.
async fn begin(database: &Database) -> Result<Session, StoreError> {
    let session = database.session().await?;
    session.run("BEGIN READ WRITE; SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0").await?;
    session.run_to_end("LOCK TABLE migrations IN SHARE ROW EXCLUSIVE MODE").await?;
    Ok(session)
}

/// What Citus does at COMMIT it does on all nodes.
async fn end(session: Session) -> Result<(), StoreError> {
    session.run_to_end("COMMIT").await?;
    session.hand_back();
    Ok(())
}

async fn placements(session: &Session) -> Result<Placements, StoreError> {
    session.rows(PLACEMENTS, &[]).await?.iter().map(placement).collect()
}

fn placement(found: &Row) -> Result<(String, Placement), StoreError> {
    let placement = Placement {
        method: row::column(found, 1)?,
        replication: row::column(found, 2)?,
        column: row::column(found, 3)?,
        group: row::column(found, 4)?,
    };
    Ok((row::column(found, 0)?, placement))
}
