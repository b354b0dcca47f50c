//! Metadata and keys over the network: bounded in size and time, and from nowhere that could be somebody else.

use super::{address, settings::OpenIdIssuer};
use crate::exit::StartError;
use http_floor::token::KeySet;
use reqwest::{Client, Url, header::ACCEPT, redirect::Policy};
use serde::Deserialize;
use std::{error::Error, time::Duration};
use tokio::time::timeout;

/// The longest document that is read, in bytes. Those of large issuers have some tens of thousands.
const LONGEST: usize = 512 * 1024;

/// Where an issuer's keys are fetched from.
pub(super) struct Fetch {
    client: Client,
    /// What the metadata must say whose it is.
    pub(super) issuer: String,
    metadata: Url,
    within: Duration,
}

/// What is needed of an issuer's metadata (OpenID Connect Discovery 1.0, 3).
#[derive(Deserialize)]
struct Metadata {
    issuer: String,
    jwks_uri: String,
}

impl Fetch {
    /// Gets ready for it; nothing is sent yet.
    pub(super) fn new(issuer: &OpenIdIssuer) -> Result<Self, StartError> {
        let client = Client::builder().redirect(Policy::none()).user_agent("cartwright");
        // What is on this machine is not reached by way of another one.
        let client = if address::is_here(&issuer.metadata) { client.no_proxy() } else { client };
        let failed = |error: reqwest::Error| StartError::Failed(format!("{}: {}", issuer.rules.issuer, told(&error)));
        Ok(Self {
            client: client.build().map_err(failed)?,
            issuer: issuer.rules.issuer.clone(),
            metadata: issuer.metadata.clone(),
            within: issuer.fetch_within,
        })
    }

    /// The keys that the issuer has now.
    pub(super) async fn keys(&self) -> Result<KeySet, String> {
        let late = |_| Err(format!("it did not give out its keys within {:?}", self.within));
        timeout(self.within, self.look_up()).await.unwrap_or_else(late)
    }

    async fn look_up(&self) -> Result<KeySet, String> {
        let metadata = self.get(&self.metadata).await?;
        let metadata: Metadata =
            serde_json::from_slice(&metadata).map_err(|error| format!("{} is no metadata: {error}", self.metadata))?;
        if metadata.issuer != self.issuer {
            return Err(format!("{} is of the issuer {:?}", self.metadata, metadata.issuer));
        }
        // Metadata from elsewhere leads to nothing on this machine.
        let url = address::read(&metadata.jwks_uri).filter(|url| url.scheme() == "https" || self.is_here());
        let wrong = || format!("jwks_uri is {:?}; accepted is {}", metadata.jwks_uri, address::ACCEPTED);
        let url = url.ok_or_else(wrong)?;
        KeySet::read(&self.get(&url).await?).map_err(|error| format!("{url}: {error}"))
    }

    fn is_here(&self) -> bool {
        self.metadata.scheme() == "http" && address::is_here(&self.metadata)
    }

    async fn get(&self, url: &Url) -> Result<Vec<u8>, String> {
        let request = self.client.get(url.clone()).header(ACCEPT, "application/json");
        let mut answer = request.send().await.map_err(|error| told(&error))?;
        if answer.status() != reqwest::StatusCode::OK {
            return Err(format!("{url} answered {}", answer.status()));
        }
        let mut document = Vec::new();
        while let Some(part) = answer.chunk().await.map_err(|error| told(&error))? {
            if document.len() + part.len() > LONGEST {
                return Err(format!("{url} has more than {LONGEST} bytes"));
            }
            document.extend_from_slice(&part);
        }
        Ok(document)
    }
}

/// An error with its causes, which say what it was.
fn told(error: &dyn Error) -> String {
    let (mut told, mut cause) = (error.to_string(), error.source());
    while let Some(further) = cause {
        told.push_str(&format!(": {further}"));
        cause = further.source();
    }
    told
}
