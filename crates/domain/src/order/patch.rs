//! What a PATCH asks of an order (digest 1.4). Clients send the whole order back: what they say of it as it is asks for
//! nothing.

use crate::{
    billing_cycle::BillingCycle,
    fault::{Fault, FaultKind},
    member::{Member, Place},
    order::{CommerceSystem, Order, OrderDraft, OrderLineDraft, OrderLineItem, OrderStatus},
};
use serde::{Deserialize, Serialize};

/// What a client sends to change an order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OrderPatch {
    /// The status that it shall have.
    pub status: Option<OrderStatus>,
    /// The rest of it.
    pub order: OrderDraft,
}

/// What that comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatchWish {
    /// Nothing: the order as it is.
    Nothing,
    /// Its lines, or those that are named, are to be cancelled.
    Cancel,
    /// Add-ons are to join it: these, at these places of the body.
    AddOns(OrderDraft, Vec<usize>),
    /// It is to be charged in another cycle.
    BillingCycle(BillingCycle),
}

const ACCEPTED: &str =
    "cancelled, an add-on among the line items of a legacy order, or another billing cycle of a legacy order";

impl OrderPatch {
    /// What the patch asks of an order. What else it says must be so: a line is found by its number, and what is said of it
    /// may be left out.
    ///
    /// # Errors
    /// 800002 for another customer's order and for a line that is for something else, 800042 for what cannot be changed, 800071
    /// for a line that is not there, 800085 for an add-on with another billing cycle than the order's.
    pub fn wish(&self, order: &Order) -> Result<PatchWish, Fault> {
        self.order.check_customer(order.customer)?;
        if self.status == Some(OrderStatus::Cancelled) {
            return Ok(PatchWish::Cancel);
        }
        self.check_status(order)?;
        self.check_currency(order)?;
        let places = self.new_add_ons(order)?;
        let cycle =
            self.order.billing_cycle.filter(|cycle| ![BillingCycle::Unknown, order.billing_cycle].contains(cycle));
        match cycle {
            Some(cycle) if order.system == CommerceSystem::Modern => {
                let accepted =
                    format!("{}: that of a new-commerce order cannot be changed", order.billing_cycle.name());
                Err(Fault::new(FaultKind::NotSupported).seen(Member::BillingCycle, cycle.name(), accepted))
            }
            Some(cycle) if !places.is_empty() => {
                let accepted = format!("{}, that of the order, for its add-ons", order.billing_cycle.name());
                let fault = Fault::new(FaultKind::BillingCycleDiffersFromOrder);
                Err(fault.seen(Member::BillingCycle, cycle.name(), accepted))
            }
            Some(cycle) => Ok(PatchWish::BillingCycle(cycle)),
            None if places.is_empty() => Ok(PatchWish::Nothing),
            None => Ok(PatchWish::AddOns(self.only(&places, order), places)),
        }
    }

    /// Orders that were read before they were provisioned come back pending.
    fn check_status(&self, order: &Order) -> Result<(), Fault> {
        let fault = Fault::new(FaultKind::NotSupported);
        let says_nothing = self.order.line_items.is_empty() && self.order.billing_cycle.is_none();
        match self.status {
            None if says_nothing => Err(fault.missing(Member::Status, ACCEPTED)),
            Some(said) if said != order.status && said != OrderStatus::Pending => {
                Err(fault.seen(Member::Status, said.name(), ACCEPTED))
            }
            _ => Ok(()),
        }
    }

    fn check_currency(&self, order: &Order) -> Result<(), Fault> {
        let own = order.currency.code();
        let said = self.order.currency_code.as_deref().map(str::trim).filter(|said| !said.is_empty());
        match said {
            Some(said) if !said.eq_ignore_ascii_case(own) => {
                let accepted = format!("{own}: the currency of an order cannot be changed");
                Err(Fault::new(FaultKind::NotSupported).seen(Member::CurrencyCode, said, accepted))
            }
            _ => Ok(()),
        }
    }

    /// The places of the lines that are new. All others must be as they are.
    fn new_add_ons(&self, order: &Order) -> Result<Vec<usize>, Fault> {
        let mut places = Vec::new();
        for (index, line) in self.order.line_items.iter().enumerate() {
            let at = Place::from(Member::LineItems).index(index);
            if order.system == CommerceSystem::Legacy && line.is_new_add_on() {
                places.push(index);
            } else {
                check_unchanged(order, line, &at)?;
            }
        }
        Ok(places)
    }

    /// The new lines alone, in the currency of the order that they join.
    fn only(&self, places: &[usize], order: &Order) -> OrderDraft {
        let line_items = places.iter().map(|place| self.order.line_items[*place].clone()).collect();
        OrderDraft { line_items, currency_code: Some(order.currency.code().to_owned()), ..self.order.clone() }
    }
}

fn check_unchanged(order: &Order, line: &OrderLineDraft, at: &Place) -> Result<(), Fault> {
    let fault = Fault::new(FaultKind::NotSupported);
    let beyond =
        line.line_item_number.is_none_or(|number| !(0..order.line_items.len()).any(|own| number_of(own) == number));
    if order.system == CommerceSystem::Modern && (beyond || line.is_new_add_on()) {
        let accepted = "the lines of the order alone: what else is bought is an order of its own";
        return Err(fault.seen(at.clone(), "a further line of a new-commerce order", accepted));
    }
    let own = &order.line_items[find(order, line, at)?];
    let Some(said) = other_quantity(line, own) else { return Ok(()) };
    let accepted =
        format!("{}: the quantity of an order cannot be changed, that of its subscription can", own.quantity);
    Err(fault.seen(at.member(Member::Quantity), said, accepted))
}

/// The place of the line that is meant.
pub(super) fn find(order: &Order, meant: &OrderLineDraft, at: &Place) -> Result<usize, Fault> {
    let at_number = at.member(Member::LineItemNumber);
    let accepted = format!("a line of the order: 0 to {}", order.line_items.len().saturating_sub(1));
    let fault = Fault::new(FaultKind::LineItemNumberOutOfRange);
    let Some(number) = meant.line_item_number else { return Err(fault.missing(at_number, accepted)) };
    let place = (0..order.line_items.len()).find(|own| number_of(*own) == number);
    let place = place.ok_or_else(|| fault.seen(at_number, number, accepted))?;
    let offer = order.line_items[place].offer_id.as_str();
    match &meant.bought.catalog_item_id {
        Some(said) if !said.trim().eq_ignore_ascii_case(offer) => {
            Err(Fault::new(FaultKind::InvalidInput).seen(at.member(Member::OrderedOfferId), said, offer))
        }
        _ => Ok(place),
    }
}

/// The quantity that is said of a line and is not its own. `0` is what cancelled lines have, and what clients send that leave
/// the quantity out.
pub(super) fn other_quantity(said: &OrderLineDraft, line: &OrderLineItem) -> Option<i32> {
    said.bought.quantity.filter(|said| *said != line.quantity && *said != 0)
}

fn number_of(place: usize) -> i32 {
    i32::try_from(place).unwrap_or(i32::MAX)
}
