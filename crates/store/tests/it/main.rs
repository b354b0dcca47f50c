//! The conformance suite on both databases, and what is each one's own.

mod postgres;
mod sqlite;
