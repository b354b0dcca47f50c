//! The classes of the contract as .NET knows them: their names, their members and of what kind each member is.
//!
//! One table for three users: XML out, XML in and forms in. It is data, and knows nothing of how any of them is written
//! or read. Which classes and namespaces there are is in XML rules 3 to 7, 14 to 18 and 29.

mod agreements;
mod carts;
mod collections;
mod customers;
mod offers;
mod orders;
mod partners;
mod products;
mod promotions;
mod qualifications;
mod subscriptions;

pub(crate) use agreements::{
    AGREEMENT, AGREEMENT_COLLECTION, AGREEMENT_DOCUMENT, AGREEMENT_SIGNATURE_STATUS, DIRECT_SIGNED_STATUS,
};
pub(crate) use carts::{CART, CART_CHECKOUT_RESULT};
pub(crate) use collections::{
    ACTIVATION_LINK_COLLECTION, API_FAULT, ORDER_COLLECTION, PROVISIONING_STATUS_COLLECTION, SUBSCRIPTION_COLLECTION,
};
pub(crate) use customers::{BILLING_PROFILE, COMPANY_PROFILE, CUSTOMER, CUSTOMER_COLLECTION};
pub(crate) use offers::{OFFER, OFFER_CATEGORY_COLLECTION, OFFER_COLLECTION};
pub(crate) use orders::ORDER;
pub(crate) use partners::{
    ADDRESS, ADDRESS_VALIDATION, AGREEMENT_TEMPLATE_COLLECTION, BOOLEAN, COUNTRY_INFORMATION, MPN_PROFILE,
    ORGANIZATION_PROFILE, RELATIONSHIP_COLLECTION,
};
pub(crate) use products::{AVAILABILITY, AVAILABILITY_COLLECTION, PRODUCT, PRODUCT_COLLECTION, SKU, SKU_COLLECTION};
pub(crate) use promotions::{
    ELIGIBILITIES_COLLECTION, ELIGIBILITIES_REQUEST, INVENTORY_CHECK_REQUEST, INVENTORY_ITEM, PROMOTION,
    PROMOTION_COLLECTION,
};
pub(crate) use qualifications::{
    CUSTOMER_QUALIFICATION, CUSTOMER_QUALIFICATION_REQUEST, STRING, VALIDATION_CODE, VALIDATION_STATUS,
};
pub(crate) use subscriptions::{SUBSCRIPTION, SUBSCRIPTION_PROVISIONING_STATUS, SUBSCRIPTION_REGISTRATION_STATUS};

/// The namespace of a CLR namespace (XML rule 3).
macro_rules! clr {
    ($name:literal) => {
        concat!("http://schemas.datacontract.org/2004/07/", $name)
    };
}
use clr;

/// Where maps and lists of strings have their items (XML rules 15 and 16).
pub(crate) const ARRAYS: &str = "http://schemas.microsoft.com/2003/10/Serialization/Arrays";

/// Where pairs live (XML rules 17 and 18).
const GENERIC: &str = clr!("System.Collections.Generic");

/// A class.
pub(crate) struct Class {
    /// Its name, digest included where .NET adds one (XML rule 19).
    pub(crate) name: &'static str,
    /// Its namespace (XML rule 3).
    pub(crate) namespace: &'static str,
    /// The class it is derived from, whose members come first (XML rule 6).
    base: Option<&'static Class>,
    /// Its own members, by ordinal comparison of their names (XML rule 6).
    members: &'static [Member],
}

/// A member of a class.
pub(crate) struct Member {
    /// Its CLR name; JSON has the same with a small first letter (XML rule 4).
    pub(crate) name: &'static str,
    /// What it holds.
    pub(crate) kind: Kind,
    /// What stands in its place when it is absent.
    pub(crate) absent: Absent,
    /// Whether only the server sets it, so that a request's value is not looked at (ruling 21).
    by_server: bool,
}

