//! Who is asking: what a verified token says.

use crate::id::{PartnerId, UserId};

/// The caller behind a verified token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The partner's tenant, the token's `tid`.
    pub partner: PartnerId,
    /// The object id that changes are signed with: the user's, or the application's (digest 7.4).
    pub user: UserId,
    /// Whether a user stands behind the application.
    pub kind: CallerKind,
}

/// The two kinds of credentials (seed 002).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallerKind {
    /// A standalone application.
    AppOnly,
    /// An application with a signed-in user.
    AppUser,
}
