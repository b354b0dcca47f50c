//! The worker: provisioning round after round, and housekeeping now and then, until it is told to stop.

use app::{Failure, LiveApp};
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::watch,
    task::JoinHandle,
    time::{interval, sleep},
};

/// How long an idle worker rests. An order is provisioned at most this much later than it is due.
const REST: Duration = Duration::from_millis(50);

/// How long it rests when the store does not answer.
const LONG_REST: Duration = Duration::from_secs(1);

/// How often it keeps house.
const HOUSEKEEPING: Duration = Duration::from_secs(10 * 60);

/// Works until `stop` changes. A round that has begun is finished; jobs that are left stay in the store.
pub(crate) fn start(app: Arc<LiveApp>, mut stop: watch::Receiver<bool>) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut housekeeping = interval(HOUSEKEEPING);
        let mut rest = Duration::ZERO;
        loop {
            tokio::select! {
                () = sleep(rest) => rest = provision(&app).await,
                _ = housekeeping.tick() => keep_house(&app).await,
                _ = stop.changed() => return,
            }
        }
    })
}

/// One round. Returns how long to rest after it.
async fn provision(app: &LiveApp) -> Duration {
    match app.now().provision_due().await {
        Ok(0) => REST,
        Ok(provisioned) => {
            tracing::debug!(provisioned, "orders were provisioned");
            Duration::ZERO
        }
        Err(failure) => {
            tracing::warn!(%failure, "a provisioning round failed");
            LONG_REST
        }
    }
}

async fn keep_house(app: &LiveApp) {
    tell(app.now().forget_old_receipts().await, "old receipts were dropped");
    tell(app.now().forget_expired_carts().await, "expired carts were dropped");
}

fn tell(forgotten: Result<usize, Failure>, what: &str) {
    match forgotten {
        Ok(0) => {}
        Ok(forgotten) => tracing::info!(forgotten, "{what}"),
        Err(failure) => tracing::warn!(%failure, "housekeeping failed"),
    }
}
