//! The table itself, and that it knows every member of every resource: what it does not know would not be written.

mod around;

use super::{
    ACTIVATION_LINK_COLLECTION, ADDRESS_VALIDATION, AGREEMENT_TEMPLATE_COLLECTION, API_FAULT, AVAILABILITY,
    AVAILABILITY_COLLECTION, BILLING_PROFILE, CART, CART_CHECKOUT_RESULT, COMPANY_PROFILE, COUNTRY_INFORMATION,
    CUSTOMER, CUSTOMER_COLLECTION, Class, ELIGIBILITIES_COLLECTION, ELIGIBILITIES_REQUEST, INVENTORY_CHECK_REQUEST,
    INVENTORY_ITEM, Kind, MPN_PROFILE, OFFER, OFFER_CATEGORY_COLLECTION, OFFER_COLLECTION, ORDER, ORDER_COLLECTION,
    ORGANIZATION_PROFILE, PRODUCT, PRODUCT_COLLECTION, PROMOTION, PROMOTION_COLLECTION, PROVISIONING_STATUS_COLLECTION,
    RELATIONSHIP_COLLECTION, SKU, SKU_COLLECTION, SUBSCRIPTION, SUBSCRIPTION_COLLECTION,
    SUBSCRIPTION_PROVISIONING_STATUS, SUBSCRIPTION_REGISTRATION_STATUS,
};
use crate::{
    activation, cart, fault, inventory, json, node::Node, offer, order, order::Prices, product, promotion,
    provisioning, subscription,
};
use domain::{
    Timestamp,
    activation::ActivationLink,
    billing_cycle::BillingCycle,
    cart::{
        Cart,
        eligibility::{Eligibility, EligibilityError, EligibilityItem},
    },
    catalog::{Audience, LegacyOffer, ListedOffer, OfferCategory, OfferSelection, Product, Segment, View},
    catalog_item::CatalogItemId,
    fault::{Fault, FaultKind},
    id::{CustomerId, OrderId},
    inventory::{InventoryItem, Restriction},
    order::{CheckoutResult, Order},
    promotion::Promotion,
    provisioning::{LineProvisioning, ProvisioningState},
    subscription::SubscriptionView,
    term::Term,
};
use serde::Serialize;
use serde_json::{Value, json};

fn classes(class: &'static Class, seen: &mut Vec<&'static Class>) {
    if seen.iter().any(|known| std::ptr::eq(*known, class)) {
        return;
    }
    seen.push(class);
    for (_, member) in class.declared() {
        if let Kind::Object(inner) | Kind::List(inner) | Kind::Map(inner) = member.kind {
            classes(inner, seen);
        }
    }
}

#[test]
fn members_stand_in_ordinal_order() {
    let mut seen = Vec::new();
    for root in [
        &CART,
        &CART_CHECKOUT_RESULT,
        &ORDER,
        &ORDER_COLLECTION,
        &PROVISIONING_STATUS_COLLECTION,
        &ACTIVATION_LINK_COLLECTION,
        &PRODUCT_COLLECTION,
        &SKU_COLLECTION,
        &AVAILABILITY_COLLECTION,
        &OFFER_COLLECTION,
        &OFFER_CATEGORY_COLLECTION,
        &PROMOTION_COLLECTION,
        &ELIGIBILITIES_REQUEST,
        &ELIGIBILITIES_COLLECTION,
        &INVENTORY_CHECK_REQUEST,
        &INVENTORY_ITEM,
        &SUBSCRIPTION_COLLECTION,
        &SUBSCRIPTION_PROVISIONING_STATUS,
        &SUBSCRIPTION_REGISTRATION_STATUS,
        &API_FAULT,
        &ADDRESS_VALIDATION,
        &CUSTOMER,
        &CUSTOMER_COLLECTION,
        &BILLING_PROFILE,
        &COMPANY_PROFILE,
        &AGREEMENT_TEMPLATE_COLLECTION,
        &COUNTRY_INFORMATION,
        &MPN_PROFILE,
        &ORGANIZATION_PROFILE,
        &RELATIONSHIP_COLLECTION,
    ] {
        classes(root, &mut seen);
    }
    assert!(seen.len() > 20, "{}", seen.len());
    seen.into_iter().for_each(ordered);
}

pub(super) fn ordered(class: &'static Class) {
    let names: Vec<_> = class.members.iter().map(|member| member.name).collect();
    assert!(names.is_sorted(), "{}: {names:?}", class.name);
}

#[test]
fn what_only_the_server_sets_is_not_requested() {
    assert!(CART.requested("LINEITEMS").is_some());
    for name in ["id", "Status", "links", "Attributes", "unheard"] {
        assert!(CART.requested(name).is_none(), "{name}");
    }
}

