//! Validation codes: a partner qualifies as many government bodies with each as it was confirmed for (surroundings 2.5).

use super::SentCode;
use crate::{
    counter::{Counter, Usage, Use},
    fault::{Fault, FaultKind},
    partner::Partner,
};
use serde::{Deserialize, Serialize};

/// A code of a partner's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValidationCode {
    /// The code itself.
    pub validation_id: String,
    /// The organization that was confirmed.
    pub organization_name: String,
    /// How many customers it is good for.
    pub max_creates: i64,
}

/// A code, and how many more customers it is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RemainingCreates<'a> {
    /// The code.
    pub code: &'a ValidationCode,
    /// How many more customers.
    pub remaining: i64,
}

impl Partner {
    /// What counts the uses of its validation codes.
    #[must_use]
    pub fn validation_counters(&self) -> Vec<Counter> {
        self.validation_codes.iter().map(|code| code.counter(self)).collect()
    }

    /// Its validation codes, with what is left of each.
    #[must_use]
    pub fn remaining_creates(&self, used: &Usage) -> Vec<RemainingCreates<'_>> {
        let left = |code: &ValidationCode| code.max_creates.saturating_sub(used.of(&code.counter(self))).max(0);
        self.validation_codes.iter().map(|code| RemainingCreates { code, remaining: left(code) }).collect()
    }

    /// One use of the validation code that was sent.
    ///
    /// # Errors
    /// 400/800002 where none was sent, for one that is not the partner's, and for one that is used up.
    pub(super) fn use_validation_code(&self, sent: &SentCode, used: &Usage) -> Result<Use, Fault> {
        let codes = self.remaining_creates(used);
        let accepted = || {
            let left: Vec<_> = codes.iter().filter(|code| code.remaining > 0).map(RemainingCreates::told).collect();
            let left = if left.is_empty() { "the partner has none".to_owned() } else { left.join(", ") };
            format!("a validation code of the partner with creates that remain: {left}")
        };
        let invalid = || Fault::new(FaultKind::InvalidInput);
        let Some(text) = sent.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) else {
            return Err(invalid().missing(sent.at.clone(), accepted()));
        };
        let found = codes.iter().find(|known| known.code.validation_id == text && known.remaining > 0);
        let Some(RemainingCreates { code, .. }) = found else {
            return Err(invalid().seen(sent.at.clone(), text, accepted()));
        };
        Ok(Use { counter: code.counter(self), by: 1, most: Some(code.max_creates) })
    }
}

impl ValidationCode {
    fn counter(&self, of: &Partner) -> Counter {
        Counter::validation_code(of.id, &self.validation_id)
    }
}

impl RemainingCreates<'_> {
    fn told(&self) -> String {
        format!("{} ({} remain)", self.code.validation_id, self.remaining)
    }
}
