//! One exchange in, one exchange out.
//!
//! Routes, the order in which a request is refused, tokens, and the envelopes that answers and faults go out in. What
//! is *not* here: rules, SQL, sockets, the clock, randomness.

mod admission;
mod agreement;
mod agreement_template;
mod answer;
mod bounds;
mod cart;
mod catalog;
mod compress;
mod country;
mod customer;
mod docs;
mod domain_name;
mod download;
mod exchange;
mod extract;
mod health;
mod inventory;
mod issuer;
mod offer;
mod offer_matrix;
mod openapi;
mod order;
mod pace;
mod page;
pub mod path;
mod price_sheet;
mod profile;
mod promotion;
mod qualification;
pub mod query;
mod refuse;
mod relationship;
mod routes;
mod state;
mod subscription;
pub mod token;

pub use admission::{Admission, AdmissionSettings, Capacity, RateLimits};
pub use pace::Pace;
pub use routes::{description, service};
pub use state::{Entropy, Floor, Identity, Readiness};
