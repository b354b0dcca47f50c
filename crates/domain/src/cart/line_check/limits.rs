//! Limits that many purchases share: pooled seats, stock, quotas, the caps of a sandbox account.
//!
//! A check looks at what is used already, by everybody and by the earlier lines of the same cart; [`uses`] says what a line
//! uses itself. That no limit is passed by purchases at the same moment is the store's part (`counter`).

use super::Buyer;
use crate::{
    cart::CartLineItem,
    catalog::{Catalog, Product, ProductKind, Sku},
    catalog_item::CatalogItem,
    counter::{Counter, Usage, Use},
    fault::{Fault, FaultKind, Shortage},
    member::{Member, Place},
    promotion::Promotion,
};

/// Seats are pooled over all subscriptions of a customer to a SKU (digest 7.3, ruling 35).
pub(super) fn check_seats(
    line: &CartLineItem,
    (product, sku): (&Product, &Sku),
    buyer: Buyer<'_>,
    at: &Place,
) -> Result<(), Fault> {
    let wanted = Use { most: sku.pooled_seats, ..seats(line.quantity, product, sku, buyer) };
    let Some(left) = buyer.used.too_little_for(&wanted) else { return Ok(()) };
    let fault = Fault::new(FaultKind::MaxAllowedSeatsPerSubscriptionExceeded);
    let accepted = format!("at most {left} more seats of {}:{} for this customer", product.id, sku.id);
    let shortage = Shortage { available: left, wanted: wanted.by };
    Err(fault.seen(at.member(Member::Quantity), line.quantity, accepted).short_of(shortage))
}

/// Stock is everybody's, a quota the customer's (ruling 35).
pub(in crate::cart) fn check_supply(
    quantity: i32,
    (product, sku): (&Product, &Sku),
    buyer: Buyer<'_>,
    at: &Place,
) -> Result<(), Fault> {
    let stock = stock(quantity, product, sku);
    let quota = Use { most: sku.quota, ..seats(quantity, product, sku, buyer) };
    for (wanted, kind, whose) in [
        (stock, FaultKind::LineInventoryNotAvailable, "in stock"),
        (quota, FaultKind::QuotaNotAvailable, "left of the customer's quota"),
    ] {
        if let Some(left) = buyer.used.too_little_for(&wanted) {
            let fault = Fault::new(kind);
            return Err(fault.seen(at.member(Member::Quantity), quantity, format!("the {left} that are {whose}")));
        }
    }
    Ok(())
}

/// What a sandbox account may have (surroundings 3.4). `kind` is that of a modern item.
pub(super) fn check_sandbox(
    line: &CartLineItem,
    kind: Option<ProductKind>,
    buyer: Buyer<'_>,
    at: &Place,
) -> Result<(), Fault> {
    check_licences(line.quantity, kind, buyer, at)?;
    for wanted in sandbox_uses(line, kind, buyer) {
        if let Some(left) = buyer.used.too_little_for(&wanted) {
            let accepted = format!("at most {left} more {} for this customer", wanted.counter.name());
            return Err(beyond_sandbox(wanted.by, accepted, at));
        }
    }
    Ok(())
}

/// How many licences a subscription of a sandbox account may have.
pub(in crate::cart) fn check_licences(
    quantity: i32,
    kind: Option<ProductKind>,
    buyer: Buyer<'_>,
    at: &Place,
) -> Result<(), Fault> {
    let most = buyer.partner.sandbox.as_ref().filter(|_| is_licence(kind)).map(|sandbox| sandbox.licenses);
    match most.filter(|most| quantity > *most) {
        Some(most) => Err(beyond_sandbox(quantity.into(), format!("at most {most} licences of a subscription"), at)),
        None => Ok(()),
    }
}

fn beyond_sandbox(seen: i64, accepted: String, at: &Place) -> Fault {
    Fault::new(FaultKind::LineSandboxLimitExceeded).seen(at.member(Member::Quantity), seen, accepted)
}

/// What a modern line uses up when it is ordered.
pub(super) fn uses(
    line: &CartLineItem,
    (product, sku): (&Product, &Sku),
    promotion: Option<&Promotion>,
    buyer: Buyer<'_>,
) -> Vec<Use> {
    let mut uses = supply(line, (product, sku), buyer);
    let first = promotion.filter(|promotion| promotion.first_purchase_only).map(|_| 1);
    uses.push(Use { most: first, ..purchase(product, buyer) });
    uses.extend(promotion.map(|promotion| promoted_seats(line, promotion, buyer)));
    uses.extend(sandbox_uses(line, Some(product.kind), buyer));
    uses
}

/// What more licences of a subscription use up: of the seats under its promotion too, whose limit bound the purchase.
pub(in crate::cart) fn more_uses(
    line: &CartLineItem,
    (product, sku): (&Product, &Sku),
    promotion: Option<&Promotion>,
    buyer: Buyer<'_>,
) -> Vec<Use> {
    let mut uses = supply(line, (product, sku), buyer);
    uses.extend(promotion.map(|promotion| Use { most: None, ..promoted_seats(line, promotion, buyer) }));
    uses
}

