//! The provisioning worker: one round after another, until it is told to stop.

use app::App;
use std::{sync::Arc, time::Duration};
use tokio::{sync::watch, task::JoinHandle, time::sleep};

/// How long an idle worker rests. An order is provisioned at most this much later than it is due.
const REST: Duration = Duration::from_millis(50);

/// How long it rests when the store does not answer.
const LONG_REST: Duration = Duration::from_secs(1);

/// Works until `stop` changes. A round that has begun is finished; jobs that are left stay in the store.
pub(crate) fn start(app: Arc<App>, mut stop: watch::Receiver<bool>) -> JoinHandle<()> {
    tokio::spawn(async move {
        loop {
            let rest = match app.provision_due().await {
                Ok(0) => REST,
                Ok(_) => Duration::ZERO,
                Err(failure) => {
                    tracing::warn!(%failure, "a provisioning round failed");
                    LONG_REST
                }
            };
            tokio::select! {
                () = sleep(rest) => {}
                _ = stop.changed() => return,
            }
        }
    })
}
