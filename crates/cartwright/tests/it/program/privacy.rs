//! What the program writes, at its most talkative, on either store: no token, no secret, and nothing personal of anybody.
//!
//! Every text here that nobody may read ends in the same word, so that it is found in whatever form it is written.

use super::{command, wish};
use crate::support::{
    AUDIENCE, Answer, Binary, CUSTOMER, IssuerKey, OidcIssuer, PARTNER, Request, TestStore, USER, carts, run_to_end,
    send, token, with,
};
use app::Clock as _;
use cartwright::SystemClock;
use serde_json::{Value, json};
use std::{fs, fs::File, net::SocketAddr, path::Path};
use tempfile::TempDir;

/// What stands in every text that is nobody's business.
const PRIVATE: &str = "Pssst";

/// Texts of the demo world that are: secrets, and people of the customers and partners that are asked for.
const OF_THE_WORLD: [&str; 6] = ["dev-secret", "dev-refresh", "Bearer", "eyJ", "billing@", "partner@"];

fn customer(domain: &str) -> Value {
    json!({
        "CompanyProfile": { "Domain": domain, "CompanyName": format!("{PRIVATE} Ltd") },
        "BillingProfile": {
            "Culture": "EN-US", "Language": "En", "Email": format!("ana@{PRIVATE}.example"),
            "FirstName": format!("Ana{PRIVATE}"), "LastName": format!("Trujillo{PRIVATE}"),
            "CompanyName": format!("Wingtip {PRIVATE}"),
            "DefaultAddress": {
                "FirstName": format!("Ana{PRIVATE}"), "LastName": format!("Trujillo{PRIVATE}"), "City": "Redmond",
                "AddressLine1": format!("1 {PRIVATE} Way"), "State": "WA", "PostalCode": "98052", "Country": "US",
                "PhoneNumber": "4255559137",
            },
        },
    })
}

/// What of it is refused, each for another reason.
fn refused_customers() -> Vec<Value> {
    let good = customer("pssst-too.onmicrosoft.com");
    let billing =
        |changes: Value| with(good.clone(), json!({ "BillingProfile": with(good["BillingProfile"].clone(), changes) }));
    let address = |changes: Value| {
        billing(json!({ "DefaultAddress": with(good["BillingProfile"]["DefaultAddress"].clone(), changes) }))
    };
    vec![
        billing(json!({ "Email": format!("no address {PRIVATE}") })),
        billing(json!({ "FirstName": [format!("Ana{PRIVATE}")] })),
        address(json!({ "PostalCode": format!("9{PRIVATE}") })),
        address(json!({ "Country": format!("US{PRIVATE}") })),
        address(json!({ "PhoneNumber": { "of": PRIVATE } })),
        address(json!({ "State": format!("{PRIVATE}") })),
        with(good.clone(), json!({ "CompanyProfile": { "Domain": format!("{PRIVATE} no host") } })),
    ]
}

/// Bodies that nobody can read, with something in them that nobody should.
fn unreadable() -> Vec<(&'static str, String)> {
    vec![
        ("application/json", format!("{{\"lineItems\":[{{\"friendlyName\":\"{PRIVATE}\"")),
        ("application/json", format!("{{\"lineItems\":\"{PRIVATE}\"}}")),
        (
            "application/json",
            format!("{{\"lineItems\":[{{\"catalogItemId\":\"{PRIVATE}\",\"quantity\":\"{PRIVATE}\"}}]}}"),
        ),
        ("application/xml", format!("<Cart><Line>{PRIVATE}</Cart>")),
        ("application/xml", format!("<!DOCTYPE a [<!ENTITY e \"{PRIVATE}\">]><Cart>&e;</Cart>")),
        ("application/x-www-form-urlencoded", format!("LineItems[x{PRIVATE}]=%zz{PRIVATE}")),
        ("text/html", format!("<p>{PRIVATE}</p>")),
    ]
}

