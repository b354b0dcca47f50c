//! What somebody wants to buy. Every line says in its name whose wish it is.

use fastrand::Rng;
use serde_json::{Value, json};

/// What is bought: item, term and cycle of its charges.
pub(crate) const ITEMS: [Item; 3] = [
    Item { id: "CFQ7TTC0LH16:0001:CFQ7TTC0XXXX", term: Some("P1M"), cycle: "monthly" },
    Item { id: "CFQ7TTC0LFLX:0001:CFQ7TTC0LB30", term: Some("P1M"), cycle: "monthly" },
    Item { id: "91FD106F-4B2C-4938-95AC-F54F74E9A239", term: None, cycle: "monthly" },
];

#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) id: &'static str,
    pub(crate) term: Option<&'static str>,
    pub(crate) cycle: &'static str,
}

/// Lines, each an item and a quantity.
#[derive(Clone, Debug)]
pub(crate) struct Wish {
    pub(crate) name: String,
    pub(crate) lines: Vec<(usize, i64)>,
}

impl Wish {
    /// Some lines.
    pub(crate) fn any(name: String, random: &mut Rng) -> Self {
        let lines = (0..random.usize(1..=3)).map(|_| (random.usize(..ITEMS.len()), random.i64(1..=3))).collect();
        Self { name, lines }
    }

    /// One line, which makes one order.
    pub(crate) fn single(name: String, random: &mut Rng) -> Self {
        Self { name, lines: vec![(random.usize(..ITEMS.len()), random.i64(1..=3))] }
    }

    /// What its lines are called, in their order.
    pub(crate) fn line_names(&self) -> impl Iterator<Item = String> {
        (0..self.lines.len()).map(|place| line_name(&self.name, place))
    }

    pub(crate) fn as_cart(&self) -> String {
        let line = |(place, &(item, quantity)): (usize, &(usize, i64))| {
            let Item { id, term, cycle } = ITEMS[item];
            json!({
                "id": place, "catalogItemId": id, "quantity": quantity, "billingCycle": cycle, "termDuration": term,
                "friendlyName": line_name(&self.name, place),
            })
        };
        json!({ "lineItems": self.lines.iter().enumerate().map(line).collect::<Vec<_>>() }).to_string()
    }

    pub(crate) fn as_order(&self, customer: &str) -> String {
        let line = |(place, &(item, quantity)): (usize, &(usize, i64))| {
            let Item { id, term, .. } = ITEMS[item];
            json!({
                "lineItemNumber": place, "offerId": id, "quantity": quantity, "termDuration": term,
                "friendlyName": line_name(&self.name, place),
            })
        };
        let lines: Vec<Value> = self.lines.iter().enumerate().map(line).collect();
        let order = json!({ "referenceCustomerId": customer, "billingCycle": "monthly", "lineItems": lines });
        order.to_string()
    }
}

/// The wish, and which of its lines.
pub(crate) fn line_name(wish: &str, place: usize) -> String {
    format!("{wish}/{place}")
}
