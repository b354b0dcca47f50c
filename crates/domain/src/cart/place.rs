//! Placing the order of one order group: cart lines become order lines (digest 7.6).

use crate::{
    cart::{Buyer, Cart, CartLineItem, Participant, ParticipantRole, buying, group, line_check, lost},
    catalog::ProductKind,
    counter::Use,
    fault::{Fault, FaultKind},
    id::{MpnId, OrderId, PartnerId, SubscriptionId},
    member::{Member, Place},
    money::Currency,
    order::{self, CommerceSystem, Order, OrderLineItem, OrderStatus, Pricing, Purchase, TransactionType},
    reseller::{self, Reseller},
    subscription::{self, Fulfilling, OrderLineRef, Subscription},
    time::Timestamp,
};
use line_check::{Base, Legacy, Modern, Promoting, Resolved};
use uuid::Uuid;

/// The order of a group, and what comes with it.
pub(super) struct Ordered {
    pub(super) order: Order,
    /// The subscriptions that are there at once (ruling 18).
    pub(super) subscriptions: Vec<Subscription>,
    /// What it uses up.
    pub(super) uses: Vec<Use>,
}

/// Makes the order of a group.
///
/// # Errors
/// What keeps the customer's purchases from going through, then the first order check that a line of the group fails
/// (ruling 26).
pub(super) fn order(
    cart: &Cart,
    order_group: &str,
    buyer: Buyer<'_>,
    resellers: &[Reseller],
) -> Result<Ordered, Fault> {
    let members = members(cart, order_group);
    let Some(first) = members.first() else {
        return Err(Fault::new(FaultKind::CartItemErrorInCreateOrder));
    };
    check(&members, buyer, resellers)?;
    let system = group::system_of(first.line);
    let (id, status) = match system {
        CommerceSystem::Legacy => (order::legacy_id(cart.id, order_group), OrderStatus::Completed),
        CommerceSystem::Modern => (order::modern_id(cart.id, order_group), OrderStatus::Pending),
    };
    let within = Within { order: &id, guid: order::derived_guid(cart.id, order_group), lines: 0 };
    let Lines { line_items, subscriptions, mut uses } = order_lines(&members, within, buyer)?;
    let (currency, total_price) = (currency_of(first.line, buyer), order::total(&line_items));
    uses.extend(buying::use_credit(total_price, currency, buyer)?);
    let order = Order {
        alternate_id: id.clone(),
        id,
        customer: cart.customer,
        partner: cart.partner,
        cart: cart.id,
        order_group: order_group.to_owned(),
        market: buyer.customer.market.clone(),
        billing_cycle: first.line.billing_cycle,
        currency,
        system,
        total_price,
        line_items,
        created: buyer.now,
        status,
        transaction_type: TransactionType::UserPurchase,
        revision: order::FIRST_REVISION,
    };
    Ok(Ordered { order, subscriptions, uses })
}

/// The order with all lines of the cart behind its own. They are of the order's system and billing cycle: legacy ones, which
/// have no prices.
///
/// # Errors
/// As of an order.
pub(super) fn append(order: &Order, cart: &Cart, buyer: Buyer<'_>, resellers: &[Reseller]) -> Result<Ordered, Fault> {
    let mut order = order.clone();
    let group = cart.line_items.first().and_then(|line| line.order_group.as_deref()).unwrap_or_default();
    let members = members(cart, group);
    check(&members, buyer, resellers)?;
    let guid = order::derived_guid(order.cart, &order.order_group);
    let within = Within { order: &order.id, guid, lines: order.line_items.len() };
    let Lines { line_items, subscriptions, uses } = order_lines(&members, within, buyer)?;
    order.line_items.extend(line_items);
    order.revision += 1;
    Ok(Ordered { order, subscriptions, uses })
}

/// What keeps the purchase of these lines from going through, whatever they are for.
fn check(members: &[GroupMember<'_>], buyer: Buyer<'_>, resellers: &[Reseller]) -> Result<(), Fault> {
    buying::check_purchase(buyer)?;
    check_participants(members, buyer.partner.id, resellers)
}

/// The order that lines are placed in.
#[derive(Clone, Copy)]
struct Within<'a> {
    order: &'a OrderId,
    /// What the ids of its subscriptions are derived from.
    guid: Uuid,
    /// How many lines it has already.
    lines: usize,
}

impl Within<'_> {
    fn subscription_of(&self, member: usize) -> SubscriptionId {
        subscription::id_for(self.guid, self.number_of(member))
    }

    fn number_of(&self, member: usize) -> u32 {
        u32::try_from(self.lines + member).unwrap_or(u32::MAX)
    }
}

/// A line of the group, where it stands in the cart, and the place among the members of its base.
struct GroupMember<'a> {
    line: &'a CartLineItem,
    base: Option<(usize, Base<'a>)>,
    at: Place,
}

/// The lines of the group in cart order, each base followed by its add-ons: the order lines, from number 0.
fn members<'a>(cart: &'a Cart, order_group: &str) -> Vec<GroupMember<'a>> {
    let mut members = Vec::new();
    for (index, line) in cart.line_items.iter().enumerate() {
        if line.order_group.as_deref() != Some(order_group) {
            continue;
        }
        let at = Place::from(Member::LineItems).index(index);
        let base = (members.len(), Base::of(line));
        let addons = line.addon_items.iter().enumerate().map(|(index, addon)| GroupMember {
            line: addon,
            base: Some(base),
            at: at.member(Member::AddonItems).index(index),
        });
        let addons: Vec<_> = addons.collect();
        members.push(GroupMember { line, base: None, at });
        members.extend(addons);
    }
    members
}

