//! The goals, and how each is read off what was measured: ratios of figures of one round (`F1` to `F13`).

use crate::{postgres, record::Record};

/// A ratio, and what it must be.
pub(crate) struct Goal {
    pub(crate) name: &'static str,
    pub(crate) what: &'static str,
    /// What it must reach, and what we are after.
    pub(crate) must: f64,
    pub(crate) goal: f64,
    /// Whether more is better.
    pub(crate) more_is_better: bool,
    /// The ratio of each round; empty where it was not measured.
    pub(crate) ratios: fn(&Record) -> Vec<f64>,
}

/// Prism's memory when idle, in bytes, as it was measured apart from this (150 MiB).
const PRISM: f64 = 150.0 * 1_024.0 * 1_024.0;

/// The large store, in thousands of carts.
pub(crate) const LARGE: u64 = 1_000;

pub(crate) const ALL: [Goal; 15] = [
    more("F1", "create / a raw log with group commit on the same disk, 64 connections", 0.50, 0.80, |record| {
        over(&record.figures("create", 64, 0, "rate"), &record.figures("log", 64, 0, "rate"))
    }),
    less("F3", "create at 1 connection / (bare hyper + one fdatasync), latency", 2.0, 1.3, |record| {
        let bare = record.figures("bare create", 1, 0, "mean");
        let synced = record.figures("disk", 0, 0, "mean");
        let limit: Vec<_> = bare.iter().zip(&synced).map(|(bare, synced)| bare + synced).collect();
        over(&record.figures("create", 1, 0, "mean"), &limit)
    }),
    less("F4", "create, p99 / p50, 64 connections", 10.0, 5.0, |record| {
        over(&record.figures("create", 64, 0, "p99"), &record.figures("create", 64, 0, "p50"))
    }),
    more("F5", "GET of a cart / bare hyper with the same bytes, 64 connections", 0.65, 0.85, |record| {
        over(&record.figures("read", 64, 0, "rate"), &record.figures("bare read", 64, 0, "rate"))
    }),
    more("F6", "checkout / create, 64 connections", 0.75, 0.95, |record| {
        over(&record.figures("checkout", 64, 0, "rate"), &record.figures("create", 64, 0, "rate"))
    }),
    more("F7", "create with 1,000,000 carts / with 1,000, 64 connections", 0.75, 0.95, |record| {
        over(&record.figures("create", 64, LARGE, "rate"), &record.figures("create", 64, 0, "rate"))
    }),
    more("F7", "GET with 1,000,000 carts / with 1,000, 64 connections", 0.75, 0.95, |record| {
        over(&record.figures("read", 64, LARGE, "rate"), &record.figures("read", 64, 0, "rate"))
    }),
    less("F7", "p99 of create with 1,000,000 carts / with 1,000, 64 connections", 1.5, 1.1, |record| {
        over(&record.figures("create", 64, LARGE, "p99"), &record.figures("create", 64, 0, "p99"))
    }),
    less("F8", "start to the first answer, demo world, in seconds", 0.050, 0.010, |record| {
        record.figures("start", 0, 0, "seconds")
    }),
    less("F8", "the same after kill -9 with 1,000,000 carts, in seconds", 0.250, 0.050, |record| {
        record.figures("start", 0, LARGE, "seconds")
    }),
    less("F9", "idle memory / Prism's (150 MiB)", 0.12, 0.06, |record| {
        record.figures("memory", 0, 0, "resident").iter().map(|resident| resident / PRISM).collect()
    }),
    less("F9", "anonymous memory with 1,000,000 carts, in MiB", 128.0, 64.0, |record| {
        let mebibytes = |bytes: &f64| bytes / 1_024.0 / 1_024.0;
        record.figures("memory", 0, LARGE, "anonymous").iter().map(mebibytes).collect()
    }),
    less("F10", "bytes on the disk of a cart / its JSON body", 1.25, 0.6, |record| {
        over(&record.figures("bytes of a cart", 0, LARGE, "bytes"), &record.figures("body", 0, 0, "bytes"))
    }),
    more("F13", "PostgreSQL: create, 64 connections / pgbench's best single-row insert", 1.0, 1.7, |record| {
        over(&record.figures("create, PostgreSQL", 64, 0, "rate"), &best(record, "pgbench insert"))
    }),
    more("F13", "PostgreSQL: checkout, 64 connections / pgbench's best in five round trips", 1.2, 1.5, |record| {
        over(&record.figures("checkout, PostgreSQL", 64, 0, "rate"), &best(record, "pgbench checkout"))
    }),
];

type Ratios = fn(&Record) -> Vec<f64>;

const fn more(name: &'static str, what: &'static str, must: f64, goal: f64, ratios: Ratios) -> Goal {
    Goal { name, what, must, goal, more_is_better: true, ratios }
}

const fn less(name: &'static str, what: &'static str, must: f64, goal: f64, ratios: Ratios) -> Goal {
    Goal { name, what, must, goal, more_is_better: false, ratios }
}

impl Goal {
    /// What was reached.
    pub(crate) fn word(&self, median: f64) -> &'static str {
        let reaches = |wanted: f64| if self.more_is_better { median >= wanted } else { median <= wanted };
        match (reaches(self.goal), reaches(self.must)) {
            (true, _) => "goal",
            (_, true) => "must",
            _ => "missed",
        }
    }
}

/// Round by round.
fn over(ours: &[f64], theirs: &[f64]) -> Vec<f64> {
    ours.iter().zip(theirs).map(|(ours, theirs)| ours / theirs).collect()
}

/// The best that pgbench did in each round.
fn best(record: &Record, what: &str) -> Vec<f64> {
    let [few, many] = postgres::CLIENTS.map(|clients| record.figures(what, clients, 0, "rate"));
    few.iter().zip(&many).map(|(few, many)| few.max(*many)).collect()
}

/// The median, the least and the most; none of nothing.
pub(crate) fn spread(figures: &[f64]) -> Option<(f64, f64, f64)> {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    Some((*sorted.get(sorted.len() / 2)?, *sorted.first()?, *sorted.last()?))
}

#[cfg(test)]
mod tests {
    use super::{ALL, spread};

    #[test]
    fn a_goal_is_reached_from_the_right_side() {
        let word = |name: &str, median| ALL.iter().find(|goal| goal.name == name).expect("a goal").word(median);
        assert_eq!([word("F1", 0.9), word("F1", 0.6), word("F1", 0.4)], ["goal", "must", "missed"]);
        assert_eq!([word("F3", 1.2), word("F3", 1.9), word("F3", 2.1)], ["goal", "must", "missed"]);
    }

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(spread(&[3.0, 1.0, 2.0]), Some((2.0, 1.0, 3.0)));
        assert_eq!(spread(&[]), None);
    }
}
