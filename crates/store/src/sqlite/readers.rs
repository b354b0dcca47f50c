//! The pool of read connections. A read is some microseconds of work, so it runs where it is asked for.

use super::open;
use crate::StoreError;
use rusqlite::Connection;
use std::{path::PathBuf, sync::Mutex};

/// How many idle connections are kept.
const KEPT: usize = 16;

pub(super) struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path, idle: Mutex::new(Vec::new()) }
    }

    /// Reads on a connection of its own.
    pub(super) fn with<T>(&self, read: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let connection = match self.lock().pop() {
            Some(connection) => connection,
            None => open::for_reading(&self.path)?,
        };
        let outcome = read(&connection);
        let mut idle = self.lock();
        if idle.len() < KEPT {
            idle.push(connection);
        }
        outcome
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        // A panic while the list is held leaves the list whole: pushing and popping cannot stop half-way.
        self.idle.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
