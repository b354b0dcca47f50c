//! The store in one SQLite file.
//!
//! Reads run in place on a small pool of connections. Every write goes to one thread that gathers what is waiting into
//! one transaction and answers after COMMIT returned. WAL with synchronous=FULL: what was acknowledged is on the disk.

mod apply;
mod cart;
mod copy;
mod counter;
mod customer;
mod domain_name;
mod entitlement;
mod give;
mod import;
mod inspect;
mod install;
mod job;
mod key;
mod migrate;
mod open;
mod order;
mod partner;
mod product;
mod readers;
mod receipt;
mod reference;
mod row;
mod subscription;
mod writer;

pub use copy::{Copied, CopyError, copy_file};
pub(crate) use give::{Gift, Given, give};
pub(crate) use inspect::SqliteReader;
pub use open::SqliteOptions;
pub use writer::WriterTally;

use crate::{
    CatalogImport, CatalogVersion, Changes, CommitError, DueJob, OpenError, Reference, SigningKey, Store, StoreError,
    Versioned, import::Import,
};
use async_trait::async_trait;
use domain::{
    Timestamp,
    cart::Cart,
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
use import::SqliteStaging;
use readers::Readers;
use std::sync::Arc;
use uuid::Uuid;
use writer::{Space, Writer};

/// The store in one SQLite file.
pub struct SqliteStore {
    readers: Arc<Readers>,
    writer: Arc<Writer>,
}

impl SqliteStore {
    /// Opens the file, makes it if it is not there, and brings its schema up to date.
    ///
    /// # Errors
    /// When the file cannot be opened, a newer program has written it, or it would not be durable.
    pub fn open(options: SqliteOptions) -> Result<Self, OpenError> {
        let connection = open::for_writing(&options.path)?;
        migrate::to_latest(&connection)?;
        let space = Space::of(&options.path, options.free_space);
        let space = space.map_err(|error| OpenError::Unreachable(error.to_string()))?;
        let readers = Arc::new(Readers::new(options.path));
        Ok(Self { readers, writer: Arc::new(Writer::start(connection, space, options.on_io_error)) })
    }

    /// How many commits shared how many transactions, since the store was opened.
    #[must_use]
    pub fn writer_tally(&self) -> WriterTally {
        self.writer.tally()
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn reference(&self) -> Result<Reference, StoreError> {
        // A catalogue may be large: reading it must not hold up whoever waits for an answer.
        let readers = Arc::clone(&self.readers);
        let read = tokio::task::spawn_blocking(move || readers.with(reference::read)).await;
        read.map_err(|error| StoreError::Unavailable(error.to_string()))?
    }

    async fn catalog_version(&self) -> Result<CatalogVersion, StoreError> {
        self.readers.with(product::version)
    }

    async fn products(&self, after: i64, most: usize) -> Result<Vec<(i64, Product)>, StoreError> {
        self.readers.with(|connection| product::page(connection, after, most))
    }

    async fn begin_import(&self) -> Result<Box<dyn CatalogImport>, StoreError> {
        let staging = SqliteStaging { readers: Arc::clone(&self.readers), writer: Arc::clone(&self.writer) };
        Ok(Box::new(Import::begin(staging).await?))
    }

    async fn partner(&self, id: PartnerId) -> Result<Option<Partner>, StoreError> {
        self.readers.with(|connection| partner::read(connection, id))
    }

    async fn partner_by_mpn_id(&self, mpn_id: &MpnId) -> Result<Option<Partner>, StoreError> {
        self.readers.with(|connection| partner::read_by_mpn_id(connection, mpn_id))
    }

    async fn domain_is_taken(&self, domain: &str) -> Result<bool, StoreError> {
        let name = domain.to_lowercase();
        self.readers.with(|connection| domain_name::is_taken(connection, &name))
    }

    async fn application(&self, client_id: Uuid) -> Result<Option<Application>, StoreError> {
        self.readers.with(|connection| partner::read_application(connection, client_id))
    }

    async fn customer(&self, id: CustomerId) -> Result<Option<Versioned<Customer>>, StoreError> {
        self.readers.with(|connection| customer::read(connection, id))
    }

    async fn writes(&self, customer: CustomerId) -> Result<u64, StoreError> {
        self.readers.with(|connection| customer::writes(connection, customer.into()))
    }

    async fn customers(&self, partner: PartnerId, page: &CustomerPage) -> Result<Vec<CustomerEntry>, StoreError> {
        self.readers.with(|connection| customer::page(connection, partner, page))
    }

    async fn cart(&self, customer: CustomerId, id: CartId) -> Result<Option<Versioned<Cart>>, StoreError> {
        self.readers.with(|connection| cart::read(connection, customer, id))
    }

    async fn order(&self, customer: CustomerId, id: &OrderId) -> Result<Option<Versioned<Order>>, StoreError> {
        self.readers.with(|connection| order::read(connection, customer, id))
    }

    async fn orders(&self, customer: CustomerId) -> Result<Vec<Order>, StoreError> {
        self.readers.with(|connection| order::read_all(connection, customer))
    }

    async fn subscription(
        &self,
        customer: CustomerId,
        id: SubscriptionId,
    ) -> Result<Option<Versioned<Subscription>>, StoreError> {
        self.readers.with(|connection| subscription::read(connection, customer, id))
    }

    async fn subscriptions(
        &self,
        customer: CustomerId,
        ids: &[SubscriptionId],
    ) -> Result<Vec<Subscription>, StoreError> {
        self.readers.with(|connection| subscription::read_some(connection, customer, ids))
    }

    async fn all_subscriptions(&self, customer: CustomerId) -> Result<Vec<Versioned<Subscription>>, StoreError> {
        self.readers.with(|connection| subscription::read_all(connection, customer))
    }

    async fn entitlements(&self, customer: CustomerId) -> Result<Vec<Entitlement>, StoreError> {
        self.readers.with(|connection| entitlement::read_all(connection, customer))
    }

    async fn usage(&self, counters: &[Counter]) -> Result<Usage, StoreError> {
        if counters.is_empty() {
            return Ok(Usage::default());
        }
        self.readers.with(|connection| counter::read(connection, counters))
    }

    async fn receipt(&self, key: &ReceiptKey) -> Result<Option<Receipt>, StoreError> {
        self.readers.with(|connection| receipt::read(connection, key))
    }

    async fn due_jobs(&self, now: Timestamp, most: usize) -> Result<Vec<DueJob>, StoreError> {
        self.readers.with(|connection| job::due(connection, now, most))
    }

    async fn commit(&self, changes: Changes) -> Result<(), CommitError> {
        self.writer.write(move |connection| apply::changes(connection, changes)).await
    }

    async fn install(&self, world: &World, carts: &[Cart]) -> Result<bool, StoreError> {
        // A server that starts again has nothing to write, and needs no room for it.
        if self.readers.with(|connection| Ok(install::is_seeded(connection)?))? {
            return Ok(false);
        }
        let (world, carts) = (world.clone(), carts.to_vec());
        self.writer.change(move |connection| install::world(connection, &world, &carts)).await
    }

    async fn signing_key(&self) -> Result<Option<SigningKey>, StoreError> {
        self.readers.with(key::read)
    }

    async fn keep_signing_key(&self, key: SigningKey) -> Result<SigningKey, StoreError> {
        self.writer.change(move |connection| key::keep(connection, key)).await
    }

    async fn forget_receipts(&self, before: Timestamp, most: usize) -> Result<usize, StoreError> {
        self.writer.change(move |connection| receipt::forget(connection, before, most)).await
    }

    async fn forget_carts(&self, now: Timestamp, most: usize) -> Result<usize, StoreError> {
        self.writer.change(move |connection| cart::forget(connection, now, most)).await
    }

    async fn ping(&self) -> Result<(), StoreError> {
        self.readers.with(|connection| Ok(connection.query_row("SELECT 1", [], |_| Ok(()))?))
    }

    async fn close(&self) {
        self.writer.close().await;
    }
}
