//! The disk alone: how often a second it makes 4 KiB lasting, in a file that has its length already.

use crate::record::Figures;
use anyhow::Result;
use std::{
    fs::File,
    io::Write as _,
    os::unix::fs::FileExt as _,
    path::Path,
    time::{Duration, Instant},
};

const BLOCK: usize = 4_096;

/// Blocks of the file, which are written one after the other, and from the front again.
const BLOCKS: usize = 2_048;

/// A file of that many blocks, on the disk.
pub(super) fn preallocated(path: &Path, blocks: usize) -> Result<File> {
    let mut file = File::options().create(true).truncate(true).write(true).open(path)?;
    for _ in 0..blocks {
        file.write_all(&[0; BLOCK])?;
    }
    file.sync_all()?;
    Ok(file)
}

pub(crate) fn measure(folder: &Path, counted: Duration) -> Result<Figures> {
    let file = preallocated(&folder.join("disk"), BLOCKS)?;
    let (start, mut synced) = (Instant::now(), 0_usize);
    while start.elapsed() < counted {
        file.write_all_at(&[7; BLOCK], (synced % BLOCKS * BLOCK) as u64)?;
        file.sync_data()?;
        synced += 1;
    }
    let seconds = start.elapsed().as_secs_f64();
    let rate = synced as f64 / seconds;
    Ok(Figures::from([("rate".to_owned(), rate), ("mean".to_owned(), seconds / synced as f64)]))
}
