//! The agreements that customers can be asked to accept, and where their text is (surroundings 2.6). Who has accepted which
//! is not here.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A kind of agreement, in Partner Center's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AgreementType {
    /// Of former times, and what is meant where nobody says which.
    MicrosoftCloudAgreement,
    /// Of today.
    MicrosoftCustomerAgreement,
}

impl AgreementType {
    /// Each of them.
    pub const ALL: [Self; 2] = [Self::MicrosoftCloudAgreement, Self::MicrosoftCustomerAgreement];

    /// The name, as Partner Center spells it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::MicrosoftCloudAgreement => "MicrosoftCloudAgreement",
            Self::MicrosoftCustomerAgreement => "MicrosoftCustomerAgreement",
        }
    }
}

/// A version of an agreement's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgreementTemplate {
    /// The id that acceptances name.
    pub id: Uuid,
    /// Which agreement it is.
    #[serde(rename = "type")]
    pub kind: AgreementType,
    /// Where people read it.
    pub link: String,
    /// How new the version is: the highest is the one to accept.
    #[serde(default)]
    pub version_rank: i32,
}

/// What a list of agreements is narrowed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgreementSelection {
    /// One kind.
    Only(AgreementType),
    /// All of them.
    All,
}

impl AgreementSelection {
    /// What is listed where nobody says what.
    pub const DEFAULT: Self = Self::Only(AgreementType::MicrosoftCloudAgreement);

    /// Whether an agreement of that kind is one of them.
    #[must_use]
    pub fn admits(self, kind: AgreementType) -> bool {
        match self {
            Self::Only(only) => kind == only,
            Self::All => true,
        }
    }
}
