//! Use cases: load, decide, commit.
//!
//! Each reads what its decision needs, lets the domain decide, and commits what follows as one `Changes`. What is *not*
//! here: rules, HTTP, SQL.

mod agreement;
mod agreement_template;
mod authorize;
mod cart;
mod catalog;
mod command;
mod country;
mod customer;
mod domain_name;
mod housekeeping;
mod inventory;
mod live;
mod offer;
mod offer_matrix;
mod order;
mod outcome;
mod ports;
mod price_sheet;
mod profile;
mod promotion;
mod provisioning;
mod qualification;
mod refusal;
mod relationship;
mod search;
mod subscription;

pub use authorize::{CustomerScope, Foreseen, PartnerScope, PriceScope, UserScope};
pub use command::RequestName;
pub use live::LiveApp;
pub use offer_matrix::OfferMatrix;
pub use order::OrderFilter;
pub use ports::{Clock, Ids};
pub use price_sheet::{ImportError, Imported, PriceSheet, Step, import_price_sheet};
pub use refusal::{Failure, Refusal};
pub use search::search_catalog;
pub use subscription::SubscriptionFilter;

use domain::cart::Limits;
use std::{sync::Arc, time::Duration};
use store::{Reference, Store};

/// The use cases, and what they work on: one reference snapshot ([`LiveApp`] has the latest).
#[derive(Clone)]
pub struct App {
    store: Arc<dyn Store>,
    reference: Arc<Reference>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
    settings: Settings,
}

/// What an operator can set about the use cases.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The bounds of a cart.
    pub limits: Limits,
    /// How long a modern order stays pending (ruling 18).
    pub provisioning_delay: Duration,
}

impl App {
    /// Takes what the use cases work on.
    #[must_use]
    pub fn new(
        store: Arc<dyn Store>,
        reference: Reference,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
        settings: Settings,
    ) -> Self {
        Self { store, reference: Arc::new(reference), clock, ids, settings }
    }

    /// Whether the store answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn check(&self) -> Result<(), Failure> {
        Ok(self.store.ping().await?)
    }
}
