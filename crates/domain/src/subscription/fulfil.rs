//! Making the subscription that fulfils an order line (surroundings 3.5).

use super::{OrderLineRef, RefundableBatch, Subscription, SubscriptionStatus, cancellation};
use crate::{
    billing_cycle::BillingCycle, catalog::ProductKind, id::SubscriptionId, order::OrderLineItem, term::Term,
    time::Timestamp,
};

/// An order line, and what it does not say itself.
pub(crate) struct Fulfilling<'a> {
    /// Which line it is.
    pub(crate) order_line: OrderLineRef,
    /// The subscription's id.
    pub(crate) id: SubscriptionId,
    /// The line.
    pub(crate) line: &'a OrderLineItem,
    /// How often the order is charged.
    pub(crate) billing_cycle: BillingCycle,
    /// The term; a legacy line does not always say it.
    pub(crate) term: Option<Term>,
    /// The last day of the first term.
    pub(crate) commitment_end: Option<Timestamp>,
    /// When it was bought: the term begins there.
    pub(crate) bought: Timestamp,
    /// When the subscription is made.
    pub(crate) now: Timestamp,
}

impl Subscription {
    /// The subscription that fulfils an order line, with everything that is decided at that moment.
    pub(crate) fn fulfilling(made: Fulfilling<'_>) -> Self {
        let Fulfilling { order_line, id, line, billing_cycle, term, commitment_end, bought, now } = made;
        let is_trial = billing_cycle == BillingCycle::None;
        let window = cancellation::window(line.product_kind, term.as_ref(), bought);
        let refund = window.filter(|_| !is_trial);
        let in_batches = refund.filter(|_| line.product_kind == Some(ProductKind::OnlineServicesNce));
        let renewal_term = line.renews_to.as_ref().and_then(|renews_to| renews_to.term.clone());
        Self {
            id,
            order_line: Some(order_line),
            offer_id: line.offer_id.clone(),
            friendly_name: line.friendly_name.clone(),
            quantity: line.quantity,
            status: SubscriptionStatus::Active,
            parent: line.parent_subscription_id,
            billing_cycle,
            next_charge: None,
            azure: None,
            created: now,
            product_kind: line.product_kind,
            effective_start: Some(bought),
            commitment_end,
            cancellation_allowed_until: window.map(|window| window.until),
            refund_options: refund.map(cancellation::Window::refund).into_iter().collect(),
            refundable_quantity: in_batches
                .map(|window| RefundableBatch { quantity: line.quantity, allowed_until: window.until })
                .into_iter()
                .collect(),
            auto_renew: term.is_some() && (!is_trial || line.scheduled_next_term_instructions.is_some()),
            renewal_term: renewal_term.filter(|renewal| Some(renewal) != term.as_ref()),
            is_trial,
            partner_id_on_record: line.partner_id_on_record.clone(),
            additional_partner_ids_on_record: line.additional_partner_ids_on_record.clone(),
            promotion_id: line.promotion_id.clone(),
            scheduled_next_term_instructions: line.scheduled_next_term_instructions.clone(),
            term,
        }
    }
}
