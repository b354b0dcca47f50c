//! TLS of the server itself: a certificate with its key, from files that can be read again while it runs.

use crate::exit::StartError;
use arc_swap::ArcSwap;
use rustls::{
    ServerConfig,
    crypto::aws_lc_rs,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};
use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

/// What is spoken inside of TLS, and what of it is preferred.
const PROTOCOLS: [&[u8]; 2] = [b"h2", b"http/1.1"];

/// TLS 1.2 and 1.3 with one certificate.
#[derive(Clone)]
pub struct Tls {
    files: TlsFiles,
    pair: Arc<Pair>,
    acceptor: TlsAcceptor,
}

/// Where certificate and key are.
#[derive(Clone, Debug)]
pub struct TlsFiles {
    /// The certificate, and behind it those that it was signed with, in PEM.
    pub certificate: PathBuf,
    /// Its private key, in PEM.
    pub key: PathBuf,
}

/// The certificate that counts, with its key.
#[derive(Debug)]
struct Pair(ArcSwap<CertifiedKey>);

impl ResolvesServerCert for Pair {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.0.load_full())
    }
}

impl Tls {
    /// TLS with the certificate and the key in these files.
    ///
    /// # Errors
    /// When they cannot be read, or do not belong together.
    pub fn of(files: TlsFiles) -> Result<Self, StartError> {
        let pair = Arc::new(Pair(ArcSwap::from_pointee(files.read()?)));
        let mut config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| StartError::Failed(error.to_string()))?
            .with_no_client_auth()
            .with_cert_resolver(Arc::clone(&pair) as Arc<dyn ResolvesServerCert>);
        config.alpn_protocols = PROTOCOLS.map(<[u8]>::to_vec).to_vec();
        Ok(Self { files, pair, acceptor: TlsAcceptor::from(Arc::new(config)) })
    }

    /// Reads the files again: connections that are made from now on get what is in them. What is wrong with them changes nothing.
    pub(crate) fn read_again(&self) -> Result<(), StartError> {
        self.pair.0.store(Arc::new(self.files.read()?));
        Ok(())
    }

    pub(super) async fn accept<S: AsyncRead + AsyncWrite + Unpin>(&self, stream: S) -> io::Result<TlsStream<S>> {
        self.acceptor.accept(stream).await
    }
}

impl TlsFiles {
    fn read(&self) -> Result<CertifiedKey, StartError> {
        let Self { certificate, key } = self;
        let chain = CertificateDer::pem_file_iter(certificate).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let chain = chain.map_err(|error| wrong("tls_certificate", certificate, &error))?;
        if chain.is_empty() {
            return Err(wrong("tls_certificate", certificate, &"there is no certificate in it"));
        }
        let private = PrivateKeyDer::from_pem_file(key).map_err(|error| wrong("tls_key", key, &error))?;
        CertifiedKey::from_der(chain, private, &aws_lc_rs::default_provider()).map_err(|error| {
            let belongs = format!("it is no key to tls_certificate, which is {}: {error}", certificate.display());
            wrong("tls_key", key, &belongs)
        })
    }
}

fn wrong(name: &str, file: &Path, why: &dyn std::fmt::Display) -> StartError {
    StartError::Configuration(format!("{name} is {}: {why}; accepted is a file in PEM", file.display()))
}
