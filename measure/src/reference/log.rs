//! The fastest that many writes can be made lasting on a disk: a log in a file that has its length already, one writer that takes
//! all that wait, writes them together, and answers when they are on the disk.

use super::disk;
use crate::record::Figures;
use anyhow::{Context as _, Result};
use bytes::Bytes;
use std::{
    fs::File,
    os::unix::fs::FileExt as _,
    path::Path,
    time::{Duration, Instant},
};
use tokio::{
    sync::{mpsc, oneshot},
    task::JoinSet,
};

/// Blocks of the log; when it is full it begins at the front again.
const BLOCKS: usize = 16_384;
const LENGTH: usize = BLOCKS * 4_096;

/// Records that may wait.
const QUEUE: usize = 4_096;

type Entry = (Bytes, oneshot::Sender<()>);

/// So many submitters, each with a record of that many bytes after the other.
pub(crate) async fn measure(folder: &Path, submitters: usize, bytes: usize, counted: Duration) -> Result<Figures> {
    let file = disk::preallocated(&folder.join("log"), BLOCKS)?;
    let (queue, waiting) = mpsc::channel(QUEUE);
    let writer = std::thread::spawn(move || write(&file, waiting));
    let start = Instant::now();
    let mut submitted = JoinSet::new();
    for _ in 0..submitters {
        submitted.spawn(submit(queue.clone(), Bytes::from(vec![7; bytes]), start + counted));
    }
    drop(queue);
    let mut records = 0_u64;
    while let Some(one) = submitted.join_next().await {
        records += one??;
    }
    let rate = records as f64 / start.elapsed().as_secs_f64();
    writer.join().ok().context("a writer")??;
    Ok(Figures::from([("rate".to_owned(), rate)]))
}

async fn submit(queue: mpsc::Sender<Entry>, record: Bytes, end: Instant) -> Result<u64> {
    let mut records = 0;
    while Instant::now() < end {
        let (done, lasting) = oneshot::channel();
        queue.send((record.clone(), done)).await?;
        lasting.await?;
        records += 1;
    }
    Ok(records)
}

fn write(file: &File, mut waiting: mpsc::Receiver<Entry>) -> Result<()> {
    let mut at = 0;
    while let Some(first) = waiting.blocking_recv() {
        let mut batch = vec![first];
        while let Ok(next) = waiting.try_recv() {
            batch.push(next);
        }
        let records: Vec<u8> = batch.iter().flat_map(|(record, _)| record.iter().copied()).collect();
        if at + records.len() > LENGTH {
            at = 0;
        }
        file.write_all_at(&records, at as u64)?;
        file.sync_data()?;
        at += records.len();
        for (_, done) in batch {
            done.send(()).ok();
        }
    }
    Ok(())
}