/// What a member holds.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// A double (XML rule 23).
    Double,
    /// True or false.
    Boolean,
    /// A date and time (XML rule 24).
    Date,
    /// A name of an enumeration (XML rule 20).
    Enumeration,
    /// An object of a class.
    Object(&'static Class),
    /// A list of objects of a class; pairs are classes too (XML rules 14, 17 and 18).
    List(&'static Class),
    /// A list of texts (XML rule 15).
    Texts,
    /// A map, an object in JSON; the class is that of its entries (XML rule 16).
    Map(&'static Class),
    /// A map to values of any type (XML rule 29).
    Facts,
}

/// What stands in the place of a member that JSON does not have (XML rules 7 and 29).
#[derive(Clone, Copy)]
pub(crate) enum Absent {
    /// The element, saying that it is nil.
    Nil,
    /// The default of a type that is not nullable.
    Default(&'static str),
    /// Nothing: the member is none of the seeds' classes.
    LeftOut,
}

impl Class {
    /// Every member with the class that declares it, in the order of XML rule 6.
    pub(crate) fn declared(&'static self) -> impl Iterator<Item = (&'static Class, &'static Member)> {
        let classes = self.base.into_iter().chain([self]);
        classes.flat_map(|class| class.members.iter().map(move |member| (class, member)))
    }

    /// Whether it is a bare value, which has no members.
    pub(crate) fn is_scalar(&'static self) -> bool {
        self.declared().next().is_none()
    }

    /// The member of that name in any case, if a client may set it.
    pub(crate) fn requested(&'static self, name: &str) -> Option<&'static Member> {
        let mut members = self.declared().map(|(_, member)| member);
        members.find(|member| !member.by_server && member.name.eq_ignore_ascii_case(name))
    }
}

impl Kind {
    /// The namespace of what is inside; none where that is just text (XML rule 12).
    pub(crate) fn namespace(self) -> Option<&'static str> {
        match self {
            Self::Object(class) | Self::List(class) | Self::Map(class) => Some(class.namespace),
            Self::Texts | Self::Facts => Some(ARRAYS),
            Self::Text | Self::Integer | Self::Double | Self::Boolean | Self::Date | Self::Enumeration => None,
        }
    }
}

impl Member {
    /// A member that may be nil.
    const fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, absent: Absent::Nil, by_server: false }
    }

    const fn or(self, default: &'static str) -> Self {
        Self { absent: Absent::Default(default), ..self }
    }

    /// It stands in the XML only when it stands in the JSON (XML rule 29).
    const fn left_out(self) -> Self {
        Self { absent: Absent::LeftOut, ..self }
    }

    const fn by_server(self) -> Self {
        Self { by_server: true, ..self }
    }
}

const fn text(name: &'static str) -> Member {
    Member::new(name, Kind::Text)
}

const fn integer(name: &'static str) -> Member {
    Member::new(name, Kind::Integer).or("0")
}

const fn double(name: &'static str) -> Member {
    Member::new(name, Kind::Double)
}

const fn boolean(name: &'static str) -> Member {
    Member::new(name, Kind::Boolean)
}

const fn date(name: &'static str) -> Member {
    Member::new(name, Kind::Date)
}

const fn enumeration(name: &'static str) -> Member {
    Member::new(name, Kind::Enumeration).or("Unknown")
}

const fn object(name: &'static str, class: &'static Class) -> Member {
    Member::new(name, Kind::Object(class))
}

const fn list(name: &'static str, of: &'static Class) -> Member {
    Member::new(name, Kind::List(of))
}

const fn texts(name: &'static str) -> Member {
    Member::new(name, Kind::Texts)
}

/// A map of string to string (XML rule 16).
const fn map(name: &'static str) -> Member {
    Member::new(name, Kind::Map(&KEY_VALUE_OF_STRING_STRING))
}

static KEY_VALUE_OF_STRING_STRING: Class =
    Class { name: "KeyValueOfstringstring", namespace: ARRAYS, base: None, members: &[text("Key"), text("Value")] };

#[cfg(test)]
mod tests;
