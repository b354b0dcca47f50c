//! Compression of answers for clients that ask for it. They are whole in memory, so that they keep their length.

use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use std::io::Write as _;

/// The smallest answer that is compressed, in bytes: a smaller one would hardly shrink.
const SMALLEST: usize = 256;

/// The body in gzip; `None` where that is not worth it.
pub(crate) fn gzip(body: &Bytes) -> Option<Bytes> {
    if body.len() < SMALLEST {
        return None;
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(body).ok()?;
    encoder.finish().ok().map(Bytes::from)
}
