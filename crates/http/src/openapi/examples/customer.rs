//! Examples of what is sent of customers.

use serde_json::{Value, json};

const CUSTOMER_XML: &str = "<Customer><BillingProfile><CompanyName>Wingtip Toys</CompanyName><Culture>en-US</Culture>\
    <DefaultAddress><AddressLine1>One Microsoft Way</AddressLine1><City>Redmond</City><Country>US</Country>\
    <FirstName>Gena</FirstName><LastName>Soto</LastName><PostalCode>98052</PostalCode><State>WA</State></DefaultAddress>\
    <Email>gena@wingtiptoys.example</Email><Language>en</Language></BillingProfile>\
    <CompanyProfile><Domain>wingtiptoys.onmicrosoft.com</Domain></CompanyProfile></Customer>";

const PROFILE_XML: &str = "<CustomerBillingProfile><CompanyName>Wingtip Toys</CompanyName><Culture>en-US</Culture>\
    <DefaultAddress><AddressLine1>One Microsoft Way</AddressLine1><City>Redmond</City><Country>US</Country>\
    <FirstName>Gena</FirstName><LastName>Soto</LastName><PostalCode>98052</PostalCode><State>WA</State></DefaultAddress>\
    <Email>gena@wingtiptoys.example</Email><Language>en</Language></CustomerBillingProfile>";

const PROFILE_FORM: &str = "CompanyName=Wingtip Toys&Culture=en-US&Language=en&Email=gena@wingtiptoys.example\
    &DefaultAddress.AddressLine1=One Microsoft Way&DefaultAddress.City=Redmond&DefaultAddress.Country=US\
    &DefaultAddress.FirstName=Gena&DefaultAddress.LastName=Soto&DefaultAddress.PostalCode=98052&DefaultAddress.State=WA";

const CUSTOMER_FORM: &str = "CompanyProfile.Domain=wingtiptoys.onmicrosoft.com\
    &BillingProfile.CompanyName=Wingtip Toys&BillingProfile.Culture=en-US&BillingProfile.Language=en\
    &BillingProfile.Email=gena@wingtiptoys.example&BillingProfile.DefaultAddress.AddressLine1=One Microsoft Way\
    &BillingProfile.DefaultAddress.City=Redmond&BillingProfile.DefaultAddress.Country=US\
    &BillingProfile.DefaultAddress.FirstName=Gena&BillingProfile.DefaultAddress.LastName=Soto\
    &BillingProfile.DefaultAddress.PostalCode=98052&BillingProfile.DefaultAddress.State=WA";

/// A customer that is to be made.
pub(super) fn created(media: &str) -> Value {
    match media {
        "application/xml" | "text/xml" => CUSTOMER_XML.into(),
        "application/x-www-form-urlencoded" => CUSTOMER_FORM.into(),
        _ => json!({ "companyProfile": { "domain": "wingtiptoys.onmicrosoft.com" }, "billingProfile": profile() }),
    }
}

/// A customer whose relationship ends.
pub(super) fn ended(media: &str) -> Value {
    match media {
        "application/xml" | "text/xml" => {
            "<Customer><RelationshipToPartner>none</RelationshipToPartner></Customer>".into()
        }
        "application/x-www-form-urlencoded" => "RelationshipToPartner=none".into(),
        _ => json!({ "relationshipToPartner": "none" }),
    }
}

/// A billing profile.
pub(super) fn billing(media: &str) -> Value {
    match media {
        "application/xml" | "text/xml" => PROFILE_XML.into(),
        "application/x-www-form-urlencoded" => PROFILE_FORM.into(),
        _ => profile(),
    }
}

fn profile() -> Value {
    json!({
        "companyName": "Wingtip Toys",
        "culture": "en-US",
        "language": "en",
        "email": "gena@wingtiptoys.example",
        "defaultAddress": {
            "firstName": "Gena",
            "lastName": "Soto",
            "addressLine1": "One Microsoft Way",
            "city": "Redmond",
            "state": "WA",
            "postalCode": "98052",
            "country": "US",
        },
    })
}
