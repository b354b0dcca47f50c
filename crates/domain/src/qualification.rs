//! Qualifications: what a customer was found to be, so that it may buy from a segment (surroundings 2.5, 3.1).

mod qualify;
mod validation_code;

pub use qualify::{EducationSegment, QualificationDraft, Qualified, Qualifying, SentCode};
pub use validation_code::{RemainingCreates, ValidationCode};

use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A qualification of a customer. It may have several, one of each kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Qualification {
    /// As what it qualifies.
    pub qualification: QualificationKind,
    /// Where the vetting stands; only an approved one counts.
    pub vetting_status: VettingStatus,
    /// Why it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vetting_reason: Option<String>,
    /// When the vetting was asked for; `None` where nobody vetted, or where it is told no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vetting_created: Option<Timestamp>,
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

/// What clients call a customer's qualification: they have a name for none, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum QualificationName {
    /// It has none.
    None,
    /// It has one.
    Kind(QualificationKind),
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

impl Qualification {
    /// One whose vetting was asked for.
    #[must_use]
    pub fn requested(qualification: QualificationKind, now: Timestamp) -> Self {
        Self { vetting_created: Some(now), ..Self::of(qualification, VettingStatus::InReview) }
    }

    /// One that stands so, whoever found that.
    #[must_use]
    pub fn of(qualification: QualificationKind, vetting_status: VettingStatus) -> Self {
        Self { qualification, vetting_status, vetting_reason: None, vetting_created: None }
    }
}

impl QualificationKind {
    /// The name, as Partner Center spells it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Education => "Education",
            Self::GovernmentCommunityCloud => "GovernmentCommunityCloud",
            Self::Nonprofit => "Nonprofit",
            Self::StateOwnedEntity => "StateOwnedEntity",
        }
    }
}

impl QualificationName {
    /// Each of them, at its number in .NET.
    pub const ALL: [Self; 5] = [
        Self::None,
        Self::Kind(QualificationKind::Education),
        Self::Kind(QualificationKind::Nonprofit),
        Self::Kind(QualificationKind::GovernmentCommunityCloud),
        Self::Kind(QualificationKind::StateOwnedEntity),
    ];

    /// The name, as Partner Center spells it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "None",
            Self::Kind(kind) => kind.name(),
        }
    }
}

impl VettingStatus {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::InReview, Self::Approved, Self::Denied];

    /// The name, as Partner Center spells it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::InReview => "InReview",
            Self::Approved => "Approved",
            Self::Denied => "Denied",
        }
    }
}
