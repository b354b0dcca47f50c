//! HTTP/1.1 and HTTP/2 as they are spoken here: how much is read, and how long is waited.

use super::ConnectionLimits;
use hyper::rt::Executor;
use hyper_util::{
    rt::{TokioExecutor, TokioTimer},
    server::conn::auto::Builder,
};
use std::{future::poll_fn, pin::pin, task::Poll, time::Duration};
use tokio::time::{Instant, sleep};

/// The most headers, and the most bytes of a head, that are read at all. What is accepted is less: the frame refuses it
/// with an error body, which the HTTP library cannot write.
const HEADERS: usize = 256;
const HEAD: usize = 128 * 1024;

/// The most exchanges that are under way on one connection of HTTP/2: as many as RFC 9113 (6.5.2) recommends at least.
const STREAMS: u32 = 100;

/// The most streams that a client takes back before anybody has looked at them, and the most that are broken off because of what it
/// sent; beyond that its connection ends.
const TAKEN_BACK: usize = 20;
const BROKEN_OFF: usize = 100;

/// How often a silent client of HTTP/2 is asked whether it is there, and how long it has to say so.
const ASK_AGAIN: Duration = Duration::from_secs(20);
const ANSWER_WITHIN: Duration = Duration::from_secs(10);

/// Both versions: which one a client speaks shows in its first bytes.
pub(super) fn builder(limits: &ConnectionLimits) -> Builder<Streams> {
    let mut builder = Builder::new(Streams { patience: limits.stream });
    builder.http1().timer(TokioTimer::new()).header_read_timeout(limits.head).max_headers(HEADERS).max_buf_size(HEAD);
    builder
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS)
        .max_header_list_size(HEAD as u32)
        .max_pending_accept_reset_streams(TAKEN_BACK)
        .max_local_error_reset_streams(BROKEN_OFF)
        .keep_alive_interval(ASK_AGAIN)
        .keep_alive_timeout(ANSWER_WITHIN);
    builder
}

/// Runs the streams of connections of HTTP/2, and breaks those off on which nothing happens: a client that opens no window for its answer
/// stops nobody but itself, and no write to the socket ever waits for it.
#[derive(Clone, Debug)]
pub(super) struct Streams {
    patience: Duration,
}

impl<F> Executor<F> for Streams
where
    F: Future<Output = ()> + Send + 'static,
{
    fn execute(&self, stream: F) {
        TokioExecutor::new().execute(unless_stalled(stream, self.patience));
    }
}

/// Runs a future to its end, unless nothing wakes it for so long.
async fn unless_stalled(future: impl Future<Output = ()>, patience: Duration) {
    let mut future = pin!(future);
    let mut timer = pin!(sleep(patience));
    poll_fn(|context| {
        if future.as_mut().poll(context).is_ready() || timer.as_mut().poll(context).is_ready() {
            return Poll::Ready(());
        }
        // The time is not up, so it was the future that something happened to.
        timer.as_mut().reset(Instant::now() + patience);
        timer.as_mut().poll(context)
    })
    .await;
}

#[cfg(test)]
mod tests {
    use super::unless_stalled;
    use std::time::Duration;
    use tokio::time::{Instant, sleep};

    const PATIENCE: Duration = Duration::from_secs(90);

    async fn lasts(steps: u32, pause: Duration) -> Duration {
        let begun = Instant::now();
        let work = async {
            for _ in 0..steps {
                sleep(pause).await;
            }
        };
        unless_stalled(work, PATIENCE).await;
        begun.elapsed()
    }

    #[tokio::test(start_paused = true)]
    async fn only_what_nothing_happens_to_is_broken_off() {
        assert_eq!(lasts(10, PATIENCE / 2).await, 5 * PATIENCE);
        assert_eq!(lasts(1, 2 * PATIENCE).await, PATIENCE);
        assert_eq!(lasts(0, PATIENCE).await, Duration::ZERO);
    }
}
