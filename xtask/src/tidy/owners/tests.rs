//! Each statement that forgets its owner is found, and those that name it are left alone.

use super::check;
use crate::tidy::repository::File;

const SCHEMA: &str = "-- A table (owner).
CREATE TABLE partners (id UUID PRIMARY KEY, body JSON NOT NULL);
CREATE TABLE customers (owner UUID PRIMARY KEY, body JSON);
CREATE TABLE carts (
    owner UUID NOT NULL,
    id UUID NOT NULL,
    gone_at BIGINT CHECK (gone_at > 0),
    PRIMARY KEY (owner, id)
);
CREATE UNIQUE INDEX carts_gone ON carts (owner, gone_at);
CREATE INDEX carts_all ON carts (gone_at);
";

const POSTGRES: &str = "crates/store/src/postgres/cart.rs";
const SQLITE: &str = "crates/store/src/sqlite/cart.rs";

fn all(files: &[(&str, &str)]) -> Vec<String> {
    let files: Vec<File> = files.iter().map(|(path, text)| File::sample(path, text)).collect();
    check(&files).into_iter().map(|finding| format!("{}: {}", finding.line, finding.what)).collect()
}

fn of_schema(text: &str) -> Vec<String> {
    let later = "crates/store/src/postgres/migrations/0002_later.sql";
    all(&[("crates/store/src/postgres/migrations/0001_start.sql", SCHEMA), (later, text)])
}

fn of_source(path: &str, text: &str) -> Vec<String> {
    all(&[("crates/store/src/postgres/migrations/0001_start.sql", SCHEMA), (path, text)])
}

fn of_sql(sql: &str) -> Vec<String> {
    of_source(POSTGRES, &format!("fn a() {{\n    b(\"{sql}\");\n}}\n"))
}

#[test]
fn a_statement_that_names_its_owner_is_left_alone() {
    for sql in [
        "SELECT body FROM carts WHERE owner = $1 AND id = $2",
        "SELECT body FROM carts WHERE owner = ?1 AND (id = ?2 OR id = ?3) ORDER BY id",
        "SELECT body FROM carts WHERE id = $2 AND carts.owner = $1 FOR UPDATE",
        "SELECT (SELECT count(*) FROM carts WHERE owner = $1) + (SELECT 1 FROM customers WHERE owner = $1)",
        "SELECT 1 FROM carts AS a JOIN customers b ON b.owner = $1 WHERE a.owner = $1",
        "WITH written AS (\n    UPDATE carts SET id = $3\n    WHERE owner = $1 AND id = $2 RETURNING 1\n) SELECT 1 FROM written",
        "DELETE FROM carts WHERE owner = $1",
        "INSERT INTO carts (id, owner) VALUES ($1, $2) ON CONFLICT (owner, id) DO UPDATE SET id = 1 WHERE carts.id = 2",
        "SELECT body FROM partners JOIN reference ON kind = id WHERE id = $1",
        "SELECT 1; SELECT 2",
    ] {
        assert_eq!(of_sql(sql), [""; 0], "{sql}");
    }
}

#[test]
fn a_statement_without_its_owner_is_found() {
    const CARTS: &str = "2: `carts` without its owner";
    for sql in [
        "SELECT body FROM carts WHERE id = $1",
        "select body from carts",
        "SELECT owner FROM carts WHERE id = $1 ORDER BY owner",
        "SELECT body FROM public.carts c WHERE b.owner = $1",
        "SELECT body FROM partners, carts",
        "SELECT body FROM partners LEFT JOIN carts ON carts.id = partners.id WHERE partners.owner = $1",
        "SELECT body FROM carts WHERE owner = $1 OR id = $2",
        "SELECT body FROM carts WHERE NOT owner = $1",
        "SELECT body FROM carts WHERE (owner = $1 OR id = $2)",
        "SELECT body FROM carts WHERE owner = owner",
        "SELECT CASE WHEN id = 1 AND owner = $1 THEN 1 END FROM carts",
        "SELECT 1 FROM customers WHERE owner = $1 AND EXISTS (SELECT 1 FROM carts WHERE id = $2)",
        "SELECT 1 FROM carts WHERE id IN (SELECT id FROM customers WHERE owner = $1)",
        "SELECT 1 FROM customers WHERE owner = $1 UNION SELECT 1 FROM carts",
        "UPDATE carts SET owner = $1",
        "DELETE FROM carts USING customers WHERE customers.owner = $1",
        "SELECT 1; DELETE FROM carts",
        "LOCK TABLE carts IN SHARE MODE",
        " JOIN carts ON id = cart",
    ] {
        assert_eq!(of_sql(sql), [CARTS], "{sql}");
    }
    assert_eq!(
        of_sql("SELECT 1 FROM carts JOIN customers ON id = 1 WHERE owner = $1"),
        [CARTS, "2: `customers` without its owner"]
    );
}

#[test]
fn what_an_insert_lacks_is_found() {
    for sql in ["INSERT INTO carts (id) VALUES ($1)", "INSERT INTO carts VALUES ($1, $2)"] {
        assert_eq!(of_sql(sql), ["2: a row of `carts` without an owner"], "{sql}");
    }
    let sql = "INSERT INTO carts (owner, id) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING";
    assert_eq!(of_sql(sql), ["2: a conflict on `id` and not on the owner first"]);
    let sql = "INSERT INTO carts (owner, id) SELECT owner, id\nFROM customers";
    assert_eq!(of_sql(sql), ["3: `customers` without its owner"]);
}

