-- Partners are found by their Partner ID too.
ALTER TABLE partners ADD COLUMN mpn_id TEXT NOT NULL DEFAULT '';

UPDATE partners SET mpn_id = json_extract(CAST(body AS TEXT), '$.mpn_id');

CREATE INDEX partners_mpn_id ON partners (mpn_id);

-- The domains that tenants have, in lower case; nobody else can take one. `tenant` is a partner or a customer.
CREATE TABLE domains (name TEXT PRIMARY KEY, tenant BLOB NOT NULL) WITHOUT ROWID;
