//! Seeding: a whole world into an empty store.

use super::{
    batch::{Batch, values},
    cart, counter, customer, domain_name,
    failure::{Failure, Guard},
    partner,
    pool::Database,
    product, reference, subscription,
};
use crate::{Put, StoreError, reference_kind};
use domain::{cart::Cart, world::World};

/// `false` when there is a partner already: a store is seeded once. Of replicas that start together one seeds it, and the
/// others find it seeded.
pub(super) async fn world(database: &Database, world: &World, carts: &[Cart]) -> Result<bool, StoreError> {
    match batch(world, carts)?.commit(database).await {
        Ok(_) => Ok(true),
        Err(Failure::Guard(Guard::Row)) if is_seeded(database).await? => Ok(false),
        Err(failure) => Err(StoreError::Unavailable(failure.to_string())),
    }
}

async fn is_seeded(database: &Database) -> Result<bool, StoreError> {
    Ok(database.row("SELECT 1 FROM partners LIMIT 1", &[]).await?.is_some())
}

fn batch(world: &World, carts: &[Cart]) -> Result<Batch, StoreError> {
    let mut batch = Batch::default();
    batch.run("LOCK TABLE partners IN SHARE ROW EXCLUSIVE MODE", values![]);
    batch.guarded(Guard::Row, "SELECT 1 / (CASE WHEN EXISTS (SELECT 1 FROM partners) THEN 0 ELSE 1 END)", values![]);
    for value in &world.partners {
        partner::insert(&mut batch, value)?;
    }
    for value in &world.applications {
        partner::insert_application(&mut batch, value)?;
    }
    for value in &world.customers {
        customer::insert(&mut batch, value)?;
    }
    for (name, tenant) in world.domains() {
        domain_name::insert(&mut batch, &name, tenant);
    }
    install_reference(&mut batch, world)?;
    for (place, owned) in world.subscriptions.iter().enumerate() {
        subscription::insert(&mut batch, owned.customer.into(), place, &owned.subscription)?;
    }
    for used in &world.uses() {
        counter::take(&mut batch, used);
    }
    for value in carts {
        cart::write(&mut batch, value.customer.into(), &Put::new(value.clone()))?;
    }
    Ok(batch)
}

fn install_reference(batch: &mut Batch, world: &World) -> Result<(), StoreError> {
    for (place, value) in world.resellers.iter().enumerate() {
        reference::insert(batch, reference_kind::RESELLER, place, value.mpn_id.as_str(), value)?;
    }
    for (place, value) in world.products.iter().enumerate() {
        product::insert(batch, place + 1, value)?;
    }
    for (place, value) in world.legacy_offers.iter().enumerate() {
        reference::insert(batch, reference_kind::LEGACY_OFFER, place, &value.id, value)?;
    }
    for (place, value) in world.offer_categories.iter().enumerate() {
        reference::insert(batch, reference_kind::OFFER_CATEGORY, place, &value.id, value)?;
    }
    for (place, value) in world.promotions.iter().enumerate() {
        reference::insert(batch, reference_kind::PROMOTION, place, &value.id, value)?;
    }
    for (place, value) in world.countries.iter().enumerate() {
        reference::insert(batch, reference_kind::COUNTRY, place, &value.iso2, value)?;
    }
    for (place, value) in world.agreement_templates.iter().enumerate() {
        reference::insert(batch, reference_kind::AGREEMENT_TEMPLATE, place, &value.id.to_string(), value)?;
    }
    Ok(())
}
