//! Imports of the catalogue: seen whole when they are switched to, and not before.

use super::fixture::at;
use crate::{CatalogImport, NamedProduct, Store};
use domain::{
    billing_cycle::BillingCycle,
    catalog::{Product, ProductKind, Segment},
    country_code::CountryCode,
    money::Currency,
    price_sheet::SheetRow,
    term::Term,
    world::World,
};
use std::sync::Arc;

/// More than there is.
const MANY: usize = 100;

fn product(id: &str, title: &str) -> Product {
    Product {
        id: id.to_owned(),
        title: title.to_owned(),
        description: None,
        publisher: None,
        kind: ProductKind::OnlineServicesNce,
        sub_kind: None,
        skus: Vec::new(),
    }
}

fn row(number: u64, product: &str) -> SheetRow {
    SheetRow {
        number,
        product: product.to_owned(),
        product_title: "A".to_owned(),
        sku: "0001".to_owned(),
        sku_title: "A".to_owned(),
        description: Some("Text".to_owned()),
        publisher: None,
        term: Term::parse("P1Y").expect("a term"),
        billing_cycle: BillingCycle::Annual,
        market: CountryCode::parse("US").expect("a market"),
        currency: Currency::parse("USD").expect("a currency"),
        unit_price: "115.2".parse().expect("an amount"),
        tier_minimum: Some(1),
        tier_maximum: None,
        starts: at(0),
        ends: Some(at(60)),
        segment: Segment::Education,
    }
}

/// A store with the products B and A, in this order.
async fn seed(store: &impl Store) {
    let products = vec![product("B", "old"), product("A", "old")];
    assert!(store.install(&World { products, ..World::default() }, &[]).await.expect("seeding"));
}

async fn begin(store: &impl Store) -> Box<dyn CatalogImport> {
    store.begin_import().await.expect("an import")
}

/// Ids and titles in the order of the catalogue, which is the same in one piece and in pages.
async fn catalogue(store: &impl Store) -> Vec<(String, String)> {
    let (mut after, mut found) = (0, Vec::new());
    while let Some((place, product)) = store.products(after, 1).await.expect("a page").pop() {
        assert!(place > after);
        found.push((product.id, product.title));
        after = place;
    }
    let catalog = store.reference().await.expect("a read").catalog;
    let whole: Vec<_> = catalog.products().iter().map(|product| (product.id.clone(), product.title.clone())).collect();
    assert_eq!(found, whole);
    found
}

fn titled(products: &[(&str, &str)]) -> Vec<(String, String)> {
    products.iter().map(|(id, title)| ((*id).to_owned(), (*title).to_owned())).collect()
}

/// Before the switch nothing is seen of it; afterwards all of it, each product at its place and new ones behind.
pub async fn an_import_is_seen_when_it_is_switched_to(store: Arc<impl Store>) {
    seed(&*store).await;
    let before = store.catalog_version().await.expect("a version");
    for (title, expected) in
        [("new", [("B", "old"), ("A", "new"), ("C", "new")]), ("newer", [("B", "old"), ("A", "newer"), ("C", "newer")])]
    {
        let (there, version) = (catalogue(&*store).await, store.catalog_version().await.expect("a version"));
        let mut import = begin(&*store).await;
        import.keep(vec![row(2, "C"), row(3, "A")]).await.expect("rows");
        let named = import.named("", MANY, MANY).await.expect("products");
        import.stage(named.iter().map(|named| product(&named.id, title)).collect()).await.expect("products");
        assert_eq!(catalogue(&*store).await, there, "nothing is seen yet");
        assert_eq!(store.catalog_version().await.expect("a version"), version);
        let switched = import.switch().await.expect("a switch").expect("no other import");
        assert_eq!(store.catalog_version().await.expect("a version"), switched);
        assert_eq!(store.reference().await.expect("a read").version, switched);
        assert!(switched > version && version >= before);
        assert_eq!(catalogue(&*store).await, titled(&expected));
    }
}

/// What is kept comes back by product, in the order of ids, each with its rows as they came and with what is there.
pub async fn rows_come_back_by_their_products(store: Arc<impl Store>) {
    seed(&*store).await;
    let mut import = begin(&*store).await;
    import.keep(vec![row(2, "C"), row(3, "A"), row(4, "C")]).await.expect("rows");
    import.keep(vec![row(5, "D"), row(6, "C")]).await.expect("rows");
    let named = |id: &str, rows: &[u64], there| NamedProduct {
        id: id.to_owned(),
        rows: rows.iter().map(|number| row(*number, id)).collect(),
        there,
    };
    let first = [named("A", &[3], Some(product("A", "old"))), named("C", &[2, 4, 6], None)];
    assert_eq!(import.named("", 2, MANY).await.expect("products"), first);
    assert_eq!(import.named("C", 2, MANY).await.expect("products"), [named("D", &[5], None)]);
    assert_eq!(import.named("D", 2, MANY).await.expect("products"), []);
    let bounded = import.named("A", 1, 2).await.expect("products");
    assert_eq!(bounded, [named("C", &[2, 4], None)], "no more rows than were asked for");
}

/// An import that was left in the middle never was, and the next one has the same products again.
pub async fn an_import_that_was_left_never_was(store: Arc<impl Store>) {
    seed(&*store).await;
    let mut left = begin(&*store).await;
    left.keep(vec![row(2, "A")]).await.expect("rows");
    left.stage(vec![product("A", "left"), product("C", "left")]).await.expect("products");
    drop(left);
    assert_eq!(catalogue(&*store).await, titled(&[("B", "old"), ("A", "old")]));
    let mut next = begin(&*store).await;
    assert_eq!(next.named("", MANY, MANY).await.expect("products"), [], "rows are of one import");
    next.stage(vec![product("C", "new")]).await.expect("products");
    assert!(next.switch().await.expect("a switch").is_some());
    assert_eq!(catalogue(&*store).await, titled(&[("B", "old"), ("A", "old"), ("C", "new")]));
}

/// Of two imports at the same time the one that began later wins, whole.
pub async fn a_later_import_takes_the_place_of_an_earlier_one(store: Arc<impl Store>) {
    seed(&*store).await;
    let (mut earlier, mut later) = (begin(&*store).await, begin(&*store).await);
    earlier.stage(vec![product("C", "earlier")]).await.expect("products");
    later.stage(vec![product("D", "later")]).await.expect("products");
    assert_eq!(earlier.switch().await.expect("no switch"), None);
    assert!(later.switch().await.expect("a switch").is_some());
    assert_eq!(catalogue(&*store).await, titled(&[("B", "old"), ("A", "old"), ("D", "later")]));
}
