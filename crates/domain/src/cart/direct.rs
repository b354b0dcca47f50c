//! Ordering without a cart (digest 1.4): a direct order is a cart that nobody keeps. It is made and checked out in one
//! decision, by the rules of both; what would be a line's error or an order error refuses the whole of it.

use crate::{
    billing_cycle::BillingCycle,
    caller::Caller,
    cart::{Buyer, Cart, Limits, Needs, Placed, buying, change, check_out, order_code},
    catalog::Catalog,
    catalog_item::{CatalogItem, CatalogItemId},
    fault::{Fault, FaultKind, Faults},
    id::CartId,
    member::{Member, Place},
    order::{OrderDraft, OrderLineDraft},
    reseller::Reseller,
};
use std::time::Duration;

impl OrderDraft {
    /// What a decision on this order needs.
    #[must_use]
    pub fn needs(&self, buyer: Buyer<'_>) -> Needs {
        self.cart(BillingCycle::Unknown).needs(buyer)
    }
}

/// Orders what a draft asks for, all of it in one order.
///
/// A draft without a billing cycle is charged by the month, unless none of its items is sold that way and one is sold for one
/// payment (digest 1.4: "default monthly or one_time"). Its lines stand in the order of their numbers, equal ones and those of
/// a draft that does not number all of them in the order of the body, and are numbered from 0.
///
/// # Errors
/// What is wrong with the draft itself; then who may not buy at all (800039, 13605, 800073, 800075); then the first line that
/// cannot be bought, in the codes of orders; 800002 for lines that one order cannot hold; then what a checkout would give as
/// the order error of its only group.
pub fn order_directly(
    id: CartId,
    draft: &OrderDraft,
    buyer: Buyer<'_>,
    limits: Limits,
    caller: &Caller,
    resellers: &[Reseller],
    provisioning_delay: Duration,
) -> Result<Placed, Fault> {
    draft.check_customer(buyer.customer.id)?;
    check_numbers(&draft.line_items)?;
    let (draft, places) = numbered(draft);
    let cart = unkept(id, &draft, cycle_of(&draft, buyer.catalog), buyer, limits, caller)
        .map_err(|fault| fault.at_places(|place| order_code::place_in_order(place, &places)))?;
    let decided = check_one_order(&cart).and_then(|()| check_out(&cart, buyer, resellers, provisioning_delay));
    let checkout = decided.map_err(|fault| fault.at_places(|place| order_code::place_in_order(place, &places)))?;
    let failed = || {
        let fault = checkout.result.order_errors.first().map(|error| error.fault.clone());
        let fault = fault.unwrap_or_else(|| Fault::new(FaultKind::CartItemErrorInCreateOrder));
        fault.at_places(|place| order_code::place_in_order(place, &places))
    };
    checkout.placed.ok_or_else(failed)
}

/// The cart that a draft of an order is, when every line of it can be bought by a customer that may buy.
pub(super) fn unkept(
    id: CartId,
    draft: &OrderDraft,
    billing_cycle: BillingCycle,
    buyer: Buyer<'_>,
    limits: Limits,
    caller: &Caller,
) -> Result<Cart, Fault> {
    draft.check_resellers()?;
    let cart = change::create(id, draft.cart(billing_cycle), buyer, limits, caller)?;
    buying::check_buyer(buyer)?;
    for (number, line) in cart.line_items.iter().enumerate() {
        if let Some(error) = &line.error {
            return Err(order_code::of_line(error, line, number, buyer));
        }
    }
    check_parents(draft, buyer.catalog)?;
    Ok(cart)
}

/// A line number says where the line stands, and may be out of it by one: clients count from 1, too.
fn check_numbers(lines: &[OrderLineDraft]) -> Result<(), Fault> {
    let mut wrong = Faults::default();
    for (index, line) in lines.iter().enumerate() {
        let Some(number) = line.line_item_number else { continue };
        if !usize::try_from(number).is_ok_and(|number| number <= lines.len()) {
            let at = Place::from(Member::LineItems).index(index).member(Member::LineItemNumber);
            let accepted = format!("0 to {}", lines.len());
            wrong.note(Fault::new(FaultKind::LineItemNumberOutOfRange).seen(at, number, accepted));
        }
    }
    wrong.unless(())
}

/// The draft with its lines in the order of their numbers, and the place in the body of each.
fn numbered(draft: &OrderDraft) -> (OrderDraft, Vec<usize>) {
    let numbers: Option<Vec<i32>> = draft.line_items.iter().map(|line| line.line_item_number).collect();
    let mut places: Vec<usize> = (0..draft.line_items.len()).collect();
    if let Some(numbers) = numbers {
        places.sort_by_key(|place| numbers[*place]);
    }
    let line_items = places.iter().map(|place| draft.line_items[*place].clone()).collect();
    (OrderDraft { line_items, ..draft.clone() }, places)
}

fn cycle_of(draft: &OrderDraft, catalog: &Catalog) -> BillingCycle {
    let sold = |cycle| {
        let items = draft.line_items.iter().filter_map(|line| line.bought.catalog_item_id.as_deref());
        items.map(CatalogItemId::new).any(|item| is_sold(&item, cycle, catalog))
    };
    match draft.billing_cycle.filter(|cycle| *cycle != BillingCycle::Unknown) {
        Some(cycle) => cycle,
        None if !sold(BillingCycle::Monthly) && sold(BillingCycle::OneTime) => BillingCycle::OneTime,
        None => BillingCycle::Monthly,
    }
}

fn is_sold(item: &CatalogItemId, cycle: BillingCycle, catalog: &Catalog) -> bool {
    match item.shape() {
        Some(CatalogItem::Legacy { offer }) => {
            catalog.offer(&offer).is_some_and(|offer| offer.billing_cycles.contains(&cycle))
        }
        Some(CatalogItem::Modern { product, sku, availability }) => {
            let found = catalog.sku_of(&product, &sku).and_then(|(_, sku)| sku.availability(&availability));
            found.is_some_and(|found| found.plans.iter().any(|plan| plan.billing_cycle == cycle))
        }
        None => false,
    }
}

/// A parent is for legacy add-ons: on anything else it would be without effect, and whoever names one means something by it.
fn check_parents(draft: &OrderDraft, catalog: &Catalog) -> Result<(), Fault> {
    for (index, line) in draft.line_items.iter().enumerate() {
        let Some(parent) = line.parent() else { continue };
        let item = CatalogItemId::new(line.bought.catalog_item_id.clone().unwrap_or_default());
        let add_on = match item.shape() {
            Some(CatalogItem::Legacy { offer }) => catalog.offer(&offer).is_some_and(|offer| offer.is_add_on()),
            _ => false,
        };
        if !add_on {
            let at = Place::from(Member::LineItems).index(index).member(Member::ParentSubscriptionId);
            let accepted = format!("none: {} is no legacy add-on", item.as_str());
            return Err(Fault::new(FaultKind::AddOnNotRelatedToParent).seen(at, parent, accepted));
        }
    }
    Ok(())
}

/// An order has one commerce system, one billing cycle and one currency (digest 7.5).
fn check_one_order(cart: &Cart) -> Result<(), Fault> {
    let groups = check_out::open_groups(cart);
    if groups.len() <= 1 {
        return Ok(());
    }
    let fault = Fault::new(FaultKind::InvalidInput);
    let seen =
        format!("lines that make {} orders, for they are of both commerce systems or several currencies", groups.len());
    let accepted = "lines of one commerce system in one currency: order the others by themselves, or check out a cart";
    Err(fault.seen(Member::LineItems, seen, accepted))
}
