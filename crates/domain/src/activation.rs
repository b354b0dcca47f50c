//! What activates a marketplace subscription: a page of its publisher, one for each order line (digest 4.13).

use crate::{
    catalog::ProductKind,
    fault::{Fault, FaultKind},
    member::Member,
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
    let activated = lines.filter(|(line, _)| order.status == OrderStatus::Completed && needs_activation(line));
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
        return Err(Fault::new(FaultKind::LineItemNumberOutOfRange).seen(Member::OrderLine, line, accepted));
    }
    Ok(links(order).into_iter().filter(|link| link.line == line).collect())
}

/// Whether what the line has brought is used only after it was activated: marketplace SaaS that was not cancelled.
#[must_use]
pub fn needs_activation(line: &OrderLineItem) -> bool {
    line.product_kind == Some(ProductKind::Saas) && line.quantity > 0
}
