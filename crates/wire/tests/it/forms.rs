//! Forms in: the key syntax of ASP.NET Web API, and the printed carts as forms.

use crate::samples::{file, form, json};
use domain::fault::FaultKind;
use wire::{fault::describe, form::PAIRS};

/// The body of a printed request: what stands between its empty line and the answer.
fn printed(name: &str) -> String {
    let text = String::from_utf8(file(&format!("exchanges/{name}.http"))).expect("UTF-8");
    let (_, request) = text.split_once("### request\n").expect("a request");
    let (request, _) = request.split_once("### answer").expect("an answer");
    let (_, body) = request.split_once("\n\n").expect("a body");
    body.trim().to_owned()
}

#[test]
fn printed_carts_read_as_in_json() {
    let base = "LineItems%5B0%5D.CatalogItemId=91FD106F-4B2C-4938-95AC-F54F74E9A239&LineItems[0].Id=0\
        &LineItems[0].FriendlyName=Myofferpurchase&LineItems[0].Quantity=3&LineItems[0].BillingCycle=monthly\
        &LineItems[0].AddonItems[0].Id=1&LineItems[0].AddonItems[0].Quantity=2\
        &LineItems[0].AddonItems[0].CatalogItemId=C94271D8-B431-4A25-A3C5-A57737A1C909\
        &LineItems[0].AddonItems[0].BillingCycle=Monthly&LineItems[0].AddonItems[1].Id=2\
        &LineItems[0].AddonItems[1].CatalogItemId=43FCE491-76D1-4BCC-B709-8A288786DBAE\
        &LineItems[0].AddonItems[1].Quantity=3&LineItems[0].AddonItems[1].BillingCycle=1";
    let licences = "LineItems[0][Id]=0&LineItems[0][CatalogItemId]=CFQ7TTC0LFLX:0001:CFQ7TTC0LB30&LineItems[0][Quantity]=20\
        &LineItems[0][BillingCycle]=Monthly&LineItems[0][TermDuration]=P1M&LineItems[1][Id]=1\
        &LineItems[1][CatalogItemId]=CFQ7TTC0HDJX%3A0001%3ACFQ7TTC0K806&LineItems[1][Quantity]=20\
        &LineItems[1][BillingCycle]=Monthly&LineItems[1][TermDuration]=P1M";
    let parent = "LineItems[0].Id=0&LineItems[0].CatalogItemId=C94271D8-B431-4A25-A3C5-A57737A1C909&LineItems[0].Quantity=1\
        &LineItems[0].BillingCycle=annual\
        &LineItems[0].ProvisioningContext[ParentSubscriptionId]=97555B61-7461-477A-A98C-9C76148783E4";
    for (name, body) in
        [("printed-legacy-cart", base), ("printed-licence-cart", licences), ("printed-legacy-addon", parent)]
    {
        let expected = json(printed(name)).expect("a draft");
        assert_eq!(form(body), Ok(expected), "{name}");
    }
}

