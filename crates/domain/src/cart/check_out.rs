//! Checking out: one order for each order group (seed 002, digest 7.6).
//!
//! A pure decision on one version of the cart. That it is taken only once, whatever happens around it, is the work of
//! the version guard and the unique order ids that the store holds it to.

use crate::{
    cart::{
        Buyer, Cart, CartLineItem, CartStatus, buying,
        line_check::{self, Base, Promoting},
        lost,
        place::{self, Ordered},
    },
    counter::Use,
    fault::{Fault, FaultKind},
    member::{Member, Place},
    order::{CheckoutResult, CommerceSystem, Order, OrderError},
    provisioning::ProvisioningJob,
    reseller::Reseller,
    subscription::Subscription,
    time::Timestamp,
};
use std::time::Duration;

/// What a checkout answers, and what it changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkout {
    /// The answer.
    pub result: CheckoutResult,
    /// What is new; `None` for a repeated checkout, which changes nothing.
    pub placed: Option<Placed>,
}

/// What a checkout leaves behind, all of it or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The cart afterwards.
    pub cart: Cart,
    /// The new orders.
    pub orders: Vec<Order>,
    /// The subscriptions of legacy lines, which need no provisioning (ruling 18).
    pub subscriptions: Vec<Subscription>,
    /// The work that is left for modern orders.
    pub jobs: Vec<ProvisioningJob>,
    /// What the orders use up.
    pub uses: Vec<Use>,
}

/// Turns a cart into orders. An ordered cart answers its first result again (ruling 3); after a partial failure only
/// the groups without an order are tried (ruling 2).
///
/// # Errors
/// What bars the partner or the customer from buying at all: 800039, 13605, 800073, 800075, the first of these in this
/// order. Then 800009 when a line has an error, or gets one now that it is held against the catalogue again.
pub fn check_out(
    cart: &Cart,
    buyer: Buyer<'_>,
    resellers: &[Reseller],
    provisioning_delay: Duration,
) -> Result<Checkout, Fault> {
    let mut result = CheckoutResult { orders: cart.placed.clone(), order_errors: Vec::new() };
    if cart.status == CartStatus::Ordered {
        return Ok(Checkout { result, placed: None });
    }
    buying::check_buyer(buyer)?;
    let in_cart = line_check::in_cart(cart.open_lines().map(|(_, line)| line), buyer);
    let buyer = Buyer { owned: buyer.used, in_cart: &in_cart, ..buyer };
    check_lines(cart, buyer)?;
    let groups = open_groups(cart);
    let mut trying = groups.clone();
    let mut placed = loop {
        let (placed, failing) = place_groups(cart, &trying, buyer, resellers, provisioning_delay);
        if failing.is_empty() {
            break placed;
        }
        // What was to be bought with them may not be bought without them: an add-on without its base.
        trying.retain(|group| failing.iter().all(|error| error.order_group != *group));
        result.order_errors.extend(failing);
    };
    result.order_errors.sort_by_key(|error| groups.iter().position(|group| *group == error.order_group));
    result.orders.extend(placed.orders.iter().cloned());
    if placed.orders.is_empty() && !result.order_errors.is_empty() {
        return Ok(Checkout { result, placed: None });
    }
    placed.cart.placed.clone_from(&result.orders);
    if result.order_errors.is_empty() {
        placed.cart.status = CartStatus::Ordered;
    }
    Ok(Checkout { result, placed: Some(placed) })
}

/// Places these groups one after the other, each on what the earlier ones leave. Only what stands in them is bought together.
fn place_groups(
    cart: &Cart,
    groups: &[String],
    buyer: Buyer<'_>,
    resellers: &[Reseller],
    provisioning_delay: Duration,
) -> (Placed, Vec<OrderError>) {
    let within = |line: &&CartLineItem| line.order_group.as_ref().is_some_and(|group| groups.contains(group));
    let in_cart = line_check::in_cart(cart.open_lines().map(|(_, line)| line).filter(within), buyer);
    let (mut placed, mut failing) = (Placed::nothing(cart), Vec::new());
    let mut used = buyer.used.clone();
    for group in groups {
        match place::order(cart, group, Buyer { used: &used, in_cart: &in_cart, ..buyer }, resellers) {
            Ok(ordered) => {
                used.add_all(&ordered.uses);
                placed.add(ordered, buyer.now.plus(provisioning_delay));
            }
            Err(fault) => failing.push(OrderError { order_group: group.clone(), fault }),
        }
    }
    (placed, failing)
}

impl Placed {
    fn nothing(cart: &Cart) -> Self {
        let cart = cart.clone();
        Self { cart, orders: Vec::new(), subscriptions: Vec::new(), jobs: Vec::new(), uses: Vec::new() }
    }

    fn add(&mut self, ordered: Ordered, due: Timestamp) {
        let Ordered { order, subscriptions, uses } = ordered;
        if order.system == CommerceSystem::Modern {
            self.jobs.push(ProvisioningJob { order: order.id.clone(), due });
        }
        self.orders.push(order);
        self.subscriptions.extend(subscriptions);
        self.uses.extend(uses);
    }
}

/// The groups without an order, in order of appearance.
pub(super) fn open_groups(cart: &Cart) -> Vec<String> {
    let placed = cart.placed_groups();
    let mut open: Vec<String> = Vec::new();
    for group in cart.line_items.iter().filter_map(|line| line.order_group.as_deref()) {
        if !placed.contains(&group) && !open.iter().any(|known| known == group) {
            open.push(group.to_owned());
        }
    }
    open
}

/// Every line that is not ordered yet must still be one that can be bought. What was lost meanwhile concerns its order
/// group alone (ruling 26).
fn check_lines(cart: &Cart, buyer: Buyer<'_>) -> Result<(), Fault> {
    let mut fault = Fault::new(FaultKind::CartItemErrorInCreateOrder);
    for (index, line) in cart.open_lines() {
        let at = Place::from(Member::LineItems).index(index);
        let base = Base::of(line);
        fault = check_line(line, None, buyer, &at, fault);
        for (index, addon) in line.addon_items.iter().enumerate() {
            let at = at.member(Member::AddonItems).index(index);
            fault = check_line(addon, Some(base), buyer, &at, fault);
        }
    }
    if fault.findings().is_empty() { Ok(()) } else { Err(fault) }
}

fn check_line(line: &CartLineItem, under: Option<Base<'_>>, buyer: Buyer<'_>, at: &Place, fault: Fault) -> Fault {
    let error = line.error.clone().or_else(|| {
        let error = line_check::resolve(line, under, buyer, Promoting::AsShown, at).err();
        error.filter(|error| lost::in_order(error, buyer).is_none())
    });
    let Some(error) = error else { return fault };
    let seen = format!("error {} ({})", error.kind().code(), error.text());
    fault.seen(at.clone(), seen, "a line without error: repair it with PUT")
}
