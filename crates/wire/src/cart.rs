//! Carts: drafts in, resources out (digest 4.1 to 4.6).

mod read;
mod write;

pub use read::draft;
pub use write::{CartResource, resource};
pub(crate) use write::{CommitmentResource, ContextResource, RenewsToResource, commitment, renews_to_resource};
