//! Contacts: somebody of a customer's who accepts agreements for it (surroundings 2.6).

use crate::{
    fault::{Fault, FaultKind, Faults},
    member::{AddressMember, Member, Place},
};
use serde::{Deserialize, Serialize};

/// The longest text of a contact, in characters.
const TEXT: usize = 256;

const A_CONTACT: &str = "who accepted the agreement: firstName, lastName and email, with or without phoneNumber";
const A_NAME: &str = "a name of 1 to 256 characters";
const AN_EMAIL: &str = "an e-mail address of at most 256 characters, such as someone@example.com";
const A_PHONE_NUMBER: &str = "at most 256 characters, or none";

/// Somebody of a customer's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The given name.
    pub first_name: String,
    /// The family name.
    pub last_name: String,
    /// Where to write to.
    pub email: String,
    /// The telephone number, in whatever form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<String>,
}

/// What a client says of a contact.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ContactDraft {
    /// The given name.
    pub first_name: Option<String>,
    /// The family name.
    pub last_name: Option<String>,
    /// Where to write to.
    pub email: Option<String>,
    /// The telephone number.
    pub phone_number: Option<String>,
}

impl Contact {
    /// Reads who it is, where it stands.
    ///
    /// # Errors
    /// 400/800002 with everything that is missing, or no such thing.
    pub(super) fn read(draft: Option<&ContactDraft>, at: &Place) -> Result<Self, Fault> {
        let draft = draft.ok_or_else(|| invalid().missing(at.clone(), A_CONTACT))?;
        let ContactDraft { first_name, last_name, email, phone_number } = draft;
        let mut wrong = Faults::default();
        let mut needed = |sent, part: Member, fits: fn(&str) -> bool, accepted| {
            let text = checked(sent, at.member(part), fits, accepted);
            wrong.or_default(text.and_then(|text| text.ok_or_else(|| invalid().missing(at.member(part), accepted))))
        };
        let first_name = needed(first_name, AddressMember::FirstName.into(), |_| true, A_NAME);
        let last_name = needed(last_name, AddressMember::LastName.into(), |_| true, A_NAME);
        let email = needed(email, Member::Email, is_email, AN_EMAIL);
        let at = at.member(AddressMember::PhoneNumber);
        let phone_number = wrong.or_default(checked(phone_number, at, |_| true, A_PHONE_NUMBER));
        wrong.unless(Self { first_name, last_name, email, phone_number })
    }
}

/// A text that says something, and no more than is kept.
fn checked(
    sent: &Option<String>,
    at: Place,
    fits: impl Fn(&str) -> bool,
    accepted: &str,
) -> Result<Option<String>, Fault> {
    match sent.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) if text.chars().count() > TEXT || !fits(text) => Err(invalid().seen(at, text, accepted)),
        said => Ok(said.map(str::to_owned)),
    }
}

/// Something on either side of an at sign, and no space: what else an address may be is nobody's agreement.
fn is_email(text: &str) -> bool {
    let sides = text.split_once('@');
    sides.is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'))
        && !text.contains(char::is_whitespace)
}

fn invalid() -> Fault {
    Fault::new(FaultKind::InvalidInput)
}

#[cfg(test)]
mod tests {
    use super::is_email;

    #[test]
    fn an_address_has_two_sides() {
        assert!(is_email("a@b"));
        for text in ["", "a", "@b", "a@", "a b@c", "a@b@c"] {
            assert!(!is_email(text), "{text}");
        }
    }
}
