//! A shop: the rules, and what they leave behind, kept as a store would keep it.

use super::{Seen, wish::Wish};
use crate::support::TestClock;
use app::Clock as _;
use domain::{
    Timestamp,
    caller::{Caller, CallerKind},
    cart::{self, Buyer, Cart, CartLineItem, CartStatus, Checkout, Known, Limits},
    catalog::Catalog,
    counter::Usage,
    customer::Customer,
    fault::{Fault, FaultKind},
    id::{CartId, UserId},
    order::{CheckoutResult, Order},
    partner::Partner,
    world::World,
};
use proptest::prelude::*;
use std::{collections::BTreeSet, time::Duration};
use uuid::Uuid;

pub struct Shop<'a> {
    world: &'a World,
    catalog: Catalog,
    used: Usage,
    pub orders: Vec<Order>,
    carts: u128,
    now: Timestamp,
}

impl<'a> Shop<'a> {
    pub fn of(world: &'a World) -> Self {
        let mut used = Usage::default();
        used.add_all(&world.uses());
        let now = TestClock::default().now();
        Self { world, catalog: world.catalog(), used, orders: Vec::new(), carts: 0, now }
    }

    /// Makes the cart, checks it out, replaces what is in it, and checks it out again.
    pub fn buy(&mut self, wish: &Wish, seen: &mut Seen) -> Result<(), TestCaseError> {
        let customer = &self.world.customers[wish.customer(self.world)];
        let partner = self.world.partners.iter().find(|partner| partner.id == customer.partner).expect("a partner");
        let caller = Caller { partner: partner.id, user: UserId(Uuid::nil()), kind: CallerKind::AppUser };
        self.carts += 1;
        let id = CartId(Uuid::from_u128(self.carts));
        let known = self.known(customer);
        let buyer = self.buyer(partner, customer, &known);
        let made = cart::create(id, wish.draft(self.world), buyer, Limits::default(), &caller);
        let Ok(cart) = made else {
            seen.refused += 1;
            return Ok(());
        };
        check_groups(&cart)?;
        let cart = self.check_out(cart, partner, customer, seen)?;

        let known = self.known(customer);
        let buyer = self.buyer(partner, customer, &known);
        match cart::update(&cart, wish.second_draft(self.world), buyer, Limits::default(), &caller) {
            Ok(replaced) => {
                prop_assert_ne!(cart.status, CartStatus::Ordered);
                check_groups(&replaced)?;
                self.check_out(replaced, partner, customer, seen).map(drop)
            }
            Err(_) => Ok(()),
        }
    }

    /// Checks a cart out, keeps what it leaves, and returns the cart as it is afterwards.
    fn check_out(
        &mut self,
        cart: Cart,
        partner: &Partner,
        customer: &Customer,
        seen: &mut Seen,
    ) -> Result<Cart, TestCaseError> {
        let known = self.known(customer);
        let buyer = self.buyer(partner, customer, &known);
        let open = lines(&cart).filter(|line| line.error.is_some()).count();
        let checkout = match cart::check_out(&cart, buyer, &self.world.resellers, Duration::ZERO) {
            Ok(checkout) => checkout,
            Err(fault) => {
                prop_assert_eq!(open > 0 || is_bar(&fault), true, "without a faulty line: {:?}", fault);
                if is_bar(&fault) {
                    seen.barred += 1
                } else {
                    seen.faulty += 1
                }
                return Ok(cart);
            }
        };
        prop_assert_eq!(open, 0, "ordered with a faulty line");
        check_result(&cart, &checkout.result)?;
        match (checkout.result.orders.len(), checkout.result.order_errors.len()) {
            (_, 0) => seen.ordered += 1,
            (0, _) => seen.failed += 1,
            (_, _) => seen.in_part += 1,
        }
        self.keep(cart, checkout)
    }

    /// Moves the counters as the store does: none may pass its limit.
    fn keep(&mut self, cart: Cart, checkout: Checkout) -> Result<Cart, TestCaseError> {
        let Some(placed) = checkout.placed else { return Ok(cart) };
        for wanted in &placed.uses {
            prop_assert!(!wanted.passes(self.used.of(&wanted.counter)), "{:?} of {:?}", wanted, self.used);
            self.used.add(wanted.counter.clone(), wanted.by);
        }
        self.orders.extend(placed.orders);
        let again = placed.cart.placed.clone();
        prop_assert_eq!(again, checkout.result.orders, "a repeated checkout answers the same");
        Ok(placed.cart)
    }

    fn known(&self, customer: &Customer) -> Known {
        let owned = self.world.subscriptions.iter().filter(|owned| owned.customer == customer.id);
        Known { subscriptions: owned.map(|owned| owned.subscription.clone()).collect(), used: self.used.clone() }
    }

    fn buyer<'b>(&'b self, partner: &'b Partner, customer: &'b Customer, known: &'b Known) -> Buyer<'b> {
        Buyer::new(partner, customer, &self.catalog, self.now).knowing(known)
    }
}

fn lines(cart: &Cart) -> impl Iterator<Item = &CartLineItem> {
    cart.line_items.iter().flat_map(CartLineItem::with_addons)
}

/// A line has a group or an error, and not both; an add-on without error has the group of its base.
fn check_groups(cart: &Cart) -> Result<(), TestCaseError> {
    for line in &cart.line_items {
        prop_assert_ne!(line.order_group.is_some(), line.error.is_some(), "{:?}", line);
        for addon in &line.addon_items {
            let expected = line.order_group.as_ref().filter(|_| addon.error.is_none());
            prop_assert_eq!(addon.order_group.as_ref(), expected, "{:?}", line);
        }
    }
    Ok(())
}

/// Each group of the cart is an order or an order error; each order's total is the sum of its lines.
fn check_result(cart: &Cart, result: &CheckoutResult) -> Result<(), TestCaseError> {
    let groups: BTreeSet<_> = lines(cart).filter_map(|line| line.order_group.clone()).collect();
    let ordered: BTreeSet<_> = result.orders.iter().map(|order| order.order_group.clone()).collect();
    let failed: BTreeSet<_> = result.order_errors.iter().map(|error| error.order_group.clone()).collect();
    prop_assert!(ordered.is_disjoint(&failed));
    prop_assert_eq!(groups, ordered.union(&failed).cloned().collect());
    for order in &result.orders {
        let prices = order.line_items.iter().filter_map(|line| line.pricing.as_ref());
        let prices: Vec<_> = prices.map(|pricing| pricing.extended_price).collect();
        let total = prices.iter().copied().reduce(|sum, price| sum + price);
        prop_assert_eq!(order.total_price, total);
        for price in prices {
            prop_assert_eq!(price, order.currency.round(price));
        }
    }
    Ok(())
}

/// What keeps the partner or the customer from buying at all (ruling 26).
fn is_bar(fault: &Fault) -> bool {
    matches!(
        fault.kind(),
        FaultKind::ResellerProgramStatusNotActive
            | FaultKind::CustomerAgreementNotAccepted
            | FaultKind::CustomerUnderReview
            | FaultKind::CustomerNotApproved
    )
}
