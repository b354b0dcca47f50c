//! What an operator says of an issuer, read and held against what can be right.

use super::address;
use crate::exit::StartError;
use http_floor::token::{Rules, TENANT, TENANT_CLAIM};
use reqwest::Url;
use serde::Deserialize;
use std::time::Duration;

/// What stands for the tenant in the address of the metadata of an issuer of many, if no other address is given.
const ANY_TENANT: &str = "organizations";

/// Where an issuer's metadata is, behind its name (OpenID Connect Discovery 1.0, 4).
const METADATA: &str = ".well-known/openid-configuration";

/// How long an issuer may take to give out metadata and keys.
const FETCH_WITHIN: Duration = Duration::from_secs(5);

/// An issuer whose tokens are taken.
#[derive(Clone, Debug)]
pub struct OpenIdIssuer {
    /// What its tokens must say.
    pub rules: Rules,
    /// Where its metadata is.
    pub metadata: Url,
    /// How long it may take to give out metadata and keys.
    pub fetch_within: Duration,
}

/// A table `[[issuers]]` of the configuration file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Table {
    pub(crate) issuer: String,
    pub(crate) audience: Texts,
    pub(crate) metadata: Option<String>,
    pub(crate) partner: Option<String>,
    pub(crate) user: Option<String>,
    pub(crate) kind: Option<String>,
    pub(crate) permission: Option<Texts>,
}

/// One text, or a list of them.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Texts {
    One(String),
    Several(Vec<String>),
}

impl Texts {
    fn into_list(self) -> Vec<String> {
        match self {
            Self::One(text) => vec![text],
            Self::Several(texts) => texts,
        }
    }
}

impl Table {
    /// The one issuer that flags name.
    pub(crate) fn named(issuer: Option<String>, audience: Option<String>) -> Result<Option<Self>, StartError> {
        match (issuer, audience) {
            (None, None) => Ok(None),
            (Some(issuer), Some(audience)) => Ok(Some(Self::usual(issuer, audience))),
            (Some(issuer), None) => Err(incomplete("oidc_issuer", &issuer, "oidc_audience")),
            (None, Some(audience)) => Err(incomplete("oidc_audience", &audience, "oidc_issuer")),
        }
    }

    fn usual(issuer: String, audience: String) -> Self {
        let audience = Texts::One(audience);
        Self { issuer, audience, metadata: None, partner: None, user: None, kind: None, permission: None }
    }
}

impl OpenIdIssuer {
    /// An issuer by its name and by whom its tokens must be for, with everything else as it usually is.
    ///
    /// # Errors
    /// When that cannot be an issuer.
    pub fn new(issuer: &str, audience: &str) -> Result<Self, StartError> {
        Self::read(Table::usual(issuer.to_owned(), audience.to_owned()))
    }

    /// Reads the one that flags name, and the tables of a file.
    pub(crate) fn read_all(named: Option<Table>, tables: Vec<Table>) -> Result<Vec<Self>, StartError> {
        let mut issuers: Vec<Self> = Vec::new();
        for table in named.into_iter().chain(tables) {
            let issuer = Self::read(table)?;
            if issuers.iter().any(|known| known.rules.issuer == issuer.rules.issuer) {
                return Err(wrong("issuer", &issuer.rules.issuer, "each issuer once; `audience` may be a list"));
            }
            issuers.push(issuer);
        }
        Ok(issuers)
    }

    fn read(table: Table) -> Result<Self, StartError> {
        let Table { issuer, audience, metadata, partner, user, kind, permission } = table;
        let of_any_tenant = issuer.replace(TENANT, ANY_TENANT);
        if address::read(&of_any_tenant).is_none_or(|url| url.query().is_some()) {
            return Err(wrong("issuer", &issuer, address::ACCEPTED));
        }
        let metadata = metadata.unwrap_or_else(|| format!("{}/{METADATA}", of_any_tenant.trim_end_matches('/')));
        let metadata = address::read(&metadata).ok_or_else(|| wrong("metadata", &metadata, address::ACCEPTED))?;
        let usual = Rules::of(issuer, named("audience", Some(audience))?);
        let rules = Rules {
            partner: claim("partner", partner, usual.partner)?,
            user: claim("user", user, usual.user)?,
            kind: claim("kind", kind, usual.kind)?,
            permissions: named("permission", permission)?,
            ..usual
        };
        // Each tenant decides itself what stands in its tokens, but for the claim that says which tenant it is.
        if rules.issuer.contains(TENANT) && rules.partner != TENANT_CLAIM {
            return Err(wrong("partner", &rules.partner, "tid, where the issuer is one of many tenants"));
        }
        Ok(Self { rules, metadata, fetch_within: FETCH_WITHIN })
    }
}

