//! How a customer is qualified (surroundings 2.5; section 5, nos. 4 and 5).
//!
//! There are two ways. The one of today asks for a vetting: it stays in review, for nobody vets here, and what stands in
//! review opens no segment. The one of former times is documented as synchronous, and as irreversible: the partner has
//! validated the customer itself, which is qualified at once, and for good.

use super::{Qualification, QualificationKind, QualificationName, VettingStatus};
use crate::{
    counter::{Usage, Use},
    customer::Customer,
    fault::{Fault, FaultKind},
    member::{Member, Place},
    partner::Partner,
    time::Timestamp,
};
use serde::Serialize;

const SETTABLE: &str =
    "one of Education, GovernmentCommunityCloud, StateOwnedEntity; None and Nonprofit cannot be set here";

/// The sorts of schools, in Partner Center's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum EducationSegment {
    /// Up to secondary schools.
    K12,
    /// Universities and colleges.
    HigherEducation,
}

impl EducationSegment {
    /// Each of them.
    pub const ALL: [Self; 2] = [Self::K12, Self::HigherEducation];

    /// The name, as Partner Center spells it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::K12 => "K12",
            Self::HigherEducation => "HigherEducation",
        }
    }
}

/// What a client asks a vetting for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QualificationDraft {
    /// As what the customer is to qualify.
    pub qualification: Option<QualificationName>,
    /// The sort of school that it is. Whoever vets looks at it, and at the site.
    pub education_segment: Option<EducationSegment>,
    /// The site of the school.
    pub website: Option<String>,
    /// The validation code of a government body.
    pub code: SentCode,
}

/// A validation code, as a client sent it, and where it was due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SentCode {
    /// The code.
    pub text: Option<String>,
    /// Where it stands, or is missed.
    pub at: Place,
}

/// Who qualifies a customer, and what is known then.
#[derive(Clone, Copy, Debug)]
pub struct Qualifying<'a> {
    /// The partner.
    pub partner: &'a Partner,
    /// How often its validation codes were used.
    pub used: &'a Usage,
    /// When.
    pub now: Timestamp,
}

/// A customer that was qualified, or whose vetting was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qualified {
    /// The customer, as it is afterwards.
    pub customer: Customer,
    /// Its new qualification.
    pub qualification: Qualification,
    /// What that used up.
    pub uses: Vec<Use>,
}

impl Customer {
    /// Asks for the vetting of a qualification. It takes the place of an earlier one of its kind, whatever that came to.
    ///
    /// # Errors
    /// 400/800002 for a qualification that cannot be set, and where the government's community cloud lacks a validation
    /// code that is left.
    pub fn request_qualification(&self, draft: &QualificationDraft, by: Qualifying<'_>) -> Result<Qualified, Fault> {
        let kind = settable(draft.qualification, &Member::Qualification.into())?;
        let uses = uses(kind, &draft.code, by)?;
        Ok(self.with(Qualification::requested(kind, by.now), uses))
    }

    /// Qualifies the customer at once. The same again changes nothing.
    ///
    /// # Errors
    /// 400/800002 as above, and where the customer was qualified as something else: that is not overridden.
    pub fn qualify(&self, name: QualificationName, code: &SentCode, by: Qualifying<'_>) -> Result<Qualified, Fault> {
        let at = Place::from(Member::Body);
        let kind = settable(Some(name), &at)?;
        let qualification = Qualification::of(kind, VettingStatus::Approved);
        if self.vetting_status(kind) == Some(VettingStatus::Approved) {
            return Ok(Qualified { customer: self.clone(), qualification, uses: Vec::new() });
        }
        if let QualificationName::Kind(set) = self.qualified_as() {
            let accepted = format!("{}, which the customer was qualified as: that is not overridden", set.name());
            return Err(Fault::new(FaultKind::InvalidInput).seen(at, kind.name(), accepted));
        }
        let uses = uses(kind, code, by)?;
        Ok(self.with(qualification, uses))
    }

    /// What it was qualified as: the first of its qualifications that is approved.
    #[must_use]
    pub fn qualified_as(&self) -> QualificationName {
        let approved = self.qualifications.iter().find(|held| held.vetting_status == VettingStatus::Approved);
        approved.map_or(QualificationName::None, |held| QualificationName::Kind(held.qualification))
    }

    fn with(&self, qualification: Qualification, uses: Vec<Use>) -> Qualified {
        let mut customer = self.clone();
        customer.qualifications.retain(|held| held.qualification != qualification.qualification);
        customer.qualifications.push(qualification.clone());
        Qualified { customer, qualification, uses }
    }
}

fn settable(name: Option<QualificationName>, at: &Place) -> Result<QualificationKind, Fault> {
    let invalid = || Fault::new(FaultKind::InvalidInput);
    match name {
        None => Err(invalid().missing(at.clone(), SETTABLE)),
        Some(name @ (QualificationName::None | QualificationName::Kind(QualificationKind::Nonprofit))) => {
            Err(invalid().seen(at.clone(), name.name(), SETTABLE))
        }
        Some(QualificationName::Kind(kind)) => Ok(kind),
    }
}

