//! What a receipt is found by where a command, which holds a path, may be longer than a key of an index.

use sha2::{Digest as _, Sha256};

/// The digest of a request id and a command. No header, and so no request id, holds a line feed.
pub(crate) fn digest(request_id: &str, command: &str) -> Vec<u8> {
    Sha256::digest(format!("{request_id}\n{command}")).to_vec()
}
