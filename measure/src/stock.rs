//! Carts to work with.

use crate::{client::Client, plan::USUAL, server::Running, work};
use anyhow::{Context as _, Result};
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};
use tokio::{sync::Mutex, task::JoinSet};

/// Carts that are there, one after the other.
#[derive(Clone, Debug)]
pub(crate) struct Stock {
    carts: Arc<Vec<String>>,
    next: Arc<AtomicUsize>,
}

impl Stock {
    /// Carts by their ids.
    pub(crate) fn of(carts: Vec<String>) -> Self {
        Self { carts: Arc::new(carts), next: Arc::default() }
    }

    /// Those that had their turn.
    pub(crate) fn begun(&self) -> Self {
        Self::of(self.carts.iter().take(self.next.load(Relaxed)).cloned().collect())
    }

    /// The next one; `None` when all had their turn.
    pub(crate) fn once(&self) -> Option<&str> {
        self.carts.get(self.next.fetch_add(1, Relaxed)).map(String::as_str)
    }

    /// The next one, the first after the last; `None` where there are none.
    pub(crate) fn again(&self) -> Option<&str> {
        let turn = self.next.fetch_add(1, Relaxed);
        self.carts.get(turn.checked_rem(self.carts.len())?).map(String::as_str)
    }
}

/// Makes so many carts, and returns the ids of them.
pub(crate) async fn fill(running: &Running, carts: usize) -> Result<Vec<String>> {
    let left = Arc::new(Mutex::new(carts));
    let mut makers = JoinSet::new();
    for _ in 0..USUAL {
        makers.spawn(make(running.server.address, running.token.clone(), Arc::clone(&left)));
    }
    let mut ids = Vec::new();
    while let Some(made) = makers.join_next().await {
        ids.extend(made??);
    }
    Ok(ids)
}

async fn make(place: SocketAddr, token: String, left: Arc<Mutex<usize>>) -> Result<Vec<String>> {
    let (mut client, mut ids) = (Client::connect(place, Some(&token)).await?, Vec::new());
    while take_one(&left).await {
        let answer = client.send(work::create()).await?;
        let cart: serde_json::Value = serde_json::from_slice(answer.body())?;
        ids.push(cart["id"].as_str().context("an id")?.to_owned());
    }
    Ok(ids)
}

async fn take_one(left: &Mutex<usize>) -> bool {
    let mut left = left.lock().await;
    let one = left.checked_sub(1);
    *left = one.unwrap_or_default();
    one.is_some()
}
