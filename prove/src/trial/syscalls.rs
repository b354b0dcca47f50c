//! A fault at every write of a checkout and of an order, one after the other: kill -9, and errors of the disk (P1, P3, P5, P12).

use super::{
    Outcome,
    tracer::{Fault, Tracer},
};
use crate::{
    check,
    exchange::{Connection, Request},
    shop::{CUSTOMERS, Client, Deed, Shop, Wish},
    stage::{Setting, Stage},
};
use anyhow::{Context as _, Result, bail};
use fastrand::Rng;
use std::sync::Arc;
use testbed::program::Program;

/// The calls that write into the store.
const STORE: &str = "pwrite64,pwritev,fdatasync,fsync,ftruncate,fallocate";

/// The calls that write an answer, or wake whoever does.
const ANSWER: &str = "write,writev,sendto,sendmsg";

pub(crate) const KILL: Fault = Fault { calls: STORE, effect: "signal=SIGKILL", lasting: false };
pub(crate) const KILL_AT_ANSWER: Fault = Fault { calls: ANSWER, effect: "signal=SIGKILL", lasting: false };
pub(crate) const BROKEN: Fault = Fault { calls: "pwrite64", effect: "error=EIO", lasting: true };
pub(crate) const UNSYNCED: Fault = Fault { calls: "fdatasync,fsync", effect: "error=EIO", lasting: true };
pub(crate) const FULL: Fault = Fault { calls: "pwrite64", effect: "error=ENOSPC", lasting: true };

/// More calls than any of these writes makes: beyond it something is wrong with the trial.
const MOST: u64 = 400;

/// What is disturbed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deal {
    CheckOut,
    Order,
}

/// Goes through all calls of a deal. After the fault a server of the build `after` takes over the store.
pub(crate) async fn run(
    setting: &Setting,
    after: &Program,
    deal: Deal,
    fault: Fault,
    what: &'static str,
) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    for n in 1..=MOST {
        let hit = at_call(setting, after, deal, fault, n, &mut outcome).await.with_context(|| format!("call {n}"))?;
        if !hit {
            outcome.must(n > 1, || format!("{what}: no call was hit"));
            return Ok(outcome);
        }
        outcome.count(what, 1);
    }
    bail!("{what}: still at it after {MOST} calls")
}

async fn at_call(
    setting: &Setting,
    after: &Program,
    deal: Deal,
    fault: Fault,
    n: u64,
    outcome: &mut Outcome,
) -> Result<bool> {
    let mut stage = setting.stage(1).await?;
    let shop = Shop::at(&stage);
    let customer = CUSTOMERS[0];
    let mut random = Rng::with_seed(setting.seed + n);
    let mut client = Client::new(0, setting.seed, Arc::clone(&shop));
    let name = client.name();
    let create = Deed::Create(Wish::any(name.clone(), &mut random));
    let cart = client.carry_out(customer, name, create, false).await?.context("a cart")?.json();
    let name = client.name();
    let deed = match deal {
        Deal::CheckOut => Deed::CheckOut(cart["id"].as_str().context("an id")?.to_owned()),
        Deal::Order => Deed::Order(Wish::single(name.clone(), &mut random)),
    };
    let request = client.request(customer, &name, &deed);
    let attempt = shop.journal.plan(name, customer, deed);

    let tracer = Tracer::attach(stage.server(0)?, fault, n)?;
    shop.journal.send(attempt);
    let heard = Connection::default().send(stage.server(0)?.address, &request).await;
    if let Ok(answer) = heard {
        shop.journal.hear(attempt, answer);
    }
    // What the worker does with it is disturbed too.
    settle(&mut stage).await?;
    let hit = tracer.detach().await?;
    stage.take(0).kill()?;
    stage.recast(after.clone());
    stage.add()?;
    shop.move_to(stage.addresses());
    client.ask(attempt, &request, false).await?;
    let (attempts, _, violations) = check::everything(&stage, &shop).await?;
    outcome.tell(&attempts);
    outcome.violations.extend(violations.into_iter().map(|what| format!("at call {n}: {what}")));
    Ok(hit)
}

/// Waits until the server has ended, or has nothing left to do.
async fn settle(stage: &mut Stage) -> Result<()> {
    let mut connection = Connection::default();
    let orders = Request::get(format!("/v1/customers/{}/orders", CUSTOMERS[0]), &stage.token);
    let mut looks = tokio::time::interval(std::time::Duration::from_millis(5));
    for _ in 0..400 {
        looks.tick().await;
        match connection.send(stage.server(0)?.address, &orders).await {
            Ok(answer) if answer.status == 200 && !answer.text.contains("\"pending\"") => return Ok(()),
            Ok(_) => {}
            Err(_) => return Ok(()),
        }
    }
    Ok(())
}
