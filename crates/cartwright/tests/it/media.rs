//! Media types over HTTP (digest section 5, rulings 9 and 11): what comes in reads alike, what goes out is what was asked
//! for, on success and on error.

mod matrix;
mod printed;

use crate::support::{Answer, CUSTOMER, LICENCE, Request, SOFTWARE, TestServer, carts};
use serde_json::{Value, json};

fn cart() -> Value {
    json!({ "lineItems": [
        { "catalogItemId": LICENCE, "quantity": 5, "billingCycle": "monthly", "termDuration": "P1Y", "friendlyName": "R&D <1>" },
        { "catalogItemId": SOFTWARE, "quantity": 1, "billingCycle": "one_time",
          "provisioningContext": { "scope": "shared" },
          "participants": [{ "key": "transaction_reseller", "value": "5357564" }] },
    ] })
}

const XML_CART: &str = r#"<?xml version="1.0"?><Cart xmlns="urn:any"><LineItems>
    <CartLineItem><BillingCycle>Monthly</BillingCycle><CatalogItemId>CFQ7TTC0LF8S:0001:CFQ7TTC0N81H</CatalogItemId>
        <FriendlyName>R&amp;D &lt;1&gt;</FriendlyName><Quantity>5</Quantity><TermDuration>P1Y</TermDuration></CartLineItem>
    <CartLineItem><BillingCycle>OneTime</BillingCycle><CatalogItemId>DG7GMGF0DWM3:0002:DG7GMGF0DT1M</CatalogItemId>
        <Participants><Pair><key>TransactionReseller</key><value>5357564</value></Pair></Participants>
        <ProvisioningContext><Pair><Key>scope</Key><Value>shared</Value></Pair></ProvisioningContext>
        <Quantity>1</Quantity></CartLineItem>
</LineItems></Cart>"#;

const FORM_CART: &str = "LineItems[0].CatalogItemId=CFQ7TTC0LF8S:0001:CFQ7TTC0N81H&LineItems[0].Quantity=5\
    &LineItems[0].BillingCycle=Monthly&LineItems[0][TermDuration]=P1Y&LineItems[0].FriendlyName=R%26D+%3C1%3E\
    &LineItems[1].CatalogItemId=DG7GMGF0DWM3:0002:DG7GMGF0DT1M&LineItems[1].Quantity=1&LineItems[1].BillingCycle=OneTime\
    &LineItems[1].ProvisioningContext[scope]=shared\
    &LineItems[1].Participants[0].Key=TransactionReseller&LineItems[1].Participants[0].Value=5357564";

/// What a cart is, without what is different each time.
fn lines(answer: &Answer) -> Value {
    answer.expect(201)["lineItems"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cart_reads_alike_in_every_media_type() {
    let server = TestServer::start().await;
    let expected = lines(&server.post(carts(CUSTOMER), &cart()).await);
    let json = cart().to_string();
    let wide: Vec<u8> = json.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xEF\xBB\xBF", json.as_bytes()].concat();
    for (content_type, body) in [
        ("text/json", json.clone().into_bytes()),
        ("application/json; charset=UTF-8", marked),
        ("application/json; charset=utf-16", wide),
        ("application/xml", XML_CART.as_bytes().to_vec()),
        ("text/xml; charset=utf-8", XML_CART.as_bytes().to_vec()),
        ("application/x-www-form-urlencoded", FORM_CART.as_bytes().to_vec()),
    ] {
        let created = server.send(Request::post(carts(CUSTOMER)).bytes(content_type, body.clone())).await;
        assert_eq!(lines(&created), expected, "{content_type}");
        let id = created.json()["id"].as_str().expect("an id").to_owned();
        let put = server.send(Request::put(format!("{}/{id}", carts(CUSTOMER))).bytes(content_type, body)).await;
        assert_eq!(lines(&put), expected, "PUT {content_type}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_retry_is_answered_in_the_media_type_that_it_asks_for() {
    let server = TestServer::start().await;
    let request = || Request::post(carts(CUSTOMER)).request_id("0d9c3a55-4f1e-4c87-9f0c-0f7f6f2f8c11");
    let first = server.send(request().json(&cart())).await.expect(201);
    let again = server.send(request().bytes("application/xml", XML_CART).header("Accept", "text/xml")).await;
    assert_eq!(again.status.as_u16(), 201, "{}", again.text);
    let id = format!("<Id>{}</Id>", first["id"].as_str().expect("an id"));
    assert!(again.text.contains(&id), "{}", again.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_refused_and_nothing_is_stored() {
    let server = TestServer::start().await;
    let bomb = "<!DOCTYPE Cart [<!ENTITY a \"b\">]><Cart><LineItems/></Cart>";
    for (status, content_type, encoding, body) in [
        (415, "application/yaml", "", "a"),
        (415, "multipart/form-data; boundary=x", "", "a"),
        (415, "application/json; charset=utf-7", "", "{}"),
        (415, "application/json", "gzip", "{}"),
        (400, "application/xml", "", bomb),
        (400, "application/xml", "", "<Cart"),
        (400, "application/xml", "", "{}"),
        (400, "application/json", "", "<Cart/>"),
        (400, "application/x-www-form-urlencoded", "", "LineItems[0.Quantity=1"),
        (400, "application/x-www-form-urlencoded", "", "a=b"),
    ] {
        let mut request = Request::post(carts(CUSTOMER)).bytes(content_type, body);
        if !encoding.is_empty() {
            request = request.header("Content-Encoding", encoding);
        }
        let before = server.rows("carts");
        server.send(request).await.expect_fault(status, 800_002);
        assert_eq!(server.rows("carts"), before, "{content_type}: {body}");
    }
}
