//! Documents made to hurt: each is refused, none is believed, and none takes long.

use crate::samples::{form, tree, xml};
use domain::fault::FaultKind;
use proptest::prelude::*;
use wire::xml::{ATTRIBUTES, DEPTH, ELEMENTS, NAME};

/// The largest body that is collected.
const BODY: usize = 1024 * 1024;

fn refused(document: impl AsRef<[u8]>) {
    let document = document.as_ref();
    let shown = String::from_utf8_lossy(&document[..document.len().min(80)]).into_owned();
    let fault = tree("application/xml", document).expect_err(&shown);
    assert_eq!(fault.kind(), FaultKind::InvalidInput, "{shown}");
}

#[test]
fn document_types_are_refused_before_anything_in_them_is_acted_on() {
    let laughs = (1..10).fold(String::from("<!ENTITY l0 \"lol\">"), |laughs, n| {
        let inner = format!("&l{};", n - 1).repeat(10);
        format!("{laughs}<!ENTITY l{n} \"{inner}\">")
    });
    for document in [
        format!("<!DOCTYPE Cart [{laughs}]><Cart>&l9;</Cart>"),
        "<!DOCTYPE Cart [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><Cart>&e;</Cart>".to_owned(),
        "<!DOCTYPE Cart [<!ENTITY % p SYSTEM \"http://example.invalid/p\"> %p;]><Cart/>".to_owned(),
        "<!DOCTYPE Cart PUBLIC \"-//x\" \"http://example.invalid/x.dtd\"><Cart/>".to_owned(),
        "<!DOCTYPE Cart><Cart/>".to_owned(),
        "<!doctype cart><Cart/>".to_owned(),
        "<!DOCTYPE>".to_owned(),
        "<!DOCTYPE Cart [".to_owned(),
        "<!DOCTYPE Cart [<!ENTITY a \"".to_owned(),
        "<Cart><!DOCTYPE Cart></Cart>".to_owned(),
        "<Cart/><!DOCTYPE Cart>".to_owned(),
        format!("<!DOCTYPE Cart [{}]><Cart/>", "<!X".repeat(100_000)),
    ] {
        refused(document);
    }
}

