//! Requests whose end is in doubt, and what stands behind them: a request that would make a cart. It is answered where it is
//! beyond doubt a request of its own, and never where another reader would take it for part of the one before (RFC 9112,
//! sections 6 and 11.2).

use super::Target;
use crate::support::{Answer, CUSTOMER, LICENCE, cart_of, carts, line, send_to_the_end};
use std::time::Duration;

/// What a server that forgot a connection would take for ever to do.
const PATIENCE: Duration = Duration::from_secs(20);

/// The names of the request that is sent, the one that hides behind it, and an honest last one.
const FIRST: &str = "first";
const HIDDEN: &str = "hidden";
const LAST: &str = "last";

/// Framing that no two readers need to agree on. The first request is refused, and nothing behind it is read.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_framed_in_doubt_is_refused_and_closed() {
    let target = Target::start().await;
    for framing in [
        // Codings that are not the one.
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: identity, chunked",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked, chunked",
        "Transfer-Encoding: ,chunked",
        "Transfer-Encoding: chunked,",
        "Transfer-Encoding: \"chunked\"",
        "Transfer-Encoding: chunked;q=1",
        "Transfer-Encoding: chunked chunked",
        "Transfer-Encoding:",
        "Transfer-Encoding:\x0bchunked",
        "Transfer-Encoding: chunked\0",
        "Transfer-Encoding: ch\u{fc}nked",
        // The header twice.
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
        "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\ntransfer-encoding: chunked",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: 0\r\nContent-Length: 5",
        "Content-Length: 5\r\nTransfer-Encoding: identity",
        // Lengths that are none.
        "Content-Length: +5",
        "Content-Length: -5",
        "Content-Length: 5, 5",
        "Content-Length: 5 5",
        "Content-Length: 5;",
        "Content-Length: 0x5",
        "Content-Length: 5.0",
        "Content-Length: 5e0",
        "Content-Length:",
        "Content-Length: \"5\"",
        "Content-Length: \u{665}",
        "Content-Length: 99999999999999999999",
        // Names and lines that are none.
        "Transfer-Encoding : chunked",
        "Transfer-Encoding\t: chunked",
        "Content-Length : 5",
        " Transfer-Encoding: chunked",
        "Transfer-Encoding:\r\n chunked",
        "X: a\r\n Transfer-Encoding: chunked",
        "X: a\r\n\tContent-Length: 5",
        "X: a\rContent-Length: 5",
        "X: a\rTransfer-Encoding: chunked\r",
        "X: a\0b",
        "X\0: a",
        "X Y: a",
        "Transfer Encoding: chunked",
        "Transfer-Encoding",
        "\u{7f}Transfer-Encoding: chunked",
    ] {
        for body in ["0\r\n\r\n", ""] {
            let request = target.first(&format!("{framing}\r\n")) + body + &target.hidden();
            target.refuses_and_closes(framing, &request).await;
        }
    }
    target.lives().await;
}

/// A server may go by the chunks alone, if it closes behind them (RFC 9112, 6.1): the length is gone before anybody here can
/// see that it was there.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_read_behind_a_request_with_chunks_and_a_length() {
    let target = Target::start().await;
    let body = cart_of([line(LICENCE, 1, "monthly", None)]).to_string();
    let chunks = format!("{:x}\r\n{body}\r\n0\r\n\r\n", body.len());
    for length in [0, 3, chunks.len(), chunks.len() + target.hidden().len()] {
        for framing in [
            format!("Content-Length: {length}\r\nTransfer-Encoding: chunked\r\n"),
            format!("Transfer-Encoding: chunked\r\nContent-Length: {length}\r\n"),
            format!("Transfer-Encoding: chunked\r\nConnection: keep-alive\r\nContent-Length: {length}\r\n"),
            format!("Content-Length: {length}\r\nContent-Length: {length}\r\nTransfer-Encoding: Chunked\r\n"),
        ] {
            let before = target.carts();
            let request = target.first(&framing) + &chunks + &target.hidden() + &target.last();
            let answers = target.answers(&framing, &request).await;
            let [answer] = &answers[..] else { panic!("{framing}: {answers:?}") };
            match answer.status.as_u16() {
                201 => assert_eq!(target.carts(), before + 1, "{framing}"),
                status => assert_eq!((status, target.carts()), (400, before), "{framing}"),
            }
        }
    }
}

