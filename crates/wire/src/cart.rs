//! Carts: drafts in, resources out (digest 4.1 to 4.6).

mod read;
mod write;

pub(crate) use read::bought;
pub use read::draft;
pub(crate) use read::next_term;
pub use write::{CartResource, resource};
pub(crate) use write::{
    CommitmentResource, ContextResource, InstructionsResource, RenewsToResource, commitment, instructions,
    renews_to_resource,
};
