//! The agreements that a customer has accepted by its partner's word (surroundings 2.6), and whether it has accepted the
//! one that purchases need.

use super::{AgreementStatus, Contact, ContactDraft, Customer};
use crate::{
    agreement_template::{AgreementTemplate, AgreementType},
    caller::{Caller, CallerKind},
    fault::{Fault, FaultKind, Faults},
    id::UserId,
    member::Member,
    time::Timestamp,
};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use uuid::Uuid;

/// How far the clocks of the world are ahead of UTC at most: clients send local times, some of them without a zone, and
/// those are read as UTC.
const FURTHEST_ZONE: Duration = Duration::from_secs(14 * 60 * 60);

const A_USER: &str = "the object id of the user who confirms, a GUID: no user stands behind an app-only token";

/// An agreement that a customer has accepted, as its partner confirms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomerAgreement {
    /// The partner's user who confirms it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<UserId>,
    /// Who accepted it for the customer.
    pub primary_contact: Contact,
    /// Which version was accepted.
    pub template: Uuid,
    /// When.
    pub agreed: Timestamp,
    /// Which agreement it is.
    #[serde(rename = "type")]
    pub kind: AgreementType,
    /// Where people read that version.
    pub link: String,
}

/// What a client says of an agreement that its customer has accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AgreementDraft {
    /// The user who confirms it.
    pub user: Option<String>,
    /// Who accepted it.
    pub primary_contact: Option<ContactDraft>,
    /// Which version was accepted.
    pub template: Option<String>,
    /// When.
    pub agreed: Option<Timestamp>,
    /// Which agreement it is.
    pub kind: Option<AgreementType>,
}

impl Customer {
    /// Whether it signed the Microsoft Customer Agreement itself.
    #[must_use]
    pub fn has_signed_directly(&self) -> bool {
        self.agreement == AgreementStatus::Accepted
    }

    /// Whether it has accepted the Microsoft Customer Agreement, by its own signature or by its partner's word (13605).
    #[must_use]
    pub fn has_accepted_customer_agreement(&self) -> bool {
        let accepted = |agreement: &CustomerAgreement| agreement.kind == AgreementType::MicrosoftCustomerAgreement;
        self.has_signed_directly() || self.agreements.iter().any(accepted)
    }

    /// Confirms that the customer has accepted an agreement.
    ///
    /// # Errors
    /// 400/800002 with everything that is missing, unknown or not yet true; 409/600061 where the same contact's acceptance
    /// of the same version is confirmed already.
    pub fn confirm(
        &self,
        draft: &AgreementDraft,
        templates: &[AgreementTemplate],
        caller: &Caller,
        now: Timestamp,
    ) -> Result<CustomerAgreement, Fault> {
        let mut wrong = Faults::default();
        let contact = Contact::read(draft.primary_contact.as_ref(), &Member::PrimaryContact.into());
        note(&contact, &mut wrong);
        let kind = wrong.or_default(kind(draft.kind).map(Some));
        let template = template(draft.template.as_deref(), kind, templates);
        note(&template, &mut wrong);
        let agreed = wrong.or(agreed(draft.agreed, now), now);
        let user = wrong.or(user(draft.user.as_deref(), caller), caller.user);
        wrong.unless(())?;
        let AgreementTemplate { id, kind, link, .. } = template?;
        let agreement = CustomerAgreement {
            user: Some(user),
            primary_contact: contact?,
            template: *id,
            agreed,
            kind: *kind,
            link: link.clone(),
        };
        if self.agreements.iter().any(|known| known.is_repeated_by(&agreement)) {
            return Err(Fault::new(FaultKind::PartnerConfirmedAgreementAlreadyExists));
        }
        Ok(agreement)
    }
}

impl CustomerAgreement {
    /// Another contact may confirm the same version, and the same contact another one: anything else says nothing new.
    fn is_repeated_by(&self, other: &Self) -> bool {
        self.template == other.template && self.primary_contact == other.primary_contact
    }
}

/// The user is the token's; only where none stands behind it, the client has to say who it was.
fn user(named: Option<&str>, caller: &Caller) -> Result<UserId, Fault> {
    let named = named.map(str::trim).filter(|text| !text.is_empty());
    match (caller.kind, named) {
        (CallerKind::AppUser, _) => Ok(caller.user),
        (CallerKind::AppOnly, None) => Err(invalid().missing(Member::UserId, A_USER)),
        (CallerKind::AppOnly, Some(text)) => {
            UserId::parse(text).ok_or_else(|| invalid().seen(Member::UserId, text, A_USER))
        }
    }
}