/// Forms that no token is given for.
fn refused_forms() -> Vec<String> {
    let application = "client_id=20000000-0000-4000-8000-000000000001";
    vec![
        format!(
            "grant_type=password&username=ana@{PRIVATE}.example&password={PRIVATE}&{application}&client_secret=dev-secret"
        ),
        format!("grant_type=client_credentials&{application}&client_secret={PRIVATE}"),
        format!("grant_type=client_credentials&client_id={PRIVATE}&client_secret={PRIVATE}"),
        format!("grant_type=refresh_token&{application}&client_secret=dev-secret&refresh_token=dev-refresh-{PRIVATE}"),
        format!("grant_type={PRIVATE}&client_secret={PRIVATE}&client_secret={PRIVATE}"),
        format!("client_assertion={PRIVATE}&client_assertion_type=jwt"),
    ]
}

/// A server whose every word goes to a file.
fn start(folder: &Path, store: &TestStore, issuer: &OidcIssuer) -> Binary {
    let url = store.url();
    let mut command = command(
        folder,
        &["serve", "--rate-limits", "off", "--world", "demo", "--listen", "127.0.0.1:0", "--store", &url],
    );
    command.args(["--oidc-issuer", &issuer.url, "--oidc-audience", AUDIENCE]);
    command.env("CARTWRIGHT_LOG", "trace,tokio_postgres=trace,hyper=trace,reqwest=trace,rustls=trace");
    command.stderr(File::create(folder.join("stderr")).expect("a file"));
    Binary::launch(command)
}

/// The story, from the token to the orders, and everything that can be wrong on the way. Returns what was given out that nobody
/// else may read, and how many exchanges there were.
struct Story {
    server: SocketAddr,
    token: String,
    secrets: Vec<String>,
    exchanges: usize,
}

impl Story {
    async fn begin(server: SocketAddr) -> Self {
        let token = token(server).await;
        Self { server, secrets: vec![token.clone()], token, exchanges: 1 }
    }

    async fn send(&mut self, request: Request) -> Answer {
        let request = request.token(&self.token);
        self.send_bare(request).await
    }

    async fn send_bare(&mut self, request: Request) -> Answer {
        self.exchanges += 1;
        send(self.server, request).await
    }

    /// Sends what is done as it is asked.
    async fn done(&mut self, request: Request) -> Value {
        let answer = self.send(request).await;
        assert!(answer.status.is_success(), "{}", answer.text);
        answer.json()
    }

    /// Sends what the caller is refused.
    async fn refused(&mut self, request: Request) {
        let answer = self.send(request).await;
        assert!(answer.status.is_client_error(), "{}", answer.text);
    }

    async fn buy(&mut self) {
        let named = json!({ "friendlyName": format!("For {PRIVATE}") });
        let wish = with(wish(1), json!({ "lineItems": [with(wish(1)["lineItems"][0].clone(), named)] }));
        let cart = self.done(Request::post(carts(CUSTOMER)).json(&wish)).await;
        let cart = format!("{}/{}", carts(CUSTOMER), cart["id"].as_str().expect("an id"));
        self.done(Request::get(&cart)).await;
        self.done(Request::put(&cart).json(&wish)).await;
        self.done(Request::post(format!("{cart}/checkout")).request_id("once")).await;
        self.done(Request::post(format!("{cart}/checkout")).request_id("once")).await;
        self.refused(Request::put(&cart).json(&wish)).await;
        self.done(Request::get(format!("/v1/customers/{CUSTOMER}/orders?include_price=true"))).await;
        for (kind, body) in unreadable() {
            self.refused(Request::post(carts(CUSTOMER)).bytes(kind, body)).await;
        }
    }

    async fn enrol(&mut self) {
        let customers = || Request::post("/v1/customers");
        let made = self.done(customers().json(&customer("pssst.onmicrosoft.com"))).await;
        let credentials = &made["userCredentials"]["password"];
        self.secrets.push(credentials.as_str().expect("a password").to_owned());
        self.refused(customers().json(&customer("pssst.onmicrosoft.com"))).await;
        for refused in refused_customers() {
            self.refused(customers().json(&refused)).await;
        }
        let id = made["id"].as_str().expect("an id");
        let billing = self.done(Request::get(format!("/v1/customers/{id}/profiles/billing"))).await;
        self.done(Request::put(format!("/v1/customers/{id}/profiles/billing")).json(&billing)).await;
        let contact = json!({
            "firstName": format!("Tania{PRIVATE}"), "lastName": PRIVATE, "email": format!("tania@{PRIVATE}.example"),
            "phoneNumber": "4255559137",
        });
        let agreement = json!({
            "primaryContact": contact, "templateId": "117a77b0-9360-443b-8795-c6dedc750cf9",
            "dateAgreed": "2026-01-12T00:00:00Z", "type": "MicrosoftCustomerAgreement",
        });
        self.done(Request::post(format!("/v1/customers/{id}/agreements")).json(&agreement)).await;
        let address = customer("x")["BillingProfile"]["DefaultAddress"].clone();
        self.done(Request::post("/v1/validations/address").json(&address)).await;
    }

