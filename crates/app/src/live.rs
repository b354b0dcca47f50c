//! The use cases as they are at the moment: whoever begins takes them along and works on one reference snapshot to the end, while
//! a later one may take its place behind it.

use crate::{App, Failure};
use arc_swap::ArcSwap;
use std::sync::Arc;

/// The use cases, on the latest reference snapshot.
pub struct LiveApp(ArcSwap<App>);

impl LiveApp {
    /// Begins with these.
    #[must_use]
    pub fn new(app: App) -> Self {
        Self(ArcSwap::from_pointee(app))
    }

    /// The use cases on the snapshot of this moment.
    #[must_use]
    pub fn now(&self) -> Arc<App> {
        self.0.load_full()
    }

    /// Looks whether the store has a later catalogue, and takes it. Returns whether it has one.
    ///
    /// # Errors
    /// When the store does not answer, or holds a product that cannot be read: the snapshot stays.
    pub async fn refresh(&self) -> Result<bool, Failure> {
        let app = self.now();
        if app.store.catalog_version().await? <= app.reference.version {
            return Ok(false);
        }
        let reference = Arc::new(app.store.reference().await?);
        // Of two who look at the same time the later catalogue stays.
        self.0.rcu(|now| match now.reference.version < reference.version {
            true => Arc::new(App { reference: Arc::clone(&reference), ..App::clone(now) }),
            false => Arc::clone(now),
        });
        Ok(true)
    }
}
