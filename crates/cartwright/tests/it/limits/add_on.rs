//! New-commerce add-ons: their base stands beside them or is owned (400041, 10018, 10019; surroundings 3.3).

use super::{buy, errors, seats};
use crate::support::{CUSTOMER, PROMOTED as BASE, SOFTWARE, TestServer, cart_of, line, with};
use serde_json::json;
use std::collections::BTreeSet;

const ADD_ON: &str = "CFQ7TTC0HDJX:0001:CFQ7TTC0K806";

#[tokio::test(flavor = "multi_thread")]
async fn an_add_on_needs_a_base_and_a_fitting_number_of_seats() {
    let server = TestServer::start().await;
    for (lines, expected, said) in [
        (vec![seats(ADD_ON, 1)], vec![Some(400_041)], "CFQ7TTC0LFLX:0001"),
        (vec![seats(BASE, 20), seats(ADD_ON, 21)], vec![None, Some(10018)], "the 20 seats of its base"),
        (vec![seats(BASE, 20), seats(ADD_ON, 20)], vec![None, None], ""),
        (vec![seats(BASE, 100), seats(ADD_ON, 4)], vec![None, Some(10019)], "at least 5 % of the 100 seats"),
        (vec![seats(BASE, 100), seats(ADD_ON, 5)], vec![None, None], ""),
        // The order of the lines says nothing, and add-ons count together.
        (vec![seats(ADD_ON, 20), seats(BASE, 20)], vec![None, None], ""),
        (vec![seats(BASE, 20), seats(ADD_ON, 10), seats(ADD_ON, 11)], vec![None, Some(10018), Some(10018)], "20 seats"),
        (vec![seats(BASE, 100), seats(ADD_ON, 4), seats(ADD_ON, 1)], vec![None, None, None], ""),
    ] {
        let cart = server.create_cart(CUSTOMER, &cart_of(lines)).await;
        assert_eq!(errors(&cart), expected, "{cart}");
        let told = cart["lineItems"].as_array().expect("lines").iter();
        let told = told.filter_map(|line| line["error"]["errorDescription"].as_str()).next().unwrap_or_default();
        assert!(told.contains(said), "{said} is not in: {told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn seats_that_are_owned_count() {
    let server = TestServer::start().await;
    buy(&server, CUSTOMER, [seats(BASE, 20)]).await;
    let alone = |quantity| cart_of([seats(ADD_ON, quantity)]);
    assert_eq!(errors(&server.create_cart(CUSTOMER, &alone(21)).await), [Some(10018)]);
    buy(&server, CUSTOMER, [seats(ADD_ON, 15)]).await;
    assert_eq!(errors(&server.create_cart(CUSTOMER, &alone(6)).await), [Some(10018)]);
    let more = server.create_cart(CUSTOMER, &cart_of([seats(BASE, 1), seats(ADD_ON, 6)])).await;
    assert_eq!(errors(&more), [None, None]);
}

/// A base whose line is at fault is no base when the cart is ordered, and the cart says so as a whole.
#[tokio::test(flavor = "multi_thread")]
async fn an_add_on_is_mended_by_putting_its_base_beside_it() {
    let server = TestServer::start().await;
    let cart = server.create_cart(CUSTOMER, &cart_of([seats(ADD_ON, 5)])).await;
    server.check_out(CUSTOMER, &cart).await.expect_fault(400, 800_009);
    let path = format!("{}/{}", crate::support::carts(CUSTOMER), cart["id"].as_str().expect("an id"));
    server.put(path, &cart_of([seats(ADD_ON, 5), seats(BASE, 5)])).await.expect(201);
    let result = server.check_out(CUSTOMER, &cart).await.expect(201);
    assert_eq!(result["orders"][0]["lineItems"].as_array().map(Vec::len), Some(2), "{result}");
    assert_eq!(result.get("orderErrors"), None, "{}", json!(result));
}

/// Base and add-on stand in groups of their own. When the base's can't be ordered, the add-on's isn't either; when it can, both.
#[tokio::test(flavor = "multi_thread")]
async fn an_add_on_is_not_ordered_without_its_base() {
    let server = TestServer::start().await;
    let reseller = |mpn_id: &str| json!({ "participants": [{ "key": "transaction_reseller", "value": mpn_id }] });
    let base = |mpn_id| with(line(BASE, 10, "annual", Some("P1Y")), reseller(mpn_id));
    let software = line(SOFTWARE, 1, "one_time", None);
    for add_on_first in [false, true] {
        let mut lines = [base("9999999"), seats(ADD_ON, 10), software.clone()];
        if add_on_first {
            lines.swap(0, 1);
        }
        let cart = server.create_cart(CUSTOMER, &cart_of(lines.clone())).await;
        let result = server.check_out(CUSTOMER, &cart).await.expect(201);
        let codes: BTreeSet<_> =
            result["orderErrors"].as_array().expect("errors").iter().map(|error| error["code"].as_u64()).collect();
        assert_eq!(codes, BTreeSet::from([Some(800_015), Some(800_020)]), "{result}");
        assert_eq!(result["orders"].as_array().map(Vec::len), Some(1), "the software alone: {result}");

        let mended = lines.map(|line| if line["catalogItemId"] == BASE { base("5357564") } else { line });
        let path = format!("{}/{}", crate::support::carts(CUSTOMER), cart["id"].as_str().expect("an id"));
        server.put(path, &cart_of(mended)).await.expect(201);
        let result = server.check_out(CUSTOMER, &cart).await.expect(201);
        assert_eq!((result["orders"].as_array().map(Vec::len), result.get("orderErrors")), (Some(3), None), "{result}");
    }
}
