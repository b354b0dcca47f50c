//! Where a trial takes place: a store of its own, and the servers on it.

use crate::exchange::{Connection, Request};
use anyhow::{Context as _, Result, bail, ensure};
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::ExitStatus,
};
use tempfile::TempDir;
use testbed::{
    postgres::Schema,
    program::{Program, Server},
};

/// The default partner, whom everything is done for.
const PARTNER: &str = "10000000-0000-4000-8000-000000000001";
const GRANT: &str = "grant_type=refresh_token&refresh_token=dev-refresh-001&client_secret=dev-secret\
                     &client_id=20000000-0000-4000-8000-000000000001";

/// What a trial needs to know of the run that it is part of.
#[derive(Clone, Debug)]
pub(crate) struct Setting {
    pub(crate) program: Program,
    pub(crate) kind: Kind,
    pub(crate) seed: u64,
}

/// Which store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

/// A store that is there as long as its stage.
#[derive(Debug)]
enum Place {
    File,
    Schema { _held: Schema },
}

/// A store and its servers.
#[derive(Debug)]
pub(crate) struct Stage {
    program: Program,
    servers: Vec<Server>,
    further: Vec<String>,
    pub(crate) url: String,
    pub(crate) token: String,
    folder: TempDir,
    _place: Place,
}

impl Setting {
    /// The same with another build of the program.
    pub(crate) fn with(&self, program: Program) -> Self {
        Self { program, ..self.clone() }
    }

    /// A stage with so many servers; they provision at once.
    pub(crate) async fn stage(&self, servers: usize) -> Result<Stage> {
        let folder = folder()?;
        let (url, place) = match self.kind {
            Kind::Sqlite => (file_url(folder.path()), Place::File),
            Kind::Postgres => {
                let schema = testbed::postgres::schema().await.context("PostgreSQL")?;
                (schema.url(), Place::Schema { _held: schema })
            }
        };
        Stage::open(self.program.clone(), url, folder, place, servers).await
    }

    /// A stage in a folder that may be another disk, of which so many mebibytes stay free.
    pub(crate) async fn stage_in(&self, files: &Path, free: u32) -> Result<Stage> {
        let program = self.program.with("CARTWRIGHT_MIN_FREE_SPACE", free.to_string());
        Stage::open(program, file_url(files), folder()?, Place::File, 1).await
    }

    /// A stage on a database that somebody else holds.
    pub(crate) async fn stage_on(&self, url: String, servers: usize) -> Result<Stage> {
        Stage::open(self.program.clone(), url, folder()?, Place::File, servers).await
    }
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

pub(crate) fn folder() -> Result<TempDir> {
    Ok(tempfile::Builder::new().prefix("cartwright-prove-").tempdir()?)
}

fn file_url(folder: &Path) -> String {
    format!("sqlite:{}", folder.join("store.db").display())
}

impl Stage {
    async fn open(program: Program, url: String, folder: TempDir, place: Place, servers: usize) -> Result<Self> {
        let further = ["--provisioning-delay", "0.01", "--rate-limits", "off"].map(str::to_owned).to_vec();
        let (servers, wanted) = (Vec::new(), servers);
        let mut stage = Self { program, servers, further, url, token: String::new(), folder, _place: place };
        for _ in 0..wanted {
            stage.add()?;
        }
        stage.token = stage.fetch_token().await?;
        Ok(stage)
    }

    /// Where the servers are.
    pub(crate) fn addresses(&self) -> Vec<SocketAddr> {
        self.servers.iter().map(|server| server.address).collect()
    }

    /// One of the servers.
    pub(crate) fn server(&self, place: usize) -> Result<&Server> {
        self.servers.get(place).context("a server")
    }

    /// From now on servers are of this build.
    pub(crate) fn recast(&mut self, program: Program) {
        self.program = program;
    }

    /// Starts another server.
    pub(crate) fn add(&mut self) -> Result<()> {
        let started = self.start()?;
        self.servers.push(started);
        Ok(())
    }

    /// Whether a server has ended by itself.
    pub(crate) fn has_ended(&mut self, place: usize) -> Result<bool> {
        let server = self.servers.get_mut(place).context("a server")?;
        Ok(server.ended()?.is_some())
    }

    /// Takes a server away: whoever takes it says how it ends.
    pub(crate) fn take(&mut self, place: usize) -> Server {
        self.servers.remove(place)
    }

    /// kill -9, and another one in its place.
    pub(crate) fn kill_and_restart(&mut self, place: usize) -> Result<()> {
        self.take(place).kill()?;
        let started = self.start()?;
        self.servers.insert(place, started);
        Ok(())
    }

    /// SIGTERM, and another one in its place; how the old one ended.
    pub(crate) fn terminate_and_restart(&mut self, place: usize) -> Result<ExitStatus> {
        let status = self.take(place).terminate()?;
        let started = self.start()?;
        self.servers.insert(place, started);
        Ok(status)
    }

    fn start(&self) -> Result<Server> {
        let further: Vec<&str> = self.further.iter().map(String::as_str).collect();
        self.program.serve(&self.url, &further, &self.log())
    }

    /// What the servers wrote.
    pub(crate) fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    /// What `cartwright store verify` finds wrong.
    pub(crate) fn verify(&self) -> Result<Option<String>> {
        let (well, said) = self.program.run(&["store", "verify", "--store", &self.url])?;
        Ok((!well).then_some(said))
    }

    /// The rows of a table.
    pub(crate) fn rows(&self, table: &str) -> Result<u64> {
        Self::rows_of(&self.program, &self.url, table)
    }

    /// The rows of a table of any store.
    pub(crate) fn rows_of(program: &Program, url: &str, table: &str) -> Result<u64> {
        let (well, said) = program.run(&["store", "status", "--store", url])?;
        ensure!(well, "store status: {said}");
        let wanted = format!("rows in {table}\t");
        let line = said.lines().find_map(|line| line.strip_prefix(&wanted));
        line.and_then(|rows| rows.trim().parse().ok()).with_context(|| format!("rows of {table} in {said}"))
    }

    async fn fetch_token(&self) -> Result<String> {
        token(self.server(0)?.address, PARTNER, GRANT).await
    }
}

/// A token of a partner, from the built-in issuer.
pub(crate) async fn token(server: SocketAddr, partner: &str, grant: &'static str) -> Result<String> {
    let request = Request {
        token: None,
        content_type: "application/x-www-form-urlencoded",
        ..Request::new("POST", format!("/{partner}/oauth2/v2.0/token"), "", grant)
    };
    match Connection::default().send(server, &request).await {
        Ok(answer) => match answer.json()["access_token"].as_str() {
            Some(token) => Ok(token.to_owned()),
            None => bail!("no token: {}", answer.text),
        },
        Err(silence) => bail!("no token: {silence:?}"),
    }
}
