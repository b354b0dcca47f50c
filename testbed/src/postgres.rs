//! PostgreSQL for tests.
//!
//! The one that `CARTWRIGHT_TEST_POSTGRES` names, else one that is started from the programs that are installed here, else
//! none: then tests are skipped, with one line that says so. Where `CI` is set that is a failure.

mod cluster;
mod programs;
mod proxy;
mod schema;
mod tls;

pub use cluster::Cluster;
pub use proxy::{Cut, Proxy, Tally};
pub use schema::Schema;

use std::{io::Write as _, sync::OnceLock};

/// The variable that names the database: a `postgres://` URL without a query.
pub const VARIABLE: &str = "CARTWRIGHT_TEST_POSTGRES";

enum Found {
    Named(String),
    Started(Cluster),
    Nothing,
}

/// The URL of the database that the tests of this process share; none where there is no PostgreSQL.
///
/// # Panics
/// When there is none and `CI` is set, or the one that is installed does not start.
pub fn url() -> Option<String> {
    static FOUND: OnceLock<Found> = OnceLock::new();
    match FOUND.get_or_init(find) {
        Found::Named(url) => Some(url.clone()),
        Found::Started(cluster) => Some(cluster.url()),
        Found::Nothing => None,
    }
}

/// An empty schema of that database, for one test.
pub async fn schema() -> Option<Schema> {
    Some(Schema::make(&url()?).await)
}

fn find() -> Found {
    if let Ok(url) = std::env::var(VARIABLE) {
        return Found::Named(url);
    }
    match Cluster::start() {
        Some(cluster) => Found::Started(cluster),
        None => {
            assert!(std::env::var_os("CI").is_none(), "there is no PostgreSQL: install it, or set {VARIABLE}");
            let line = format!("SKIPPED, there is no PostgreSQL: install it, or set {VARIABLE}\n");
            // Past the capturing of the test's output: it is to be seen.
            std::io::stderr().write_all(line.as_bytes()).expect("a line");
            Found::Nothing
        }
    }
}
