//! The rules of carts, checkouts and orders, and the words they are told in.
//!
//! Floor 0 of the house: pure functions over plain values. What is *not* here: IO, async, a clock, randomness, HTTP,
//! SQL, and the member names of the wire. Time and identifiers come in as arguments; refusals go out as [`Fault`].

mod absent;
pub mod activation;
pub mod address;
pub mod agreement_template;
pub mod azure;
pub mod billing_cycle;
pub mod caller;
pub mod cart;
pub mod catalog;
pub mod catalog_item;
pub mod commitment;
pub mod compliance;
pub mod counter;
pub mod country;
pub mod country_code;
pub mod customer;
pub mod entitlement;
pub mod fault;
pub mod filter;
pub mod id;
pub mod inventory;
pub mod line;
pub mod member;
pub mod money;
pub mod month;
pub mod offer_matrix;
pub mod order;
pub mod partner;
pub mod price_sheet;
pub mod promotion;
pub mod provisioning;
pub mod provisioning_variable;
pub mod qualification;
pub mod receipt;
pub mod relationship;
pub mod reseller;
pub mod subscription;
pub mod term;
pub mod time;
pub mod world;

pub use fault::{Fault, FaultKind};
pub use time::Timestamp;
