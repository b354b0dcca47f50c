//! Customers over HTTP (surroundings 2.5 and 4.2).

mod billing;
mod create;
mod end;
mod list;
mod read;

use crate::support::{Answer, PARTNER, Request, TestServer};
use serde_json::{Value, json};

/// The sandbox account.
const SANDBOX: &str = "10000000-0000-4000-8000-000000000003";
const SANDBOX_CUSTOMER: &str = "33000000-0000-4000-8000-000000000003";

/// A customer in the United States that nobody has yet, as the samples of the documentation write one.
pub fn draft(domain: &str) -> Value {
    json!({
        "CompanyProfile": { "Domain": domain },
        "BillingProfile": {
            "Culture": "EN-US",
            "Email": "gena@wingtiptoys.com",
            "Language": "En",
            "CompanyName": "Wingtip Toys",
            "DefaultAddress": {
                "FirstName": "Gena", "LastName": "Soto", "AddressLine1": "One Microsoft Way", "City": "Redmond",
                "State": "WA", "PostalCode": "98052", "Country": "US", "PhoneNumber": "4255550100",
            },
        },
    })
}

/// Sends a request as a partner.
async fn as_partner(server: &TestServer, partner: &str, request: Request) -> Answer {
    let token = match partner {
        PARTNER => server.token().to_owned(),
        other => server.app_user_token(other).await,
    };
    server.send_bare(request.token(&token)).await
}

fn path(customer: &str) -> String {
    format!("/v1/customers/{customer}")
}

fn id(value: &Value) -> &str {
    value["id"].as_str().expect("an id")
}
