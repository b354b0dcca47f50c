//! JSON that is none, over HTTP: `contract/corpus/json.toml`, bodies cut off and bodies with a byte flipped.

use super::{
    Target, assert_refusal,
    corpus::{Case, Corpus},
};
use crate::support::{LICENCE, cart_of, line, with};
use serde_json::json;

const JSON: &str = "application/json";

#[tokio::test(flavor = "multi_thread")]
async fn what_is_json_makes_a_cart() {
    let target = Target::start().await;
    for case in &Corpus::json().accept {
        target.takes(JSON, case).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_json_is_refused_and_changes_nothing() {
    let target = Target::start().await;
    for case in &Corpus::json().reject {
        target.refuses_body(JSON, case).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_json_leaves_open_is_taken_or_refused() {
    let target = Target::start().await;
    for case in &Corpus::json().either {
        target.takes_or_refuses(JSON, case).await;
    }
}

/// Both SDKs send a text as the body of a checkout, the documentation says none: whatever comes is read and ignored.
#[tokio::test(flavor = "multi_thread")]
async fn a_checkout_does_not_look_at_its_body() {
    let target = Target::start().await;
    let content_types = [JSON, "text/plain", "application/x-www-form-urlencoded"];
    target.checks_out_alike(&content_types, Corpus::json().all()).await;
}

/// The mark says what the bytes are; without one, a charset does, and without that they are UTF-8 (digest 5.2).
#[tokio::test(flavor = "multi_thread")]
async fn utf_16_is_json_where_a_mark_or_a_charset_says_so() {
    let target = Target::start().await;
    let text = cart_of([line(crate::support::PLAIN_LICENCE, 1, "monthly", None)]).to_string();
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let (little_mark, big_mark) = (b"\xFF\xFE".as_slice(), b"\xFE\xFF".as_slice());
    let (plain, utf_8, utf_16) = (JSON, "application/json; charset=utf-8", "application/json; charset=utf-16");
    for (what, content_type, body) in [
        ("little, marked", plain, [little_mark, &little].concat()),
        ("big, marked", plain, [big_mark, &big].concat()),
        ("little, marked, said to be UTF-8", utf_8, [little_mark, &little].concat()),
        ("big, marked, said to be UTF-16", utf_16, [big_mark, &big].concat()),
        ("little, not marked", utf_16, little.clone()),
        ("big, not marked", utf_16, big.clone()),
    ] {
        target.takes(content_type, &Case::new(what, body)).await;
    }
    for (what, content_type, body) in [
        ("little, not said", plain, little.clone()),
        ("big, not said", plain, big.clone()),
        ("little, said to be UTF-8", utf_8, little.clone()),
        ("big behind the mark of little", plain, [little_mark, &big].concat()),
        ("little behind the mark of big", plain, [big_mark, &little].concat()),
        ("two marks", plain, [little_mark, little_mark, &little].concat()),
        ("half a character", plain, [little_mark, &little[..little.len() - 1]].concat()),
        ("half a pair", plain, [little_mark, &little, b"\x00\xD8"].concat()),
        ("UTF-8 said to be UTF-16", utf_16, text.clone().into_bytes()),
        ("UTF-32 and its mark", plain, [b"\xFF\xFE\0\0", &*utf_32(&text)].concat()),
        ("UTF-32", utf_16, utf_32(&text)),
    ] {
        target.refuses_body(content_type, &Case::new(what, body)).await;
    }
}

fn utf_32(text: &str) -> Vec<u8> {
    text.chars().flat_map(|character| u32::from(character).to_le_bytes()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_cut_off_anywhere_is_refused() {
    let target = Target::start().await;
    let line = with(
        line(LICENCE, 1, "monthly", Some("P1M")),
        json!({ "friendlyName": "é📎", "provisioningContext": { "a": [1.5e3, true, null] } }),
    );
    let body = cart_of([line]).to_string();
    for length in 0..body.len() {
        for request in target.writes() {
            let cut = body.as_bytes()[..length].to_vec();
            target.refuses(&format!("{length} bytes"), request.bytes("application/json", cut)).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_with_any_byte_flipped_is_never_our_fault() {
    let target = Target::start().await;
    let body = cart_of([line(LICENCE, 1, "monthly", Some("P1M"))]).to_string().into_bytes();
    for place in 0..body.len() {
        for flip in [0x01, 0x20, 0x80] {
            let mut flipped = body.clone();
            flipped[place] ^= flip;
            for request in target.writes() {
                let answer = target.server.send(request.bytes("application/json", flipped.clone())).await;
                match answer.status.as_u16() {
                    201 => {}
                    _ => assert_refusal(&String::from_utf8_lossy(&flipped), &answer),
                }
            }
        }
    }
}