#[test]
fn what_is_not_well_formed_is_refused() {
    for document in [
        "",
        " ",
        "<",
        "<>",
        "</>",
        "<Cart",
        "<Cart>",
        "<Cart><",
        "</Cart>",
        "<Cart></cart>",
        "<Cart></Cart",
        "< Cart/>",
        "<Cart/ >",
        "<Cart//>",
        "<Cart/><Cart/>",
        "<Cart/>text",
        "text<Cart/>",
        "<Cart/>&amp;",
        "&#65;<Cart/>",
        "<![CDATA[x]]><Cart/>",
        "<Cart/><![CDATA[]]>",
        "<Cart></Cart></Cart>",
        "<Cart><a></Cart></a>",
        "<Cart><LineItems/></Cart x=\"\">",
        "<Cart>&</Cart>",
        "<Cart>&;</Cart>",
        "<Cart>& amp;</Cart>",
        "<Cart>&unheard;</Cart>",
        "<Cart>&nbsp;</Cart>",
        "<Cart>&#0;</Cart>",
        "<Cart>&#1;</Cart>",
        "<Cart>&#xFFFE;</Cart>",
        "<Cart>&#xD800;</Cart>",
        "<Cart>&#x110000;</Cart>",
        "<Cart>&#99999999999;</Cart>",
        "<Cart>&#x;</Cart>",
        "<Cart>&#-1;</Cart>",
        "<Cart>]]></Cart>",
        "<Cart><![CDATA[</Cart>",
        "<Cart><![cdata[x]]></Cart>",
        "<Cart><!></Cart>",
        "<Cart><!--></Cart>",
        "<Cart><!---></Cart>",
        "<Cart><!-- a -- b --></Cart>",
        "<Cart><!-- a ---></Cart>",
        "<Cart><!ENTITY a \"b\"></Cart>",
        "<Cart><?></Cart>",
        "<Cart><??></Cart>",
        "<Cart><?xml?></Cart>",
        "<Cart><?XML a?></Cart>",
        "<Cart a/>",
        "<Cart a=/>",
        "<Cart a=1/>",
        "<Cart a=\"1/>",
        "<Cart a=\"1\"b=\"2\"/>",
        "<Cart a=\"1\" a=\"2\"/>",
        "<Cart a=\"<\"/>",
        "<Cart a=\"&x;\"/>",
        "<Cart 1=\"\"/>",
        "<Cart><1/></Cart>",
        "<Cart><-a/></Cart>",
        "<Cart><a:/></Cart>",
        "<Cart><:a/></Cart>",
        "<Cart><a:b:c/></Cart>",
        "<Cart><a\"b/></Cart>",
        "<Cart>\u{FFFE}</Cart>",
        "<Cart>\u{FFFF}</Cart>",
        "<Cart>\0</Cart>",
        "<Cart>\u{1}</Cart>",
        "<Cart>\u{1F}</Cart>",
        "<Cart/>\0",
        "\0<Cart/>",
        "<Cart a=\"\u{B}\"/>",
        "<?xml?><Cart/>",
        "<?xml encoding=\"utf-7\"?><Cart/>",
        "<?xml version=\"1.0\" encoding=\"utf-7\"?><Cart/>",
        "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><Cart/>",
        "<?xml version=\"1.0\" encoding=\"\"?><Cart/>",
        "<?xml version=\"9.9\"?><Cart/>",
        "<?xml version=\"1.0\" encodin=\"utf-8\"?><Cart/>",
        "<?xml version=\"1.0\" standalone=\"yes\" encoding=\"utf-8\"?><Cart/>",
        "<?xml version=\"1.0\" standalone=\"perhaps\"?><Cart/>",
        "<?xml version=\"1.0\" version=\"1.0\"?><Cart/>",
        "<?xml version=1.0?><Cart/>",
        "<?xml version=\"1.0\"<Cart/>",
        " <?xml version=\"1.0\"?><Cart/>",
        "<?xml version=\"1.0\"?><?xml version=\"1.0\"?><Cart/>",
        "<Cart><?xml version=\"1.0\"?></Cart>",
    ] {
        refused(document);
    }
}

#[test]
fn what_is_no_cart_is_refused() {
    let instance = "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\"";
    refused(format!("<Cart {instance} i:nil=\" 1 \"><LineItems/></Cart>"));
    refused(format!("<Cart {instance} i:nil=\"perhaps\"/>"));
    refused("<Cart i:nil=\"true\"/>");
    refused("<Carts/>");
    refused("<CartLineItem/>");
    refused("<Cart.x/>");
    assert!(xml("<Cart>text</Cart>").is_err());
}

#[test]
fn what_is_not_of_its_encoding_is_refused() {
    let wide = |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    refused(b"<Cart>\xFF</Cart>");
    refused(b"<Cart>\xED\xA0\x80</Cart>");
    refused(b"<Cart>\xC0\xBC</Cart>");
    // UTF-16 that says so by nothing.
    refused(wide("<Cart/>", u16::to_le_bytes));
    refused(wide("<Cart/>", u16::to_be_bytes));
    refused([b"\xFF\xFE".as_slice(), &wide("<Cart/>", u16::to_le_bytes), b"\0"].concat());
    refused([b"\xFF\xFE".as_slice(), &wide("<Cart/>", u16::to_be_bytes)].concat());
    // UTF-32, whose mark begins like that of UTF-16.
    refused(b"\xFF\xFE\0\0<\0\0\0C\0\0\0a\0\0\0r\0\0\0t\0\0\0/\0\0\0>\0\0\0");
    assert!(tree("text/xml; charset=utf-16", wide("<Cart/>", u16::to_le_bytes)).is_ok());
    assert!(tree("text/xml; charset=utf-16", "<Cart/> ").is_err());
    assert!(tree("text/xml", [b"\xFF\xFE".as_slice(), &wide("<Cart/>", u16::to_le_bytes)].concat()).is_ok());
}

