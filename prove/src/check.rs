//! Whether what is there at the end is what the journal allows: pure functions, a file for each thing that must hold.

mod answers;
mod linear;
mod money;
mod orders;
mod provisioned;
#[cfg(test)]
mod sample;

use crate::{
    exchange::{Answer, Connection, Request},
    journal::Attempt,
    shop::{CUSTOMERS, Deed, PATIENCE, Shop},
    stage::Stage,
};
use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};
use tokio::time::{interval, timeout};

/// How often it is looked whether all orders are provisioned.
const LOOK: Duration = Duration::from_millis(100);

/// What is there when all is over.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Carts by their id; those that were asked for and not found are null.
    pub(crate) carts: BTreeMap<String, Value>,
    pub(crate) orders: Vec<Value>,
    pub(crate) subscriptions: Vec<Value>,
}

/// What must not be: one line each.
pub(crate) type Violations = Vec<String>;

/// Reads everything that the clients of a shop left behind, and holds it against their journal.
pub(crate) async fn everything(stage: &Stage, shop: &Shop) -> Result<(Vec<Attempt>, Found, Violations)> {
    let attempts = shop.journal.take();
    let found = Found::read(stage, &attempts).await?;
    let mut violations = all(&attempts, &found);
    violations.extend(stage.verify()?.map(|said| format!("store verify: {said}")));
    Ok((attempts, found, violations))
}

/// Everything that can be said of a journal and what is there.
pub(crate) fn all(attempts: &[Attempt], found: &Found) -> Violations {
    let mut violations = Violations::new();
    violations.extend(answers::check(attempts));
    violations.extend(orders::check(attempts, found));
    violations.extend(money::check(found));
    violations.extend(provisioned::check(found));
    violations.extend(linear::check(attempts, found));
    violations
}

impl Found {
    /// Waits until the worker has done what it was left, and reads.
    async fn read(stage: &Stage, attempts: &[Attempt]) -> Result<Self> {
        let mut reader = Reader { stage, connection: Connection::default() };
        let mut found = Self::default();
        for customer in CUSTOMERS {
            found.orders.extend(reader.settled(customer).await?);
            found.subscriptions.extend(reader.list(customer, "subscriptions").await?);
        }
        for (customer, cart) in carts(attempts) {
            let answer = reader.get(format!("/v1/customers/{customer}/carts/{cart}")).await?;
            found.carts.insert(cart, if answer.status == 200 { answer.json() } else { Value::Null });
        }
        Ok(found)
    }
}

/// The carts that attempts know of, each with its customer.
fn carts(attempts: &[Attempt]) -> BTreeSet<(&'static str, String)> {
    attempts.iter().filter_map(|attempt| Some((attempt.customer, cart_of(attempt)?))).collect()
}

/// The cart that an attempt is about, as far as anybody knows.
fn cart_of(attempt: &Attempt) -> Option<String> {
    match &attempt.deed {
        Deed::Replace(cart, _) | Deed::CheckOut(cart) | Deed::Read(cart) => Some(cart.clone()),
        Deed::Create(_) => {
            let (_, answer) = attempt.outcome().filter(|(_, answer)| answer.status == 201)?;
            answer.json()["id"].as_str().map(str::to_owned)
        }
        Deed::Order(_) => None,
    }
}

/// The members of a list.
fn items<'a>(of: &'a Value, member: &str) -> &'a [Value] {
    of[member].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text<'a>(of: &'a Value, member: &str) -> &'a str {
    of[member].as_str().unwrap_or_default()
}

struct Reader<'a> {
    stage: &'a Stage,
    connection: Connection,
}

impl Reader<'_> {
    async fn get(&mut self, path: String) -> Result<Answer> {
        let request = Request::get(path, &self.stage.token);
        let server = self.stage.server(0)?.address;
        let mut looks = interval(LOOK);
        let answer = async {
            loop {
                looks.tick().await;
                match self.connection.send(server, &request).await {
                    Ok(answer) if answer.status < 429 => return answer,
                    _ => {}
                }
            }
        };
        timeout(PATIENCE, answer).await.with_context(|| format!("an answer to GET {}", request.path))
    }

    async fn list(&mut self, customer: &str, what: &str) -> Result<Vec<Value>> {
        let answer = self.get(format!("/v1/customers/{customer}/{what}")).await?;
        match answer.json()["items"].take() {
            Value::Array(items) if answer.status == 200 => Ok(items),
            _ => bail!("the {what} of {customer}: {} {}", answer.status, answer.text),
        }
    }

    /// A customer's orders, once none is pending. The lease of a worker that was killed must run out first.
    async fn settled(&mut self, customer: &str) -> Result<Vec<Value>> {
        let mut looks = interval(LOOK);
        let deadline = tokio::time::sleep(PATIENCE);
        tokio::pin!(deadline);
        loop {
            looks.tick().await;
            let orders = self.list(customer, "orders?include_price=true").await?;
            if deadline.is_elapsed() || !orders.iter().any(|order| order["status"] == "pending") {
                return Ok(orders);
            }
        }
    }
}
