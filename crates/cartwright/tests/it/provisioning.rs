//! From pending to completed: when it is due, exactly once, whoever dies in between (P6, ruling 18).

use crate::support::{
    BASE_SUBSCRIPTION, CUSTOMER, LEGACY_ADDON, LEGACY_BASE, PLAIN_LICENCE, SOFTWARE, TestClock, TestServer, carts,
};
use app::Clock as _;
use domain::{
    id::{CustomerId, SubscriptionId},
    subscription::Subscription,
};
use serde_json::{Value, json};
use std::{collections::HashSet, sync::Arc, time::Duration};
use store::{Changes, CommitError, DueJob, JobChange};

/// How long a worker holds a job.
const LEASE: Duration = Duration::from_secs(30);
const MOMENT: Duration = Duration::from_millis(1);

/// Three lines in two modern order groups.
fn wish() -> Value {
    json!({ "lineItems": [
        { "catalogItemId": PLAIN_LICENCE, "quantity": 5, "billingCycle": "monthly", "termDuration": "P1Y" },
        { "catalogItemId": SOFTWARE, "quantity": 1, "billingCycle": "one_time" },
        { "catalogItemId": PLAIN_LICENCE, "quantity": 7, "billingCycle": "monthly", "termDuration": "P1M" },
    ] })
}

/// Buys and returns the result of the checkout.
async fn buy(server: &TestServer, wish: &Value) -> Value {
    let cart = server.create_cart(CUSTOMER, wish).await;
    server.check_out(CUSTOMER, &cart).await.expect(201)
}

/// The customer's orders as they are now.
async fn orders(server: &TestServer) -> Vec<Value> {
    let list = server.get(format!("/v1/customers/{CUSTOMER}/orders")).await.expect(200);
    list["items"].as_array().expect("orders").clone()
}

/// The subscription of every line of every order; each order must be completed and each line have its own, but for
/// perpetual software, which leaves an entitlement (digest 7.7).
#[track_caller]
fn fulfilled(orders: &[Value]) -> Vec<String> {
    let mut found = Vec::new();
    for order in orders {
        assert_eq!(order["status"], "completed", "{order}");
        for line in order["lineItems"].as_array().expect("lines") {
            if line["offerId"] == SOFTWARE {
                assert_eq!(line.get("subscriptionId"), None, "{order}");
                continue;
            }
            found.push(line["subscriptionId"].as_str().expect("a subscription").to_owned());
        }
    }
    let distinct: HashSet<_> = found.iter().collect();
    assert_eq!(distinct.len(), found.len(), "a subscription is of one line: {found:?}");
    found
}

#[track_caller]
fn assert_pending(orders: &[Value]) {
    for order in orders {
        assert_eq!(order["status"], "pending", "{order}");
        for line in order["lineItems"].as_array().expect("lines") {
            assert_eq!(line.get("subscriptionId"), None, "{order}");
        }
    }
}

async fn subscriptions(server: &TestServer, ids: &[String]) -> Vec<Subscription> {
    let ids = ids.iter().map(|id| SubscriptionId::parse(id).expect("a guid"));
    let owner = CustomerId::parse(CUSTOMER).expect("a guid");
    let ids: Vec<_> = ids.collect();
    server.store().await.subscriptions(owner, &ids).await.expect("a read")
}