    async fn be_refused(&mut self) {
        let list = || Request::get("/v1/customers?access_token=Pssst");
        for token in [format!("{}x", self.token), PRIVATE.to_owned(), format!("e30.{PRIVATE}.e30")] {
            self.send_bare(list().token(&token)).await.expect(401);
        }
        for authorization in [format!("Basic {PRIVATE}"), format!("{PRIVATE} {}", self.token), PRIVATE.to_owned()] {
            self.send_bare(list().header("Authorization", authorization)).await.expect(401);
        }
        for form in refused_forms() {
            let ask = Request::post(format!("/{PARTNER}/oauth2/v2.0/token"));
            let answer = self.send_bare(ask.bytes("application/x-www-form-urlencoded", form)).await;
            assert!(answer.status.is_client_error(), "{}", answer.text);
        }
    }

    /// Tokens of the other issuer: a good one, and one with a key that there is not.
    async fn come_from_elsewhere(&mut self, issuer: &OidcIssuer, key: &IssuerKey) {
        let now = SystemClock.now().seconds();
        let claims = json!({
            "iss": issuer.url, "aud": AUDIENCE, "tid": PARTNER, "oid": USER, "idtyp": "user", "exp": now + 600,
            "name": format!("Ana {PRIVATE}"), "preferred_username": format!("ana@{PRIVATE}.example"),
        });
        let good = key.token(&claims);
        self.send_bare(Request::get("/v1/customers").token(&good)).await.expect(200);
        let header = json!({ "typ": "JWT", "alg": "RS256", "kid": PRIVATE }).to_string();
        let forged = key.sign(&header, &claims.to_string());
        self.send_bare(Request::get("/v1/customers").token(&forged)).await.expect(401);
        self.secrets.extend([good, forged]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_private_is_written_at_any_level() {
    for store in TestStore::of_each_kind().await {
        let folder = TempDir::new().expect("a folder");
        let key = IssuerKey::new("first", "RS256");
        let issuer = OidcIssuer::with_key(&key).await;
        let server = start(folder.path(), &store, &issuer);
        let mut story = Story::begin(server.address).await;
        story.buy().await;
        story.enrol().await;
        story.be_refused().await;
        story.come_from_elsewhere(&issuer, &key).await;
        let (status, rest) = server.terminate();
        assert_eq!(status.code(), Some(0), "{status}");
        let written = rest + &fs::read_to_string(folder.path().join("stderr")).expect("the log");
        let exchanges = written.lines().filter(|line| line.contains("\"message\":\"exchange\"")).count();
        assert_eq!(exchanges, story.exchanges, "the log is not whole");
        let lowered = written.to_lowercase();
        for private in story.secrets.iter().flat_map(|secret| secret.split('.')).chain(OF_THE_WORLD).chain([PRIVATE]) {
            let found = lowered.lines().find(|line| line.contains(&private.to_lowercase()));
            assert_eq!(found, None, "{private} is in the log");
        }
        for private in ["4255559137", "98052", "Pssst.example", "Basic "] {
            assert!(!written.contains(private), "{private} is in the log");
        }
    }
}

/// A URL that nobody can read may hold a password all the same.
#[test]
fn no_password_is_shown_of_a_store_that_is_none() {
    let folder = TempDir::new().expect("a folder");
    for url in ["postgre://u:Pssst@h/shop", "mysql://u:Pssst@h/shop", "mssql:h?user=u&password=Pssst"] {
        for arguments in [&["serve", "--store", url][..], &["store", "copy", "sqlite:x", url]] {
            let (code, out, err) = run_to_end(command(folder.path(), arguments));
            assert_eq!((code, out.as_str()), (Some(3), ""), "{err}");
            assert!(!err.contains(PRIVATE) && err.contains("postgres://USER:PASSWORD@"), "{err}");
        }
    }
}
