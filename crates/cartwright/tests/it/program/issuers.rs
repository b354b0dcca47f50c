//! `cartwright serve` with an issuer elsewhere and a world of its own: no demo world, and no secret that everybody knows.

use super::{assert_fails, command};
use crate::support::{AUDIENCE, Binary, CUSTOMER, IssuerKey, OidcIssuer, PARTNER, Request, USER, send, with};
use app::Clock as _;
use cartwright::SystemClock;
use serde_json::{Value, json};
use std::{fs, path::Path, process::Stdio};
use tempfile::TempDir;

/// The partner of the world that docs/tokens.md shows.
const FABRIKAM: &str = "5f6f3c0a-7c62-4f5e-9a51-3f1f6e1f7a10";

/// The first block of that language in docs/tokens.md.
fn shown(language: &str) -> String {
    let page = include_str!("../../../../../docs/tokens.md");
    let (_, block) = page.split_once(&format!("```{language}\n")).expect("a block");
    block.split_once("```").expect("its end").0.to_owned()
}

fn start(folder: &Path, further: &[&str]) -> Binary {
    fs::write(folder.join("world.json"), shown("json")).expect("a file");
    let arguments =
        [&["serve", "--store", "sqlite:shop.db", "--world", "world.json", "--listen", "127.0.0.1:0"], further].concat();
    let mut command = command(folder, &arguments);
    command.stderr(Stdio::null());
    Binary::launch(command)
}

fn claims(issuer: &OidcIssuer, changes: Value) -> Value {
    let now = SystemClock.now().seconds();
    let good = json!({
        "iss": issuer.url, "aud": AUDIENCE, "tid": FABRIKAM, "oid": USER, "idtyp": "user", "nbf": now, "exp": now + 600,
    });
    with(good, changes)
}

/// The world and the table of the documentation, with the test's issuer in it.
#[tokio::test(flavor = "multi_thread")]
async fn a_server_of_ones_own_has_no_secret_that_everybody_knows() {
    let key = IssuerKey::new("first", "RS256");
    let issuer = OidcIssuer::with_key(&key).await;
    let by_flags = TempDir::new().expect("a folder");
    let by_file = TempDir::new().expect("a folder");
    let table = shown("toml").replace("https://login.example.com/realms/partners", &issuer.url);
    fs::write(by_file.path().join("cartwright.toml"), table.replace("api://cartwright", AUDIENCE)).expect("a file");
    let flags = ["--oidc-issuer", &issuer.url, "--oidc-audience", AUDIENCE];
    for (folder, further) in [(&by_flags, &flags[..]), (&by_file, &[])] {
        let server = start(folder.path(), further);
        let token = key.token(&claims(&issuer, json!({})));
        let list = Request::get("/v1/customers").token(&token);
        assert_eq!(send(server.address, list).await.expect(200)["totalCount"], 0);
        let country = Request::get("/v1/countryvalidationrules/FR").token(&token);
        send(server.address, country).await.expect(200);
        let strange = Request::get(format!("/v1/customers/{CUSTOMER}/orders")).token(&token);
        send(server.address, strange).await.expect_fault(403, 20_002);
        for changes in [json!({ "tid": PARTNER }), json!({ "aud": "api://x" })] {
            let refused = Request::get("/v1/customers").token(&key.token(&claims(&issuer, changes)));
            send(server.address, refused).await.expect_fault(401, 400);
        }
        let form =
            "grant_type=client_credentials&client_id=20000000-0000-4000-8000-000000000001&client_secret=dev-secret";
        let ask = Request::post(format!("/{PARTNER}/oauth2/v2.0/token"));
        let answer = send(server.address, ask.bytes("application/x-www-form-urlencoded", form)).await;
        assert_eq!(answer.status, 404, "there is no built-in issuer");
        assert_eq!(server.terminate().0.code(), Some(0));
    }
}

#[test]
fn what_is_wrong_with_an_issuer_or_a_world_is_told_at_the_start() {
    let folder = TempDir::new().expect("a folder");
    let serve = |further: &[&str]| {
        let arguments = [&["serve", "--store", "sqlite:shop.db", "--listen", "127.0.0.1:0"], further].concat();
        command(folder.path(), &arguments)
    };
    for (further, words) in [
        (&["--oidc-issuer", "https://a.example"][..], &["oidc_issuer", "oidc_audience"][..]),
        (&["--oidc-audience", "x"], &["oidc_audience", "oidc_issuer"]),
        (&["--oidc-issuer", "http://a.example", "--oidc-audience", "x"], &["http://a.example", "https"]),
        (&["--oidc-issuer", "https://u:secret@a.example", "--oidc-audience", "x"], &["issuer", "without user"]),
        (&["--world", "nowhere.json"], &["nowhere.json"]),
        (&["--world", "moon"], &["moon", "demo", ".json"]),
    ] {
        assert_fails(serve(further), 3, words);
    }
    fs::write(folder.path().join("world.json"), r#"{"partner":[]}"#).expect("a file");
    assert_fails(serve(&["--world", "world.json"]), 3, &["world.json", "partner"]);
    let table = "[[issuers]]\nissuer = \"https://a.example\"\naudience = \"x\"\n";
    for (text, words) in [
        (format!("{table}clientsecret = \"x\"\n"), &["cartwright.toml", "clientsecret"][..]),
        (format!("{table}{table}"), &["issuer", "https://a.example", "once"]),
        (table.replace("https://a.example", "https://a.example/{tenantid}") + "partner = \"p\"\n", &["partner", "tid"]),
    ] {
        fs::write(folder.path().join("cartwright.toml"), text).expect("a file");
        assert_fails(serve(&[]), 3, words);
    }
}
