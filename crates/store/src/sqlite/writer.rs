//! The one writer: gathers what is waiting, writes it in one transaction, answers after COMMIT returned.
//!
//! Each write is a savepoint, so that one whose guard fails takes nothing with it. A COMMIT that fails has an unknown
//! outcome: nobody is answered, nothing is tried again, and the process is told to end (P12).

mod checkpoint;
mod space;
mod task;

pub(super) use space::Space;
pub(super) use task::Failure;

use crate::{CommitError, StoreError};
use rusqlite::{Connection, ErrorCode};
use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    thread::{Builder, JoinHandle},
};
use task::{Pending, Task};
use tokio::sync::{mpsc, oneshot};

/// Writes that may wait; further ones wait for a place in the queue.
const QUEUE: usize = 4_096;

/// The most writes in one transaction: bounds how long the first of them waits for the last.
const BATCH: usize = 512;

/// From how many writes in a batch on the writer waits for company. A single client is never made to wait.
const CROWD: usize = 2;

/// How often the writer steps back for those who are about to come. Each time is one turn of the scheduler, so that the
/// others get the processor. The number is what the benchmark asked for, on one machine (decision 0007).
const YIELDS: usize = 512;

pub(super) struct Writer {
    queue: Mutex<Option<mpsc::Sender<Box<dyn Task>>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
    tally: Arc<Tally>,
}

#[derive(Default)]
struct Tally {
    transactions: AtomicU64,
    writes: AtomicU64,
}

/// How many writes shared how many transactions. Each transaction is one fsync of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WriterTally {
    /// Transactions that were committed.
    pub transactions: u64,
    /// Writes that were in them.
    pub writes: u64,
}

impl Writer {
    pub(super) fn start(connection: Connection, space: Space, on_io_error: Box<dyn Fn(&str) + Send>) -> Self {
        let (queue, waiting) = mpsc::channel(QUEUE);
        let tally = Arc::<Tally>::default();
        let counted = Arc::clone(&tally);
        let thread = Builder::new().name("store-writer".to_owned());
        let thread = thread.spawn(move || run(&connection, space, waiting, &counted, &*on_io_error)).ok();
        Self { queue: Mutex::new(thread.is_some().then_some(queue)), thread: Mutex::new(thread), tally }
    }

    pub(super) fn tally(&self) -> WriterTally {
        WriterTally { transactions: self.tally.transactions.load(Relaxed), writes: self.tally.writes.load(Relaxed) }
    }

    /// Runs a piece of work in a transaction; returns when it is durable.
    pub(super) async fn write<T, F>(&self, work: F) -> Result<T, CommitError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, Failure> + Send + 'static,
    {
        let closed = || CommitError::Unavailable("the store is closed".to_owned());
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner).clone().ok_or_else(closed)?;
        let (reply, answer) = oneshot::channel();
        let task = Box::new(Pending::new(work, reply));
        queue.send(task).await.map_err(|_| closed())?;
        answer.await.unwrap_or_else(|_| Err(CommitError::Unknown("the writer ended during the commit".to_owned())))
    }

    /// The same, for work that has no guards to fail.
    pub(super) async fn change<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, Failure> + Send + 'static,
    {
        self.write(work).await.map_err(|error| StoreError::Unavailable(error.to_string()))
    }

    /// Lets the queue run dry and waits for the writer to end.
    pub(super) async fn close(&self) {
        drop(self.queue.lock().unwrap_or_else(PoisonError::into_inner).take());
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            let ended = tokio::task::spawn_blocking(move || thread.join()).await;
            if !matches!(ended, Ok(Ok(()))) {
                tracing::error!("the writer thread ended in a panic");
            }
        }
    }
}

fn run(
    connection: &Connection,
    mut space: Space,
    mut waiting: mpsc::Receiver<Box<dyn Task>>,
    tally: &Tally,
    on_io_error: &dyn Fn(&str),
) {
    let mut crowd = 1;
    while let Some(first) = waiting.blocking_recv() {
        let mut batch = gather(first, &mut waiting, crowd);
        crowd = batch.len();
        if space.is_short() {
            batch.into_iter().for_each(|task| task.refuse(space::SHORT));
            continue;
        }
        if let Err(error) = execute(connection, "BEGIN IMMEDIATE") {
            if is_busy(&error) {
                // Another process holds the file: nothing was begun, so nothing of it is unknown.
                batch.into_iter().for_each(|task| task.refuse("another process holds the database"));
                continue;
            }
            on_io_error(&error.to_string());
            return;
        }
        if let Err(error) = write_batch(connection, &mut batch) {
            // The tasks are dropped unanswered: their callers learn that the outcome is not known.
            on_io_error(&error.to_string());
            return;
        }
        tally.transactions.fetch_add(1, Relaxed);
        tally.writes.fetch_add(batch.len() as u64, Relaxed);
        for task in batch {
            task.answer();
        }
        checkpoint::when_worth_it(connection, waiting.is_empty());
    }
    checkpoint::at_the_end(connection);
}

/// Takes what waits. Many who were answered together come back together, and others with them: after a batch of a
/// `crowd` the writer steps back, a bounded number of times, until twice as many are there, so that one fsync serves
/// them all.
fn gather(first: Box<dyn Task>, waiting: &mut mpsc::Receiver<Box<dyn Task>>, crowd: usize) -> Vec<Box<dyn Task>> {
    let expected = if crowd < CROWD { 1 } else { crowd.saturating_mul(2).min(BATCH) };
    let mut batch = vec![first];
    let mut yields = 0;
    while batch.len() < BATCH {
        match waiting.try_recv() {
            Ok(next) => batch.push(next),
            Err(_) if batch.len() < expected && yields < YIELDS => {
                yields += 1;
                std::thread::yield_now();
            }
            Err(_) => break,
        }
    }
    batch
}

fn is_busy(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
}

/// Writes into the transaction that has begun, and commits it.
fn write_batch(connection: &Connection, batch: &mut [Box<dyn Task>]) -> rusqlite::Result<()> {
    for task in &mut *batch {
        execute(connection, "SAVEPOINT one")?;
        if !task.run(connection) {
            execute(connection, "ROLLBACK TO one")?;
        }
        execute(connection, "RELEASE one")?;
    }
    execute(connection, "COMMIT")
}

fn execute(connection: &Connection, sql: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute([]).map(|_| ())
}