/// The name of a claim.
fn claim(setting: &str, given: Option<String>, usual: String) -> Result<String, StartError> {
    let claim = given.unwrap_or(usual);
    if claim.trim().is_empty() { Err(wrong(setting, &claim, "the name of a claim")) } else { Ok(claim) }
}

fn named(setting: &str, given: Option<Texts>) -> Result<Vec<String>, StartError> {
    let Some(given) = given else { return Ok(Vec::new()) };
    let texts = given.into_list();
    if texts.is_empty() || texts.iter().any(|text| text.trim().is_empty()) {
        return Err(wrong(setting, &texts.join(", "), "a text, or a list of them"));
    }
    Ok(texts)
}

fn incomplete(given: &str, seen: &str, missing: &str) -> StartError {
    StartError::Configuration(format!("{given} is {seen:?} and {missing} is missing: give both or none"))
}

fn wrong(setting: &str, seen: &str, accepted: &str) -> StartError {
    StartError::Configuration(format!("issuers: {setting} is {seen:?}; accepted is {accepted}"))
}

#[cfg(test)]
mod tests {
    use super::{OpenIdIssuer, Table};

    fn read(table: &str) -> Result<OpenIdIssuer, String> {
        let table: Table = toml::from_str(table).map_err(|error| error.to_string())?;
        OpenIdIssuer::read(table).map_err(|error| error.to_string())
    }

    #[test]
    fn metadata_is_found_behind_the_name() {
        for (issuer, metadata) in [
            ("https://sso.example.com/realms/x", "https://sso.example.com/realms/x/.well-known/openid-configuration"),
            ("https://example.com/", "https://example.com/.well-known/openid-configuration"),
            (
                "https://login.microsoftonline.com/{tenantid}/v2.0",
                "https://login.microsoftonline.com/organizations/v2.0/.well-known/openid-configuration",
            ),
        ] {
            let read = read(&format!("issuer = \"{issuer}\"\naudience = \"x\"")).expect("an issuer");
            assert_eq!((read.rules.issuer.as_str(), read.metadata.as_str()), (issuer, metadata));
        }
    }

    #[test]
    fn what_cannot_be_right_is_named() {
        for (table, words) in [
            ("audience = \"x\"", &["issuer"][..]),
            ("issuer = \"https://a.example\"", &["audience"]),
            ("issuer = \"http://a.example\"\naudience = \"x\"", &["issuer", "http://a.example", "https"]),
            ("issuer = \"https://a.example?x=1\"\naudience = \"x\"", &["issuer", "query"]),
            ("issuer = \"https://a.example\"\naudience = \"\"", &["audience"]),
            ("issuer = \"https://a.example\"\naudience = []", &["audience"]),
            ("issuer = \"https://a.example\"\naudience = \"x\"\nuser = \"\"", &["user", "claim"]),
            ("issuer = \"https://a.example\"\naudience = \"x\"\nmetadata = \"ftp://b\"", &["metadata", "ftp://b"]),
            ("issuer = \"https://a.example/{tenantid}\"\naudience = \"x\"\npartner = \"p\"", &["partner", "tid"]),
            ("issuer = \"https://a.example\"\naudience = \"x\"\nsecret = \"s\"", &["secret"]),
        ] {
            let refused = read(table).expect_err(table);
            for word in words {
                assert!(refused.contains(word), "{word} is not in {refused}");
            }
        }
    }
}