#[test]
fn depth_is_bounded() {
    let nested = |name: &str, levels: usize| {
        let (open, close) = (format!("<{name}>"), format!("</{name}>"));
        format!("<Cart>{}{}</Cart>", open.repeat(levels), close.repeat(levels))
    };
    for name in ["a", "LineItems", "CartLineItem"] {
        assert!(tree("text/xml", nested(name, DEPTH - 1)).is_ok(), "{name}");
        refused(nested(name, DEPTH));
    }
    refused(nested("a", 100_000));
    refused(format!("<Cart>{}", "<a>".repeat(100_000)));
    let addons = "<LineItems><x>".to_owned() + &"<AddonItems><x>".repeat(100_000);
    refused(format!("<Cart>{addons}"));
}

#[test]
fn sizes_are_bounded() {
    let attributes = |count: usize| (0..count).map(|n| format!(" a{n}=\"\"")).collect::<String>();
    let declared = |count: usize| (0..count).map(|n| format!(" xmlns:a{n}=\"u\"")).collect::<String>();
    assert!(tree("text/xml", format!("<Cart{}/>", attributes(ATTRIBUTES))).is_ok());
    refused(format!("<Cart{}/>", attributes(ATTRIBUTES + 1)));
    refused(format!("<Cart{}/>", attributes(100_000)));
    refused(format!("<Cart{}/>", declared(100_000)));
    assert!(tree("text/xml", format!("<Cart>{}</Cart>", "<a/>".repeat(ELEMENTS - 1))).is_ok());
    refused(format!("<Cart>{}</Cart>", "<a/>".repeat(ELEMENTS)));
    refused(format!("<Cart>{}</Cart>", "<a/>".repeat(BODY / 4)));
    assert!(tree("text/xml", format!("<Cart><{}/></Cart>", "a".repeat(NAME))).is_ok());
    refused(format!("<Cart><{}/></Cart>", "a".repeat(NAME + 1)));
    refused(format!("<{}/>", "a".repeat(BODY)));
    refused(format!("<Cart {}=\"\" b/>", "a".repeat(BODY)));
}

#[test]
fn what_is_merely_large_takes_no_time() {
    let long = "x".repeat(BODY);
    assert!(xml(format!("<Cart><!--{long}--><?a {long}?><a b=\"{long}\">{long}</a></Cart>")).is_ok());
    assert!(xml(format!("<Cart><a>{}</a></Cart>", "&amp;".repeat(BODY / 5))).is_ok());
    assert!(xml(format!("<Cart><a>{}</a></Cart>", "<!---->".repeat(BODY / 7))).is_ok());
    assert!(xml(format!("<Cart><a b=\"{}\"/></Cart>", "&#x41;".repeat(BODY / 6))).is_ok());
    // Every element declares prefixes, and asks for one of them.
    let declared: String = (0..900).map(|n| format!(" xmlns:a{n}=\"u\"")).collect();
    let asking = "<x a899:nil=\"true\"/>".repeat(ELEMENTS - 300);
    let document = format!("<Cart>{}{asking}{}</Cart>", format!("<y{declared}>").repeat(50), "</y>".repeat(50));
    assert!(xml(document).is_ok());
}

proptest! {
    #[test]
    fn noise_is_read_or_refused_and_never_panics(
        noise in "[<>/!?&;:=\"' \\[\\]a-cCart\\-\r\n\u{0}é]{0,60}",
        key in "[LineItems0-9.\\[\\]&=%a]{0,60}",
    ) {
        for document in [noise.clone(), format!("<Cart>{noise}</Cart>"), format!("<Cart {noise}/>")] {
            let _ = xml(&document);
        }
        for body in [key.clone(), format!("LineItems[0]{key}=1"), noise] {
            let _ = form(&body);
        }
    }

    #[test]
    fn bytes_are_read_or_refused_and_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        for content_type in ["text/xml", "text/xml; charset=utf-16", "application/x-www-form-urlencoded", "text/json"] {
            let _ = tree(content_type, &bytes);
        }
    }
}
