//! What a PATCH asks of an order. Members that say how the order is, for clients send it back whole, are not looked at.

use crate::{node::Node, read::Reader};
use domain::{
    fault::{Fault, Faults},
    member::Member,
    order::{OrderLinePatch, OrderPatch},
};

/// Reads the body of a PATCH of an order. What cannot be read is told all at once.
///
/// # Errors
/// 400/800002 for members that cannot be read, 400/900126 for a status that no enumeration knows.
pub fn patch(body: &Node) -> Result<OrderPatch, Fault> {
    let body = Reader::of_body(body)?;
    let mut wrong = Faults::default();
    let lines = wrong.or_default(body.objects(Member::LineItems));
    let patch = OrderPatch {
        status: wrong.or_default(body.order_status(Member::Status)),
        line_items: lines.iter().map(|of| line(of, &mut wrong)).collect(),
    };
    wrong.unless(patch)
}

fn line(line: &Reader<'_>, wrong: &mut Faults) -> OrderLinePatch {
    OrderLinePatch {
        line_item_number: wrong.or_default(line.integer(Member::LineItemNumber)),
        offer_id: wrong.or_default(line.text(Member::OrderedOfferId)),
        quantity: wrong.or_default(line.integer(Member::Quantity)),
    }
}
