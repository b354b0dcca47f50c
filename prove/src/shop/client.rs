//! A client: asks for one thing after the other, and for the same again under the same name when it heard nothing.

use super::{CUSTOMERS, Deed, PATIENCE, Shop, Wish};
use crate::{
    exchange::{Answer, Connection, Request, Silence},
    journal::is_final,
};
use anyhow::{Context as _, Result, ensure};
use fastrand::Rng;
use std::{
    sync::{Arc, PoisonError},
    time::Duration,
};
use tokio::time::{interval, timeout};

/// How long to rest before a request is sent again.
const AGAIN: Duration = Duration::from_millis(5);

/// Carts of a customer that are shared at a time.
const CARTS: usize = 4;

/// How often a shared cart is used before it is left alone: bounds what the check has to search through.
const USES: usize = 14;

/// One in so many requests that nobody answered is never sent again.
const GIVES_UP: u32 = 4;

/// How often a client is told that others were faster before it gives up, which must not come to pass.
pub(crate) const CONFLICTS: usize = 50;

pub(crate) struct Client {
    number: usize,
    random: Rng,
    shop: Arc<Shop>,
    connection: Connection,
    attempts: usize,
}

impl Client {
    pub(crate) fn new(number: usize, seed: u64, shop: Arc<Shop>) -> Self {
        let random = Rng::with_seed(seed.wrapping_mul(0x9e37_79b9).wrapping_add(number as u64));
        Self { number, random, shop, connection: Connection::default(), attempts: 0 }
    }

    /// Shops until the shop closes.
    pub(crate) async fn shop(mut self) -> Result<()> {
        while !self.shop.is_closed() {
            let customer = (self.number + self.random.usize(..2)) % CUSTOMERS.len();
            let name = self.name();
            let deed = self.choose(customer, &name);
            let answer = self.carry_out(CUSTOMERS[customer], name, deed.clone(), true).await?;
            if let (Deed::Create(_), Some(answer)) = (&deed, answer)
                && let Some(id) = answer.json()["id"].as_str()
            {
                let mut carts = self.shop.carts[customer].lock().unwrap_or_else(PoisonError::into_inner);
                carts.push_back((id.to_owned(), 0));
            }
        }
        Ok(())
    }

    pub(crate) fn name(&mut self) -> String {
        self.attempts += 1;
        format!("c{}-{}", self.number, self.attempts)
    }

    /// What next: mostly something with a cart that others use too.
    fn choose(&mut self, customer: usize, name: &str) -> Deed {
        let wish = Wish::any(name.to_owned(), &mut self.random);
        let mut carts = self.shop.carts[customer].lock().unwrap_or_else(PoisonError::into_inner);
        carts.retain(|(_, uses)| *uses < USES);
        if carts.len() < CARTS && self.random.usize(..CARTS) >= carts.len() {
            return Deed::Create(wish);
        }
        let place = self.random.usize(..carts.len().max(1));
        let Some((cart, uses)) = carts.get_mut(place) else { return Deed::Create(wish) };
        *uses += 1;
        match self.random.u32(..100) {
            0..35 => Deed::Replace(cart.clone(), wish),
            35..60 => Deed::CheckOut(cart.clone()),
            60..85 => Deed::Read(cart.clone()),
            _ => Deed::Order(Wish::single(name.to_owned(), &mut self.random)),
        }
    }

    /// Asks for something until it is answered; or gives up now and then, if it may.
    pub(crate) async fn carry_out(
        &mut self,
        customer: &'static str,
        name: String,
        deed: Deed,
        may_give_up: bool,
    ) -> Result<Option<Answer>> {
        let request = self.request(customer, &name, &deed);
        let attempt = self.shop.journal.plan(name, customer, deed);
        let asked = timeout(PATIENCE, self.ask(attempt, &request, may_give_up)).await;
        asked.with_context(|| format!("an answer to {} {}", request.method, request.path))?
    }

    /// The same for what is written down already.
    pub(crate) async fn ask(&mut self, attempt: usize, request: &Request, may_give_up: bool) -> Result<Option<Answer>> {
        let mut again = interval(AGAIN);
        let shop = Arc::clone(&self.shop);
        let mut conflicts = 0;
        loop {
            again.tick().await;
            let Some(place) = shop.place(self.random.usize(..)) else { continue };
            shop.journal.send(attempt);
            match self.connection.send(place, request).await {
                Ok(answer) => {
                    shop.journal.hear(attempt, answer.clone());
                    if is_final(&answer) {
                        return Ok(Some(answer));
                    }
                    conflicts += usize::from(answer.status == 409);
                    if conflicts >= CONFLICTS {
                        return Ok(None);
                    }
                    ensure!(answer.status != 500, "{} {}: {}", request.method, request.path, answer.text);
                }
                Err(Silence::NotSent) => shop.journal.unsend(attempt),
                Err(Silence::CutOff) if may_give_up && self.random.u32(..GIVES_UP) == 0 => return Ok(None),
                Err(Silence::CutOff) => {}
            }
        }
    }

    /// What is sent for it.
    pub(crate) fn request(&self, customer: &str, name: &str, deed: &Deed) -> Request {
        let carts = format!("/v1/customers/{customer}/carts");
        let token = &self.shop.token;
        match deed {
            Deed::Read(cart) => Request::get(format!("{carts}/{cart}"), token),
            Deed::Create(wish) => Request::new("POST", carts, token, wish.as_cart()).named(name),
            Deed::Replace(cart, wish) => {
                Request::new("PUT", format!("{carts}/{cart}"), token, wish.as_cart()).named(name)
            }
            Deed::CheckOut(cart) => Request::new("POST", format!("{carts}/{cart}/checkout"), token, "").named(name),
            Deed::Order(wish) => {
                let orders = format!("/v1/customers/{customer}/orders");
                Request::new("POST", orders, token, wish.as_order(customer)).named(name)
            }
        }
    }
}
