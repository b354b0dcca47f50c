//! Seeding: a whole world into an empty store.

use super::{cart, counter, customer, partner, reference, subscription, writer::Failure};
use crate::Put;
use domain::{cart::Cart, world::World};
use rusqlite::Connection;

/// `false` when there is a partner already: a store is seeded once.
pub(super) fn world(connection: &Connection, world: &World, carts: &[Cart]) -> Result<bool, Failure> {
    let seeded: bool = connection.query_row("SELECT EXISTS (SELECT 1 FROM partners)", [], |row| row.get(0))?;
    if seeded {
        return Ok(false);
    }
    let World { partners, applications, resellers, customers, products, legacy_offers, .. } = world;
    for value in partners {
        partner::insert(connection, value)?;
    }
    for value in applications {
        partner::insert_application(connection, value)?;
    }
    for value in customers {
        customer::insert(connection, value)?;
    }
    for value in resellers {
        reference::insert(connection, reference::RESELLER, value.mpn_id.as_str(), value)?;
    }
    for value in products {
        reference::insert(connection, reference::PRODUCT, &value.id, value)?;
    }
    for value in legacy_offers {
        reference::insert(connection, reference::LEGACY_OFFER, &value.id, value)?;
    }
    for value in &world.offer_categories {
        reference::insert(connection, reference::OFFER_CATEGORY, &value.id, value)?;
    }
    for value in &world.promotions {
        reference::insert(connection, reference::PROMOTION, &value.id, value)?;
    }
    for owned in &world.subscriptions {
        subscription::insert(connection, owned.customer.into(), &owned.subscription)?;
    }
    for used in &world.uses() {
        counter::take(connection, used)?;
    }
    for value in carts {
        cart::write(connection, value.customer.into(), &Put::new(value.clone()))?;
    }
    Ok(true)
}
