//! Values that the cases write.

use domain::{
    Timestamp,
    billing_cycle::BillingCycle,
    cart::{Cart, CartStatus},
    catalog_item::CatalogItemId,
    customer::{AgreementStatus, BillingProfile, Customer, PurchaseReview, Relationship, ValidationStatus},
    entitlement::{Entitlement, EntitlementKind},
    id::{CartId, CustomerId, OrderId, PartnerId, SubscriptionId, UserId},
    money::Currency,
    order::{self, CommerceSystem, FIRST_REVISION, Order, OrderStatus, TransactionType},
    subscription::{OrderLineRef, Subscription, SubscriptionStatus},
};
use uuid::Uuid;

/// A fixed instant, that many seconds into 2026.
pub(super) fn at(seconds: u64) -> Timestamp {
    let start = Timestamp::parse("2026-01-01T00:00:00Z").expect("an instant");
    start.plus(std::time::Duration::from_secs(seconds))
}

/// The n-th customer.
#[must_use]
pub fn owner(n: u128) -> CustomerId {
    CustomerId(Uuid::from_u128(0x0001_0000 + n))
}

/// The partner of every case.
pub(super) fn partner() -> PartnerId {
    PartnerId(Uuid::from_u128(7))
}

/// The n-th customer, with a name.
pub(crate) fn customer(n: u128, name: &str) -> Customer {
    Customer {
        id: owner(n),
        partner: partner(),
        name: name.to_owned(),
        domain: Some(format!("{}{n}.onmicrosoft.com", name.replace(' ', ""))),
        relationship: Relationship::default(),
        market: "US".to_owned(),
        currency: Currency::parse("USD").expect("a currency"),
        qualifications: Vec::new(),
        agreement: AgreementStatus::default(),
        agreements: Vec::new(),
        validation_status: ValidationStatus::default(),
        validation_updated: None,
        purchase_review: PurchaseReview::default(),
        indirect_reseller: None,
        billing: BillingProfile::default(),
        registration_number: None,
        enable_gdap_by_default: false,
    }
}

/// The n-th cart of a customer, empty.
#[must_use]
pub fn cart(customer: CustomerId, n: u128) -> Cart {
    Cart {
        id: CartId(Uuid::from_u128(0x00c0_0000 + n)),
        customer,
        partner: partner(),
        created: at(0),
        last_modified: at(0),
        expires: at(60),
        last_modified_user: UserId(Uuid::from_u128(9)),
        status: CartStatus::Active,
        line_items: Vec::new(),
        placed: Vec::new(),
    }
}

/// The order of a group of a cart, without lines.
#[must_use]
pub fn order(cart: &Cart, group: &str) -> Order {
    let id = order::modern_id(cart.id, group);
    Order {
        alternate_id: id.clone(),
        id,
        customer: cart.customer,
        partner: cart.partner,
        cart: cart.id,
        order_group: group.to_owned(),
        market: "US".to_owned(),
        billing_cycle: BillingCycle::Monthly,
        currency: Currency::parse("USD").expect("a currency"),
        system: CommerceSystem::Modern,
        line_items: Vec::new(),
        created: at(0),
        status: OrderStatus::Pending,
        transaction_type: TransactionType::UserPurchase,
        total_price: None,
        revision: FIRST_REVISION,
    }
}

/// A line of the order that every subscription and entitlement is of.
pub(super) fn order_line(line: u32) -> OrderLineRef {
    OrderLineRef { order: OrderId::new("0a3624c6e47d"), line }
}

/// The n-th subscription, which fulfils an order line.
pub(crate) fn subscription(line: u32, n: u128) -> Subscription {
    Subscription {
        id: SubscriptionId(Uuid::from_u128(0x0050_0000 + n)),
        order_line: Some(order_line(line)),
        offer_id: CatalogItemId::new("CFQ7TTC0LH16:0001:CFQ7TTC0XXXX"),
        friendly_name: "A licence".to_owned(),
        quantity: 5,
        status: SubscriptionStatus::Active,
        parent: None,
        billing_cycle: BillingCycle::Monthly,
        next_charge: None,
        term: None,
        created: at(1),
        azure: None,
        product_kind: None,
        effective_start: Some(at(0)),
        commitment_end: Some(at(86_400)),
        cancellation_allowed_until: None,
        refund_options: Vec::new(),
        refundable_quantity: Vec::new(),
        auto_renew: true,
        renewal_term: None,
        is_trial: false,
        partner_id_on_record: None,
        additional_partner_ids_on_record: Vec::new(),
        promotion_id: None,
        scheduled_next_term_instructions: None,
    }
}

/// The entitlement of an order line.
pub(crate) fn entitlement(line: u32) -> Entitlement {
    Entitlement {
        order_line: order_line(line),
        kind: EntitlementKind::Software,
        product: "DG7GMGF0DWM3".to_owned(),
        sku: "0002".to_owned(),
        friendly_name: "Software".to_owned(),
        quantity: 1,
        created: at(1),
        expires: None,
        refund_options: Vec::new(),
    }
}
