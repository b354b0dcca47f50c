//! A body in each media type that bodies have: what the page of the description offers to send.

mod customer;

use serde_json::{Value, json};

const XML: &str = "<Cart><LineItems><CartLineItem><BillingCycle>Monthly</BillingCycle>\
    <CatalogItemId>CFQ7TTC0LFLX:0001:CFQ7TTC0LB30</CatalogItemId><Quantity>20</Quantity>\
    <TermDuration>P1M</TermDuration></CartLineItem></LineItems></Cart>";

const FORM: &str = "LineItems[0].CatalogItemId=CFQ7TTC0LFLX:0001:CFQ7TTC0LB30&LineItems[0].Quantity=20\
    &LineItems[0].BillingCycle=Monthly&LineItems[0].TermDuration=P1M";

const INVENTORY_XML: &str = "<InventoryCheckRequest><InventoryContext>\
    <KeyValueOfstringstring><Key>customerId</Key><Value>d6bf25b7-e0a8-4f2d-a31b-97b55cfc774d</Value></KeyValueOfstringstring>\
    <KeyValueOfstringstring><Key>azureSubscriptionId</Key><Value>1C461A25-F729-4FA5-AADB-280947DD05E8</Value>\
    </KeyValueOfstringstring></InventoryContext><TargetItems><InventoryTargetItem><ProductId>DZH318Z0BQ36</ProductId>\
    <SkuId>0099</SkuId></InventoryTargetItem></TargetItems></InventoryCheckRequest>";

const INVENTORY_FORM: &str = "TargetItems[0].ProductId=DZH318Z0BQ36&TargetItems[0].SkuId=0099\
    &InventoryContext[customerId]=d6bf25b7-e0a8-4f2d-a31b-97b55cfc774d\
    &InventoryContext[azureSubscriptionId]=1C461A25-F729-4FA5-AADB-280947DD05E8";

const ELIGIBILITIES_XML: &str = "<PromotionEligibilitiesRequest><Items><PromotionEligibilitiesRequestItem>\
    <BillingCycle>Monthly</BillingCycle><CatalogItemId>CFQ7TTC0LFLX:0001:CFQ7TTC0LB30</CatalogItemId><Id>0</Id>\
    <Quantity>20</Quantity><TermDuration>P1M</TermDuration></PromotionEligibilitiesRequestItem></Items>\
    </PromotionEligibilitiesRequest>";

const ELIGIBILITIES_FORM: &str = "Items[0].CatalogItemId=CFQ7TTC0LFLX:0001:CFQ7TTC0LB30&Items[0].Quantity=20\
    &Items[0].BillingCycle=Monthly&Items[0].TermDuration=P1M";

const ORDER_XML: &str = "<Order><BillingCycle>Monthly</BillingCycle><LineItems><OrderLineItem>\
    <LineItemNumber>0</LineItemNumber><OfferId>CFQ7TTC0LFLX:0001:CFQ7TTC0LB30</OfferId><Quantity>20</Quantity>\
    <TermDuration>P1M</TermDuration></OrderLineItem></LineItems></Order>";

const ORDER_FORM: &str = "BillingCycle=Monthly&LineItems[0].LineItemNumber=0\
    &LineItems[0].OfferId=CFQ7TTC0LFLX:0001:CFQ7TTC0LB30&LineItems[0].Quantity=20&LineItems[0].TermDuration=P1M";

const AGREEMENT_XML: &str = "<Agreement><DateAgreed>2026-01-12T00:00:00Z</DateAgreed><PrimaryContact>\
    <Email>someone@example.com</Email><FirstName>Tania</FirstName><LastName>Carr</LastName></PrimaryContact>\
    <TemplateId>117a77b0-9360-443b-8795-c6dedc750cf9</TemplateId><Type>MicrosoftCustomerAgreement</Type></Agreement>";

const AGREEMENT_FORM: &str = "DateAgreed=2026-01-12T00:00:00Z&PrimaryContact.Email=someone@example.com\
    &PrimaryContact.FirstName=Tania&PrimaryContact.LastName=Carr\
    &TemplateId=117a77b0-9360-443b-8795-c6dedc750cf9&Type=MicrosoftCustomerAgreement";

