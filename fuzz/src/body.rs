//! What holds for bodies of every media type.

use crate::{cart, fault};
use domain::{cart::CartDraft, fault::Fault};
use wire::{media, node::Node, xml::Root};

/// Reads bytes as the body of a request with that header.
pub(crate) fn read(content_type: &str, body: &[u8]) -> Result<Node, Fault> {
    wire::body::read(media::content_type(content_type).expect("a media type that is read"), Root::Cart, body)
}

/// The draft that a body makes.
pub(crate) fn draft(content_type: &str, body: &[u8]) -> Result<CartDraft, Fault> {
    wire::cart::draft(&read(content_type, body)?)
}

/// A body is read or refused, the second time as the first, in UTF-16 as in UTF-8. A refusal says why. A cart keeps its
/// meaning. Comes back with the text of a body that was read, and its tree.
pub(crate) fn check<'a>(content_type: &str, body: &'a [u8]) -> Option<(&'a str, Node)> {
    let first = read(content_type, body);
    assert_eq!(read(content_type, body), first, "the second time");
    let wide = format!("{content_type}; charset=utf-16");
    // A body that says to be in UTF-16, and perhaps is.
    explain(read(&wide, body).and_then(|node| wire::cart::draft(&node)));
    // A mark of UTF-16 may stand before any body, whatever its header says.
    let unmarked = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    let text = str::from_utf8(unmarked).ok();
    for (mark, bytes) in [([0xFF, 0xFE], u16::to_le_bytes as fn(u16) -> [u8; 2]), ([0xFE, 0xFF], u16::to_be_bytes)] {
        let Some(text) = text else { break };
        let body: Vec<u8> = mark.into_iter().chain(text.encode_utf16().flat_map(bytes)).collect();
        assert_eq!(read(content_type, &body), first, "in UTF-16");
    }
    explain(first.clone().and_then(|node| wire::cart::draft(&node)));
    text.zip(first.ok())
}

fn explain(read: Result<CartDraft, Fault>) {
    match read {
        Ok(draft) => cart::keeps_its_meaning(draft),
        Err(fault) => fault::is_told(&fault),
    }
}
