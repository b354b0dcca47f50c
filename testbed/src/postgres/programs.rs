//! Where PostgreSQL's programs are, and who may run them: the server refuses to run as root.

use std::{
    fs,
    os::unix::{fs::MetadataExt as _, process::CommandExt as _},
    path::{Path, PathBuf},
    process::Command,
};

/// Folders that distributions put the programs in, outside of the search path; `*` is the version.
const FOLDERS: [&str; 3] = ["/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin"];

/// Accounts that a cluster may belong to when the tests run as root, the best first.
const ACCOUNTS: [&str; 2] = ["postgres", "nobody"];

/// The programs of one version.
#[derive(Clone, Debug)]
pub(super) struct Programs {
    folder: PathBuf,
    account: Option<Account>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Account {
    pub(super) user: u32,
    pub(super) group: u32,
}

impl Programs {
    /// The newest ones, with an account that can run them.
    pub(super) fn find() -> Option<Self> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
        folders.extend(FOLDERS.iter().flat_map(|pattern| versions(pattern)));
        let folder =
            folders.into_iter().find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())?;
        let account = if runs_as_root() { Some(account()?) } else { None };
        Some(Self { folder, account })
    }

    /// Who the cluster belongs to, where it cannot be who runs the tests.
    pub(super) fn account(&self) -> Option<Account> {
        self.account
    }

    pub(super) fn path(&self, program: &str) -> PathBuf {
        self.folder.join(program)
    }

    /// A command that runs as the account.
    pub(super) fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = Command::new(program.as_ref());
        if let Some(Account { user, group }) = self.account {
            command.uid(user).gid(group).current_dir("/");
        }
        command
    }
}

/// The folders that a pattern stands for, the newest version first.
fn versions(pattern: &str) -> Vec<PathBuf> {
    let Some((before, after)) = pattern.split_once('*') else { return Vec::new() };
    let (parent, prefix) = before.rsplit_once('/').unwrap_or(("", before));
    let mut found: Vec<(u32, PathBuf)> = Vec::new();
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if let Some(version) = name.strip_prefix(prefix).and_then(|version| version.parse().ok()) {
            found.push((version, entry.path().join(after.trim_start_matches('/'))));
        }
    }
    found.sort();
    found.into_iter().rev().map(|(_, folder)| folder).collect()
}

fn runs_as_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|this| this.uid() == 0)
}

fn account() -> Option<Account> {
    let accounts = fs::read_to_string("/etc/passwd").ok()?;
    ACCOUNTS.iter().find_map(|name| {
        let line = accounts.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut fields = line.split(':').skip(2);
        Some(Account { user: fields.next()?.parse().ok()?, group: fields.next()?.parse().ok()? })
    })
}
