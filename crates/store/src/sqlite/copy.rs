//! Copies of the file: taken while servers write it, and brought back. A copy is of one instant, whole and on the disk before it
//! has its name, and never put over anything.

use super::open;
use crate::{Inspector, OpenError};
use rusqlite::{
    Connection,
    backup::{Backup, StepResult},
};
use std::{
    ffi::OsString,
    fs::{self, File},
    path::{Path, PathBuf},
};
use tempfile::TempPath;
use thiserror::Error;

/// What a copy is called until it is whole.
const PREFIX: &str = ".cartwright-copy-";

/// What stands beside a database: an old one of these would be taken for a part of the new file.
const BESIDE: [&str; 4] = ["", "-wal", "-shm", "-journal"];

/// All pages at once: so the copy is of one instant, and whoever writes meanwhile does not make it begin anew.
const ALL: i32 = -1;

/// A copy that was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copied {
    /// How large it is, in bytes.
    pub bytes: u64,
    /// The schema that it has.
    pub schema: u32,
}

/// Why there is no copy. Nothing of it is left behind.
#[derive(Debug, Error)]
pub enum CopyError {
    /// What was to be copied is no store of ours, or a newer program's.
    #[error(transparent)]
    Source(#[from] OpenError),
    /// Something is there already.
    #[error("{} is there already: a copy is put over nothing", .0.display())]
    Taken(PathBuf),
    /// What was copied is damaged.
    #[error("it is damaged: {0}")]
    Damaged(String),
    /// It could not be read or written.
    #[error("{0}")]
    Failed(String),
}

/// Copies the store in one file to another file, which must not be there yet.
///
/// # Errors
/// See [`CopyError`].
pub async fn copy_file(from: &Path, to: &Path) -> Result<Copied, CopyError> {
    refuse_taken(to)?;
    let schema = Inspector::sqlite(from)?.schema().await.map_err(OpenError::from)?;
    schema.check()?;
    let schema = schema.found.ok_or(OpenError::NoSchema)?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let copy = write(from, folder)?;
    let bytes = fs::metadata(&copy)?.len();
    copy.persist_noclobber(to).map_err(|error| match error.error.kind() {
        std::io::ErrorKind::AlreadyExists => CopyError::Taken(to.to_owned()),
        _ => error.error.into(),
    })?;
    // The name is on the disk as well.
    File::open(folder)?.sync_all()?;
    Ok(Copied { bytes, schema })
}

fn refuse_taken(to: &Path) -> Result<(), CopyError> {
    for ending in BESIDE {
        let mut name = OsString::from(to);
        name.push(ending);
        // A link that leads nowhere takes the name as well.
        if fs::symlink_metadata(&name).is_ok() {
            return Err(CopyError::Taken(name.into()));
        }
    }
    Ok(())
}

/// Writes the copy under a name of its own, which is gone with it if anything fails.
fn write(from: &Path, folder: &Path) -> Result<TempPath, CopyError> {
    let path = tempfile::Builder::new().prefix(PREFIX).tempfile_in(folder)?.into_temp_path();
    let source = open::for_reading(from)?;
    let mut copy = Connection::open(&path)?;
    if Backup::new(&source, &mut copy)?.step(ALL)? != StepResult::Done {
        return Err(CopyError::Failed("another process holds the database".to_owned()));
    }
    check(&copy)?;
    // One file and nothing beside it, which can be read wherever it is put. A server that opens it chooses for itself.
    copy.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
    copy.close().map_err(|(_, error)| error)?;
    File::open(&path)?.sync_all()?;
    Ok(path)
}

fn check(copy: &Connection) -> Result<(), CopyError> {
    let found: String = copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if found == "ok" { Ok(()) } else { Err(CopyError::Damaged(found)) }
}

impl From<std::io::Error> for CopyError {
    fn from(error: std::io::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

impl From<rusqlite::Error> for CopyError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseCorrupt) => Self::Damaged(error.to_string()),
            _ => Self::Failed(error.to_string()),
        }
    }
}
