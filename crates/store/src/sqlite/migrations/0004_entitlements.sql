-- What purchases leave that is no subscription: one for each order line. Rows lie in the order in which they were made.
CREATE TABLE entitlements (
    number INTEGER PRIMARY KEY,
    owner BLOB NOT NULL,
    order_id TEXT NOT NULL,
    order_line INTEGER NOT NULL,
    format INTEGER NOT NULL,
    body BLOB NOT NULL,
    UNIQUE (owner, order_id, order_line)
);
