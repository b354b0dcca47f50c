//! The limits, counted again from the world and the orders alone: nothing here knows of counters.

use domain::{
    catalog::{ProductKind, Sku},
    catalog_item::CatalogItem,
    id::{CustomerId, PartnerId},
    money::Amount,
    order::{Order, OrderLineItem},
    partner::CreditLine,
    promotion::Promotion,
    world::World,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Product and SKU.
type Item = (String, String);

pub fn run(world: &World, orders: &[Order]) -> Result<(), TestCaseError> {
    let bought = Bought::count(world, orders);
    for product in &world.products {
        for sku in &product.skus {
            bought.check_sku(&(product.id.clone(), sku.id.clone()), sku)?;
        }
    }
    for promotion in &world.promotions {
        bought.check_promotion(promotion)?;
        for order in orders {
            let mut promoted = order.line_items.iter().filter_map(|line| line.promotion_id.as_ref());
            let open = promotion.start <= Some(order.created) && promotion.end.is_none_or(|end| order.created <= end);
            prop_assert!(open || promoted.all(|id| *id != promotion.id), "{} outside of its dates", promotion.id);
        }
    }
    for partner in &world.partners {
        if let CreditLine::Amount(line) = partner.credit_line {
            let owed = bought.owed.get(&partner.id).copied().unwrap_or_default();
            prop_assert!(owed <= line, "{owed} of {line}");
        }
        if partner.credit_line == CreditLine::NotDefined {
            prop_assert!(orders.iter().all(|order| order.partner != partner.id), "an order on no credit");
        }
        let Some(sandbox) = &partner.sandbox else { continue };
        for customer in world.customers.iter().filter(|customer| customer.partner == partner.id) {
            let count = |of: &BTreeMap<CustomerId, i64>| of.get(&customer.id).copied().unwrap_or_default();
            prop_assert!(count(&bought.subscriptions) <= sandbox.subscriptions);
            prop_assert!(count(&bought.reservations) <= sandbox.reserved_instances);
        }
    }
    Ok(())
}

#[derive(Default)]
struct Bought {
    of_everybody: BTreeMap<Item, i64>,
    of_customer: BTreeMap<(CustomerId, Item), i64>,
    subscriptions: BTreeMap<CustomerId, i64>,
    reservations: BTreeMap<CustomerId, i64>,
    owed: BTreeMap<PartnerId, Amount>,
    /// The lines that had a promotion, each with its seats.
    promoted: BTreeMap<(CustomerId, String), Vec<i64>>,
}

impl Bought {
    fn count(world: &World, orders: &[Order]) -> Self {
        let mut bought = Self::default();
        for order in orders {
            let partner = world.partners.iter().find(|partner| partner.id == order.partner).expect("a partner");
            if partner.currency == order.currency {
                *bought.owed.entry(partner.id).or_default() += order.total_price.unwrap_or_default();
            }
            for line in &order.line_items {
                bought.count_line(world, order.customer, line);
            }
        }
        bought
    }

    fn count_line(&mut self, world: &World, customer: CustomerId, line: &OrderLineItem) {
        let quantity = i64::from(line.quantity);
        let mut kind = None;
        if let Some(CatalogItem::Modern { product, sku, .. }) = line.offer_id.shape() {
            kind = world.products.iter().find(|known| known.id == product).map(|product| product.kind);
            *self.of_everybody.entry((product.clone(), sku.clone())).or_default() += quantity;
            *self.of_customer.entry((customer, (product, sku))).or_default() += quantity;
        }
        if let Some(promotion) = &line.promotion_id {
            self.promoted.entry((customer, promotion.clone())).or_default().push(quantity);
        }
        match kind {
            Some(ProductKind::Reservation) => *self.reservations.entry(customer).or_default() += quantity,
            Some(ProductKind::Software) => {}
            _ => *self.subscriptions.entry(customer).or_default() += 1,
        }
    }

    fn check_promotion(&self, promotion: &Promotion) -> Result<(), TestCaseError> {
        for ((_, _), lines) in self.promoted.iter().filter(|((_, id), _)| *id == promotion.id) {
            let seats: i64 = lines.iter().sum();
            prop_assert!(seats <= promotion.maximum_seats.into(), "{seats} seats under {}", promotion.id);
            prop_assert!(!promotion.first_purchase_only || lines.len() == 1, "{lines:?} under {}", promotion.id);
        }
        Ok(())
    }

    fn check_sku(&self, item: &Item, sku: &Sku) -> Result<(), TestCaseError> {
        let sold = self.of_everybody.get(item).copied().unwrap_or_default();
        prop_assert!(sku.stock.is_none_or(|stock| sold <= stock), "{sold} of {:?} in stock", sku.stock);
        for ((_, of), seats) in &self.of_customer {
            if of == item {
                prop_assert!(sku.pooled_seats.is_none_or(|most| *seats <= most), "{seats} of {:?}", sku.pooled_seats);
                prop_assert!(sku.quota.is_none_or(|quota| *seats <= quota), "{seats} of {:?}", sku.quota);
            }
        }
        Ok(())
    }
}
