//! XML and forms that are made to be expanded, to nest, or to be too many: taken or refused in bounded time, and never with a
//! long answer. What is small enough to be written down is in the corpora.

use super::{Target, corpus::Case};
use std::time::Duration;

/// The largest body that is read, in bytes.
const MEBIBYTE: usize = 1024 * 1024;

/// Ample for a mebibyte of anything that is read once, on a slow machine in a debug build.
const BOUNDED: Duration = Duration::from_secs(10);

/// More than any refusal says.
const SHORT: usize = 4_096;

const XML: &str = "application/xml";
const FORM: &str = "application/x-www-form-urlencoded";

const LINES: &str = "<LineItems><CartLineItem><CatalogItemId>CFQ7TTC0LH16:0001:CFQ7TTC0XXXX</CatalogItemId>\
    <Quantity>1</Quantity><BillingCycle>Monthly</BillingCycle></CartLineItem></LineItems>";

const PAIRS: &str = "LineItems[0].CatalogItemId=CFQ7TTC0LH16:0001:CFQ7TTC0XXXX&LineItems[0].Quantity=1\
    &LineItems[0].BillingCycle=monthly";

fn cart(before: &str) -> String {
    format!("<Cart>{before}{LINES}</Cart>")
}

fn numbered(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).map(text).collect()
}

/// As much of a text as fits into a body beside a good cart.
fn much(text: &str) -> String {
    text.repeat((MEBIBYTE - 1_000) / text.len())
}

/// Documents whose types make much of little, or fetch what is not theirs.
fn document_types() -> Vec<(&'static str, String)> {
    let laughs = numbered(9, |n| format!("<!ENTITY l{} \"{}\">", n + 1, format!("&l{n};").repeat(10)));
    let parameters = numbered(9, |n| format!("<!ENTITY % p{} \"{}\">", n + 1, format!("%p{n};").repeat(10)));
    let long = "x".repeat(100_000);
    let typed = |subset: &str, inside: &str| format!("<!DOCTYPE Cart [{subset}]>{}", cart(inside));
    vec![
        ("a billion laughs", typed(&format!("<!ENTITY l0 \"lol\">{laughs}"), "<x>&l9;</x>")),
        ("a billion laughs in an attribute", typed(&format!("<!ENTITY l0 \"lol\">{laughs}"), "<x y=\"&l9;\"/>")),
        ("a billion parameters", typed(&format!("<!ENTITY % p0 \"lol\">{parameters} %p9;"), "")),
        ("a quadratic blowup", typed(&format!("<!ENTITY a \"{long}\">"), &format!("<x>{}</x>", "&a;".repeat(200_000)))),
        ("many entities", typed(&numbered(30_000, |n| format!("<!ENTITY e{n} \"\">")), "")),
        ("a type that nests", typed(&"<!X".repeat(300_000), "")),
        ("a type without end", format!("<!DOCTYPE Cart [{}", "[".repeat(900_000))),
        ("a type of quotes", format!("<!DOCTYPE Cart [<!ENTITY a \"{}", "'".repeat(900_000))),
    ]
}

fn refused_xml() -> Vec<(&'static str, String)> {
    let nested =
        |open: &str, close: &str, levels: usize| cart(&format!("{}{}", open.repeat(levels), close.repeat(levels)));
    let attributes = numbered(95_000, |n| format!(" a{n}=\"\""));
    let mut documents = document_types();
    documents.extend([
        ("a hundred thousand attributes", cart(&format!("<x{}/>", " a=\"\"".repeat(100_000)))),
        ("as many of different names", cart(&format!("<x{attributes}/>"))),
        ("as many on the root", format!("<Cart{attributes}>{LINES}</Cart>")),
        ("many namespaces", cart(&format!("<x{}/>", numbered(60_000, |n| format!(" xmlns:a{n}=\"u\""))))),
        ("ten thousand levels", nested("<x>", "</x>", 10_000)),
        ("ten thousand levels of lines", nested("<LineItems><CartLineItem>", "</CartLineItem></LineItems>", 10_000)),
        ("levels that are never closed", cart(&much("<x>"))),
        ("add-ons of add-ons", format!("<Cart><LineItems><x>{}", much("<AddonItems><x>"))),
        ("many elements", cart(&much("<x/>"))),
        ("a name without end", cart(&format!("<{}/>", much("x")))),
        ("an attribute's name without end", cart(&format!("<x {}", much("x")))),
        ("an attribute without end", cart(&format!("<x a=\"{}", much("x")))),
        ("a comment without end", cart(&format!("<!--{}", much("- ")))),
        ("a section without end", cart(&format!("<![CDATA[{}", much("]] ")))),
        ("an instruction without end", cart(&format!("<?x {}", much("? ")))),
        ("a reference without end", cart(&format!("<x>&{}", much("x")))),
        ("a number without end", cart(&format!("<x>&#{};</x>", much("1")))),
        ("openings", much("<")),
        ("closings", cart(&much("</x>"))),
        ("a long text", format!("<Cart>{}</Cart>", much("x"))),
        (
            "a long name of a line",
            cart("").replace("<Quantity>", &format!("<FriendlyName>{}</FriendlyName><Quantity>", much("x"))),
        ),
        ("a long number", cart("").replace("<Quantity>1", &format!("<Quantity>{}", much("1")))),
        ("many lines", format!("<Cart><LineItems>{}</LineItems></Cart>", "<CartLineItem/>".repeat(15_000))),
        ("a mebibyte and a byte", format!("{}{}", cart(""), " ".repeat(MEBIBYTE + 1 - cart("").len()))),
    ]);
    documents
}

