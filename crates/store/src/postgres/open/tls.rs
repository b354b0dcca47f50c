//! TLS to the database: the certificate is always verified.

use crate::OpenError;
use rustls::{
    ClientConfig, RootCertStore,
    crypto::aws_lc_rs,
    pki_types::{CertificateDer, pem::PemObject as _},
};
use std::{path::Path, sync::Arc};
use tokio_postgres_rustls::MakeRustlsConnect;

/// TLS that trusts the roots of a file, or those of the system.
pub(super) fn verifying(roots: Option<&Path>) -> Result<MakeRustlsConnect, OpenError> {
    let mut store = RootCertStore::empty();
    let (_, _) = store.add_parsable_certificates(match roots {
        Some(file) => of_file(file)?,
        None => rustls_native_certs::load_native_certs().certs,
    });
    if store.is_empty() {
        let whose = roots.map_or_else(|| "this system".to_owned(), |file| file.display().to_string());
        return Err(OpenError::Unreachable(format!("{whose} has no root certificate to verify the database by")));
    }
    let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| OpenError::Unreachable(error.to_string()))?
        .with_root_certificates(store)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

fn of_file(file: &Path) -> Result<Vec<CertificateDer<'static>>, OpenError> {
    let wrong =
        |error: &dyn std::fmt::Display| OpenError::Unreachable(format!("sslrootcert {}: {error}", file.display()));
    let read = CertificateDer::pem_file_iter(file).map_err(|error| wrong(&error))?;
    read.collect::<Result<_, _>>().map_err(|error| wrong(&error))
}
