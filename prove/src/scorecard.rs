//! The scorecard: `docs/proof.md`, made of the record of a run and nothing else.

use crate::record::{ControlRecord, Line, Run, TrialRecord};
use anyhow::{Context as _, Result, ensure};
use std::{collections::BTreeMap, fmt::Write as _, path::PathBuf};

/// The record that the committed page is of.
const RECORD: &str = "docs/proof.jsonl";
const PAGE: &str = "docs/proof.md";

/// What is promised, in words for whoever trusts us with orders.
const PROMISES: [(&str, &str); 12] = [
    ("P1", "A write that was answered 2xx survives the death of the process and of the database."),
    ("P2", "One cart gives at most one set of orders, under any concurrency, retry, replica or crash."),
    ("P3", "The same request id and command gets the same answer; a cart's checkout has one result."),
    ("P4", "Order lines equal cart lines, and totals are exact to the last decimal."),
    ("P5", "Order, lines, subscriptions, job and receipt are there together or not at all."),
    ("P6", "Every order line comes to one end, and leaves one subscription."),
    ("P7", "A kept answer is for whoever may still ask."),
    ("P9", "Bad input is refused with a 4xx and the error body, and changes nothing."),
    ("P11", "SIGTERM loses no accepted request."),
    ("P12", "After a failed write, or on a full disk, nothing false is acknowledged."),
    ("P14", "A backup that is taken under load holds together, with all that was acknowledged before it."),
    ("Controls", "Each check can fail: a server that breaks its promise is caught."),
];

const HEAD: &str = "# The proof

What Cartwright promises, which faults were tried, how often, and what happened. This page is made of the record of a run
(`docs/proof.jsonl`) by `cargo prove card`; nobody types figures into it.
";

const METHOD: &str = "
## How it was tried

The real program is driven over HTTP by clients that fill carts, share them, replace, check out and read them, order without a
cart, and send again what nobody answered, under the same request id. What they asked and what they heard is kept in a journal
outside the server. When a trial is over, everything that is stored is read over HTTP and held against the journal: what was
acknowledged is there as it was answered; what is there was asked for; no line is ordered twice or in part; answers under one
request id are equal; prices multiply and add up exactly; every order is completed and left one subscription a line; and what was
seen of each cart is what one could see who does one thing after the other, where a request that nobody answered may have
happened at any later moment or never. `cartwright store verify` then looks at the rows.
";

const LIMITS: &str = "
## What is not claimed

- kill -9 and a crash of the database say nothing of a loss of power: the kernel keeps what was written. Against that stand
  `synchronous=FULL` and `fsync`, which the server asserts when it starts, and the disk's word.
- Disks that fail were imitated: by errors injected at the system calls, and by a small disk in memory that is full.
- A standby that is promoted is covered by the tests of a cluster (docs/deployment.md), not by this run.
- What a run of this kind cannot show better than a test is held by tests that every change runs: tokens (P8) and the walls
  between tenants (the rest of P7) in `crates/cartwright/tests/it/walls`, overload, slow and many connections (P10) in `admission` and
  `connections` beside it,
  older and newer schemas (P13) in the tests of the store.

## Run it again

`cargo prove short` is the short form; it is part of `.ci/run`. `long` does all of it far more often. Both need `strace`, the right
to mount a disk in memory, and PostgreSQL's programs. This makes the page anew:

```sh
cargo run --release --package prove -- long --record docs/proof.jsonl && cargo prove card
```
";

/// Writes the page, or says that it is not what the record makes of it.
pub(crate) fn write(check: bool) -> Result<()> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let record = std::fs::read_to_string(root.join(RECORD)).context(RECORD)?;
    let page = page(&record)?;
    if check {
        let there = std::fs::read_to_string(root.join(PAGE)).context(PAGE)?;
        ensure!(there == page, "{PAGE} is not what {RECORD} makes of it: run `cargo prove card`");
        return Ok(());
    }
    std::fs::write(root.join(PAGE), page).context(PAGE)
}

fn page(record: &str) -> Result<String> {
    let (mut run, mut trials, mut controls) = (None, Vec::new(), Vec::new());
    for line in record.lines() {
        match serde_json::from_str(line).with_context(|| line.to_owned())? {
            Line::Run(found) => run = Some(found),
            Line::Trial(trial) => trials.push(trial),
            Line::Control(control) => controls.push(control),
        }
    }
    let run = run.context("the record says nothing of its run")?;
    Ok([HEAD, &of_run(&run, &trials), &promises(&trials, &controls)?, &tables(&trials, &controls)?, METHOD, LIMITS]
        .concat())
}

