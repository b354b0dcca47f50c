//! Bringing the file's schema up to date.

use super::open::unreachable;
use crate::{
    OpenError,
    migration::{self, Migration},
};
use rusqlite::{Connection, params};

pub(super) const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, sql: include_str!("migrations/0001_start.sql") },
    Migration { number: 2, sql: include_str!("migrations/0002_counters.sql") },
    Migration { number: 3, sql: include_str!("migrations/0003_cart_expiry.sql") },
    Migration { number: 4, sql: include_str!("migrations/0004_entitlements.sql") },
    Migration { number: 5, sql: include_str!("migrations/0005_subscription_versions.sql") },
    Migration { number: 6, sql: include_str!("migrations/0006_customers.sql") },
    Migration { number: 7, sql: include_str!("migrations/0007_partner_ids_and_domains.sql") },
    Migration { number: 8, sql: include_str!("migrations/0008_catalog_imports.sql") },
];

/// Applies what is missing, all of it in one transaction.
pub(super) fn to_latest(connection: &Connection) -> Result<(), OpenError> {
    run(connection, MIGRATIONS)
}

fn run(connection: &Connection, migrations: &[Migration]) -> Result<(), OpenError> {
    let transaction = rusqlite::Transaction::new_unchecked(connection, rusqlite::TransactionBehavior::Immediate)
        .map_err(unreachable)?;
    transaction
        .execute_batch("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, checksum TEXT NOT NULL)")
        .map_err(unreachable)?;
    let applied = applied(&transaction).map_err(unreachable)?;
    for migration in migration::missing(&applied, migrations)? {
        transaction.execute_batch(migration.sql).map_err(unreachable)?;
        let keep = "INSERT INTO migrations VALUES (?1, ?2)";
        transaction.execute(keep, params![migration.number, migration.checksum()]).map_err(unreachable)?;
    }
    transaction.commit().map_err(unreachable)
}

fn applied(connection: &Connection) -> rusqlite::Result<Vec<(u32, String)>> {
    let mut statement = connection.prepare("SELECT number, checksum FROM migrations ORDER BY number")?;
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

#[cfg(test)]
mod tests {
    use super::{MIGRATIONS, Migration, run};
    use rusqlite::Connection;

    const FIRST: Migration = Migration { number: 1, sql: "CREATE TABLE a (b)" };
    const SECOND: Migration = Migration { number: 2, sql: "CREATE TABLE c (d)" };

    #[test]
    fn missing_migrations_are_applied_once() {
        let connection = Connection::open_in_memory().expect("a database");
        run(&connection, &[FIRST]).expect("the first");
        run(&connection, &[FIRST, SECOND]).expect("the second");
        run(&connection, &[FIRST, SECOND]).expect("nothing to do");
    }

    /// Carts of an earlier schema expire like new ones.
    #[test]
    fn carts_from_before_have_their_end_filled_in() {
        let connection = Connection::open_in_memory().expect("a database");
        run(&connection, &MIGRATIONS[..2]).expect("the first two");
        for (id, status) in [(1, "active"), (2, "ordered")] {
            let body = format!(r#"{{"status":"{status}","expires":"2026-03-09T10:00:00.1234567Z"}}"#);
            let insert = "INSERT INTO carts (owner, id, version, format, body) VALUES (x'00', ?1, 1, 1, ?2)";
            connection.execute(insert, (id, body.as_bytes())).expect("a cart");
        }
        run(&connection, MIGRATIONS).expect("the rest");
        let mut ends = connection.prepare("SELECT gone_at FROM carts ORDER BY id").expect("a query");
        let ends = ends.query_map([], |row| row.get::<_, Option<i64>>(0)).expect("rows");
        let ends: Vec<_> = ends.collect::<Result<_, _>>().expect("columns");
        assert_eq!(ends, [Some(1_773_050_400_000), None]);
    }

    /// Partners of an earlier schema are found by their Partner ID like new ones.
    #[test]
    fn partners_from_before_have_their_partner_id_filled_in() {
        let connection = Connection::open_in_memory().expect("a database");
        run(&connection, &MIGRATIONS[..5]).expect("the first five");
        let insert = "INSERT INTO partners (id, format, body) VALUES (x'00', 1, ?1)";
        connection.execute(insert, [br#"{"mpn_id":"1000001"}"#]).expect("a partner");
        run(&connection, MIGRATIONS).expect("the rest");
        let found = connection.query_row("SELECT mpn_id FROM partners", [], |row| row.get::<_, String>(0));
        assert_eq!(found.as_deref(), Ok("1000001"));
    }

    /// Products of an earlier schema are those of the first catalogue, in their order.
    #[test]
    fn products_from_before_are_the_first_catalogue() {
        let connection = Connection::open_in_memory().expect("a database");
        run(&connection, &MIGRATIONS[..7]).expect("the first seven");
        for (kind, id) in [("product", "B"), ("promotion", "P"), ("product", "A")] {
            let insert = "INSERT INTO reference (kind, id, format, body) VALUES (?1, ?2, 1, x'7b7d')";
            connection.execute(insert, (kind, id)).expect("a row");
        }
        run(&connection, MIGRATIONS).expect("the rest");
        let mut products = connection.prepare("SELECT id, import FROM products ORDER BY place").expect("a query");
        let products = products.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)));
        let products: Vec<_> = products.expect("rows").collect::<Result<_, _>>().expect("columns");
        assert_eq!(products, [("B".to_owned(), 0), ("A".to_owned(), 0)]);
        let left = connection.query_row("SELECT count(*) FROM reference", [], |row| row.get::<_, i64>(0));
        assert_eq!(left, Ok(1));
    }
}
