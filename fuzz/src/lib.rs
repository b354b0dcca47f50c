//! Fuzz targets: what must hold for every input, however odd, of everything that reads a request.
//!
//! One function for each target. It panics where a promise is broken; what the promise is stands in its file. The corpora
//! are in `corpus/`; `tests/replay.rs` replays them on every run of the tests, `fuzz_targets/` are the long runs.

mod body;
mod cart;
mod fault;
mod form;
mod json;
mod path;
mod query;
mod xml;

pub use form::form;
pub use json::json;
pub use path::path;
pub use query::query;
pub use xml::xml;
