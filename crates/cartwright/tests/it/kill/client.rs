//! A client that buys for one customer, remembers everything, and compares it with the server.

use super::{
    journal::{Purchase, assert_bought, lines},
    random::Random,
};
use crate::support::{Answer, CutOff, Request, SOFTWARE, send, try_send};
use serde_json::{Value, json};
use std::{collections::HashMap, net::SocketAddr};
use tokio::sync::mpsc::UnboundedSender;

pub struct Client {
    name: u64,
    customer: &'static str,
    token: String,
    random: Random,
    purchases: Vec<Purchase>,
    /// The first purchase that was not looked at since it last changed.
    recent: usize,
    /// Requests that were sent and never answered.
    pub cut_off: usize,
    /// Commands among them that turned out to be done.
    pub done_unheard: usize,
}

impl Client {
    pub fn new(name: u64, customer: &'static str, token: &str) -> Self {
        Self {
            name,
            customer,
            token: token.to_owned(),
            random: Random::new(name),
            purchases: Vec::new(),
            recent: 0,
            cut_off: 0,
            done_unheard: 0,
        }
    }

    /// Goes on with what was left, then with new purchases, until the server is gone. A command that was cut off is
    /// sent again under the same request id.
    pub async fn buy(mut self, server: SocketAddr, answered: UnboundedSender<()>) -> Self {
        loop {
            let Some(request) = self.purchases.last().and_then(Purchase::next) else {
                let name = format!("{}-{}", self.name, self.purchases.len());
                let purchase = Purchase::new(self.customer, name, &mut self.random);
                self.purchases.push(purchase);
                continue;
            };
            let outcome = try_send(server, request.token(&self.token)).await;
            let purchase = self.purchases.last_mut().expect("a purchase");
            match outcome {
                Ok(answer) => {
                    answer.check_frame();
                    purchase.keep(answer);
                    answered.send(()).ok();
                }
                Err(CutOff::NotConnected) => return self,
                Err(CutOff::NoAnswer) => {
                    purchase.in_doubt = true;
                    self.cut_off += 1;
                    return self;
                }
            }
        }
    }

    /// Compares what the last round did, and a purchase of an earlier one, with the server. In its turn a client also
    /// compares the whole list of its customer's orders.
    pub async fn agree_on_recent(mut self, server: SocketAddr, turn: u64) -> Self {
        let mut places: Vec<_> = (self.recent..self.purchases.len()).collect();
        if self.recent > 0 {
            let older = self.random.below(self.recent as u64);
            places.push(usize::try_from(older).expect("a place"));
        }
        for place in places {
            self.done_unheard += usize::from(self.agree_on(place, server).await);
        }
        if turn == self.name {
            self.agree_on_orders(server).await;
        }
        self.recent = self.purchases.len().saturating_sub(1);
        self
    }

    /// Compares everything.
    pub async fn agree_on_everything(self, server: SocketAddr) -> Self {
        for place in 0..self.purchases.len() {
            self.agree_on(place, server).await;
        }
        self.agree_on_orders(server).await;
        self
    }

    /// Sends what is left of the last purchase.
    pub async fn finish(mut self, server: SocketAddr) -> Self {
        while let Some(request) = self.purchases.last().and_then(Purchase::next) {
            let answer = send(server, request.token(&self.token)).await;
            self.purchases.last_mut().expect("a purchase").keep(answer);
        }
        self
    }

    pub async fn assert_completed(&self, server: SocketAddr) {
        for order in self.list(server).await {
            assert_eq!(order["status"], "completed", "{order}");
            for line in lines(&order) {
                assert_eq!(line["subscriptionId"].is_string(), line["offerId"] != SOFTWARE, "{order}");
            }
        }
    }

    pub fn carts(&self) -> usize {
        self.purchases.len()
    }

    pub fn orders(&self) -> usize {
        self.purchases.iter().filter_map(Purchase::orders).map(|orders| orders.len()).sum()
    }

