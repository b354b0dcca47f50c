//! The signing key, of the built-in issuer's tokens and of pages: read from the store, or made once and kept there.
//!
//! Making one takes some tens of milliseconds. It is made beside the start of the server: until it is there no token can
//! be valid, and whoever asks for one waits for it.

use aws_lc_rs::{
    encoding::{AsDer as _, Pkcs8V1Der},
    rsa::{KeyPair, KeySize},
};
use http_floor::{Entropy as _, token::TokenKey};
use std::sync::Arc;
use store::{SigningKey, Store, StoreError};
use tokio::sync::watch;

use crate::entropy::SystemEntropy;

/// The key to come. Dropped without one when it cannot be had.
pub(crate) type KeyToCome = watch::Receiver<Option<Arc<TokenKey>>>;

/// Reads the key, or starts to make one.
pub(crate) async fn of(store: &Arc<dyn Store>) -> Result<KeyToCome, StoreError> {
    let (sender, receiver) = watch::channel(None);
    match store.signing_key().await? {
        Some(kept) => announce(&sender, &kept),
        None => {
            let store = Arc::clone(store);
            tokio::spawn(async move {
                match make_and_keep(&*store).await {
                    Ok(key) => announce(&sender, &key),
                    Err(error) => tracing::error!(
                        error,
                        "there is no signing key, so no token can be issued and no list be continued"
                    ),
                }
            });
        }
    }
    Ok(receiver)
}

async fn make_and_keep(store: &dyn Store) -> Result<SigningKey, String> {
    let made = tokio::task::spawn_blocking(make).await.map_err(|error| error.to_string())??;
    store.keep_signing_key(made).await.map_err(|error| error.to_string())
}

fn make() -> Result<SigningKey, String> {
    let pair = KeyPair::generate(KeySize::Rsa2048).map_err(|error| error.to_string())?;
    let der: Pkcs8V1Der<'_> = pair.as_der().map_err(|error| error.to_string())?;
    Ok(SigningKey { id: SystemEntropy.guid().simple().to_string(), pkcs8: der.as_ref().to_vec() })
}

fn announce(sender: &watch::Sender<Option<Arc<TokenKey>>>, key: &SigningKey) {
    match TokenKey::new(key.id.clone(), &key.pkcs8) {
        Ok(key) => {
            sender.send_replace(Some(Arc::new(key)));
        }
        Err(error) => tracing::error!(%error, "the signing key of the store cannot be used"),
    }
}
