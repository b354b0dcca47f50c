//! The conformance suite on SQLite, and what is SQLite's own.

mod sqlite;
