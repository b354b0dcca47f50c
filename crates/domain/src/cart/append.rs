//! Add-ons for the base that an order has brought: they join its order (digest 1.4, surroundings 3.3).

use crate::{
    caller::Caller,
    cart::{
        Buyer, Limits, direct, order_code,
        place::{self, Ordered},
    },
    counter::Use,
    fault::{Fault, FaultKind},
    id::SubscriptionId,
    member::{Member, Place},
    order::{Order, OrderDraft},
    reseller::Reseller,
    subscription::Subscription,
};

/// An order with further lines, and what they bring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appended {
    /// The order afterwards.
    pub order: Order,
    /// The subscriptions of the new lines.
    pub subscriptions: Vec<Subscription>,
    /// What they use up.
    pub uses: Vec<Use>,
}

/// Appends add-ons to a legacy order, by the rules of a checkout. `draft` has the new lines alone, at these places of the body.
///
/// # Errors
/// As of an order by itself; 800029 for a base that this order has not brought.
pub fn append(
    order: &Order,
    (draft, places): (&OrderDraft, &[usize]),
    buyer: Buyer<'_>,
    limits: Limits,
    caller: &Caller,
    resellers: &[Reseller],
) -> Result<Appended, Fault> {
    let cart = direct::unkept(order.cart, draft, order.billing_cycle, buyer, limits, caller);
    let ordered = cart.and_then(|cart| {
        check_bases(order, draft)?;
        place::append(order, &cart, buyer, resellers)
    });
    let renamed = |fault: Fault| fault.at_places(|place| order_code::place_in_order(place, places));
    let Ordered { order, subscriptions, uses } = ordered.map_err(renamed)?;
    Ok(Appended { order, subscriptions, uses })
}

/// The base must be of this order: it has the billing cycle that the add-on gets.
fn check_bases(order: &Order, draft: &OrderDraft) -> Result<(), Fault> {
    for (index, line) in draft.line_items.iter().enumerate() {
        let Some(parent) = line.parent() else { continue };
        let base = SubscriptionId::parse(parent);
        if !order.line_items.iter().any(|line| line.subscription_id.is_some() && line.subscription_id == base) {
            let at = Place::from(Member::LineItems).index(index).member(Member::ParentSubscriptionId);
            let accepted = format!("a subscription of order {}: an add-on joins the order of its base", order.id);
            return Err(Fault::new(FaultKind::AddOnNotRelatedToParent).seen(at, parent, accepted));
        }
    }
    Ok(())
}