fn check_participants(members: &[GroupMember<'_>], provider: PartnerId, resellers: &[Reseller]) -> Result<(), Fault> {
    for member in members {
        for (index, participant) in member.line.participants.iter().enumerate() {
            let at = member.at.member(Member::Participants).index(index).member(Member::Value);
            reseller::check(&participant.mpn_id, provider, resellers, &at)?;
        }
    }
    Ok(())
}

/// The lines of an order, and what comes with them.
#[derive(Default)]
struct Lines {
    line_items: Vec<OrderLineItem>,
    subscriptions: Vec<Subscription>,
    uses: Vec<Use>,
}

fn order_lines(members: &[GroupMember<'_>], within: Within<'_>, buyer: Buyer<'_>) -> Result<Lines, Fault> {
    let mut used = buyer.used.clone();
    let mut lines = Lines::default();
    for (number, member) in members.iter().enumerate() {
        let under = member.base.map(|(_, base)| base);
        let buyer = Buyer { used: &used, ..buyer };
        let resolved = line_check::resolve(member.line, under, buyer, Promoting::AsShown, &member.at);
        let resolved = resolved.map_err(|error| lost::in_order(&error, buyer).unwrap_or(error))?;
        let parent = member.base.map(|(base, _)| within.subscription_of(base));
        let subscription = within.subscription_of(number);
        let line = order_line(member.line, &resolved, parent, subscription, buyer);
        if let Resolved::Legacy(legacy) = &resolved {
            let order_line = OrderLineRef { order: within.order.clone(), line: within.number_of(number) };
            lines.subscriptions.push(legacy_subscription(
                order_line,
                subscription,
                &line,
                legacy,
                member.line,
                buyer.now,
            ));
        }
        lines.line_items.push(line);
        let of_line = resolved.uses(member.line, buyer);
        used.add_all(&of_line);
        lines.uses.extend(of_line);
    }
    Ok(lines)
}

/// One order line. Legacy lines have their subscription at once (ruling 18).
fn order_line(
    line: &CartLineItem,
    resolved: &Resolved<'_>,
    nested_under: Option<SubscriptionId>,
    subscription: SubscriptionId,
    buyer: Buyer<'_>,
) -> OrderLineItem {
    let (title, legacy_product, parent) = match resolved {
        Resolved::Modern(modern) => (&modern.sku.title, None, None),
        Resolved::Legacy(legacy) => {
            (&legacy.offer.title, Some(legacy.offer.product.clone()), nested_under.or(legacy.parent))
        }
    };
    let modern = match resolved {
        Resolved::Legacy(_) => None,
        Resolved::Modern(modern) => Some(modern),
    };
    let product_kind = modern.map(|modern| modern.product.kind);
    let shows_context = product_kind == Some(ProductKind::SavingsPlan);
    let conversion = || modern.and_then(|modern| line_check::conversion(line, modern, buyer));
    OrderLineItem {
        offer_id: line.catalog_item_id.clone(),
        subscription_id: legacy_product.is_some().then_some(subscription),
        legacy_product,
        product_kind,
        parent_subscription_id: parent,
        term: line.term.clone(),
        friendly_name: line.friendly_name.clone().unwrap_or_else(|| title.clone()),
        quantity: line.quantity,
        partner_id_on_record: resellers_of(line, ParticipantRole::TransactionReseller).next(),
        additional_partner_ids_on_record: resellers_of(line, ParticipantRole::AdditionalTransactionReseller).collect(),
        provisioning_context: line.provisioning_context.clone().filter(|_| shows_context),
        promotion_id: modern.and_then(|modern| modern.promotion).map(|promotion| promotion.id.clone()),
        custom_term_end_date: line.custom_term_end_date,
        renews_to: line.renews_to.clone(),
        scheduled_next_term_instructions: line.scheduled_next_term_instructions.clone().or_else(conversion),
        attestation_accepted: line.attestation_accepted,
        pricing: modern.map(|modern| pricing_of(line, modern, buyer.now)),
        purchase_commitment: line.purchase_commitment.clone(),
    }
}

fn pricing_of(line: &CartLineItem, modern: &Modern<'_>, now: Timestamp) -> Pricing {
    order::line_pricing(Purchase {
        list_price: modern.unit_price,
        percent_off: modern.promotion.map(|promotion| promotion.percent_off),
        quantity: line.quantity,
        billing_cycle: line.billing_cycle,
        term: modern.plan.term.as_ref(),
        start: now,
        custom_end: line.custom_term_end_date,
        currency: modern.currency,
    })
}

fn resellers_of(line: &CartLineItem, role: ParticipantRole) -> impl Iterator<Item = MpnId> {
    let playing = move |participant: &&Participant| participant.role == role;
    line.participants.iter().filter(playing).map(|participant| participant.mpn_id.clone())
}

fn currency_of(line: &CartLineItem, buyer: Buyer<'_>) -> Currency {
    line.currency_code.as_deref().and_then(Currency::parse).unwrap_or(buyer.customer.currency)
}

/// The subscription of a legacy line, which is there at once.
fn legacy_subscription(
    order_line: OrderLineRef,
    id: SubscriptionId,
    line: &OrderLineItem,
    legacy: &Legacy<'_>,
    bought: &CartLineItem,
    now: Timestamp,
) -> Subscription {
    Subscription::fulfilling(Fulfilling {
        order_line,
        id,
        line,
        billing_cycle: bought.billing_cycle,
        term: Some(legacy.offer.term.clone()),
        commitment_end: Some(legacy.commitment_end),
        bought: now,
        now,
    })
}
