//! A cluster of the tests' own: made in a folder for temporary files, and gone with the process that started it.

use super::{programs::Programs, tls};
use std::{
    io::Write as _,
    net::TcpListener,
    os::unix::fs::chown,
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Runs a server until it is told to crash, or its input ends: that it does with the process that holds the other end,
/// however that one ends, and then the folder goes too.
const HOLDER: &str = r#"
    "$1" -D "$2/data" -k "$2" -p "$3" -c listen_addresses=127.0.0.1 -c max_connections=200 -c ssl="$4" &
    server=$!
    read -r word
    kill -QUIT $server
    wait $server
    test "$word" = crash || rm -rf "$2"
"#;

/// A server with a database `postgres`, whose user `postgres` needs no password.
#[derive(Debug)]
pub struct Cluster {
    programs: Programs,
    folder: tempfile::TempDir,
    port: u16,
    tls: bool,
    holder: Mutex<Option<(Child, ChildStdin)>>,
}

impl Cluster {
    /// Makes one and starts it; none where PostgreSQL's programs are not installed.
    ///
    /// # Panics
    /// When they are, and it does not start.
    pub fn start() -> Option<Self> {
        Self::make(false)
    }

    /// The same, with TLS: the certificate is for `localhost`, and [`Cluster::root`] has signed it.
    ///
    /// # Panics
    /// Like [`Cluster::start`].
    pub fn start_with_tls() -> Option<Self> {
        Self::make(true)
    }

    fn make(tls: bool) -> Option<Self> {
        let programs = Programs::find()?;
        let folder = tempfile::Builder::new().prefix("cartwright-postgres-").tempdir().expect("a folder");
        if let Some(account) = programs.account() {
            chown(folder.path(), Some(account.user), Some(account.group)).expect("a folder of the account");
        }
        initialise(&programs, folder.path());
        if tls {
            tls::make_certificates(folder.path(), &folder.path().join("data"), programs.account());
        }
        let port = free_port();
        let cluster = Self { programs, folder, port, tls, holder: Mutex::new(None) };
        cluster.run();
        Some(cluster)
    }

    /// Where it is.
    #[must_use]
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// The port that it listens on, on this machine.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The file of the root certificate, with TLS.
    #[must_use]
    pub fn root(&self) -> PathBuf {
        self.folder.path().join(tls::ROOT)
    }

    /// One of PostgreSQL's own programs that speaks to it, such as `psql`.
    #[must_use]
    pub fn client(&self, program: &str) -> Command {
        let beside = self.programs.path(program);
        // Some have only the server's programs in one folder, and the clients' in the search path.
        let mut command = if beside.exists() { Command::new(beside) } else { Command::new(program) };
        command.args(["--host=127.0.0.1", "--username=postgres", &format!("--port={}", self.port)]);
        command.env("PGDATABASE", "postgres");
        command
    }

    /// Starts the server again, after [`Cluster::crash`]. It recovers what was committed.
    ///
    /// # Panics
    /// When it cannot be started.
    pub fn run(&self) {
        let mut holder = self.programs.command("sh");
        holder.args(["-c", HOLDER, "sh"]).arg(self.programs.path("postgres"));
        holder.arg(self.folder.path()).arg(self.port.to_string()).arg(if self.tls { "on" } else { "off" });
        holder.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = holder.spawn().expect("a server");
        let input = child.stdin.take().expect("its input");
        *self.lock() = Some((child, input));
    }

    /// Ends the server as a crash does, in the middle of everything: `pg_ctl -m immediate stop`. Returns when it is gone.
    pub fn crash(&self) {
        let held = self.lock().take();
        if let Some((mut child, mut input)) = held {
            input.write_all(b"crash\n").expect("a server that listens");
            child.wait().expect("an end");
        }
    }

    /// Returns when the server answers.
    ///
    /// # Panics
    /// When it does not, after a while.
    pub async fn answers(&self) {
        super::schema::connect(&self.url()).await;
    }

    fn lock(&self) -> MutexGuard<'_, Option<(Child, ChildStdin)>> {
        self.holder.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.crash();
    }
}

/// Makes the files of a cluster. It is as durable as any: `fsync` stays on.
fn initialise(programs: &Programs, folder: &Path) {
    let mut command = programs.command(programs.path("initdb"));
    command.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "-D"]);
    let output = command.arg(folder.join("data")).output().expect("initdb");
    assert!(output.status.success(), "initdb: {}", String::from_utf8_lossy(&output.stderr));
}

/// A port that nobody had just now.
fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.local_addr().expect("an address").port()
}
