-- Every key of a customer's rows starts with the owner, the customer's id: 16 bytes. `number` is SQLite's own row
-- number: rows lie in the order in which they were made. A body is JSON in the format beside it.

CREATE TABLE partners (id BLOB PRIMARY KEY, format INTEGER NOT NULL, body BLOB NOT NULL);

CREATE TABLE applications (client_id BLOB PRIMARY KEY, format INTEGER NOT NULL, body BLOB NOT NULL);

CREATE TABLE reference (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    format INTEGER NOT NULL,
    body BLOB NOT NULL,
    UNIQUE (kind, id)
);

CREATE TABLE signing_keys (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, pkcs8 BLOB NOT NULL);

CREATE TABLE customers (owner BLOB PRIMARY KEY, format INTEGER NOT NULL, body BLOB NOT NULL);

CREATE TABLE carts (
    owner BLOB NOT NULL,
    id BLOB NOT NULL,
    version INTEGER NOT NULL,
    format INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (owner, id)
);

CREATE TABLE orders (
    number INTEGER PRIMARY KEY,
    owner BLOB NOT NULL,
    id TEXT NOT NULL,
    alternate_id TEXT NOT NULL,
    cart BLOB NOT NULL,
    order_group TEXT NOT NULL,
    version INTEGER NOT NULL,
    format INTEGER NOT NULL,
    body BLOB NOT NULL,
    UNIQUE (owner, id),
    UNIQUE (owner, alternate_id),
    UNIQUE (owner, cart, order_group)
);

CREATE TABLE subscriptions (
    owner BLOB NOT NULL,
    id BLOB NOT NULL,
    order_id TEXT,
    order_line INTEGER,
    format INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (owner, id),
    UNIQUE (owner, order_id, order_line)
);

-- `ready_at` is the instant, in milliseconds, from which somebody may take the job: when it is due, or when the lease
-- of the one who took it ends. `epoch` counts how often it was taken.
CREATE TABLE jobs (
    owner BLOB NOT NULL,
    order_id TEXT NOT NULL,
    ready_at INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    PRIMARY KEY (owner, order_id)
);
CREATE INDEX jobs_ready ON jobs (ready_at);

-- `answered` in milliseconds.
CREATE TABLE receipts (
    owner BLOB NOT NULL,
    partner BLOB NOT NULL,
    request_id TEXT NOT NULL,
    command TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    answered INTEGER NOT NULL,
    format INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (owner, partner, request_id, command)
);
