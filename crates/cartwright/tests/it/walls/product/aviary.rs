//! A world in which every text that the row of a tenant can hold says whose it is, and the real program that serves it.

use super::super::{
    SIBLING, UNKNOWN, UNKNOWN_ORDER,
    forge::{Forge, Signer},
    routes::{Named, Route},
};
use crate::support::{
    Answer, Binary, CUSTOMER, Database, LICENCE, OTHER_CUSTOMER, OTHER_PARTNER, PARTNER, PARTNER_WITHOUT_PRICES,
    Request, SOFTWARE, cart_of, carts, line, send, with,
};
use serde_json::{Value, json};
use std::{collections::BTreeSet, fs, fs::File};
use tempfile::TempDir;

/// Whose texts are told apart: a customer, its partner, and the name of its canaries.
const CUSTOMERS: [(&str, &str, &str); 3] =
    [(CUSTOMER, PARTNER, "ours"), (SIBLING, PARTNER, "sibling"), (OTHER_CUSTOMER, OTHER_PARTNER, "theirs")];
const PARTNERS: [(&str, &str); 2] = [(PARTNER, "house-ours"), (OTHER_PARTNER, "house-theirs")];

/// The members of a tenant that hold whatever somebody wrote.
const TEXTS: [&str; 9] = [
    "name",
    "company_name",
    "first_name",
    "last_name",
    "address_line1",
    "address_line2",
    "city",
    "phone_number",
    "friendly_name",
];

pub struct Aviary {
    folder: TempDir,
    server: Binary,
    /// What each customer has: a subscription, an active cart, an order.
    nests: Vec<Nest>,
}

struct Nest {
    customer: &'static str,
    cart: String,
    order: String,
    subscription: String,
}

impl Aviary {
    pub async fn start() -> Self {
        let folder = TempDir::new().expect("a folder");
        fs::write(folder.path().join("world.json"), world().to_string()).expect("a file");
        let mut command = Binary::command(&[
            "serve",
            "--rate-limits",
            "off",
            "--store",
            "sqlite:cartwright.db",
            "--world",
            "world.json",
            "--listen",
            "127.0.0.1:0",
            "--provisioning-delay",
            "86400",
        ]);
        command.current_dir(folder.path()).env("CARTWRIGHT_LOG", "trace");
        command.stderr(File::create(folder.path().join("stderr")).expect("a file"));
        let server = Binary::launch(command);
        let mut aviary = Self { folder, server, nests: Vec::new() };
        for (customer, partner, tag) in CUSTOMERS {
            let nest = aviary.furnish(customer, partner, tag).await;
            aviary.nests.push(nest);
        }
        aviary
    }

    async fn furnish(&self, customer: &'static str, partner: &str, tag: &str) -> Nest {
        let token = Some(self.user(partner).await);
        let named = json!({ "friendlyName": canary(tag, "friendlyName") });
        let make = |line: Value| {
            let body = cart_of([with(line, named.clone())]);
            self.send(Request::post(carts(customer)).json(&body), &token)
        };
        let active = make(line(LICENCE, 1, "monthly", None)).await.expect(201);
        let bought = make(line(SOFTWARE, 1, "one_time", None)).await.expect(201);
        let id = |value: &Value| value["id"].as_str().expect("an id").to_owned();
        let checkout = Request::post(format!("{}/{}/checkout", carts(customer), id(&bought)));
        let result = self.send(checkout, &token).await.expect(201);
        Nest { customer, cart: id(&active), order: id(&result["orders"][0]), subscription: subscription(tag) }
    }

    pub fn database(&self) -> Database {
        Database::in_folder(self.folder.path())
    }

    pub async fn send(&self, request: Request, token: &Option<String>) -> Answer {
        let request = request.header("MS-CorrelationId", "1a2b3c4d");
        let request = match token {
            Some(token) => request.token(token),
            None => request,
        };
        let answer = send(self.server.address, request).await;
        answer.check_frame();
        answer
    }

    /// A token of the partner's user.
    pub async fn user(&self, tenant: &str) -> String {
        let refresh = format!("&refresh_token=dev-refresh-{}", &tenant[tenant.len() - 3..]);
        self.issue(tenant, &format!("grant_type=refresh_token{refresh}")).await
    }

    /// A token of the partner's application alone.
    pub async fn application(&self, tenant: &str) -> String {
        self.issue(tenant, "grant_type=client_credentials").await
    }

    async fn issue(&self, tenant: &str, grant: &str) -> String {
        let client = format!("20000000-0000-4000-8000-{}", &tenant[tenant.len() - 12..]);
        let form = format!("{grant}&client_id={client}&client_secret=dev-secret");
        let request = Request::post(format!("/{tenant}/oauth2/v2.0/token"));
        let answer = send(self.server.address, request.bytes("application/x-www-form-urlencoded", form)).await;
        answer.expect(200)["access_token"].as_str().expect("a token").to_owned()
    }

