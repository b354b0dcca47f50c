//! `docs/benchmarks.md`, made of what was measured: nobody types figures into it.

use crate::{
    goals::{self, Goal, spread},
    record::Record,
};
use anyhow::{Context as _, Result, ensure};
use std::{collections::BTreeSet, fmt::Write as _, path::Path};

const RECORD: &str = "docs/benchmarks.jsonl";
const PAGE: &str = "docs/benchmarks.md";

/// What stands before the figures and behind them.
const HEAD: &str = include_str!("page/head.md");
const TAIL: &str = include_str!("page/tail.md");

/// Writes the page, or looks whether it is what the record says.
pub(crate) fn write(check: bool) -> Result<()> {
    let page = render(&Record::read(Path::new(RECORD))?)?;
    if !check {
        return Ok(std::fs::write(PAGE, page)?);
    }
    let found = std::fs::read_to_string(PAGE).context(PAGE)?;
    ensure!(found == page, "{PAGE} is not what {RECORD} says: run `cargo xtask bench page`");
    Ok(())
}

/// Says how the goals did.
pub(crate) fn tell(record: &Record) -> Result<()> {
    let mut told = String::new();
    goals(&mut told, record)?;
    println!("{told}");
    Ok(())
}

fn render(record: &Record) -> Result<String> {
    let mut page = HEAD.to_owned();
    let run = &record.run;
    let changed = if run.changed { " and more" } else { "" };
    writeln!(
        page,
        "\nThe {} run, {}, commit `{}`{changed}, {}, {} processors, which the clients shared.\n",
        run.length, run.day, run.commit, run.system, run.processors
    )?;
    goals(&mut page, record)?;
    loads(&mut page, record)?;
    page.push_str(TAIL);
    Ok(page)
}

fn goals(page: &mut String, record: &Record) -> Result<()> {
    page.push_str(
        "## Goals\n\n| | ratio | median | least | most | must | goal | reached |\n|---|---|---|---|---|---|---|---|\n",
    );
    for goal in &goals::ALL {
        let Goal { name, what, must, goal: wanted, .. } = goal;
        match spread(&(goal.ratios)(record)) {
            Some((median, least, most)) => {
                let word = goal.word(median);
                writeln!(
                    page,
                    "| {name} | {what} | {median:.3} | {least:.3} | {most:.3} | {must} | {wanted} | {word} |"
                )?;
            }
            None => writeln!(page, "| {name} | {what} | | | | {must} | {wanted} | not measured in this run |")?,
        }
    }
    Ok(())
}

fn loads(page: &mut String, record: &Record) -> Result<()> {
    page.push_str("\n## Loads\n\nMedians of the rounds.\n\n| what | connections | a second | p50, ms | p99, ms |\n|---|---|---|---|---|\n");
    let with_latencies = record.readings.iter().filter(|reading| reading.figures.contains_key("p99"));
    let loads: BTreeSet<_> =
        with_latencies.map(|reading| (reading.thousands, reading.what.as_str(), reading.connections)).collect();
    for (thousands, what, connections) in loads {
        let median = |figure: &str| spread(&record.figures(what, connections, thousands, figure)).map_or(0.0, |s| s.0);
        let stored = if thousands > 0 { format!(", {thousands},000 carts stored") } else { String::new() };
        writeln!(
            page,
            "| {what}{stored} | {connections} | {:.0} | {:.2} | {:.2} |",
            median("rate"),
            median("p50") * 1_000.0,
            median("p99") * 1_000.0
        )?;
    }
    for (what, told) in [
        ("disk", "fdatasync of 4 KiB, in a file that has its length"),
        ("log", "raw log with group commit, 64 submitters"),
    ] {
        let connections = if what == "log" { 64 } else { 0 };
        if let Some((median, ..)) = spread(&record.figures(what, connections, 0, "rate")) {
            writeln!(page, "| {told} | | {median:.0} | | |")?;
        }
    }
    Ok(())
}
