//! Checks that dependencies between the crates run downwards only, and that no floor takes in what is not its business.
//!
//! It reads `cargo metadata`; dependencies of tests are free.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use super::finding::Finding;

/// What one crate may and may not depend on.
struct Floor {
    name: &'static str,
    /// The crates of this repository that it may name.
    below: &'static [&'static str],
    /// Crates from elsewhere that it may not name.
    forbidden: &'static [&'static str],
    why: &'static str,
}

const FLOORS: [Floor; 11] = [
    Floor {
        name: "domain",
        below: &[],
        forbidden: &["tokio", "async-trait", "axum", "http", "hyper", "rusqlite", "tokio-postgres", "serde_json"],
        why: "rules are pure: no IO, no async, no format of the wire or of a database",
    },
    Floor {
        name: "wire",
        below: &["domain"],
        forbidden: &["tokio", "rusqlite", "tokio-postgres", "axum", "hyper"],
        why: "wire turns bytes into domain values and back, without a server and without a database",
    },
    Floor {
        name: "store",
        below: &["domain"],
        forbidden: &["axum", "hyper"],
        why: "the store is a neighbour of wire and never names it or HTTP",
    },
    Floor {
        name: "app",
        below: &["store", "domain"],
        forbidden: &["axum", "http", "hyper", "rusqlite", "tokio-postgres"],
        why: "use cases load, decide and commit: no HTTP, no SQL",
    },
    Floor {
        name: "http-floor",
        below: &["app", "wire", "domain"],
        forbidden: &["rusqlite", "tokio-postgres"],
        why: "http reaches the store through app only",
    },
    Floor {
        name: "cartwright",
        below: &["http-floor", "app", "store", "wire", "domain"],
        forbidden: &[],
        why: "the program is above every floor",
    },
    Floor {
        name: "fuzz",
        below: &["http-floor", "wire", "domain"],
        forbidden: &["tokio", "rusqlite", "tokio-postgres", "axum", "hyper"],
        why: "fuzz targets call what reads requests, without a server and without a database",
    },
    Floor {
        name: "measure",
        below: &["testbed"],
        forbidden: &["rusqlite", "tokio-postgres", "axum"],
        why: "what measures the program meets it over HTTP, as its clients do",
    },
    Floor {
        name: "testbed",
        below: &[],
        forbidden: &["rusqlite", "axum", "hyper"],
        why: "what tests stand on knows nothing of what is tested",
    },
    Floor {
        name: "prove",
        below: &["testbed"],
        forbidden: &["rusqlite", "tokio-postgres", "axum"],
        why: "the proof drives the program from outside, and knows of it what a client can know",
    },
    Floor { name: "xtask", below: &[], forbidden: &[], why: "the checks must build while the product does not" },
];

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    /// Absent for a normal dependency, `dev` or `build` for others.
    kind: Option<String>,
}

/// Asks cargo for the workspace's crates and checks their dependencies.
pub(crate) fn check(root: &Path) -> Result<Vec<Finding>> {
    let output = Command::new("cargo")
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root)
        .output()
        .context("starting cargo")?;
    ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    check_metadata(&String::from_utf8(output.stdout)?)
}

fn check_metadata(json: &str) -> Result<Vec<Finding>> {
    let metadata: Metadata = serde_json::from_str(json).context("reading cargo metadata")?;
    Ok(metadata.packages.iter().flat_map(check_package).collect())
}

fn check_package(package: &Package) -> Vec<Finding> {
    let Some(floor) = FLOORS.iter().find(|floor| floor.name == package.name) else {
        let why = "give it one in xtask/src/tidy/floors.rs, so that its dependencies are checked";
        return vec![Finding::new("Cargo.toml", 1, format!("crate `{}` has no floor", package.name), why)];
    };
    let ours = |name: &str| FLOORS.iter().any(|floor| floor.name == name);
    let wrong = |dependency: &&Dependency| {
        let name = dependency.name.as_str();
        floor.forbidden.contains(&name) || (ours(name) && !floor.below.contains(&name))
    };
    let lasting = package.dependencies.iter().filter(|it| it.kind.as_deref() != Some("dev"));
    lasting
        .filter(wrong)
        .map(|dependency| {
            let what = format!("`{}` depends on `{}`", package.name, dependency.name);
            Finding::new(manifest(floor.name), 1, what, floor.why)
        })
        .collect()
}

/// The folder is the crate's name, but for the crate whose name would shadow the `http` library.
fn manifest(name: &str) -> &str {
    match name {
        "domain" => "crates/domain/Cargo.toml",
        "wire" => "crates/wire/Cargo.toml",
        "store" => "crates/store/Cargo.toml",
        "app" => "crates/app/Cargo.toml",
        "http-floor" => "crates/http/Cargo.toml",
        "cartwright" => "crates/cartwright/Cargo.toml",
        "fuzz" => "fuzz/Cargo.toml",
        "testbed" => "testbed/Cargo.toml",
        _ => "xtask/Cargo.toml",
    }
}

#[cfg(test)]
mod tests {
    use super::check_metadata;

    fn findings(package: &str, dependency: &str, kind: &str) -> Vec<String> {
        let json = format!(
            r#"{{"packages":[{{"name":"{package}","dependencies":[{{"name":"{dependency}","kind":{kind}}}]}}]}}"#
        );
        let findings = check_metadata(&json).expect("readable");
        findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn an_arrow_upwards_or_sideways_is_found() {
        for (package, dependency) in [("domain", "wire"), ("wire", "store"), ("store", "app"), ("http-floor", "store")]
        {
            let found = findings(package, dependency, "null");
            assert_eq!(found.len(), 1, "{package} -> {dependency}");
            assert!(found[0].contains(&format!("`{package}` depends on `{dependency}`")));
        }
        assert!(findings("app", "store", "null").is_empty());
        assert!(findings("cartwright", "store", "null").is_empty());
    }

    #[test]
    fn a_foreign_crate_on_the_wrong_floor_is_found() {
        assert_eq!(findings("domain", "serde_json", "null").len(), 1);
        assert_eq!(findings("app", "axum", "\"build\"").len(), 1);
        assert!(findings("http-floor", "axum", "null").is_empty());
        assert!(findings("domain", "serde_json", "\"dev\"").is_empty());
    }

    #[test]
    fn a_crate_without_a_floor_is_found() {
        assert!(findings("attic", "serde", "null")[0].contains("has no floor"));
    }
}
