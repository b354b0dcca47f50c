//! In what a code can travel, and which codes are known but never raised (ruling 19).
//!
//! It says what the sources know, for whoever describes the surface. It does not say in what a fault rides: that is the
//! route's decision.

use super::{FaultKind, NEVER, Status};

/// What carries a fault to the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Envelope {
    /// The error of a cart line, in a cart that was stored.
    Line,
    /// An order error, in the result of a checkout.
    Order,
    /// The body of an HTTP error.
    Answer,
}

/// A code that clients know and that Cartwright does not raise. It is no [`FaultKind`], so that no rule can.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Never {
    /// The Partner Center code.
    pub code: u32,
    /// The HTTP status that the sources give it.
    pub status: Status,
    /// Its name, unique in the contract.
    pub name: &'static str,
    /// Its text; `{0}`, `{1}` are gaps.
    pub text: &'static str,
    /// Why it is not raised, for users. "Not yet" begins a reason that will go away.
    pub reason: &'static str,
    /// The envelopes in which the sources know the code.
    pub carried: &'static [Envelope],
}

/// Every code that the sources know in this envelope, raised or not, in ascending order, each once.
#[must_use]
pub fn codes(envelope: Envelope) -> Vec<u32> {
    let raised = FaultKind::ALL.iter().map(|kind| (kind.code(), kind.carried()));
    let never = NEVER.iter().map(|never| (never.code, never.carried));
    let within = raised.chain(never).filter(|(_, carried)| carried.contains(&envelope));
    let mut codes: Vec<u32> = within.map(|(code, _)| code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

#[cfg(test)]
mod tests {
    use super::{Envelope, FaultKind, NEVER, codes};
    use std::collections::BTreeSet;

    /// The codes that were not raised when this list was made. It only shrinks: strike a code out when it is raised, and
    /// add none, for a code that was raised once is a promise.
    const NEVER_RAISED: [u32; 60] = [
        0, 2_030, 2_085, 2_091, 2_201, 2_202, 10_020, 10_021, 10_022, 10_023, 10_024, 10_025, 10_026, 10_027, 27_006,
        60_003, 400_028, 400_042, 400_075, 400_076, 800_005, 800_014, 800_028, 800_031, 800_036, 800_037, 800_038,
        800_041, 800_066, 800_067, 800_068, 800_069, 800_074, 800_087, 800_089, 800_122, 900_112, 900_113, 900_114,
        900_116, 900_118, 900_121, 900_124, 900_128, 900_129, 900_142, 900_150, 900_154, 900_192, 900_252, 900_253,
        900_254, 900_308, 900_318, 900_321, 900_322, 900_323, 900_416, 900_419, 900_420,
    ];

    /// The enumeration of seed 001, and 10001, which seed 003 has beside it.
    const LINE_CODES: [u32; 42] = [
        0, 10_000, 10_001, 10_002, 10_003, 10_004, 10_006, 10_007, 10_008, 10_009, 10_010, 10_011, 10_012, 10_013,
        10_014, 10_015, 10_016, 10_017, 10_018, 10_019, 10_020, 10_021, 10_022, 10_023, 10_024, 10_025, 10_026, 10_027,
        400_013, 400_019, 400_028, 400_041, 400_042, 400_075, 400_076, 500_600, 800_111, 900_312, 900_313, 900_314,
        900_315, 900_317,
    ];

    /// The enumeration of seed 003.
    const ORDER_CODES: [u32; 41] = [
        800_001, 800_002, 800_003, 800_004, 800_005, 800_007, 800_008, 800_009, 800_010, 800_011, 800_012, 800_013,
        800_014, 800_015, 800_016, 800_017, 800_018, 800_019, 800_020, 800_021, 800_022, 800_023, 800_024, 800_025,
        800_026, 800_030, 800_031, 800_036, 800_037, 800_038, 800_039, 800_040, 800_041, 800_042, 800_043, 800_060,
        800_061, 800_062, 800_063, 800_064, 800_065,
    ];

    #[test]
    fn the_codes_that_are_never_raised_only_shrink() {
        let known = BTreeSet::from(NEVER_RAISED);
        let never: BTreeSet<u32> = NEVER.iter().map(|never| never.code).collect();
        let added: Vec<&u32> = never.difference(&known).collect();
        assert!(added.is_empty(), "{added:?}: raise them, for no code may become one that is never raised");
        let struck: Vec<&u32> = known.difference(&never).collect();
        assert!(struck.is_empty(), "{struck:?}: raised by now or gone, so strike them out of this list");
        let raised: BTreeSet<u32> = FaultKind::ALL.iter().map(|kind| kind.code()).collect();
        assert!(raised.is_disjoint(&never), "a code is raised or it is not");
    }

    #[test]
    fn every_code_of_the_published_enumerations_is_known() {
        assert_eq!(codes(Envelope::Line), LINE_CODES);
        let order = codes(Envelope::Order);
        let missing: Vec<&u32> = ORDER_CODES.iter().filter(|code| !order.contains(code)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn a_code_that_several_faults_carry_is_listed_once() {
        for envelope in [Envelope::Line, Envelope::Order, Envelope::Answer] {
            let codes = codes(envelope);
            assert!(codes.is_sorted_by(|one, next| one < next), "{envelope:?}: {codes:?}");
        }
        assert!(codes(Envelope::Answer).contains(&FaultKind::UnsupportedMediaType.code()));
    }
}
