//! How clients may connect: how many of them, how long they may take, and over TLS or not.

use super::{Config, missing, wrong};
use crate::{
    cli::ConnectionFlags,
    exit::StartError,
    listen::{ConnectionLimits, TlsFiles},
};
use std::time::Duration;

/// The longest time that a write may take, in seconds: an hour.
const LONGEST_WRITE: f64 = 3_600.0;
const WRITES: &str = "seconds from 1 to 3600";

const A_FILE: &str = "a file in PEM";

/// What was said of connections; how many there can be is known when the program looks what it may open.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Connections {
    all: Option<usize>,
    per_address: Option<usize>,
    write: Duration,
}

impl Connections {
    pub(super) fn from(flags: &ConnectionFlags, file: &Config) -> Result<Self, StartError> {
        let write = flags.write_timeout.or(file.write_timeout);
        let write = match write {
            None => ConnectionLimits::default().write,
            Some(seconds) if (1.0..=LONGEST_WRITE).contains(&seconds) => Duration::from_secs_f64(seconds),
            Some(seconds) => return Err(wrong("write_timeout", &seconds, WRITES)),
        };
        Ok(Self {
            all: flags.max_connections.or(file.max_connections),
            per_address: flags.max_connections_per_address.or(file.max_connections_per_address),
            write,
        })
    }

    /// The limits for a process that may have at most so many connections.
    pub(crate) fn within(self, possible: usize) -> Result<ConnectionLimits, StartError> {
        if possible == 0 {
            let told = "the process may open too few files (RLIMIT_NOFILE, `ulimit -n`): it needs some for itself";
            return Err(StartError::Configuration(told.to_owned()));
        }
        let connections = self.all.unwrap_or(ConnectionLimits::CONNECTIONS.min(possible));
        if !(1..=possible).contains(&connections) {
            let accepted = format!("a number from 1 to {possible}, as many as the process may open (RLIMIT_NOFILE)");
            return Err(wrong("max_connections", &connections, &accepted));
        }
        let per_address = self.per_address.unwrap_or(ConnectionLimits::of_one_address(connections));
        if !(1..=connections).contains(&per_address) {
            let accepted = format!("a number from 1 to max_connections, which is {connections}");
            return Err(wrong("max_connections_per_address", &per_address, &accepted));
        }
        Ok(ConnectionLimits {
            connections,
            connections_per_address: per_address,
            write: self.write,
            ..ConnectionLimits::default()
        })
    }
}

/// Certificate and key: both or neither.
pub(super) fn tls(flags: &ConnectionFlags, file: &Config) -> Result<Option<TlsFiles>, StartError> {
    let certificate = flags.tls_certificate.as_ref().or(file.tls_certificate.as_ref());
    let key = flags.tls_key.as_ref().or(file.tls_key.as_ref());
    match (certificate, key) {
        (None, None) => Ok(None),
        (Some(certificate), Some(key)) => Ok(Some(TlsFiles { certificate: certificate.clone(), key: key.clone() })),
        (Some(_), None) => Err(missing("tls_key", &format!("{A_FILE} with the key of tls_certificate"))),
        (None, Some(_)) => Err(missing("tls_certificate", &format!("{A_FILE} with the certificate of tls_key"))),
    }
}

#[cfg(test)]
mod tests {
    use super::Connections;
    use crate::listen::ConnectionLimits;

    const WRITE: std::time::Duration = std::time::Duration::from_secs(30);

    fn within(all: Option<usize>, per_address: Option<usize>, possible: usize) -> Result<(usize, usize), String> {
        let limits = Connections { all, per_address, write: WRITE }.within(possible);
        let counts = |limits: ConnectionLimits| (limits.connections, limits.connections_per_address);
        limits.map(counts).map_err(|error| error.to_string())
    }

    #[test]
    fn as_many_connections_as_there_can_be() {
        assert_eq!(within(None, None, 50_000), Ok((10_000, 5_000)));
        assert_eq!(within(None, None, 801), Ok((801, 401)));
        assert_eq!(within(None, None, 1), Ok((1, 1)));
        assert_eq!(within(Some(20_000), Some(20_000), 50_000), Ok((20_000, 20_000)));
        assert_eq!(within(Some(7), None, 50_000), Ok((7, 4)));
    }

    #[test]
    fn more_than_there_can_be_is_refused() {
        for (all, per_address, possible, words) in [
            (Some(0), None, 100, ["max_connections is 0", "from 1 to 100"]),
            (Some(101), None, 100, ["max_connections is 101", "from 1 to 100"]),
            (None, Some(0), 100, ["max_connections_per_address is 0", "from 1 to max_connections, which is 100"]),
            (Some(9), Some(10), 100, ["max_connections_per_address is 10", "which is 9"]),
            (None, None, 0, ["too few files", "RLIMIT_NOFILE"]),
        ] {
            let told = within(all, per_address, possible).expect_err("too many");
            assert!(words.iter().all(|word| told.contains(word)), "{told}");
        }
    }
}
