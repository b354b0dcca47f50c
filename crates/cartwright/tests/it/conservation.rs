//! What goes into a cart comes out as orders: every line once, as it was, and totals to the last decimal (P4).
//!
//! The expected figures are worked out here in whole cents, from the world's prices, not with the code under test.

use crate::support::{CUSTOMER, TestServer};
use domain::{billing_cycle::BillingCycle, catalog::Segment, partner::CreditLine, world::World};
use proptest::{prelude::*, sample::Index, test_runner::TestRunner};
use serde_json::{Value, json};

/// Something that can be bought in the US, with its price in cents; `None` for legacy offers, whose orders show none.
#[derive(Clone, Debug)]
struct Offer {
    id: String,
    title: String,
    cycle: BillingCycle,
    months: Option<u32>,
    term: Option<String>,
    cents: Option<i128>,
    most: i32,
}

/// What the random cart asks for.
type Wish = (Index, Index, Option<String>);

#[test]
fn orders_hold_what_the_cart_held_and_add_up() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let world = without_limits(cartwright::demo().expect("the demo world"));
    let offers = offers(&world);
    let server = runtime.block_on(TestServer::with_world(world));
    let name = proptest::option::of("[A-Za-z0-9 ]{1,20}");
    let wishes = proptest::collection::vec((any::<Index>(), any::<Index>(), name), 1..12);
    let mut runner = TestRunner::new(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) });
    runner.run(&wishes, |wishes| runtime.block_on(buy(&server, &offers, &wishes))).expect("every cart is conserved");
}

async fn buy(server: &TestServer, offers: &[Offer], wishes: &[Wish]) -> Result<(), TestCaseError> {
    let lines: Vec<(&Offer, i32, Option<&str>)> = wishes
        .iter()
        .map(|(offer, quantity, name)| {
            let offer = offer.get(offers);
            let quantity = 1 + i32::try_from(quantity.index(5_000)).expect("a small number") % offer.most;
            (offer, quantity, name.as_deref())
        })
        .collect();
    let body: Vec<Value> = lines.iter().map(|line| request_line(line)).collect();
    let cart = server.create_cart(CUSTOMER, &json!({ "lineItems": body })).await;
    let result = server.check_out(CUSTOMER, &cart).await.expect(201);
    prop_assert!(result.get("orderErrors").is_none(), "{result}");

    let cart_lines = cart["lineItems"].as_array().expect("lines");
    let mut ordered = 0;
    for order in result["orders"].as_array().expect("orders") {
        let order_lines = order["lineItems"].as_array().expect("lines");
        let group = group_of(cart_lines, order_lines, order);
        let members = cart_lines.iter().zip(&lines).filter(|(cart_line, _)| cart_line["orderGroup"] == group);
        let members: Vec<_> = members.collect();
        prop_assert_eq!(members.len(), order_lines.len());
        let mut total = 0;
        for (order_line, (cart_line, line)) in order_lines.iter().zip(members) {
            total += check_line(order_line, cart_line, line)?;
        }
        ordered += order_lines.len();
        if order.get("currencySymbol").is_some() {
            prop_assert_eq!(cents(&order["totalPrice"]), total, "{}", order);
        }
    }
    prop_assert_eq!(ordered, lines.len());
    Ok(())
}

fn request_line((offer, quantity, name): &(&Offer, i32, Option<&str>)) -> Value {
    json!({
        "catalogItemId": offer.id,
        "quantity": quantity,
        "billingCycle": offer.cycle.name(),
        "termDuration": offer.term,
        "friendlyName": name,
        // The least commitment: what the catalogue's price is for. Everything but savings plans ignores it.
        "purchaseCommitment": { "amount": 0.001, "currency": "USD", "grain": "hourly" },
    })
}

