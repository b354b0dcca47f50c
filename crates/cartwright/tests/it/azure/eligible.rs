//! What a catalogue and a customer's Azure say otherwise than the demo world: the rules go by the data.

use super::{GOOD, buy, check, reservation, savings_plan};
use crate::support::{AZURE_CUSTOMER, AZURE_PLAN, TestServer, cart_of};
use domain::{provisioning_variable::VariableName, world::World};
use serde_json::json;

/// A world in which the good Azure subscription cannot be used for reservations of that product either.
#[tokio::test(flavor = "multi_thread")]
async fn a_reservation_needs_a_subscription_that_is_eligible_for_its_product() {
    let mut world = demo();
    let mut other = owned(&mut world, GOOD).clone();
    other.subscription.id = id("A2000000-0000-4000-8000-000000000006");
    world.subscriptions.push(other);
    let facts = owned(&mut world, GOOD).subscription.azure.as_mut().expect("facts");
    facts.ineligible_products.push("DZH318Z0BQ36".to_owned());
    let server = TestServer::with_world(world).await;
    let named = |id: &str| reservation(json!({ "subscriptionId": id, "scope": "single" }));
    let good = named("A2000000-0000-4000-8000-000000000006");
    let case = ["900315 provisioningContext.subscriptionId", GOOD, "product DZH318Z0BQ36 can be bought with"];
    check(&server, AZURE_CUSTOMER, named(GOOD), good, case).await;
}

/// Which scopes a SKU has is the catalogue's to say.
#[tokio::test(flavor = "multi_thread")]
async fn a_scope_that_the_catalogue_drops_is_not_supported() {
    let mut world = demo();
    let skus = world.products.iter_mut().flat_map(|product| &mut product.skus);
    for variable in skus.flat_map(|sku| &mut sku.provisioning_variables) {
        if variable.name == VariableName::Scope {
            variable.accepted.retain(|scope| scope != "shared");
        }
    }
    let server = TestServer::with_world(world).await;
    let shared = json!({ "scope": "shared", "subscriptionId": GOOD });
    let single = json!({ "scope": "single", "subscriptionId": GOOD, "entitlementId": GOOD });
    let case = ["900312 provisioningContext.scope", "shared", "single"];
    check(&server, AZURE_CUSTOMER, reservation(shared.clone()), reservation(single.clone()), case).await;
    check(&server, AZURE_CUSTOMER, savings_plan(shared), savings_plan(single), case).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_least_commitment_is_the_catalogues() {
    let mut world = demo();
    let skus = world.products.iter_mut().flat_map(|product| &mut product.skus);
    for range in skus.flat_map(|sku| &mut sku.commitments) {
        range.minimum = "0.06".parse().expect("an amount");
    }
    let server = TestServer::with_world(world).await;
    let context = json!({ "scope": "shared", "subscriptionId": AZURE_PLAN });
    let cart = server.create_cart(AZURE_CUSTOMER, &cart_of([savings_plan(context)])).await;
    let error = &cart["lineItems"][0]["error"];
    assert_eq!(error["errorCode"], 10010, "{cart}");
    assert!(error["errorDescription"].as_str().is_some_and(|text| text.contains("0.06 to")), "{error}");
}

/// A reservation whose SKU asks for nothing needs nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_sku_that_asks_for_nothing_is_bought_without_a_context() {
    let mut world = demo();
    for sku in world.products.iter_mut().flat_map(|product| &mut product.skus) {
        sku.provisioning_variables.clear();
    }
    let server = TestServer::with_world(world).await;
    buy(&server, AZURE_CUSTOMER, reservation(json!(null))).await;
    buy(&server, AZURE_CUSTOMER, savings_plan(json!(null))).await;
}

fn demo() -> World {
    cartwright::demo().expect("the demo world")
}

fn id(text: &str) -> domain::id::SubscriptionId {
    domain::id::SubscriptionId::parse(text).expect("a GUID")
}

fn owned<'a>(world: &'a mut World, named: &str) -> &'a mut domain::world::OwnedSubscription {
    let named = id(named);
    world.subscriptions.iter_mut().find(|owned| owned.subscription.id == named).expect("a subscription")
}
