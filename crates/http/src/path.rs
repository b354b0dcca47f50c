//! Paths as clients write them, brought to the one form that routes know: fixed segments in lower case, no doubled and
//! no trailing slash (digest section 1, clients 1.2). Ids keep their case. Keys in the manner of OData,
//! `pricesheets(Market='US')`, become a segment of their own, for a route names whole segments.

use http::{Uri, uri::PathAndQuery};
use percent_encoding::percent_decode_str;
use std::borrow::Cow;

/// The segments of routes that are words and not ids.
const WORDS: &[&str] = &[
    "v1",
    "customers",
    "carts",
    "checkout",
    "orders",
    "provisioningstatus",
    "activationlinks",
    "lineitems",
    "products",
    "extensions",
    "product",
    "checkinventory",
    "productpromotions",
    "promotioneligibilities",
    "offers",
    "offercategories",
    "addons",
    "skus",
    "availabilities",
    "subscriptions",
    "registrationstatus",
    "registrations",
    "customtermenddates",
    "overage",
    "usagerecords",
    "relationshiprequests",
    "profiles",
    "organization",
    "mpn",
    "billing",
    "company",
    "relationships",
    "domains",
    "validations",
    "address",
    "countryvalidationrules",
    "agreements",
    "agreementtemplates",
    "document",
    "directsignedmicrosoftcustomeragreementstatus",
    "compliance",
    "csp",
    "agreementstatus",
    "qualifications",
    "qualification",
    "all",
    "validationstatus",
    "oauth2",
    "v2.0",
    "token",
    ".well-known",
    "openid-configuration",
    "discovery",
    "keys",
    "v1.0",
    "sales",
    "pricesheets",
    "offermatrix",
    "$value",
    "livez",
    "readyz",
];

/// The segments behind which keys stand.
const KEYED: [&str; 2] = ["pricesheets", "offermatrix"];

/// How a key begins, as it is and escaped.
const OPENING: [&str; 2] = ["(", "%28"];

/// The same target with a normal path. A path that is normal already comes back as it is.
///
/// The files of the documentation are left as they are: their page finds them relative to its own address.
#[must_use]
pub fn normal(uri: Uri) -> Uri {
    if uri.path().starts_with(crate::docs::ROOT) {
        return uri;
    }
    let path = normal_path(uri.path());
    if path == uri.path() {
        return uri;
    }
    let target = match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path,
    };
    let mut parts = uri.clone().into_parts();
    let Ok(target) = PathAndQuery::try_from(target) else {
        return uri;
    };
    parts.path_and_query = Some(target);
    Uri::from_parts(parts).unwrap_or(uri)
}

fn normal_path(path: &str) -> String {
    let segments = path.split('/').filter(|segment| !segment.is_empty());
    let segments = segments.flat_map(|segment| match keys_begin(segment) {
        Some(at) => vec![&segment[..at], &segment[at..]],
        None => vec![segment],
    });
    let normal: String = segments.flat_map(|segment| ["/".into(), normal_segment(segment)]).collect();
    if normal.is_empty() { "/".to_owned() } else { normal }
}

/// Where in a segment its keys begin.
fn keys_begin(segment: &str) -> Option<usize> {
    let at = OPENING.iter().filter_map(|opening| segment.find(opening)).min()?;
    KEYED.iter().any(|keyed| word(&unescaped(&segment[..at])) == Some(keyed)).then_some(at)
}

fn normal_segment(segment: &str) -> Cow<'_, str> {
    let plain = unescaped(segment);
    let decoded = percent_decode_str(segment).decode_utf8_lossy();
    word(&decoded).map_or(plain, Cow::Borrowed)
}

/// A segment without needless escapes: `%2D` is a hyphen. One that needs any of its escapes is left as it is.
fn unescaped(segment: &str) -> Cow<'_, str> {
    let unreserved = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
    match percent_decode_str(segment).decode_utf8() {
        Ok(plain) if plain.chars().all(unreserved) => plain,
        _ => Cow::Borrowed(segment),
    }
}

fn word(segment: &str) -> Option<&'static str> {
    WORDS.iter().copied().find(|word| word.eq_ignore_ascii_case(segment))
}

#[cfg(test)]
mod tests {
    use super::normal;

    #[test]
    fn odd_paths_become_normal() {
        for (odd, expected) in [
            ("/v1//customers/A/Carts/", "/v1/customers/A/carts"),
            ("//V1/Customers/A/orders?x=1", "/v1/customers/A/orders?x=1"),
            ("/v1/customers/A/orders/B/ProvisioningStatus", "/v1/customers/A/orders/B/provisioningstatus"),
            ("/v1/customers/A%2dB/%63arts", "/v1/customers/A-B/carts"),
            ("/v1/customers/A%2FB/carts", "/v1/customers/A%2FB/carts"),
            ("/v1/customers/%ff/carts", "/v1/customers/%ff/carts"),
            ("/V1.0/Sales/PriceSheets(Market='US')/%24VALUE", "/v1.0/sales/pricesheets/(Market='US')/$value"),
            ("/v1.0/sales/offermatrix%28Month='202401')/$value", "/v1.0/sales/offermatrix/%28Month='202401')/$value"),
            ("/v1/products/pricesheet(A)", "/v1/products/pricesheet(A)"),
            ("/", "/"),
            ("//", "/"),
        ] {
            let uri = odd.parse().expect("a uri");
            assert_eq!(normal(uri).to_string(), expected, "{odd}");
        }
    }
}
