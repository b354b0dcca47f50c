//! Reading members of a node, as leniently as ruling 37 says, with a fault that names the member when it cannot be.

use crate::{enumeration, member, node::Node};
use domain::{
    Timestamp,
    agreement_template::AgreementType,
    billing_cycle::BillingCycle,
    cart::ParticipantRole,
    fault::{Fault, FaultKind},
    member::{Member, Place},
    money::Amount,
    order::OrderStatus,
    qualification::{EducationSegment, QualificationName},
    subscription::SubscriptionStatus,
};

/// The most items of a list, or members of a dictionary: what is longer is refused before anything is made of it.
const ITEMS: usize = 1_000;

const A_NUMBER: &str = "a whole number of 32 bits";
const A_DECIMAL: &str = "a decimal number below 7.9E+28";
const A_BOOLEAN: &str = "true or false";
const A_TEXT: &str = "a text without control characters";
const AN_OBJECT: &str = "an object";

/// An object of the body, and where it stands.
pub(crate) struct Reader<'a> {
    node: &'a Node,
    at: Place,
}

impl<'a> Reader<'a> {
    /// The body itself, which must be an object.
    pub(crate) fn of_body(node: &'a Node) -> Result<Self, Fault> {
        match node {
            Node::Object(_) => Ok(Self { node, at: Place::default() }),
            Node::Null => Err(invalid().missing(Member::Body, AN_OBJECT)),
            other => Err(invalid().seen(Member::Body, other.sort(), AN_OBJECT)),
        }
    }

    /// What stands at a place, which must be an object.
    pub(crate) fn of_object(node: &'a Node, at: Place) -> Result<Self, Fault> {
        object_at(node, at)
    }

    pub(crate) fn text(&self, name: Member) -> Result<Option<String>, Fault> {
        self.member(name, text_of)
    }

    /// A 32-bit number; `"5"` and `5.0` are 5.
    pub(crate) fn integer(&self, name: Member) -> Result<Option<i32>, Fault> {
        self.member(name, |node, at| {
            let refuse = || invalid().seen(at.clone(), node.sort(), A_NUMBER);
            let wide = match node {
                Node::Integer(number) => Some(*number),
                Node::Float(number) => whole(*number),
                Node::Text(text) => text.trim().parse().ok().or_else(|| whole(text.trim().parse().ok()?)),
                _ => None,
            };
            wide.and_then(|number| i32::try_from(number).ok()).ok_or_else(refuse)
        })
    }

    pub(crate) fn boolean(&self, name: Member) -> Result<Option<bool>, Fault> {
        self.member(name, |node, at| match node {
            Node::Bool(value) => Ok(*value),
            Node::Text(text) => boolean_of(text.trim()).ok_or_else(|| invalid().seen(at, node.sort(), A_BOOLEAN)),
            other => Err(invalid().seen(at, other.sort(), A_BOOLEAN)),
        })
    }

    pub(crate) fn decimal(&self, name: Member) -> Result<Option<Amount>, Fault> {
        self.member(name, |node, at| {
            let text = match node {
                Node::Integer(number) => number.to_string(),
                Node::Float(number) => number.to_string(),
                Node::Text(text) => text.trim().to_owned(),
                other => other.sort(),
            };
            decimal_of(&text).ok_or_else(|| invalid().seen(at, text, A_DECIMAL))
        })
    }

    pub(crate) fn timestamp(&self, name: Member) -> Result<Option<Timestamp>, Fault> {
        self.member(name, |node, at| {
            let refuse = || invalid().seen(at, node.sort(), "an ISO 8601 date and time, such as 2027-01-31T00:00:00Z");
            let Node::Text(text) = node else { return Err(refuse()) };
            Timestamp::parse(text.trim()).ok_or_else(refuse)
        })
    }

    pub(crate) fn billing_cycle(&self, name: Member) -> Result<Option<BillingCycle>, Fault> {
        self.enumerated(name, enumeration::billing_cycle, BillingCycle::ACCEPTED)
    }

    pub(crate) fn order_status(&self, name: Member) -> Result<Option<OrderStatus>, Fault> {
        self.enumerated(name, enumeration::order_status, OrderStatus::ACCEPTED)
    }

    pub(crate) fn subscription_status(&self, name: Member) -> Result<Option<SubscriptionStatus>, Fault> {
        self.enumerated(name, enumeration::subscription_status, SubscriptionStatus::ACCEPTED)
    }

    pub(crate) fn role(&self, name: Member) -> Result<Option<ParticipantRole>, Fault> {
        self.enumerated(name, enumeration::participant_role, ParticipantRole::ACCEPTED)
    }

    pub(crate) fn agreement_type(&self, name: Member) -> Result<Option<AgreementType>, Fault> {
        let accepted = format!("one of {}", AgreementType::ALL.map(enumeration::agreement_type_name).join(", "));
        self.enumerated(name, enumeration::agreement_type, &accepted)
    }

    pub(crate) fn qualification(&self, name: Member) -> Result<Option<QualificationName>, Fault> {
        let accepted = format!("one of {}", QualificationName::ALL.map(QualificationName::name).join(", "));
        self.enumerated(name, enumeration::qualification, &accepted)
    }

    pub(crate) fn education_segment(&self, name: Member) -> Result<Option<EducationSegment>, Fault> {
        let accepted = format!("one of {}", EducationSegment::ALL.map(EducationSegment::name).join(", "));
        self.enumerated(name, enumeration::education_segment, &accepted)
    }

