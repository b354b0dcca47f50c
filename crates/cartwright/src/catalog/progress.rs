//! How far an import is, for whoever watches: on a terminal, on stderr.

use app::Step;
use indicatif::{ProgressBar, ProgressBarIter, ProgressDrawTarget, ProgressStyle};
use std::{
    io::{IsTerminal as _, Read, stderr},
    time::Duration,
};

/// Bytes of the sheet, where their number is known.
const OF_KNOWN: &str = "{wide_bar} {bytes}/{total_bytes} {msg} {eta}";

/// What has no end that is known.
const OF_UNKNOWN: &str = "{spinner} {bytes} {msg}";

/// How often the line is drawn anew while nothing is counted.
const TICK: Duration = Duration::from_millis(200);

pub(super) struct Progress(ProgressBar);

impl Progress {
    /// Begins to show it, of a sheet of that many bytes.
    pub(super) fn start(length: Option<u64>) -> Self {
        let target = if stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(length, target);
        let template = if length.is_some() { OF_KNOWN } else { OF_UNKNOWN };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(TICK);
        Self(bar)
    }

    /// The same bytes, counted when they are read.
    pub(super) fn counting<R: Read>(&self, bytes: R) -> ProgressBarIter<R> {
        self.0.wrap_read(bytes)
    }

    pub(super) fn show(&self, step: Step) {
        if self.0.is_hidden() {
            return;
        }
        self.0.set_message(match step {
            Step::Rows(rows) => format!("row {rows}"),
            Step::Products(products) => format!("product {products}"),
        });
    }

    pub(super) fn end(&self) {
        self.0.finish_and_clear();
    }
}
