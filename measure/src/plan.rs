//! What is measured, in which order: whatever makes a ratio, one after the other in each round.

use crate::{
    client::Client,
    goals::LARGE,
    load::drive,
    postgres,
    record::{Figures, Record, Run},
    reference::{bare::Samples, disk, log},
    server::{self, Place, Running},
    stock::{Stock, fill},
    work::{self, Work},
};
use anyhow::{Context as _, Result};
use std::time::Duration;
use testbed::program::Server;

/// How much is measured.
pub(crate) struct Plan {
    pub(crate) name: &'static str,
    pub(crate) rounds: usize,
    pub(crate) counted: Duration,
    connections: &'static [usize],
    starts: usize,
    grows: bool,
}

pub(crate) const QUICK: Plan = Plan {
    name: "quick",
    rounds: 3,
    counted: Duration::from_millis(800),
    connections: &[1, 64, 256],
    starts: 3,
    grows: false,
};

pub(crate) const FULL: Plan = Plan {
    name: "full",
    rounds: 5,
    counted: Duration::from_secs(2),
    connections: &[1, 16, 64, 256],
    starts: 7,
    grows: true,
};

/// Clients where a goal says nothing else.
pub(crate) const USUAL: usize = 64;

/// Carts that are there before anything is measured, and those that each round checks out.
const CARTS: usize = 1_000;

/// Everything that a run needs at hand.
struct Bench {
    plan: Plan,
    place: Place,
    running: Running,
    bare: Server,
    record: Record,
    /// Bytes of a record of the raw log: as many as the body of a cart.
    body: usize,
}

pub(crate) async fn run(plan: Plan) -> Result<Record> {
    let mut bench = Bench::begin(plan).await?;
    bench.starts(0).await?;
    for round in 0..bench.plan.rounds {
        bench.references(round).await?;
        for connections in bench.plan.connections {
            bench.round(round, *connections).await?;
        }
    }
    if bench.plan.grows {
        bench.grow().await?;
        for round in 0..bench.plan.rounds {
            bench.measure_large(round).await?;
        }
        bench.starts(LARGE).await?;
    }
    postgres::measure(&bench.plan, &mut bench.record).await?;
    Ok(bench.record)
}

impl Bench {
    async fn begin(plan: Plan) -> Result<Self> {
        let mut record = Record::begin(Run::here(plan.name)?);
        let place = Place::of_a_file()?;
        let running = place.start().await?;
        record.add("memory", 0, 0, 0, server::memory(&running.server)?);
        let carts = fill(&running, CARTS).await?;
        let mut client = Client::connect(running.server.address, Some(&running.token)).await?;
        let cart = carts.first().context("a cart")?;
        let samples = Samples::take(&mut client, work::create(), work::read(cart)).await?;
        let file = place.folder().join("samples");
        samples.write(&file)?;
        let body = samples.bytes();
        record.add("body", 0, 0, 0, Figures::from([("bytes".to_owned(), body as f64)]));
        let bare = place.bare(&file)?;
        Ok(Self { plan, place, running, bare, record, body })
    }

    /// The library and the disk.
    async fn references(&mut self, round: usize) -> Result<()> {
        let (folder, counted) = (self.place.folder(), self.plan.counted);
        let disk = disk::measure(folder, counted)?;
        let log = log::measure(folder, USUAL, self.body, counted).await?;
        self.record.add("disk", 0, 0, round, disk);
        self.record.add("log", USUAL, 0, round, log);
        Ok(())
    }

    /// All that clients ask for, beside the library that answers the same.
    async fn round(&mut self, round: usize, connections: usize) -> Result<()> {
        let stock = Stock::of(fill(&self.running, CARTS).await?);
        for (what, work) in [("bare create", Work::Create), ("bare read", Work::Read(stock.clone()))] {
            let figures = drive(self.bare.address, None, connections, self.plan.counted, &work).await?;
            self.record.add(what, connections, 0, round, figures);
        }
        let works = [("create", Work::Create), ("read", Work::Read(stock.clone())), ("list", Work::List)];
        for (what, work) in works {
            self.load(what, connections, 0, round, &work).await?;
        }
        // As many as can be checked out while it counts.
        let rate = self.record.figures("create", connections, 0, "rate").pop().unwrap_or_default();
        let carts = (rate * self.plan.counted.as_secs_f64()) as usize;
        let stock = Stock::of(fill(&self.running, carts.max(CARTS)).await?);
        self.load("checkout", connections, 0, round, &Work::CheckOut(stock.clone())).await?;
        let ordered = stock.begun();
        self.load("replay", connections, 0, round, &Work::Replay(ordered.clone())).await?;
        self.load("mixed", connections, 0, round, &Work::Mixed(ordered)).await
    }

    async fn load(&mut self, what: &str, connections: usize, thousands: u64, round: usize, work: &Work) -> Result<()> {
        let Running { server, token } = &self.running;
        let figures = drive(server.address, Some(token), connections, self.plan.counted, work).await?;
        self.record.add(what, connections, thousands, round, figures);
        Ok(())
    }

    /// How long it takes to start, after kill -9.
    async fn starts(&mut self, thousands: u64) -> Result<()> {
        for round in 0..self.plan.starts {
            self.running.server.signal("KILL")?;
            let (server, figures) = self.place.first_answer(&self.running.token).await?;
            self.running.server = server;
            self.record.add("start", 0, thousands, round, figures);
        }
        Ok(())
    }

    /// Makes carts until there are a million.
    async fn grow(&mut self) -> Result<()> {
        let before = self.place.size()?;
        let carts = usize::try_from(LARGE)? * 1_000;
        fill(&self.running, carts).await?;
        let bytes = (self.place.size()? - before) / carts as f64;
        self.record.add("bytes of a cart", 0, LARGE, 0, Figures::from([("bytes".to_owned(), bytes)]));
        self.record.add("memory", 0, LARGE, 0, server::memory(&self.running.server)?);
        Ok(())
    }

    async fn measure_large(&mut self, round: usize) -> Result<()> {
        let stock = Stock::of(fill(&self.running, CARTS).await?);
        self.load("create", USUAL, LARGE, round, &Work::Create).await?;
        self.load("read", USUAL, LARGE, round, &Work::Read(stock)).await
    }
}
