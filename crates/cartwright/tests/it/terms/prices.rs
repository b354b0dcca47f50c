//! What a term costs that ends early, and money without cents (surroundings 3.2, rulings 22 and 28). It is 2 March 2026.

use super::{buy, ending, world};
use crate::support::{CUSTOMER, LICENCE, PLAIN_LICENCE, PROMOTED, SOFTWARE, TestServer, line, with};
use domain::{catalog::Price, country_code::CountryCode, money::Currency, world::World};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_term_that_ends_early_costs_its_days() {
    let server = TestServer::start().await;
    for (item, quantity, cycle, term, end, [list, discounted, price, extended]) in [
        (LICENCE, 3, "annual", "P1Y", "2026-12-31", [364.8, 364.8, 304.83, 914.5]),
        (LICENCE, 10, "monthly", "P1M", "2026-03-31", [36.48, 36.48, 35.3, 353.03]),
        (LICENCE, 10, "monthly", "P1Y", "2026-06-30", [30.4, 30.4, 30.15, 1205.87]),
        (PROMOTED, 20, "monthly", "P1M", "2026-03-31", [34.56, 29.38, 28.43, 568.65]),
        (PLAIN_LICENCE, 1, "triennial", "P3Y", "2028-12-31", [115.2, 115.2, 108.89, 108.89]),
    ] {
        let orders = buy(&server, CUSTOMER, [with(line(item, quantity, cycle, Some(term)), ending(end))]).await;
        let expected = json!({
            "listPrice": list, "discountedPrice": discounted, "proratedPrice": price, "price": price,
            "extendedPrice": extended,
        });
        assert_eq!(orders[0]["lineItems"][0]["pricing"], expected, "{item} {cycle} {term} until {end}");
        assert_eq!(orders[0]["totalPrice"], extended);
        assert_eq!(orders[0]["lineItems"][0]["customTermEndDate"], format!("{end}T00:00:00Z"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trial_costs_nothing_whatever_the_catalogue_says() {
    let world = world(|world| {
        let skus =
            world.products.iter_mut().flat_map(|product| &mut product.skus).filter(|sku| sku.renews_to.is_some());
        let plans = skus.flat_map(|sku| &mut sku.availabilities).flat_map(|availability| &mut availability.plans);
        plans.flat_map(|plan| &mut plan.prices).for_each(|price| price.amount = "9.99".parse().expect("an amount"));
    });
    let server = TestServer::with_world(world).await;
    let orders = buy(&server, CUSTOMER, [line(super::LICENCE_TRIAL, 25, "none", Some("P1M"))]).await;
    let zero = json!({
        "listPrice": 0, "discountedPrice": 0, "proratedPrice": 0, "price": 0, "extendedPrice": 0,
    });
    let pricing = orders[0]["lineItems"][0]["pricing"].as_object().expect("prices");
    for (name, price) in zero.as_object().expect("prices") {
        assert_eq!(pricing[name].as_f64(), price.as_f64(), "{name}");
    }
    assert_eq!(orders[0]["totalPrice"].as_f64(), Some(0.0));
}

/// The same world with a customer in Japan, and a hundred and a half yen for every dollar.
fn in_japan(world: &mut World) {
    let yen = Currency::parse("JPY").expect("a currency");
    let customer = world.customers.iter_mut().find(|customer| customer.id.to_string() == CUSTOMER);
    let customer = customer.expect("the customer");
    (customer.market, customer.currency) = ("JP".to_owned(), yen);
    let skus = world.products.iter_mut().flat_map(|product| &mut product.skus);
    let plans = skus.flat_map(|sku| &mut sku.availabilities).flat_map(|availability| &mut availability.plans);
    for plan in plans {
        let dollars = plan.prices.iter().find(|price| price.market.is("US")).map(|price| price.amount);
        let rate: rust_decimal::Decimal = "100.5".parse().expect("a rate");
        let amount = dollars.map(|dollars| dollars * rate).expect("a price in dollars");
        plan.prices.push(Price { market: CountryCode::parse("JP").expect("a market"), currency: yen, amount });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn yen_are_whole_in_every_price() {
    let server = TestServer::with_world(world(in_japan)).await;
    for (line, prices) in [
        // 36.48 * 100.5 = 3666.24.
        (line(LICENCE, 7, "monthly", Some("P1Y")), [3055, 3055, 3055, 256_620]),
        (line(LICENCE, 7, "monthly", Some("P1M")), [3666, 3666, 3666, 25_662]),
        // 34.56 * 100.5 = 3473.28; less 15 % 2952.05, of which 30 of 31 days are 2856.77.
        (line(PROMOTED, 20, "monthly", Some("P1M")), [3473, 2952, 2952, 59_040]),
        (with(line(PROMOTED, 20, "monthly", Some("P1M")), ending("2026-03-31")), [3473, 2952, 2857, 57_135]),
        (line(SOFTWARE, 1, "one_time", None), [124_620, 124_620, 124_620, 124_620]),
    ] {
        let orders = buy(&server, CUSTOMER, [line]).await;
        assert_eq!(orders[0]["currencyCode"], "JPY");
        let [list, discounted, price, extended] = prices.map(f64::from);
        let expected = [list, discounted, price, price, extended];
        let pricing = &orders[0]["lineItems"][0]["pricing"];
        let names = ["listPrice", "discountedPrice", "proratedPrice", "price", "extendedPrice"];
        assert_eq!(names.map(|name| pricing[name].as_f64()), expected.map(Some), "{pricing}");
        assert_eq!(orders[0]["totalPrice"].as_f64(), Some(extended));
    }
}
