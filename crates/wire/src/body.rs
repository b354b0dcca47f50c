//! A body in any media type that is read (decision 0001): the one place that knows which reader belongs to which.

use crate::{
    charset, form, json,
    media::{Body, ContentType},
    node::Node,
    xml::{self, Root},
};
use domain::fault::Fault;

/// Reads the body of a request that sends a resource of that class.
///
/// # Errors
/// 400/800002 with what is wrong in it.
pub fn read(content_type: ContentType, root: Root, body: &[u8]) -> Result<Node, Fault> {
    let ContentType { body: kind, charset } = content_type;
    match kind {
        Body::Json => json::read(charset::decode(body, charset)?.as_bytes()),
        Body::Xml => xml::read(body, charset, root),
        Body::Form => form::read(charset::decode(body, charset)?.as_bytes(), root),
    }
}

#[cfg(test)]
mod tests {
    use super::{Root, read};
    use crate::{cart, media};

    #[test]
    fn one_byte_order_mark_is_accepted_and_no_second_one() {
        let json = media::content_type("application/json").expect("a media type");
        assert!(read(json, Root::Cart, b"\xEF\xBB\xBF{}").is_ok());
        assert!(read(json, Root::Cart, b"\xEF\xBB\xBF\xEF\xBB\xBF{}").is_err());
        let xml = media::content_type("text/xml").expect("a media type");
        assert!(read(xml, Root::Cart, b"\xEF\xBB\xBF<Cart/>").is_ok());
        assert!(read(xml, Root::Cart, b"\xEF\xBB\xBF\xEF\xBB\xBF<Cart/>").is_err());
    }

    #[test]
    fn one_cart_reads_alike_in_every_media_type() {
        let json = r#"{"lineItems":[{"catalogItemId":"é","quantity":5}]}"#;
        let xml = "<Cart><LineItems><CartLineItem><CatalogItemId>é</CatalogItemId><Quantity>5</Quantity>\
            </CartLineItem></LineItems></Cart>";
        let form = "LineItems[0].CatalogItemId=%C3%A9&LineItems[0].Quantity=5";
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let draft = |content_type, body: &[u8]| {
            let content_type = media::content_type(content_type).expect("a media type");
            cart::draft(&read(content_type, Root::Cart, body).expect("a tree")).expect("a draft")
        };
        let expected = draft("", json.as_bytes());
        for (content_type, body) in [
            ("text/json; charset=utf-16", wide(json)),
            ("application/xml", xml.as_bytes().to_vec()),
            ("text/xml; charset=utf-16", wide(xml)),
            ("application/x-www-form-urlencoded", form.as_bytes().to_vec()),
        ] {
            assert_eq!(draft(content_type, &body), expected, "{content_type}");
        }
    }
}
