//! The log: to stderr, readable on a terminal, JSON lines otherwise. `CARTWRIGHT_LOG` sets what is in it.
//!
//! Whatever it is set to, no token, no secret and nothing personal of a customer gets there. What this program writes is chosen
//! word by word; of libraries only what matters to an operator is taken, for what they write beside it is whatever passes through
//! them, such as the parameters of statements.

use std::io::{IsTerminal as _, stderr};
use tracing::{Level, Metadata};
use tracing_subscriber::{
    EnvFilter, Layer as _, filter::filter_fn, fmt, layer::SubscriberExt as _, util::SubscriberInitExt as _,
};

/// The crates of this program, by the names that their modules begin with.
const OURS: [&str; 6] = ["app", "cartwright", "domain", "http_floor", "store", "wire"];

pub(crate) fn start() {
    let chosen = EnvFilter::try_from_env("CARTWRIGHT_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = fmt::layer().with_writer(stderr).with_target(false);
    let log = tracing_subscriber::registry().with(chosen);
    let started = if stderr().is_terminal() {
        log.with(lines.compact().with_filter(filter_fn(may_be_told))).try_init()
    } else {
        log.with(lines.json().flatten_event(true).with_filter(filter_fn(may_be_told))).try_init()
    };
    // Only a second start can fail, and then there is a log already.
    started.ok();
}

/// Whether that may be in the log, if it is asked for.
fn may_be_told(what: &Metadata<'_>) -> bool {
    let origin = what.target().split("::").next().unwrap_or_default();
    *what.level() <= Level::INFO || OURS.contains(&origin)
}
