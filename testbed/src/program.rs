//! The real program in a process of its own.

use anyhow::{Context as _, Result, bail, ensure};
use std::{
    fs::File,
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
};

/// Where the program is, and what of its surroundings is set.
#[derive(Clone, Debug)]
pub struct Program {
    /// Its file.
    pub path: PathBuf,
    /// Variables of its environment; it has no others.
    pub variables: Vec<(&'static str, String)>,
}

/// A server that runs.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Program {
    /// The program in that file.
    #[must_use]
    pub fn at(path: PathBuf) -> Self {
        Self { path, variables: vec![("CARTWRIGHT_LOG", "info".to_owned())] }
    }

    /// The same program, told something else besides.
    #[must_use]
    pub fn with(&self, variable: &'static str, value: impl Into<String>) -> Self {
        let mut variables = self.variables.clone();
        variables.retain(|(name, _)| *name != variable);
        variables.push((variable, value.into()));
        Self { path: self.path.clone(), variables }
    }

    /// A command of the program, with nothing of this process's environment.
    #[must_use]
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.path);
        command.args(arguments).env_clear().envs(self.variables.iter().map(|(name, value)| (name, value)));
        command.stdin(Stdio::null());
        command
    }

    /// Starts a server on that store, whose log is appended to a file, and waits for its ready line.
    ///
    /// # Errors
    /// When it does not come to be ready.
    pub fn serve(&self, store: &str, further: &[&str], log: &Path) -> Result<Server> {
        let mut arguments = vec!["serve", "--listen", "127.0.0.1:0", "--world", "demo", "--store", store];
        arguments.extend(further);
        self.start(&arguments, log)
    }

    /// Starts whatever server these arguments are for.
    ///
    /// # Errors
    /// When it does not come to be ready.
    pub fn start(&self, arguments: &[&str], log: &Path) -> Result<Server> {
        let log = File::options().create(true).append(true).open(log)?;
        let mut command = self.command(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().context("the program")?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().context("its output")?).read_line(&mut line)?;
        match line.trim_end().strip_prefix("ready http://").map(str::parse) {
            Some(Ok(address)) => Ok(Server { child, address }),
            _ => {
                child.kill().ok();
                child.wait().ok();
                bail!("the server is not ready: {line:?}")
            }
        }
    }

    /// Runs a command to its end: whether it went well, and what it said.
    ///
    /// # Errors
    /// When the system does not do it.
    pub fn run(&self, arguments: &[&str]) -> Result<(bool, String)> {
        let output = self.command(arguments).output().context("the program")?;
        let said = [output.stdout, output.stderr].concat();
        Ok((output.status.success(), String::from_utf8_lossy(&said).into_owned()))
    }
}

impl Server {
    /// The number of its process.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// kill -9.
    ///
    /// # Errors
    /// When the system does not do it.
    pub fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// Sends a signal by its name.
    ///
    /// # Errors
    /// When the system does not do it.
    pub fn signal(&self, name: &str) -> Result<()> {
        let status = Command::new("kill").args([&format!("-{name}"), &self.pid().to_string()]).status()?;
        ensure!(status.success(), "kill -{name}");
        Ok(())
    }

    /// Whether it has ended by itself.
    ///
    /// # Errors
    /// When the system does not do it.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }

    /// Asks it to end, and waits until it has.
    ///
    /// # Errors
    /// When the system does not do it.
    pub fn terminate(mut self) -> Result<ExitStatus> {
        self.signal("TERM")?;
        Ok(self.child.wait()?)
    }
}

/// A trial that fails leaves no process behind.
impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