/// What a line uses up of the customer's seats and of everybody's stock.
fn supply(line: &CartLineItem, (product, sku): (&Product, &Sku), buyer: Buyer<'_>) -> Vec<Use> {
    let most = [sku.pooled_seats, sku.quota].into_iter().flatten().min();
    let seats = Use { most, ..seats(line.quantity, product, sku, buyer) };
    std::iter::once(seats).chain(sku.stock.map(|_| stock(line.quantity, product, sku))).collect()
}

/// What any line uses up of a sandbox account; `kind` is that of a modern item.
pub(super) fn sandbox_uses(line: &CartLineItem, kind: Option<ProductKind>, buyer: Buyer<'_>) -> Vec<Use> {
    let Some(sandbox) = &buyer.partner.sandbox else { return Vec::new() };
    let customer = buyer.customer.id;
    match kind {
        Some(ProductKind::Reservation) => vec![Use {
            counter: Counter::sandbox_reservations(customer),
            by: line.quantity.into(),
            most: Some(sandbox.reserved_instances),
        }],
        Some(ProductKind::Software) if line.term.is_none() => Vec::new(),
        _ => vec![Use { counter: Counter::sandbox_subscriptions(customer), by: 1, most: Some(sandbox.subscriptions) }],
    }
}

/// The counters that a decision on these items looks at.
pub(in crate::cart) fn counters(items: impl Iterator<Item = Option<CatalogItem>>, buyer: Buyer<'_>) -> Vec<Counter> {
    let customer = buyer.customer.id;
    let mut counters = vec![Counter::credit(buyer.partner.id)];
    if buyer.partner.sandbox.is_some() {
        counters.extend([Counter::sandbox_subscriptions(customer), Counter::sandbox_reservations(customer)]);
    }
    for item in items {
        let Some((product, sku)) = found(item, buyer.catalog) else { continue };
        counters.push(Counter::seats(customer, &product.id, &sku.id));
        counters.extend(sku.stock.map(|_| Counter::stock(&product.id, &sku.id)));
        let bases = sku.prerequisites.iter().flat_map(|needed| &needed.skus);
        counters.extend(bases.map(|base| Counter::seats_of(customer, base)));
        counters.push(Counter::purchases(customer, &product.id));
        let promotions = buyer.catalog.promotions_of(&product.id, &sku.id);
        counters.extend(promotions.map(|promotion| Counter::promoted_seats(customer, &promotion.id)));
    }
    counters.sort();
    counters.dedup();
    counters
}

/// The seats that these lines want together, whether they can have them or not.
pub(in crate::cart) fn in_cart<'a>(lines: impl Iterator<Item = &'a CartLineItem>, buyer: Buyer<'_>) -> Usage {
    let mut wanted = Usage::default();
    for line in lines {
        if let Some((product, sku)) = found(line.catalog_item_id.shape(), buyer.catalog) {
            let Use { counter, by, .. } = seats(line.quantity, product, sku, buyer);
            wanted.add(counter, by);
        }
    }
    wanted
}

/// What these lines, which are ordered, have used up: given back, so that the cart they stand in can be looked at anew.
pub(in crate::cart) fn without<'a>(lines: impl Iterator<Item = &'a CartLineItem>, buyer: Buyer<'_>) -> Usage {
    let mut used = buyer.used.clone();
    for line in lines {
        let promotion = line.promotion_id.as_deref().and_then(|id| buyer.catalog.promotion(id));
        let own = match found(line.catalog_item_id.shape(), buyer.catalog) {
            Some(item) => uses(line, item, promotion, buyer),
            None => sandbox_uses(line, None, buyer),
        };
        for Use { counter, by, .. } in own {
            used.add(counter, -by);
        }
    }
    used
}

pub(in crate::cart) fn found(item: Option<CatalogItem>, catalog: &Catalog) -> Option<(&Product, &Sku)> {
    let Some(CatalogItem::Modern { product, sku, .. }) = item else { return None };
    catalog.sku_of(&product, &sku)
}

fn seats(quantity: i32, product: &Product, sku: &Sku, buyer: Buyer<'_>) -> Use {
    Use { counter: Counter::seats(buyer.customer.id, &product.id, &sku.id), by: quantity.into(), most: None }
}

fn purchase(product: &Product, buyer: Buyer<'_>) -> Use {
    Use { counter: Counter::purchases(buyer.customer.id, &product.id), by: 1, most: None }
}

/// What a line takes of the seats that a customer gets a promotion for.
fn promoted_seats(line: &CartLineItem, promotion: &Promotion, buyer: Buyer<'_>) -> Use {
    Use {
        counter: Counter::promoted_seats(buyer.customer.id, &promotion.id),
        by: line.quantity.into(),
        most: Some(promotion.maximum_seats.into()),
    }
}

fn stock(quantity: i32, product: &Product, sku: &Sku) -> Use {
    Use { counter: Counter::stock(&product.id, &sku.id), by: quantity.into(), most: sku.stock }
}

/// Legacy offers are licences too.
fn is_licence(kind: Option<ProductKind>) -> bool {
    matches!(kind, None | Some(ProductKind::OnlineServicesNce | ProductKind::Saas))
}
