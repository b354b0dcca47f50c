//! The store: what is kept, behind one trait with one write.
//!
//! Reads return `Option` and never a fault: whether absence is one is for the caller to say. What is *not* here: rules,
//! HTTP, the names of the wire.

mod ahead;
mod body;
mod catalog_import;
mod changes;
#[cfg(any(test, feature = "conformance"))]
pub mod conformance;
mod distribution;
mod error;
mod import;
mod inspect;
mod migration;
mod places;
mod postgres;
mod receipt_key;
mod reference_kind;
mod scratch;
mod sqlite;
mod tables;
mod transfer;
mod verify;

pub use ahead::{Ahead, Wanted};
pub use catalog_import::{CatalogImport, CatalogVersion, NamedProduct};
pub use changes::{Changes, JobChange, Put, Version, Versioned};
pub use distribution::{DistributeError, Happened, Settled, TableKind, distribute};
pub use error::{CommitError, OpenError, StoreError};
pub use inspect::{Durability, Inspector, Schema};
pub use postgres::{PostgresOptions, PostgresStore};
pub use sqlite::{Copied, CopyError, SqliteOptions, SqliteStore, WriterTally, copy_file};
pub use transfer::{TransferError, Transferred, transfer};
pub use verify::{Check, Verified, Violation};

use async_trait::async_trait;
use domain::{
    Timestamp,
    agreement_template::AgreementTemplate,
    cart::{Cart, Known, NeededSubscriptions, Needs},
    catalog::{Catalog, Product},
    counter::{Counter, Usage},
    country::CountryRules,
    customer::{Customer, CustomerEntry, CustomerPage},
    entitlement::Entitlement,
    id::{CartId, CustomerId, MpnId, OrderId, PartnerId, SubscriptionId},
    order::Order,
    partner::{Application, Partner},
    receipt::{Receipt, ReceiptKey},
    reseller::Reseller,
    subscription::Subscription,
    world::World,
};
use uuid::Uuid;

/// What every request reads and hardly anything changes: kept in memory as one snapshot.
#[derive(Clone, Debug, Default)]
pub struct Reference {
    /// Which catalogue it is.
    pub version: CatalogVersion,
    /// Everything that can be ordered.
    pub catalog: Catalog,
    /// Partner IDs that lines may name.
    pub resellers: Vec<Reseller>,
    /// What holds in countries and regions.
    pub countries: Vec<CountryRules>,
    /// The agreements that customers can be asked to accept.
    pub agreement_templates: Vec<AgreementTemplate>,
}

/// A job that someone may take: its lease, if it ever had one, is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueJob {
    /// The owner of the order.
    pub owner: CustomerId,
    /// The order to provision.
    pub order: OrderId,
    /// How often the job was taken so far. Whoever takes it must name this number, and holds the next one.
    pub epoch: u64,
}

/// A key that the built-in issuer signs tokens with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigningKey {
    /// The key's public name.
    pub id: String,
    /// The private key, PKCS#8 in DER.
    pub pkcs8: Vec<u8>,
}

