-- What many purchases use up together. The owner is a customer, a partner, or sixteen zeros for what belongs to nobody
-- alone. A row is there once its counter has moved.
CREATE TABLE counters (
    owner BLOB NOT NULL,
    name TEXT NOT NULL,
    used INTEGER NOT NULL,
    PRIMARY KEY (owner, name)
) WITHOUT ROWID;
