//! The server that is measured: the real program, on a store of its own.

use crate::{
    client::{self, Client},
    record::Figures,
    work,
};
use anyhow::{Context as _, Result};
use std::{path::Path, time::Instant};
use testbed::program::{Program, Server};

const KIB: f64 = 1_024.0;

/// A place with a store, where the program runs, is killed, and runs again.
pub(crate) struct Place {
    folder: tempfile::TempDir,
    program: Program,
    store: String,
}

/// The program, as it runs there.
pub(crate) struct Running {
    pub(crate) server: Server,
    pub(crate) token: String,
}

impl Place {
    /// A new place for the program that was built beside this one, with a store in a file.
    pub(crate) fn of_a_file() -> Result<Self> {
        let mut place = Self::on(String::new())?;
        place.store = format!("sqlite:{}", place.folder().join("store.db").display());
        Ok(place)
    }

    /// The same with a store that is there.
    pub(crate) fn on(store: String) -> Result<Self> {
        let built = std::env::current_exe()?.with_file_name("cartwright");
        let program = Program::at(built).with("CARTWRIGHT_LOG", "warn").with("CARTWRIGHT_RATE_LIMITS", "off");
        // On the disk of the repository: temporary files may lie in memory.
        let beside = std::env::current_exe()?.parent().context("a folder")?.to_owned();
        Ok(Self { folder: tempfile::Builder::new().prefix("measure-").tempdir_in(beside)?, program, store })
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Starts the program.
    pub(crate) async fn start(&self) -> Result<Running> {
        let server = self.launch()?;
        let token = client::token(server.address).await?;
        Ok(Running { server, token })
    }

    fn launch(&self) -> Result<Server> {
        self.program.serve(&self.store, &[], &self.folder().join("log"))
    }

    /// How long it takes from the start to the first answer that needs the store.
    pub(crate) async fn first_answer(&self, token: &str) -> Result<(Server, Figures)> {
        let start = Instant::now();
        let server = self.launch()?;
        Client::connect(server.address, Some(token)).await?.send(work::Work::List.next(0).context("a list")?).await?;
        Ok((server, Figures::from([("seconds".to_owned(), start.elapsed().as_secs_f64())])))
    }

    /// A server that answers what these samples say, with nothing behind it.
    pub(crate) fn bare(&self, samples: &Path) -> Result<Server> {
        let itself = Program::at(std::env::current_exe()?);
        itself.start(&["serve-bare", &samples.display().to_string()], &self.folder().join("log"))
    }

    /// Bytes of the store, its log included.
    pub(crate) fn size(&self) -> Result<f64> {
        let mut bytes = 0;
        for entry in std::fs::read_dir(self.folder())? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with("store.db") {
                bytes += entry.metadata()?.len();
            }
        }
        Ok(bytes as f64)
    }
}

/// What a process holds in memory, in bytes: all that is resident, and what of it is no file.
pub(crate) fn memory(server: &Server) -> Result<Figures> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.pid()))?;
    let figure = |name: &str| -> Result<f64> {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).context(name.to_owned())?;
        Ok(line.split_whitespace().next().context("a number")?.parse::<f64>()? * KIB)
    };
    Ok(Figures::from([("resident".to_owned(), figure("VmRSS:")?), ("anonymous".to_owned(), figure("RssAnon:")?)]))
}
