//! The list of a partner's customers: in the order of their names, page by page (surroundings 4.2 and 4.3).

use crate::{
    fault::{Fault, FaultKind},
    filter::{Filter, FilterOperator},
    id::{CustomerId, MpnId},
    member::{Parameter, Place},
};
use serde::{Deserialize, Serialize};

/// What the list shows of a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerEntry {
    /// The customer's tenant.
    pub id: CustomerId,
    /// The company's name.
    pub company_name: String,
    /// The tenant's domain.
    pub domain: Option<String>,
}

/// What the list is narrowed to. Texts are compared without case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustomerFilter {
    /// Companies whose name begins so.
    CompanyName(String),
    /// Tenants whose domain begins so.
    Domain(String),
    /// Customers of any of these indirect resellers.
    IndirectReseller(Vec<MpnId>),
}

/// What the list can be searched by (surroundings 4.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CustomerField {
    /// The company's name.
    CompanyName,
    /// The tenant's domain.
    Domain,
    /// The tenant of the indirect reseller.
    IndirectReseller,
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerPage {
    /// What the list is narrowed to.
    pub filter: Option<CustomerFilter>,
    /// Where the page begins, or ends.
    pub seek: Seek,
    /// The most entries of it.
    pub most: usize,
}

/// Where a page begins, or ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seek {
    /// At the first entry.
    First,
    /// Behind an entry.
    After(Position),
    /// Before an entry.
    Before(Position),
    /// With the last entry.
    Last,
}

/// A place in the list: that of an entry, whether it is still there or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The company's name, folded.
    pub name: String,
    /// The customer.
    pub customer: CustomerId,
}

impl CustomerFilter {
    /// Narrows the list as a filter says. `resellers` are those whose tenant begins with a text.
    ///
    /// # Errors
    /// 400/800002 for any operator but `starts_with`, which is the one that the list is found by.
    pub fn read(filter: Filter<CustomerField>, resellers: impl Fn(&str) -> Vec<MpnId>) -> Result<Self, Fault> {
        let Filter { field, operator, value } = filter;
        if operator != FilterOperator::StartsWith {
            let at = Place::from(Parameter::Filter).member(Parameter::Operator);
            return Err(Fault::new(FaultKind::InvalidInput).seen(at, "another one", "starts_with for customers"));
        }
        Ok(match field {
            CustomerField::CompanyName => Self::CompanyName(value),
            CustomerField::Domain => Self::Domain(value),
            CustomerField::IndirectReseller => Self::IndirectReseller(resellers(&value)),
        })
    }
}

impl CustomerEntry {
    /// Its place in the list.
    #[must_use]
    pub fn position(&self) -> Position {
        Position { name: fold(&self.company_name), customer: self.id }
    }
}

impl Seek {
    /// Whether the page is found from its end.
    #[must_use]
    pub fn is_backwards(&self) -> bool {
        matches!(self, Self::Before(_) | Self::Last)
    }
}

/// A text as it is compared: without case.
#[must_use]
pub fn fold(text: &str) -> String {
    text.trim().to_lowercase()
}
