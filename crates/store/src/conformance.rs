//! What every store must do, as one suite: mounted on each implementation by [`conformance_tests!`].
//!
//! A case gets a fresh, empty store and says by panicking what does not hold.

mod ahead;
mod carts;
mod counters;
mod customers;
mod fixture;
mod guards;
mod imports;
mod jobs;
mod left_behind;
mod receipts;
mod seeding;

pub use ahead::what_is_read_together_is_what_is_read_alone;
pub use carts::expired_carts_are_forgotten_and_ordered_ones_stay;
pub use counters::{
    a_counter_moves_with_its_commit_or_not_at_all, a_counter_moves_within_its_limit, many_takers_never_pass_a_limit,
};
pub use customers::{
    a_customer_is_replaced_at_its_version, the_list_is_narrowed_and_follows_its_customers,
    the_list_is_paged_in_both_directions, what_is_decided_on_all_of_a_customer_holds_for_that,
};
pub use fixture::{cart, order, owner};
#[cfg(test)]
pub(crate) use fixture::{customer, entitlement, subscription};
pub use guards::{
    a_commit_is_all_or_nothing, a_new_row_must_not_be_there_yet, a_replaced_row_must_be_at_its_version,
    concurrent_writers_lose_nothing, one_order_for_a_cart_and_group, orders_are_found_by_both_ids,
    rows_are_found_by_their_owner_only,
};
pub use imports::{
    a_later_import_takes_the_place_of_an_earlier_one, an_import_is_seen_when_it_is_switched_to,
    an_import_that_was_left_never_was, rows_come_back_by_their_products,
};
pub use jobs::{a_job_is_taken_by_one, a_lease_that_ran_out_frees_the_job, only_the_holder_finishes_a_job};
pub use left_behind::{
    a_customer_has_its_own_subscriptions_only, a_subscription_is_replaced_at_its_version,
    an_entitlement_is_left_with_its_commit_or_not_at_all, an_order_line_leaves_one_of_each,
};
pub use receipts::{
    a_receipt_is_kept_with_its_effect, an_old_receipt_gives_way, old_receipts_are_forgotten,
    the_second_receipt_learns_of_the_first,
};
pub use seeding::{a_store_is_seeded_once, the_first_signing_key_stays};

/// Mounts the whole suite. `$fresh` is an async function from nothing to `Option<(guard, impl Store)>`, where none skips the
/// case; the guard is kept until the case is over.
#[macro_export]
macro_rules! conformance_tests {
    ($fresh:path) => {
        $crate::conformance_tests!(@each $fresh:
            what_is_read_together_is_what_is_read_alone,
            expired_carts_are_forgotten_and_ordered_ones_stay,
            a_counter_moves_with_its_commit_or_not_at_all,
            a_counter_moves_within_its_limit,
            many_takers_never_pass_a_limit,
            a_customer_is_replaced_at_its_version,
            what_is_decided_on_all_of_a_customer_holds_for_that,
            the_list_is_paged_in_both_directions,
            the_list_is_narrowed_and_follows_its_customers,
            a_commit_is_all_or_nothing,
            a_new_row_must_not_be_there_yet,
            a_replaced_row_must_be_at_its_version,
            concurrent_writers_lose_nothing,
            one_order_for_a_cart_and_group,
            orders_are_found_by_both_ids,
            rows_are_found_by_their_owner_only,
            an_import_is_seen_when_it_is_switched_to,
            rows_come_back_by_their_products,
            an_import_that_was_left_never_was,
            a_later_import_takes_the_place_of_an_earlier_one,
            a_job_is_taken_by_one,
            a_lease_that_ran_out_frees_the_job,
            only_the_holder_finishes_a_job,
            a_customer_has_its_own_subscriptions_only,
            an_entitlement_is_left_with_its_commit_or_not_at_all,
            a_subscription_is_replaced_at_its_version,
            an_order_line_leaves_one_of_each,
            a_receipt_is_kept_with_its_effect,
            an_old_receipt_gives_way,
            old_receipts_are_forgotten,
            the_second_receipt_learns_of_the_first,
            a_store_is_seeded_once,
            the_first_signing_key_stays,
        );
    };
    (@each $fresh:path: $($case:ident,)*) => {
        $(
            #[tokio::test(flavor = "multi_thread")]
            async fn $case() {
                let Some((_guard, store)) = $fresh().await else { return };
                $crate::conformance::$case(std::sync::Arc::new(store)).await;
            }
        )*
    };
}
