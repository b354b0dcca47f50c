//! The load: clients that fill carts, share them, order, and ask again when nobody answered.

mod client;
mod wish;

pub(crate) use client::{CONFLICTS, Client};
pub(crate) use wish::{ITEMS, Wish};

use crate::{journal::Journal, stage::Stage};
use anyhow::{Context as _, Result, bail};
use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    time::Duration,
};
use tokio::{
    task::JoinSet,
    time::{interval, timeout},
};

/// Customers of the default partner that nothing bars from buying.
pub(crate) const CUSTOMERS: [&str; 3] = [
    "94cd6638-11b6-4323-8c9f-6ae3088adc59",
    "28045616-f6b9-462f-9701-0d89b5e65c44",
    "31000000-0000-4000-8000-000000000011",
];

/// How often it is looked whether something has come to be.
const LOOK: Duration = Duration::from_millis(2);

/// How long something may take that must come to be.
pub(crate) const PATIENCE: Duration = Duration::from_secs(90);

/// Answers with 5xx after which the store is taken to be out of order.
const REFUSALS: u64 = 50;

/// What is asked for.
#[derive(Clone, Debug)]
pub(crate) enum Deed {
    Create(Wish),
    Replace(String, Wish),
    CheckOut(String),
    Read(String),
    Order(Wish),
}

/// What clients share: whom they ask, what they know of carts, and the journal.
#[derive(Debug)]
pub(crate) struct Shop {
    pub(crate) journal: Journal,
    pub(crate) token: String,
    places: RwLock<Vec<SocketAddr>>,
    carts: [Mutex<VecDeque<(String, usize)>>; CUSTOMERS.len()],
    closed: AtomicBool,
}

/// Clients that are at work.
pub(crate) struct Crowd {
    pub(crate) shop: Arc<Shop>,
    clients: JoinSet<Result<()>>,
}

impl Shop {
    pub(crate) fn at(stage: &Stage) -> Arc<Self> {
        let places = RwLock::new(stage.addresses());
        let (journal, carts, closed) = (Journal::default(), Default::default(), AtomicBool::new(false));
        Arc::new(Self { journal, token: stage.token.clone(), places, carts, closed })
    }

    /// From now on the servers are there.
    pub(crate) fn move_to(&self, places: Vec<SocketAddr>) {
        *self.places.write().unwrap_or_else(PoisonError::into_inner) = places;
    }

    /// One of the servers.
    pub(crate) fn place(&self, turn: usize) -> Option<SocketAddr> {
        let places = self.places.read().unwrap_or_else(PoisonError::into_inner);
        places.get(turn.checked_rem(places.len())?).copied()
    }

    fn is_closed(&self) -> bool {
        self.closed.load(SeqCst)
    }
}

impl Crowd {
    /// Sets so many clients to work.
    pub(crate) fn gather(stage: &Stage, clients: usize, seed: u64) -> Self {
        let shop = Shop::at(stage);
        let mut crowd = JoinSet::new();
        for number in 0..clients {
            crowd.spawn(Client::new(number, seed, Arc::clone(&shop)).shop());
        }
        Self { shop, clients: crowd }
    }

    /// Waits until so many more answers were heard.
    pub(crate) async fn answered(&mut self, more: u64) -> Result<()> {
        let wanted = self.shop.journal.answers() + more;
        let shop = Arc::clone(&self.shop);
        let answered = until(|| shop.journal.answers() >= wanted);
        tokio::select! {
            answered = answered => answered.context("the servers answer"),
            Some(ended) = self.clients.join_next() => match ended? {
                Ok(()) => bail!("a client ended before it was told to"),
                Err(error) => Err(error),
            },
        }
    }

    /// Waits until the server has ended by itself or refuses for want of the store, so many answers at most. Whether it did.
    pub(crate) async fn answered_or_ended(&mut self, most: u64, stage: &mut Stage) -> Result<bool> {
        let wanted = self.shop.journal.answers() + most;
        let mut looks = interval(LOOK);
        while self.shop.journal.answers() < wanted {
            looks.tick().await;
            if stage.has_ended(0)? || self.shop.journal.refusals() > REFUSALS {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Lets the clients come to their end. Servers must be there.
    pub(crate) async fn close(mut self) -> Result<Arc<Shop>> {
        self.shop.closed.store(true, SeqCst);
        let all = async {
            while let Some(ended) = self.clients.join_next().await {
                ended??;
            }
            Ok(())
        };
        timeout(PATIENCE, all).await.context("the clients come to their end")?.map(|()| self.shop)
    }
}

/// Waits until something holds.
pub(crate) async fn until(holds: impl Fn() -> bool) -> Result<()> {
    let wait = async {
        let mut looks = interval(LOOK);
        while !holds() {
            looks.tick().await;
        }
    };
    timeout(PATIENCE, wait).await.context("it comes to hold")
}
