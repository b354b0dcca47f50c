//! The real program in a process of its own, for what only a process can show: start, signals, kill -9, exit codes.

use super::TestStore;
use std::{
    io::{BufRead as _, BufReader, Read as _},
    net::SocketAddr,
    path::Path,
    process::{Child, ChildStdout, Command, ExitStatus, Stdio},
};

pub struct Binary {
    child: Child,
    stdout: BufReader<ChildStdout>,
    pub address: SocketAddr,
    /// How its ready line begins the address.
    pub scheme: String,
}

impl Binary {
    /// A command of the program, with an environment of its own.
    pub fn command(arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cartwright"));
        command.args(arguments).env_clear().stdin(Stdio::null());
        command
    }

    /// Starts a server on that data folder and a free port, and waits for its ready line.
    pub fn dev(data_dir: &Path, further: &[&str]) -> Self {
        let mut arguments = vec!["dev", "--listen", "127.0.0.1:0", "--data-dir", data_dir.to_str().expect("a path")];
        arguments.extend(further);
        Self::start(&arguments, data_dir)
    }

    /// Starts a server on a store and a free port, seeded with the demo world, and waits for its ready line. It takes any number
    /// of requests a minute, so that tests may send as many as they like.
    pub fn serve(store: &TestStore, further: &[&str]) -> Self {
        let url = store.url();
        let mut arguments = vec!["serve", "--listen", "127.0.0.1:0", "--world", "demo", "--store", &url];
        arguments.extend(["--rate-limits", "off"]);
        arguments.extend(further);
        Self::start(&arguments, &std::env::temp_dir())
    }

    /// Starts a server and waits for its ready line.
    pub fn start(arguments: &[&str], folder: &Path) -> Self {
        let mut command = Self::command(arguments);
        command.current_dir(folder).env("TMPDIR", folder).env("CARTWRIGHT_LOG", "warn").stderr(Stdio::null());
        Self::launch(command)
    }

    /// Runs a command that starts a server, and waits for its ready line.
    pub fn launch(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the program");
        let mut stdout = BufReader::new(child.stdout.take().expect("its output"));
        let mut line = String::new();
        stdout.read_line(&mut line).expect("a line");
        let (scheme, address) = line
            .strip_suffix('\n')
            .and_then(|line| line.strip_prefix("ready ")?.split_once("://"))
            .unwrap_or_else(|| panic!("not ready: {line:?}"));
        Self { address: address.parse().expect("an address"), scheme: scheme.to_owned(), child, stdout }
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Ends it as a power cut would, as far as the process is concerned.
    pub fn kill(mut self) {
        self.child.kill().expect("kill -9");
        self.child.wait().expect("the end");
    }

    /// Sends a signal by its name.
    pub fn signal(&self, name: &str) {
        let status = Command::new("kill").args([&format!("-{name}"), &self.pid().to_string()]).status();
        assert!(status.expect("kill").success());
    }

    /// Waits for its end.
    pub fn wait(mut self) -> ExitStatus {
        self.child.wait().expect("the end")
    }

    /// Asks it to end and waits until it has: how it ended, and what it wrote to stdout after the ready line.
    pub fn terminate(mut self) -> (ExitStatus, String) {
        self.signal("TERM");
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).expect("text");
        (self.child.wait().expect("the end"), rest)
    }
}

/// A test that fails leaves no process behind.
impl Drop for Binary {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Runs a command to its end: exit code, stdout, stderr.
pub fn run_to_end(mut command: Command) -> (Option<i32>, String, String) {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
    let (mut out, mut err) = (String::new(), String::new());
    child.stdout.take().expect("its output").read_to_string(&mut out).expect("text");
    child.stderr.take().expect("its output").read_to_string(&mut err).expect("text");
    (child.wait().expect("the end").code(), out, err)
}
