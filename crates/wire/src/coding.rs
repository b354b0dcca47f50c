//! Content codings: whether an answer may be compressed.

use crate::quality::quality;

/// Whether the `Accept-Encoding` header, its lines joined with commas, takes gzip. Whatever else it says, an answer may also
/// come as it is: no command is refused for how its answer would be sent (as for media types: ruling 11).
#[must_use]
pub fn accepts_gzip(accept_encoding: &str) -> bool {
    let named = |name| quality_of(accept_encoding, name);
    named("gzip").or_else(|| named("x-gzip")).or_else(|| named("*")).is_some_and(|quality| quality > 0)
}

/// Whether the `Accept-Encoding` header lists `deflate`, for which a price sheet comes as a ZIP file (surroundings 2.14). It must
/// be named: a client that takes anything has not asked for a ZIP file.
#[must_use]
pub fn lists_deflate(accept_encoding: &str) -> bool {
    quality_of(accept_encoding, "deflate").is_some_and(|quality| quality > 0)
}

/// The quality of a coding that the header names.
fn quality_of(accept_encoding: &str, name: &str) -> Option<u32> {
    let mut codings = accept_encoding.split(',').map(|coding| coding.split_once(';').unwrap_or((coding, "")));
    let (_, parameter) = codings.find(|(coding, _)| coding.trim().eq_ignore_ascii_case(name))?;
    let q = parameter.split_once('=').filter(|(name, _)| name.trim().eq_ignore_ascii_case("q"));
    Some(q.map_or(1_000, |(_, value)| quality(value.trim())))
}

#[cfg(test)]
mod tests {
    use super::{accepts_gzip, lists_deflate};

    #[test]
    fn gzip_is_accepted_by_name_or_as_anything() {
        for header in
            ["gzip", "GZip", "br, deflate, gzip", "gzip;q=0.001", "identity;q=0, gzip", "*", "x-gzip", "gzip ; Q=1"]
        {
            assert!(accepts_gzip(header), "{header}");
        }
    }

    #[test]
    fn it_is_not_otherwise() {
        for header in ["", "identity", "br", "gzip;q=0", "gzip; q=0.000, *", "*;q=0", "identity;q=0", "gzipped", ",;,"]
        {
            assert!(!accepts_gzip(header), "{header}");
        }
    }

    #[test]
    fn deflate_is_listed_by_its_name_alone() {
        for header in ["deflate", "Deflate", "gzip, deflate", "gzip, compress, deflate, br", "deflate;q=0.1"] {
            assert!(lists_deflate(header), "{header}");
        }
        for header in ["", "*", "gzip", "deflate;q=0", "deflated", "identity"] {
            assert!(!lists_deflate(header), "{header}");
        }
    }
}
