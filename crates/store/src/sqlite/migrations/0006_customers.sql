-- How often the customer was written: 1 when it is made, one more with each change.
ALTER TABLE customers ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

-- The list of a partner's customers, in its order: by name without case. The owner is the partner. A row is there as long
-- as the relationship is. `domain` is without case; `reseller` is the Partner ID of the indirect reseller; both may be empty.
CREATE TABLE customer_list (
    owner BLOB NOT NULL,
    name TEXT NOT NULL,
    customer BLOB NOT NULL,
    company_name TEXT NOT NULL,
    domain TEXT NOT NULL,
    reseller TEXT NOT NULL,
    PRIMARY KEY (owner, name, customer)
) WITHOUT ROWID;
CREATE UNIQUE INDEX customer_list_customer ON customer_list (owner, customer);
CREATE INDEX customer_list_domain ON customer_list (owner, domain);
CREATE INDEX customer_list_reseller ON customer_list (owner, reseller, name, customer);

INSERT INTO customer_list (owner, name, customer, company_name, domain, reseller)
SELECT unhex(replace(json_extract(CAST(body AS TEXT), '$.partner'), '-', '')),
    lower(json_extract(CAST(body AS TEXT), '$.name')),
    owner,
    json_extract(CAST(body AS TEXT), '$.name'),
    '',
    coalesce(json_extract(CAST(body AS TEXT), '$.indirect_reseller'), '')
FROM customers;