#[test]
fn every_member_has_a_key() {
    let body = "lineitems[0].id=7&LineItems[0].CustomTermEndDate=2027-04-30T00%3A00%3A00Z\
        &LineItems[0].RenewsTo.TermDuration=P1Y&LineItems[0][PromotionId]=39NFJQT1R4KV%3A0002%3A39NFJQT1S8ZB\
        &LineItems[0].Participants[0].Key=TransactionReseller&LineItems[0].Participants[0].Value=4810233\
        &LineItems[0].Participants[1][key]=3&LineItems[0].Participants[1][value]=4810777\
        &LineItems[0].ProvisioningContext[0].Key=scope&LineItems[0].ProvisioningContext[0].Value=single\
        &LineItems[0].ProvisioningContext.duration=1Year\
        &LineItems[0].PurchaseCommitment.Amount=0.05&LineItems[0].PurchaseCommitment[Currency]=usd\
        &LineItems[0].AttestationAccepted=1&LineItems[0].CurrencyCode=USD&LineItems[0].FriendlyName=Zo%C3%AB+%26+S%C3%B6hne\
        &LineItems[0].ScheduledNextTermInstructions.Product.BillingCycle=Biennial\
        &LineItems[0].ScheduledNextTermInstructions.Product.SkuId=0004\
        &LineItems[0].ScheduledNextTermInstructions.Quantity=12&PartnerOnRecordAttestationAccepted=true";
    let expected = r#"{"lineItems":[{"id":7,"customTermEndDate":"2027-04-30T00:00:00Z","renewsTo":{"termDuration":"P1Y"},
        "promotionId":"39NFJQT1R4KV:0002:39NFJQT1S8ZB","participants":[{"key":"transaction_reseller","value":"4810233"},
        {"key":"additional_transaction_reseller","value":"4810777"}],"provisioningContext":{"scope":"single",
        "duration":"1Year"},"purchaseCommitment":{"amount":0.05,"currency":"usd"},"attestationAccepted":true,
        "currencyCode":"USD","friendlyName":"Zoë & Söhne","scheduledNextTermInstructions":{"product":{
        "billingCycle":"biennial","skuId":"0004"},"quantity":12}}],"partnerOnRecordAttestationAccepted":true}"#;
    assert_eq!(form(body), Ok(json(expected).expect("a draft")));
}