fn note<T>(read: &Result<T, Fault>, wrong: &mut Faults) {
    if let Err(fault) = read {
        wrong.note(fault.clone());
    }
}

fn kind(sent: Option<AgreementType>) -> Result<AgreementType, Fault> {
    let accepted = || format!("one of {}", AgreementType::ALL.map(AgreementType::name).join(", "));
    sent.ok_or_else(|| invalid().missing(Member::AgreementType, accepted()))
}

/// A version that is known, of the type that is named where one is.
fn template<'a>(
    sent: Option<&str>,
    kind: Option<AgreementType>,
    known: &'a [AgreementTemplate],
) -> Result<&'a AgreementTemplate, Fault> {
    let of_kind = || known.iter().filter(move |template| kind.is_none_or(|kind| template.kind == kind));
    let accepted = || {
        let ids: Vec<_> = of_kind().map(|template| format!("{} for {}", template.id, template.kind.name())).collect();
        format!("the id of an agreement of that type: {}", ids.join(", "))
    };
    let Some(id) = sent.map(str::trim).filter(|text| !text.is_empty()) else {
        return Err(invalid().missing(Member::TemplateId, accepted()));
    };
    let found = of_kind().find(|template| template.id.to_string().eq_ignore_ascii_case(id));
    found.ok_or_else(|| invalid().seen(Member::TemplateId, id, accepted()))
}

fn agreed(sent: Option<Timestamp>, now: Timestamp) -> Result<Timestamp, Fault> {
    let accepted = || format!("when the customer accepted the agreement, which is not later than {now}");
    match sent {
        None => Err(invalid().missing(Member::DateAgreed, accepted())),
        Some(agreed) if agreed > now.plus(FURTHEST_ZONE) => Err(invalid().seen(Member::DateAgreed, agreed, accepted())),
        Some(agreed) => Ok(agreed),
    }
}

fn invalid() -> Fault {
    Fault::new(FaultKind::InvalidInput)
}

#[cfg(test)]
mod tests {
    use super::{AgreementDraft, CustomerAgreement};
    use crate::{
        agreement_template::{AgreementTemplate, AgreementType},
        caller::{Caller, CallerKind},
        customer::{AgreementStatus, ContactDraft, Customer},
        fault::{Fault, FaultKind},
        id::UserId,
        member::{AddressMember, Member, Place},
        time::Timestamp,
    };
    use uuid::Uuid;

    const USER: UserId = UserId(Uuid::from_u128(1));
    const OF_THE_CLIENT: &str = "00000000-0000-0000-0000-000000000002";

    fn now() -> Timestamp {
        Timestamp::parse("2026-03-02T10:00:00Z").expect("an instant")
    }

    fn customer() -> Customer {
        Customer { agreement: AgreementStatus::NotAccepted, ..Customer::sample() }
    }

    fn template(id: u128, kind: AgreementType) -> AgreementTemplate {
        AgreementTemplate { id: Uuid::from_u128(id), kind, link: format!("https://{id}.example"), version_rank: 0 }
    }

    fn draft(id: u128) -> AgreementDraft {
        let text = |text: &str| Some(text.to_owned());
        AgreementDraft {
            user: None,
            primary_contact: Some(ContactDraft {
                first_name: text("Tania"),
                last_name: text("Carr"),
                email: text("someone@example.com"),
                phone_number: None,
            }),
            template: Some(Uuid::from_u128(id).to_string().to_uppercase()),
            agreed: Timestamp::parse("2026-03-01T00:00:00Z"),
            kind: Some(AgreementType::MicrosoftCustomerAgreement),
        }
    }

    fn confirm(customer: &Customer, draft: &AgreementDraft, kind: CallerKind) -> Result<CustomerAgreement, Fault> {
        use AgreementType::{MicrosoftCloudAgreement, MicrosoftCustomerAgreement};
        let known = [template(17, MicrosoftCloudAgreement), template(0xab, MicrosoftCustomerAgreement)];
        let caller = Caller { partner: customer.partner, user: USER, kind };
        customer.confirm(draft, &known, &caller, now())
    }

    fn places(refused: Result<CustomerAgreement, Fault>) -> Vec<Place> {
        let fault = refused.expect_err("a refusal");
        assert_eq!(fault.kind(), FaultKind::InvalidInput);
        fault.findings().iter().map(|finding| finding.place.clone()).collect()
    }