/// Only the government's community cloud needs a code; one that is sent with anything else is not looked at.
fn uses(kind: QualificationKind, code: &SentCode, by: Qualifying<'_>) -> Result<Vec<Use>, Fault> {
    match kind {
        QualificationKind::GovernmentCommunityCloud => Ok(vec![by.partner.use_validation_code(code, by.used)?]),
        QualificationKind::Education | QualificationKind::Nonprofit | QualificationKind::StateOwnedEntity => {
            Ok(Vec::new())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{QualificationDraft, Qualified, Qualifying, SentCode};
    use crate::{
        counter::Usage,
        customer::Customer,
        fault::Fault,
        id::{MpnId, PartnerId},
        member::{Member, Parameter, Place},
        money::Currency,
        partner::Partner,
        qualification::{Qualification, QualificationKind, QualificationName, ValidationCode, VettingStatus},
        time::Timestamp,
    };
    use QualificationKind::{Education, GovernmentCommunityCloud, Nonprofit, StateOwnedEntity};
    use uuid::Uuid;

    fn customer(held: &[(QualificationKind, VettingStatus)]) -> Customer {
        let of = |&(kind, status): &_| Qualification::of(kind, status);
        Customer { qualifications: held.iter().map(of).collect(), ..Customer::sample() }
    }

    fn partner() -> Partner {
        Partner {
            id: PartnerId(Uuid::nil()),
            name: String::new(),
            country: "US".to_owned(),
            currency: Currency::parse("USD").expect("a currency"),
            mpn_id: MpnId::parse("1").expect("an id"),
            kind: Default::default(),
            program_status: Default::default(),
            credit_line: Default::default(),
            must_attest: false,
            sees_prices: true,
            demands_user_token: false,
            sandbox: None,
            profile: Default::default(),
            validation_codes: vec![ValidationCode {
                validation_id: "12345".to_owned(),
                organization_name: String::new(),
                max_creates: 1,
            }],
        }
    }

    fn code(text: Option<&str>) -> SentCode {
        SentCode { text: text.map(str::to_owned), at: Parameter::ValidationCode.into() }
    }

    fn request(
        customer: &Customer,
        kind: QualificationKind,
        sent: Option<&str>,
        used: &Usage,
    ) -> Result<Qualified, Fault> {
        let qualification = Some(QualificationName::Kind(kind));
        let draft = QualificationDraft { qualification, education_segment: None, website: None, code: code(sent) };
        customer.request_qualification(&draft, by(&partner(), used))
    }

    fn by<'a>(partner: &'a Partner, used: &'a Usage) -> Qualifying<'a> {
        let now = Timestamp::parse("2026-03-02T10:00:00Z").expect("an instant");
        Qualifying { partner, used, now }
    }

    fn qualify(customer: &Customer, kind: QualificationKind, sent: Option<&str>) -> Result<Qualified, Fault> {
        customer.qualify(QualificationName::Kind(kind), &code(sent), by(&partner(), Usage::NONE))
    }

    fn place(refused: Result<Qualified, Fault>) -> Place {
        refused.expect_err("a refusal").findings()[0].place.clone()
    }

    #[test]
    fn a_request_is_in_review_and_replaces_the_one_of_its_kind() {
        let before = customer(&[(Education, VettingStatus::Approved), (StateOwnedEntity, VettingStatus::Denied)]);
        let Qualified { customer, qualification, uses } =
            request(&before, Education, None, Usage::NONE).expect("a qualification");
        assert_eq!(qualification.vetting_status, VettingStatus::InReview);
        assert!(qualification.vetting_created.is_some() && uses.is_empty());
        assert_eq!(customer.qualifications.len(), 2);
        assert_eq!(customer.vetting_status(Education), Some(VettingStatus::InReview));
        assert_eq!(customer.qualified_as(), QualificationName::None);
    }

    #[test]
    fn none_and_nonprofit_cannot_be_set() {
        let customer = customer(&[]);
        assert_eq!(place(request(&customer, Nonprofit, None, Usage::NONE)), Member::Qualification.into());
        for name in [QualificationName::None, QualificationName::Kind(Nonprofit)] {
            let refused = customer.qualify(name, &code(None), by(&partner(), Usage::NONE));
            assert_eq!(place(refused), Member::Body.into());
        }
    }

    #[test]
    fn the_government_needs_a_code_that_is_left() {
        let customer = customer(&[]);
        let once = request(&customer, GovernmentCommunityCloud, Some(" 12345 "), Usage::NONE).expect("a qualification");
        let mut used = Usage::default();
        used.add_all(&once.uses);
        assert_eq!(partner().remaining_creates(&used)[0].remaining, 0);
        for (sent, used) in [(None, Usage::NONE), (Some("x"), Usage::NONE), (Some("12345"), &used)] {
            let refused = request(&customer, GovernmentCommunityCloud, sent, used);
            assert_eq!(place(refused), Parameter::ValidationCode.into(), "{sent:?}");
        }
    }

    #[test]
    fn the_former_way_qualifies_at_once_and_for_good() {
        let Qualified { customer: after, uses, .. } =
            qualify(&customer(&[]), GovernmentCommunityCloud, Some("12345")).expect("one");
        assert_eq!(after.qualified_as(), QualificationName::Kind(GovernmentCommunityCloud));
        assert_eq!(uses.len(), 1);
        let again = qualify(&after, GovernmentCommunityCloud, None).expect("the same");
        assert_eq!((again.customer, again.uses.len()), (after.clone(), 0));
        assert_eq!(place(qualify(&after, Education, None)), Member::Body.into());
        let reviewed = customer(&[(Education, VettingStatus::InReview)]);
        let qualified = qualify(&reviewed, Education, None).expect("one").customer;
        assert_eq!(qualified.qualifications, [Qualification::of(Education, VettingStatus::Approved)]);
    }
}