#[test]
fn keys_mean_what_they_mean_to_the_framework() {
    for (body, expected) in [
        ("", "{}"),
        ("&&", "{}"),
        ("LineItems=", "{}"),
        ("Unknown=1&Unknown[x].y=2&Id=x&Links[7].a=b&Status[]=c", "{}"),
        ("LineItems[0].Quantity=1&LineItems[0].quantity=5", r#"{"lineItems":[{"quantity":5}]}"#),
        ("LineItems[0].Quantity=1&LineItems[0].Quantity=", r#"{"lineItems":[{}]}"#),
        ("LineItems[0].Quantity[]=5", r#"{"lineItems":[{"quantity":5}]}"#),
        ("LineItems[0].Quantity=+5+", r#"{"lineItems":[{"quantity":5}]}"#),
        ("LineItems[0].BillingCycle=&LineItems[0].CustomTermEndDate=+", r#"{"lineItems":[{}]}"#),
        ("LineItems[0].FriendlyName", r#"{"lineItems":[{"friendlyName":""}]}"#),
        ("LineItems[0].FriendlyName=%zz%", r#"{"lineItems":[{"friendlyName":"%zz%"}]}"#),
        ("LineItems[1].Id=1&LineItems[0].Id=0", r#"{"lineItems":[{"id":0},{"id":1}]}"#),
        ("LineItems[0].Unknown=1", r#"{"lineItems":[{}]}"#),
        (
            "LineItems.index=9&LineItems.index=4x&LineItems[4x].Id=1&LineItems[9].Id=0",
            r#"{"lineItems":[{"id":0},{"id":1}]}"#,
        ),
        ("LineItems[0].RenewsTo[0].TermDuration=P1Y", r#"{"lineItems":[{"renewsTo":{"termDuration":"P1Y"}}]}"#),
        (
            "LineItems[0].ProvisioningContext.scope=single&LineItems[0][ProvisioningContext][Scope]=shared",
            r#"{"lineItems":[{"provisioningContext":{"scope":"shared"}}]}"#,
        ),
        ("LineItems[0].ProvisioningContext[scope]=", r#"{"lineItems":[{"provisioningContext":{"scope":""}}]}"#),
        ("LineItems[0].ProvisioningContext[0].Key=a", r#"{"lineItems":[{"provisioningContext":{}}]}"#),
        ("LineItems[0].ProvisioningContext=", r#"{"lineItems":[{}]}"#),
    ] {
        let expected = json(expected).expect("a draft");
        assert_eq!(form(body), Ok(expected), "{body}");
    }
}

#[test]
fn what_the_framework_would_drop_or_misread_is_refused() {
    for (body, found) in [
        ("LineItems[0", "LineItems[0"),
        ("LineItems]=1", "LineItems]"),
        ("=1", "body: seen is ;"),
        ("LineItems[0]Quantity=1", "LineItems[0]Quantity"),
        ("LineItems[1].Id=1", "LineItems with [1]"),
        ("LineItems[0].Id=0&LineItems[2].Id=2", "LineItems with [0][2]"),
        ("LineItems[00].Id=0", "LineItems with [00]"),
        ("LineItems[99999999999999999999].Id=0", "LineItems with [99999999999999999999]"),
        ("LineItems[0].AddonItems[1].Id=0", "LineItems[0].AddonItems with [1]"),
        ("LineItems.index=0", "LineItems with"),
        ("LineItems.index=0&LineItems.index=0&LineItems[0].Id=1", "LineItems with [0]"),
        ("LineItems.index=0&LineItems[0].Id=1&LineItems[1].Id=1", "LineItems with [0][1]"),
        ("LineItems.Quantity=1", "LineItems[0].Quantity"),
        ("LineItems[][Quantity]=1", "LineItems[0].Quantity"),
        ("LineItems=5", "lineItems: seen is \"5\""),
        ("LineItems[0]=5", "lineItems[0]: seen is \"5\""),
        ("LineItems[0][0].Id=5", "lineItems[0]: seen is a list of 1"),
        ("LineItems[0].Quantity=5.5", "lineItems[0].quantity: seen is \"5.5\""),
        ("LineItems[0].Quantity.x=5", "lineItems[0].quantity: seen is an object"),
        ("LineItems[0].Quantity[0]=5", "lineItems[0].quantity: seen is an object"),
        ("LineItems[0].RenewsTo=P1Y", "lineItems[0].renewsTo: seen is \"P1Y\""),
        ("LineItems[0].RenewsTo.x=1&LineItems[0].RenewsTo[0].x=1", "LineItems[0].RenewsTo with and without"),
        ("LineItems[0].PurchaseCommitment[0].Amount=1", "lineItems[0].purchaseCommitment: seen is a list of 1"),
        ("LineItems[0].ProvisioningContext=x", "lineItems[0].provisioningContext: seen is \"x\""),
        ("LineItems[0].ProvisioningContext[0]=x", "provisioningContext[0].key is missing"),
        ("LineItems[0].ProvisioningContext[0].Value=x", "provisioningContext[0].key is missing"),
        ("LineItems[0].ProvisioningContext[1].Key=x", "LineItems[0].ProvisioningContext with [1]"),
        ("LineItems[0].ProvisioningContext[a.b]=x", "lineItems[0].provisioningContext: seen is an object"),
        ("LineItems[0].FriendlyName=%FF", "LineItems[0].FriendlyName"),
        ("LineItems[0].FriendlyName=%00", "lineItems[0].friendlyName: seen is"),
        ("%00=1&LineItems[0].Quantity=x", "lineItems[0].quantity"),
        ("{\"LineItems\":[{\"Quantity\":5}]}", "begins with {"),
        (" <Cart/>", "begins with <"),
        ("a.b.c.d.e.f.g.h.i.j.k=1", "a.b.c.d"),
    ] {
        let fault = form(body).expect_err(body);
        let description = describe(&fault);
        assert_eq!(fault.kind(), FaultKind::InvalidInput, "{body}: {description}");
        assert!(description.contains(found), "{body}: {description}");
    }
    let fault = form("LineItems[0].BillingCycle=weekly").expect_err("no cycle");
    assert_eq!(fault.kind(), FaultKind::EnumTextNotRecognized);
}

#[test]
fn pairs_are_counted() {
    let pairs = |count: usize| "a=1&".repeat(count);
    assert!(form(pairs(PAIRS)).is_ok());
    assert!(form(pairs(PAIRS + 1)).is_err());
    let lines = |count: usize| (0..count).map(|n| format!("LineItems[{n}].Id={n}&")).collect::<String>();
    assert_eq!(form(lines(PAIRS)).expect("a draft").line_items.len(), PAIRS);
    assert!(form(format!("a{}=1", "[0]".repeat(300_000))).is_err());
    assert!(form("a".repeat(1024 * 1024)).is_ok());
}