/// A database that keeps carts, orders and everything around them.
///
/// Every row that belongs to a customer is found by that customer's id first, so that each read and each commit stays
/// on one shard.
#[async_trait]
pub trait Store: Send + Sync + 'static {
    /// The reference snapshot as it is now.
    async fn reference(&self) -> Result<Reference, StoreError>;

    /// Which catalogue it is now.
    async fn catalog_version(&self) -> Result<CatalogVersion, StoreError>;

    /// The next `most` products of the catalogue behind a place (0 for the first), each with its place: for whoever looks
    /// through all of them and does not want to hold them.
    async fn products(&self, after: i64, most: usize) -> Result<Vec<(i64, Product)>, StoreError>;

    /// Begins to change the catalogue.
    async fn begin_import(&self) -> Result<Box<dyn CatalogImport>, StoreError>;

    /// A partner, by its tenant.
    async fn partner(&self, id: PartnerId) -> Result<Option<Partner>, StoreError>;

    /// A partner, by its Partner ID.
    async fn partner_by_mpn_id(&self, mpn_id: &MpnId) -> Result<Option<Partner>, StoreError>;

    /// Whether a tenant, of a partner or of a customer, has the domain; case makes no difference.
    async fn domain_is_taken(&self, domain: &str) -> Result<bool, StoreError>;

    /// An application of the built-in issuer, by its client id.
    async fn application(&self, client_id: Uuid) -> Result<Option<Application>, StoreError>;

    /// A customer, whoever sells to it.
    async fn customer(&self, id: CustomerId) -> Result<Option<Versioned<Customer>>, StoreError>;

    /// How often the customer's orders and subscriptions were written, all together ([`Changes::writes_seen`]).
    async fn writes(&self, customer: CustomerId) -> Result<u64, StoreError>;

    /// A page of a partner's customers, those that it has a relationship with, in the order of the list.
    async fn customers(&self, partner: PartnerId, page: &CustomerPage) -> Result<Vec<CustomerEntry>, StoreError>;

    /// What a request is about, read together. Nothing of it is checked: whether the partner may see the customer is for the
    /// caller to say before it looks at the rest.
    async fn look_ahead(&self, wanted: &Wanted) -> Result<Ahead, StoreError> {
        Ok(Ahead {
            partner: self.partner(wanted.partner).await?,
            customer: self.customer(wanted.customer).await?,
            receipt: match &wanted.receipt {
                Some(key) => self.receipt(key).await?,
                None => None,
            },
            cart: match wanted.cart {
                Some(id) => self.cart(wanted.customer, id).await?,
                None => None,
            },
        })
    }

    /// A cart of a customer, whatever its state.
    async fn cart(&self, customer: CustomerId, id: CartId) -> Result<Option<Versioned<Cart>>, StoreError>;

    /// An order of a customer, by its id or its alternate id.
    async fn order(&self, customer: CustomerId, id: &OrderId) -> Result<Option<Versioned<Order>>, StoreError>;

    /// Every order of a customer, oldest first.
    async fn orders(&self, customer: CustomerId) -> Result<Vec<Order>, StoreError>;

    /// A subscription of a customer, whatever its state.
    async fn subscription(
        &self,
        customer: CustomerId,
        id: SubscriptionId,
    ) -> Result<Option<Versioned<Subscription>>, StoreError>;

    /// Those of the named subscriptions that the customer owns.
    async fn subscriptions(
        &self,
        customer: CustomerId,
        ids: &[SubscriptionId],
    ) -> Result<Vec<Subscription>, StoreError>;

    /// Every subscription of a customer, oldest first.
    async fn all_subscriptions(&self, customer: CustomerId) -> Result<Vec<Versioned<Subscription>>, StoreError>;

    /// Every entitlement of a customer, oldest first.
    async fn entitlements(&self, customer: CustomerId) -> Result<Vec<Entitlement>, StoreError>;

    /// What is used up of these counters.
    async fn usage(&self, counters: &[Counter]) -> Result<Usage, StoreError>;

    /// What a decision needs to know of a customer, read together.
    async fn known(&self, customer: CustomerId, needs: &Needs) -> Result<Known, StoreError> {
        let subscriptions = match &needs.subscriptions {
            NeededSubscriptions::All => {
                self.all_subscriptions(customer).await?.into_iter().map(|found| found.value).collect()
            }
            NeededSubscriptions::Named(named) if named.is_empty() => Vec::new(),
            NeededSubscriptions::Named(named) => self.subscriptions(customer, named).await?,
        };
        Ok(Known { subscriptions, used: self.usage(&needs.counters).await? })
    }

    /// The receipt of a command, however old.
    async fn receipt(&self, key: &ReceiptKey) -> Result<Option<Receipt>, StoreError>;

    /// Jobs that may be taken at `now`, the longest waiting first. The only read across owners: what it finds are
    /// candidates, and taking one is a commit with a guard.
    async fn due_jobs(&self, now: Timestamp, most: usize) -> Result<Vec<DueJob>, StoreError>;

    /// The only write of requests and workers: all of it or nothing.
    ///
    /// # Errors
    /// Which guard failed, or that the outcome is not known.
    async fn commit(&self, changes: Changes) -> Result<(), CommitError>;

    /// Fills an empty store with a world; `false` when it already has one. All of it or nothing.
    async fn install(&self, world: &World, carts: &[Cart]) -> Result<bool, StoreError>;

    /// The issuer's key, if the store has one.
    async fn signing_key(&self) -> Result<Option<SigningKey>, StoreError>;

    /// Keeps a key for the issuer, unless there is one; returns the one that is kept.
    async fn keep_signing_key(&self, key: SigningKey) -> Result<SigningKey, StoreError>;

    /// Drops receipts that were answered before an instant, `most` of them at a time; returns how many.
    async fn forget_receipts(&self, before: Timestamp, most: usize) -> Result<usize, StoreError>;

    /// Drops carts that nobody finds any more at `now` ([`Cart::gone_at`]), `most` of them at a time; returns how many.
    async fn forget_carts(&self, now: Timestamp, most: usize) -> Result<usize, StoreError>;

    /// Waits until the store answers again, some seconds at most: for whoever must find out what became of a commit.
    async fn recovered(&self) -> Result<(), StoreError> {
        self.ping().await
    }

    /// Whether the store can be read right now.
    async fn ping(&self) -> Result<(), StoreError>;

    /// Finishes what was accepted and closes the database tidily.
    async fn close(&self);
}
