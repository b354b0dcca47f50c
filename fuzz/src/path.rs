//! Targets of requests, made normal.

use http::Uri;
use http_floor::path::normal;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;

/// What is normal stays as it is and is a target itself. Nothing but the path changes. The path never gets longer, but for a slash
/// between a name and its keys; its segments mean what they meant, but that doubled slashes go and words are in lower case. Ids and
/// keys keep their case.
///
/// # Panics
/// When one of them does not hold.
pub fn path(data: &[u8]) {
    let Ok(odd) = Uri::try_from(data) else { return };
    let plain = normal(odd.clone());
    assert_eq!(normal(plain.clone()), plain, "normal twice");
    assert_eq!(plain.to_string().parse::<Uri>().expect("a target"), plain, "written and read");
    assert_eq!((plain.scheme(), plain.authority(), plain.query()), (odd.scheme(), odd.authority(), odd.query()));
    if !odd.path().starts_with('/') {
        return;
    }
    let (before, after) = (segments(&odd), segments(&plain));
    assert!(plain.path().len() <= odd.path().len() + keyed(&before, &after, &plain), "{plain} is longer");
    keeps_ids(&odd);
}

/// How many of the segments were taken apart into a name and its keys; all others are the same.
fn keyed(before: &[Cow<'_, [u8]>], after: &[Cow<'_, [u8]>], plain: &Uri) -> usize {
    let mut after_them = after.iter();
    let mut keyed = 0;
    for before in before {
        let after = after_them.next().expect("a segment for each");
        let (name, keys) = before.split_at(after.len().min(before.len()));
        let word = after.iter().all(|byte| !byte.is_ascii_uppercase()) && name.eq_ignore_ascii_case(after);
        assert!(name == &**after || word, "{plain} has another segment");
        if !keys.is_empty() {
            assert!(
                keys.starts_with(b"(") && after_them.next().is_some_and(|after| **after == *keys),
                "{plain} has other keys"
            );
            keyed += 1;
        }
    }
    assert!(after_them.next().is_none(), "{plain} has more segments");
    keyed
}

fn segments(uri: &Uri) -> Vec<Cow<'_, [u8]>> {
    let segments = uri.path().split('/').filter(|segment| !segment.is_empty());
    segments.map(|segment| percent_decode_str(segment).into()).collect()
}

/// An id behind any path is there as it was sent, but for needless escapes.
fn keeps_ids(uri: &Uri) {
    let longer = format!("{}//aBc%2D7/", uri.path());
    let Ok(longer) = longer.parse::<Uri>() else { return };
    let plain = normal(longer);
    assert!(plain.path().ends_with("/aBc-7"), "{plain} has another id");
}
