//! What licences of a subscription cost: as much as when it was bought, until another term begins (surroundings 3.2).

use super::Updating;
use crate::{
    cart,
    catalog::Catalog,
    catalog_item::CatalogItem,
    counter::Use,
    fault::Fault,
    money::{Amount, Currency},
    order::{self, Purchase},
    subscription::Subscription,
    time::Timestamp,
};

/// What the partner's line of credit is used for by licences from an instant to the end of the term, by day.
///
/// # Errors
/// 800023 where it does not reach that far.
pub(super) fn charged(
    subscription: &Subscription,
    quantity: i32,
    from: Timestamp,
    with: Updating<'_>,
) -> Result<Option<Use>, Fault> {
    let worth = worth(subscription, quantity, from, with).filter(|worth| *worth != Amount::ZERO);
    cart::use_credit(worth, with.currency(), with.buyer)
}

/// The price of so many licences from an instant on; `None` where nobody knows what one costs.
fn worth(subscription: &Subscription, quantity: i32, from: Timestamp, with: Updating<'_>) -> Option<Amount> {
    let currency = with.currency();
    let list_price = paid(subscription, with)
        .or_else(|| listed(subscription, with.buyer.catalog, &with.buyer.customer.market, currency))?;
    let priced = order::line_pricing(Purchase {
        list_price,
        percent_off: None,
        quantity,
        billing_cycle: subscription.billing_cycle,
        term: subscription.term.as_ref(),
        start: from,
        custom_end: subscription.commitment_end_at(with.buyer.now),
        currency,
    });
    Some(priced.extended_price)
}

/// What one licence was bought for, as long as it is charged as it was then.
fn paid(subscription: &Subscription, with: Updating<'_>) -> Option<Amount> {
    let order = with.order.filter(|order| order.billing_cycle == subscription.billing_cycle)?;
    let line = usize::try_from(subscription.order_line.as_ref()?.line).ok()?;
    Some(order.line_items.get(line)?.pricing.as_ref()?.discounted_price)
}

/// The catalogue's price of its plan. Legacy offers show none.
fn listed(subscription: &Subscription, catalog: &Catalog, market: &str, currency: Currency) -> Option<Amount> {
    let Some(CatalogItem::Modern { product, sku, availability }) = subscription.offer_id.shape() else { return None };
    let (_, sku) = catalog.sku_of(&product, &sku)?;
    let mut plans = sku.availability(&availability)?.plans.iter();
    let plan = plans.find(|plan| plan.billing_cycle == subscription.billing_cycle && plan.term == subscription.term)?;
    plan.price(market, currency)
}
