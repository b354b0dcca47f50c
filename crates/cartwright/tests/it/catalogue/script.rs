//! A row of requests as the catalogue prints them, and how it is run. `contract/provocations.toml` says how it is written.

use crate::support::{Answer, PARTNER, Request, TestServer, send};
use std::time::Duration;

pub struct Script(Vec<Step>);

struct Step {
    partner: String,
    sign_in: SignIn,
    days_later: u32,
    provisioned: bool,
    request: Request,
}

enum SignIn {
    App,
    Not,
    With(String),
}

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// What later requests may name.
#[derive(Default)]
struct Made {
    carts: Vec<String>,
    order: Option<String>,
    subscription: Option<String>,
}

impl Script {
    pub fn read(text: &str) -> Self {
        let mut partner = PARTNER.to_owned();
        let mut blocks: Vec<String> = Vec::new();
        // A block without a method of its own is the body of the one before.
        for block in text.trim().split("\n\n") {
            let first = block.lines().find(|line| !line.starts_with('#')).unwrap_or_default();
            match (first.split(' ').next(), blocks.last_mut()) {
                (Some("GET" | "POST" | "PUT" | "PATCH" | "DELETE"), _) | (_, None) => blocks.push(block.to_owned()),
                (_, Some(last)) => *last = format!("{last}\n{block}"),
            }
        }
        Self(blocks.iter().map(|block| step(block, &mut partner)).collect())
    }

    /// Runs all of it, and returns the last answer. Those before must succeed.
    pub async fn run(self, server: &TestServer) -> Answer {
        let mut made = Made::default();
        let mut last = None;
        for step in self.0 {
            if let Some(Answer { status, text, .. }) = last {
                assert!(http::StatusCode::is_success(&status), "a step before the last was refused: {text}");
            }
            let answer = step.run(server, &made).await;
            made.note(&answer);
            last = Some(answer);
        }
        last.expect("at least one request")
    }
}

fn step(block: &str, partner: &mut String) -> Step {
    let (mut sign_in, mut days_later, mut provisioned) = (SignIn::App, 0, false);
    let (said, lines): (Vec<_>, Vec<_>) = block.lines().partition(|line| line.starts_with('#'));
    for said in said {
        let words: Vec<_> = said.split(' ').collect();
        match words[1..] {
            ["as", "partner", tenant] => tenant.clone_into(partner),
            ["without", "a", "token"] => sign_in = SignIn::Not,
            ["with", "the", "token", token] => sign_in = SignIn::With(token.to_owned()),
            ["eight", "days", "later"] => days_later = 8,
            ["forty", "days", "later"] => days_later = 40,
            ["once", "it", "is", "provisioned"] => provisioned = true,
            _ => panic!("not understood: {said}"),
        }
    }
    let (method, path) = lines[0].split_once(' ').expect("method and path");
    let mut request = Request::new(method, path);
    let headers = lines[1..].iter().map_while(|line| line.split_once(": ").filter(|(name, _)| is_header(name)));
    let headers: Vec<_> = headers.collect();
    let body = lines[1 + headers.len()..].join("\n");
    for (name, value) in &headers {
        request = request.header(name, *value);
    }
    if !body.is_empty() && !headers.iter().any(|(name, _)| *name == "Content-Type") {
        request = request.header("Content-Type", "application/json");
    }
    request.body = body.into_bytes();
    Step { partner: partner.clone(), sign_in, days_later, provisioned, request }
}

fn is_header(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

impl Step {
    async fn run(self, server: &TestServer, made: &Made) -> Answer {
        let Self { partner, sign_in, days_later, provisioned, mut request } = self;
        server.clock.advance(DAY * days_later);
        if provisioned {
            server.provision().await;
        }
        request.path = made.fill(&request.path);
        let request = match sign_in {
            SignIn::App => request.token(&server.app_user_token(&partner).await),
            SignIn::Not => request,
            SignIn::With(token) => request.token(&token),
        };
        send(server.address(), request).await
    }
}

impl Made {
    fn note(&mut self, answer: &Answer) {
        let body = answer.json();
        match body["attributes"]["objectType"].as_str() {
            Some("Cart") => self.carts.extend(body["id"].as_str().map(str::to_owned)),
            Some("Collection") if body["items"][0]["attributes"]["objectType"] == "Subscription" => {
                self.subscription = body["items"][0]["id"].as_str().map(str::to_owned);
            }
            Some("CartCheckoutResult") => self.order = body["orders"][0]["id"].as_str().map(str::to_owned),
            Some("Order") => self.order = body["id"].as_str().map(str::to_owned),
            _ => {}
        }
    }

    fn fill(&self, path: &str) -> String {
        let last = self.carts.last().map_or("", String::as_str);
        let first = self.carts.first().map_or("", String::as_str);
        let order = self.order.as_deref().unwrap_or_default();
        let subscription = self.subscription.as_deref().unwrap_or_default();
        let path = path.replace("{cart}", last).replace("{cart1}", first);
        path.replace("{order}", order).replace("{subscription}", subscription)
    }
}
