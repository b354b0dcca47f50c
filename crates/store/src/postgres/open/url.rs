//! The URL of a database. What concerns TLS is read here, the rest by the driver.

use percent_encoding::percent_decode_str;
use std::path::PathBuf;
use tokio_postgres::{
    Config,
    config::{Host, SslMode},
};

const SCHEMES: [&str; 2] = ["postgres://", "postgresql://"];
const MODES: &str = "disable, require or verify-full";

/// Whether others on the way can read along.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Security {
    /// As it is.
    None,
    /// TLS, with the certificate verified by the system's roots, or by those of a file.
    Verified { roots: Option<PathBuf> },
}

/// What a URL says.
#[derive(Debug)]
pub(super) struct Url {
    pub(super) config: Config,
    pub(super) security: Security,
}

/// Reads a URL. What is wrong is said without the URL itself: it may hold a password.
pub(super) fn read(url: &str) -> Result<Url, String> {
    if !SCHEMES.iter().any(|scheme| url.starts_with(scheme)) {
        return Err("the URL must begin with postgres:// or postgresql://".to_owned());
    }
    let (place, query) = url.split_once('?').unwrap_or((url, ""));
    let (mut mode, mut roots, mut others) = (None, None, Vec::new());
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=') {
            Some(("sslmode", value)) => mode = Some(value),
            Some(("sslrootcert", value)) => roots = Some(path(value)?),
            _ => others.push(pair),
        }
    }
    let without = format!("{place}?{}", others.join("&"));
    let mut config: Config = without.trim_end_matches('?').parse().map_err(|error| say(&error))?;
    if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
        return Err("the URL names no host".to_owned());
    }
    let security = match mode {
        Some("disable") => Security::None,
        None if roots.is_none() && is_local(&config) => Security::None,
        None | Some("require" | "verify-full") => Security::Verified { roots },
        Some(other) => return Err(format!("sslmode is {other}; accepted is {MODES}")),
    };
    config.ssl_mode(if security == Security::None { SslMode::Disable } else { SslMode::Require });
    Ok(Url { config, security })
}

fn path(value: &str) -> Result<PathBuf, String> {
    let decoded = percent_decode_str(value).decode_utf8().map_err(|_| "sslrootcert is no UTF-8".to_owned())?;
    Ok(PathBuf::from(decoded.into_owned()))
}

/// Whether every host is this machine: then nobody is on the way.
fn is_local(config: &Config) -> bool {
    let local = |host: &Host| match host {
        Host::Tcp(name) => {
            name == "localhost" || name.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback())
        }
        Host::Unix(_) => true,
    };
    let addresses = config.get_hostaddrs();
    if addresses.is_empty() {
        config.get_hosts().iter().all(local)
    } else {
        addresses.iter().all(|it| it.is_loopback())
    }
}

fn say(error: &tokio_postgres::Error) -> String {
    super::super::failure::describe(error)
}

#[cfg(test)]
mod tests {
    use super::{Security, read};
    use std::path::PathBuf;
    use tokio_postgres::config::SslMode;

    fn security(url: &str) -> Security {
        read(url).expect("a URL").security
    }

    fn refused(url: &str) -> String {
        read(url).expect_err("a URL that is wrong")
    }

    #[test]
    fn this_machine_is_spoken_to_as_it_is_and_others_under_tls() {
        let verified = || Security::Verified { roots: None };
        for (host, expected) in [
            ("127.0.0.1:5432", Security::None),
            ("[::1]", Security::None),
            ("localhost", Security::None),
            ("%2Frun%2Fpostgresql", Security::None),
            ("db.example.com", verified()),
            ("10.0.0.7", verified()),
            ("localhost,db.example.com", verified()),
        ] {
            assert_eq!(security(&format!("postgres://u@{host}/shop")), expected, "{host}");
        }
    }

    #[test]
    fn sslmode_says_otherwise() {
        assert_eq!(security("postgresql://u@db.example.com/shop?sslmode=disable"), Security::None);
        for mode in ["require", "verify-full"] {
            let url =
                format!("postgres://u@localhost/shop?application_name=a&sslmode={mode}&sslrootcert=%2Fetc%2Fca.pem");
            let read = read(&url).expect("a URL");
            assert_eq!(read.security, Security::Verified { roots: Some(PathBuf::from("/etc/ca.pem")) });
            assert_eq!(read.config.get_ssl_mode(), SslMode::Require);
            assert_eq!(read.config.get_application_name(), Some("a"));
        }
        let own = security("postgres://u@localhost/shop?sslrootcert=ca.pem");
        assert_eq!(own, Security::Verified { roots: Some(PathBuf::from("ca.pem")) });
    }

    #[test]
    fn what_is_wrong_is_named_without_the_password() {
        for (url, said) in [
            ("mysql://u:secret@localhost/shop", "postgres://"),
            ("postgres://u:secret@localhost/shop?sslmode=prefer", "sslmode is prefer; accepted is disable, require"),
            ("postgres://u:secret@localhost/shop?colour=red", "colour"),
            ("postgres:///shop", "no host"),
            ("postgres://u:secret@localhost:x/shop", "port"),
        ] {
            let refused = refused(url);
            assert!(refused.contains(said) && !refused.contains("secret"), "{url}: {refused}");
        }
    }
}
