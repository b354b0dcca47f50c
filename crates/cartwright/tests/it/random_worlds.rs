//! Random carts in random worlds: whatever the data says and whatever is asked, the rules do not panic, totals add up, no
//! limit is passed, and a cart without line errors is ordered or says why not.
//!
//! Straight at the rules, without HTTP, so that many cases fit into a moment. `shop.rs` keeps what is bought as a store
//! would; `audit.rs` counts the limits again, from the world and the orders alone.

mod audit;
mod shop;
mod wish;
mod world;

use proptest::{prelude::*, test_runner::TestRunner};
use shop::Shop;
use std::cell::RefCell;

/// What became of all carts together, so that a run that tried nothing is noticed.
#[derive(Default, Debug)]
struct Seen {
    refused: usize,
    faulty: usize,
    barred: usize,
    ordered: usize,
    in_part: usize,
    failed: usize,
}

#[test]
fn whatever_is_asked_of_whatever_world_the_rules_hold() {
    let demo = cartwright::demo().expect("the demo world");
    let purchases = (proptest::collection::vec(world::change(), 0..12), proptest::collection::vec(wish::wish(), 1..12));
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(3_000) };
    let seen = RefCell::new(Seen::default());
    let outcome = TestRunner::new(config).run(&purchases, |(changes, wishes)| {
        let world = world::changed(&demo, &changes);
        let mut shop = Shop::of(&world);
        for wish in &wishes {
            shop.buy(wish, &mut seen.borrow_mut())?;
        }
        audit::run(&world, &shop.orders)
    });
    outcome.expect("every case holds");
    let Seen { refused, faulty, barred, ordered, in_part, failed } = seen.into_inner();
    for (what, how_often) in [
        ("refused", refused),
        ("stored with a faulty line", faulty),
        ("barred", barred),
        ("ordered", ordered),
        ("ordered in part", in_part),
        ("failed in every group", failed),
    ] {
        assert!(how_often > 10, "only {how_often} carts were {what}");
    }
}
