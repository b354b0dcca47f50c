//! Qualifications: what a customer was found to be, so that it may buy from a segment (surroundings 2.5, 3.1).

use serde::{Deserialize, Serialize};

/// A qualification of a customer. It may have several, one of each kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Qualification {
    /// As what it qualifies.
    pub qualification: QualificationKind,
    /// Where the vetting stands; only an approved one counts.
    pub vetting_status: VettingStatus,
}

/// The kinds of qualifications, in Partner Center's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum QualificationKind {
    /// A school or university.
    Education,
    /// A government body, for its community cloud.
    GovernmentCommunityCloud,
    /// A nonprofit, qualified outside the API.
    Nonprofit,
    /// An entity that a state owns. No segment asks for it.
    StateOwnedEntity,
}

/// Where a vetting stands, in Partner Center's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum VettingStatus {
    /// Not decided yet: purchases stay commercial.
    InReview,
    /// Granted.
    Approved,
    /// Refused.
    Denied,
}

impl QualificationKind {
    /// The name, as Partner Center spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Education => "Education",
            Self::GovernmentCommunityCloud => "GovernmentCommunityCloud",
            Self::Nonprofit => "Nonprofit",
            Self::StateOwnedEntity => "StateOwnedEntity",
        }
    }
}

impl VettingStatus {
    /// The name, as Partner Center spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::InReview => "InReview",
            Self::Approved => "Approved",
            Self::Denied => "Denied",
        }
    }
}
