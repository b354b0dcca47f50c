//! Every refusal that can be uttered: the caller's doing, told so that the caller can mend it.
//!
//! A machine's failure is not a [`Fault`]; it has a type of its own on the floors above. Which envelope a fault rides
//! in (an HTTP error, a cart line's error, an order error) is decided by the route, not here; `envelope` only knows in
//! which of them the sources have a code. `table` and `never` are the fault table of the contract.

mod envelope;
mod never;
mod several;
mod table;

pub use envelope::{Envelope, Never, codes};
pub use never::NEVER;
pub use several::Faults;
pub use table::FaultKind;

use crate::member::Place;
use serde::{Deserialize, Serialize};

/// The HTTP status that a fault is answered with, when it is answered as an HTTP error. Always 4xx or 5xx.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// 400
    BadRequest,
    /// 401
    Unauthorized,
    /// 403
    Forbidden,
    /// 404
    NotFound,
    /// 405
    MethodNotAllowed,
    /// 409
    Conflict,
    /// 412
    PreconditionFailed,
    /// 415
    UnsupportedMediaType,
    /// 417
    ExpectationFailed,
    /// 500
    InternalServerError,
    /// 503
    ServiceUnavailable,
}

impl Status {
    /// The number.
    #[must_use]
    pub const fn code(self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::Unauthorized => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed => 405,
            Self::Conflict => 409,
            Self::PreconditionFailed => 412,
            Self::UnsupportedMediaType => 415,
            Self::ExpectationFailed => 417,
            Self::InternalServerError => 500,
            Self::ServiceUnavailable => 503,
        }
    }
}

/// A refusal: what rule, where in the request, what was seen and what is accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    kind: FaultKind,
    arguments: Vec<String>,
    findings: Vec<Finding>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    shortage: Option<Shortage>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    order_twin: Option<FaultKind>,
}

/// How much is missing, where a limit says no (digest 4.6: with 10015).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortage {
    /// What can still be had.
    pub available: i64,
    /// What was asked for.
    pub wanted: i64,
}

/// One place in the request that the rule does not like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// What stood there; `None` where there was nothing.
    pub seen: Option<String>,
    /// What is accepted there, as a phrase that follows "accepted is".
    pub accepted: String,
}

/// The longest piece of a request that is said back, in characters.
const SEEN_LIMIT: usize = 120;

impl Fault {
    /// A fault whose text has no gaps to fill.
    #[must_use]
    pub fn new(kind: FaultKind) -> Self {
        Self { kind, arguments: Vec::new(), findings: Vec::new(), shortage: None, order_twin: None }
    }

    /// A fault whose text has one gap. What fills it is bounded, for it may come from the request.
    #[must_use]
    pub fn about(kind: FaultKind, argument: impl ToString) -> Self {
        Self { arguments: vec![shorten(&argument.to_string())], ..Self::new(kind) }
    }

    /// A fault whose text has several gaps.
    #[must_use]
    pub fn with(kind: FaultKind, arguments: Vec<String>) -> Self {
        Self { arguments, ..Self::new(kind) }
    }

    /// The same findings as another fault's.
    #[must_use]
    pub fn finding_what(self, other: &Self) -> Self {
        Self { findings: other.findings.clone(), ..self }
    }

    /// The same fault, its findings where they are in another body. What is then said twice is said once.
    #[must_use]
    pub fn at_places(self, of: impl Fn(&Place) -> Place) -> Self {
        let mut findings: Vec<Finding> = Vec::new();
        for finding in self.findings {
            let finding = Finding { place: of(&finding.place), ..finding };
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        }
        Self { findings, ..self }
    }

    /// Something was there that is not accepted.
    #[must_use]
    pub fn seen(self, place: impl Into<Place>, seen: impl ToString, accepted: impl Into<String>) -> Self {
        self.found(place.into(), Some(shorten(&seen.to_string())), accepted.into())
    }

    /// Something that is needed was not there.
    #[must_use]
    pub fn missing(self, place: impl Into<Place>, accepted: impl Into<String>) -> Self {
        self.found(place.into(), None, accepted.into())
    }

    /// Says how much is missing.
    #[must_use]
    pub fn short_of(self, shortage: Shortage) -> Self {
        Self { shortage: Some(shortage), ..self }
    }

    /// Says what an order error calls it, where the line's code does not tell (10006 has many causes).
    #[must_use]
    pub fn with_order_twin(self, kind: FaultKind) -> Self {
        Self { order_twin: Some(kind), ..self }
    }

    fn found(mut self, place: Place, seen: Option<String>, accepted: String) -> Self {
        self.findings.push(Finding { place, seen, accepted });
        self
    }

    /// Which fault it is.
    #[must_use]
    pub fn kind(&self) -> FaultKind {
        self.kind
    }

    /// The places in the request that the rule does not like, in the order found; empty where the fault lies elsewhere.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// How much is missing, where a limit says no.
    #[must_use]
    pub fn shortage(&self) -> Option<Shortage> {
        self.shortage
    }

    /// What an order error calls it, where the line's code does not tell.
    #[must_use]
    pub fn order_twin(&self) -> Option<FaultKind> {
        self.order_twin
    }

    /// The rule in words, its gaps filled.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = self.kind.text().to_owned();
        for (gap, argument) in self.arguments.iter().enumerate() {
            text = text.replace(&format!("{{{gap}}}"), argument);
        }
        text
    }
}

fn shorten(seen: &str) -> String {
    if seen.chars().count() <= SEEN_LIMIT {
        return seen.to_owned();
    }
    seen.chars().take(SEEN_LIMIT).chain("…".chars()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Fault, FaultKind, SEEN_LIMIT, Status};
    use crate::member::Member;

    #[test]
    fn gaps_are_filled() {
        let fault = Fault::about(FaultKind::CartIdNotFound, "b4c8fdea");
        assert_eq!(fault.text(), "Unable to retrieve cart ID b4c8fdea.");
    }

    #[test]
    fn what_was_seen_is_bounded() {
        let fault = Fault::new(FaultKind::InvalidInput).seen(Member::FriendlyName, "é".repeat(5_000), "less");
        let seen = fault.findings()[0].seen.clone().expect("something was seen");
        assert_eq!(seen.chars().count(), SEEN_LIMIT + 1);
    }

    #[test]
    fn every_kind_has_an_error_status_and_a_text() {
        for kind in FaultKind::ALL {
            assert!((400..600).contains(&kind.status().code()), "{kind:?}");
            assert!(!kind.text().is_empty(), "{kind:?}");
        }
        assert_eq!(FaultKind::CartIdNotFound.status(), Status::NotFound);
    }
}
