-- Products, each as one import of the catalogue left it; import 0 is what was there from the start. Of the rows of a product
-- the one of the latest import that was switched to counts (decision 0009). `place` is its place in the catalogue.
CREATE TABLE products (
    id TEXT NOT NULL,
    import INTEGER NOT NULL,
    place INTEGER NOT NULL,
    format INTEGER NOT NULL,
    body BLOB NOT NULL,
    UNIQUE (id, import)
);
CREATE INDEX products_place ON products (place);
CREATE INDEX products_import ON products (import, id);

-- Imports in the order in which they began. The catalogue's version is the number of the latest one with `switched` = 1.
CREATE TABLE catalog_imports (number INTEGER PRIMARY KEY, switched INTEGER NOT NULL);
INSERT INTO catalog_imports (number, switched) VALUES (0, 1);

INSERT INTO products (id, import, place, format, body)
SELECT id, 0, number, format, body FROM reference WHERE kind = 'product';
DELETE FROM reference WHERE kind = 'product';
