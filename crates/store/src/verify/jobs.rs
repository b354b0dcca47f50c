//! Jobs: each order that waits has one, and none is without its order (P6).

use super::{
    findings::{Check, Findings},
    holdings::Holdings,
};
use domain::order::{CommerceSystem, Order, OrderStatus};
use std::collections::{HashMap, HashSet};

pub(super) fn check(holdings: &Holdings, findings: &mut Findings) {
    let jobs: HashSet<&str> = holdings.jobs.iter().map(|job| job.order_id.as_str()).collect();
    let orders: HashMap<&str, &Order> = holdings.orders.iter().map(|row| (row.value.id.as_str(), &row.value)).collect();
    for row in &holdings.orders {
        if row.value.status == OrderStatus::Pending && !jobs.contains(row.value.id.as_str()) {
            findings.note(Check::Jobs, format!("orders {}", row.id), "it is pending and has no job");
        }
    }
    for job in &jobs {
        let wrong = match orders.get(job) {
            None => "its owner has no such order".to_owned(),
            Some(order) if order.system == CommerceSystem::Legacy => "its order is a legacy one".to_owned(),
            // One that was cancelled while it waited: the worker finds nothing to do, and drops the job.
            Some(order) if order.status != OrderStatus::Completed => continue,
            Some(_) => "its order is completed".to_owned(),
        };
        findings.note(Check::Jobs, format!("jobs {job}"), wrong);
    }
}

#[cfg(test)]
mod tests {
    use crate::verify::{
        Check,
        holdings::{Holdings, JobRow},
        sample,
    };
    use domain::order::{CommerceSystem, OrderStatus};

    #[track_caller]
    fn check(damage: impl FnOnce(&mut Holdings), row: &str, what: &str) {
        sample::assert_found(damage, Check::Jobs, row, what);
    }

    #[test]
    fn a_pending_order_without_a_job_is_found() {
        check(|held| held.jobs.clear(), "orders", "it is pending and has no job");
    }

    #[test]
    fn a_job_that_has_nothing_to_do_is_found() {
        check(|held| held.jobs.push(JobRow { order_id: "lost".to_owned() }), "jobs lost", "no such order");
        let completed = |held: &mut Holdings| {
            let order_id = held.orders[0].id.clone();
            held.jobs.push(JobRow { order_id });
        };
        check(completed, "jobs", "its order is completed");
        check(|held| held.orders[1].value.system = CommerceSystem::Legacy, "jobs", "legacy");
    }

    #[test]
    fn an_order_that_was_cancelled_while_it_waited_may_have_its_job() {
        let mut held = sample::holdings();
        held.orders[1].value.status = OrderStatus::Cancelled;
        sample::assert_sound(&held);
    }
}
