//! The store in a PostgreSQL database.
//!
//! A read is one statement. A commit is one transaction, sent whole in one round trip: its statements check by themselves
//! what must hold. Nothing is locked or left open while anybody waits for anything else, and no server keeps anything that
//! another one needs: any number of them serve one database.

mod apply;
mod batch;
mod cart;
mod counter;
mod customer;
mod distribute;
mod domain_name;
mod entitlement;
mod failure;
mod import;
mod inspect;
mod install;
mod job;
mod key;
mod migrate;
mod open;
mod order;
mod partner;
mod pool;
mod product;
mod receipt;
mod recovery;
mod reference;
mod row;
mod subscription;
mod take;
mod together;

pub(crate) use distribute::distribute;
pub(crate) use inspect::PostgresReader;
pub use open::PostgresOptions;
pub(crate) use row::text;

use crate::{
    Ahead, CatalogImport, CatalogVersion, Changes, CommitError, DueJob, OpenError, Reference, SigningKey, Store,
    StoreError, Versioned, Wanted, import::Import,
};
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
use import::PostgresStaging;
use pool::Database;
use uuid::Uuid;

/// The store in a PostgreSQL database.
pub struct PostgresStore {
    database: Database,
}

impl PostgresStore {
    /// Connects, and brings the schema up to date. The database must be there; its tables need not.
    ///
    /// # Errors
    /// When the URL is wrong, the database cannot be reached, a newer program has written it, or it would not be durable.
    pub async fn open(options: PostgresOptions) -> Result<Self, OpenError> {
        Ok(Self { database: open::open(&options).await? })
    }
}

#[async_trait]
impl Store for PostgresStore {
    async fn reference(&self) -> Result<Reference, StoreError> {
        reference::read(&self.database).await
    }

    async fn catalog_version(&self) -> Result<CatalogVersion, StoreError> {
        product::version(&self.database).await
    }

    async fn products(&self, after: i64, most: usize) -> Result<Vec<(i64, Product)>, StoreError> {
        product::page(&self.database, after, most).await
    }

    async fn begin_import(&self) -> Result<Box<dyn CatalogImport>, StoreError> {
        Ok(Box::new(Import::begin(PostgresStaging(self.database.clone())).await?))
    }

    async fn partner(&self, id: PartnerId) -> Result<Option<Partner>, StoreError> {
        partner::read(&self.database, id).await
    }

    async fn partner_by_mpn_id(&self, mpn_id: &MpnId) -> Result<Option<Partner>, StoreError> {
        partner::read_by_mpn_id(&self.database, mpn_id).await
    }

    async fn domain_is_taken(&self, domain: &str) -> Result<bool, StoreError> {
        let name = domain.to_lowercase();
        domain_name::is_taken(&self.database, &name).await
    }

    async fn application(&self, client_id: Uuid) -> Result<Option<Application>, StoreError> {
        partner::read_application(&self.database, client_id).await
    }

    async fn customer(&self, id: CustomerId) -> Result<Option<Versioned<Customer>>, StoreError> {
        customer::read(&self.database, id).await
    }

    async fn writes(&self, customer: CustomerId) -> Result<u64, StoreError> {
        customer::writes(&self.database, customer).await
    }

    async fn customers(&self, partner: PartnerId, page: &CustomerPage) -> Result<Vec<CustomerEntry>, StoreError> {
        customer::page(&self.database, partner, page).await
    }

    async fn cart(&self, customer: CustomerId, id: CartId) -> Result<Option<Versioned<Cart>>, StoreError> {
        cart::read(&self.database, customer, id).await
    }

    async fn order(&self, customer: CustomerId, id: &OrderId) -> Result<Option<Versioned<Order>>, StoreError> {
        order::read(&self.database, customer, id).await
    }

    async fn orders(&self, customer: CustomerId) -> Result<Vec<Order>, StoreError> {
        order::read_all(&self.database, customer).await
    }

    async fn subscription(
        &self,
        customer: CustomerId,
        id: SubscriptionId,
    ) -> Result<Option<Versioned<Subscription>>, StoreError> {
        subscription::read(&self.database, customer, id).await
    }

    async fn subscriptions(
        &self,
        customer: CustomerId,
        ids: &[SubscriptionId],
    ) -> Result<Vec<Subscription>, StoreError> {
        subscription::read_some(&self.database, customer, ids).await
    }

    async fn all_subscriptions(&self, customer: CustomerId) -> Result<Vec<Versioned<Subscription>>, StoreError> {
        subscription::read_all(&self.database, customer).await
    }

    async fn entitlements(&self, customer: CustomerId) -> Result<Vec<Entitlement>, StoreError> {
        entitlement::read_all(&self.database, customer).await
    }

    async fn usage(&self, counters: &[Counter]) -> Result<Usage, StoreError> {
        if counters.is_empty() {
            return Ok(Usage::default());
        }
        together::usage(&self.database, counters).await
    }

    async fn look_ahead(&self, wanted: &Wanted) -> Result<Ahead, StoreError> {
        together::look_ahead(&self.database, wanted).await
    }

    async fn known(&self, customer: CustomerId, needs: &Needs) -> Result<Known, StoreError> {
        together::known(&self.database, customer, needs).await
    }

    async fn receipt(&self, key: &ReceiptKey) -> Result<Option<Receipt>, StoreError> {
        receipt::read(&self.database, key).await
    }

    async fn due_jobs(&self, now: Timestamp, most: usize) -> Result<Vec<DueJob>, StoreError> {
        job::due(&self.database, now, most).await
    }

    async fn commit(&self, changes: Changes) -> Result<(), CommitError> {
        apply::changes(&self.database, &changes).await
    }

    async fn install(&self, world: &World, carts: &[Cart]) -> Result<bool, StoreError> {
        install::world(&self.database, world, carts).await
    }

    async fn signing_key(&self) -> Result<Option<SigningKey>, StoreError> {
        key::read(&self.database).await
    }

    async fn keep_signing_key(&self, key: SigningKey) -> Result<SigningKey, StoreError> {
        key::keep(&self.database, key).await
    }

    async fn forget_receipts(&self, before: Timestamp, most: usize) -> Result<usize, StoreError> {
        receipt::forget(&self.database, before, most).await
    }

    async fn forget_carts(&self, now: Timestamp, most: usize) -> Result<usize, StoreError> {
        cart::forget(&self.database, now, most).await
    }

    async fn recovered(&self) -> Result<(), StoreError> {
        recovery::recovered(&self.database).await
    }

    async fn ping(&self) -> Result<(), StoreError> {
        self.database.row("SELECT 1", &[]).await.map(drop)
    }

    async fn close(&self) {
        self.database.close();
    }
}
