//! The log: to stderr, readable on a terminal, JSON lines otherwise. `CARTWRIGHT_LOG` sets what is in it.

use std::io::{IsTerminal as _, stderr};
use tracing_subscriber::EnvFilter;

pub(crate) fn start() {
    let filter = EnvFilter::try_from_env("CARTWRIGHT_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(stderr).with_target(false);
    let started =
        if stderr().is_terminal() { log.compact().try_init() } else { log.json().flatten_event(true).try_init() };
    // Only a second start can fail, and then there is a log already.
    started.ok();
}