#[test]
fn a_second_owner_and_a_table_that_is_put_in_are_found() {
    let sql = "SELECT (SELECT 1 FROM carts WHERE owner = $1),\n(SELECT 1 FROM customers WHERE owner = $2)";
    assert_eq!(of_sql(sql), ["3: two owners, `$1` and `$2`"]);
    assert_eq!(of_sql("SELECT 1 FROM {table} WHERE owner = $1"), ["2: a table whose name is put in"]);
}

#[test]
fn prose_and_tests_and_other_crates_are_left_alone() {
    assert!(of_sql("what was read from carts is not there").is_empty());
    let sql = "b(\"SELECT body FROM carts\");";
    assert!(
        of_source(POSTGRES, &format!("// {sql}\n#[cfg(test)]\nmod tests {{\n    fn a() {{ {sql} }}\n}}\n")).is_empty()
    );
    assert!(of_source("crates/store/src/postgres/tests.rs", sql).is_empty());
    assert!(of_source("crates/cartwright/src/main.rs", sql).is_empty());
    assert_eq!(of_source("crates/store/src/scratch.rs", sql).len(), 1);
}

const READ: &str = "let a =\n    b(\n        \"\n SELECT 1 FROM carts\");\n";
const DROP: &str = "let a = b(\"DELETE FROM carts\");\n";

#[test]
fn a_comment_right_before_it_lets_a_read_be_of_every_owner() {
    for marked in ["// Of every owner: b.\n", "// Of every owner: b,\n// and c.\n"] {
        assert!(of_source(POSTGRES, &format!("{marked}{READ}")).is_empty());
        assert!(of_source(SQLITE, &format!("{marked}{DROP}")).is_empty());
    }
    assert_eq!(of_source(POSTGRES, &format!("// Of all owners.\n{READ}")), ["5: `carts` without its owner"]);
}

#[test]
fn a_comment_excuses_no_write_to_shards_and_nothing_else_below_it() {
    const UNUSED: &str = "1: `// Of every owner:` before nothing that needs it";
    let marked = |text: &str| format!("// Of every owner: b.\n{text}");
    assert_eq!(of_source(POSTGRES, &marked(DROP)), ["2: `carts` without its owner", UNUSED]);
    for between in ["c();\n", "\n", "if c {\n"] {
        let found = of_source(POSTGRES, &marked(&format!("{between}{READ}")));
        assert_eq!(found, ["6: `carts` without its owner", UNUSED], "{between}");
    }
    assert_eq!(of_source(POSTGRES, &marked("b(\"SELECT 1 FROM carts WHERE owner = $1\");\n")), [UNUSED]);
}

#[test]
fn a_schema_without_owners_is_found() {
    assert_eq!(all(&[("a.sql", SCHEMA)]), ["1: no table has an `owner`"]);
}

#[test]
fn a_key_of_an_owners_table_that_begins_with_something_else_is_found() {
    for (sql, first) in [
        ("CREATE TABLE a (\nid UUID PRIMARY KEY, owner UUID)", "2: a key of `a` begins with `id`"),
        ("CREATE TABLE a (owner UUID, id UUID,\nPRIMARY KEY (id, owner))", "2: a key of `a` begins with `id`"),
        ("CREATE TABLE a (owner UUID, CONSTRAINT b UNIQUE (lower(c), owner))", "1: a key of `a` begins with `lower`"),
        ("CREATE TABLE IF NOT EXISTS a (owner UUID, b TEXT UNIQUE CHECK (b > 1))", "1: a key of `a` begins with `b`"),
        ("CREATE UNIQUE INDEX a ON carts USING btree (id)", "1: a key of `carts` begins with `id`"),
        ("CREATE UNIQUE INDEX CONCURRENTLY a\nON carts (id)", "2: a key of `carts` begins with `id`"),
        ("ALTER TABLE carts ADD CONSTRAINT a UNIQUE (id)", "1: a key of `carts` begins with `id`"),
        ("ALTER TABLE ONLY carts ADD b TEXT, ADD COLUMN c TEXT UNIQUE", "1: a key of `carts` begins with `c`"),
        ("CREATE TABLE a (b TEXT UNIQUE);\nALTER TABLE a ADD COLUMN owner UUID", "1: a key of `a` begins with `b`"),
    ] {
        assert_eq!(of_schema(sql), [first], "{sql}");
    }
    for sql in [
        "CREATE TABLE a (b TEXT PRIMARY KEY, c TEXT UNIQUE)",
        "CREATE TABLE a (owner UUID, b NUMERIC(1, 2), UNIQUE (owner, b))",
        "ALTER TABLE carts ADD CONSTRAINT a UNIQUE (owner, id)",
        "-- UNIQUE (id)\nCREATE INDEX a ON carts (id)",
    ] {
        assert!(of_schema(sql).is_empty(), "{sql}");
    }
}

#[test]
fn a_table_that_got_its_owner_or_its_name_later_counts() {
    for later in ["ALTER TABLE partners ADD COLUMN owner UUID", "ALTER TABLE carts RENAME TO partners"] {
        let found = all(&[
            ("crates/store/src/postgres/migrations/0001_start.sql", &SCHEMA.replace("PRIMARY KEY,", ",")),
            ("crates/store/src/postgres/migrations/0002_later.sql", later),
            (POSTGRES, "b(\"SELECT body FROM partners\");"),
        ]);
        assert_eq!(found, ["1: `partners` without its owner"], "{later}");
    }
}

#[test]
fn what_looks_after_a_whole_store_goes_over_all_owners() {
    let text = "fn a() {\n    b(\"SELECT id FROM carts\");\n}\n";
    assert_eq!(of_source(POSTGRES, text).len(), 1);
    for whole in ["crates/store/src/verify.rs", "crates/store/src/verify/carts.rs", "crates/store/src/transfer.rs"] {
        assert!(of_source(whole, text).is_empty(), "{whole}");
    }
}
