//! What activates a marketplace subscription: a page of its publisher, one for each order line (digest 4.13).

use crate::{
    catalog::ProductKind,
    fault::{Fault, FaultKind},
    member::Parameter,
    order::{Order, OrderLineItem, OrderStatus},
};

/// The page that activates what an order line has brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivationLink {
    /// The line's number.
    pub line: u32,
    /// The address of the page. It leads nowhere, like those of a sandbox: `.example` is nobody's.
    pub uri: String,
}

/// The pages that activate the lines of an order: one for each line of marketplace SaaS, once the order is completed.
#[must_use]
pub fn links(order: &Order) -> Vec<ActivationLink> {
    let lines = order.line_items.iter().zip(0_u32..);
    let activated = lines.filter(|(line, _)| is_activated(order, line));
    let link = |(_, line)| ActivationLink {
        line,
        uri: format!("https://activate.example/landing?token={}&line={line}", order.id),
    };
    activated.map(link).collect()
}

/// The pages that activate one line of an order, if any.
///
/// # Errors
/// 800071 for a line that the order does not have.
pub fn links_of_line(order: &Order, line: u32) -> Result<Vec<ActivationLink>, Fault> {
    if !usize::try_from(line).is_ok_and(|line| line < order.line_items.len()) {
        let accepted = format!("a line of the order: 0 to {}", order.line_items.len().saturating_sub(1));
        return Err(Fault::new(FaultKind::LineItemNumberOutOfRange).seen(Parameter::OrderLine, line, accepted));
    }
    Ok(links(order).into_iter().filter(|link| link.line == line).collect())
}

/// Whether there is something to activate what the line has brought: it is marketplace SaaS that was not cancelled, of an
/// order that is completed. A pending one shows no link to it (seed 002).
#[must_use]
pub fn is_activated(order: &Order, line: &OrderLineItem) -> bool {
    order.status == OrderStatus::Completed && line.product_kind == Some(ProductKind::Saas) && line.quantity > 0
}
