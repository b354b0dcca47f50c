//! Where a store is, and how it is opened.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
};
use store::{Inspector, OpenError, PostgresOptions, PostgresStore, SqliteOptions, SqliteStore, Store};

/// Where a store is.
#[derive(Clone, PartialEq, Eq)]
pub enum StoreUrl {
    /// In a file.
    Sqlite(PathBuf),
    /// In a database, by its `postgres://` URL.
    Postgres(String),
}

/// How much of the place where its store is a program may take.
#[derive(Clone, Copy, Debug)]
pub struct StoreBounds {
    /// Connections to a database, at most.
    pub connections: usize,
    /// Bytes of the disk of a file that stay free.
    pub free_space: u64,
}

impl StoreUrl {
    /// What can be given.
    pub const ACCEPTED: &str = "sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE";

    /// How many requests of a kind a server on a file does well at the same moment: as many as share an fsync with gain.
    pub(crate) const AT_WORK_ON_A_FILE: usize = 32;

    /// The same of a server on a database, for each connection: enough that none is idle between two round trips.
    const AT_WORK_ON_A_CONNECTION: usize = 4;

    /// How many requests of a kind a server on this store does well at the same moment.
    pub(crate) fn at_work(&self, connections: usize) -> usize {
        match self {
            Self::Sqlite(_) => Self::AT_WORK_ON_A_FILE,
            Self::Postgres(_) => connections.saturating_mul(Self::AT_WORK_ON_A_CONNECTION),
        }
    }

    /// Reads `sqlite:PATH` or `postgres://…`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once(':')? {
            ("sqlite", path) if !path.is_empty() => Some(Self::Sqlite(PathBuf::from(path))),
            ("postgres" | "postgresql", rest) if rest.starts_with("//") => Some(Self::Postgres(text.to_owned())),
            _ => None,
        }
    }

    /// Opens the store and brings its schema up to date.
    ///
    /// # Errors
    /// When it cannot be opened, a newer program has written it, or it would not be durable.
    pub async fn open(&self, bounds: StoreBounds) -> Result<Arc<dyn Store>, OpenError> {
        Ok(match self {
            Self::Sqlite(path) => Arc::new(open_file(path, bounds.free_space)?),
            Self::Postgres(url) => Arc::new(PostgresStore::open(PostgresOptions::at(url, bounds.connections)).await?),
        })
    }

    /// Opens the store to look at it as it is, however old or new its schema.
    ///
    /// # Errors
    /// When there is nothing, or it cannot be opened.
    pub fn inspect(&self) -> Result<Inspector, OpenError> {
        match self {
            Self::Sqlite(path) => Inspector::sqlite(path),
            Self::Postgres(url) => Inspector::postgres(&PostgresOptions::at(url, 1)),
        }
    }

    /// The URL as it was given, but for the password.
    pub(crate) fn without_password(&self) -> String {
        let Self::Postgres(url) = self else { return self.to_string() };
        let (place, query) = url.split_once('?').unwrap_or((url, ""));
        let (scheme, rest) = place.split_once("://").unwrap_or(("postgres", place));
        let place = match rest.rsplit_once('@') {
            Some((who, host)) => format!("{}@{host}", who.split(':').next().unwrap_or_default()),
            None => rest.to_owned(),
        };
        let kept: Vec<_> = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("password=")).collect();
        let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
        format!("{scheme}://{place}{query}")
    }

    /// Whether there is anything to open; a database is asked when it is opened.
    pub(crate) fn may_exist(&self) -> bool {
        match self {
            Self::Sqlite(path) => path.exists(),
            Self::Postgres(_) => true,
        }
    }
}

fn open_file(path: &Path, free_space: u64) -> Result<SqliteStore, OpenError> {
    let on_io_error = |error: &str| {
        #[cfg(feature = "sabotage")]
        if crate::sabotage::ignores_write_errors() {
            return;
        }
        tracing::error!(error, "the disk failed during a commit: ending, so that nothing false is answered");
        std::process::exit(1);
    };
    SqliteStore::open(SqliteOptions { path: path.to_owned(), free_space, on_io_error: Box::new(on_io_error) })
}

impl StoreBounds {
    /// Those of a database.
    #[must_use]
    pub fn of_connections(connections: usize) -> Self {
        Self { connections, free_space: SqliteOptions::FREE_SPACE }
    }
}

/// Without what nobody may read: a URL of a database may hold a password.
impl fmt::Display for StoreUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(out, "sqlite:{}", path.display()),
            Self::Postgres(url) => {
                let (place, _) = url.split_once('?').unwrap_or((url, ""));
                write!(out, "postgres://{}", place.rsplit(['@', '/']).nth(1).unwrap_or_default())?;
                write!(out, "/{}", place.rsplit('/').next().unwrap_or_default())
            }
        }
    }
}

impl fmt::Debug for StoreUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

#[cfg(test)]
mod tests {
    use super::StoreUrl;

    #[test]
    fn a_url_says_which_store_it_is() {
        assert_eq!(StoreUrl::parse("sqlite:/a:b.db"), Some(StoreUrl::Sqlite("/a:b.db".into())));
        let url = "postgresql://u@h/shop";
        assert_eq!(StoreUrl::parse(url), Some(StoreUrl::Postgres(url.to_owned())));
        for wrong in ["shop.db", "sqlite:", "postgres:shop", "mysql://u@h/shop"] {
            assert_eq!(StoreUrl::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_url_can_be_passed_on_without_its_password() {
        for (url, passed_on) in [
            ("postgres://u:secret@h:5432/shop?sslmode=require", "postgres://u@h:5432/shop?sslmode=require"),
            ("postgresql://u@h/shop?password=secret", "postgresql://u@h/shop"),
            ("postgres://u:se@cret@h/shop?password=secret&sslmode=disable", "postgres://u@h/shop?sslmode=disable"),
            ("postgres://h/shop", "postgres://h/shop"),
        ] {
            assert_eq!(StoreUrl::parse(url).expect("a URL").without_password(), passed_on);
        }
    }

    #[test]
    fn no_password_is_shown() {
        for (url, shown) in [
            ("postgres://u:secret@db.example.com:5432/shop?sslmode=require", "postgres://db.example.com:5432/shop"),
            ("postgres://db.example.com/shop?password=secret", "postgres://db.example.com/shop"),
            ("postgres://u:se@cret@h/shop", "postgres://h/shop"),
        ] {
            assert_eq!(StoreUrl::parse(url).expect("a URL").to_string(), shown);
        }
    }
}
