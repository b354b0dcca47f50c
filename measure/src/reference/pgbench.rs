//! What PostgreSQL's own benchmark gets out of a cluster: a row put in by itself, and a checkout in five round trips.

use crate::record::Figures;
use anyhow::{Context as _, Result, ensure};
use std::{fmt::Write as _, path::Path, process::Command, time::Duration};
use testbed::postgres::Cluster;

/// Carts that checkouts choose from.
const CARTS: usize = 100_000;

const TABLES: &str = "
    CREATE SCHEMA measure;
    CREATE TABLE measure.carts (id uuid PRIMARY KEY, customer uuid NOT NULL, body text NOT NULL);
    CREATE TABLE measure.open (id integer PRIMARY KEY, version integer NOT NULL, body text NOT NULL);
    CREATE TABLE measure.orders (id uuid PRIMARY KEY, cart integer NOT NULL, body text NOT NULL);
";

/// A row as wide as a cart.
const INSERT: &str = "INSERT INTO measure.carts VALUES (gen_random_uuid(), gen_random_uuid(), repeat('x', 655));\n";

const CHECK_OUT: &str = "
\\set cart random(1, 100000)
BEGIN;
SELECT version, body FROM measure.open WHERE id = :cart FOR UPDATE;
UPDATE measure.open SET version = version + 1 WHERE id = :cart;
INSERT INTO measure.orders VALUES (gen_random_uuid(), :cart, repeat('x', 655));
COMMIT;
";

/// What its clients do again and again.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Script {
    Insert,
    CheckOut,
}

/// Makes the tables, and carts to choose from.
pub(crate) fn prepare(cluster: &Cluster) -> Result<()> {
    let mut sql = TABLES.to_owned();
    write!(sql, "INSERT INTO measure.open SELECT n, 1, repeat('x', 655) FROM generate_series(1, {CARTS}) n")?;
    told(cluster.client("psql").args(["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--command", &sql])).map(drop)
}

pub(crate) fn measure(
    cluster: &Cluster,
    folder: &Path,
    script: Script,
    clients: usize,
    counted: Duration,
) -> Result<Figures> {
    let file = folder.join("script.sql");
    std::fs::write(&file, if matches!(script, Script::Insert) { INSERT } else { CHECK_OUT })?;
    let mut command = cluster.client("pgbench");
    // It counts whole seconds.
    let seconds = counted.as_secs_f64().ceil();
    command.args(["--no-vacuum", "--jobs=2", "--protocol=prepared"]);
    command.args([format!("--client={clients}"), format!("--time={seconds}")]).arg("--file").arg(&file);
    let said = told(&mut command)?;
    let rate = said.lines().find_map(|line| line.strip_prefix("tps = ")).context("a rate")?;
    let rate = rate.split_whitespace().next().context("a rate")?.parse()?;
    Ok(Figures::from([("rate".to_owned(), rate)]))
}

fn told(command: &mut Command) -> Result<String> {
    let output = command.output().context("one of PostgreSQL's programs")?;
    ensure!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
