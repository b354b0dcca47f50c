//! `cartwright store backup` and `cartwright store restore`: copies of a store in a file, taken while servers write it.
//!
//! PostgreSQL brings programs of its own for this, which know more than any other: there the command says how to call them.

use crate::{config::Copy, exit::StartError, store_url::StoreUrl};
use std::path::Path;
use store::{Copied, CopyError, copy_file};

/// Copies the store to the file.
#[expect(clippy::print_stdout, reason = "what was done is what the command answers")]
pub(crate) async fn backup(config: &Copy) -> Result<(), StartError> {
    let Copy { file, store } = config;
    let path = match store {
        StoreUrl::Sqlite(path) => path,
        StoreUrl::Postgres(_) => {
            let how = format!("pg_dump --format=custom --file={} --dbname={}", quoted(file), database(store));
            return Err(by_other_means(store, &how));
        }
    };
    let Copied { bytes, schema } = copy_file(path, file).await.map_err(|error| match error {
        CopyError::Source(error) => StartError::Store(error),
        other => StartError::Failed(format!("{store} was not backed up to {}: {other}", file.display())),
    })?;
    println!("{store} is backed up to {}: {bytes} bytes, schema {schema}", file.display());
    Ok(())
}

/// Copies the file to where the store is to be.
#[expect(clippy::print_stdout, reason = "what was done is what the command answers")]
pub(crate) async fn restore(config: &Copy) -> Result<(), StartError> {
    let Copy { file, store } = config;
    let path = match store {
        StoreUrl::Sqlite(path) => path,
        StoreUrl::Postgres(_) => {
            let how = format!(
                "pg_restore --single-transaction --no-owner --dbname={} {}\ninto a database that is empty",
                database(store),
                quoted(file)
            );
            return Err(by_other_means(store, &how));
        }
    };
    let Copied { bytes, schema } = copy_file(file, path)
        .await
        .map_err(|error| StartError::Failed(format!("{store} was not restored from {}: {error}", file.display())))?;
    println!("{store} is restored from {}: {bytes} bytes, schema {schema}", file.display());
    Ok(())
}

fn by_other_means(store: &StoreUrl, how: &str) -> StartError {
    StartError::Configuration(format!(
        "store is {store}; accepted is sqlite:PATH. PostgreSQL has its own program for this, which asks for the password or \
         takes it from PGPASSWORD:\n{how}"
    ))
}

fn database(store: &StoreUrl) -> String {
    shell(&store.without_password())
}

fn quoted(file: &Path) -> String {
    shell(&file.display().to_string())
}

/// A word of a shell's command line.
fn shell(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::shell;

    #[test]
    fn a_word_stays_one_word() {
        assert_eq!(shell("a b"), "'a b'");
        assert_eq!(shell("it's"), r"'it'\''s'");
    }
}