/// Chunks that are none. The first request is refused once, and nothing behind it is read.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_chunk_is_refused_and_closed() {
    let target = Target::start().await;
    let long = "x".repeat(64 * 1024);
    let trailers = "X: y\r\n".repeat(2_000);
    for chunks in [
        "0x2\r\n{}\r\n0\r\n\r\n",
        "+2\r\n{}\r\n0\r\n\r\n",
        "-2\r\n{}\r\n0\r\n\r\n",
        "2 2\r\n{}\r\n0\r\n\r\n",
        "2_\r\n{}\r\n0\r\n\r\n",
        "\r\n2\r\n{}\r\n0\r\n\r\n",
        "2\n{}\r\n0\r\n\r\n",
        "2\r{}\r\n0\r\n\r\n",
        "2;a\n{}\r\n0\r\n\r\n",
        "2;a\r{}\r\n0\r\n\r\n",
        "2\r\n{}0\r\n\r\n",
        "2\r\n{}\n0\r\n\r\n",
        "1\r\n{}\r\n0\r\n\r\n",
        "3\r\n{}\r\n0\r\n\r\n",
        "10000000000000002\r\n{}\r\n0\r\n\r\n",
        "2\r\n{}\r\n0\r\nX\0: y\r\n\r\n",
        "2\r\n{}\r\n0\r\nX\r: y\r\n\r\n",
        "z\r\n",
        &format!("2;{long}\r\n{{}}\r\n0\r\n\r\n"),
        &format!("2\r\n{{}}\r\n0\r\n{trailers}\r\n"),
        &format!("2\r\n{{}}\r\n0\r\nX: {long}\r\n\r\n"),
    ] {
        let request = target.first("Transfer-Encoding: chunked\r\n") + chunks + &target.hidden();
        target.refuses_and_closes(&format!("{chunks:.60}"), &request).await;
    }
    target.lives().await;
}

/// Odd framing that means one thing to everybody: what stands behind it is a request of its own.
#[tokio::test(flavor = "multi_thread")]
async fn odd_framing_that_is_clear_ends_where_it_says() {
    let target = Target::start().await;
    let body = cart_of([line(LICENCE, 1, "monthly", None)]).to_string();
    let length = body.len();
    let chunk = format!("{length:x}\r\n{body}\r\n");
    let chunked = "Transfer-Encoding: chunked\r\n";
    for (framing, body) in [
        (&*format!("Content-Length: 000{length}\r\n"), body.clone()),
        (&*format!("content-LENGTH:{length}  \t\r\n"), body.clone()),
        (&*format!("Content-Length: {length}\r\nContent-Length: {length}\r\n"), body.clone()),
        ("Transfer-Encoding:\t CHUNKED \r\n", format!("{chunk}0\r\n\r\n")),
        (chunked, format!("{chunk}0\r\n\r\n")),
        (chunked, format!("{chunk}{}\r\n\r\n", "0".repeat(100))),
        (chunked, format!("000{chunk}0\r\n\r\n")),
        (chunked, format!("{length:X};a=b;c=\"d;e\"\r\n{body}\r\n0;x\r\n\r\n")),
        (chunked, format!("{chunk}0\r\nX: y\r\nContent-Length: 7\r\nTransfer-Encoding: gzip\r\n\r\n")),
        ("Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n", format!("{chunk}0\r\n\r\n")),
        ("Transfer-Encoding: chunked\r\nTE: trailers\r\nTrailer: X\r\n", format!("{chunk}0\r\nX: y\r\n\r\n")),
        ("Transfer-Encoding: chunked\r\nConnection: upgrade\r\nUpgrade: h2c\r\n", format!("{chunk}0\r\n\r\n")),
    ] {
        let before = target.carts();
        let request = target.first(framing) + &body + &target.last();
        let answers = target.answers(framing, &request).await;
        assert_eq!(named(&answers), [(201, FIRST), (200, LAST)], "{framing}{body}");
        assert_eq!(target.carts(), before + 1, "{framing}{body}");
    }
}

