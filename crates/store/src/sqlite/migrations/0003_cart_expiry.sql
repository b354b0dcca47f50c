-- The instant, in milliseconds, from which nobody finds the cart any more. NULL once it is ordered: then it stays.
ALTER TABLE carts ADD COLUMN gone_at INTEGER;

UPDATE carts SET gone_at = unixepoch(json_extract(CAST(body AS TEXT), '$.expires')) * 1000
WHERE json_extract(CAST(body AS TEXT), '$.status') = 'active';

CREATE INDEX carts_gone ON carts (gone_at) WHERE gone_at IS NOT NULL;
