//! How a store is spread over the nodes of a Citus cluster: what of it is done, and what comes next.
//!
//! Tables of owners are distributed by the owner and lie together, so that all that a customer has is on one shard. What every
//! commit may need of others is small and the same for all: it becomes reference tables, which each node has whole. The table
//! of migrations is left where it is: it says which schema the coordinator has, and is read there alone, when a server starts.

use crate::{
    Inspector, OpenError, PostgresOptions, StoreError, postgres,
    tables::{MIGRATIONS, OWNER, TABLES, Table},
};
use std::{collections::BTreeMap, fmt};
use thiserror::Error;

/// How a table is kept in a cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableKind {
    /// By the hash of its owner, on one shard of many.
    Distributed,
    /// Whole, on every node.
    Reference,
    /// On the coordinator alone.
    Local,
}

impl fmt::Display for TableKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Distributed => "distributed",
            Self::Reference => "reference",
            Self::Local => "local",
        })
    }
}

/// What became of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// It is kept like that from now on.
    Now,
    /// It was already.
    Before,
    /// It is not touched.
    Nothing,
}

/// A table that is as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled {
    /// Its name.
    pub table: &'static str,
    /// How it is kept.
    pub kind: TableKind,
    /// Whether that is new.
    pub happened: Happened,
}

/// Why a store is not distributed, or not to the end. What was done before stays done, and is not done again.
#[derive(Debug, Error)]
pub enum DistributeError {
    /// It cannot be opened, or its schema is not the newest.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// There is no Citus in the database.
    #[error(
        "the database has no extension citus: add citus to shared_preload_libraries of the coordinator and of each worker, \
         restart them, and run CREATE EXTENSION citus in this database on all of them"
    )]
    NoExtension,
    /// A table is kept in another way, which nobody here undoes.
    #[error(
        "{table} is {found}; accepted is {accepted}. SELECT undistribute_table('{table}') makes it a plain table again"
    )]
    Otherwise {
        /// The table.
        table: &'static str,
        /// How it is kept.
        found: String,
        /// How it must be.
        accepted: &'static str,
    },
    /// Two tables of owners lie apart: what a customer has would be in several places.
    #[error(
        "{table} does not lie with {with}; accepted is a table that is colocated with it (update_distributed_table_colocation)"
    )]
    Apart {
        /// The table.
        table: &'static str,
        /// Where it should be.
        with: &'static str,
    },
    /// Citus refused.
    #[error("{table} was not distributed: {why}")]
    Refused {
        /// The table.
        table: &'static str,
        /// What Citus said.
        why: String,
    },
    /// The catalogue could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A row of Citus's catalogue `pg_dist_partition`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Placement {
    /// `h` by hash, `n` by nothing, `a` and `r` are from olden days.
    pub(crate) method: String,
    /// `t` for reference tables, which are replicated by two-phase commits.
    pub(crate) replication: String,
    /// The column that it is distributed by.
    pub(crate) column: Option<String>,
    /// Tables of the same group lie together; 0 is no group.
    pub(crate) group: i64,
}

impl Placement {
    fn is_reference(&self) -> bool {
        self.method == "n" && self.replication == "t"
    }

    /// Citus knows it and has not moved it.
    fn is_local(&self) -> bool {
        self.method == "n" && self.replication != "t" && self.group == 0
    }

    fn is_by_owner(&self) -> bool {
        self.method == "h" && self.column.as_deref() == Some(OWNER)
    }
}

impl fmt::Display for Placement {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.column, self.method.as_str()) {
            (Some(column), "h") => write!(out, "distributed by {column}"),
            (Some(column), method) => write!(out, "distributed by {column} with method {method}"),
            (None, _) if self.is_reference() => out.write_str("a reference table"),
            (None, _) => out.write_str("a table of a single shard"),
        }
    }
}

/// What Citus knows of the tables, by their names. A table that it does not know is a plain one.
pub(crate) type Placements = BTreeMap<String, Placement>;

/// One table that is to be kept in another way, and the statement that does it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) table: &'static str,
    pub(crate) kind: TableKind,
    pub(crate) sql: String,
}

/// What comes next; nothing once all is done. Nothing is begun where something would have to be undone.
pub(crate) fn next(found: &Placements) -> Result<Option<Step>, DistributeError> {
    settled(found)?;
    let with = anchor(found);
    let left = TABLES.iter().find(|table| placement(found, table).is_none());
    Ok(left.map(|table| Step { table: table.name, kind: kind(table), sql: statement(table, with) }))
}

/// The tables that are as they should be.
pub(crate) fn settled(found: &Placements) -> Result<Vec<Settled>, DistributeError> {
    let mut settled = Vec::new();
    for table in &TABLES {
        if let Some(placement) = placement(found, table) {
            check(table, placement, found)?;
            settled.push(Settled { table: table.name, kind: kind(table), happened: Happened::Before });
        }
    }
    Ok(settled)
}

/// What is left on the coordinator.
pub(crate) const LEFT: Settled = Settled { table: MIGRATIONS, kind: TableKind::Local, happened: Happened::Nothing };

fn placement<'a>(found: &'a Placements, table: &Table) -> Option<&'a Placement> {
    found.get(table.name).filter(|placement| !placement.is_local())
}

fn kind(table: &Table) -> TableKind {
    if table.has_owner() { TableKind::Distributed } else { TableKind::Reference }
}

fn check(table: &Table, placement: &Placement, found: &Placements) -> Result<(), DistributeError> {
    let otherwise = |accepted| {
        let found = placement.to_string();
        Err(DistributeError::Otherwise { table: table.name, found, accepted })
    };
    match kind(table) {
        TableKind::Distributed if !placement.is_by_owner() => otherwise("a table that is distributed by owner"),
        TableKind::Reference if !placement.is_reference() => otherwise("a reference table"),
        TableKind::Distributed => match anchor(found) {
            Some((with, group)) if group != placement.group => Err(DistributeError::Apart { table: table.name, with }),
            _ => Ok(()),
        },
        TableKind::Reference | TableKind::Local => Ok(()),
    }
}

/// The first table that is distributed, and its group: the others go where it is.
fn anchor(found: &Placements) -> Option<(&'static str, i64)> {
    let mut of_owners = TABLES.iter().filter(|table| table.has_owner());
    of_owners.find_map(|table| placement(found, table).map(|placement| (table.name, placement.group)))
}

/// The first of the distributed tables begins a group of its own, so that nothing else of the cluster is bound to it.
fn statement(table: &Table, with: Option<(&'static str, i64)>) -> String {
    let (name, with) = (table.name, with.map_or("none", |(with, _)| with));
    match kind(table) {
        TableKind::Distributed => {
            format!("SELECT create_distributed_table('{name}', '{OWNER}', colocate_with => '{with}')")
        }
        TableKind::Reference | TableKind::Local => format!("SELECT create_reference_table('{name}')"),
    }
}

/// Makes tables of a Citus cluster of a store's tables, those that are not yet. Each table is a transaction of its own: what was
/// cut short is taken up where it ended. `watch` learns of each table as soon as it is as it should be.
///
/// # Errors
/// See [`DistributeError`].
pub async fn distribute(options: &PostgresOptions, watch: impl FnMut(Settled) + Send) -> Result<(), DistributeError> {
    Inspector::postgres(options)?.schema().await.map_err(OpenError::from)?.check_newest()?;
    postgres::distribute(options, watch).await
}

#[cfg(test)]
mod tests;