    #[test]
    fn what_is_confirmed_opens_purchases() {
        let mut customer = customer();
        assert!(!customer.has_accepted_customer_agreement());
        let agreement = confirm(&customer, &draft(0xab), CallerKind::AppUser).expect("an agreement");
        assert_eq!((agreement.user, agreement.template), (Some(USER), Uuid::from_u128(0xab)));
        assert_eq!(agreement.link, "https://171.example");
        customer.agreements.push(agreement);
        assert!(customer.has_accepted_customer_agreement() && !customer.has_signed_directly());
    }

    #[test]
    fn the_former_agreement_opens_none() {
        let mut customer = customer();
        let former = AgreementDraft { kind: Some(AgreementType::MicrosoftCloudAgreement), ..draft(17) };
        customer.agreements.push(confirm(&customer, &former, CallerKind::AppUser).expect("an agreement"));
        assert!(!customer.has_accepted_customer_agreement());
    }

    #[test]
    fn everything_that_is_missing_is_told_at_once() {
        let contact = Place::from(Member::PrimaryContact);
        let empty = AgreementDraft { primary_contact: Some(ContactDraft::default()), ..AgreementDraft::default() };
        let of_contact = [AddressMember::FirstName.into(), AddressMember::LastName.into(), Member::Email];
        let others = [Member::AgreementType, Member::TemplateId, Member::DateAgreed, Member::UserId];
        let expected: Vec<_> =
            of_contact.map(|part| contact.member(part)).into_iter().chain(others.map(Place::from)).collect();
        assert_eq!(places(confirm(&customer(), &empty, CallerKind::AppOnly)), expected);
        let nothing = AgreementDraft { user: Some(OF_THE_CLIENT.to_owned()), ..AgreementDraft::default() };
        assert_eq!(places(confirm(&customer(), &nothing, CallerKind::AppOnly))[0], contact);
    }

    #[test]
    fn a_template_is_known_and_of_the_type_that_is_named() {
        for (id, kind) in [
            (9, AgreementType::MicrosoftCustomerAgreement),
            (17, AgreementType::MicrosoftCustomerAgreement),
            (0xab, AgreementType::MicrosoftCloudAgreement),
        ] {
            let wrong = AgreementDraft { kind: Some(kind), ..draft(id) };
            assert_eq!(places(confirm(&customer(), &wrong, CallerKind::AppUser)), [Member::TemplateId.into()], "{id}");
        }
    }

    /// A local time without a zone is read as UTC, and is up to fourteen hours ahead of it.
    #[test]
    fn nobody_accepts_tomorrow() {
        for (agreed, accepted) in [
            ("2026-03-02T10:00:00Z", true),
            ("2026-03-02T23:59:00", true),
            ("2026-03-03T00:00:01", false),
            ("2026-03-03T00:00:01+01:00", true),
            ("2099-01-01T00:00:00Z", false),
        ] {
            let dated = AgreementDraft { agreed: Timestamp::parse(agreed), ..draft(0xab) };
            assert_eq!(confirm(&customer(), &dated, CallerKind::AppUser).is_ok(), accepted, "{agreed}");
        }
    }

    #[test]
    fn the_user_is_the_tokens_or_else_the_one_that_is_named() {
        let named = |user: &str| AgreementDraft { user: Some(user.to_owned()), ..draft(0xab) };
        let user = |draft, kind| confirm(&customer(), &draft, kind).map(|agreement| agreement.user);
        assert_eq!(user(named(OF_THE_CLIENT), CallerKind::AppUser), Ok(Some(USER)));
        assert_eq!(user(named(OF_THE_CLIENT), CallerKind::AppOnly), Ok(UserId::parse(OF_THE_CLIENT)));
        for malformed in ["", "x"] {
            assert_eq!(places(confirm(&customer(), &named(malformed), CallerKind::AppOnly)), [Member::UserId.into()]);
        }
    }

    #[test]
    fn the_same_contact_confirms_a_version_once() {
        let mut customer = customer();
        customer.agreements.push(confirm(&customer, &draft(0xab), CallerKind::AppUser).expect("an agreement"));
        let later = AgreementDraft { agreed: Some(now()), ..draft(0xab) };
        let again = confirm(&customer, &later, CallerKind::AppUser).expect_err("a duplicate");
        assert_eq!(again.kind(), FaultKind::PartnerConfirmedAgreementAlreadyExists);
        let mut other = draft(0xab);
        other.primary_contact.as_mut().expect("a contact").phone_number = Some("1".to_owned());
        assert!(confirm(&customer, &other, CallerKind::AppUser).is_ok());
    }
}
