//! A store that does as another one does, but for what is broken.

use super::Sabotage;
use async_trait::async_trait;
use domain::{
    Timestamp,
    cart::{Cart, Known, Needs},
    catalog::Product,
    counter::{Counter, Usage},
    customer::{Customer, CustomerEntry, CustomerPage},
    entitlement::Entitlement,
    id::{CartId, CustomerId, MpnId, OrderId, PartnerId, SubscriptionId},
    order::Order,
    partner::{Application, Partner},
    receipt::{Receipt, ReceiptKey},
    subscription::Subscription,
    world::World,
};
use std::sync::Arc;
use store::{
    Ahead, CatalogImport, CatalogVersion, Changes, CommitError, DueJob, Reference, SigningKey, Store, StoreError,
    Versioned, Wanted,
};
use uuid::Uuid;

pub(super) struct Sabotaged {
    pub(super) inner: Arc<dyn Store>,
    pub(super) sabotage: Sabotage,
}

#[async_trait]
impl Store for Sabotaged {
    async fn reference(&self) -> Result<Reference, StoreError> {
        self.inner.reference().await
    }

    async fn catalog_version(&self) -> Result<CatalogVersion, StoreError> {
        self.inner.catalog_version().await
    }

    async fn products(&self, after: i64, most: usize) -> Result<Vec<(i64, Product)>, StoreError> {
        self.inner.products(after, most).await
    }

    async fn begin_import(&self) -> Result<Box<dyn CatalogImport>, StoreError> {
        self.inner.begin_import().await
    }

    async fn partner(&self, id: PartnerId) -> Result<Option<Partner>, StoreError> {
        self.inner.partner(id).await
    }

    async fn partner_by_mpn_id(&self, mpn_id: &MpnId) -> Result<Option<Partner>, StoreError> {
        self.inner.partner_by_mpn_id(mpn_id).await
    }

    async fn domain_is_taken(&self, domain: &str) -> Result<bool, StoreError> {
        self.inner.domain_is_taken(domain).await
    }

    async fn application(&self, client_id: Uuid) -> Result<Option<Application>, StoreError> {
        self.inner.application(client_id).await
    }

    async fn customer(&self, id: CustomerId) -> Result<Option<Versioned<Customer>>, StoreError> {
        self.inner.customer(id).await
    }

    async fn writes(&self, customer: CustomerId) -> Result<u64, StoreError> {
        self.inner.writes(customer).await
    }

    async fn customers(&self, partner: PartnerId, page: &CustomerPage) -> Result<Vec<CustomerEntry>, StoreError> {
        self.inner.customers(partner, page).await
    }

    async fn look_ahead(&self, wanted: &Wanted) -> Result<Ahead, StoreError> {
        self.look_ahead_broken(wanted).await
    }

    async fn cart(&self, customer: CustomerId, id: CartId) -> Result<Option<Versioned<Cart>>, StoreError> {
        self.inner.cart(customer, id).await
    }

    async fn order(&self, customer: CustomerId, id: &OrderId) -> Result<Option<Versioned<Order>>, StoreError> {
        self.inner.order(customer, id).await
    }

    async fn orders(&self, customer: CustomerId) -> Result<Vec<Order>, StoreError> {
        self.inner.orders(customer).await
    }

    async fn subscription(
        &self,
        customer: CustomerId,
        id: SubscriptionId,
    ) -> Result<Option<Versioned<Subscription>>, StoreError> {
        self.inner.subscription(customer, id).await
    }

    async fn subscriptions(
        &self,
        customer: CustomerId,
        ids: &[SubscriptionId],
    ) -> Result<Vec<Subscription>, StoreError> {
        self.inner.subscriptions(customer, ids).await
    }

    async fn all_subscriptions(&self, customer: CustomerId) -> Result<Vec<Versioned<Subscription>>, StoreError> {
        self.inner.all_subscriptions(customer).await
    }

    async fn entitlements(&self, customer: CustomerId) -> Result<Vec<Entitlement>, StoreError> {
        self.inner.entitlements(customer).await
    }

    async fn usage(&self, counters: &[Counter]) -> Result<Usage, StoreError> {
        self.inner.usage(counters).await
    }

    async fn known(&self, customer: CustomerId, needs: &Needs) -> Result<Known, StoreError> {
        self.inner.known(customer, needs).await
    }

    async fn receipt(&self, key: &ReceiptKey) -> Result<Option<Receipt>, StoreError> {
        self.inner.receipt(key).await
    }

    async fn due_jobs(&self, now: Timestamp, most: usize) -> Result<Vec<DueJob>, StoreError> {
        self.inner.due_jobs(now, most).await
    }

    async fn commit(&self, changes: Changes) -> Result<(), CommitError> {
        self.commit_broken(changes).await
    }

    async fn install(&self, world: &World, carts: &[Cart]) -> Result<bool, StoreError> {
        self.inner.install(world, carts).await
    }

    async fn signing_key(&self) -> Result<Option<SigningKey>, StoreError> {
        self.inner.signing_key().await
    }

    async fn keep_signing_key(&self, key: SigningKey) -> Result<SigningKey, StoreError> {
        self.inner.keep_signing_key(key).await
    }

    async fn forget_receipts(&self, before: Timestamp, most: usize) -> Result<usize, StoreError> {
        self.inner.forget_receipts(before, most).await
    }

    async fn forget_carts(&self, now: Timestamp, most: usize) -> Result<usize, StoreError> {
        self.inner.forget_carts(now, most).await
    }

    async fn recovered(&self) -> Result<(), StoreError> {
        self.inner.recovered().await
    }

    async fn ping(&self) -> Result<(), StoreError> {
        self.inner.ping().await
    }

    async fn close(&self) {
        self.inner.close().await
    }
}
