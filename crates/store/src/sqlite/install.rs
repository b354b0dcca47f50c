//! Seeding: a whole world into an empty store.

use super::{cart, counter, customer, domain_name, partner, product, reference, subscription, writer::Failure};
use crate::{Put, reference_kind};
use domain::{cart::Cart, world::World};
use rusqlite::Connection;

/// Whether there is a partner already: a store is seeded once.
pub(super) fn is_seeded(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("SELECT EXISTS (SELECT 1 FROM partners)", [], |row| row.get(0))
}

/// `false` when the store was seeded already.
pub(super) fn world(connection: &Connection, world: &World, carts: &[Cart]) -> Result<bool, Failure> {
    if is_seeded(connection)? {
        return Ok(false);
    }
    let World { partners, applications, customers, .. } = world;
    for value in partners {
        partner::insert(connection, value)?;
    }
    for value in applications {
        partner::insert_application(connection, value)?;
    }
    for value in customers {
        customer::insert(connection, value)?;
    }
    for (name, tenant) in world.domains() {
        domain_name::insert(connection, &name, tenant)?;
    }
    install_reference(connection, world)?;
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

fn install_reference(connection: &Connection, world: &World) -> Result<(), Failure> {
    let World {
        resellers, products, legacy_offers, offer_categories, promotions, countries, agreement_templates, ..
    } = world;
    for value in resellers {
        reference::insert(connection, reference_kind::RESELLER, value.mpn_id.as_str(), value)?;
    }
    for value in products {
        product::insert(connection, value)?;
    }
    for value in legacy_offers {
        reference::insert(connection, reference_kind::LEGACY_OFFER, &value.id, value)?;
    }
    for value in offer_categories {
        reference::insert(connection, reference_kind::OFFER_CATEGORY, &value.id, value)?;
    }
    for value in promotions {
        reference::insert(connection, reference_kind::PROMOTION, &value.id, value)?;
    }
    for value in countries {
        reference::insert(connection, reference_kind::COUNTRY, &value.iso2, value)?;
    }
    for value in agreement_templates {
        reference::insert(connection, reference_kind::AGREEMENT_TEMPLATE, &value.id.to_string(), value)?;
    }
    Ok(())
}
