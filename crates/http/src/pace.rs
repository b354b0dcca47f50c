//! How fast a body must come (promise P9). Whoever sends it drop by drop would otherwise hold what is kept for it.

use axum::body::{Body, HttpBody};
use bytes::Bytes;
use http::Request;
use http_body::{Frame, SizeHint};
use std::{
    error::Error,
    iter::successors,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, ready},
    time::Duration,
};
use thiserror::Error;
use tokio::time::{Instant, Sleep, sleep};

/// How fast bodies must come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// How long a whole body may take.
    pub within: Duration,
    /// How long one may take whatever comes: a client may be slow to begin.
    pub grace: Duration,
    /// From then on, how many bytes must have come for each second that it has taken.
    pub bytes_per_second: u32,
}

/// A mebibyte in 30 seconds; the least rate is what Microsoft's own servers ask for.
impl Default for Pace {
    fn default() -> Self {
        Self { within: Duration::from_secs(30), grace: Duration::from_secs(5), bytes_per_second: 240 }
    }
}

impl Pace {
    /// How long after its beginning the next byte of a body must have come, when so many have.
    fn deadline(&self, received: u64) -> Duration {
        let nanoseconds = received.saturating_mul(1_000_000_000) / u64::from(self.bytes_per_second.max(1));
        Duration::from_nanos(nanoseconds).clamp(self.grace.min(self.within), self.within)
    }
}

/// A body was slower than it must be.
#[derive(Debug, Error)]
#[error("{received} bytes after {after:?}")]
pub(crate) struct TooSlow {
    received: u64,
    after: Duration,
    pace: Pace,
}

impl TooSlow {
    /// Finds out whether that is why a body could not be read.
    pub(crate) fn behind<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a Self> {
        successors(Some(error), |&error| error.source()).find_map(|error| error.downcast_ref())
    }

    /// What was seen, and what is accepted.
    pub(crate) fn told(&self) -> (String, String) {
        let Self { received, after, pace: Pace { within, grace, bytes_per_second } } = self;
        let seen = format!("a part of it, {received} bytes, after {} seconds", after.as_secs_f32());
        let accepted = format!(
            "all of it within {} seconds, and {bytes_per_second} bytes a second from {} seconds on",
            within.as_secs_f32(),
            grace.as_secs_f32()
        );
        (seen, accepted)
    }
}

/// Whether a body was given up.
#[derive(Clone, Debug, Default)]
pub(crate) struct GivenUp(Arc<AtomicBool>);

impl GivenUp {
    pub(crate) fn is_so(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// The same request, whose body fails when it is too slow.
pub(crate) fn hold(request: Request<Body>, pace: Pace) -> (Request<Body>, GivenUp) {
    let given_up = GivenUp::default();
    if request.body().is_end_stream() {
        return (request, given_up);
    }
    let paced = |inner| Paced { inner, pace, received: 0, clock: None, given_up: given_up.clone() };
    (request.map(|body| Body::new(paced(body))), given_up)
}

/// A body that is held to a pace from when somebody begins to read it.
struct Paced {
    inner: Body,
    pace: Pace,
    received: u64,
    clock: Option<Clock>,
    given_up: GivenUp,
}

/// Since when a body is read, and when to look again at how much of it has come.
struct Clock {
    begun: Instant,
    next: Pin<Box<Sleep>>,
}

impl Clock {
    fn begin(first: Duration) -> Self {
        let next = Box::pin(sleep(first));
        Self { begun: next.deadline() - first, next }
    }
}

impl Paced {
    /// Ready when the body has been too slow.
    fn poll_late(&mut self, context: &mut Context<'_>) -> Poll<TooSlow> {
        let Self { pace, received, .. } = *self;
        let clock = self.clock.get_or_insert_with(|| Clock::begin(pace.deadline(0)));
        let after = pace.deadline(received);
        loop {
            ready!(clock.next.as_mut().poll(context));
            if clock.next.deadline() >= clock.begun + after {
                return Poll::Ready(TooSlow { received, after, pace });
            }
            clock.next.as_mut().reset(clock.begun + after);
        }
    }
}

impl HttpBody for Paced {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        if let Poll::Ready(frame) = Pin::new(&mut self.inner).poll_frame(context) {
            let bytes = frame.iter().flatten().filter_map(Frame::data_ref).map(Bytes::len).sum::<usize>();
            self.received = self.received.saturating_add(bytes as u64);
            return Poll::Ready(frame);
        }
        let too_slow = ready!(self.poll_late(context));
        self.given_up.0.store(true, Ordering::Release);
        Poll::Ready(Some(Err(axum::Error::new(too_slow))))
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::{Pace, TooSlow, hold};
    use axum::body::Body;
    use bytes::Bytes;
    use futures::stream::unfold;
    use http::Request;
    use http_body_util::BodyExt as _;
    use std::{convert::Infallible, time::Duration};
    use tokio::time::sleep;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn what_has_come_buys_time_up_to_the_end() {
        let pace = Pace { within: 30 * SECOND, grace: 5 * SECOND, bytes_per_second: 100 };
        for (received, seconds) in [(0, 5), (1, 5), (500, 5), (600, 6), (2_900, 29), (3_000, 30), (u64::MAX, 30)] {
            assert_eq!(pace.deadline(received), seconds * SECOND, "{received} bytes");
        }
        let short = Pace { within: SECOND, ..pace };
        assert_eq!(short.deadline(0), SECOND);
    }

    /// Reads a body of pieces that come a second after each other: how much of it could be read, and whether it was given up.
    async fn read(pieces: usize, size: usize) -> (Result<usize, String>, bool) {
        let half = SECOND / 2;
        let pace = Pace { within: 29 * SECOND + half, grace: 5 * SECOND + half, bytes_per_second: 100 };
        let body = Body::from_stream(unfold(0, move |sent| async move {
            sleep(SECOND).await;
            (sent < pieces).then(|| (Ok::<_, Infallible>(Bytes::from(vec![0; size])), sent + 1))
        }));
        let (request, given_up) = hold(Request::new(body), pace);
        let read = request.into_body().collect().await;
        let read = read.map(|body| body.to_bytes().len());
        (read.map_err(|error| TooSlow::behind(&error).expect("a slow body").told().0), given_up.is_so())
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_is_given_up_as_soon_as_it_is_too_slow() {
        assert_eq!(read(20, 150).await, (Ok(3_000), false));
        assert_eq!(read(4, 1).await, (Ok(4), false), "a small body has the grace");
        let seen = |bytes, seconds| Err(format!("a part of it, {bytes} bytes, after {seconds} seconds"));
        assert_eq!(read(20, 1).await, (seen(5, 5.5), true));
        assert_eq!(read(20, 90).await, (seen(450, 5.5), true));
        assert_eq!(read(60, 1_000).await, (seen(29_000, 29.5), true), "however fast, there is an end");
    }
}
