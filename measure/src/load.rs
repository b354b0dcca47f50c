//! Clients that ask, each for one thing after the other, and how long they wait.

use crate::{client::Client, record::Figures, work::Work};
use anyhow::{Context as _, Result};
use hdrhistogram::Histogram;
use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};
use tokio::task::JoinSet;

/// How long clients are at work before anything is counted.
const BEFORE: Duration = Duration::from_millis(300);

/// Latencies are told to a thousandth.
const DIGITS: u8 = 3;

const MICROSECONDS: f64 = 1_000_000.0;

/// Sets so many clients to work, and counts for so long, or until nothing is left to be done.
pub(crate) async fn drive(
    place: SocketAddr,
    token: Option<&str>,
    clients: usize,
    counted: Duration,
    work: &Work,
) -> Result<Figures> {
    let mut connected = Vec::new();
    for _ in 0..clients {
        connected.push(Client::connect(place, token).await?);
    }
    // What is done once counts from its first to its last.
    let before = if matches!(work, Work::CheckOut(_)) { Duration::ZERO } else { BEFORE };
    let begin = Instant::now() + before;
    let end = begin + counted;
    let mut asked = JoinSet::new();
    for (number, client) in connected.into_iter().enumerate() {
        asked.spawn(ask(client, number, work.clone(), (begin, end)));
    }
    let mut all = Histogram::new(DIGITS)?;
    let mut last = begin;
    while let Some(one) = asked.join_next().await {
        let (latencies, ended) = one??;
        all.add(latencies)?;
        last = last.max(ended);
    }
    Ok(figures(&all, (last - begin).min(counted)))
}

/// One client: what each answer took that came while it counted, and when the last one came.
async fn ask(
    mut client: Client,
    number: usize,
    work: Work,
    (begin, end): (Instant, Instant),
) -> Result<(Histogram<u64>, Instant)> {
    let (mut latencies, mut turn, mut last) = (Histogram::new(DIGITS)?, number, begin);
    while last < end
        && let Some(request) = work.next(turn)
    {
        let start = Instant::now();
        client.send(request).await?;
        last = Instant::now();
        turn += 1;
        if last >= begin && last < end {
            latencies.record(u64::try_from((last - start).as_micros()).context("a latency")?)?;
        }
    }
    Ok((latencies, last))
}

fn figures(latencies: &Histogram<u64>, within: Duration) -> Figures {
    let at = |quantile: f64| latencies.value_at_quantile(quantile) as f64;
    Figures::from([
        ("rate".to_owned(), latencies.len() as f64 / within.as_secs_f64()),
        ("mean".to_owned(), latencies.mean() / MICROSECONDS),
        ("p50".to_owned(), at(0.5) / MICROSECONDS),
        ("p99".to_owned(), at(0.99) / MICROSECONDS),
    ])
}
