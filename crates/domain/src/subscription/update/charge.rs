//! Another billing cycle: of new commerce from the next charge on, of a legacy subscription by its order (surroundings 2.10).

use super::{SubscriptionPatch, Updating};
use crate::{
    billing_cycle::BillingCycle,
    catalog::{Catalog, Plan},
    catalog_item::CatalogItem,
    fault::{Fault, FaultKind},
    member::Member,
    subscription::{NextCharge, Subscription},
    term::Term,
    time::Timestamp,
};

/// Whether a patch with this billing cycle asks for another one than it has.
pub(super) fn differs(subscription: &Subscription, asked: BillingCycle) -> bool {
    asked != BillingCycle::Unknown && asked != subscription.billing_cycle
}

/// Charges it by another billing cycle from the next period on; a change that was to come and is not sent back is dropped.
pub(super) fn change(
    subscription: &mut Subscription,
    patch: &SubscriptionPatch,
    with: Updating<'_>,
) -> Result<(), Fault> {
    let Some(asked) = patch.billing_cycle.filter(|asked| differs(subscription, *asked)) else {
        subscription.next_charge = subscription.next_charge.take().filter(|_| patch.keeps_next_charge);
        return Ok(());
    };
    if subscription.offer_id.is_legacy() {
        let accepted = format!("{}: it is changed by PATCH of its order", subscription.billing_cycle.name());
        return Err(Fault::new(FaultKind::SubscriptionBillingCycleOfOrder).seen(
            Member::BillingCycle,
            asked.name(),
            accepted,
        ));
    }
    check_plan(subscription, asked, with)?;
    let from = subscription.billing_cycle_end_at(with.buyer.now).map_or(with.buyer.now, |end| end.plus_days(1));
    subscription.next_charge = Some(NextCharge { billing_cycle: asked, from });
    Ok(())
}

/// The item must be sold with that billing cycle for the same term.
fn check_plan(subscription: &Subscription, asked: BillingCycle, with: Updating<'_>) -> Result<(), Fault> {
    let plans = plans(subscription, with.buyer.catalog);
    let market = &with.buyer.customer.market;
    let sold = |plan: &&&Plan| {
        plan.term == subscription.term && plan.is_paid() && plan.price(market, with.currency()).is_some()
    };
    let cycles: Vec<_> = plans.iter().filter(sold).map(|plan| plan.billing_cycle).collect();
    if cycles.contains(&asked) && !subscription.is_trial {
        return Ok(());
    }
    let longer =
        asked.months().zip(subscription.term.as_ref().map(Term::months)).is_some_and(|(cycle, term)| cycle > term);
    let kind = if longer { FaultKind::BillingCycleLongerThanTerm } else { FaultKind::OrderBillingCycleNotValid };
    let accepted = cycles.iter().map(|cycle| cycle.name()).collect::<Vec<_>>().join(", ");
    let accepted = if subscription.is_trial { subscription.billing_cycle.name().to_owned() } else { accepted };
    Err(Fault::new(kind).seen(Member::BillingCycle, asked.name(), accepted))
}

fn plans<'a>(subscription: &Subscription, catalog: &'a Catalog) -> Vec<&'a Plan> {
    let Some(CatalogItem::Modern { product, sku, availability }) = subscription.offer_id.shape() else {
        return Vec::new();
    };
    let availability = catalog.sku_of(&product, &sku).and_then(|(_, sku)| sku.availability(&availability));
    availability.map(|availability| availability.plans.iter().collect()).unwrap_or_default()
}

impl Subscription {
    /// How often it is charged at an instant.
    #[must_use]
    pub fn billing_cycle_at(&self, now: Timestamp) -> BillingCycle {
        self.next_charge.as_ref().filter(|next| next.from <= now).map_or(self.billing_cycle, |next| next.billing_cycle)
    }

    /// The change of the billing cycle that is still to come.
    #[must_use]
    pub fn coming_charge(&self, now: Timestamp) -> Option<&NextCharge> {
        self.next_charge.as_ref().filter(|next| now < next.from)
    }

    /// Notes a change of the billing cycle that has come.
    pub(super) fn settle_charge(&mut self, now: Timestamp) {
        self.billing_cycle = self.billing_cycle_at(now);
        self.next_charge = self.coming_charge(now).cloned();
    }
}
