//! `store verify`: clean after purchases of every sort, and each sort of damage is found.

use super::{about, assert_fails, stores, told};
use crate::support::{
    CUSTOMER, Database, LEGACY_BASE, LICENCE, PARTNER, PLAIN_LICENCE, Request, SOFTWARE, TestServer, TestStore, carts,
    run_to_end, with,
};
use serde_json::{Value, json};
use std::sync::Arc;

/// A line each that leaves a subscription after provisioning, an entitlement, and a subscription at once.
fn wish() -> Value {
    json!({ "lineItems": [
        { "catalogItemId": PLAIN_LICENCE, "quantity": 3, "billingCycle": "monthly", "termDuration": "P1Y" },
        { "catalogItemId": SOFTWARE, "quantity": 2, "billingCycle": "one_time" },
        { "catalogItemId": LEGACY_BASE, "quantity": 1, "billingCycle": "annual" },
    ] })
}

/// A customer that has bought, cancelled and changed something, and has something on its way.
pub(super) async fn shop(store: &Arc<TestStore>) {
    let server = TestServer::on(Arc::clone(store), Arc::default()).await;
    let cart = server.create_cart(CUSTOMER, &wish()).await;
    server.check_out(CUSTOMER, &cart).await.expect(201);
    server.provision().await;
    cancel_software(&server).await;

    let again = server.create_cart(CUSTOMER, &wish()).await;
    server.check_out(CUSTOMER, &again).await.expect(201);
    server.provision().await;
    let line = json!({ "catalogItemId": LICENCE, "quantity": 2, "billingCycle": "monthly", "termDuration": "P1M" });
    let pending = server.create_cart(CUSTOMER, &json!({ "lineItems": [line] })).await;
    server.check_out(CUSTOMER, &pending).await.expect(201);
    server.create_cart(CUSTOMER, &wish()).await;
}

