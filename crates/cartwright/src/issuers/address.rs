//! Addresses that keys may be fetched from: whoever stands between could put in keys of his own.

use reqwest::Url;

/// What an address must be like.
pub(super) const ACCEPTED: &str =
    "an https URL without user, query and fragment, such as https://login.example.com (http on this machine only)";

/// Reads an address.
pub(super) fn read(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let bare = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    let safe = url.scheme() == "https" || (url.scheme() == "http" && is_here(&url));
    (bare && safe && url.has_host()).then_some(url)
}

/// Whether that is this machine, which nobody stands between.
pub(super) fn is_here(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    let address = host.parse::<std::net::IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn keys_come_over_https_or_from_this_machine() {
        for good in [
            "https://login.example.com/x/v2.0",
            "http://127.0.0.1:8080/realms/x",
            "http://[::1]:8080",
            "http://localhost",
        ] {
            assert!(read(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "login.example.com",
            "http://login.example.com",
            "http://127.0.0.1.example.com",
            "http://localhost.example.com",
            "ftp://127.0.0.1",
            "file:///etc/keys",
            "https://user:secret@login.example.com",
            "https://user@login.example.com",
            "https://login.example.com/#x",
        ] {
            assert!(read(bad).is_none(), "{bad}");
        }
    }
}
