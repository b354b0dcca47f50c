//! A kept answer is for whoever may still ask (P7, ruling 6): not after the relationship has ended, and not for another partner.

use super::Outcome;
use crate::{
    exchange::{Answer, Connection, Request},
    shop::{CUSTOMERS, Wish},
    stage::{self, Setting, Stage},
};
use anyhow::{Result, bail};
use fastrand::Rng;

const OTHER_PARTNER: &str = "10000000-0000-4000-8000-000000000002";
const OTHER_GRANT: &str = "grant_type=refresh_token&refresh_token=dev-refresh-002&client_secret=dev-secret\
                           &client_id=20000000-0000-4000-8000-000000000002";

pub(crate) async fn run(setting: &Setting) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let stage = setting.stage(1).await?;
    let other = stage::token(stage.server(0)?.address, OTHER_PARTNER, OTHER_GRANT).await?;
    let mut random = Rng::with_seed(setting.seed);
    for customer in CUSTOMERS {
        let path = format!("/v1/customers/{customer}/carts");
        let body = Wish::single(format!("kept-{customer}"), &mut random).as_cart();
        let create = Request::new("POST", path, &stage.token, body).named("kept");
        let kept = send(&stage, &create).await?;
        outcome.must(kept.status == 201 && send(&stage, &create).await? == kept, || format!("not kept: {kept:?}"));
        let foreign = Request { token: Some(other.clone()), ..create.clone() };
        refused(&mut outcome, &send(&stage, &foreign).await?);
        let end = r#"{"relationshipToPartner":"none"}"#;
        let end = Request::new("PATCH", format!("/v1/customers/{customer}"), &stage.token, end);
        let ended = send(&stage, &end).await?;
        outcome.must(ended.status == 200, || format!("the relationship does not end: {ended:?}"));
        refused(&mut outcome, &send(&stage, &create).await?);
        outcome.count("replays by whoever may not ask any more", 2);
    }
    Ok(outcome)
}

fn refused(outcome: &mut Outcome, answer: &Answer) {
    let refused = answer.status == 403 && answer.json()["code"] == 20_002;
    outcome.must(refused, || format!("who may not ask was answered {answer:?}"));
}

async fn send(stage: &Stage, request: &Request) -> Result<Answer> {
    match Connection::default().send(stage.server(0)?.address, request).await {
        Ok(answer) => Ok(answer),
        Err(silence) => bail!("{} {}: {silence:?}", request.method, request.path),
    }
}
