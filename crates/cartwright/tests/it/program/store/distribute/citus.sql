-- A stand-in for Citus, which needs files beside the server: its entry among the extensions, its catalogue and the functions
-- that are called, with their names, types and columns, in the schema where they are. It holds tables to what Citus holds them
-- to, and moves no rows: all of them stay where they were.
SET allow_system_table_mods = on;
INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
SELECT pg_nextoid('pg_extension', 'oid', 'pg_extension_oid_index'), 'citus', nspowner, oid, FALSE, '12.1-1'
FROM pg_namespace WHERE nspname = 'pg_catalog';

CREATE SCHEMA citus;
CREATE TYPE citus.distribution_type AS ENUM ('hash', 'range', 'append');
CREATE SEQUENCE citus.colocation;

-- In Citus `partkey` is a tree that only column_to_column_name can read; here it is the name.
CREATE TABLE pg_catalog.pg_dist_partition (
    logicalrelid REGCLASS NOT NULL,
    partmethod "char" NOT NULL,
    partkey TEXT,
    colocationid INTEGER NOT NULL DEFAULT 0,
    repmodel "char" NOT NULL DEFAULT 'c',
    autoconverted BOOLEAN NOT NULL DEFAULT FALSE
);
GRANT SELECT ON pg_catalog.pg_dist_partition TO PUBLIC;

CREATE FUNCTION pg_catalog.column_to_column_name(table_name REGCLASS, column_var_text TEXT) RETURNS TEXT
LANGUAGE SQL STABLE STRICT AS 'SELECT column_var_text';

-- What both refuse; `stand_in.fails_at` is the name of a table at which a worker is away.
CREATE FUNCTION citus.check_table(table_name REGCLASS) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('transaction_read_only')::BOOLEAN THEN
        RAISE EXCEPTION 'cannot execute in a read-only transaction';
    END IF;
    IF EXISTS (SELECT 1 FROM pg_dist_partition WHERE logicalrelid = table_name) THEN
        RAISE EXCEPTION 'table "%" is already distributed', table_name;
    END IF;
    IF current_setting('stand_in.fails_at', TRUE) = table_name::TEXT THEN
        RAISE EXCEPTION 'connection to the remote node worker-2:5432 failed';
    END IF;
END $$;

CREATE FUNCTION pg_catalog.create_reference_table(table_name REGCLASS) RETURNS VOID LANGUAGE plpgsql AS $$
BEGIN
    PERFORM citus.check_table(table_name);
    INSERT INTO pg_dist_partition (logicalrelid, partmethod, colocationid, repmodel) VALUES (table_name, 'n', 1000, 't');
END $$;

CREATE FUNCTION pg_catalog.create_distributed_table(
    table_name REGCLASS,
    distribution_column TEXT,
    distribution_type citus.distribution_type DEFAULT 'hash',
    colocate_with TEXT DEFAULT 'default',
    shard_count INTEGER DEFAULT NULL
) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
    place SMALLINT;
    colocation INTEGER;
BEGIN
    PERFORM citus.check_table(table_name);
    SELECT attnum INTO STRICT place FROM pg_attribute WHERE attrelid = table_name AND attname = distribution_column;
    IF EXISTS (
        SELECT 1 FROM pg_index WHERE indrelid = table_name AND indisunique AND NOT place = ANY (indkey::SMALLINT[])
    ) THEN
        RAISE EXCEPTION 'cannot create constraint on "%": it does not include the distribution column', table_name;
    END IF;
    IF colocate_with = 'none' THEN
        colocation := nextval('citus.colocation');
    ELSE
        SELECT colocationid INTO STRICT colocation FROM pg_dist_partition
        WHERE logicalrelid = colocate_with::REGCLASS AND partmethod = 'h';
    END IF;
    INSERT INTO pg_dist_partition (logicalrelid, partmethod, partkey, colocationid, repmodel)
    VALUES (table_name, 'h', distribution_column, colocation, 's');
END $$;
