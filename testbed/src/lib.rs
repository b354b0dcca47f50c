//! What tests stand on: databases that are found, or started for one test process and gone with it; the program itself.

#![allow(clippy::disallowed_methods, reason = "tests stand on the machine that they run on")]

pub mod postgres;
pub mod program;
