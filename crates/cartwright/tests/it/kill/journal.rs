//! What a client asked for and what it was answered, purchase by purchase.

use super::random::Random;
use crate::support::{Answer, LEGACY_BASE, PLAIN_LICENCE, Request, SOFTWARE, carts};
use serde_json::{Value, json};

/// The commands of a purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Create,
    Replace,
    CheckOut,
}

/// One purchase: commands in their order, each under a request id of its own, and the answers so far.
pub struct Purchase {
    customer: &'static str,
    name: String,
    plan: Vec<Step>,
    lines: Vec<&'static str>,
    quantity: u64,
    answers: Vec<Answer>,
    /// Whether the next command was sent and cut off.
    pub in_doubt: bool,
}

impl Purchase {
    pub fn new(customer: &'static str, name: String, random: &mut Random) -> Self {
        let mut plan = vec![Step::Create];
        plan.extend((0..random.below(3)).map(|_| Step::Replace));
        plan.extend((0..=random.below(2)).map(|_| Step::CheckOut));
        let mut lines = vec![PLAIN_LICENCE, SOFTWARE, LEGACY_BASE];
        for _ in 0..random.below(3) {
            lines.remove(usize::try_from(random.below(lines.len() as u64)).expect("a place"));
        }
        Self { customer, name, plan, lines, quantity: 1 + random.below(1_000), answers: Vec::new(), in_doubt: false }
    }

    /// The next command, until there is none.
    pub fn next(&self) -> Option<Request> {
        (self.answers.len() < self.plan.len()).then(|| self.request(self.answers.len()))
    }

    pub fn keep(&mut self, answer: Answer) {
        assert_eq!(answer.status, 201, "{}", answer.text);
        self.answers.push(answer);
        self.in_doubt = false;
    }

    /// Every command that was answered, with its answer.
    pub fn answered(&self) -> impl Iterator<Item = (Request, &Answer)> {
        self.answers.iter().enumerate().map(|(place, answer)| (self.request(place), answer))
    }

    /// Where the cart is, once its creation was answered.
    pub fn cart_path(&self) -> Option<String> {
        let cart = self.answers.first()?.json();
        Some(format!("{}/{}", carts(self.customer), cart["id"].as_str().expect("an id")))
    }

    /// The orders of the first checkout that was answered.
    pub fn orders(&self) -> Option<Vec<Value>> {
        let place = self.plan.iter().position(|step| *step == Step::CheckOut)?;
        let result = self.answers.get(place)?.json();
        assert_eq!(result.get("orderErrors"), None, "{result}");
        Some(result["orders"].as_array().expect("orders").clone())
    }

    /// The cart as it was last answered.
    pub fn cart(&self) -> Option<Value> {
        let steps = self.plan.iter().zip(&self.answers);
        let mut carts = steps.filter(|(step, _)| **step != Step::CheckOut);
        carts.next_back().map(|(_, answer)| answer.json())
    }

    /// Asserts that a cart is as it was last answered; or, while a command is in doubt, as that command leaves it.
    /// Returns whether the command in doubt was done.
    pub fn agrees(&self, found: &Value) -> bool {
        let known = self.cart().expect("an answer");
        let step = self.plan.get(self.answers.len()).filter(|_| self.in_doubt);
        if self.orders().is_some() {
            assert_eq!((&found["status"], &found["lineItems"]), (&json!("Ordered"), &known["lineItems"]));
            return false;
        }
        if *found == known {
            return false;
        }
        match step {
            Some(Step::Replace) => {
                assert_eq!(found["status"], "Active");
                let wished = self.wish(self.answers.len());
                for (line, wished) in lines(found).iter().zip(lines(&wished)) {
                    assert_eq!(line["quantity"], wished["quantity"], "{found}");
                }
            }
            Some(Step::CheckOut) => {
                assert_eq!((&found["status"], &found["lineItems"]), (&json!("Ordered"), &known["lineItems"]));
            }
            _ => panic!("nothing was asked of {known} that makes it {found}"),
        }
        true
    }

    fn request(&self, place: usize) -> Request {
        let request = match self.plan[place] {
            Step::Create => Request::post(carts(self.customer)).json(&self.wish(place)),
            Step::Replace => Request::put(self.cart_path().expect("a cart")).json(&self.wish(place)),
            Step::CheckOut => Request::post(format!("{}/checkout", self.cart_path().expect("a cart"))),
        };
        request.request_id(&format!("{}-{place}", self.name))
    }

    fn wish(&self, place: usize) -> Value {
        let quantity = self.quantity + place as u64;
        let line = |item: &&'static str| match *item {
            PLAIN_LICENCE => {
                json!({ "catalogItemId": item, "quantity": quantity, "billingCycle": "monthly", "termDuration": "P1Y" })
            }
            SOFTWARE => json!({ "catalogItemId": item, "quantity": quantity, "billingCycle": "one_time" }),
            _ => json!({ "catalogItemId": item, "quantity": quantity, "billingCycle": "annual" }),
        };
        json!({ "lineItems": self.lines.iter().map(line).collect::<Vec<_>>() })
    }
}

/// Asserts that the orders of a purchase are what its cart holds: each line in one order, each group once.
pub fn assert_bought(cart: &Value, orders: &[Value]) {
    let wished = |line: &Value| (line["catalogItemId"].clone(), line["quantity"].clone());
    let bought = |line: &Value| (line["offerId"].clone(), line["quantity"].clone());
    let bought: Vec<_> = orders.iter().flat_map(|order| lines(order).iter().map(bought)).collect();
    assert_eq!(bought, lines(cart).iter().map(wished).collect::<Vec<_>>(), "{cart}");
    assert_eq!(orders.len(), lines(cart).len(), "these lines are of a group each");
}

pub fn lines(of: &Value) -> &Vec<Value> {
    of["lineItems"].as_array().expect("lines")
}
