//! Tables that are given out as files: CSV, or a ZIP file around it for clients that list `deflate` (surroundings 2.14). They are
//! made while they are sent, a piece at a time, as fast as the client takes them: nothing holds the whole.

mod packing;

pub(crate) use packing::Packing;

use crate::answer::Refused;
use app::{Failure, Refusal};
use axum::{body::Body, response::Response};
use bytes::Bytes;
use futures::stream::unfold;
use http::{HeaderValue, header};
use packing::Sink;
use std::io;
use tokio::task::yield_now;
use utoipa::ToSchema;
use wire::table::Table;

/// Bytes that are worth sending.
const PIECE: usize = 32 * 1024;

/// Steps after which others have their turn, whether there is a piece by then or not.
const STEPS: usize = 64;

/// Both kinds of files: they are told apart by how they begin, and no `Content-Encoding` names the ZIP file.
const CONTENT_TYPE: HeaderValue = HeaderValue::from_static("application/octet-stream");

/// What an answer depends on beside its target.
const VARY: HeaderValue = HeaderValue::from_static("Accept-Encoding");

/// CSV, or a ZIP file with one file of CSV in it.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "it is described, and never made")]
pub(crate) struct File(Vec<u8>);

/// What a file says.
pub(crate) trait Rows: Send + 'static {
    /// What the file is called.
    const FILE: &'static str;

    /// The header of its table.
    fn header() -> Vec<&'static str>;

    /// Writes the rows that come next, if any do. Returns whether there may be more.
    fn write_next(&mut self, table: &mut Table<Packing>) -> io::Result<bool>;
}

/// A file that is being given out.
struct Download<R> {
    rows: R,
    /// `None` when it has ended.
    table: Option<Table<Packing>>,
    sink: Sink,
}

/// The answer that gives a file out.
pub(crate) fn of<R: Rows>(rows: R, zipped: bool) -> Result<Response, Refused> {
    let broken = |error: io::Error| Refusal::Failure(Failure::Broken(format!("a file cannot be written: {error}")));
    let download = Download::begin(rows, zipped).map_err(broken)?;
    let mut response = Response::new(Body::from_stream(unfold(Some(download), next)));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, CONTENT_TYPE);
    headers.insert(header::VARY, VARY);
    if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename={}", R::FILE)) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    Ok(response)
}

/// The next piece, and what comes behind it. After an error the connection is cut, so that no client takes the part for the whole.
async fn next<R: Rows>(download: Option<Download<R>>) -> Option<(io::Result<Bytes>, Option<Download<R>>)> {
    let mut download = download?;
    loop {
        yield_now().await;
        match download.advance() {
            Ok(true) if download.sink.length() < PIECE => {}
            Ok(true) => return Some((Ok(download.sink.take()), Some(download))),
            Ok(false) => return Some((Ok(download.sink.take()), None)),
            Err(error) => {
                tracing::error!(%error, file = R::FILE, "a file cannot be written to its end");
                return Some((Err(error), None));
            }
        }
    }
}

impl<R: Rows> Download<R> {
    fn begin(rows: R, zipped: bool) -> io::Result<Self> {
        let sink = Sink::default();
        let packing = if zipped { Packing::zip(sink.clone(), R::FILE)? } else { Packing::Plain(sink.clone()) };
        let table = Some(Table::begin(packing, &R::header())?);
        Ok(Self { rows, table, sink })
    }

    /// Writes some rows. Returns whether there may be more.
    fn advance(&mut self) -> io::Result<bool> {
        for _ in 0..STEPS {
            let Some(table) = &mut self.table else { return Ok(false) };
            if !self.rows.write_next(table)? {
                return self.end().map(|()| false);
            }
            if self.sink.length() >= PIECE {
                break;
            }
        }
        Ok(true)
    }

    fn end(&mut self) -> io::Result<()> {
        self.table.take().map_or(Ok(()), |table| table.end()?.end())
    }
}

#[cfg(test)]
mod tests {
    use super::{Download, PIECE, Packing, Rows, next};
    use std::{
        io,
        sync::{
            Arc,
            atomic::{AtomicUsize, Ordering},
        },
    };
    use wire::table::Table;

    /// Rows that know how many of them were made. The last one cannot be.
    struct Counted {
        made: Arc<AtomicUsize>,
        last: usize,
    }

    impl Rows for Counted {
        const FILE: &'static str = "rows.csv";

        fn header() -> Vec<&'static str> {
            vec!["Row"]
        }

        fn write_next(&mut self, table: &mut Table<Packing>) -> io::Result<bool> {
            let row = self.made.fetch_add(1, Ordering::Relaxed);
            if row == self.last {
                return Err(io::ErrorKind::Other.into());
            }
            table.row(&[&format!("{row:0>1024}")])?;
            Ok(true)
        }
    }

    async fn check(zipped: bool, last: usize) {
        let made = Arc::new(AtomicUsize::new(0));
        let rows = Counted { made: Arc::clone(&made), last };
        let mut download = Some(Download::begin(rows, zipped).expect("a file"));
        let (mut pieces, mut made_before) = (0, 0);
        while let Some((piece, rest)) = next(download).await {
            let made_now = made.load(Ordering::Relaxed);
            if let Ok(piece) = &piece {
                assert!((PIECE..2 * PIECE).contains(&piece.len()), "{}", piece.len());
                assert!(zipped || made_now - made_before < 2 * PIECE / 1024, "no more than a piece is made");
                pieces += 1;
            } else {
                assert!(rest.is_none(), "nothing comes behind an error");
                assert_eq!(made_now, last + 1);
            }
            (download, made_before) = (rest, made_now);
        }
        assert!(pieces > 1, "{pieces}");
    }

    /// However much there is, no more of it is made than is being sent, and what cannot be written to its end is cut off.
    #[tokio::test]
    async fn a_file_is_made_piece_by_piece() {
        check(false, 1_000).await;
        check(true, 50_000).await;
    }
}
