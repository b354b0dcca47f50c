//! A certificate for this machine, in files as operators have them, and a client that trusts it and no other.

use cartwright::{Tls, TlsFiles};
use rcgen::{CertifiedKey, KeyPair, generate_simple_self_signed};
use std::{fs, io, net::SocketAddr, path::Path, sync::Arc};
use tokio::net::TcpStream;
use tokio_rustls::{
    TlsConnector,
    client::TlsStream,
    rustls::{ClientConfig, RootCertStore, crypto::aws_lc_rs, pki_types::CertificateDer},
};

pub struct Certificate {
    der: CertificateDer<'static>,
    pub files: TlsFiles,
}

impl Certificate {
    /// A new one, written over what is in the folder.
    pub fn write(folder: &Path) -> Self {
        let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
        let CertifiedKey { cert, signing_key } = generate_simple_self_signed(names).expect("a certificate");
        let files = TlsFiles { certificate: folder.join("certificate.pem"), key: folder.join("key.pem") };
        fs::write(&files.certificate, cert.pem()).expect("a file");
        fs::write(&files.key, signing_key.serialize_pem()).expect("a file");
        Self { der: cert.der().clone(), files }
    }

    /// Puts a key there that is not its own.
    pub fn spoil_key(&self) {
        fs::write(&self.files.key, KeyPair::generate().expect("a key").serialize_pem()).expect("a file");
    }

    pub fn tls(&self) -> Tls {
        Tls::of(self.files.clone()).expect("TLS")
    }

    /// Connects as a client that trusts it, and speaks what is named, the first if it can.
    pub async fn connect(&self, server: SocketAddr, protocols: &[&str]) -> io::Result<TlsStream<TcpStream>> {
        let mut roots = RootCertStore::empty();
        roots.add(self.der.clone()).expect("a root");
        let mut config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("TLS")
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = protocols.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
        let stream = TcpStream::connect(server).await?;
        TlsConnector::from(Arc::new(config)).connect("localhost".try_into().expect("a name"), stream).await
    }
}
