//! Migrations: embedded SQL, forward only, with checksums; a newer schema is refused (P13). What each database does with
//! them is its own.

use crate::{OpenError, StoreError};
use sha2::{Digest as _, Sha256};

/// A step from one schema to the next.
pub(crate) struct Migration {
    /// Its number: the schema that it makes.
    pub(crate) number: u32,
    /// What it runs. Never changed once it is released.
    pub(crate) sql: &'static str,
}

impl Migration {
    /// What tells it from another one under the same number.
    pub(crate) fn checksum(&self) -> String {
        Sha256::digest(self.sql.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The migrations that a store still lacks, given those that were applied, each with its checksum.
///
/// # Errors
/// When a newer program has written the store, or another migration was applied under a number than the one known here.
pub(crate) fn missing<'a>(
    applied: &[(u32, String)],
    migrations: &'a [Migration],
) -> Result<Vec<&'a Migration>, OpenError> {
    refuse_newer(applied, migrations)?;
    let mut missing = Vec::new();
    for migration in migrations {
        match applied.iter().find(|(number, _)| *number == migration.number) {
            Some((_, known)) if *known == migration.checksum() => {}
            Some(_) => return Err(OpenError::OtherMigration(migration.number)),
            None => missing.push(migration),
        }
    }
    Ok(missing)
}

/// The newest schema that migrations make.
pub(crate) fn newest(migrations: &[Migration]) -> u32 {
    migrations.iter().map(|migration| migration.number).max().unwrap_or_default()
}

/// The last migration that was applied, if any was.
pub(crate) fn last(applied: &[(u32, String)]) -> Option<u32> {
    applied.iter().map(|(number, _)| *number).max()
}

/// The number of a migration that was applied, as its column has it.
pub(crate) fn number(column: i64) -> Result<u32, StoreError> {
    u32::try_from(column).map_err(|error| StoreError::Damaged(format!("migration {column}: {error}")))
}

fn refuse_newer(applied: &[(u32, String)], migrations: &[Migration]) -> Result<(), OpenError> {
    let known = newest(migrations);
    match last(applied) {
        Some(found) if found > known => Err(OpenError::NewerSchema { found, known }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Migration, missing};
    use crate::OpenError;

    const FIRST: Migration = Migration { number: 1, sql: "CREATE TABLE a (b)" };
    const SECOND: Migration = Migration { number: 2, sql: "CREATE TABLE c (d)" };

    fn applied(migrations: &[Migration]) -> Vec<(u32, String)> {
        migrations.iter().map(|migration| (migration.number, migration.checksum())).collect()
    }

    fn numbers(applied: &[(u32, String)], migrations: &[Migration]) -> Vec<u32> {
        missing(applied, migrations).expect("a schema of ours").iter().map(|migration| migration.number).collect()
    }

    #[test]
    fn what_was_applied_is_not_missing() {
        assert_eq!(numbers(&[], &[FIRST, SECOND]), [1, 2]);
        assert_eq!(numbers(&applied(&[FIRST]), &[FIRST, SECOND]), [2]);
        assert!(numbers(&applied(&[FIRST, SECOND]), &[FIRST, SECOND]).is_empty());
    }

    #[test]
    fn a_newer_schema_is_refused() {
        let refused = missing(&applied(&[FIRST, SECOND]), &[FIRST]);
        assert!(matches!(refused, Err(OpenError::NewerSchema { found: 2, known: 1 })));
    }

    #[test]
    fn a_changed_migration_is_noticed() {
        let other = Migration { number: 1, sql: "CREATE TABLE a (z)" };
        assert!(matches!(missing(&applied(&[FIRST]), &[other]), Err(OpenError::OtherMigration(1))));
    }
}