/// A request that is refused before its body is read still has that body: it is passed over, or the connection is closed.
#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_nobody_reads_is_no_request() {
    let target = Target::start().await;
    let (carts, cart) = (carts(CUSTOMER), target.cart.clone());
    let identity = target.identity();
    let foreign = carts.replace(CUSTOMER, crate::support::OTHER_CUSTOMER);
    let hidden = target.hidden();
    let much = " ".repeat(2 * 1024 * 1024);
    for (status, start, headers) in [
        (401, format!("POST {carts}"), "Host: test\r\n".to_owned()),
        (401, format!("PUT {cart}"), "Host: test\r\nAuthorization: Bearer x\r\n".to_owned()),
        (403, format!("POST {foreign}"), identity.clone()),
        (404, "POST /v1/nothing".to_owned(), identity.clone()),
        (405, format!("DELETE {cart}"), identity.clone()),
        (200, format!("GET {cart}"), identity.clone()),
        (400, format!("POST {carts}"), identity.clone()),
        (400, format!("POST {carts}?{}", "x".repeat(9 * 1024)), identity.clone()),
        (400, format!("POST {carts}"), format!("{identity}{}", "X: y\r\n".repeat(100))),
    ] {
        for body in [hidden.clone(), much.clone() + &hidden] {
            let sized = format!("Content-Length: {}\r\n\r\n{body}", body.len());
            let chunked = format!("Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n0\r\n\r\n", body.len());
            for framed in [&sized, &chunked, &format!("Expect: 100-continue\r\n{sized}")] {
                let before = target.database.everything();
                let head = format!("{start} HTTP/1.1\r\n{headers}MS-CorrelationId: {FIRST}\r\n");
                let what = format!("{start:.80} {framed:.60}");
                let answers = target.answers(&what, &(head + framed + &target.last())).await;
                let named = named(&answers);
                assert!(named == [(status, FIRST)] || named == [(status, FIRST), (200, LAST)], "{what}: {named:?}");
                assert!(target.database.everything() == before, "{what} changed something");
            }
        }
    }
    target.lives().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_behind_each_other_are_answered_in_their_order_until_one_is_the_last() {
    let target = Target::start().await;
    let get = |name: &str, more: &str| {
        format!("GET {} HTTP/1.1\r\n{}MS-CorrelationId: {name}\r\n{more}\r\n", target.cart, target.identity())
    };
    let request = get("1", "") + &target.hidden() + &get("3", "") + &target.last() + &get("5", "");
    let answers = target.answers("five", &request).await;
    assert_eq!(named(&answers), [(200, "1"), (201, HIDDEN), (200, "3"), (200, LAST)]);
    let before = target.database.everything();
    for (what, request, expected) in [
        ("the first is the last", get(FIRST, "Connection: close\r\n"), vec![(200, FIRST)]),
        ("close counts for more", get(FIRST, "Connection: keep-alive\r\nConnection: close\r\n"), vec![(200, FIRST)]),
        ("HTTP/1.0", get(FIRST, "").replace("HTTP/1.1", "HTTP/1.0"), vec![(200, FIRST)]),
        ("no HTTP", get(FIRST, "") + "hello\r\n\r\n", vec![(200, FIRST), (400, "")]),
        ("HTTP/0.9", format!("{}GET /livez\r\n\r\n", get(FIRST, "")), vec![(200, FIRST), (400, "")]),
    ] {
        let answers = target.answers(what, &(request + &target.hidden())).await;
        assert_eq!(named(&answers), expected, "{what}");
        assert!(target.database.everything() == before, "{what}");
    }
    let kept = get(FIRST, "Connection: keep-alive\r\n").replace("HTTP/1.1", "HTTP/1.0") + &target.last();
    assert_eq!(named(&target.answers("HTTP/1.0, kept", &kept).await), [(200, FIRST), (200, LAST)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn http_1_0_has_no_chunks() {
    let target = Target::start().await;
    for headers in ["", "Connection: keep-alive\r\n", "Content-Length: 5\r\n"] {
        let head = target.first(&format!("{headers}Transfer-Encoding: chunked\r\n"));
        let request = head.replace("HTTP/1.1", "HTTP/1.0") + "0\r\n\r\n" + &target.hidden();
        target.refuses_and_closes(headers, &request).await;
    }
}

/// A reader may take a bare LF for the end of a line (RFC 9112, 2.2), if it does so for every line.
#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_ends_in_lf_alone_is_a_line() {
    let target = Target::start().await;
    let body = cart_of([line(LICENCE, 1, "monthly", None)]).to_string();
    let head = target.first(&format!("Content-Length: {}\r\n", body.len())).replace("\r\n", "\n");
    let answers = target.answers("LF", &(head + &body + &target.last())).await;
    assert_eq!(named(&answers), [(201, FIRST), (200, LAST)]);
    let mixed = target.first(&format!("X: y\nContent-Length: {}\r\n", body.len()));
    let answers = target.answers("LF in between", &(mixed + &body + &target.last())).await;
    assert_eq!(named(&answers), [(201, FIRST), (200, LAST)]);
    // Were the LF no end, the length would be part of X, and the body would be a request.
    let before = target.database.everything();
    let hiding = target.first(&format!("X: y\nContent-Length: {}\r\n", target.hidden().len()));
    let answers = target.answers("hidden behind LF", &(hiding + &target.hidden() + &target.last())).await;
    assert_eq!(named(&answers), [(400, FIRST), (200, LAST)]);
    assert!(target.database.everything() == before);
}

/// The status of each answer, and the name of the request that it answers; hyper's own refusals have none.
fn named(answers: &[Answer]) -> Vec<(u16, &str)> {
    answers
        .iter()
        .map(|answer| (answer.status.as_u16(), answer.header("ms-correlationid").unwrap_or_default()))
        .collect()
}

impl Target {
    /// The head of a request that would make a cart, with its framing.
    fn first(&self, framing: &str) -> String {
        self.head("POST", &carts(CUSTOMER), &format!("MS-CorrelationId: {FIRST}\r\n{framing}"))
    }

    /// A request that makes a cart wherever it is answered.
    fn hidden(&self) -> String {
        let body = cart_of([line(LICENCE, 7, "monthly", None)]).to_string();
        let headers = format!("MS-CorrelationId: {HIDDEN}\r\nContent-Length: {}\r\n", body.len());
        self.head("POST", &carts(CUSTOMER), &headers) + &body
    }

    /// A request behind which the server closes.
    fn last(&self) -> String {
        format!("GET /livez HTTP/1.1\r\nHost: test\r\nMS-CorrelationId: {LAST}\r\nConnection: close\r\n\r\n")
    }

    fn carts(&self) -> usize {
        self.server.rows("carts")
    }

    /// Every answer until the server closes, none of which is its fault.
    async fn answers(&self, what: &str, request: &str) -> Vec<Answer> {
        let sent = send_to_the_end(self.server.address(), request.as_bytes());
        let answers = tokio::time::timeout(PATIENCE, sent).await;
        let answers = answers.unwrap_or_else(|_| panic!("{what}: the connection stays open"));
        assert!(answers.iter().all(|answer| !answer.status.is_server_error()), "{what}: {answers:?}");
        answers
    }

    /// One refusal, and nothing is done or read behind it.
    async fn refuses_and_closes(&self, what: &str, request: &str) {
        let before = self.database.everything();
        let answers = self.answers(what, request).await;
        let statuses: Vec<u16> = answers.iter().map(|answer| answer.status.as_u16()).collect();
        assert_eq!(statuses, [400], "{what:?}");
        assert!(self.database.everything() == before, "{what:?} changed something");
    }
}