fn claim(job: &DueJob, clock: &TestClock) -> Changes {
    let DueJob { owner, order, epoch } = job.clone();
    let lease = clock.now().plus(LEASE);
    Changes { jobs: vec![JobChange::Claim { order, epoch, lease }], ..Changes::of(owner) }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_provisioned_when_its_delay_is_over() {
    let server = TestServer::start().await;
    let first = buy(&server, &wish()).await;
    assert_eq!(server.provision_now().await, 0);
    server.clock.advance(Duration::from_millis(199));
    assert_eq!(server.provision_now().await, 0);
    assert_pending(&orders(&server).await);

    server.clock.advance(MOMENT);
    assert_eq!(server.provision_now().await, 2);
    let provisioned = orders(&server).await;
    let ids = fulfilled(&provisioned);
    assert_eq!(ids.len(), 2);
    for (order, first) in provisioned.iter().zip(first["orders"].as_array().expect("orders")) {
        assert_eq!(order["id"], first["id"]);
        let status = format!("/v1/customers/{CUSTOMER}/orders/{}", order["id"].as_str().expect("an id"));
        let status = server.get(format!("{status}/provisioningstatus")).await.expect(200);
        let lines = order["lineItems"].as_array().expect("lines");
        assert_eq!(status["totalCount"], lines.len());
        for (line, status) in lines.iter().zip(status["items"].as_array().expect("lines")) {
            assert_eq!(status["status"], "fulfilled");
            assert_eq!(status["lineItemNumber"], line["lineItemNumber"]);
            assert_eq!(status["quantityProvisioningInformation"][0]["quantity"], line["quantity"]);
        }
    }
}

/// What was bought is what the subscriptions say.
#[tokio::test(flavor = "multi_thread")]
async fn every_line_has_one_subscription_or_entitlement_that_says_what_was_bought() {
    let server = TestServer::start().await;
    let before = server.rows("subscriptions");
    buy(&server, &wish()).await;
    assert_eq!(server.provision().await, 2);
    let provisioned = orders(&server).await;
    let found = subscriptions(&server, &fulfilled(&provisioned)).await;
    assert_eq!(server.rows("subscriptions"), before + 2);
    let lines = provisioned
        .iter()
        .flat_map(|order| order["lineItems"].as_array().expect("lines").iter().map(move |line| (order, line)));
    let (subscribed, entitled): (Vec<_>, Vec<_>) = lines.partition(|(_, line)| line.get("subscriptionId").is_some());
    let owner = CustomerId::parse(CUSTOMER).expect("a guid");
    let entitlements = server.store().await.entitlements(owner).await.expect("a read");
    assert_eq!((entitlements.len(), entitled.len()), (1, 1));
    assert_eq!(entitled[0].0["id"], entitlements[0].order_line.order.as_str());
    assert_eq!(entitled[0].1["lineItemNumber"], entitlements[0].order_line.line);
    assert_eq!(entitled[0].1["quantity"], entitlements[0].quantity);
    for ((order, line), subscription) in subscribed.into_iter().zip(&found) {
        let origin = subscription.order_line.as_ref().expect("an order line");
        assert_eq!(order["id"], origin.order.as_str());
        assert_eq!(line["lineItemNumber"], origin.line);
        assert_eq!(line["quantity"], subscription.quantity);
        assert_eq!(line["offerId"], subscription.offer_id.as_str());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_further_round_finds_nothing_to_do() {
    let server = TestServer::start().await;
    buy(&server, &wish()).await;
    assert_eq!(server.provision().await, 2);
    let provisioned = orders(&server).await;
    let subscriptions = server.rows("subscriptions");
    for _ in 0..3 {
        assert_eq!(server.provision().await, 0);
    }
    server.clock.advance(LEASE);
    assert_eq!(server.provision().await, 0);
    let server = server.restart().await;
    assert_eq!(server.provision().await, 0);
    assert_eq!(orders(&server).await, provisioned);
    assert_eq!(server.rows("subscriptions"), subscriptions);
    assert_eq!(server.rows("jobs"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_between_checkout_and_provisioning_loses_nothing() {
    let server = TestServer::start().await;
    buy(&server, &wish()).await;
    let server = server.restart().await;
    assert_eq!(server.provision_now().await, 0, "not yet due");
    assert_pending(&orders(&server).await);
    assert_eq!(server.provision().await, 2);
    assert_eq!(fulfilled(&orders(&server).await).len(), 2);
}

/// It claimed and died: nobody is offered the job until its lease is over, and then it is done once.
#[tokio::test(flavor = "multi_thread")]
async fn the_job_of_a_worker_that_died_is_done_when_its_lease_is_over() {
    let server = TestServer::start().await;
    buy(&server, &wish()).await;
    server.clock.advance(Duration::from_secs(1));
    let store = server.store().await;
    let jobs = store.due_jobs(server.clock.now(), 10).await.expect("a read");
    assert_eq!(jobs.len(), 2);
    for job in &jobs {
        store.commit(claim(job, &server.clock)).await.expect("a claim");
    }
    for wait in [Duration::ZERO, LEASE - MOMENT] {
        server.clock.advance(wait);
        assert_eq!(server.provision_now().await, 0);
    }
    assert_pending(&orders(&server).await);
    server.clock.advance(MOMENT);
    assert_eq!(server.provision_now().await, 2);
    let provisioned = orders(&server).await;
    assert_eq!(fulfilled(&provisioned).len(), 2);
    assert_eq!(server.provision_now().await, 0);

    for DueJob { owner, order, epoch } in jobs {
        let late = Changes { jobs: vec![JobChange::Finish { order, epoch: epoch + 1 }], ..Changes::of(owner) };
        let fenced = store.commit(late).await;
        assert!(matches!(fenced, Err(CommitError::Conflict)), "the dead worker comes back: {fenced:?}");
    }
    assert_eq!(orders(&server).await, provisioned);
}

/// A row that is in the way stops the work between claim and end, as a crash would: nothing of it stays, and the
/// worker's own lease runs for 30 seconds.
#[tokio::test(flavor = "multi_thread")]
async fn work_that_stopped_half_way_leaves_nothing_and_is_done_later() {
    let server = TestServer::start().await;
    let bought = buy(&server, &wish()).await;
    let order = bought["orders"][0]["id"].as_str().expect("an id").to_owned();
    let before = server.rows("subscriptions");
    let database = server.database();
    let (id, owner) = (database.id(BASE_SUBSCRIPTION), database.id(CUSTOMER));
    let take =
        format!("UPDATE subscriptions SET owner = {owner}, order_id = '{order}', order_line = 1 WHERE id = {id}");
    assert_eq!(database.execute(&take), 1, "the second line's place is taken");

    assert_eq!(server.provision().await, 1, "the other order");
    assert_eq!(server.rows("subscriptions"), before, "nothing of the first line");
    assert_eq!(server.rows("entitlements"), 1, "the other order's");
    let left: Vec<_> = orders(&server).await.into_iter().filter(|found| found["id"] == order[..]).collect();
    assert_pending(&left);
    let free = "UPDATE subscriptions SET order_id = NULL, order_line = NULL";
    assert_eq!(database.execute(&format!("{free} WHERE id = {id}")), 1);

    server.clock.advance(LEASE - MOMENT);
    assert_eq!(server.provision_now().await, 0, "the lease is not over");
    server.clock.advance(MOMENT);
    assert_eq!(server.provision_now().await, 1);
    assert_eq!(fulfilled(&orders(&server).await).len(), 2);
    assert_eq!(server.rows("subscriptions"), before + 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_on_one_file_do_each_job_once() {
    let first = Arc::new(TestServer::start().await);
    let second = Arc::new(first.beside().await);
    let before = first.rows("subscriptions");
    let mut carts = 0;
    for _ in 0..6 {
        for _ in 0..5 {
            buy(&first, &wish()).await;
            buy(&second, &wish()).await;
        }
        carts += 10;
        first.clock.advance(Duration::from_secs(1));
        let rounds = [&first, &second, &first, &second].map(|server| {
            let server = Arc::clone(server);
            tokio::spawn(async move { server.provision_now().await })
        });
        let mut done = 0;
        for round in rounds {
            done += round.await.expect("a round");
        }
        assert_eq!(done, 20, "two orders for each of ten carts");
        assert_eq!(first.rows("jobs"), 0);
    }
    assert_eq!(fulfilled(&orders(&first).await).len(), 2 * carts);
    assert_eq!(orders(&first).await, orders(&second).await);
    assert_eq!(first.rows("subscriptions"), before + 2 * carts);
    assert_eq!(first.rows("entitlements"), carts);
}

#[tokio::test(flavor = "multi_thread")]
async fn more_jobs_than_a_round_takes_are_done_in_the_next() {
    let server = TestServer::start().await;
    for _ in 0..35 {
        buy(&server, &wish()).await;
    }
    assert_eq!(server.provision().await, 64);
    assert_eq!(server.provision_now().await, 6);
    assert_eq!(server.provision_now().await, 0);
    assert_eq!(fulfilled(&orders(&server).await).len(), 35 * 2);
}

/// Legacy orders are completed inside the checkout, with their subscriptions; nothing is left for a worker.
#[tokio::test(flavor = "multi_thread")]
async fn a_legacy_order_is_completed_at_checkout() {
    let server = TestServer::start().await;
    let before = server.rows("subscriptions");
    let addon = json!({ "catalogItemId": LEGACY_ADDON, "quantity": 2, "billingCycle": "annual" });
    let base = json!({ "catalogItemId": LEGACY_BASE, "quantity": 2, "billingCycle": "annual", "addonItems": [addon] });
    let result = buy(&server, &json!({ "lineItems": [base] })).await;
    let bought = result["orders"].as_array().expect("orders").clone();
    let ids = fulfilled(&bought);
    assert_eq!((bought.len(), ids.len()), (1, 2));
    assert_eq!(bought[0]["lineItems"][1]["parentSubscriptionId"], ids[0][..]);
    assert_eq!(server.rows("subscriptions"), before + 2);
    assert_eq!(server.rows("jobs"), 0);
    assert_eq!(server.provision().await, 0);
    assert_eq!(fulfilled(&orders(&server).await), ids);

    let order = format!("/v1/customers/{CUSTOMER}/orders/{}", bought[0]["id"].as_str().expect("an id"));
    server.get(format!("{order}/provisioningstatus")).await.expect_fault(404, 800_007);
}

/// Only the modern order of a cart of both systems waits for the worker.
#[tokio::test(flavor = "multi_thread")]
async fn a_cart_of_both_systems_is_provisioned_in_part_at_once() {
    let server = TestServer::start().await;
    let mut both = wish();
    let legacy = json!({ "catalogItemId": LEGACY_BASE, "quantity": 2, "billingCycle": "annual" });
    both["lineItems"].as_array_mut().expect("lines").push(legacy);
    let result = buy(&server, &both).await;
    let statuses: Vec<_> = result["orders"].as_array().expect("orders").iter().map(|order| &order["status"]).collect();
    assert_eq!(statuses, ["pending", "pending", "completed"]);
    assert_eq!(server.provision().await, 2);
    assert_eq!(fulfilled(&orders(&server).await).len(), 3);
}

/// An order group that failed leaves no job; when it succeeds later, it leaves its own.
#[tokio::test(flavor = "multi_thread")]
async fn a_partial_checkout_leaves_work_for_what_was_ordered() {
    let server = TestServer::start().await;
    let mut half = wish();
    half["lineItems"][1]["participants"] = json!([{ "key": "transaction_reseller", "value": "999" }]);
    let cart = server.create_cart(CUSTOMER, &half).await;
    server.check_out(CUSTOMER, &cart).await.expect(201);
    assert_eq!(server.provision().await, 1);
    let path = format!("{}/{}", carts(CUSTOMER), cart["id"].as_str().expect("an id"));
    server.put(&path, &wish()).await.expect(201);
    let result = server.check_out(CUSTOMER, &cart).await.expect(201);
    assert_eq!(result["orders"].as_array().map(Vec::len), Some(2));
    assert_eq!(server.provision().await, 1);
    assert_eq!(fulfilled(&orders(&server).await).len(), 2);
}
