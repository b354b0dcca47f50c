//! Whether the disk has room for what is about to be written. A disk that is full in the middle of a write ends the process, because
//! nobody knows what of it is there; so writes are refused before it comes to that (P12).

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
};

/// What a write is told that has no room.
pub(super) const SHORT: &str = "the disk of the store has too little room";

/// The disk of the store, as full as it may become.
pub(in crate::sqlite) struct Space {
    /// The file of the store: the log grows beside it.
    file: Option<File>,
    path: PathBuf,
    /// Bytes that stay free.
    kept: u64,
    is_short: bool,
}

impl Space {
    /// Of the disk that has the file, of which so many bytes stay free; 0 where it may be filled.
    pub(in crate::sqlite) fn of(path: &Path, kept: u64) -> io::Result<Self> {
        let file = (kept > 0).then(|| File::open(path)).transpose()?;
        Ok(Self { file, path: path.to_owned(), kept, is_short: false })
    }

    /// Looks whether anything may be written. What changes is told to the operator.
    pub(super) fn is_short(&mut self) -> bool {
        let Some(file) = &self.file else { return false };
        // A disk that does not tell is written to, and fails when it is full.
        let free = free(file).unwrap_or(u64::MAX);
        let is_short = free < self.kept;
        if is_short != self.is_short {
            self.is_short = is_short;
            let (path, kept) = (self.path.display(), self.kept);
            match is_short {
                true => tracing::error!(%path, free, kept, "{SHORT}: nothing is written until there is more"),
                false => tracing::info!(%path, free, "the disk of the store has room again"),
            }
        }
        is_short
    }
}

/// The bytes of its disk that the process may still fill.
fn free(file: &File) -> io::Result<u64> {
    let disk = rustix::fs::fstatvfs(file)?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}
