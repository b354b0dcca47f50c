//! What many purchases share: pooled seats, stock, quotas, sandbox caps, the bases of add-ons (digest 7.3, ruling 35).

mod add_on;
mod concurrency;
mod line;
mod promotion;
mod since;

use crate::support::{TestServer, cart_of, line};
use domain::{catalog::Sku, world::World};
use serde_json::Value;

/// Reserved VM instances: out of stock; at most two for a customer.
const OUT_OF_STOCK: &str = "DZH318Z0BQ36:0099:DZH318Z08ZZZ";
const OF_A_QUOTA: &str = "DZH318Z0BQ36:0098:DZH318Z08YYY";

/// The demo world with something else said of a SKU.
fn world_with(item: &str, change: impl FnOnce(&mut Sku)) -> World {
    let mut world = cartwright::demo().expect("the demo world");
    let [product, sku, _] = item.split(':').collect::<Vec<_>>()[..] else { panic!("a modern item") };
    let product = world.products.iter_mut().find(|known| known.id == product).expect("a product");
    change(product.skus.iter_mut().find(|known| known.id == sku).expect("a SKU"));
    world
}

/// Buys and must get it.
async fn buy(server: &TestServer, customer: &str, lines: impl IntoIterator<Item = Value>) -> Value {
    let cart = server.create_cart(customer, &cart_of(lines)).await;
    let result = server.check_out(customer, &cart).await.expect(201);
    assert!(result.get("orderErrors").is_none(), "{result}");
    result
}

/// Seats of a licence for a month.
fn seats(item: &str, quantity: i64) -> Value {
    line(item, quantity, "monthly", Some("P1M"))
}

fn errors(cart: &Value) -> Vec<Option<u64>> {
    let lines = cart["lineItems"].as_array().expect("lines").iter();
    lines.map(|line| line["error"]["errorCode"].as_u64()).collect()
}
