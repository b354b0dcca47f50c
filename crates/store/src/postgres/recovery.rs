//! After a commit whose outcome is not known: the database is there again, and what it shows will stay.

use super::{
    batch::{Batch, values},
    pool::Database,
};
use crate::StoreError;
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// How often it is looked whether the database is back, and for how long.
const LOOK: Duration = Duration::from_millis(50);
const PATIENCE: Duration = Duration::from_secs(5);

/// Waits, not for ever, until the database takes a write, and until its standby has it where it must. Whatever was committed before
/// that is then as lasting as the write is: a commit that was cancelled while it waited for the standby is to be seen long before the
/// standby has it. What is written is a message that nobody reads: it goes into the log of the database and into no table.
pub(super) async fn recovered(database: &Database) -> Result<(), StoreError> {
    let write = async {
        loop {
            let mut batch = Batch::default();
            batch.run("SELECT pg_logical_emit_message(TRUE, 'cartwright', '')", values![]);
            if batch.finish(database).await.is_ok() {
                return;
            }
            sleep(LOOK).await;
        }
    };
    let late = |_| StoreError::Unavailable(format!("the database did not take a write within {PATIENCE:?}"));
    timeout(PATIENCE, write).await.map_err(late)
}
