//! Tests as a user would make them: over HTTP, with the bytes that clients send.

#![allow(unreachable_pub, reason = "a test binary has no outside")]

mod clients;
mod conservation;
mod frame;
mod printed;
mod readme;
mod shapes;
mod story;
mod support;
