//! From what Citus knows to what comes next.

use super::{DistributeError, Placement, Placements, TableKind, next, settled};
use crate::tables::TABLES;

const BY_OWNER: (&str, &str, Option<&str>, i64) = ("h", "s", Some("owner"), 7);
const REFERENCE: (&str, &str, Option<&str>, i64) = ("n", "t", None, 3);

fn with(mut found: Placements, table: &str, row: (&str, &str, Option<&str>, i64)) -> Placements {
    let (method, replication, column, group) = row;
    let (method, replication) = (method.to_owned(), replication.to_owned());
    found.insert(table.to_owned(), Placement { method, replication, column: column.map(str::to_owned), group });
    found
}

/// Every statement from there to the end, each table as Citus shows it afterwards.
fn statements(mut found: Placements) -> Vec<String> {
    let mut statements = Vec::new();
    while let Some(step) = next(&found).expect("a way") {
        let row = if step.kind == TableKind::Distributed { BY_OWNER } else { REFERENCE };
        found = with(found, step.table, row);
        statements.push(step.sql);
    }
    assert_eq!(settled(&found).expect("the end").len(), TABLES.len());
    statements
}

#[test]
fn every_table_gets_its_kind_and_those_of_owners_lie_together() {
    let mut expected: Vec<String> =
        ["partners", "applications", "reference", "signing_keys", "domains", "products", "catalog_imports"]
            .map(|table| format!("SELECT create_reference_table('{table}')"))
            .into();
    expected.push("SELECT create_distributed_table('customers', 'owner', colocate_with => 'none')".to_owned());
    let further = ["customer_list", "carts", "orders", "subscriptions", "entitlements", "jobs", "receipts", "counters"];
    expected.extend(
        further
            .map(|table| format!("SELECT create_distributed_table('{table}', 'owner', colocate_with => 'customers')")),
    );
    assert_eq!(statements(Placements::new()), expected);
}

#[test]
fn what_was_cut_short_is_taken_up() {
    let half = with(with(Placements::new(), "partners", REFERENCE), "jobs", BY_OWNER);
    let left = statements(half);
    assert_eq!(left.len(), TABLES.len() - 2);
    assert!(left.iter().all(|sql| !sql.contains("('partners'") && !sql.contains("('jobs'")), "{left:?}");
    // The others go where the one is that was there first.
    assert!(
        left.contains(&"SELECT create_distributed_table('customers', 'owner', colocate_with => 'jobs')".to_owned())
    );
}

#[test]
fn a_local_table_that_citus_knows_and_tables_of_others_are_in_nobodys_way() {
    let found = with(Placements::new(), "carts", ("n", "s", None, 0));
    assert_eq!(statements(with(found, "elsewhere", ("h", "s", Some("id"), 9))).len(), TABLES.len());
}

#[test]
fn a_table_that_is_kept_otherwise_is_refused_before_anything_is_done() {
    for (table, row, found, accepted) in [
        ("carts", ("h", "s", Some("id"), 7), "distributed by id", "distributed by owner"),
        ("carts", ("r", "s", Some("owner"), 7), "distributed by owner with method r", "distributed by owner"),
        ("carts", REFERENCE, "a reference table", "distributed by owner"),
        ("carts", ("n", "s", None, 7), "a table of a single shard", "distributed by owner"),
        ("partners", ("h", "s", Some("id"), 7), "distributed by id", "a reference table"),
    ] {
        let refused = next(&with(Placements::new(), table, row)).expect_err(found).to_string();
        let wanted = format!("{table} is {found}; accepted is ");
        assert!(refused.starts_with(&wanted) && refused.contains(accepted), "{refused}");
    }
}

#[test]
fn tables_of_owners_that_lie_apart_are_refused() {
    let found = with(with(Placements::new(), "customers", BY_OWNER), "orders", ("h", "s", Some("owner"), 8));
    let refused = next(&found).expect_err("two groups");
    assert!(matches!(refused, DistributeError::Apart { table: "orders", with: "customers" }), "{refused}");
}
