//! What is said of a promotion is what is done: whatever was bought before, and whatever is asked, an item that is said to
//! be eligible gets the promotion when it is bought with it, and one that is said not to be does not.
//!
//! Straight at the rules, without HTTP, so that many cases fit into a moment.

use crate::support::TestClock;
use app::Clock as _;
use domain::{
    billing_cycle::BillingCycle,
    caller::{Caller, CallerKind},
    cart::{
        self, Buyer, CartDraft, Known, Limits, LineDraft,
        eligibility::{self, EligibilityItemDraft},
    },
    counter::{Counter, Usage},
    customer::Customer,
    id::{CartId, UserId},
    promotion::Promotion,
    world::World,
};
use proptest::{prelude::*, test_runner::TestRunner};
use std::{cell::Cell, time::Duration};
use uuid::Uuid;

/// What is asked, of whom, and what was bought before; each number picks one of what there is.
#[derive(Clone, Debug)]
struct Case {
    customer: usize,
    item: usize,
    promotion: usize,
    quantity: i32,
    cycle: usize,
    term: Option<&'static str>,
    bought: bool,
    seats: i64,
    days: i64,
}

const ITEMS: [&str; 5] = [
    "CFQ7TTC0LFLX:0001:CFQ7TTC0LB30",
    "cfq7ttc0lh16:0001:cfq7ttc0xxxx",
    "CFQ7TTC0LF8S:0001:CFQ7TTC0N81H",
    "CFQ7TTC0LF8S:0002:CFQ7TTC0TRIA",
    "91FD106F-4B2C-4938-95AC-F54F74E9A239",
];

fn case() -> impl Strategy<Value = Case> {
    let quantity = prop_oneof![4 => 1..9_i32, 2 => 90..110_i32, 1 => 290..310_i32];
    let term = prop_oneof![2 => Just(Some("P1M")), 4 => Just(Some("P1Y")), 2 => Just(None), 1 => Just(Some("P12M"))];
    let seats = prop_oneof![3 => Just(0), 2 => 0..300_i64];
    // Around the days of the promotion that has ended, and today.
    let days = prop_oneof![2 => Just(0), 1 => -1500..0_i64];
    let what = (0..8_usize, 0..ITEMS.len(), 0..3_usize, quantity, 0..3_usize);
    (what, term, any::<bool>(), seats, days).prop_map(
        |((customer, item, promotion, quantity, cycle), term, bought, seats, days)| Case {
            customer,
            item,
            promotion,
            quantity,
            cycle,
            term,
            bought,
            seats,
            days,
        },
    )
}

impl Case {
    fn cycle(&self) -> BillingCycle {
        [BillingCycle::Monthly, BillingCycle::Annual, BillingCycle::None][self.cycle]
    }

    fn used(&self, customer: &Customer, promotion: &Promotion) -> Usage {
        let mut used = Usage::default();
        if self.bought {
            used.add(Counter::purchases(customer.id, &promotion.product), 1);
        }
        used.add(Counter::promoted_seats(customer.id, &promotion.id), self.seats);
        used
    }

    /// Whether the customer is said to get the promotion.
    fn is_told(&self, promotion: &str, buyer: Buyer<'_>) -> bool {
        let draft = EligibilityItemDraft {
            catalog_item_id: Some(ITEMS[self.item].to_owned()),
            quantity: Some(self.quantity),
            billing_cycle: Some(self.cycle()),
            term_duration: self.term.map(str::to_owned),
            promotion_id: Some(promotion.to_owned()),
            ..EligibilityItemDraft::default()
        };
        let items = eligibility::read(vec![draft], Limits::default()).expect("a question");
        let told = eligibility::decide(&items[0], buyer);
        told.len() == 1 && told[0].errors.is_empty()
    }

    /// Whether it gets it; nothing where it cannot buy the item at all.
    fn is_given(&self, promotion: &str, buyer: Buyer<'_>, customer: &Customer) -> Option<bool> {
        let line = LineDraft {
            catalog_item_id: Some(ITEMS[self.item].to_owned()),
            quantity: Some(self.quantity),
            billing_cycle: Some(self.cycle()),
            term_duration: self.term.map(str::to_owned),
            promotion_id: Some(promotion.to_owned()),
            ..LineDraft::default()
        };
        let caller = Caller { partner: customer.partner, user: UserId(Uuid::nil()), kind: CallerKind::AppUser };
        let draft = CartDraft { line_items: vec![line], ..CartDraft::default() };
        let cart = cart::create(CartId(Uuid::from_u128(1)), draft, buyer, Limits::default(), &caller).expect("a cart");
        let line = &cart.line_items[0];
        if line.error.is_some() {
            return None;
        }
        let checkout = cart::check_out(&cart, buyer, &[], Duration::ZERO).ok();
        let order = checkout.as_ref().and_then(|checkout| checkout.result.orders.first());
        let ordered = order.map(|order| order.line_items[0].promotion_id.as_deref() == Some(promotion));
        let given = line.promotion_id.as_deref() == Some(promotion);
        assert!(ordered.is_none_or(|ordered| ordered == given), "the order has what the cart has");
        Some(given)
    }
}

#[test]
fn what_is_said_is_what_is_done() {
    let world: World = cartwright::demo().expect("the demo world");
    let catalog = world.catalog();
    let (told, untold) = (Cell::new(0), Cell::new(0));
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(16_000) };
    let outcome = TestRunner::new(config).run(&case(), |case| {
        let (customer, promotion) = (&world.customers[case.customer], &world.promotions[case.promotion]);
        let partner = world.partners.iter().find(|partner| partner.id == customer.partner).expect("a partner");
        let known = Known { subscriptions: Vec::new(), used: case.used(customer, promotion) };
        let now = TestClock::default().now().plus_days(case.days);
        let buyer = Buyer::new(partner, customer, &catalog, now).knowing(&known);
        let said = case.is_told(&promotion.id, buyer);
        if let Some(given) = case.is_given(&promotion.id, buyer, customer) {
            prop_assert_eq!(said, given);
            let count = if said { &told } else { &untold };
            count.set(count.get() + 1);
        }
        Ok(())
    });
    outcome.expect("every case holds");
    assert!(told.get() > 20 && untold.get() > 20, "{} and {}", told.get(), untold.get());
}
