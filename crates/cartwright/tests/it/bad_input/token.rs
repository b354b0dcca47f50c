//! Bad input to the issuer: whatever is sent where a form is due is answered with OAuth's error or with a token, never with a
//! server's error (RFC 6749, 5.2).

use super::{
    Target,
    corpus::{Case, Corpus},
};
use crate::support::{APPLICATION, Answer, PARTNER, Request, send_to_the_end};
use std::time::Duration;

const FORM: &str = "application/x-www-form-urlencoded";

/// What a server that forgot a connection would take for ever to do.
const PATIENCE: Duration = Duration::from_secs(20);

/// More than any refusal says.
const SHORT: usize = 4_096;

const MEBIBYTE: usize = 1024 * 1024;

fn grant() -> String {
    format!("grant_type=client_credentials&client_id={APPLICATION}&client_secret=dev-secret")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_grant_is_refused_in_oauths_words() {
    let target = Target::start().await;
    let before = target.database.everything();
    for corpus in [Corpus::form(), Corpus::json(), Corpus::xml()] {
        for Case { text, body } in corpus.all() {
            assert_denied(text, &target.ask(FORM, body.clone()).await, "invalid_request");
        }
    }
    assert!(target.database.everything() == before);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_beside_a_grant_does_no_harm() {
    let target = Target::start().await;
    let before = target.database.everything();
    for Case { text, body } in Corpus::form().all() {
        let answer = target.ask(FORM, [grant().as_bytes(), b"&", body].concat()).await;
        assert!(answer.expect(200)["access_token"].is_string(), "{text}: {}", answer.text);
        for name in ["grant_type", "client_id", "client_secret"] {
            let answer = target.ask(FORM, [name.as_bytes(), b"=", body, b"&", grant().as_bytes()].concat()).await;
            assert!([400, 401].contains(&answer.status.as_u16()), "{name}={text}: {}", answer.text);
            assert_oauth(text, &answer);
        }
    }
    assert!(target.database.everything() == before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_is_sent_twice_is_refused() {
    let target = Target::start().await;
    for again in
        ["grant_type=client_credentials", "client_id=x", "client_secret=dev-secret", "refresh_token=a&refresh_token=a"]
    {
        assert_denied(again, &target.ask(FORM, format!("{}&{again}", grant())).await, "invalid_request");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_grant_of_a_mebibyte_is_answered_in_short() {
    let target = Target::start().await;
    let much = |text: &str| text.repeat((MEBIBYTE - 1_000) / text.len());
    for (what, form) in [
        ("a long grant", format!("grant_type={}", much("x"))),
        ("a long grant in escapes", format!("grant_type={}", much("%22"))),
        ("a long grant of other letters", format!("grant_type={}", much("\u{e9}"))),
        ("a long client", format!("grant_type=client_credentials&client_id={}", much("1"))),
        ("a long secret", format!("grant_type=client_credentials&client_id={APPLICATION}&client_secret={}", much("x"))),
        ("a long name", much("x")),
        ("many pairs", much("x=1&")),
        ("many grants", much("grant_type=x&")),
        ("many separators", much("&")),
        ("escapes cut short", format!("grant_type={}", much("%"))),
        ("a mebibyte and a byte", "x".repeat(MEBIBYTE + 1)),
    ] {
        let answer = target.ask(FORM, form).await;
        assert!([400, 401].contains(&answer.status.as_u16()), "{what}: {}", answer.status);
        assert_oauth(what, &answer);
    }
}

/// As HTTP: a body that does not fit its frame is refused or hung up on, and nothing behind it is read.
#[tokio::test(flavor = "multi_thread")]
async fn a_grant_that_does_not_fit_its_frame_is_refused() {
    let target = Target::start().await;
    let form = grant();
    let chunk = format!("{:x}\r\n{form}\r\n", form.len());
    let head = |framing: &str| {
        format!("POST /{PARTNER}/oauth2/token HTTP/1.1\r\nHost: test\r\nContent-Type: {FORM}\r\n{framing}\r\n\r\n")
    };
    for (framing, body) in [
        ("Content-Length: -1", form.clone()),
        ("Content-Length: 1, 2", form.clone()),
        ("Content-Length: 5\r\nContent-Length: 6", form.clone()),
        ("Transfer-Encoding: xchunked", chunk.clone() + "0\r\n\r\n"),
        ("Transfer-Encoding: gzip, chunked", chunk.clone() + "0\r\n\r\n"),
        ("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", chunk.clone() + "0\r\n\r\n"),
        ("Transfer-Encoding: chunked", chunk.clone() + "x\r\n\r\n"),
        ("Transfer-Encoding: chunked", form.clone()),
        ("Transfer-Encoding: chunked", format!("0x{chunk}0\r\n\r\n")),
        ("Transfer-Encoding: chunked", chunk.replace("\r\n", "\n") + "0\n\n"),
    ] {
        let request = head(framing) + &body + &head(&format!("Content-Length: {}", form.len())) + &form;
        let sent = send_to_the_end(target.server.address(), request.as_bytes());
        let answers = tokio::time::timeout(PATIENCE, sent).await.expect("a closed connection");
        let statuses: Vec<u16> = answers.iter().map(|answer| answer.status.as_u16()).collect();
        assert_eq!(statuses, [400], "{framing}: {body}");
        if answers[0].text.contains("error_description") {
            assert_denied(framing, &answers[0], "invalid_request");
        }
    }
    target.lives().await;
}

impl Target {
    async fn ask(&self, content_type: &str, body: impl Into<Vec<u8>>) -> Answer {
        let request = Request::post(format!("/{PARTNER}/oauth2/token")).bytes(content_type, body);
        self.server.send_bare(request).await
    }
}

/// OAuth's error, in characters that it may have.
#[track_caller]
fn assert_oauth(what: &str, answer: &Answer) {
    let body = answer.json();
    let words = body["error_description"].as_str().unwrap_or_default();
    assert!(body["error"].is_string() && !words.is_empty(), "{what}: {}", answer.text);
    let allowed = |character: char| matches!(character, ' '..='~') && !matches!(character, '"' | '\\');
    assert!(words.chars().all(allowed), "{what}: {words:.200}");
    assert_eq!(body.as_object().map(serde_json::Map::len), Some(2), "{what}: {:.200}", answer.text);
    assert!(answer.text.len() < SHORT, "{what}: {} bytes", answer.text.len());
    assert_eq!(answer.header("cache-control"), Some("no-store"), "{what}");
}

#[track_caller]
fn assert_denied(what: &str, answer: &Answer, error: &str) {
    assert_eq!(answer.status.as_u16(), 400, "{what}: {}", answer.text);
    assert_oauth(what, answer);
    assert_eq!(answer.json()["error"], error, "{what}: {}", answer.text);
}