fn taken_xml() -> Vec<(&'static str, String)> {
    vec![
        ("a long comment", cart(&format!("<!--{}-->", much("- ")))),
        ("a long instruction", cart(&format!("<?x {}?>", much("? ")))),
        ("a long section", cart(&format!("<x><![CDATA[{}]]></x>", much("]] ")))),
        ("many sections", cart(&format!("<x>{}</x>", much("<![CDATA[]]>")))),
        ("many comments", cart(&much("<!---->"))),
        ("many references", cart(&format!("<x>{}</x>", much("&#x41;")))),
        ("a long attribute", cart(&format!("<x a=\"{}\"/>", much("&amp;")))),
        ("a thousand attributes", cart(&format!("<x{}/>", numbered(1_000, |n| format!(" a{n}=\"\""))))),
        ("two hundred levels", cart(&format!("{}{}", "<x>".repeat(200), "</x>".repeat(200)))),
        ("much space", format!("{}{}", cart(""), much(" "))),
    ]
}

fn refused_forms() -> Vec<(&'static str, String)> {
    let behind = |text: &str| format!("{PAIRS}&{text}");
    vec![
        ("1,001 pairs", behind(&vec!["x=1"; 998].join("&"))),
        ("1,001 pairs of different names", behind(&numbered(998, |n| format!("x{n}=1&")))),
        ("a mebibyte of pairs", behind(&much("a&"))),
        ("many indexes", behind(&numbered(900, |n| format!("LineItems[{}].Id=1&", n + 1)))),
        ("many indexes by name", behind(&numbered(900, |n| format!("LineItems.index={n}&")))),
        ("a key that goes deep", behind(&format!("x{}=1", much("[0]")))),
        ("a key that goes deep by names", behind(&format!("x{}=1", much(".x")))),
        ("a key of openings", behind(&format!("x{}=1", much("[")))),
        ("a key of closings", behind(&format!("x{}=1", much("]")))),
        ("an index without end", behind(&format!("LineItems[{}].Id=1", much("1")))),
        ("a long name of a line", behind(&format!("LineItems[0].FriendlyName={}", much("x")))),
        ("a long name in escapes", behind(&format!("LineItems[0].FriendlyName={}", much("%41")))),
        ("a long number", behind(&format!("LineItems[0].Quantity={}", much("1")))),
        ("a long key of nothing", behind(&format!("LineItems[0].Quantity[{}]=1", much("x")))),
        ("a long key that is no text", behind(&format!("{}%FF=1", much("x")))),
        ("a mebibyte and a byte", behind(&"x".repeat(MEBIBYTE - PAIRS.len()))),
    ]
}

fn taken_forms() -> Vec<(&'static str, String)> {
    let behind = |text: &str| format!("{PAIRS}&{text}");
    vec![
        ("1,000 pairs", behind(&vec!["x=1"; 997].join("&"))),
        ("1,000 pairs of different names", behind(&numbered(997, |n| format!("{}{n}=1&", "x".repeat(1_000))))),
        ("a long key", behind(&much("x"))),
        ("a long key in escapes", behind(&much("%41"))),
        ("a long key of nothing in brackets", behind(&format!("x{}=1", much("[]")))),
        ("a long value", behind(&format!("x={}", much("+")))),
        ("escapes cut short", behind(&format!("x={}", much("%4")))),
        ("separators", behind(&much("&"))),
    ]
}

