//! Tests as a user would make them: over HTTP, with the bytes that clients send.

#![allow(unreachable_pub, reason = "a test binary has no outside")]

mod agreements;
mod azure;
mod bad_input;
mod broken;
mod buying;
mod catalogue;
mod change;
mod clients;
mod compression;
mod concurrency;
mod conservation;
mod customers;
mod description;
mod frame;
mod idempotency;
mod inventory;
mod kill;
mod limits;
mod lines;
mod media;
mod offer_matrix;
mod offers;
mod on_postgres;
mod operations;
mod orders;
mod partners;
mod price_sheet;
mod printed;
mod products;
mod program;
mod promotions;
mod provisioning;
mod qualifications;
mod random_worlds;
mod readme;
mod reference_data;
mod shapes;
mod snippets;
mod story;
mod structure;
mod subscriptions;
mod support;
mod terms;
mod walls;
