//! A body in each media type that bodies have: what the page of the description offers to send.

use serde_json::{Value, json};

const XML: &str = "<Cart><LineItems><CartLineItem><BillingCycle>Monthly</BillingCycle>\
    <CatalogItemId>CFQ7TTC0LFLX:0001:CFQ7TTC0LB30</CatalogItemId><Quantity>20</Quantity>\
    <TermDuration>P1M</TermDuration></CartLineItem></LineItems></Cart>";

const FORM: &str = "LineItems[0].CatalogItemId=CFQ7TTC0LFLX:0001:CFQ7TTC0LB30&LineItems[0].Quantity=20\
    &LineItems[0].BillingCycle=Monthly&LineItems[0].TermDuration=P1M";

const ORDER_XML: &str = "<Order><BillingCycle>Monthly</BillingCycle><LineItems><OrderLineItem>\
    <LineItemNumber>0</LineItemNumber><OfferId>CFQ7TTC0LFLX:0001:CFQ7TTC0LB30</OfferId><Quantity>20</Quantity>\
    <TermDuration>P1M</TermDuration></OrderLineItem></LineItems></Order>";

const ORDER_FORM: &str = "BillingCycle=Monthly&LineItems[0].LineItemNumber=0\
    &LineItems[0].OfferId=CFQ7TTC0LFLX:0001:CFQ7TTC0LB30&LineItems[0].Quantity=20&LineItems[0].TermDuration=P1M";

/// The example of an operation's body, by its media type.
pub(super) fn of(operation_id: Option<&str>) -> fn(&str) -> Value {
    match operation_id {
        Some("createOrder") => order,
        Some("updateOrder") => cancellation,
        _ => cart,
    }
}

/// The example of an order in a media type.
fn order(media: &str) -> Value {
    match media {
        "application/xml" | "text/xml" => ORDER_XML.into(),
        "application/x-www-form-urlencoded" => ORDER_FORM.into(),
        _ => json!({
            "billingCycle": "monthly",
            "lineItems": [{
                "lineItemNumber": 0,
                "offerId": "CFQ7TTC0LFLX:0001:CFQ7TTC0LB30",
                "quantity": 20,
                "termDuration": "P1M",
            }],
        }),
    }
}

/// The example of an order that is to be cancelled, in a media type.
fn cancellation(media: &str) -> Value {
    match media {
        "application/xml" | "text/xml" => "<Order><Status>cancelled</Status></Order>".into(),
        "application/x-www-form-urlencoded" => "Status=cancelled".into(),
        _ => json!({ "status": "cancelled" }),
    }
}

/// The example of a cart in a media type.
fn cart(media: &str) -> Value {
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