fn of_run(run: &Run, trials: &[TrialRecord]) -> String {
    let Run { length, seed, commit, changed, day, profile, system, processors } = run;
    let minutes = trials.iter().map(|trial| trial.seconds).sum::<u64>() / 60;
    let changed = if *changed { ", with changes that were not committed" } else { "" };
    format!(
        "
The {length} form, {day}, commit `{commit}`{changed}, seed {seed}, {profile} build, {system}, {processors} processors;
the trials took {minutes} minutes.
"
    )
}

fn promises(trials: &[TrialRecord], controls: &[ControlRecord]) -> Result<String> {
    let mut text = "\n## Promises\n\n| | promised | result |\n|---|---|---|\n".to_owned();
    for (name, promised) in PROMISES {
        let broken = if name == "Controls" {
            controls.iter().filter(|control| control.caught_in.is_none()).count()
        } else {
            trials.iter().filter(|trial| trial.promises.iter().any(|p| p == name)).map(|t| t.violations.len()).sum()
        };
        let tried = match name {
            "Controls" => controls.len(),
            _ => trials.iter().filter(|trial| trial.promises.iter().any(|promise| promise == name)).count(),
        };
        let result = match (tried, broken) {
            (0, _) => "not tried".to_owned(),
            (tried, 0) if name == "Controls" => format!("{tried} of {tried} caught"),
            (tried, 0) => format!("held in {tried} trials"),
            (_, broken) => format!("**broken {broken} times**"),
        };
        writeln!(text, "| {name} | {promised} | {result} |")?;
    }
    Ok(text)
}

fn tables(trials: &[TrialRecord], controls: &[ControlRecord]) -> Result<String> {
    let mut text = "\n## Faults\n\n| trial | promises | how often | violations |\n|---|---|---|---|\n".to_owned();
    let mut sums: BTreeMap<&str, u64> = BTreeMap::new();
    for TrialRecord { trial, promises, counts, violations, .. } in trials {
        let told: Vec<_> = counts.iter().map(|(what, count)| format!("{what}: {}", grouped(*count))).collect();
        writeln!(text, "| {trial} | {} | {} | {} |", promises.join(", "), told.join("; "), violations.len())?;
        for (what, count) in counts.iter().filter(|(what, _)| !what.starts_with("longest")) {
            *sums.entry(what).or_default() += count;
        }
    }
    let sums: Vec<_> = sums.into_iter().map(|(what, sum)| format!("{what}: {}", grouped(sum))).collect();
    writeln!(text, "\nTogether: {}.", sums.join("; "))?;
    text.push_str("\n## Controls\n\nBuilds that break a promise on purpose.\n\n| sabotage | what is broken | caught in run | by |\n");
    text.push_str("|---|---|---|---|\n");
    for ControlRecord { sabotage, what, caught_in, by } in controls {
        let run = caught_in.map_or("**never**".to_owned(), |run| run.to_string());
        let by: String = by.chars().take(100).collect::<String>().replace('|', "\\|");
        writeln!(text, "| {sabotage} | {what} | {run} | {by} |")?;
    }
    Ok(text)
}

/// Digits in groups of three.
fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap_or("")).collect();
    groups.join(",")
}

#[cfg(test)]
mod tests {
    use super::{grouped, page};

    const RUN: &str = r#"{"length":"long","seed":7,"commit":"c0ffee","changed":false,"day":"2026-11-22","profile":"release","system":"Linux","processors":2}"#;
    const TRIAL: &str =
        r#"{"trial":"kill -9","promises":["P1"],"counts":{"kill -9":2000},"violations":[],"seconds":60}"#;

    #[test]
    fn a_page_says_what_the_record_says() {
        let caught = r#"{"sabotage":"x","what":"y","caught_in":1,"by":"z"}"#;
        let told = page(&[RUN, TRIAL, caught].join("\n")).expect("a page");
        assert!(
            told.contains("commit `c0ffee`, seed 7")
                && told.contains("kill -9: 2,000")
                && told.contains("1 of 1 caught")
        );
        let missed = caught.replace("\"caught_in\":1", "\"caught_in\":null");
        let broken = TRIAL.replace("\"violations\":[]", "\"violations\":[\"lost\"]");
        let told = page(&[RUN, &broken, &missed].join("\n")).expect("a page");
        assert!(told.contains("**never**") && told.contains("**broken 1 times**"));
        assert!(page(TRIAL).is_err());
    }

    #[test]
    fn large_numbers_can_be_read() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }
}
