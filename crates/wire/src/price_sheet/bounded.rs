//! A bound on the bytes of one row: a quote that is never closed would make a row of the whole file.

use std::io::{Error, ErrorKind, Read, Result};

/// The most bytes that are read for one row; a row of a real sheet has one thousand or two.
const LONGEST_ROW: u64 = 1024 * 1024;

/// Bytes that run out in the middle of a row that is too long.
pub(super) struct Bounded<R> {
    inner: R,
    left: u64,
}

impl<R> Bounded<R> {
    pub(super) fn new(inner: R) -> Self {
        Self { inner, left: LONGEST_ROW }
    }

    /// Another row begins: it may be as long as any.
    pub(super) fn begin_row(&mut self) {
        self.left = LONGEST_ROW;
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        if self.left == 0 {
            let text = format!("the row is longer than {LONGEST_ROW} bytes: is a quote not closed?");
            return Err(Error::new(ErrorKind::InvalidData, text));
        }
        let read = self.inner.read(buffer)?;
        self.left = self.left.saturating_sub(u64::try_from(read).unwrap_or(u64::MAX));
        Ok(read)
    }
}