    /// Order groups of the cart whose checkout is in doubt.
    pub fn orders_in_doubt(&self) -> usize {
        let purchase = self.purchases.last().filter(|purchase| purchase.in_doubt);
        let unheard = purchase.filter(|purchase| purchase.orders().is_none());
        unheard.and_then(Purchase::cart).map_or(0, |cart| lines(&cart).len())
    }

    pub fn order_lines(&self) -> usize {
        let orders = self.purchases.iter().filter_map(Purchase::orders).flatten();
        orders.map(|order| lines(&order).len()).sum()
    }

    pub fn answers(&self) -> usize {
        self.purchases.iter().map(|purchase| purchase.answered().count()).sum()
    }

    async fn get(&self, path: String, server: SocketAddr) -> Answer {
        send(server, Request::get(path).token(&self.token)).await
    }

    /// Compares one purchase with the server; whether a command of it that is in doubt turned out to be done.
    async fn agree_on(&self, place: usize, server: SocketAddr) -> bool {
        let purchase = &self.purchases[place];
        let Some(path) = purchase.cart_path() else { return false };
        let found = self.get(path, server).await.expect(200);
        let done_unheard = purchase.agrees(&found);
        for (request, first) in purchase.answered() {
            let again = send(server, request.token(&self.token)).await;
            assert_eq!((again.status, &again.text), (first.status, &first.text));
        }
        let orders = purchase.orders().unwrap_or_default();
        for order in &orders {
            let id = order["id"].as_str().expect("an id");
            let path = format!("/v1/customers/{}/orders/{id}?include_price=true", self.customer);
            let found = self.get(path, server).await.expect(200);
            assert_eq!(as_first_made(&found), as_first_made(order));
        }
        if !orders.is_empty() {
            assert_bought(&found, &orders);
        }
        done_unheard
    }

    /// Every order that was acknowledged is in the list once, as it was made. Others can only be of the one checkout
    /// that is in doubt.
    async fn agree_on_orders(&self, server: SocketAddr) {
        let listed = self.list(server).await;
        let mut found: HashMap<String, Value> = HashMap::new();
        for order in listed {
            let id = order["id"].as_str().expect("an id").to_owned();
            assert!(found.insert(id, as_first_made(&order)).is_none(), "twice: {order}");
        }
        for order in self.purchases.iter().filter_map(Purchase::orders).flatten() {
            let listed = found.remove(order["id"].as_str().expect("an id"));
            assert_eq!(listed, Some(as_first_made(&order)));
        }
        let last = self.purchases.last().filter(|purchase| purchase.in_doubt);
        if found.is_empty() {
            return;
        }
        let cart = last.and_then(Purchase::cart).expect("a purchase that these orders may be of");
        let mut unheard: Vec<_> = found.into_values().collect();
        unheard.sort_by_key(|order| place_of(&cart, order));
        assert_bought(&cart, &unheard);
    }

    async fn list(&self, server: SocketAddr) -> Vec<Value> {
        let path = format!("/v1/customers/{}/orders?include_price=true", self.customer);
        let list = self.get(path, server).await.expect(200);
        list["items"].as_array().expect("orders").clone()
    }
}

/// Where an order's first line stands in a cart.
fn place_of(cart: &Value, order: &Value) -> Option<usize> {
    let item = &lines(order)[0]["offerId"];
    lines(cart).iter().position(|line| line["catalogItemId"] == *item)
}

/// An order without what provisioning adds to it.
fn as_first_made(order: &Value) -> Value {
    let mut order = order.clone();
    let modern = order["lineItems"][0]["pricing"].is_object();
    if modern {
        order["status"] = json!("pending");
        for line in order["lineItems"].as_array_mut().expect("lines") {
            line.as_object_mut().expect("a line").remove("subscriptionId");
        }
    }
    order
}
