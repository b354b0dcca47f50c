//! Where the bytes of a sheet come from: a file or stdin, as they are or in a ZIP file, which is how the service serves them
//! (surroundings 2.14). What it is, its first bytes say, whatever its name.

use std::{
    fs::File,
    io::{Cursor, Read, Seek as _, copy, stdin},
    path::Path,
};
use zip::{ZipArchive, read::ZipFile};

/// What a ZIP file begins with.
const ZIP: &[u8; 4] = b"PK\x03\x04";

/// The name that means stdin.
const STDIN: &str = "-";

/// A sheet to be read.
pub(super) enum Source {
    /// The sheet as it is, and how long it is, if that is known.
    Plain { bytes: Box<dyn Read>, length: Option<u64> },
    /// A ZIP file around it.
    Zip(Box<ZipArchive<File>>),
}

/// Opens a sheet, or says why not.
pub(super) fn open(path: &Path) -> Result<Source, String> {
    let told = |error: std::io::Error| error.to_string();
    if path == Path::new(STDIN) {
        return from_stdin().map_err(told)?;
    }
    let mut file = File::open(path).map_err(told)?;
    let length = file.metadata().map_err(told)?.len();
    let begin = beginning(&mut file).map_err(told)?;
    file.rewind().map_err(told)?;
    if begin == ZIP { unpacked(file) } else { Ok(Source::Plain { bytes: Box::new(file), length: Some(length) }) }
}

/// A ZIP file must be gone through from its end: from stdin it is put in a file first, which has no name.
fn from_stdin() -> std::io::Result<Result<Source, String>> {
    let mut bytes = stdin().lock();
    let begin = beginning(&mut bytes)?;
    let is_zip = begin == ZIP;
    let mut whole = Cursor::new(begin).chain(bytes);
    if !is_zip {
        return Ok(Ok(Source::Plain { bytes: Box::new(whole), length: None }));
    }
    let mut file = tempfile::tempfile()?;
    copy(&mut whole, &mut file)?;
    Ok(unpacked(file))
}

/// The first bytes, as many as tell a ZIP file.
fn beginning(from: &mut impl Read) -> std::io::Result<Vec<u8>> {
    let mut begin = Vec::with_capacity(ZIP.len());
    from.take(ZIP.len() as u64).read_to_end(&mut begin)?;
    Ok(begin)
}

fn unpacked(file: File) -> Result<Source, String> {
    ZipArchive::new(file).map(|archive| Source::Zip(Box::new(archive))).map_err(|error| error.to_string())
}

/// The one file of the archive.
pub(super) fn only_entry(archive: &mut ZipArchive<File>) -> Result<ZipFile<'_, File>, String> {
    match archive.len() {
        1 => archive.by_index(0).map_err(|error| error.to_string()),
        others => Err(format!("the ZIP file has {others} files in it; accepted is one, the sheet")),
    }
}
