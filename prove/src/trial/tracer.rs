//! Faults at a system call: strace attaches to a server, and kills it, or makes the call fail, when it is made for the n-th time.

use anyhow::{Context as _, Result, bail};
use std::{
    io::{BufRead as _, BufReader, Read as _},
    process::{Child, Command, Stdio},
    thread::JoinHandle,
    time::Duration,
};
use testbed::program::Server;
use tokio::time::{interval, timeout};

/// How long strace may take to let go. Now and then it waits for ever for a thread of a process that it has killed.
const LETS_GO_WITHIN: Duration = Duration::from_secs(2);
const LOOK: Duration = Duration::from_millis(2);

/// What happens at a system call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The calls, as strace names them.
    pub(crate) calls: &'static str,
    /// What becomes of it.
    pub(crate) effect: &'static str,
    /// Whether it goes on with all calls after that one.
    pub(crate) lasting: bool,
}

/// A strace that is attached.
pub(crate) struct Tracer {
    child: Child,
    said: JoinHandle<String>,
}

impl Tracer {
    /// Attaches to a server: the n-th of the calls is the one that is hit.
    pub(crate) fn attach(server: &Server, fault: Fault, n: u64) -> Result<Self> {
        let Fault { calls, effect, lasting } = fault;
        let when = if lasting { format!("{n}+") } else { n.to_string() };
        let mut command = Command::new("strace");
        command.args(["-f", "-p", &server.pid().to_string()]);
        command.args(["-e", &format!("trace={calls}"), "-e", &format!("inject={calls}:{effect}:when={when}")]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().context("strace: is it installed?")?;
        let mut output = BufReader::new(child.stderr.take().context("its output")?);
        let mut first = String::new();
        output.read_line(&mut first)?;
        let said = std::thread::spawn(move || {
            let mut said = Vec::new();
            output.read_to_end(&mut said).ok();
            String::from_utf8_lossy(&said).into_owned()
        });
        let mut tracer = Self { child, said };
        if !first.contains("attached") {
            tracer.end()?;
            bail!("strace: {first}");
        }
        Ok(tracer)
    }

    /// Lets go of a server that still runs, or has ended. Whether the fault was injected.
    pub(crate) async fn detach(mut self) -> Result<bool> {
        Command::new("kill").args(["-INT", &self.child.id().to_string()]).status()?;
        let gone = async {
            let mut looks = interval(LOOK);
            while matches!(self.child.try_wait(), Ok(None)) {
                looks.tick().await;
            }
        };
        let hangs = timeout(LETS_GO_WITHIN, gone).await.is_err();
        self.end()?;
        let said = self.said.join().unwrap_or_default();
        // It hangs only when it has killed.
        Ok(hangs || said.contains("INJECTED") || said.contains("killed by SIGKILL"))
    }

    fn end(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}