/// What the table does not know of an object, or knows to be something else.
fn unknown(class: &'static Class, object: &Node, path: &str, found: &mut Vec<String>) {
    let Node::Object(members) = object else {
        return found.push(path.to_owned());
    };
    for (name, value) in members {
        let path = format!("{path}.{name}");
        let member = class.declared().find(|(_, member)| member.name.eq_ignore_ascii_case(name));
        match (member.map(|(_, member)| member.kind), value) {
            (Some(Kind::Text | Kind::Date | Kind::Enumeration), Node::Text(_))
            | (Some(Kind::Integer | Kind::Double), Node::Integer(_))
            | (Some(Kind::Double), Node::Float(_))
            | (Some(Kind::Boolean), Node::Bool(_))
            | (Some(Kind::Map(_) | Kind::Facts), Node::Object(_)) => {}
            (Some(Kind::Texts), Node::List(items)) if items.iter().all(|item| matches!(item, Node::Text(_))) => {}
            (Some(Kind::Object(class)), value) => unknown(class, value, &path, found),
            (Some(Kind::List(class)), Node::List(items)) => {
                items.iter().for_each(|item| unknown(class, item, &path, found));
            }
            _ => found.push(path),
        }
    }
}

pub(super) fn check(class: &'static Class, resource: &impl Serialize, most_members: usize) {
    let json = serde_json::to_vec(resource).expect("JSON");
    let tree = json::tree(&json).expect("a tree");
    let mut found = Vec::new();
    unknown(class, &tree, class.name, &mut found);
    assert_eq!(found, Vec::<String>::new());
    // So that the sample is as full as it says.
    let names = json.windows(2).filter(|window| window == b"\":").count();
    assert!(names >= most_members, "{}: {names}", class.name);
}

/// A line with every member, in the form that the domain keeps.
fn line(addons: &[Value]) -> Value {
    json!({
        "id": 0, "catalog_item_id": "DZH318Z08M8S:0001:DZH318Z08SAV", "friendly_name": "a", "quantity": 1,
        "currency_code": "USD", "billing_cycle": "one_time", "term": "P1Y", "custom_term_end_date": "2027-10-31T00:00:00Z",
        "renews_to": { "term": "P1Y" }, "promotion_id": "p", "order_group": "0", "addon_items": addons,
        "participants": [{ "role": "transaction_reseller", "mpn_id": "5357564" }],
        "provisioning_context": [["Scope", "shared"]],
        "pricing": pricing(),
        "purchase_commitment": { "amount": "0.05", "currency": "usd", "grain": "hourly" },
        "attestation_accepted": true,
        "scheduled_next_term_instructions": {
            "product": {
                "product_id": "a", "sku_id": "b", "availability_id": "c", "billing_cycle": "biennial", "term": "P1Y",
                "promotion_id": "d",
            },
            "quantity": 1, "custom_term_end_date": "2028-10-31T00:00:00Z",
        },
        "error": { "kind": "InvalidInput", "arguments": [], "findings": [] },
    })
}

fn pricing() -> Value {
    json!({
        "list_price": "30.4", "discounted_price": "27.36", "prorated_price": "27.36", "price": "27.36",
        "extended_price": "438",
    })
}

fn order(system: &str, offer: &str) -> Order {
    let order = json!({
        "id": "b41c7e90d25f", "alternate_id": "b41c7e90d25f", "customer": "31000000-0000-4000-8000-000000000010",
        "partner": "10000000-0000-4000-8000-000000000001", "cart": "01a1fdce-4163-78f9-b395-f7e6295b5f8e",
        "order_group": "0", "market": "US", "billing_cycle": "monthly", "currency": "USD", "system": system,
        "created": "2026-11-21T11:11:55Z", "status": "pending", "transaction_type": "user_purchase", "total_price": "438",
        "line_items": [{
            "offer_id": offer, "legacy_product": "x", "subscription_id": "1D7F5A90-4C3E-4B28-96A1-8E0B2D4C6F75",
            "parent_subscription_id": "1D7F5A90-4C3E-4B28-96A1-8E0B2D4C6F75", "term": "P1Y", "friendly_name": "a",
            "quantity": 5, "partner_id_on_record": "4810233", "additional_partner_ids_on_record": ["4810777"],
            "provisioning_context": [["scope", "shared"]], "promotion_id": "p",
            "custom_term_end_date": "2027-10-31T00:00:00Z", "renews_to": { "term": "P1Y" }, "attestation_accepted": true,
            "pricing": pricing(), "purchase_commitment": { "amount": "0.05", "currency": "usd", "grain": "hourly" },
        }],
    });
    serde_json::from_value(order).expect("an order")
}