/// Every body, where it is read; and where it is not, at the checkout.
async fn run(content_type: &str, refused: Vec<(&str, String)>, taken: Vec<(&str, String)>) {
    let target = Target::start().await;
    let refused: Vec<Case> = refused.into_iter().map(|(what, body)| Case::new(what, body)).collect();
    let taken: Vec<Case> = taken.into_iter().map(|(what, body)| Case::new(what, body)).collect();
    for case in &refused {
        assert!(case.body.len() <= MEBIBYTE + 1, "{}: {} bytes", case.text, case.body.len());
        for request in target.writes() {
            let request = request.bytes(content_type, case.body.clone());
            let answer = tokio::time::timeout(BOUNDED, target.refuses(&case.text, request)).await;
            let answer = answer.unwrap_or_else(|_| panic!("{} takes too long", case.text));
            answer.expect_fault(400, 800_002);
            assert!(answer.text.len() < SHORT, "{}: {} bytes", case.text, answer.text.len());
        }
    }
    for case in &taken {
        assert!(case.body.len() <= MEBIBYTE, "{}: {} bytes", case.text, case.body.len());
        let taking = tokio::time::timeout(BOUNDED, target.takes(content_type, case)).await;
        taking.unwrap_or_else(|_| panic!("{} takes too long", case.text));
    }
    let within = |case: &&Case| case.body.len() <= MEBIBYTE;
    target.checks_out_alike(&[content_type], refused.iter().chain(&taken).filter(within)).await;
    target.lives().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn xml_cannot_be_made_to_hurt() {
    run(XML, refused_xml(), taken_xml()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_cannot_be_made_to_hurt() {
    run(FORM, refused_forms(), taken_forms()).await;
}

/// What a body is encoded in is said by its mark, or else by its header. What its declaration says counts for nothing, unless
/// nobody here speaks it.
#[tokio::test(flavor = "multi_thread")]
async fn xml_and_forms_are_of_the_encoding_that_they_say() {
    let target = Target::start().await;
    let wide = |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let little = |text: &str| wide(text, u16::to_le_bytes);
    let big = |text: &str| wide(text, u16::to_be_bytes);
    let marked = |text: &str| format!("\u{FEFF}{text}");
    let (xml, form) = (cart(""), PAIRS);
    let declared = format!("<?xml version=\"1.0\" encoding=\"utf-16\"?>{xml}");
    for (content_type, body) in [
        ("application/xml", little(&marked(&declared))),
        ("application/xml", big(&marked(&declared))),
        ("text/xml; charset=utf-8", big(&marked(&xml))),
        ("text/xml; charset=utf-16", little(&declared)),
        ("text/xml; charset=utf-16", big(&declared)),
        ("application/x-www-form-urlencoded; charset=utf-16", little(form)),
        (FORM, big(&marked(form))),
    ] {
        target.takes(content_type, &Case::new(format!("{content_type}: {body:x?}"), body)).await;
    }
    let odd = "<?xml version=\"1.0\" encoding=\"utf-7\"?>";
    let utf_7 = xml.replace('<', "+ADw-").replace('>', "+AD4-");
    for (status, content_type, body) in [
        (400, "application/xml", little(&declared)),
        (400, "application/xml", big(&declared)),
        (400, "text/xml; charset=utf-16", xml.clone().into_bytes()),
        (400, "application/xml", [b"\xFF\xFE".as_slice(), &big(&xml)].concat()),
        (400, "application/xml", [b"\xFE\xFF".as_slice(), &big(&xml)[1..]].concat()),
        (400, "application/xml", [b"\xFE\xFF".as_slice(), xml.as_bytes()].concat()),
        (400, "application/xml", little(&marked(&format!("{odd}{xml}")))),
        (400, "application/xml", format!("{odd}{utf_7}").into_bytes()),
        (400, "application/xml", utf_7.clone().into_bytes()),
        (400, FORM, little(form)),
        (400, "application/x-www-form-urlencoded; charset=utf-16", form.as_bytes().to_vec()),
        (415, "application/xml; charset=utf-7", utf_7.into_bytes()),
        (415, "application/xml; charset=utf-32", xml.clone().into_bytes()),
        (415, "application/xml; charset=\"x\\\"", xml.clone().into_bytes()),
        (415, "text/xml; charset=iso-8859-1", xml.clone().into_bytes()),
        (415, "application/x-www-form-urlencoded; charset=windows-1252", form.as_bytes().to_vec()),
        (415, "application/soap+xml", xml.into_bytes()),
    ] {
        for request in target.writes() {
            let answer = target.refuses(content_type, request.bytes(content_type, body.clone())).await;
            answer.expect_fault(status, 800_002);
        }
    }
}
