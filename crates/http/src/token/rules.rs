//! What a token of an issuer must say, and which of its claims say who the caller is.

use super::{LEEWAY, unverified::Claims};
use domain::{
    Timestamp,
    caller::{Caller, CallerKind},
    id::{PartnerId, UserId},
};

/// What stands in an issuer's name for the tenant of the token, in the manner of Microsoft Entra ID's metadata.
pub const TENANT: &str = "{tenantid}";

/// The claim that [`TENANT`] stands for.
pub const TENANT_CLAIM: &str = "tid";

/// What is demanded of the tokens of an issuer.
#[derive(Clone, Debug)]
pub struct Rules {
    /// What `iss` must be, where [`TENANT`] stands for the token's own tenant.
    pub issuer: String,
    /// What `aud` must name one of; whatever it names where there is none.
    pub audiences: Vec<String>,
    /// The claim that is the partner's tenant.
    pub partner: String,
    /// The claim that is the object id of the user, or of the application.
    pub user: String,
    /// The claim that tells `app` from `user`.
    pub kind: String,
    /// What `roles`, `scp` or `scope` must name one of; whatever they name where there is none.
    pub permissions: Vec<String>,
}

/// Whom a token names, and when it does.
#[derive(Clone, Debug)]
pub(super) struct Bearer {
    pub(super) caller: Caller,
    pub(super) times: Times,
}

/// From when a token is good until when it is not, in seconds, with what clocks may differ by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times {
    pub(super) from: i64,
    pub(super) until: i64,
}

impl Rules {
    /// What holds where nothing else is said.
    #[must_use]
    pub fn of(issuer: String, audiences: Vec<String>) -> Self {
        Self {
            issuer,
            audiences,
            partner: TENANT_CLAIM.to_owned(),
            user: "oid".to_owned(),
            kind: "idtyp".to_owned(),
            permissions: Vec::new(),
        }
    }

    /// The `iss` of a tenant's tokens.
    #[must_use]
    pub fn issuer_of(&self, tenant: &str) -> String {
        self.issuer.replace(TENANT, tenant)
    }

    /// Whether a token says that it is this issuer's.
    pub(super) fn claims_to_be(&self, claims: &Claims) -> bool {
        self.is_named(&self.issuer, claims)
    }

    /// Whether what names issuers in that form names that of the token.
    pub(super) fn is_named(&self, form: &str, claims: &Claims) -> bool {
        let Some(named) = claims.text("iss") else { return false };
        match form.contains(TENANT) {
            // A tenant is a GUID: nothing of the form can be put into another place by it.
            true => claims
                .text(TENANT_CLAIM)
                .is_some_and(|tenant| PartnerId::parse(tenant).is_some() && form.replace(TENANT, tenant) == named),
            false => form == named,
        }
    }

    /// Whom a token names, if its claims are as they must be now.
    pub(super) fn bearer(&self, claims: &Claims, now: Timestamp) -> Option<Bearer> {
        let named = |texts: &[&str], wanted: &[String]| {
            wanted.is_empty() || wanted.iter().any(|wanted| texts.contains(&wanted.as_str()))
        };
        let times = Times::of(claims).filter(|times| times.hold(now))?;
        let good = self.claims_to_be(claims)
            && named(&claims.texts("aud"), &self.audiences)
            && named(&permissions(claims), &self.permissions)
            && is_for_anyone_who_bears_it(claims);
        let kind = self.kind(claims).filter(|_| good)?;
        let caller = Caller {
            partner: PartnerId::parse(claims.text(&self.partner)?)?,
            user: UserId::parse(claims.text(&self.user)?)?,
            kind,
        };
        Some(Bearer { caller, times })
    }

    /// By the claim that says so; without it a token with scopes was given to a user, and one with roles alone to an
    /// application. One with neither gives nobody leave to anything: any application of a tenant can have it.
    fn kind(&self, claims: &Claims) -> Option<CallerKind> {
        if claims.has(&self.kind) {
            return match claims.text(&self.kind)? {
                "user" => Some(CallerKind::AppUser),
                "app" => Some(CallerKind::AppOnly),
                _ => None,
            };
        }
        if claims.text("scp").is_some() {
            return Some(CallerKind::AppUser);
        }
        (!claims.texts("roles").is_empty()).then_some(CallerKind::AppOnly)
    }
}

/// What a token gives leave to.
fn permissions(claims: &Claims) -> Vec<&str> {
    let scopes = ["scp", "scope"].into_iter().flat_map(|name| claims.texts(name)).flat_map(str::split_whitespace);
    claims.texts("roles").into_iter().chain(scopes).collect()
}

impl Times {
    fn of(claims: &Claims) -> Option<Self> {
        let from = match claims.has("nbf") {
            true => claims.number("nbf")?.saturating_sub(LEEWAY),
            false => i64::MIN,
        };
        Some(Self { from, until: claims.number("exp")?.saturating_add(LEEWAY) })
    }

    pub(super) fn hold(self, now: Timestamp) -> bool {
        (self.from..self.until).contains(&now.seconds())
    }
}