#[test]
fn every_member_of_a_cart_is_known() {
    let cart = json!({
        "id": "01a1fdce-4163-78f9-b395-f7e6295b5f8e", "customer": "31000000-0000-4000-8000-000000000010",
        "partner": "10000000-0000-4000-8000-000000000001", "created": "2026-11-21T11:11:55Z",
        "last_modified": "2026-11-21T11:11:55Z", "expires": "2026-11-28T11:11:55Z",
        "last_modified_user": "21000000-0000-4000-8000-000000000001", "status": "active",
        "line_items": [line(&[line(&[])])],
    });
    let cart: Cart = serde_json::from_value(cart).expect("a cart");
    check(&CART, &cart::resource(&cart), 14 + 2 * 38);
}

#[test]
fn every_member_of_an_order_is_known() {
    let modern = order("modern", "DZH318Z08M8S:0001:DZH318Z08SAV");
    let legacy = order("legacy", "MS-AZR-0145P");
    check(&ORDER, &order::resource(&modern, Prices::Shown), 60);
    check(&ORDER, &order::resource(&legacy, Prices::Shown), 50);
    let customer = modern.customer;
    let orders = vec![modern, legacy];
    check(&ORDER_COLLECTION, &order::collection(customer, &orders, Prices::Shown), 110);
    let order_errors =
        vec![domain::order::OrderError { order_group: "1".to_owned(), fault: Fault::new(FaultKind::InvalidInput) }];
    let result = CheckoutResult { orders, order_errors };
    check(&CART_CHECKOUT_RESULT, &order::checkout(&result, Prices::Shown), 115);
}

#[test]
fn every_member_of_the_catalogue_is_known() {
    let product = json!({
        "id": "A", "title": "a", "description": "b", "publisher": "c", "kind": "saas", "sub_kind": "virtual_machines",
        "skus": [{
            "id": "0001", "title": "a", "minimum_quantity": 1, "maximum_quantity": 2, "stock": 5,
            "enforces_attestation": true, "prerequisites": { "skus": ["B:0001"] }, "renews_to": { "sku": "C:0001" },
            "provisioning_variables": [{ "name": "scope" }],
            "commitments": [{ "currency": "USD", "grain": "hourly", "minimum": "0.001", "maximum": "1" }],
            "availabilities": [{
                "id": "X", "purchasable": true,
                "plans": [{
                    "term": "P1Y", "billing_cycle": "monthly",
                    "prices": [{ "market": "US", "currency": "USD", "amount": "1" }],
                }],
            }],
        }],
    });
    let product: Product = serde_json::from_value(product).expect("a product");
    let audience = Audience::of_market("us", None);
    let (sku, availability) = (&product.skus[0], &product.skus[0].availabilities[0]);
    check(&PRODUCT, &product::resource(&audience, &product), 20);
    check(&PRODUCT_COLLECTION, &product::collection(&audience, View::Azure, &[&product]), 25);
    check(&SKU, &product::sku(&audience, (&product, sku)), 30);
    check(&SKU_COLLECTION, &product::skus(&audience, &product), 35);
    check(&AVAILABILITY, &product::availability(&audience, (&product, sku, availability)), 75);
    check(&AVAILABILITY_COLLECTION, &product::availabilities(&audience, (&product, sku)), 80);
}

#[test]
fn every_member_of_an_offer_is_known() {
    let offer = json!({
        "id": "A", "product": "b", "title": "c", "sold": true, "billing_cycles": ["monthly"], "term": "P1Y",
        "minimum_quantity": 1, "maximum_quantity": 2, "prerequisite_offers": ["B"], "markets": [],
    });
    let offer: LegacyOffer = serde_json::from_value(offer).expect("an offer");
    let category = OfferCategory { id: "A_Key".to_owned(), name: "A".to_owned(), rank: 1 };
    let listed = ListedOffer { offer: &offer, has_add_ons: true, category: Some(&category) };
    check(&OFFER, &offer::resource("US", listed), 33);
    check(&OFFER_COLLECTION, &offer::collection("US", None, &OfferSelection::default(), vec![listed]), 39);
    check(&OFFER_CATEGORY_COLLECTION, &offer::categories("US", &[&category]), 10);
}

