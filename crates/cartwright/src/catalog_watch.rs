//! Watching for a new catalogue: whoever imports one need not know which servers there are.

use app::LiveApp;
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::watch,
    task::JoinHandle,
    time::{MissedTickBehavior, interval},
};

/// How often the store is asked. A new catalogue is in use five seconds after it was switched to, reading it included.
const ROUND: Duration = Duration::from_secs(1);

/// Watches until `stop` changes.
pub(crate) fn start(app: Arc<LiveApp>, mut stop: watch::Receiver<bool>) -> JoinHandle<()> {
    tokio::spawn(async move {
        let mut rounds = interval(ROUND);
        rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = rounds.tick() => look(&app).await,
                _ = stop.changed() => return,
            }
        }
    })
}

async fn look(app: &LiveApp) {
    match app.refresh().await {
        Ok(false) => {}
        Ok(true) => tracing::info!("a new catalogue is in use"),
        Err(failure) => {
            tracing::warn!(%failure, "the catalogue stays as it is: the store could not be asked for a new one")
        }
    }
}