/// A token that is bound to a key proves nothing without that key; an ID token or a refresh token is none to act with.
fn is_for_anyone_who_bears_it(claims: &Claims) -> bool {
    let bearer = |typ: &str| typ.eq_ignore_ascii_case("bearer");
    !claims.has("cnf") && (!claims.has("typ") || claims.text("typ").is_some_and(bearer))
}

#[cfg(test)]
mod tests {
    use super::{Claims, Rules, TENANT};
    use domain::{Timestamp, caller::CallerKind};
    use serde_json::{Value, json};

    const PARTNER: &str = "10000000-0000-4000-8000-000000000001";
    const USER: &str = "21000000-0000-4000-8000-000000000001";

    fn rules() -> Rules {
        Rules::of(format!("https://login.example.com/{TENANT}/v2.0"), vec!["api://cartwright".to_owned()])
    }

    /// Good claims of a user, with others in their place; a null takes one away.
    fn claims(changes: &Value) -> Claims {
        let mut good = json!({
            "iss": format!("https://login.example.com/{PARTNER}/v2.0"), "aud": "api://cartwright", "tid": PARTNER,
            "oid": USER, "nbf": 1_000, "exp": 2_000, "scp": "user_impersonation",
        });
        for (name, value) in changes.as_object().expect("an object") {
            match value {
                Value::Null => good.as_object_mut().expect("an object").remove(name),
                _ => good.as_object_mut().expect("an object").insert(name.clone(), value.clone()),
            };
        }
        good.as_object().expect("an object").clone().into_iter().collect()
    }

    fn kind_at(rules: &Rules, changes: &Value, now: i128) -> Option<CallerKind> {
        let now = Timestamp::from_nanoseconds(now * 1_000_000_000).expect("an instant");
        rules.bearer(&claims(changes), now).map(|bearer| bearer.caller.kind)
    }

    fn kind(changes: &Value) -> Option<CallerKind> {
        kind_at(&rules(), changes, 1_500)
    }

    #[test]
    fn a_user_and_an_application_are_told_apart() {
        for (changes, expected) in [
            (json!({}), Some(CallerKind::AppUser)),
            (json!({ "idtyp": "app", "scp": null }), Some(CallerKind::AppOnly)),
            (json!({ "idtyp": "app" }), Some(CallerKind::AppOnly)),
            (json!({ "idtyp": "user", "scp": null }), Some(CallerKind::AppUser)),
            (json!({ "idtyp": "device" }), None),
            (json!({ "idtyp": ["user"] }), None),
            (json!({ "scp": null, "roles": ["Orders"] }), Some(CallerKind::AppOnly)),
            (json!({ "roles": ["Orders"] }), Some(CallerKind::AppUser)),
            (json!({ "scp": null }), None),
            (json!({ "scp": "", "roles": [] }), None),
        ] {
            assert_eq!(kind(&changes), expected, "{changes}");
        }
    }

    #[test]
    fn a_tenant_speaks_for_itself_only() {
        let other = "10000000-0000-4000-8000-000000000002";
        for changes in [
            json!({ "tid": other }),
            json!({ "tid": null }),
            json!({ "iss": "https://login.example.com/{tenantid}/v2.0" }),
            json!({ "iss": "https://login.example.com/{tenantid}/v2.0", "tid": TENANT }),
            json!({ "iss": "https://login.example.com/common/v2.0", "tid": "common" }),
        ] {
            assert_eq!(kind(&changes), None, "{changes}");
        }
    }

    #[test]
    fn the_audience_is_one_of_those_that_are_taken() {
        assert!(kind(&json!({ "aud": ["other", "api://cartwright"] })).is_some());
        for aud in [json!(null), json!("other"), json!([]), json!(7), json!("api://cartwright/"), json!({})] {
            assert_eq!(kind(&json!({ "aud": aud })), None, "{aud}");
        }
    }

    #[test]
    fn a_permission_may_be_asked_for() {
        let rules = Rules { permissions: vec!["Orders".to_owned()], ..rules() };
        for (changes, granted) in [
            (json!({}), false),
            (json!({ "scp": "openid Orders" }), true),
            (json!({ "scope": "Orders" }), true),
            (json!({ "scp": null, "roles": ["Orders"] }), true),
            (json!({ "scp": "Orders.Read" }), false),
        ] {
            assert_eq!(kind_at(&rules, &changes, 1_500).is_some(), granted, "{changes}");
        }
    }

    #[test]
    fn a_token_has_its_time_and_a_minute_for_the_clocks() {
        for (now, good) in [(939, false), (940, true), (2_059, true), (2_060, false)] {
            assert_eq!(kind_at(&rules(), &json!({}), now).is_some(), good, "{now}");
        }
        assert!(kind(&json!({ "nbf": null })).is_some());
        for changes in [json!({ "exp": null }), json!({ "exp": "2000" }), json!({ "nbf": "1000" })] {
            assert_eq!(kind(&changes), None, "{changes}");
        }
    }

    #[test]
    fn what_is_no_access_token_is_none_to_act_with() {
        for changes in [json!({ "typ": "ID" }), json!({ "typ": "Refresh" }), json!({ "cnf": { "jkt": "x" } })] {
            assert_eq!(kind(&changes), None, "{changes}");
        }
        assert!(kind(&json!({ "typ": "Bearer" })).is_some());
    }
}
