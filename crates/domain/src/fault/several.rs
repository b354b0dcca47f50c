//! Several faults told as one, so that a client learns at once what is wrong and not a fault a request.

use super::Fault;

/// The most findings that one fault tells: a client that has this many to mend will ask again.
const FINDINGS: usize = 50;

/// What is wrong so far.
#[derive(Debug, Default)]
pub struct Faults(Option<Fault>);

impl Faults {
    /// The value that was read, or what stands in its place when it is wrong.
    pub fn or<T>(&mut self, read: Result<T, Fault>, instead: T) -> T {
        match read {
            Ok(value) => value,
            Err(fault) => {
                self.note(fault);
                instead
            }
        }
    }

    /// The value that was read, or its type's default when it is wrong.
    pub fn or_default<T: Default>(&mut self, read: Result<T, Fault>) -> T {
        self.or(read, T::default())
    }

    /// The value that was read; `None` when it is wrong.
    pub fn or_none<T>(&mut self, read: Result<T, Fault>) -> Option<T> {
        self.or(read.map(Some), None)
    }

    /// What was made, if nothing was wrong.
    ///
    /// # Errors
    /// The first fault, with the findings of all of them in the order in which they were noted.
    pub fn unless<T>(self, made: T) -> Result<T, Fault> {
        self.0.map_or(Ok(made), Err)
    }

    /// Notes what is wrong where there is no value to speak of.
    pub fn note(&mut self, fault: Fault) {
        match &mut self.0 {
            None => self.0 = Some(fault),
            Some(first) => {
                first.findings.extend(fault.findings);
                first.findings.truncate(FINDINGS);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FINDINGS, Faults};
    use crate::{
        fault::{Fault, FaultKind},
        member::Member,
    };

    fn missing(kind: FaultKind, member: Member) -> Result<i32, Fault> {
        Err(Fault::new(kind).missing(member, "a number"))
    }

    #[test]
    fn nothing_wrong_is_no_fault() {
        let mut wrong = Faults::default();
        let sum = wrong.or_default(Ok(2)) + wrong.or(Ok(3), 9);
        assert_eq!(wrong.unless(sum), Ok(5));
    }

    #[test]
    fn the_first_fault_tells_all_findings() {
        let mut wrong = Faults::default();
        assert_eq!(wrong.or_default(missing(FaultKind::TermDurationNotValid, Member::TermDuration)), 0);
        assert_eq!(wrong.or(missing(FaultKind::InvalidInput, Member::Quantity), 9), 9);
        let fault = wrong.unless(()).expect_err("two faults");
        assert_eq!(fault.kind(), FaultKind::TermDurationNotValid);
        let places: Vec<_> = fault.findings().iter().map(|finding| finding.place.clone()).collect();
        assert_eq!(places, [Member::TermDuration.into(), Member::Quantity.into()]);
    }

    #[test]
    fn findings_are_bounded() {
        let mut wrong = Faults::default();
        for _ in 0..1_000 {
            wrong.or_default(missing(FaultKind::InvalidInput, Member::Quantity));
        }
        assert_eq!(wrong.unless(()).expect_err("many").findings().len(), FINDINGS);
    }
}