/// The example of what an operation reads, by its media type.
pub(super) fn of(operation: &str) -> fn(&str) -> Value {
    match operation {
        "validateAddress" => address,
        "createCustomer" => customer::created,
        "updateCustomer" => customer::ended,
        "updateBillingProfile" => customer::billing,
        "updateSubscription" => subscription,
        "createCustomerAgreement" => agreement,
        "createCustomerQualification" => qualification,
        "updateCustomerQualification" => qualification_name,
        "createOrder" => order,
        "updateOrder" => cancellation,
        "checkInventory" => inventory,
        "verifyPromotionEligibilities" => eligibilities,
        _ => cart,
    }
}

/// A subscription with another quantity.
fn subscription(media: &str) -> Value {
    match media {
        "application/xml" | "text/xml" => {
            "<Subscription><AutoRenewEnabled>true</AutoRenewEnabled><Quantity>10</Quantity></Subscription>".into()
        }
        "application/x-www-form-urlencoded" => "Quantity=10&AutoRenewEnabled=true".into(),
        _ => json!({ "quantity": 10, "autoRenewEnabled": true }),
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

fn inventory(media: &str) -> Value {
    match media {
        "application/xml" | "text/xml" => INVENTORY_XML.into(),
        "application/x-www-form-urlencoded" => INVENTORY_FORM.into(),
        _ => json!({
            "targetItems": [{ "productId": "DZH318Z0BQ36", "skuId": "0099" }],
            "inventoryContext": {
                "customerId": "d6bf25b7-e0a8-4f2d-a31b-97b55cfc774d",
                "azureSubscriptionId": "1C461A25-F729-4FA5-AADB-280947DD05E8",
            },
        }),
    }
}

fn eligibilities(media: &str) -> Value {
    match media {
        "application/xml" | "text/xml" => ELIGIBILITIES_XML.into(),
        "application/x-www-form-urlencoded" => ELIGIBILITIES_FORM.into(),
        _ => json!({
            "items": [{
                "id": 0,
                "catalogItemId": "CFQ7TTC0LFLX:0001:CFQ7TTC0LB30",
                "quantity": 20,
                "billingCycle": "monthly",
                "termDuration": "P1M",
            }],
        }),
    }
}

/// An order that is to be cancelled.
fn cancellation(media: &str) -> Value {
    match media {
        "application/xml" | "text/xml" => "<Order><Status>cancelled</Status></Order>".into(),
        "application/x-www-form-urlencoded" => "Status=cancelled".into(),
        _ => json!({ "status": "cancelled" }),
    }
}

/// The example of an address in a media type.
fn address(media: &str) -> Value {
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

/// The example of an agreement that a customer has accepted.
fn agreement(media: &str) -> Value {
    match media {
        "application/xml" | "text/xml" => AGREEMENT_XML.into(),
        "application/x-www-form-urlencoded" => AGREEMENT_FORM.into(),
        _ => json!({
            "primaryContact": { "firstName": "Tania", "lastName": "Carr", "email": "someone@example.com" },
            "templateId": "117a77b0-9360-443b-8795-c6dedc750cf9",
            "dateAgreed": "2026-01-12T00:00:00Z",
            "type": "MicrosoftCustomerAgreement",
        }),
    }
}

/// The example of what a vetting is asked for.
fn qualification(media: &str) -> Value {
    match media {
        "application/xml" | "text/xml" => "<CustomerQualificationRequest><EducationSegment>K12</EducationSegment>\
             <Qualification>Education</Qualification></CustomerQualificationRequest>"
            .into(),
        "application/x-www-form-urlencoded" => "Qualification=Education&EducationSegment=K12".into(),
        _ => json!({ "qualification": "Education", "educationSegment": "K12", "website": "example.edu" }),
    }
}

/// The example of a qualification's name alone.
fn qualification_name(media: &str) -> Value {
    match media {
        "application/xml" | "text/xml" => "<string>Education</string>".into(),
        "application/x-www-form-urlencoded" => "=Education".into(),
        _ => "Education".into(),
    }
}
