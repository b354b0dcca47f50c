//! `cargo xtask generate`: writes the files that are derived from others, or checks that they are current.
//!
//! Each derived file is committed, so that a reader and a build never need this tool.

mod catalogue;
pub(crate) mod faults;
mod operations;
mod render;
mod world;

use std::fmt;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

/// A file that is derived from another one, or from what the program prints.
struct Derived {
    from: Source,
    to: &'static str,
    derive: fn(&Path, &str) -> Result<String>,
}

/// What a file is derived from.
#[derive(Clone, Copy)]
enum Source {
    /// A file of this repository.
    File(&'static str),
    /// The program itself, run with this command.
    Program(&'static str),
}

const DERIVED: [Derived; 6] = [
    Derived {
        from: Source::File("contract/faults.toml"),
        to: "crates/domain/src/fault/table.rs",
        derive: |root, text| formatted(root, &render::raised(&faults::parse(text)?)?),
    },
    Derived {
        from: Source::File("contract/faults.toml"),
        to: "crates/domain/src/fault/never.rs",
        derive: |root, text| formatted(root, &render::never(&faults::parse(text)?)?),
    },
    Derived {
        from: Source::File("contract/provocations.toml"),
        to: "docs/errors.md",
        derive: |root, text| catalogue::page(&faults::read(root)?, &catalogue::parse(text)?),
    },
    Derived { from: Source::File("worlds/demo.json"), to: "docs/demo-world.md", derive: |_, text| world::page(text) },
    Derived {
        from: Source::File("contract/operations.tsv"),
        to: "docs/operations.md",
        derive: |_, text| operations::page(text),
    },
    // The last, for it is built of what the others give.
    Derived { from: Source::Program("openapi"), to: "docs/openapi.json", derive: |_, text| Ok(text.to_owned()) },
];

/// What to do with the derived text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Replace the committed file.
    Write,
    /// Fail when the committed file differs.
    Check,
}

/// Derives every derived file below `root`.
pub(crate) fn run(root: &Path, mode: Mode) -> Result<()> {
    DERIVED.iter().try_for_each(|derived| derived.run(root, mode))
}

impl Derived {
    fn run(&self, root: &Path, mode: Mode) -> Result<()> {
        let Self { from, to, derive } = self;
        let fresh = derive(root, &from.read(root)?).with_context(|| from.to_string())?;
        match mode {
            Mode::Write => write(&root.join(to), &fresh).with_context(|| format!("writing {to}")),
            Mode::Check => self.compare(std::fs::read_to_string(root.join(to)).ok().as_deref(), &fresh),
        }
    }

    fn compare(&self, committed: Option<&str>, fresh: &str) -> Result<()> {
        let Self { from, to, .. } = self;
        match committed {
            Some(committed) if committed == fresh => Ok(()),
            Some(_) => bail!("{to} differs from what {from} gives. Run `cargo xtask generate`."),
            None => bail!("{to} is missing. Run `cargo xtask generate`."),
        }
    }
}

impl Source {
    fn read(self, root: &Path) -> Result<String> {
        match self {
            Self::File(path) => std::fs::read_to_string(root.join(path)).with_context(|| format!("reading {path}")),
            Self::Program(command) => {
                let words = ["run", "--quiet", "--locked", "--package", "cartwright", "--", command];
                let mut program = Command::new("cargo");
                program.args(words).current_dir(root).stderr(Stdio::inherit());
                let output = program.output().context("starting cargo")?;
                ensure!(output.status.success(), "`{self}` failed");
                Ok(String::from_utf8(output.stdout)?)
            }
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => f.write_str(path),
            Self::Program(command) => write!(f, "cartwright {command}"),
        }
    }
}

fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    // An unchanged file keeps its time stamp, so that nothing is rebuilt for it.
    if std::fs::read_to_string(path).is_ok_and(|committed| committed == text) {
        return Ok(());
    }
    Ok(std::fs::write(path, text)?)
}

/// Passes `text` through rustfmt with the repository's own configuration.
fn formatted(root: &Path, text: &str) -> Result<String> {
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024"])
        .current_dir(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("starting rustfmt: `rustup component add rustfmt` installs it")?;
    let mut input = rustfmt.stdin.take().context("rustfmt has no standard input")?;
    input.write_all(text.as_bytes())?;
    drop(input);
    let output = rustfmt.wait_with_output()?;
    ensure!(output.status.success(), "rustfmt refused the generated text");
    Ok(String::from_utf8(output.stdout)?)
}

#[cfg(test)]
mod tests {
    use super::DERIVED;

    #[test]
    fn a_difference_names_the_file_and_the_command() {
        for derived in &DERIVED {
            for committed in [Some("old"), None] {
                let refusal = derived.compare(committed, "new").expect_err("must fail").to_string();
                let says = refusal.contains(derived.to) && refusal.contains("cargo xtask generate");
                assert!(says, "{refusal}");
            }
            assert!(derived.compare(Some("same"), "same").is_ok());
        }
    }
}
