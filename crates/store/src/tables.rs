//! The tables of the newest schema, in one list, for whoever goes over a whole store: to count its rows, to copy them, to
//! spread them over shards.

/// The column that says whose a row is.
pub(crate) const OWNER: &str = "owner";

/// The table whose rows have a key of their own in PostgreSQL.
pub(crate) const RECEIPTS: &str = "receipts";

/// The table that says which schema it is; it belongs to the database and not to what is kept in it.
pub(crate) const MIGRATIONS: &str = "migrations";

/// A table, as it is in PostgreSQL, and what gives its rows in SQLite.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    /// The columns in PostgreSQL.
    pub(crate) columns: &'static str,
    /// What gives them in SQLite, where a receipt's key is not one of them.
    pub(crate) select: &'static str,
}

impl Table {
    pub(crate) const fn new(name: &'static str, columns: &'static str, select: &'static str) -> Self {
        Self { name, columns, select }
    }

    /// Whether its rows belong to owners: then a store that is spread over shards has them where the rest of the owner is.
    pub(crate) fn has_owner(&self) -> bool {
        self.columns.split(", ").any(|column| column == OWNER)
    }
}

/// Every table but that of the migrations, in the order in which a copy writes them.
pub(crate) const TABLES: [Table; 16] = [
    Table::new("partners", "id, mpn_id, format, body", "SELECT id, mpn_id, format, body FROM partners"),
    Table::new("applications", "client_id, format, body", "SELECT client_id, format, body FROM applications"),
    Table::new("reference", "kind, place, id, format, body", "SELECT kind, number, id, format, body FROM reference"),
    // The first key is the one that signs.
    Table::new("signing_keys", "number, id, pkcs8", "SELECT 1, id, pkcs8 FROM signing_keys ORDER BY number LIMIT 1"),
    Table::new("domains", "name, tenant", "SELECT name, tenant FROM domains"),
    Table::new("products", "id, import, place, format, body", "SELECT id, import, place, format, body FROM products"),
    Table::new("catalog_imports", "number, switched", "SELECT number, switched FROM catalog_imports"),
    Table::new("customers", "owner, version, format, body", "SELECT owner, version, format, body FROM customers"),
    Table::new(
        "customer_list",
        "owner, name, customer, company_name, domain, reseller",
        "SELECT owner, name, customer, company_name, domain, reseller FROM customer_list",
    ),
    Table::new(
        "carts",
        "owner, id, version, format, body, gone_at",
        "SELECT owner, id, version, format, body, gone_at FROM carts",
    ),
    Table::new(
        "orders",
        "owner, id, alternate_id, cart, order_group, version, format, body, place",
        "SELECT owner, id, alternate_id, cart, order_group, version, format, body, number FROM orders",
    ),
    Table::new(
        "subscriptions",
        "owner, id, order_id, order_line, version, format, body, place",
        "SELECT owner, id, order_id, order_line, version, format, body, rowid FROM subscriptions",
    ),
    Table::new(
        "entitlements",
        "owner, order_id, order_line, format, body, place",
        "SELECT owner, order_id, order_line, format, body, number FROM entitlements",
    ),
    Table::new("jobs", "owner, order_id, ready_at, epoch", "SELECT owner, order_id, ready_at, epoch FROM jobs"),
    Table::new(
        RECEIPTS,
        "request_id, command, owner, partner, fingerprint, answered, format, body, key",
        "SELECT request_id, command, owner, partner, fingerprint, answered, format, body FROM receipts",
    ),
    Table::new("counters", "owner, name, used", "SELECT owner, name, used FROM counters"),
];

/// The names of [`TABLES`], in alphabetical order.
pub(crate) fn names() -> Vec<&'static str> {
    let mut names: Vec<_> = TABLES.iter().map(|table| table.name).collect();
    names.sort_unstable();
    names
}
