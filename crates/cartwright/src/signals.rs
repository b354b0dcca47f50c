//! The signals that a server listens to.

use crate::{exit::StartError, listen::Tls};
use std::future::pending;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// The signals of a server. They are listened to before the ready line: whoever reads it may send one at once.
pub(crate) struct Signals {
    terminate: Signal,
    interrupt: Signal,
    /// SIGHUP, with what it renews. Without TLS it means what it means to every program.
    hang_up: Option<(Signal, Tls)>,
}

impl Signals {
    pub(crate) fn listen(tls: Option<Tls>) -> Result<Self, StartError> {
        let listen = |kind| signal(kind).map_err(|error| StartError::Failed(error.to_string()));
        let hang_up = match tls {
            Some(tls) => Some((listen(SignalKind::hangup())?, tls)),
            None => None,
        };
        Ok(Self { terminate: listen(SignalKind::terminate())?, interrupt: listen(SignalKind::interrupt())?, hang_up })
    }

    /// Waits for the signal that ends the server. Meanwhile SIGHUP reads the certificate again.
    pub(crate) async fn end(mut self) {
        loop {
            tokio::select! {
                _ = self.terminate.recv() => return,
                _ = self.interrupt.recv() => return,
                tls = hung_up(&mut self.hang_up) => renew(tls),
            }
        }
    }
}

async fn hung_up(hang_up: &mut Option<(Signal, Tls)>) -> &Tls {
    match hang_up {
        Some((signal, tls)) => {
            signal.recv().await;
            tls
        }
        None => pending().await,
    }
}

fn renew(tls: &Tls) {
    match tls.read_again() {
        Ok(()) => tracing::info!("the certificate was read again"),
        Err(error) => tracing::error!(%error, "the certificate stays as it is"),
    }
}