#[test]
fn every_member_of_a_promotion_is_known() {
    let term = || Term::parse("P1M").expect("a term");
    let promotion = Promotion {
        id: "A".to_owned(),
        name: None,
        description: None,
        start: Timestamp::parse("2026-01-01T00:00:00Z"),
        end: None,
        product: "P".to_owned(),
        sku: "1".to_owned(),
        term: term(),
        billing_cycle: BillingCycle::Monthly,
        percent_off: 15.into(),
        minimum_seats: 1,
        maximum_seats: 2,
        automatic: true,
        first_purchase_only: true,
    };
    let audience = Audience::of_market("us", None);
    check(&PROMOTION, &promotion::resource(&promotion), 24);
    check(&PROMOTION_COLLECTION, &promotion::collection(&audience, Segment::Commercial, &[&promotion]), 25);

    let item = EligibilityItem {
        id: 0,
        catalog_item_id: CatalogItemId::new("P:1:A"),
        quantity: 3,
        billing_cycle: BillingCycle::Monthly,
        term: Some(term()),
        promotion_id: None,
    };
    let errors = vec![
        EligibilityError::SeatCount { minimum: 1, maximum: 2, available: 2 },
        EligibilityError::Term(term(), BillingCycle::Monthly),
    ];
    let eligibility = Eligibility { promotion_id: Some("A".to_owned()), errors };
    check(&ELIGIBILITIES_COLLECTION, &promotion::eligibilities(&[(item, vec![eligibility])]), 25);
}

#[test]
fn every_member_of_an_inventory_check_is_known() {
    let fault = || Fault::new(FaultKind::LineInventoryNotAvailable);
    let restrictions = vec![Restriction::Stock(fault()), Restriction::AzureSubscription("A".to_owned(), fault())];
    let item = InventoryItem { product_id: "P".to_owned(), sku_id: "1".to_owned(), restrictions };
    check(&INVENTORY_ITEM, &inventory::resources(&[item])[0], 10);
}

#[test]
fn every_member_of_the_rest_is_known() {
    let line = LineProvisioning { line: 0, quantity: 5, state: ProvisioningState::Fulfilled };
    check(&PROVISIONING_STATUS_COLLECTION, &provisioning::collection(&[line]), 9);
    let customer = CustomerId::parse("94cd6638-11b6-4323-8c9f-6ae3088adc59").expect("a customer");
    let link = ActivationLink { line: 0, uri: "https://activate.example".to_owned() };
    let links = activation::collection(customer, activation::Of::Order(&OrderId::new("a")), &[link]);
    check(&ACTIVATION_LINK_COLLECTION, &links, 14);
    check(&API_FAULT, &fault::resource(&Fault::new(FaultKind::InvalidInput)), 4);
    check(&API_FAULT, &fault::resource(&Fault::new(FaultKind::AccountStatusNotFound)), 9);
}

fn subscribed(offer: &str, kind: Option<&str>) -> SubscriptionView {
    let until = "2026-11-28T11:11:55Z";
    let subscription = json!({
        "id": "1D7F5A90-4C3E-4B28-96A1-8E0B2D4C6F75", "order_line": { "order": "b41c7e90d25f", "line": 0 },
        "offer_id": offer, "friendly_name": "a", "quantity": 5, "status": "suspended",
        "parent": "1D7F5A90-4C3E-4B28-96A1-8E0B2D4C6F75", "billing_cycle": "monthly", "term": "P1Y",
        "next_charge": { "billing_cycle": "annual", "from": "2026-12-21T00:00:00Z" },
        "created": "2026-11-21T11:11:55Z", "product_kind": kind, "cancellation_allowed_until": until,
        "refund_options": [{ "kind": "full", "expires_at": until }],
        "refundable_quantity": [{ "quantity": 5, "allowed_until": until }], "auto_renew": true, "renewal_term": "P3Y",
        "partner_id_on_record": "4810233", "additional_partner_ids_on_record": ["4810777"], "promotion_id": "p",
        "scheduled_next_term_instructions": line(&[])["scheduled_next_term_instructions"],
    });
    let subscription: domain::subscription::Subscription = serde_json::from_value(subscription).expect("one");
    SubscriptionView {
        customer: domain::id::CustomerId::parse("31000000-0000-4000-8000-000000000010").expect("a GUID"),
        market: "US".to_owned(),
        listing: domain::catalog::Catalog::default().listing(&subscription.offer_id),
        at: subscription.created,
        version: 1,
        next_charge: subscription.next_charge_instructions(subscription.created),
        subscription,
    }
}

#[test]
fn every_member_of_a_subscription_is_known() {
    let legacy = subscribed("91FD106F-4B2C-4938-95AC-F54F74E9A239", None);
    let modern = subscribed("DZH318Z08M8S:0001:DZH318Z08SAV", Some("savings_plan"));
    check(&SUBSCRIPTION, &subscription::resource(&legacy), 35);
    check(&SUBSCRIPTION, &subscription::resource(&modern), 75);
    check(&SUBSCRIPTION_PROVISIONING_STATUS, &subscription::provisioning_status(&legacy), 6);
    check(&SUBSCRIPTION_REGISTRATION_STATUS, &subscription::registration_status(&legacy.subscription), 4);
    let customer = legacy.customer;
    check(&SUBSCRIPTION_COLLECTION, &subscription::collection(customer, &[legacy, modern]), 110);
}
