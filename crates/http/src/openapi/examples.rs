//! A body in each media type that bodies have: what the page of the description offers to send.

use serde_json::{Value, json};

const XML: &str = "<Cart><LineItems><CartLineItem><BillingCycle>Monthly</BillingCycle>\
    <CatalogItemId>CFQ7TTC0LFLX:0001:CFQ7TTC0LB30</CatalogItemId><Quantity>20</Quantity>\
    <TermDuration>P1M</TermDuration></CartLineItem></LineItems></Cart>";

const FORM: &str = "LineItems[0].CatalogItemId=CFQ7TTC0LFLX:0001:CFQ7TTC0LB30&LineItems[0].Quantity=20\
    &LineItems[0].BillingCycle=Monthly&LineItems[0].TermDuration=P1M";

/// The example of an order that is to be cancelled, in a media type.
pub(super) fn cancellation(media: &str) -> Value {
    match media {
        "application/xml" | "text/xml" => "<Order><Status>cancelled</Status></Order>".into(),
        "application/x-www-form-urlencoded" => "Status=cancelled".into(),
        _ => json!({ "status": "cancelled" }),
    }
}

/// The example of an address in a media type.
pub(super) fn address(media: &str) -> Value {
    match media {
        "application/xml" | "text/xml" => "<Address><AddressLine1>One Microsoft Way</AddressLine1><City>Redmond</City>\
            <Country>US</Country><PostalCode>98052</PostalCode><State>WA</State></Address>"
            .into(),
        "application/x-www-form-urlencoded" => {
            "AddressLine1=One Microsoft Way&City=Redmond&Country=US&PostalCode=98052&State=WA".into()
        }
        _ => json!({
            "addressLine1": "One Microsoft Way", "city": "Redmond", "country": "US", "postalCode": "98052", "state": "WA",
        }),
    }
}

/// The example of a cart in a media type.
pub(super) fn cart(media: &str) -> Value {
    match media {
        "application/xml" | "text/xml" => XML.into(),
        "application/x-www-form-urlencoded" => FORM.into(),
        _ => json!({
            "lineItems": [{
                "catalogItemId": "CFQ7TTC0LFLX:0001:CFQ7TTC0LB30",
                "quantity": 20,
                "billingCycle": "monthly",
                "termDuration": "P1M",
            }],
        }),
    }
}