    /// A member that is an object.
    pub(crate) fn object(&self, name: Member) -> Result<Option<Reader<'a>>, Fault> {
        self.member(name, object_at)
    }

    /// A member that is an object, or a list of one (digest section 8, no. 9).
    pub(crate) fn object_or_only_one(&self, name: Member) -> Result<Option<Reader<'a>>, Fault> {
        match self.node.member(member::name(name)) {
            Some(Node::List(items)) => match items.as_slice() {
                [] => Ok(None),
                [only] => object_at(only, self.at.member(name).index(0)).map(Some),
                _ => Err(invalid().seen(self.at.member(name), format!("a list of {}", items.len()), AN_OBJECT)),
            },
            _ => self.object(name),
        }
    }

    /// A member that is a list of objects; none where it is missing.
    pub(crate) fn objects(&self, name: Member) -> Result<Vec<Reader<'a>>, Fault> {
        let list = self.member(name, |node, at| match node {
            Node::List(items) if items.len() > ITEMS => {
                Err(invalid().seen(at, format!("a list of {}", items.len()), format!("at most {ITEMS} items")))
            }
            Node::List(items) => Ok((items, at)),
            other => Err(invalid().seen(at, other.sort(), "a list")),
        })?;
        let Some((items, at)) = list else { return Ok(Vec::new()) };
        items.iter().enumerate().map(|(index, item)| object_at(item, at.index(index))).collect()
    }

    /// A member that is a list of texts; none where it is missing.
    pub(crate) fn texts(&self, name: Member) -> Result<Vec<String>, Fault> {
        let list = self.member(name, |node, at| match node {
            Node::List(items) if items.len() > ITEMS => {
                Err(invalid().seen(at, format!("a list of {}", items.len()), format!("at most {ITEMS} items")))
            }
            Node::List(items) => {
                let items = items.iter().enumerate();
                items.map(|(index, item)| text_of(item, at.index(index))).collect::<Result<Vec<_>, _>>()
            }
            other => Err(invalid().seen(at, other.sort(), "a list")),
        })?;
        Ok(list.unwrap_or_default())
    }

    /// A member whose own members are free names with text values; a null value is left out.
    pub(crate) fn dictionary(&self, name: Member) -> Result<Option<Vec<(String, String)>>, Fault> {
        self.member(name, |node, at| {
            let Node::Object(members) = node else {
                return Err(invalid().seen(at, node.sort(), AN_OBJECT));
            };
            if members.len() > ITEMS {
                return Err(invalid().seen(at, format!("{} members", members.len()), format!("at most {ITEMS}")));
            }
            let values = members.iter().filter(|(_, value)| *value != Node::Null);
            values.map(|(name, value)| Ok((clean(name, &at)?, text_of(value, at.clone())?))).collect()
        })
    }

    fn enumerated<T>(
        &self,
        name: Member,
        find: impl Fn(&str) -> Option<T>,
        accepted: &str,
    ) -> Result<Option<T>, Fault> {
        self.member(name, |node, at| {
            let found = match node {
                Node::Text(text) => find(text),
                Node::Integer(number) => find(&number.to_string()),
                _ => None,
            };
            found.ok_or_else(|| Fault::new(FaultKind::EnumTextNotRecognized).seen(at, node.sort(), accepted))
        })
    }

    fn member<T>(
        &self,
        name: Member,
        read: impl FnOnce(&'a Node, Place) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        self.node.member(member::name(name)).map(|node| read(node, self.at.member(name))).transpose()
    }
}

fn object_at(node: &Node, at: Place) -> Result<Reader<'_>, Fault> {
    match node {
        Node::Object(_) => Ok(Reader { node, at }),
        other => Err(invalid().seen(at, other.sort(), AN_OBJECT)),
    }
}

fn text_of(node: &Node, at: Place) -> Result<String, Fault> {
    match node {
        Node::Text(text) => clean(text, &at),
        Node::Integer(_) | Node::Float(_) | Node::Bool(_) => Ok(node.sort()),
        other => Err(invalid().seen(at, other.sort(), A_TEXT)),
    }
}

/// A decimal, with or without an exponent, as .NET writes doubles (XML rule 23).
fn decimal_of(text: &str) -> Option<Amount> {
    // Rust's own digit separator is nobody else's.
    let text = Some(text).filter(|text| !text.contains('_'))?;
    let amount: Amount = text.parse().or_else(|_| Amount::from_scientific(text)).ok()?;
    // Clients are shown the nearest double. Next to the largest decimal that one is no decimal, and could not be sent back.
    let shown: f64 = amount.to_string().parse().ok()?;
    shown.to_string().parse::<Amount>().is_ok().then_some(amount)
}

/// What XML and forms, which have texts alone, write for a boolean.
fn boolean_of(text: &str) -> Option<bool> {
    match text {
        "1" => Some(true),
        "0" => Some(false),
        _ if text.eq_ignore_ascii_case("true") => Some(true),
        _ if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// A text that every medium can hold (ruling 37, XML rule 27).
fn clean(text: &str, at: &Place) -> Result<String, Fault> {
    if text.chars().any(|character| character.is_control() || matches!(character, '\u{FFFE}' | '\u{FFFF}')) {
        return Err(invalid().seen(at.clone(), format!("{text:?}"), A_TEXT));
    }
    Ok(text.to_owned())
}

/// A double without a fraction, inside the range where doubles are exact.
fn whole(number: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let exact = number.fract() == 0.0 && number.abs() <= EXACT;
    #[expect(clippy::cast_possible_truncation, reason = "a whole number within 53 bits")]
    exact.then_some(number as i64)
}

fn invalid() -> Fault {
    Fault::new(FaultKind::InvalidInput)
}