    /// A good token of a tenant that is no partner.
    pub async fn unknown_tenant(&self) -> String {
        let unknown = "10000000-0000-4000-8000-999999999999";
        self.forged(json!({ "tid": unknown, "iss": format!("https://cartwright.invalid/{unknown}/v2.0") })).await
    }

    /// A token that was good.
    pub async fn expired(&self) -> String {
        self.forged(json!({ "exp": 1_700_000_000 })).await
    }

    /// What only the issuer could sign.
    async fn forged(&self, changes: Value) -> String {
        let forge = Forge::with_key(self.database().signing_key(), self.user(PARTNER).await);
        forge.sign(Signer::Issuer, &forge.header(), &forge.claims_with(changes))
    }

    /// Ids to ask for: the customer's own of the default partner first, its sibling's, the other partner's, and nobody's.
    pub fn ids(&self, route: Route) -> Vec<(String, String)> {
        let of_nests = self.nests.iter().map(|nest| nest.ids(route));
        of_nests.chain([(UNKNOWN.to_owned(), UNKNOWN_ORDER.to_owned())]).collect()
    }

    pub fn own_ids(&self, route: Route, customer: &str) -> (String, String) {
        self.nests.iter().find(|nest| nest.customer == customer).expect("a nest").ids(route)
    }

    /// Whose texts or ids are in an answer, in its body or in its headers.
    pub fn canaries(&self, answer: &Answer) -> BTreeSet<&'static str> {
        let told = format!("{:?} {}", answer.headers, answer.text).to_lowercase();
        let tags = CUSTOMERS.iter().map(|(.., tag)| *tag).chain(PARTNERS.iter().map(|(_, tag)| *tag));
        tags.filter(|tag| told.contains(&format!("canary-{tag}."))).collect()
    }

    /// Whether an answer has the id of a cart, an order or a subscription that is another customer's.
    pub fn has_eggs_of_others(&self, answer: &Answer, customer: &str) -> bool {
        let told = format!("{:?} {}", answer.headers, answer.text).to_lowercase();
        let others = self.nests.iter().filter(|nest| nest.customer != customer);
        others.flat_map(|nest| [&nest.cart, &nest.order, &nest.subscription]).any(|id| told.contains(id.as_str()))
    }

    /// Ends the program; what it wrote.
    pub fn end(self) -> String {
        let (status, rest) = self.server.terminate();
        assert_eq!(status.code(), Some(0), "{status}");
        rest + &fs::read_to_string(self.folder.path().join("stderr")).expect("the log")
    }
}

impl Nest {
    fn ids(&self, route: Route) -> (String, String) {
        let first = if route.names() == Named::Subscription { &self.subscription } else { &self.cart };
        (first.clone(), self.order.clone())
    }
}

/// A text that says whose it is, and which.
fn canary(tag: &str, member: &str) -> String {
    match member {
        "domain" => format!("canary-{tag}.example"),
        "email" => format!("canary-{tag}.mail@mail.example"),
        member => format!("Canary-{tag}.{member}"),
    }
}

fn subscription(tag: &str) -> String {
    let number = CUSTOMERS.iter().position(|(.., known)| *known == tag).expect("a customer");
    format!("c0000000-0000-4000-8000-00000000000{number}")
}

/// The demo world, with canaries where its texts were.
fn world() -> Value {
    let mut world = serde_json::to_value(cartwright::demo().expect("the demo world")).expect("JSON");
    let sample = world["subscriptions"][0].clone();
    for (customer, _, tag) in CUSTOMERS {
        let of_it = find(&mut world["customers"], customer);
        of_it["billing"]["default_address"]["address_line2"] = json!("x");
        sing(of_it, tag);
        let mut owned = sample.clone();
        owned["customer"] = json!(customer);
        owned["subscription"]["id"] = json!(subscription(tag));
        sing(&mut owned, tag);
        world["subscriptions"].as_array_mut().expect("a list").push(owned);
    }
    for (partner, tag) in PARTNERS {
        sing(find(&mut world["partners"], partner), tag);
    }
    find(&mut world["partners"], PARTNER_WITHOUT_PRICES)["demands_user_token"] = json!(true);
    world
}

fn find<'a>(list: &'a mut Value, id: &str) -> &'a mut Value {
    let found = list.as_array_mut().expect("a list").iter_mut().find(|item| item["id"] == id);
    found.unwrap_or_else(|| panic!("{id} is not in the world"))
}

/// Puts a canary in the place of every text.
fn sing(value: &mut Value, tag: &str) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                if member.is_string()
                    && (TEXTS.contains(&name.as_str()) || ["domain", "email"].contains(&name.as_str()))
                {
                    *member = json!(canary(tag, name));
                }
                sing(member, tag);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| sing(item, tag)),
        _ => {}
    }
}
