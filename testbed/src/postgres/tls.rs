//! Certificates for a cluster: a root that nobody else trusts, and what it has signed.

use super::programs::Account;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use std::{
    fs,
    os::unix::fs::{PermissionsExt as _, chown},
    path::Path,
};

/// The root certificate, in the folder of the cluster.
pub(super) const ROOT: &str = "root.crt";

/// Writes the root into the folder, and a certificate for `localhost` with its key where the server looks for them.
pub(super) fn make_certificates(folder: &Path, data: &Path, account: Option<Account>) {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let root_key = KeyPair::generate().expect("a key");
    let root = params.self_signed(&root_key).expect("a root");
    let issuer = Issuer::new(params, root_key);
    let key = KeyPair::generate().expect("a key");
    let params = CertificateParams::new(vec!["localhost".to_owned()]).expect("a name");
    let certificate = params.signed_by(&key, &issuer).expect("a certificate");
    fs::write(folder.join(ROOT), root.pem()).expect("a file");
    for (name, text) in [("server.crt", certificate.pem()), ("server.key", key.serialize_pem())] {
        let path = data.join(name);
        fs::write(&path, text).expect("a file");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("a file of its own");
        if let Some(account) = account {
            chown(&path, Some(account.user), Some(account.group)).expect("a file of the account");
        }
    }
}
