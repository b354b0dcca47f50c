//! Seeding and keys.

use super::fixture::{cart, customer, owner, partner};
use crate::{SigningKey, Store, Version};
use domain::{
    catalog::{OfferAudience, OfferCategory},
    id::{MpnId, UserId},
    money::Currency,
    partner::{Application, CreditLine, OrganizationProfile, Partner, PartnerKind, ProgramStatus},
    world::World,
};
use std::sync::Arc;
use uuid::Uuid;

fn mpn_id(digits: &str) -> MpnId {
    MpnId::parse(digits).expect("an id")
}

fn world() -> World {
    let currency = Currency::parse("USD").expect("a currency");
    let partner_of = Partner {
        sandbox: None,
        id: partner(),
        name: "Contoso".to_owned(),
        country: "US".to_owned(),
        currency,
        mpn_id: mpn_id("1000001"),
        kind: PartnerKind::default(),
        program_status: ProgramStatus::default(),
        credit_line: CreditLine::default(),
        must_attest: false,
        sees_prices: true,
        demands_user_token: false,
        validation_codes: Vec::new(),
        profile: OrganizationProfile { domain: Some("Contoso.example".to_owned()), ..OrganizationProfile::default() },
    };
    let application = Application {
        client_id: Uuid::from_u128(3),
        partner: partner(),
        secret: "s".to_owned(),
        user: UserId(Uuid::from_u128(4)),
        refresh_token: "r".to_owned(),
    };
    let category = OfferCategory { id: "Trial_Key".to_owned(), name: "Trial".to_owned(), rank: 70 };
    World {
        partners: vec![partner_of],
        applications: vec![application],
        customers: vec![customer(1, "Fabrikam")],
        offer_categories: vec![category],
        ..World::default()
    }
}

/// An empty store takes a world; a store that has one keeps it.
pub async fn a_store_is_seeded_once(store: Arc<impl Store>) {
    let (world, carts) = (world(), vec![cart(owner(1), 1)]);
    assert_eq!(store.partner(partner()).await.expect("a read"), None);
    assert!(store.install(&world, &carts).await.expect("seeding"));
    assert!(!store.install(&world, &carts).await.expect("seeding again"));
    assert_eq!(store.partner(partner()).await.expect("a read").as_ref(), world.partners.first());
    let application = store.application(Uuid::from_u128(3)).await.expect("a read");
    assert_eq!(application.as_ref(), world.applications.first());
    let customer = store.customer(owner(1)).await.expect("a read").expect("the customer");
    assert_eq!((Some(&customer.value), customer.version), (world.customers.first(), Version::FIRST));
    assert_eq!(store.partner_by_mpn_id(&mpn_id("1000001")).await.expect("a read").as_ref(), world.partners.first());
    assert_eq!(store.partner_by_mpn_id(&mpn_id("1")).await.expect("a read"), None);
    assert!(store.domain_is_taken("contoso.EXAMPLE").await.expect("a read"));
    assert!(!store.domain_is_taken("contoso").await.expect("a read"));
    assert!(store.cart(owner(1), carts[0].id).await.expect("a read").is_some());
    let reference = store.reference().await.expect("a read");
    let categories = reference.catalog.offer_categories_for(OfferAudience { market: "US", sold_only: false });
    assert_eq!(categories, [&world.offer_categories[0]]);
}

/// The first key that is offered is the issuer's, for ever.
pub async fn the_first_signing_key_stays(store: Arc<impl Store>) {
    let key = |n: u8| SigningKey { id: format!("k{n}"), pkcs8: vec![n] };
    assert_eq!(store.signing_key().await.expect("a read"), None);
    assert_eq!(store.keep_signing_key(key(1)).await.expect("a key"), key(1));
    assert_eq!(store.keep_signing_key(key(2)).await.expect("a key"), key(1));
    assert_eq!(store.signing_key().await.expect("a read"), Some(key(1)));
}
