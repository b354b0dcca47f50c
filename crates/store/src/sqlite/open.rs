//! Opening connections: how durable they are is set here, and asserted.

use crate::OpenError;
use rusqlite::{Connection, OpenFlags};
use std::{path::Path, path::PathBuf, time::Duration};

/// How to open the store.
pub struct SqliteOptions {
    /// The database file. `-wal` and `-shm` files stand beside it while it is open.
    pub path: PathBuf,
    /// How many bytes of its disk stay free: nothing is written while there are fewer. 0 where the disk may be filled.
    pub free_space: u64,
    /// Called when the disk fails during a commit. What was on its way has an unknown outcome and must not be answered;
    /// the process is expected to end here, and to find out from the file when it starts again.
    pub on_io_error: Box<dyn Fn(&str) + Send>,
}

impl SqliteOptions {
    /// What stays free where nothing else is said, in bytes: more than one transaction can need.
    pub const FREE_SPACE: u64 = 32 * 1024 * 1024;
}

/// How long a connection waits for another process that holds the file.
const BUSY: Duration = Duration::from_secs(5);

/// Statements that stay prepared on a connection.
const STATEMENTS: usize = 64;

/// `synchronous=FULL`, as SQLite numbers it.
const FULL: i64 = 2;

pub(super) fn for_writing(path: &Path) -> Result<Connection, OpenError> {
    let connection = Connection::open(path).map_err(unreachable)?;
    prepare(&connection).map_err(unreachable)?;
    let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0)).map_err(unreachable)?;
    // Checkpoints run off the answer path, when the writer decides.
    connection.execute_batch("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0;").map_err(unreachable)?;
    let synchronous: i64 = connection.query_row("PRAGMA synchronous", [], |row| row.get(0)).map_err(unreachable)?;
    if mode != "wal" || synchronous != FULL {
        return Err(OpenError::NotDurable(format!("journal_mode={mode}, synchronous={synchronous}")));
    }
    Ok(connection)
}

pub(super) fn for_reading(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    prepare(&connection)?;
    Ok(connection)
}

fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(())
}

pub(super) fn unreachable(error: rusqlite::Error) -> OpenError {
    OpenError::Unreachable(error.to_string())
}
