//! XML in: the sample requests, and what a client's serializer would not write but a person might.

use crate::samples::{file, json, names, xml};
use domain::fault::FaultKind;
use wire::fault::describe;

/// A cart of one line with these members.
fn line(members: &str) -> String {
    format!("<Cart><LineItems><CartLineItem>{members}</CartLineItem></LineItems></Cart>")
}

/// The same in JSON.
fn json_line(members: &str) -> String {
    format!(r#"{{"lineItems":[{{{members}}}]}}"#)
}

#[test]
fn the_accepted_samples_read_alike() {
    let expected = json(file("xml/input/accepted.json")).expect("a draft");
    let names = names("xml/input", ".xml");
    let accepted: Vec<_> = names.iter().filter(|name| name.starts_with("accept-")).collect();
    assert_eq!(accepted.len(), 3);
    for name in accepted {
        let draft = xml(file(&format!("xml/input/{name}.xml")));
        assert_eq!(draft, Ok(expected.clone()), "{name}");
    }
}

#[test]
fn the_refused_samples_are_refused() {
    let names = names("xml/input", ".xml");
    let refused: Vec<_> = names.iter().filter(|name| name.starts_with("refuse-")).collect();
    assert_eq!(refused.len(), 7);
    for name in refused {
        let fault = xml(file(&format!("xml/input/{name}.xml"))).expect_err(name);
        let expected = match name.as_str() {
            "refuse-unknown-billing-cycle" => FaultKind::EnumTextNotRecognized,
            _ => FaultKind::InvalidInput,
        };
        assert_eq!(fault.kind(), expected, "{name}: {}", describe(&fault));
    }
}

#[test]
fn members_read_as_in_json() {
    let instance = "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\"";
    let nil = format!("<Quantity>5</Quantity><Quantity {instance} i:nil=\"true\">7</Quantity>");
    let shared = "<x><key>scope</key><value>shared</value></x>";
    for (members, expected) in [
        ("", ""),
        ("<quantity>\n 5\t</quantity>", r#""quantity":5"#),
        ("<Quantity>+5.0</Quantity>", r#""quantity":5"#),
        ("<Quantity>4</Quantity><quantity>5</quantity>", r#""quantity":5"#),
        (&nil, r#""quantity":null"#),
        (
            "<a:B xmlns:a=\"u\"><Quantity>9</Quantity></a:B><a:Quantity xmlns:a=\"u\" n=\"\">5</a:Quantity>",
            r#""quantity":5"#,
        ),
        ("<FriendlyName/>", r#""friendlyName":"""#),
        ("<FriendlyName></FriendlyName>", r#""friendlyName":"""#),
        ("<FriendlyName> a  b </FriendlyName>", r#""friendlyName":" a  b ""#),
        (
            "<FriendlyName>a&#x20;<!-- b -->c<?d e?><![CDATA[<]]>&quot;&apos;</FriendlyName>",
            r#""friendlyName":"a c<\"'""#,
        ),
        ("<FriendlyName>&#128640;&#x1F680;</FriendlyName>", r#""friendlyName":"🚀🚀""#),
        ("<AttestationAccepted> 0 </AttestationAccepted>", r#""attestationAccepted":false"#),
        ("<AttestationAccepted>True</AttestationAccepted>", r#""attestationAccepted":true"#),
        ("<BillingCycle>ONE_TIME</BillingCycle>", r#""billingCycle":"one_time""#),
        ("<BillingCycle> 4 </BillingCycle>", r#""billingCycle":"one_time""#),
        (
            "<CustomTermEndDate> 2027-04-30T00:00:00 </CustomTermEndDate>",
            r#""customTermEndDate":"2027-04-30T00:00:00Z""#,
        ),
        (
            "<PurchaseCommitment><Amount>5E-05</Amount></PurchaseCommitment>",
            r#""purchaseCommitment":{"amount":0.00005}"#,
        ),
        ("<ProvisioningContext />", r#""provisioningContext":{}"#),
        (
            &format!("<ProvisioningContext>{shared}{shared}</ProvisioningContext>"),
            r#""provisioningContext":{"scope":"shared"}"#,
        ),
        (
            "<ProvisioningContext><x><Key>a</Key></x><x><Value/><Key/></x></ProvisioningContext>",
            r#""provisioningContext":{"":""}"#,
        ),
        ("<RenewsTo><TermDuration>P1Y</TermDuration></RenewsTo>", r#""renewsTo":{"termDuration":"P1Y"}"#),
        ("<RenewsTo> \n </RenewsTo>", r#""renewsTo":{}"#),
        ("<Error><x/>y</Error><OrderGroup><x/></OrderGroup><Pricing>z</Pricing>", ""),
        ("<AddonItems><x><Id>1</Id></x></AddonItems>", r#""addonItems":[{"id":1}]"#),
    ] {
        assert_eq!(xml(line(members)), json(json_line(expected)), "{members}");
        assert!(xml(line(members)).is_ok(), "{members}");
    }
}

#[test]
fn what_only_the_server_sets_is_not_looked_at() {
    let cart = "<Cart><Id><x/></Id><CreationTimestamp>soon</CreationTimestamp><Status/><Links>x</Links><Attributes/>\
        <PartnerOnRecordAttestationAccepted>1</PartnerOnRecordAttestationAccepted></Cart>";
    assert_eq!(xml(cart), json(r#"{"partnerOnRecordAttestationAccepted":true}"#));
}

#[test]
fn what_cannot_be_read_is_named() {
    for (members, path) in [
        ("<Quantity/>", "lineItems[0].quantity"),
        ("<Quantity> </Quantity>", "lineItems[0].quantity"),
        ("<Quantity>5<x/></Quantity>", "lineItems[0].quantity"),
        ("<Id>2147483648</Id>", "lineItems[0].id"),
        ("<AttestationAccepted>yes</AttestationAccepted>", "lineItems[0].attestationAccepted"),
        ("<AttestationAccepted/>", "lineItems[0].attestationAccepted"),
        ("<CustomTermEndDate/>", "lineItems[0].customTermEndDate"),
        ("<BillingCycle/>", "lineItems[0].billingCycle"),
        ("<FriendlyName><b>x</b></FriendlyName>", "lineItems[0].friendlyName"),
        ("<FriendlyName>a&#9;b</FriendlyName>", "lineItems[0].friendlyName"),
        ("<RenewsTo>P1Y</RenewsTo>", "lineItems[0].renewsTo"),
        ("<AddonItems>x</AddonItems>", "lineItems[0].addonItems"),
        ("stray<Quantity>5</Quantity>", "lineItems[0]"),
        ("<Participants><x><Key>boss</Key></x></Participants>", "lineItems[0].participants[0].key"),
        ("<ProvisioningContext>x</ProvisioningContext>", "lineItems[0].provisioningContext"),
        (
            "<ProvisioningContext><x><Key>a</Key><Value><b/></Value></x></ProvisioningContext>",
            "lineItems[0].provisioningContext",
        ),
        ("<PurchaseCommitment><Amount>INF</Amount></PurchaseCommitment>", "lineItems[0].purchaseCommitment.amount"),
        ("<PurchaseCommitment><Amount>1_0</Amount></PurchaseCommitment>", "lineItems[0].purchaseCommitment.amount"),
    ] {
        let fault = xml(line(members)).expect_err(members);
        let description = describe(&fault);
        assert!(description.contains(&format!(" {path}: seen is")), "{members}: {description}");
    }
    let fault = xml(line("<ProvisioningContext><x><Value>a</Value></x></ProvisioningContext>")).expect_err("no key");
    assert!(describe(&fault).contains("provisioningContext[0].key is missing"), "{}", describe(&fault));
}

#[test]
fn the_frame_of_a_document_is_lenient() {
    let expected = json(json_line(r#""quantity":5"#));
    let cart = line("<Quantity>5</Quantity>");
    for document in [
        cart.clone(),
        format!("\u{FEFF}{cart}"),
        format!("<?xml version=\"1.0\" encoding=\"utf-8\" standalone='yes'?>\r\n{cart}\n"),
        // What .NET's StringWriter says of itself, whatever it is sent in.
        format!("<?xml version=\"1.0\" encoding=\"utf-16\"?>{cart}"),
        format!("<!-- a --><?b c?>{cart}<!-- d --><?e?> "),
        cart.replace("Cart>", "cart>").replace("LineItems", "LINEITEMS"),
        cart.replace("<Cart>", "<c:Cart xmlns:c='urn:x'>").replace("</Cart>", "</c:Cart >"),
    ] {
        assert_eq!(xml(&document), expected, "{document}");
    }
}
