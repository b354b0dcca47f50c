//! The server on PostgreSQL, beside what PostgreSQL's own benchmark gets out of the same cluster.

use crate::{
    load::drive,
    plan::{Plan, USUAL},
    record::Record,
    reference::pgbench::{self, Script},
    server::Place,
    stock::{Stock, fill},
    work::Work,
};
use anyhow::{Context as _, Result};
use testbed::postgres::Cluster;

/// Clients of pgbench: the best of them counts.
pub(crate) const CLIENTS: [usize; 2] = [16, USUAL];

/// Carts that are checked out in each round, at least.
const CARTS: usize = 1_000;

pub(crate) async fn measure(plan: &Plan, record: &mut Record) -> Result<()> {
    let cluster = Cluster::start().context("PostgreSQL's programs")?;
    cluster.answers().await;
    let place = Place::on(cluster.url())?;
    let running = place.start().await?;
    let (server, token) = (running.server.address, Some(running.token.as_str()));
    pgbench::prepare(&cluster)?;
    for round in 0..plan.rounds {
        for clients in CLIENTS {
            for (what, script) in [("pgbench insert", Script::Insert), ("pgbench checkout", Script::CheckOut)] {
                let figures = pgbench::measure(&cluster, place.folder(), script, clients, plan.counted)?;
                record.add(what, clients, 0, round, figures);
            }
        }
        let figures = drive(server, token, USUAL, plan.counted, &Work::Create).await?;
        let carts = (figures.get("rate").copied().unwrap_or_default() * plan.counted.as_secs_f64()) as usize;
        record.add("create, PostgreSQL", USUAL, 0, round, figures);
        let stock = Stock::of(fill(&running, carts.max(CARTS)).await?);
        let figures = drive(server, token, USUAL, plan.counted, &Work::CheckOut(stock)).await?;
        record.add("checkout, PostgreSQL", USUAL, 0, round, figures);
    }
    Ok(())
}
