//! Content codings: whether an answer may be compressed.

use crate::quality::quality;

/// Whether the `Accept-Encoding` header, its lines joined with commas, takes gzip. Whatever else it says, an answer may also
/// come as it is: no command is refused for how its answer would be sent (as for media types: ruling 11).
#[must_use]
pub fn accepts_gzip(accept_encoding: &str) -> bool {
    let codings = accept_encoding.split(',').map(|coding| {
        let (name, parameter) = coding.split_once(';').unwrap_or((coding, ""));
        let q = parameter.split_once('=').filter(|(name, _)| name.trim().eq_ignore_ascii_case("q"));
        (name.trim(), q.map_or(1_000, |(_, value)| quality(value.trim())))
    });
    let named = |name: &str| codings.clone().find(|(coding, _)| coding.eq_ignore_ascii_case(name));
    named("gzip").or_else(|| named("x-gzip")).or_else(|| named("*")).is_some_and(|(_, quality)| quality > 0)
}

#[cfg(test)]
mod tests {
    use super::accepts_gzip;

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
}
