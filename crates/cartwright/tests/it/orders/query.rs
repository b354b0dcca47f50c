//! Query parameters of orders: names and values in the spellings of the SDKs (digest 1.2, ruling 13).

use super::{buy, id, path};
use crate::support::{
    CUSTOMER, CUSTOMER_WITHOUT_PRICES, LEGACY_BASE, LICENCE, PARTNER_WITHOUT_PRICES, Request, SOFTWARE, TestServer,
    cart_of, carts, line,
};
use serde_json::Value;

const YES: [&str; 6] = [
    "include_price=true",
    "include_price=True",
    "include_price=TRUE",
    "Include_Price=true",
    "includePrice=true",
    "x=1&include_price=true&y",
];
const NO: [&str; 6] =
    ["", "include_price=false", "include_price=False", "include_price=", "includePrice=FALSE", "price=true"];
const GARBAGE: [&str; 6] = [
    "include_price=yes",
    "include_price=1",
    "include_price=0",
    "include_price=tru",
    "includePrice=%00",
    "include_price=true,false",
];

#[tokio::test(flavor = "multi_thread")]
async fn billing_type_is_read_in_every_documented_form() {
    let server = TestServer::start().await;
    let bought = [
        line(LICENCE, 1, "monthly", None),
        line(SOFTWARE, 1, "one_time", None),
        line(LEGACY_BASE, 1, "annual", None),
        line(LICENCE, 1, "annual", None),
    ];
    let cycles = ["monthly", "one_time", "annual", "annual"];
    let orders = buy(&server, CUSTOMER, bought).await;
    let all = ["monthly", "one_time", "annual"];
    for (values, expected) in [
        (&["monthly", "Monthly", "MONTHLY", "1"][..], &["monthly"][..]),
        (&["onetime", "OneTime", "one_time", "oneTime", "ONE_TIME", "4", "%204", "one%5Ftime"], &["one_time"]),
        (&["annual", "Annual", "2"], &["annual"]),
        (&["unknown", "0", "none", "3", "triennial", "5", "biennial", "6"], &[]),
        (&["", "%20"], &all),
    ] {
        let expected: Vec<_> = orders
            .iter()
            .filter(|order| expected.contains(&order["billingCycle"].as_str().expect("a cycle")))
            .map(id)
            .collect();
        for value in values {
            for name in ["billingType", "billingtype", "BillingType", "BILLINGTYPE"] {
                let list = server.get(path(CUSTOMER, &format!("?{name}={value}"))).await.expect(200);
                let found: Vec<_> = list["items"].as_array().expect("orders").iter().map(id).collect();
                assert_eq!(found, expected, "{name}={value}");
                assert_eq!(list["totalCount"], expected.len());
            }
        }
    }
    assert_eq!(orders.iter().map(|order| &order["billingCycle"]).collect::<Vec<_>>(), cycles);
    for garbage in ["weekly", "7", "-1", "1.0", "month", "monthly,annual", "null", "99999999999999999999999", "%00"] {
        let answer = server.get(path(CUSTOMER, &format!("?billingType={garbage}"))).await;
        let told = answer.expect_fault(400, 900126);
        assert!(told.contains("billingType: seen is "), "{told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn prices_are_shown_when_they_are_asked_for() {
    let server = TestServer::start().await;
    let bought = buy(&server, CUSTOMER, [line(LICENCE, 2, "monthly", Some("P1M"))]).await;
    assert_eq!(bought[0]["totalPrice"], 72.96, "a checkout shows prices without being asked");
    let places = [String::new(), format!("/{}", id(&bought[0]))];
    for place in &places {
        let order = |answer: Value| {
            if place.is_empty() { answer["items"][0].clone() } else { answer }
        };
        for query in YES {
            let shown = order(server.get(path(CUSTOMER, &format!("{place}?{query}"))).await.expect(200));
            assert_eq!(shown["totalPrice"], 72.96, "{query}: {shown}");
            assert_eq!(shown["lineItems"][0]["pricing"], bought[0]["lineItems"][0]["pricing"], "{query}");
        }
        for query in NO {
            let hidden = order(server.get(path(CUSTOMER, &format!("{place}?{query}"))).await.expect(200));
            assert_without_prices(&hidden);
        }
        for query in GARBAGE {
            let answer = server.get(path(CUSTOMER, &format!("{place}?{query}"))).await;
            let told = answer.expect_fault(400, 800002);
            assert!(told.contains("include_price: seen is "), "{told}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partner_without_price_access_never_sees_one() {
    let server = TestServer::start().await;
    let token = server.app_user_token(PARTNER_WITHOUT_PRICES).await;
    let send = |request: Request| server.send_bare(request.token(&token));
    let customer = CUSTOMER_WITHOUT_PRICES;
    let body = cart_of([line(LICENCE, 1, "monthly", None), line(SOFTWARE, 1, "one_time", None)]);
    let cart = send(Request::post(carts(customer)).json(&body)).await.expect(201);
    let check_out = || Request::post(format!("{}/{}/checkout", carts(customer), cart["id"].as_str().expect("an id")));
    let result = send(check_out()).await.expect(201);
    assert_eq!(send(check_out()).await.expect(201), result);
    for order in result["orders"].as_array().expect("orders") {
        assert_without_prices(order);
        for place in [String::new(), format!("/{}", id(order))] {
            for query in YES {
                let answer = send(Request::get(path(customer, &format!("{place}?{query}")))).await;
                answer.expect_fault(403, 800043);
            }
            for query in NO {
                let answer = send(Request::get(path(customer, &format!("{place}?{query}")))).await;
                answer.expect(200);
                assert!(!answer.text.to_lowercase().contains("pric"), "{}", answer.text);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn purchases_of_the_system_may_be_asked_for() {
    let server = TestServer::start().await;
    let bought = buy(&server, CUSTOMER, [line(SOFTWARE, 1, "one_time", None)]).await;
    for query in ["include_system_purchases=true", "include_system_purchases=False", "Include_System_Purchases="] {
        let list = server.get(path(CUSTOMER, &format!("?{query}"))).await.expect(200);
        assert_eq!((&list["totalCount"], &list["items"][0]["id"]), (&Value::from(1), &bought[0]["id"]), "{query}");
    }
    for query in ["include_system_purchases=yes", "include_system_purchases=1"] {
        let told = server.get(path(CUSTOMER, &format!("?{query}"))).await.expect_fault(400, 800002);
        assert!(told.contains("include_system_purchases: seen is "), "{told}");
    }
}

#[track_caller]
fn assert_without_prices(order: &Value) {
    assert!(!order.to_string().to_lowercase().contains("pric"), "{order}");
}
