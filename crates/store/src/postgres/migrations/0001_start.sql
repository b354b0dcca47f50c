-- Every key of an owner's rows starts with the owner, so that each commit stays on one shard. An owner is a customer, a
-- partner, or the nil UUID for what belongs to nobody alone. Instants are milliseconds since 1970, text is compared byte by
-- byte, a body is JSON in the format beside it. `made` and `place` give the order in which rows were made: the transaction,
-- and the row's place in it.

CREATE TABLE partners (
    id UUID PRIMARY KEY,
    mpn_id TEXT COLLATE "C" NOT NULL,
    format BIGINT NOT NULL,
    body JSON NOT NULL
);
CREATE INDEX partners_mpn_id ON partners (mpn_id);

CREATE TABLE applications (client_id UUID PRIMARY KEY, format BIGINT NOT NULL, body JSON NOT NULL);

CREATE TABLE reference (
    kind TEXT COLLATE "C" NOT NULL,
    place BIGINT NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    format BIGINT NOT NULL,
    body JSON NOT NULL,
    PRIMARY KEY (kind, place),
    UNIQUE (kind, id)
);

-- One row, numbered 1.
CREATE TABLE signing_keys (number BIGINT PRIMARY KEY, id TEXT COLLATE "C" NOT NULL, pkcs8 BYTEA NOT NULL);

-- The domains that tenants have, in lower case; nobody else can take one. `tenant` is a partner or a customer.
CREATE TABLE domains (name TEXT COLLATE "C" PRIMARY KEY, tenant UUID NOT NULL);

-- Products, each as one import of the catalogue left it; import 0 is what was there from the start. Of the rows of a product
-- the one of the latest import that was switched to counts (decision 0009). `place` is its place in the catalogue.
CREATE TABLE products (
    id TEXT COLLATE "C" NOT NULL,
    import BIGINT NOT NULL,
    place BIGINT NOT NULL,
    format BIGINT NOT NULL,
    body JSON NOT NULL,
    PRIMARY KEY (id, import)
);
CREATE INDEX products_place ON products (place);
CREATE INDEX products_import ON products (import, id);

-- Imports in the order in which they began. The catalogue's version is the number of the latest one that was switched to.
CREATE TABLE catalog_imports (number BIGINT PRIMARY KEY, switched BOOLEAN NOT NULL);
INSERT INTO catalog_imports (number, switched) VALUES (0, TRUE);

CREATE TABLE customers (owner UUID PRIMARY KEY, version BIGINT NOT NULL, format BIGINT NOT NULL, body JSON NOT NULL);

-- The list of a partner's customers, in its order: by name without case. The owner is the partner. A row is there as long
-- as the relationship is. `domain` is without case; `reseller` is the Partner ID of the indirect reseller; both may be empty.
CREATE TABLE customer_list (
    owner UUID NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    customer UUID NOT NULL,
    company_name TEXT COLLATE "C" NOT NULL,
    domain TEXT COLLATE "C" NOT NULL,
    reseller TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (owner, name, customer)
);
CREATE UNIQUE INDEX customer_list_customer ON customer_list (owner, customer);
CREATE INDEX customer_list_domain ON customer_list (owner, domain);
CREATE INDEX customer_list_reseller ON customer_list (owner, reseller, name, customer);

-- `gone_at` is the instant from which nobody finds the cart any more. NULL once it is ordered: then it stays.
CREATE TABLE carts (
    owner UUID NOT NULL,
    id UUID NOT NULL,
    version BIGINT NOT NULL,
    format BIGINT NOT NULL,
    body JSON NOT NULL,
    gone_at BIGINT,
    PRIMARY KEY (owner, id)
);
CREATE INDEX carts_gone ON carts (gone_at) WHERE gone_at IS NOT NULL;

CREATE TABLE orders (
    owner UUID NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    alternate_id TEXT COLLATE "C" NOT NULL,
    cart UUID NOT NULL,
    order_group TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    format BIGINT NOT NULL,
    body JSON NOT NULL,
    made TIMESTAMPTZ NOT NULL DEFAULT transaction_timestamp(),
    place BIGINT NOT NULL,
    PRIMARY KEY (owner, id),
    UNIQUE (owner, alternate_id),
    UNIQUE (owner, cart, order_group)
);

CREATE TABLE subscriptions (
    owner UUID NOT NULL,
    id UUID NOT NULL,
    order_id TEXT COLLATE "C",
    order_line BIGINT,
    version BIGINT NOT NULL,
    format BIGINT NOT NULL,
    body JSON NOT NULL,
    made TIMESTAMPTZ NOT NULL DEFAULT transaction_timestamp(),
    place BIGINT NOT NULL,
    PRIMARY KEY (owner, id),
    UNIQUE (owner, order_id, order_line)
);

-- What purchases leave that is no subscription: one for each order line.
CREATE TABLE entitlements (
    owner UUID NOT NULL,
    order_id TEXT COLLATE "C" NOT NULL,
    order_line BIGINT NOT NULL,
    format BIGINT NOT NULL,
    body JSON NOT NULL,
    made TIMESTAMPTZ NOT NULL DEFAULT transaction_timestamp(),
    place BIGINT NOT NULL,
    PRIMARY KEY (owner, order_id, order_line)
);

-- `ready_at` is the instant from which somebody may take the job: when it is due, or when the lease of the one who took it
-- ends. `epoch` counts how often it was taken.
CREATE TABLE jobs (
    owner UUID NOT NULL,
    order_id TEXT COLLATE "C" NOT NULL,
    ready_at BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    PRIMARY KEY (owner, order_id)
);
CREATE INDEX jobs_ready ON jobs (ready_at);

-- `key` digests request id and command: a command holds a path, which may be longer than a key of an index.
CREATE TABLE receipts (
    owner UUID NOT NULL,
    partner UUID NOT NULL,
    key BYTEA NOT NULL,
    request_id TEXT COLLATE "C" NOT NULL,
    command TEXT COLLATE "C" NOT NULL,
    fingerprint TEXT COLLATE "C" NOT NULL,
    answered BIGINT NOT NULL,
    format BIGINT NOT NULL,
    body JSON NOT NULL,
    PRIMARY KEY (owner, partner, key)
);
CREATE INDEX receipts_answered ON receipts (answered);

-- What many purchases use up together. A row is there once its counter has moved.
CREATE TABLE counters (
    owner UUID NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    used BIGINT NOT NULL,
    PRIMARY KEY (owner, name)
);
