//! What is under way on one connection, and when the connection must end because of that.

use axum::{body::Body, response::Response};
use bytes::Bytes;
use hyper::body::{Body as HttpBody, Frame, SizeHint};
use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::{sync::watch, time::timeout};

/// How many exchanges a client may abandon more than it takes answers of: beyond that it only makes work (CVE-2023-44487). Over HTTP/2 a
/// request can be taken back in the breath in which it was made, and the next one made in its place.
const ABANDONED: u32 = 100;

/// The most bytes of an answer that are given out at once. Were a large one given out whole, its exchange would seem to be over while
/// most of it still waits for a slow client, and the connection idle.
const PIECE: usize = 16 * 1024;

/// What is under way on one connection.
#[derive(Clone)]
pub(super) struct Exchanges(Arc<watch::Sender<State>>);

#[derive(Clone, Copy, Debug)]
struct State {
    under_way: usize,
    /// Whether there was any exchange yet.
    begun: bool,
    /// How many more may be abandoned.
    patience: u32,
}

/// Why a connection must end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Nothing was under way for too long.
    Idle,
    /// Its client abandons what it asks for, again and again.
    Abandoning,
}

/// An exchange that is under way until this is dropped.
pub(super) struct Exchange {
    of: Exchanges,
    /// Whether its client takes the answer.
    taken: bool,
}

/// The body of an answer, with the exchange that lasts as long.
struct Sent {
    body: Body,
    /// What of its last frame has not been given out.
    rest: Bytes,
    exchange: Exchange,
}

impl Default for Exchanges {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(State { under_way: 0, begun: false, patience: ABANDONED })))
    }
}

impl Exchanges {
    /// Begins an exchange. It can be abandoned where that ends nothing but the exchange: over HTTP/2.
    pub(super) fn begin(&self, abandonable: bool) -> Exchange {
        self.0.send_modify(State::begin);
        Exchange { of: self.clone(), taken: !abandonable }
    }

    /// Waits until an exchange has begun; for ever, if none does.
    pub(super) async fn first(&self) {
        // The sender is borrowed, so there will be changes, or there is nothing to wait for.
        self.0.subscribe().wait_for(|state| state.begun).await.ok();
    }

    /// Waits until the connection must end: not while something is under way, unless it is abandoned too often.
    pub(super) async fn end(&self, idle: Duration) -> End {
        let mut changes = self.0.subscribe();
        loop {
            let State { under_way, patience, .. } = *changes.borrow_and_update();
            if patience == 0 {
                return End::Abandoning;
            }
            // The sender is borrowed, so there will be changes.
            if under_way > 0 {
                changes.changed().await.ok();
            } else if timeout(idle, changes.changed()).await.is_err() {
                return End::Idle;
            }
        }
    }
}

impl State {
    fn begin(&mut self) {
        self.under_way += 1;
        self.begun = true;
    }

    fn end(&mut self, taken: bool) {
        self.under_way -= 1;
        self.patience = match taken {
            true if self.patience > 0 => ABANDONED.min(self.patience + 1),
            _ => self.patience.saturating_sub(1),
        };
    }
}

impl Exchange {
    /// Gives the answer out, with which the exchange ends. There is an answer to what was taken back as well: only what is asked for its
    /// body is on its way to somebody.
    pub(super) fn answer(mut self, answer: Response) -> Response {
        self.taken |= answer.body().is_end_stream();
        answer.map(|body| Body::new(Sent { body, rest: Bytes::new(), exchange: self }))
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.of.0.send_modify(|state| state.end(self.taken));
    }
}

impl HttpBody for Sent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let Self { body, rest, exchange } = &mut *self;
        exchange.taken = true;
        if rest.is_empty() {
            *rest = match ready!(Pin::new(body).poll_frame(context)).transpose()?.map(Frame::into_data) {
                Some(Ok(data)) => data,
                Some(Err(trailers)) => return Poll::Ready(Some(Ok(trailers))),
                None => return Poll::Ready(None),
            };
        }
        Poll::Ready(Some(Ok(Frame::data(rest.split_to(PIECE.min(rest.len()))))))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty() && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let (behind, rest) = (self.body.size_hint(), self.rest.len() as u64);
        let mut hint = SizeHint::new();
        hint.set_lower(behind.lower() + rest);
        if let Some(upper) = behind.upper() {
            hint.set_upper(upper + rest);
        }
        hint
    }
}

#[cfg(test)]
mod tests {
    use super::{ABANDONED, End, Exchanges, PIECE};
    use axum::{
        body::{Body, HttpBody as _},
        response::Response,
    };
    use http_body_util::BodyExt as _;
    use std::time::Duration;
    use tokio::time::{Instant, timeout};

    const IDLE: Duration = Duration::from_secs(10);

    #[tokio::test(start_paused = true)]
    async fn a_connection_is_idle_from_when_its_last_answer_was_sent() {
        let exchanges = Exchanges::default();
        let begun = Instant::now();
        assert_eq!(exchanges.end(IDLE).await, End::Idle);
        assert_eq!(begun.elapsed(), IDLE);
        let (first, second) = (exchanges.begin(true), exchanges.begin(false));
        assert!(timeout(100 * IDLE, exchanges.end(IDLE)).await.is_err(), "two are under way");
        drop(first);
        let answer = second.answer(Response::new(Body::empty()));
        assert!(timeout(100 * IDLE, exchanges.end(IDLE)).await.is_err(), "an answer is being sent");
        drop(answer);
        assert_eq!(exchanges.end(IDLE).await, End::Idle);
    }

    #[tokio::test]
    async fn a_large_answer_is_given_out_in_pieces() {
        let (exchanges, whole) = (Exchanges::default(), vec![7; 2 * PIECE + 5]);
        let answer = exchanges.begin(true).answer(Response::new(Body::from(whole.clone())));
        let (mut body, mut received) = (answer.into_body(), Vec::new());
        for length in [PIECE, PIECE, 5] {
            assert_eq!(body.size_hint().exact(), Some((whole.len() - received.len()) as u64));
            assert!(!body.is_end_stream());
            let piece = body.frame().await.expect("a piece").expect("no error").into_data().expect("data");
            assert_eq!(piece.len(), length);
            received.extend_from_slice(&piece);
        }
        assert!(body.is_end_stream());
        assert_eq!(received, whole);
    }

    #[tokio::test(start_paused = true)]
    async fn who_abandons_more_than_is_answered_is_sent_away() {
        let exchanges = Exchanges::default();
        for _ in 0..10 * ABANDONED {
            drop(exchanges.begin(true));
            let answer = exchanges.begin(true).answer(Response::new(Body::from("taken")));
            answer.into_body().collect().await.expect("a body");
        }
        assert_eq!(exchanges.end(IDLE).await, End::Idle, "every second one is answered");
        for _ in 0..ABANDONED {
            drop(exchanges.begin(true).answer(Response::new(Body::from("not taken"))));
        }
        let begun = Instant::now();
        assert_eq!(exchanges.end(IDLE).await, End::Abandoning);
        drop(exchanges.begin(true).answer(Response::new(Body::empty())));
        assert_eq!(exchanges.end(IDLE).await, End::Abandoning, "there is no way back");
        assert_eq!(begun.elapsed(), Duration::ZERO);
    }
}
