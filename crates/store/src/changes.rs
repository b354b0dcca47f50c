//! `Changes`: one write as a value. Everything that follows from a decision is in it, so that it can only happen whole.

use domain::{
    Timestamp,
    cart::Cart,
    counter::Use,
    customer::Customer,
    entitlement::Entitlement,
    id::{OrderId, Owner},
    order::Order,
    provisioning::ProvisioningJob,
    receipt::Receipt,
    subscription::{OrderLineRef, Subscription},
};

/// A row's version: 1 when it is made, one more with each change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(pub u64);

impl Version {
    /// The version of a new row.
    pub const FIRST: Self = Self(1);

    /// The version after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// A value with the version it was read at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versioned<T> {
    /// The value.
    pub value: T,
    /// Its version.
    pub version: Version,
}

/// A row to write, with the guard it is written under.
#[derive(Clone, Debug)]
pub struct Put<T> {
    /// The value.
    pub value: T,
    /// The version that must still be there; `None` when nothing may be there yet.
    pub replaces: Option<Version>,
}

impl<T> Put<T> {
    /// A new row.
    pub fn new(value: T) -> Self {
        Self { value, replaces: None }
    }

    /// A row in place of the one that was read.
    pub fn replacing(value: T, version: Version) -> Self {
        Self { value, replaces: Some(version) }
    }
}

/// What happens to a job.
#[derive(Clone, Debug)]
pub enum JobChange {
    /// It is there from now on.
    Add(ProvisioningJob),
    /// Someone takes it: the epoch must still be the one that was seen, and is one more afterwards. Until `lease` ends
    /// nobody else is offered it.
    Claim {
        /// The order it is about.
        order: OrderId,
        /// The epoch that was seen.
        epoch: u64,
        /// When others may take it.
        lease: Timestamp,
    },
    /// It is done, by whoever holds this epoch. A worker whose lease ran out, and whose job another one took, fails.
    Finish {
        /// The order it was about.
        order: OrderId,
        /// The epoch of the one who did it.
        epoch: u64,
    },
}

/// One write: a single owner, guards, rows, counters to move, and at most one receipt.
#[derive(Clone, Debug)]
pub struct Changes {
    /// Whom every row belongs to.
    pub owner: Owner,
    /// The version that the customer must still be at.
    pub customer_at: Option<Version>,
    /// How often the customer's orders and subscriptions were written, all together: not once more since then.
    pub writes_seen: Option<u64>,
    /// The customer to write: the owner.
    pub customer: Option<Put<Customer>>,
    /// Carts to write.
    pub carts: Vec<Put<Cart>>,
    /// Orders to write.
    pub orders: Vec<Put<Order>>,
    /// Subscriptions to write.
    pub subscriptions: Vec<Put<Subscription>>,
    /// Entitlements to make.
    pub entitlements: Vec<Entitlement>,
    /// Order lines whose entitlements end; those that have none leave everything as it is.
    pub revoked: Vec<OrderLineRef>,
    /// Jobs to add, take or finish.
    pub jobs: Vec<JobChange>,
    /// Counters to move, each within its limit. They may belong to others than the owner of the rows.
    pub uses: Vec<Use>,
    /// What the caller is answered.
    pub receipt: Option<Receipt>,
}

impl Changes {
    /// No change yet.
    #[must_use]
    pub fn of(owner: impl Into<Owner>) -> Self {
        Self {
            owner: owner.into(),
            customer_at: None,
            writes_seen: None,
            customer: None,
            carts: Vec::new(),
            orders: Vec::new(),
            subscriptions: Vec::new(),
            entitlements: Vec::new(),
            revoked: Vec::new(),
            jobs: Vec::new(),
            uses: Vec::new(),
            receipt: None,
        }
    }
}
