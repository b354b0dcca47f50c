//! What a customer has that holds together: a cart that was ordered, of whose two orders one is completed and one waits, and a
//! cart that was not. Each test damages it in one place.

use super::{
    check,
    findings::{Check, Findings, Verified, Violation},
    holdings::{CartRow, CounterRow, CustomerRow, EntitlementRow, Holdings, JobRow, OrderRow, SubscriptionRow},
};
use crate::conformance::{self, customer, entitlement, subscription};
use domain::{
    billing_cycle::BillingCycle,
    cart::{Cart, CartLineItem, CartStatus},
    catalog::ProductKind,
    catalog_item::CatalogItemId,
    order::{Order, OrderLineItem, OrderStatus, Pricing, total},
    subscription::OrderLineRef,
};
use std::time::Duration;

const LICENCE: &str = "CFQ7TTC0LH16:0001:CFQ7TTC0XXXX";
const SOFTWARE: &str = "DG7GMGF0DWM3:0002:DG7GMGF0DT1M";

pub(super) fn holdings() -> Holdings {
    let owner = conformance::owner(1);
    let mut cart = conformance::cart(owner, 1);
    cart.line_items = vec![cart_line(0, LICENCE, "0"), cart_line(1, SOFTWARE, "0"), cart_line(2, LICENCE, "1")];
    let both = vec![order_line(LICENCE, 10), order_line(SOFTWARE, 5)];
    let mut orders = vec![order(&cart, "0", both), order(&cart, "1", vec![order_line(LICENCE, 7)])];
    cart.placed.clone_from(&orders);
    cart.status = CartStatus::Ordered;

    let at_line = |line| OrderLineRef { order: orders[0].id.clone(), line };
    let mut owned = subscription(0, 1);
    owned.order_line = Some(at_line(0));
    let mut software = entitlement(1);
    software.order_line = at_line(1);
    orders[0].status = OrderStatus::Completed;
    orders[0].line_items[0].subscription_id = Some(owned.id);

    let mut open = conformance::cart(owner, 2);
    open.expires = open.expires.plus(Duration::from_millis(123));
    Holdings {
        owner: owner.0,
        customer: Some(CustomerRow { version: 1, value: customer(1, "Contoso") }),
        carts: vec![cart_row(cart), cart_row(open)],
        subscriptions: vec![SubscriptionRow {
            id: owned.id.0,
            order_id: Some(orders[0].id.to_string()),
            order_line: Some(0),
            version: 1,
            value: owned,
        }],
        entitlements: vec![EntitlementRow { order_id: orders[0].id.to_string(), order_line: 1, value: software }],
        jobs: vec![JobRow { order_id: orders[1].id.to_string() }],
        receipts: Vec::new(),
        counters: [("CFQ7TTC0LH16", 2), ("dg7gmgf0dwm3", 1)]
            .map(|(product, used)| CounterRow { name: format!("purchases {product}"), used })
            .into(),
        orders: orders.into_iter().map(order_row).collect(),
    }
}

fn cart_line(id: i32, item: &str, group: &str) -> CartLineItem {
    CartLineItem {
        id,
        catalog_item_id: CatalogItemId::new(item),
        friendly_name: None,
        quantity: 1,
        currency_code: None,
        billing_cycle: BillingCycle::Monthly,
        term: None,
        custom_term_end_date: None,
        renews_to: None,
        promotion_id: None,
        participants: Vec::new(),
        provisioning_context: None,
        order_group: Some(group.to_owned()),
        addon_items: Vec::new(),
        pricing: None,
        purchase_commitment: None,
        attestation_accepted: None,
        scheduled_next_term_instructions: None,
        error: None,
    }
}

fn order(cart: &Cart, group: &str, line_items: Vec<OrderLineItem>) -> Order {
    Order { total_price: total(&line_items), line_items, ..conformance::order(cart, group) }
}

fn order_line(item: &str, price: i32) -> OrderLineItem {
    let price = price.into();
    let kind = if item == SOFTWARE { ProductKind::Software } else { ProductKind::OnlineServicesNce };
    OrderLineItem {
        offer_id: CatalogItemId::new(item),
        legacy_product: None,
        product_kind: Some(kind),
        subscription_id: None,
        parent_subscription_id: None,
        term: None,
        friendly_name: String::new(),
        quantity: 1,
        partner_id_on_record: None,
        additional_partner_ids_on_record: Vec::new(),
        provisioning_context: None,
        promotion_id: None,
        custom_term_end_date: None,
        renews_to: None,
        scheduled_next_term_instructions: None,
        attestation_accepted: None,
        pricing: Some(Pricing {
            list_price: price,
            discounted_price: price,
            prorated_price: price,
            price,
            extended_price: price,
        }),
        purchase_commitment: None,
    }
}

fn cart_row(cart: Cart) -> CartRow {
    let gone_at = cart.gone_at().map(domain::Timestamp::milliseconds);
    CartRow { id: cart.id.0, version: 1, gone_at, value: cart }
}

fn order_row(order: Order) -> OrderRow {
    OrderRow {
        id: order.id.to_string(),
        alternate_id: order.alternate_id.to_string(),
        cart: order.cart.0,
        order_group: order.order_group.clone(),
        version: 1,
        value: order,
    }
}

fn violations(holdings: &Holdings) -> Vec<Violation> {
    let mut findings = Findings::new(99);
    check(holdings, &mut findings);
    Verified::from(findings).violations
}

#[track_caller]
pub(super) fn assert_sound(holdings: &Holdings) {
    assert_eq!(violations(holdings), []);
}

/// What was damaged is found: by that check, in a row whose name has those words, and told with those.
#[track_caller]
pub(super) fn assert_found(damage: impl FnOnce(&mut Holdings), check: Check, row: &str, what: &str) {
    let mut holdings = holdings();
    assert_sound(&holdings);
    damage(&mut holdings);
    let found = violations(&holdings);
    let expected = |it: &Violation| it.check == check && it.row.contains(row) && it.what.contains(what);
    assert!(found.iter().any(expected), "{row}: {what}: {found:#?}");
}
