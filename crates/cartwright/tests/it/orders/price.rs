//! The arithmetic of prices: unit price, promotion, rounding, billing periods, quantity, sum (rulings 22 and 28).

use super::{buy, path};
use crate::support::{CUSTOMER, FRENCH_CUSTOMER, PLAIN_LICENCE, PROMOTED, TestServer, line};
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// Market; item; quantity, cycle, term; list price, price after the promotion, extended price.
const CASES: &str = r#"
US | CFQ7TTC0LF8S:0001:CFQ7TTC0N81H | 1 monthly P1M    | 36.48 36.48 36.48
US | CFQ7TTC0LF8S:0001:CFQ7TTC0N81H | 1 monthly P1Y    | 30.4 30.4 364.8
US | CFQ7TTC0LF8S:0001:CFQ7TTC0N81H | 12 monthly P1Y   | 30.4 30.4 4377.6
US | CFQ7TTC0LF8S:0001:CFQ7TTC0N81H | 3 annual P1Y     | 364.8 364.8 1094.4
US | CFQ7TTC0LH16:0001:CFQ7TTC0XXXX | 2 triennial P3Y  | 115.2 115.2 230.4
US | CFQ7TTC0LH16:0001:CFQ7TTC0XXXX | 1000 monthly P1M | 3.84 3.84 3840
US | CFQ7TTC0LFLX:0001:CFQ7TTC0LB30 | 1 monthly P1M    | 34.56 29.38 29.38
US | CFQ7TTC0LFLX:0001:CFQ7TTC0LB30 | 20 monthly P1M   | 34.56 29.38 587.6
US | CFQ7TTC0LFLX:0001:CFQ7TTC0LB30 | 100 monthly P1M  | 34.56 29.38 2938
US | CFQ7TTC0LFLX:0001:CFQ7TTC0LB30 | 101 monthly P1M  | 34.56 34.56 3490.56
US | CFQ7TTC0LFLX:0001:CFQ7TTC0LB30 | 20 monthly P1Y   | 28.8 28.8 6912
US | DG7GMGF0DWM3:0002:DG7GMGF0DT1M | 7 one_time -     | 1240 1240 8680
US | DZH318Z0BXWC:0002:DZH318Z0BMRV | 3 monthly P1M    | 1040 1040 3120
US | DZH318Z0C0WF:0001:DZH318Z0BP69 | 25 none P1M      | 0 0 0
FR | CFQ7TTC0LF8S:0001:CFQ7TTC0N81H | 5 monthly P1Y    | 28.9 28.9 1734
FR | CFQ7TTC0LF8S:0001:CFQ7TTC0N81H | 3 annual P1Y     | 346.8 346.8 1040.4
FR | CFQ7TTC0LFLX:0001:CFQ7TTC0LB30 | 20 monthly P1M   | 32.88 27.95 559
FR | CFQ7TTC0LH16:0001:CFQ7TTC0XXXX | 7 monthly P1Y    | 3.05 3.05 256.2
FR | DG7GMGF0DWTL:0001:DG7GMGF0DSFM | 3 one_time -     | 812.25 812.25 2436.75
"#;

#[tokio::test(flavor = "multi_thread")]
async fn prices_follow_from_catalogue_promotion_term_and_quantity() {
    for case in CASES.lines().filter(|case| !case.is_empty()) {
        let server = TestServer::start().await;
        let columns: Vec<_> = case.split('|').map(|column| column.split_whitespace().collect::<Vec<_>>()).collect();
        let [market, item, purchase, prices] = &columns[..] else { panic!("not four columns: {case}") };
        let customer = if market[0] == "FR" { FRENCH_CUSTOMER } else { CUSTOMER };
        let term = Some(purchase[2]).filter(|term| *term != "-");
        let line = line(item[0], purchase[0].parse().expect("a quantity"), purchase[1], term);
        let orders = buy(&server, customer, [line]).await;
        let pricing = &orders[0]["lineItems"][0]["pricing"];
        let [list, price, extended] = [0, 1, 2].map(|place: usize| prices[place].parse::<f64>().expect("a price"));
        let expected = json!({
            "listPrice": list, "discountedPrice": price, "proratedPrice": price, "price": price,
            "extendedPrice": extended,
        });
        assert_eq!(pricing, &expected, "{case}");
        assert_eq!(orders[0]["totalPrice"], extended, "{case}");
        let (code, symbol) = if market[0] == "FR" { ("EUR", "€") } else { ("USD", "US$") };
        assert_eq!((&orders[0]["currencyCode"], &orders[0]["currencySymbol"]), (&json!(code), &json!(symbol)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn halves_are_rounded_away_from_zero_before_they_are_multiplied() {
    for (list, price) in [("0.10", "0.09"), ("0.30", "0.26"), ("0.50", "0.43"), ("0.70", "0.60"), ("1.01", "0.86")] {
        let mut world = cartwright::demo().expect("the demo world");
        let product = world.products.iter_mut().find(|product| PROMOTED.starts_with(&product.id));
        let plan = &mut product.expect("a product").skus[0].availabilities[0].plans[0];
        plan.prices[0].amount = list.parse().expect("an amount");
        let server = TestServer::with_world(world).await;
        let orders = buy(&server, CUSTOMER, [line(PROMOTED, 3, "monthly", Some("P1M"))]).await;
        let pricing = &orders[0]["lineItems"][0]["pricing"];
        assert_eq!(decimal(&pricing["listPrice"]), parse(list));
        assert_eq!(decimal(&pricing["price"]), parse(price), "{list} less 15 %");
        assert_eq!(decimal(&pricing["extendedPrice"]), parse(price) * Decimal::from(3));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_total_is_the_sum_of_the_lines_to_the_last_digit() {
    let server = TestServer::start().await;
    let lines = (1..=100).map(|quantity| line(PLAIN_LICENCE, quantity, "monthly", Some("P1Y")));
    let orders = buy(&server, CUSTOMER, lines).await;
    assert_eq!(orders.len(), 1);
    let lines = orders[0]["lineItems"].as_array().expect("lines");
    let mut sum = Decimal::ZERO;
    for (line, quantity) in lines.iter().zip(1_u32..) {
        let extended = decimal(&line["pricing"]["extendedPrice"]);
        assert_eq!(extended, parse("38.40") * Decimal::from(quantity), "{line}");
        sum += extended;
    }
    assert_eq!(sum, parse("193920"));
    assert_eq!(decimal(&orders[0]["totalPrice"]), sum);
    let id = super::id(&orders[0]);
    let read = server.get(path(CUSTOMER, &format!("/{id}?include_price=true"))).await.expect(200);
    assert_eq!(decimal(&read["totalPrice"]), sum);
    assert_eq!(read["lineItems"], orders[0]["lineItems"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_order_sums_its_own_lines() {
    let server = TestServer::start().await;
    let lines = [
        line(PROMOTED, 20, "monthly", Some("P1M")),
        line(PLAIN_LICENCE, 5, "annual", Some("P1Y")),
        line(PLAIN_LICENCE, 7, "monthly", Some("P1Y")),
    ];
    let orders = buy(&server, CUSTOMER, lines).await;
    let totals: Vec<_> = orders.iter().map(|order| decimal(&order["totalPrice"])).collect();
    assert_eq!(totals, [parse("856.40"), parse("192")]);
}

/// A JSON number as the decimal that it is written as.
#[track_caller]
fn decimal(number: &Value) -> Decimal {
    assert!(number.is_number(), "money is a number: {number}");
    parse(&number.to_string())
}

fn parse(text: &str) -> Decimal {
    text.parse().expect("an amount")
}
