//! The same checkout from many clients at once, again and again, under one name, under many, and under none (P2, P3).

use super::Outcome;
use crate::{
    exchange::{Connection, Request},
    shop::{CUSTOMERS, Wish},
    stage::{Setting, Stage},
};
use anyhow::{Context as _, Result, bail};
use fastrand::Rng;
use std::sync::{Arc, OnceLock};
use tokio::task::JoinSet;

/// Clients that ask the same at the same time.
const TWINS: usize = 64;

/// Carts that are fought over, one after the other.
const CARTS: usize = 200;

/// The carts, each with its result as it was first heard.
type Results = Arc<Vec<(String, OnceLock<String>)>>;

pub(crate) async fn run(setting: &Setting, servers: usize, requests: u64) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let stage = setting.stage(servers).await?;
    let seeded = stage.rows("orders")?;
    let carts = Arc::new(fill(&stage, setting.seed).await?);
    let rounds = requests.div_ceil((TWINS * CARTS) as u64);
    let mut twins = JoinSet::new();
    for twin in 0..TWINS {
        let place = stage.addresses()[twin % servers];
        twins.spawn(ask(twin, rounds, place, stage.token.clone(), Arc::clone(&carts)));
    }
    while let Some(asked) = twins.join_next().await {
        let (requests, violations) = asked??;
        outcome.count("twin requests", requests);
        outcome.violations.extend(violations);
    }
    let orders = stage.rows("orders")? - seeded;
    outcome.must(orders == CARTS as u64, || format!("{CARTS} carts of one line have {orders} orders"));
    outcome.violations.extend(stage.verify()?);
    outcome.count("carts that twins fought over", CARTS as u64);
    Ok(outcome)
}

/// Carts with one line each.
async fn fill(stage: &Stage, seed: u64) -> Result<Vec<(String, OnceLock<String>)>> {
    let (mut connection, mut random) = (Connection::default(), Rng::with_seed(seed));
    let mut carts = Vec::new();
    for number in 0..CARTS {
        let path = format!("/v1/customers/{}/carts", CUSTOMERS[number % CUSTOMERS.len()]);
        let wish = Wish::single(format!("twin-{number}"), &mut random);
        let request = Request::new("POST", path.clone(), &stage.token, wish.as_cart());
        match connection.send(stage.server(0)?.address, &request).await {
            Ok(answer) if answer.status == 201 => {
                let cart = answer.json();
                carts.push((format!("{path}/{}/checkout", cart["id"].as_str().context("an id")?), OnceLock::new()));
            }
            other => bail!("a cart: {other:?}"),
        }
    }
    Ok(carts)
}

/// Goes through the carts again and again with everybody else. Returns how often it asked, and what was not as it should be.
async fn ask(
    twin: usize,
    rounds: u64,
    place: std::net::SocketAddr,
    token: String,
    carts: Results,
) -> Result<(u64, Vec<String>)> {
    let (mut connection, mut requests, mut violations) = (Connection::default(), 0, Vec::new());
    for round in 0..rounds {
        for (path, result) in &*carts {
            let request = Request::new("POST", path.as_str(), &token, "");
            let request = match twin % 3 {
                0 => request,
                1 => request.named("the-same"),
                _ => request.named(&format!("{twin}-{round}")),
            };
            requests += 1;
            match connection.send(place, &request).await {
                Ok(answer) if answer.status == 201 => {
                    let first = result.get_or_init(|| answer.text.clone());
                    if *first != answer.text {
                        violations.push(format!("{path} has two results: {first} and {}", answer.text));
                    }
                }
                Ok(answer) if matches!(answer.status, 409 | 429 | 503) && answer.status != 500 => {}
                other => violations.push(format!("{path}: {other:?}")),
            }
        }
    }
    Ok((requests, violations))
}
