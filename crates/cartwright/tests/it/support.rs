//! What every test stands on: a server of its own with a clock that the test moves, callers named by who they are, and
//! two clients, one that speaks HTTP and one that sends bytes.

#![allow(dead_code, reason = "each test module uses a part")]

mod answer;
mod binary;
mod bytes;
mod certificate;
mod client;
mod clock;
mod database;
mod draft;
mod exchange;
mod http2;
mod ids;
mod issuer;
mod request;
mod server;
mod shape;
pub mod sheet;
mod store;

pub use answer::Answer;
pub use binary::{Binary, run_to_end};
pub use bytes::{read_answer, send_anything, send_bytes, send_to_the_end};
pub use certificate::Certificate;
pub use client::{CutOff, send, send_for_bytes, send_together, token, try_send};
pub use clock::TestClock;
pub use database::Database;
pub use draft::{cart_of, line, with};
pub use exchange::{Exchange, Message, read_file};
pub use http2::{Http2, head, received};
pub use ids::*;
pub use issuer::{AUDIENCE, IssuerKey, Manner, OidcIssuer};
pub use request::Request;
pub use server::{ADMITS_ALL, TestServer, carts};
pub use store::TestStore;
