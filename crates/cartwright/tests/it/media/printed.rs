//! Each cart that the documentation prints, sent in XML and as a form, is stored as its JSON is.

use crate::support::{Exchange, Request, TestServer, carts};
use serde_json::{Map, Value};

const PRINTED: [&str; 3] = ["printed-legacy-cart", "printed-legacy-addon", "printed-licence-cart"];

/// Members that are dictionaries: XML and forms write them as pairs.
const DICTIONARIES: [&str; 1] = ["ProvisioningContext"];

#[tokio::test(flavor = "multi_thread")]
async fn a_printed_cart_is_the_same_cart_in_every_medium() {
    let server = TestServer::start().await;
    for name in PRINTED {
        let printed = Exchange::read(name).section("request");
        let cart: Value = serde_json::from_str(&printed.body).expect("printed JSON");
        let path = carts(printed.customer());
        let expected = stored(&server, &path, "application/json", printed.body.clone()).await;
        let pairs = pairs(&cart);
        let (dotted, bracketed) = (form(&pairs, dotted), form(&pairs, bracketed));
        assert_ne!(dotted, bracketed, "two ways to write a key");
        for (content_type, body) in [
            ("application/xml", xml("Cart", &cart)),
            ("text/xml", xml("Cart", &cart)),
            ("application/x-www-form-urlencoded", dotted),
            ("application/x-www-form-urlencoded", bracketed),
        ] {
            let found = stored(&server, &path, content_type, body.clone()).await;
            assert_eq!(found, expected, "{name} as {content_type}: {body}");
        }
    }
}

/// The cart as it is read back, without what differs between any two carts.
async fn stored(server: &TestServer, path: &str, content_type: &str, body: String) -> Value {
    let created = server.send(Request::post(path).bytes(content_type, body)).await.expect(201);
    let id = created["id"].as_str().expect("an id");
    let mut cart = server.get(format!("{path}/{id}")).await.expect(200);
    let members = cart.as_object_mut().expect("a cart");
    for name in ["id", "creationTimestamp", "lastModifiedTimestamp", "expirationTimestamp", "links"] {
        members.remove(name).expect(name);
    }
    cart
}

/// An element of that name, as a person would write it: members in the order of the JSON.
fn xml(name: &str, value: &Value) -> String {
    let content: String = match value {
        Value::Object(members) if DICTIONARIES.contains(&name) => {
            members.iter().map(|(key, value)| pair(key, value)).collect()
        }
        Value::Object(members) => members.iter().map(|(name, value)| xml(name, value)).collect(),
        Value::Array(items) => items.iter().map(|item| xml("CartLineItem", item)).collect(),
        value => text(value),
    };
    format!("<{name}>{content}</{name}>")
}

fn pair(key: &str, value: &Value) -> String {
    format!("<Pair>{}{}</Pair>", xml("Key", &key.into()), xml("Value", value))
}

/// Every text of a cart, with the steps that lead to it.
fn pairs(cart: &Value) -> Vec<(Vec<String>, String)> {
    match cart {
        Value::Object(members) => below(members.iter().map(|(name, value)| match value {
            Value::Object(dictionary) if DICTIONARIES.contains(&name.as_str()) => (name.clone(), in_pairs(dictionary)),
            value => (name.clone(), value.clone()),
        })),
        Value::Array(items) => below(items.iter().enumerate().map(|(index, item)| (index.to_string(), item.clone()))),
        value => vec![(Vec::new(), text(value))],
    }
}

fn below(steps: impl Iterator<Item = (String, Value)>) -> Vec<(Vec<String>, String)> {
    let below = |(step, value): (String, Value)| {
        pairs(&value).into_iter().map(move |(steps, text)| ([vec![step.clone()], steps].concat(), text))
    };
    steps.flat_map(below).collect()
}

fn in_pairs(dictionary: &Map<String, Value>) -> Value {
    let pair = |(key, value): (&String, &Value)| serde_json::json!({ "Key": key, "Value": value });
    dictionary.iter().map(pair).collect()
}

fn form(pairs: &[(Vec<String>, String)], key: fn(&[String]) -> String) -> String {
    let pairs = pairs.iter().map(|(steps, text)| (key(steps), text));
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// `LineItems[0].Quantity`
fn dotted(steps: &[String]) -> String {
    let step = |step: &String| if is_index(step) { format!("[{step}]") } else { format!(".{step}") };
    steps.iter().map(step).collect::<String>().trim_start_matches('.').to_owned()
}

/// `LineItems[0][Quantity]`
fn bracketed(steps: &[String]) -> String {
    steps[0].clone() + &steps[1..].iter().map(|step| format!("[{step}]")).collect::<String>()
}

fn is_index(step: &str) -> bool {
    step.bytes().all(|byte| byte.is_ascii_digit())
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