/// The group of an order: that of the first cart line with its cycle and its sort of offer.
fn group_of(cart_lines: &[Value], order_lines: &[Value], order: &Value) -> Value {
    let modern = |id: &Value| id.as_str().is_some_and(|id| id.contains(':'));
    let alike = |line: &&Value| {
        line["billingCycle"] == order["billingCycle"]
            && modern(&line["catalogItemId"]) == modern(&order_lines[0]["offerId"])
    };
    cart_lines.iter().find(alike).expect("a line of the order's sort")["orderGroup"].clone()
}

/// Compares a line, and returns what it costs over its term, in cents.
fn check_line(
    order_line: &Value,
    cart_line: &Value,
    (offer, quantity, name): &(&Offer, i32, Option<&str>),
) -> Result<i128, TestCaseError> {
    prop_assert_eq!(&order_line["offerId"], &cart_line["catalogItemId"]);
    prop_assert_eq!(&order_line["quantity"], &json!(quantity));
    prop_assert_eq!(order_line.get("termDuration"), cart_line.get("termDuration"));
    prop_assert_eq!(order_line.get("promotionId"), cart_line.get("promotionId"));
    prop_assert_eq!(&order_line["friendlyName"], &json!(name.unwrap_or(&offer.title)));
    let Some(list) = offer.cents else {
        prop_assert!(order_line.get("pricing").is_none());
        return Ok(0);
    };
    let percent_off = if cart_line.get("promotionId").is_some() { 15 } else { 0 };
    let price = (list * (100 - percent_off) + 50) / 100;
    let extended = price * i128::from(*quantity) * i128::from(offer.cycle.periods_in(offer.months));
    prop_assert_eq!(cents(&order_line["pricing"]["listPrice"]), list);
    prop_assert_eq!(cents(&order_line["pricing"]["price"]), price);
    prop_assert_eq!(cents(&order_line["pricing"]["extendedPrice"]), extended);
    Ok(extended)
}

/// A JSON amount in cents; panics on a third decimal.
fn cents(amount: &Value) -> i128 {
    let text = amount.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, "0"));
    assert!(fraction.len() <= 2, "{text} has more than two decimals");
    let fraction: i128 = format!("{fraction:0<2}").parse().expect("digits");
    whole.parse::<i128>().expect("digits") * 100 + fraction
}

/// The same world with enough of everything, open to everybody: limits and conditions have tests of their own.
fn without_limits(mut world: World) -> World {
    world.partners[0].credit_line = CreditLine::Unlimited;
    for sku in world.products.iter_mut().flat_map(|product| &mut product.skus) {
        (sku.pooled_seats, sku.stock, sku.quota, sku.prerequisites) = (None, None, None, None);
        sku.provisioning_variables.clear();
        sku.enforces_attestation = false;
        sku.availabilities.iter_mut().for_each(|availability| availability.segment = Segment::Commercial);
    }
    world
}

/// Everything that the world sells in the US and that needs nothing but the catalogue to be bought.
fn offers(world: &World) -> Vec<Offer> {
    let mut offers = Vec::new();
    for product in &world.products {
        for sku in &product.skus {
            for availability in sku.availabilities.iter().filter(|availability| availability.purchasable) {
                for plan in &availability.plans {
                    let Some(price) = plan.prices.iter().find(|price| price.market.is("US")) else {
                        continue;
                    };
                    offers.push(Offer {
                        id: format!("{}:{}:{}", product.id, sku.id, availability.id),
                        title: sku.title.clone(),
                        cycle: plan.billing_cycle,
                        months: plan.term.as_ref().map(|term| term.months()),
                        term: plan.term.as_ref().map(|term| term.as_str().to_owned()),
                        cents: Some(cents(&price.amount.to_string().parse().expect("a number"))),
                        most: sku.maximum_quantity,
                    });
                }
            }
        }
    }
    let legacy = world.legacy_offers.iter().filter(|offer| offer.sold && !offer.is_add_on());
    offers.extend(legacy.map(|offer| Offer {
        id: offer.id.clone(),
        title: offer.title.clone(),
        cycle: offer.billing_cycles[0],
        months: Some(offer.term.months()),
        term: Some(offer.term.as_str().to_owned()),
        cents: None,
        most: offer.maximum_quantity,
    }));
    offers
}
