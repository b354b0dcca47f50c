//! Changing how often a legacy order is charged, with its subscriptions (digest 1.4, surroundings 2.9).

use crate::{
    billing_cycle::BillingCycle,
    catalog::Catalog,
    catalog_item::CatalogItem,
    fault::{Fault, FaultKind, Faults},
    member::{Member, Place},
    order::{Order, OrderLineItem},
    subscription::{Subscription, SubscriptionStatus},
};

/// An order that is charged in another cycle, and its subscriptions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recharged {
    /// The order afterwards.
    pub order: Order,
    /// Its subscriptions afterwards.
    pub subscriptions: Vec<Subscription>,
}

/// Charges an order and its subscriptions in another cycle. `owned` is everything that the customer owns.
///
/// Add-ons that other orders have brought to one of its subscriptions stay as they are: each order is changed by itself.
///
/// # Errors
/// 6000 when a subscription of the order is not active, 6001 when one of its offers is not charged in that cycle, 800085 when
/// one of its lines is an add-on whose base, of another order, has another cycle.
pub fn change_billing_cycle(
    order: &Order,
    cycle: BillingCycle,
    owned: &[Subscription],
    catalog: &Catalog,
) -> Result<Recharged, Fault> {
    let of_order = |owned: &&Subscription| owned.order_line.as_ref().is_some_and(|line| line.order == order.id);
    let own: Vec<&Subscription> = owned.iter().filter(of_order).collect();
    check_active(&own)?;
    check_offers(order, cycle, catalog)?;
    check_bases(order, cycle, owned)?;
    let subscriptions = own.into_iter().map(|owned| Subscription { billing_cycle: cycle, ..owned.clone() }).collect();
    let order = Order { billing_cycle: cycle, revision: order.revision + 1, ..order.clone() };
    Ok(Recharged { order, subscriptions })
}

fn check_active(own: &[&Subscription]) -> Result<(), Fault> {
    let mut wrong = Faults::default();
    for owned in own.iter().filter(|owned| owned.status != SubscriptionStatus::Active) {
        let place = owned.order_line.as_ref().map_or(0, |line| usize::try_from(line.line).unwrap_or(usize::MAX));
        let at = Place::from(Member::LineItems).index(place).member(Member::SubscriptionId);
        wrong.note(Fault::new(FaultKind::CycleOfInactiveSubscription).seen(at, owned.id, "an active subscription"));
    }
    wrong.unless(())
}

fn check_offers(order: &Order, cycle: BillingCycle, catalog: &Catalog) -> Result<(), Fault> {
    for line in &order.line_items {
        let cycles = cycles_of(line, catalog);
        if !cycles.contains(&cycle) {
            let names = cycles.iter().map(|cycle| cycle.name()).collect::<Vec<_>>().join(", ");
            let accepted = format!("a billing cycle of {}: {names}", line.offer_id.as_str());
            let fault = Fault::new(FaultKind::CycleNotOfOffer);
            return Err(fault.seen(Member::BillingCycle, cycle.name(), accepted));
        }
    }
    Ok(())
}

/// An offer that is no longer sold keeps its billing cycles; one that the catalogue has lost has none.
fn cycles_of<'a>(line: &OrderLineItem, catalog: &'a Catalog) -> &'a [BillingCycle] {
    let Some(CatalogItem::Legacy { offer }) = line.offer_id.shape() else { return &[] };
    catalog.offer(&offer).map_or(&[], |offer| &offer.billing_cycles)
}

fn check_bases(order: &Order, cycle: BillingCycle, owned: &[Subscription]) -> Result<(), Fault> {
    for (index, line) in order.line_items.iter().enumerate() {
        let Some(parent) = line.parent_subscription_id else { continue };
        let of_order = order.line_items.iter().any(|line| line.subscription_id == Some(parent));
        let base = owned.iter().find(|owned| owned.id == parent).filter(|_| !of_order);
        if let Some(base) = base.filter(|base| base.billing_cycle != cycle) {
            let accepted = format!("{}, as the base {parent} of line item {index} has it", base.billing_cycle.name());
            let fault = Fault::new(FaultKind::BillingCycleDiffersFromOrder);
            return Err(fault.seen(Member::BillingCycle, cycle.name(), accepted));
        }
    }
    Ok(())
}
