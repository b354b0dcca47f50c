//! The sample documents under `contract/`, and the draft that a body makes.

use domain::{cart::CartDraft, fault::Fault};
use std::path::PathBuf;
use wire::{cart, media, node::Node, xml::Root};

/// A folder or file of the contract.
pub(crate) fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../contract").join(name)
}

/// The bytes of a file of the contract.
pub(crate) fn file(name: &str) -> Vec<u8> {
    std::fs::read(path(name)).expect(name)
}

/// The names of the files of a folder that end in a certain way, without that ending, in order.
pub(crate) fn names(folder: &str, ending: &str) -> Vec<String> {
    let entries = std::fs::read_dir(path(folder)).expect(folder);
    let names = entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"));
    let mut names: Vec<_> = names.filter_map(|name| name.strip_suffix(ending).map(str::to_owned)).collect();
    names.sort();
    names
}

/// The tree of a body.
pub(crate) fn tree(content_type: &str, body: impl AsRef<[u8]>) -> Result<Node, Fault> {
    wire::body::read(media::content_type(content_type)?, Root::Cart, body.as_ref())
}

/// The draft of a body in JSON.
pub(crate) fn json(body: impl AsRef<[u8]>) -> Result<CartDraft, Fault> {
    cart::draft(&tree("application/json", body)?)
}

/// The draft of a body in XML.
pub(crate) fn xml(body: impl AsRef<[u8]>) -> Result<CartDraft, Fault> {
    cart::draft(&tree("application/xml", body)?)
}

/// The draft of a form.
pub(crate) fn form(body: impl AsRef<[u8]>) -> Result<CartDraft, Fault> {
    cart::draft(&tree("application/x-www-form-urlencoded", body)?)
}