async fn cancel_software(server: &TestServer) {
    let orders = format!("/v1/customers/{CUSTOMER}/orders");
    let list = server.get(&orders).await.expect(200);
    let items = list["items"].as_array().expect("orders");
    let software = items.iter().find(|order| order["lineItems"][0]["offerId"] == SOFTWARE).expect("an order");
    let id = software["id"].as_str().expect("an id");
    let cancel = Request::new("PATCH", format!("{orders}/{id}")).json(&json!({ "status": "cancelled" }));
    server.send(cancel).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_was_bought_from_holds_together() {
    for store in stores().await {
        shop(&store).await;
        let told = told(about(&store, &["verify"]));
        assert!(told.contains("holds together: ") && told.contains(" 7 orders, "), "{told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_schema_that_is_not_the_newest_is_exit_code_5() {
    for store in stores().await {
        assert_fails(about(&TestStore::file(), &["verify"]), 5, &["does not exist"]);
        told(about(&store, &["migrate"]));
        store.database().execute("DELETE FROM migrations");
        assert_fails(about(&store, &["verify"]), 5, &["no schema", "store migrate"]);
    }
}

/// What is done to the rows, and which checks tell of it.
struct Damage {
    what: &'static str,
    /// Done by these statements.
    sql: &'static [&'static str],
    found: &'static [&'static str],
}

const DAMAGES: [Damage; 12] = [
    Damage {
        what: "an order is lost",
        sql: &["DELETE FROM orders WHERE id = (SELECT order_id FROM jobs)"],
        found: &["jobs\t", "its owner has no such order", "carts\t", "is not there", "counters\t"],
    },
    Damage { what: "a job is lost", sql: &["DELETE FROM jobs"], found: &["it is pending and has no job"] },
    Damage {
        what: "a subscription is lost",
        sql: &["DELETE FROM subscriptions WHERE order_id IS NOT NULL"],
        found: &["order-lines\t", "it has 0 subscriptions and 0 entitlements; it should have 1 subscriptions"],
    },
    Damage {
        what: "an entitlement is lost",
        sql: &["DELETE FROM entitlements"],
        found: &["order-lines\t", "it should have 0 subscriptions and 1 entitlements"],
    },
    Damage {
        what: "columns are changed",
        sql: &[
            "UPDATE orders SET alternate_id = 'other' || id",
            "UPDATE subscriptions SET order_line = 7 WHERE order_id IS NOT NULL",
            "UPDATE carts SET gone_at = 5 WHERE gone_at IS NULL",
            "UPDATE subscriptions SET version = 0 WHERE order_id IS NOT NULL",
        ],
        found: &[
            "columns\t",
            "alternate_id is other",
            "order_line is 7",
            "gone_at is 5; its body says nothing",
            "version is 0",
        ],
    },
    Damage {
        what: "a cart is of another format",
        sql: &["UPDATE carts SET format = 9"],
        found: &["bodies\t", "carts ", "body format 9"],
    },
    Damage {
        what: "a product is of another format",
        sql: &["UPDATE products SET format = 9"],
        found: &["bodies\t", "products ", "body format 9"],
    },
    Damage {
        what: "a country is of another format",
        sql: &["UPDATE reference SET format = 9"],
        found: &["bodies\t", "reference ", "body format 9"],
    },
    Damage {
        what: "a customer is lost",
        sql: &["DELETE FROM customers WHERE owner = (SELECT owner FROM jobs)"],
        found: &["customers\t", "rows of an owner that is no customer", "there is no such customer"],
    },
    Damage {
        what: "the list and the domains are lost",
        sql: &["DELETE FROM customer_list", "DELETE FROM domains"],
        found: &["customers\t", "lists it 0 times; it should be 1", "is nobody's"],
    },
    Damage {
        what: "the list says something else",
        sql: &["UPDATE customer_list SET company_name = 'other'", "UPDATE partners SET mpn_id = '9'"],
        found: &["company_name is other", "mpn_id is 9"],
    },
    Damage {
        what: "a counter is lost",
        sql: &["DELETE FROM counters"],
        found: &["counters\t", "it says 0; there are 2 purchases"],
    },
];

#[tokio::test(flavor = "multi_thread")]
async fn each_damage_of_rows_is_found() {
    for Damage { what, sql, found } in DAMAGES {
        for store in stores().await {
            shop(&store).await;
            let database = store.database();
            sql.iter().for_each(|sql| assert!(database.execute(sql) > 0, "{what}: {sql}"));
            assert_found(&store, what, found);
        }
    }
}

/// Changes of bodies, whose columns stay: the order that waits, as it may not be.
#[tokio::test(flavor = "multi_thread")]
async fn each_damage_of_bodies_is_found() {
    type Change = fn(&Database);
    let damages: [(&str, Change, &[&str]); 4] = [
        ("a total", |database| amend_order(database, json!({ "total_price": "1" })), &["totals\t", "the total is 1;"]),
        (
            "two orders of a group",
            |database| {
                let of = database.body("orders", ONE_OF_THREE);
                amend_order(database, json!({ "cart": of["cart"], "order_group": of["order_group"] }));
            },
            &["order-groups\t", "too"],
        ),
        (
            "a status",
            |database| amend_order(database, json!({ "status": "completed" })),
            &["jobs\t", "its order is completed", "order-lines\t"],
        ),
        (
            "a cart",
            |database| {
                let filter = "id = (SELECT cart FROM orders WHERE id = (SELECT order_id FROM jobs))";
                database.amend("carts", filter, |cart| with(cart, json!({ "line_items": [] })));
            },
            &["carts\t", "its lines of order group 0 are not those of order"],
        ),
    ];
    for (what, change, found) in damages {
        for store in stores().await {
            shop(&store).await;
            change(&store.database());
            assert_found(&store, what, found);
        }
    }
}

const ONE_OF_THREE: &str = "id = (SELECT max(order_id) FROM entitlements)";

/// Changes the order that waits.
fn amend_order(database: &Database, change: Value) {
    database.amend("orders", "id = (SELECT order_id FROM jobs)", |order| with(order, change));
}

#[track_caller]
fn assert_found(store: &TestStore, what: &str, found: &[&str]) {
    let (code, out, err) = run_to_end(about(store, &["verify"]));
    assert_eq!(code, Some(1), "{what}: {out}{err}");
    assert!(err.contains("does not hold together"), "{what}: {err}");
    for words in found {
        assert!(out.contains(words), "{what}: {words} is not in {out}");
    }
}

/// On PostgreSQL a receipt is found by a digest.
#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_that_would_not_be_found_is_found() {
    for store in stores().await.into_iter().filter(|store| matches!(**store, TestStore::Schema(_))) {
        let server = TestServer::on(Arc::clone(&store), Arc::default()).await;
        let line = json!({ "catalogItemId": LICENCE, "quantity": 2, "billingCycle": "monthly", "termDuration": "P1M" });
        let cart = Request::post(carts(CUSTOMER)).json(&json!({ "lineItems": [line] })).request_id("one");
        server.send(cart).await.expect(201);
        told(about(&store, &["verify"]));
        store.database().execute("UPDATE receipts SET request_id = 'two'");
        assert_found(&store, "a receipt", &["columns\t", "receipts two POST /", "key is not the digest"]);
    }
}

/// More of one sort than anybody reads: some are shown, all are counted.
#[tokio::test(flavor = "multi_thread")]
async fn of_many_violations_some_are_shown_and_all_are_counted() {
    let store = TestStore::file();
    let server = TestServer::on(Arc::clone(&store), Arc::default()).await;
    let customers = server.rows("customers");
    store.database().execute("UPDATE customers SET version = 0");
    let (code, out, err) = run_to_end(about(&store, &["verify"]));
    assert_eq!((code, out.lines().count()), (Some(1), 20), "{out}");
    assert!(err.contains(&format!("{customers} of columns")), "{err}");
    assert!(out.lines().all(|line| line.split('\t').count() == 4 && !line.contains(PARTNER)), "{out}");
}
