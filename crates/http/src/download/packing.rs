//! Where the bytes of a file go: as they are, or through a ZIP file, into what is sent next.

use bytes::Bytes;
use std::{
    io::{self, Write},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use zip::{
    ZipWriter,
    write::{SimpleFileOptions, StreamWriter},
};

/// Bytes that were written and not yet sent.
#[derive(Clone, Default)]
pub(crate) struct Sink(Arc<Mutex<Vec<u8>>>);

/// How a file is sent.
pub(crate) enum Packing {
    /// As it is.
    Plain(Sink),
    /// As the one file of a ZIP file.
    Zip(Box<ZipWriter<StreamWriter<Sink>>>),
}

impl Sink {
    pub(super) fn length(&self) -> usize {
        self.bytes().len()
    }

    pub(super) fn take(&self) -> Bytes {
        std::mem::take(&mut *self.bytes()).into()
    }

    fn bytes(&self) -> MutexGuard<'_, Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Packing {
    /// A ZIP file with one file in it, which is written next.
    pub(super) fn zip(sink: Sink, name: &str) -> io::Result<Self> {
        let mut zip = ZipWriter::new_stream(sink);
        zip.start_file(name, SimpleFileOptions::default())?;
        Ok(Self::Zip(Box::new(zip)))
    }

    /// Ends the file, and what is around it.
    pub(super) fn end(self) -> io::Result<()> {
        match self {
            Self::Plain(_) => Ok(()),
            Self::Zip(zip) => zip.finish().map(drop).map_err(io::Error::from),
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Write for Packing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(sink) => sink.write(bytes),
            Self::Zip(zip) => zip.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(sink) => sink.flush(),
            Self::Zip(zip) => zip.flush(),
        }
    }
}
