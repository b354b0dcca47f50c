//! Addresses in and out, and what their validation comes to (surroundings 2.8).

use crate::{enumeration, fault, node::Node, read::Reader, schema};
use domain::{
    address::{Address, AddressStatus},
    fault::{Fault, Faults},
    member::AddressMember,
};
use serde::Serialize;
use utoipa::ToSchema;

/// An address.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Address)]
pub struct AddressResource<'a> {
    /// Two letters in ISO 3166.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) country: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    city: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address_line1: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address_line2: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    postal_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    middle_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone_number: Option<&'a str>,
}

/// What the validation of an address comes to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AddressValidationResponse)]
pub struct ValidationResource<'a> {
    original_address: AddressResource<'a>,
    /// Better ones. Rules alone make none.
    #[schema(value_type = Vec<AddressResource>)]
    suggested_addresses: [AddressResource<'a>; 0],
    #[schema(schema_with = schema::address_status)]
    status: &'static str,
    /// What is wrong, where something is.
    #[serde(skip_serializing_if = "Option::is_none")]
    validation_message: Option<String>,
}

/// Reads a body that is an address. What cannot be read is told all at once.
///
/// # Errors
/// 400/800002 for members that cannot be read.
pub fn read(body: &Node) -> Result<Address, Fault> {
    let body = Reader::of_body(body)?;
    let mut wrong = Faults::default();
    let address = address(&body, &mut wrong);
    wrong.unless(address)
}

/// Reads an address, wherever it stands.
pub(crate) fn address(address: &Reader<'_>, wrong: &mut Faults) -> Address {
    let mut text = |part: AddressMember| wrong.or_default(address.text(part.into()));
    Address {
        country: text(AddressMember::Country),
        region: text(AddressMember::Region),
        city: text(AddressMember::City),
        state: text(AddressMember::State),
        address_line1: text(AddressMember::Line1),
        address_line2: text(AddressMember::Line2),
        postal_code: text(AddressMember::PostalCode),
        first_name: text(AddressMember::FirstName),
        middle_name: text(AddressMember::MiddleName),
        last_name: text(AddressMember::LastName),
        phone_number: text(AddressMember::PhoneNumber),
    }
}

/// The resource of an address.
#[must_use]
pub fn resource(address: &Address) -> AddressResource<'_> {
    let Address {
        country,
        region,
        city,
        state,
        address_line1,
        address_line2,
        postal_code,
        first_name,
        middle_name,
        last_name,
        phone_number,
    } = address;
    AddressResource {
        country: country.as_deref(),
        region: region.as_deref(),
        city: city.as_deref(),
        state: state.as_deref(),
        address_line1: address_line1.as_deref(),
        address_line2: address_line2.as_deref(),
        postal_code: postal_code.as_deref(),
        first_name: first_name.as_deref(),
        middle_name: middle_name.as_deref(),
        last_name: last_name.as_deref(),
        phone_number: phone_number.as_deref(),
    }
}

/// The resource of a validation.
#[must_use]
pub fn validation<'a>(address: &'a Address, checked: &Result<(), Fault>) -> ValidationResource<'a> {
    ValidationResource {
        original_address: resource(address),
        suggested_addresses: [],
        status: enumeration::address_status(AddressStatus::of(checked)),
        validation_message: checked.as_ref().err().map(fault::describe_all),
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::json;

    #[test]
    fn the_address_of_powershell_is_read() {
        let body = r#"{"AddressLine1":"One Microsoft Way","AddressLine2":null,"City":"Redmond","Country":"US",
            "FirstName":"Ana","LastName":"Bowman","PhoneNumber":4255550101,"PostalCode":98052,"State":"WA","Unknown":[]}"#;
        let address = read(&json::read(body.as_bytes()).expect("JSON")).expect("an address");
        assert_eq!(address.postal_code.as_deref(), Some("98052"));
        assert_eq!(address.address_line2, None);
    }

    #[test]
    fn all_that_cannot_be_read_is_told() {
        let body = json::read(br#"{"city":{},"state":[],"country":"US"}"#).expect("JSON");
        assert_eq!(read(&body).expect_err("two faults").findings().len(), 2);
    }
}
