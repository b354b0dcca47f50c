//! Requests that no client should send: each is refused with the error body, nothing is stored, and the server goes on (P9).

use super::Outcome;
use crate::{
    exchange::{Answer, Connection, Request},
    shop::{CUSTOMERS, Wish},
    stage::{Setting, Stage},
};
use anyhow::Result;
use bytes::Bytes;
use fastrand::Rng;
use std::net::SocketAddr;
use tokio::task::JoinSet;

const CLIENTS: u64 = 8;

pub(crate) async fn run(setting: &Setting, requests: u64) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let stage = setting.stage(1).await?;
    let before = rows(&stage)?;
    let mut clients = JoinSet::new();
    for client in 0..CLIENTS {
        let server = stage.server(0)?.address;
        let random = Rng::with_seed(setting.seed + client);
        clients.spawn(send_many(server, stage.token.clone(), random, requests.div_ceil(CLIENTS)));
    }
    while let Some(sent) = clients.join_next().await {
        let (refused, violations) = sent?;
        outcome.count("malformed requests", refused);
        outcome.violations.extend(violations);
    }
    let after = rows(&stage)?;
    outcome.must(before == after, || format!("rows were {before:?} and are {after:?}"));
    outcome.violations.extend(stage.verify()?);
    Ok(outcome)
}

/// The rows of what a request can write.
fn rows(stage: &Stage) -> Result<Vec<u64>> {
    ["customers", "carts", "orders", "subscriptions", "entitlements", "jobs"]
        .map(|table| stage.rows(table))
        .into_iter()
        .collect()
}

/// Sends so many; how many were refused as they should be, and what else was answered.
async fn send_many(server: SocketAddr, token: String, mut random: Rng, requests: u64) -> (u64, Vec<String>) {
    let (mut connection, mut refused, mut violations) = (Connection::default(), 0, Vec::new());
    for _ in 0..requests {
        let request = malformed(&token, &mut random);
        match connection.send(server, &request).await {
            Ok(answer) if is_refusal(&answer) => refused += 1,
            other => violations.push(format!("{request:?} was answered {other:?}")),
        }
    }
    (refused, violations)
}

/// 4xx with the error body.
fn is_refusal(answer: &Answer) -> bool {
    let body = answer.json();
    (400..500).contains(&answer.status) && body["code"].is_number() && body["description"].is_string()
}

/// A request that is wrong by the way it is made.
fn malformed(token: &str, random: &mut Rng) -> Request {
    let customer = CUSTOMERS[random.usize(..CUSTOMERS.len())];
    let wish = Wish::any("malformed".to_owned(), random);
    let carts = format!("/v1/customers/{customer}/carts");
    let missing = format!("{carts}/99999999-9999-4999-8999-999999999999");
    let (method, path, body) = match random.u8(..4) {
        0 => ("POST", format!("/v1/customers/{customer}/orders"), wish.as_order(customer)),
        1 => ("PUT", missing, wish.as_cart()),
        _ => ("POST", carts, wish.as_cart()),
    };
    let request = Request::new(method, path, token, body.clone());
    match random.u8(..9) {
        0 => Request { body: cut(&body, random), ..request },
        1 => Request { body: with_control(&body, random), ..request },
        2 => Request { body: noise(random), ..request },
        3 => Request { body: nested(random), ..request },
        4 => Request { body: body.replace("\"quantity\":", "\"quantity\":1.5").into(), ..request },
        5 => Request { content_type: "application/xml", ..request },
        6 => Request { content_type: "application/x-www-form-urlencoded", body: noise(random), ..request },
        7 => Request { path: format!("{}/%{:02x}/x", request.path, random.u8(128..)), ..request },
        _ => Request { token: Some(cut_text(token, random)), ..request },
    }
}

/// A document that ends too early: no prefix of an object is one.
fn cut(body: &str, random: &mut Rng) -> Bytes {
    cut_text(body, random).into()
}

fn cut_text(text: &str, random: &mut Rng) -> String {
    text[..random.usize(1..text.len())].to_owned()
}

/// A control character or a broken byte where a name of a member begins.
fn with_control(body: &str, random: &mut Rng) -> Bytes {
    let bad = [0x00, 0x01, 0x1f, 0xff, 0xc0][random.usize(..5)];
    let place = body.find("\"lineItems\"").map_or(1, |place| place + 2);
    [&body.as_bytes()[..place], &[bad], &body.as_bytes()[place..]].concat().into()
}

fn noise(random: &mut Rng) -> Bytes {
    let mut bytes: Vec<u8> = (0..random.usize(1..200)).map(|_| random.u8(..)).collect();
    bytes.insert(0, 0xff);
    bytes.into()
}

fn nested(random: &mut Rng) -> Bytes {
    "[".repeat(random.usize(1..5_000)).into()
}
