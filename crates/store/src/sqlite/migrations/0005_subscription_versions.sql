-- How often the subscription was written: 1 when it is made, one more with each change.
ALTER TABLE subscriptions ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
