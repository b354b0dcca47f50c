//! What a purchase leaves behind: the facts of subscriptions and entitlements (surroundings 3.5 and 3.6, digest 7.7).
//! It is 2 March 2026, 10:00.

use super::{buy, ending, entitlements, subscriptions};
use crate::support::{
    BASE_SUBSCRIPTION, CUSTOMER, LEGACY_ADDON, LEGACY_BASE, LEGACY_CUSTOMER, LICENCE, PLAIN_LICENCE, PRINTED_CART,
    PRINTED_CUSTOMER, PROMOTED, PROMOTION, Request, SAAS, SOFTWARE, TestServer, carts, line, with,
};
use domain::{
    Timestamp,
    catalog::ProductKind,
    entitlement::EntitlementKind,
    subscription::{RefundKind, Subscription},
};
use serde_json::json;

/// When everything is bought.
const NOW: &str = "2026-03-02T10:00:00.1234567Z";

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).expect("an instant")
}

#[track_caller]
fn assert_ends(subscription: &Subscription, day: Option<&str>) {
    let end = subscription.commitment_end.map(|end| end.to_string());
    assert_eq!(end, day.map(|day| format!("{day}T00:00:00Z")), "{subscription:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_licence_knows_its_term_its_window_and_its_resellers() {
    let server = TestServer::start().await;
    let resellers = json!({ "participants": [
        { "key": "transaction_reseller", "value": "5357564" },
        { "key": "additional_transaction_reseller", "value": "517285" },
    ] });
    let lines = [
        with(line(PROMOTED, 20, "monthly", Some("P1M")), resellers),
        line(LICENCE, 3, "annual", Some("P1Y")),
        with(line(PLAIN_LICENCE, 2, "monthly", Some("P1Y")), ending("2026-06-30")),
        line(PLAIN_LICENCE, 1, "triennial", Some("P3Y")),
    ];
    buy(&server, CUSTOMER, lines).await;
    let mut left = subscriptions(&server, CUSTOMER).await;
    left.sort_by_key(|subscription| -subscription.quantity);
    assert_eq!(left.len(), 4);
    let ends = ["2026-04-01", "2027-03-01", "2026-06-30", "2029-03-01"];
    for (subscription, end) in left.iter().zip(ends) {
        assert_ends(subscription, Some(end));
        assert_eq!(subscription.product_kind, Some(ProductKind::OnlineServicesNce));
        assert_eq!(subscription.effective_start, Some(at(NOW)), "the term begins with the purchase");
        assert_eq!(subscription.created, at(NOW).plus(std::time::Duration::from_secs(1)), "a worker made it later");
        assert!(subscription.auto_renew && !subscription.is_trial && subscription.renewal_term.is_none());
        let until = at("2026-03-09T10:00:00.1234567Z");
        assert_eq!(subscription.cancellation_allowed_until, Some(until));
        let refunds: Vec<_> =
            subscription.refund_options.iter().map(|refund| (refund.kind, refund.expires_at)).collect();
        assert_eq!(refunds, [(RefundKind::Partial, until)]);
        let batches = subscription.refundable_quantity.iter().map(|batch| (batch.quantity, batch.allowed_until));
        assert_eq!(batches.collect::<Vec<_>>(), [(subscription.quantity, until)]);
    }
    let [promoted, other] = [&left[0], &left[1]];
    assert_eq!(promoted.promotion_id.as_deref(), Some(PROMOTION));
    assert_eq!(promoted.partner_id_on_record.as_ref().map(|id| id.as_str()), Some("5357564"));
    assert_eq!(promoted.additional_partner_ids_on_record.len(), 1);
    assert_eq!((&other.promotion_id, &other.partner_id_on_record), (&None, &None));
}

/// However late a worker comes, the term began with the purchase.
#[tokio::test(flavor = "multi_thread")]
async fn a_late_worker_does_not_move_the_term() {
    let server = TestServer::start().await;
    let lines = crate::support::cart_of([line(PLAIN_LICENCE, 2, "annual", Some("P1Y"))]);
    let cart = server.create_cart(CUSTOMER, &lines).await;
    server.check_out(CUSTOMER, &cart).await.expect(201);
    server.clock.advance_days(3);
    server.provision().await;
    let left = subscriptions(&server, CUSTOMER).await;
    assert_ends(&left[0], Some("2027-03-01"));
    assert_eq!(left[0].effective_start, Some(at(NOW)));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_printed_checkout_leaves_two_subscriptions_and_three_entitlements() {
    let server = TestServer::start().await;
    let before = subscriptions(&server, PRINTED_CUSTOMER).await.len();
    server.send(Request::post(format!("{}/{PRINTED_CART}/checkout", carts(PRINTED_CUSTOMER)))).await.expect(201);
    server.provision().await;
    let left = subscriptions(&server, PRINTED_CUSTOMER).await.split_off(before);
    let [azure, saas] = &left[..] else { panic!("not two: {left:?}") };
    assert_ends(azure, Some("2027-03-01"));
    assert_eq!((azure.product_kind, azure.cancellation_allowed_until), (None, None));
    assert_ends(saas, Some("2026-04-01"));
    assert_eq!(saas.offer_id.as_str(), SAAS);
    assert_eq!(saas.cancellation_allowed_until, Some(at("2026-03-03T10:00:00.1234567Z")), "monthly: 24 hours");
    assert_eq!(saas.refund_options[0].kind, RefundKind::Full);
    assert!(saas.refundable_quantity.is_empty());

    let left = entitlements(&server, PRINTED_CUSTOMER).await;
    let shown = |n: usize| {
        let entitlement = &left[n];
        let expires = entitlement.expires.map(|end| end.day());
        (entitlement.kind, format!("{}:{}", entitlement.product, entitlement.sku), expires, entitlement.order_line.line)
    };
    let (reserved, software) = (EntitlementKind::Reservation, EntitlementKind::Software);
    assert_eq!(left.len(), 3);
    assert_eq!(shown(0), (reserved, "DZH318Z0BQ36:004G".to_owned(), Some("2027-03-01".to_owned()), 0));
    assert_eq!(shown(1), (reserved, "DZH318Z0BQ36:004J".to_owned(), Some("2029-03-01".to_owned()), 1));
    assert_eq!(shown(2), (software, "DG7GMGF0DWM3:0002".to_owned(), None, 2));
    assert!(left[0].refund_options.is_empty());
    assert_eq!(left[2].refund_options[0].expires_at, at("2026-04-01T10:00:00.1234567Z"), "30 days");
}

/// An add-on ends with its base: with one in the same order, and with one that the customer owns.
#[tokio::test(flavor = "multi_thread")]
async fn a_legacy_add_on_ends_with_its_base() {
    let server = TestServer::start().await;
    let before = subscriptions(&server, LEGACY_CUSTOMER).await.len();
    let addon = line(LEGACY_ADDON, 2, "annual", None);
    let owned = json!({ "provisioningContext": { "ParentSubscriptionId": BASE_SUBSCRIPTION } });
    let base = with(line(LEGACY_BASE, 2, "annual", None), json!({ "addonItems": [addon.clone()] }));
    buy(&server, LEGACY_CUSTOMER, [base, with(addon, owned)]).await;
    let left = subscriptions(&server, LEGACY_CUSTOMER).await.split_off(before);
    let [base, with_it, to_owned] = &left[..] else { panic!("not three: {left:?}") };
    assert_ends(base, Some("2027-03-01"));
    assert_ends(with_it, Some("2027-03-01"));
    assert_eq!(with_it.parent, Some(base.id));
    assert_ends(to_owned, Some("2027-01-14"));
    for subscription in &left {
        assert!(subscription.auto_renew && subscription.cancellation_allowed_until.is_none(), "{subscription:?}");
        assert!(subscription.refund_options.is_empty() && subscription.refundable_quantity.is_empty());
    }
}

/// Provisioned, though there is no subscription to show.
#[tokio::test(flavor = "multi_thread")]
async fn software_is_fulfilled_without_a_subscription() {
    let server = TestServer::start().await;
    let orders = buy(&server, CUSTOMER, [line(SOFTWARE, 4, "one_time", None)]).await;
    let path = format!("/v1/customers/{CUSTOMER}/orders/{}", orders[0]["id"].as_str().expect("an id"));
    let order = server.get(&path).await.expect(200);
    assert_eq!(order["status"], "completed");
    assert!(order["lineItems"][0].get("subscriptionId").is_none(), "{order}");
    let status = server.get(format!("{path}/provisioningstatus")).await.expect(200);
    assert_eq!(status["items"][0]["status"], "fulfilled", "{status}");
    assert_eq!(subscriptions(&server, CUSTOMER).await, []);
    assert_eq!(entitlements(&server, CUSTOMER).await[0].quantity, 4);
}
