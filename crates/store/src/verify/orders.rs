//! Orders: one for each cart and order group (P2), and totals that are the sums of their lines (P4).

use super::{
    findings::{Check, Findings},
    holdings::Holdings,
};
use domain::{
    money::Amount,
    order::{self, Order},
};
use std::collections::HashMap;

pub(super) fn check(holdings: &Holdings, findings: &mut Findings) {
    let mut groups = HashMap::new();
    for row in &holdings.orders {
        let name = format!("orders {}", row.id);
        let order = &row.value;
        if let Some(other) = groups.insert((order.cart, order.order_group.as_str()), &row.id) {
            let what = format!("order {other} is of cart {} and order group {} too", order.cart, order.order_group);
            findings.note(Check::OrderGroups, &name, what);
        }
        check_total(&name, order, findings);
    }
    for row in &holdings.carts {
        for placed in &row.value.placed {
            check_total(&format!("carts {}, placed {}", row.id, placed.id), placed, findings);
        }
    }
}

fn check_total(row: &str, order: &Order, findings: &mut Findings) {
    let sum = order::total(&order.line_items);
    if order.total_price != sum {
        let told = |total: Option<Amount>| total.map_or_else(|| "nothing".to_owned(), |total| format!("{total}"));
        let what = format!("the total is {}; its lines come to {}", told(order.total_price), told(sum));
        findings.note(Check::Totals, row, what);
    }
}

#[cfg(test)]
mod tests {
    use crate::verify::{Check, sample};

    #[test]
    fn a_second_order_of_a_group_is_found() {
        let damage = |held: &mut crate::verify::holdings::Holdings| {
            held.orders[1].value.order_group = "0".to_owned();
        };
        sample::assert_found(damage, Check::OrderGroups, "orders", "order group 0 too");
    }

    #[test]
    fn a_total_that_is_not_the_sum_is_found() {
        for total in [None, Some(1.into())] {
            sample::assert_found(
                |held| held.orders[0].value.total_price = total,
                Check::Totals,
                "orders",
                "its lines come to 15",
            );
            sample::assert_found(
                |held| held.carts[0].value.placed[0].total_price = total,
                Check::Totals,
                "placed",
                "its lines come to 15",
            );
        }
    }
}
