//! The description in OpenAPI that the server serves: it says what the seeds say, and its page needs nobody else.

use crate::support::{
    BASE_SUBSCRIPTION, CUSTOMER, LEGACY_CUSTOMER, LICENCE, Request, TestServer, cart_of, carts, line, send,
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Surface {
    media_types: Vec<String>,
    request_media_types: Vec<String>,
    headers: Vec<String>,
    refusals: Vec<String>,
    operation: Vec<Operation>,
    schema: BTreeMap<String, BTreeMap<String, String>>,
    enumeration: BTreeMap<String, Vec<Value>>,
}

#[derive(Deserialize)]
struct Operation {
    method: String,
    path: String,
    parameters: Vec<String>,
    #[serde(default)]
    body: Option<String>,
    success: String,
    answer: String,
}

impl Surface {
    fn read() -> Self {
        toml::from_str(include_str!("../../../../contract/surface.toml")).expect("the surface")
    }
}

/// The served description, with its references followed.
struct Description(Value);

impl Description {
    async fn served() -> Self {
        let server = TestServer::start().await;
        let answer = send(server.address(), Request::get("/_docs/openapi.json")).await;
        assert_eq!(answer.header("content-type"), Some("application/json; charset=utf-8"));
        Self(answer.expect(200))
    }

    fn follow<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value["$ref"].as_str() {
            Some(reference) => self.0.pointer(&reference[1..]).unwrap_or_else(|| panic!("{reference} leads nowhere")),
            None => value,
        }
    }

    fn member(&self, schema: &str, member: &str) -> &Value {
        let found = &self.0["components"]["schemas"][schema]["properties"][member];
        assert!(!found.is_null(), "{schema} has no {member}");
        found
    }
}

/// A schema in the words of the seeds: `string (date-time)`, `Link`, `CartLineItem[]`. That something may be null is left
/// out, as the seeds do.
fn in_words(schema: &Value) -> String {
    if let Some(reference) = schema["$ref"].as_str() {
        return reference.rsplit('/').next().unwrap_or_default().to_owned();
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let choices = choices.iter().filter(|choice| choice["type"] != "null").map(in_words);
        return choices.collect::<Vec<_>>().join(" or ");
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().find(|kind| *kind != "null").unwrap_or(&Value::Null),
        kind => kind,
    };
    match (kind.as_str(), schema["format"].as_str()) {
        (Some("array"), _) => in_words(&schema["items"]) + "[]",
        (Some(kind), None | Some("uuid")) => kind.to_owned(),
        (Some(kind), Some(format)) => format!("{kind} ({format})"),
        (None, _) => panic!("a schema without a type: {schema}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_the_committed_one() {
    let Description(served) = Description::served().await;
    let committed: Value = serde_json::from_str(include_str!("../../../../docs/openapi.json")).expect("JSON");
    assert!(served == committed, "docs/openapi.json is not current: run `cargo xtask generate`");
    assert_eq!(served["openapi"], "3.1.0");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_has_every_operation_of_the_seeds() {
    let description = Description::served().await;
    let surface = Surface::read();
    for Operation { method, path, parameters, body, success, answer } in &surface.operation {
        let item = &description.0["paths"][path];
        let operation = &item[method];
        let given = [&item["parameters"], &operation["parameters"]];
        let given = given.into_iter().flat_map(|list| list.as_array().expect("parameters"));
        let given: Vec<_> = given.map(|parameter| description.follow(parameter)).collect();
        let named = |name: &str| {
            given.iter().find(|known| known["name"].as_str().is_some_and(|known| known.eq_ignore_ascii_case(name)))
        };
        for name in parameters {
            let parameter = named(name).unwrap_or_else(|| panic!("{method} {path} has no {name}"));
            assert_eq!((&parameter["in"], &parameter["required"]), (&"path".into(), &true.into()), "{name}");
        }
        for name in &surface.headers {
            let parameter = named(name).unwrap_or_else(|| panic!("{method} {path} has no {name}"));
            assert_eq!((&parameter["in"], &parameter["required"]), (&"header".into(), &false.into()), "{name}");
        }
        assert_eq!(operation["security"], serde_json::json!([{ "bearer": [] }]), "Authorization is required");
        for status in surface.refusals.iter().chain([success]) {
            let response = description.follow(&operation["responses"][status]);
            assert!(response["description"].is_string(), "{method} {path} has no {status}");
            let schema = if status == success { answer } else { "ApiFault" };
            speaks(&response["content"], &surface.media_types, schema);
        }
        match body {
            Some(schema) => speaks(&operation["requestBody"]["content"], &surface.request_media_types, schema),
            None => assert!(operation["requestBody"].is_null(), "{method} {path} has no body"),
        }
    }
}

#[track_caller]
fn speaks(content: &Value, media_types: &[String], schema: &str) {
    let content = content.as_object().expect("content");
    let mut known: Vec<_> = content.keys().collect();
    let mut expected: Vec<_> = media_types.iter().collect();
    known.sort();
    expected.sort();
    assert_eq!(known, expected);
    for media in content.values() {
        assert_eq!(in_words(&media["schema"]), schema);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_has_every_schema_of_the_seeds() {
    let description = Description::served().await;
    let surface = Surface::read();
    for (schema, members) in &surface.schema {
        for (member, kind) in members {
            assert_eq!(&in_words(description.member(schema, member)), kind, "{schema}.{member}");
        }
    }
    for (member, values) in &surface.enumeration {
        let (schema, member) = member.split_once('.').expect("a schema and a member");
        let listed = description.member(schema, member)["enum"].as_array().expect("an enumeration");
        for value in values {
            assert!(listed.contains(value), "{schema}.{member} does not list {value}");
        }
    }
}

/// Every status that an operation can answer with is in its description; here those that the surface has beyond the seeds'.
#[tokio::test(flavor = "multi_thread")]
async fn it_names_the_refusals_of_each_operation() {
    let Description(served) = Description::served().await;
    let paths = served["paths"].as_object().expect("paths");
    let mut operations = 0;
    let of_api = |path: &str| ["/v{version}/", "/v1.0/"].iter().any(|api| path.starts_with(api));
    for (path, item) in paths.iter().filter(|(path, _)| of_api(path)) {
        for (method, operation) in item.as_object().expect("a path").iter().filter(|(name, _)| *name != "parameters") {
            let has = |status: &str| operation["responses"][status].is_object();
            assert!(has("503"), "{method} {path}");
            assert!(has("429"), "{method} {path}");
            assert_eq!(has("409"), !["get", "head"].contains(&method.as_str()), "{method} {path}");
            assert_eq!(has("415"), operation["requestBody"].is_object(), "{method} {path}");
            operations += 1;
        }
    }
    assert_eq!(operations, 71);
}

/// 429 is in JSON whatever was asked for, with a body of its own (ruling 20).
#[tokio::test(flavor = "multi_thread")]
async fn it_says_what_whoever_has_to_wait_is_told() {
    let Description(served) = Description::served().await;
    let throttled = &served["components"]["responses"]["TooManyRequests"];
    let content = throttled["content"].as_object().expect("content");
    assert_eq!(content.keys().collect::<Vec<_>>(), ["application/json"]);
    assert_eq!(in_words(&content["application/json"]["schema"]), "Throttled");
    assert_eq!(throttled["headers"]["Retry-After"]["$ref"], "#/components/headers/Retry-After");
    let members = served["components"]["schemas"]["Throttled"]["properties"].as_object().expect("members");
    let members: Vec<_> = members.iter().map(|(name, schema)| (name.as_str(), in_words(schema))).collect();
    assert_eq!(members, [("message", "string".to_owned()), ("statusCode", "integer (int32)".to_owned())]);
}

/// A resource comes in each media type, and a file as it is.
#[tokio::test(flavor = "multi_thread")]
async fn it_says_what_every_answer_is_written_in() {
    let Description(served) = Description::served().await;
    let resource = ["application/json", "application/xml", "text/json", "text/xml"];
    let mut files = 0;
    for (path, item) in served["paths"].as_object().expect("paths").iter().filter(|(path, _)| path.starts_with("/v")) {
        for (method, operation) in item.as_object().expect("a path").iter().filter(|(name, _)| *name != "parameters") {
            let content = ["200", "201"].map(|status| operation["responses"][status]["content"].as_object());
            for content in content.into_iter().flatten() {
                let mut media: Vec<&str> = content.keys().map(String::as_str).collect();
                media.sort_unstable();
                let is_file = path.starts_with("/v1.0/") && media == ["application/octet-stream"];
                assert!(is_file || media == resource, "{method} {path}: {media:?}");
                files += u32::from(is_file);
            }
        }
    }
    assert_eq!(files, 2);
}

/// A client generated from it can fill in every path.
#[tokio::test(flavor = "multi_thread")]
async fn it_describes_what_every_path_names() {
    let Description(served) = Description::served().await;
    for (path, item) in served["paths"].as_object().expect("paths") {
        let names = path.split('{').filter_map(|part| part.split_once('}')).map(|(name, _)| name);
        let declared = item["parameters"].as_array().into_iter().flatten().map(|parameter| &parameter["name"]);
        let declared: Vec<_> = declared.collect();
        for name in names {
            assert!(declared.contains(&&Value::from(name)), "{path} says nothing of {name}: {declared:?}");
        }
    }
}

/// Whoever tries the page's examples as they are finds that they work.
#[tokio::test(flavor = "multi_thread")]
async fn its_examples_can_be_sent() {
    let Description(served) = Description::served().await;
    let server = TestServer::start().await;
    let carts = carts(CUSTOMER);
    let cart = server.create_cart(CUSTOMER, &cart_of([line(LICENCE, 1, "monthly", None)])).await;
    let cart = format!("{carts}/{}", cart["id"].as_str().expect("an id"));
    for (method, path, template) in [("post", &carts, ""), ("put", &cart, "/{cart_id}")] {
        let operation = &served["paths"][format!("/v{{version}}/customers/{{customer_id}}/carts{template}")][method];
        let content = operation["requestBody"]["content"].as_object().expect("media types");
        assert_eq!(content.len(), 5);
        for (media, content) in content {
            let example = &content["example"];
            let body = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
            let answer = server.send(Request::new(&method.to_uppercase(), path).bytes(media, body)).await.expect(201);
            assert_eq!(answer["lineItems"][0]["quantity"], 20, "{method} {media}");
            assert_eq!(answer["lineItems"][0].get("error"), None, "{method} {media}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn its_changes_can_be_made() {
    let Description(served) = Description::served().await;
    let customer = "/customers/{customer_id}";
    let at = |rest: &str| format!("/v1/customers/{LEGACY_CUSTOMER}{rest}");
    let of_subscription = format!("{customer}/subscriptions/{{subscription_id}}");
    for (method, template, path, status, pointer, told) in [
        ("post", "/customers", "/v1/customers".to_owned(), 201, "/companyProfile/companyName", json!("Wingtip Toys")),
        ("put", &format!("{customer}/profiles/billing"), at("/profiles/billing"), 200, "/firstName", json!("Gena")),
        ("patch", &of_subscription, at(&format!("/subscriptions/{BASE_SUBSCRIPTION}")), 200, "/quantity", json!(10)),
    ] {
        let operation = &served["paths"][format!("/v{{version}}{template}")][method];
        let content = operation["requestBody"]["content"].as_object().expect("media types");
        assert_eq!(content.len(), 5);
        for (media, content) in content {
            let server = TestServer::start().await;
            let example = &content["example"];
            let body = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
            let request = Request::new(&method.to_uppercase(), &path).bytes(media, body);
            let answer = server.send(request).await.expect(status);
            assert_eq!(answer.pointer(pointer), Some(&told), "{method} {media}: {answer}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn its_questions_can_be_asked() {
    let Description(served) = Description::served().await;
    let server = TestServer::start().await;
    for (template, path, answered) in [
        (
            "/v{version}/extensions/product/checkinventory",
            "/v1/extensions/product/checkinventory?country=US",
            "/0/isRestricted",
        ),
        (
            "/v{version}/customers/{customer_id}/promotioneligibilities",
            &format!("/v1/customers/{CUSTOMER}/promotioneligibilities"),
            "/items/0/eligibilities/0/isEligible",
        ),
    ] {
        let content = served["paths"][template]["post"]["requestBody"]["content"].as_object().expect("media types");
        assert_eq!(content.len(), 5);
        for (media, content) in content {
            let example = &content["example"];
            let body = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
            let answer = server.send(Request::post(path).bytes(media, body)).await.expect(200);
            assert_eq!(answer.pointer(answered), Some(&Value::Bool(true)), "{media}: {answer}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn its_page_loads_nothing_from_elsewhere() {
    let server = TestServer::start().await;
    let page = server.send_bare(Request::get("/_docs/")).await;
    assert_eq!(page.status.as_u16(), 200);
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(policy.starts_with("default-src 'self';"), "{policy}");
    let attributes = page.text.split(['"', '\'']).skip(1).step_by(2);
    let files: Vec<_> = attributes.filter(|value| value.ends_with(".js") || value.ends_with(".css")).collect();
    assert!(files.len() >= 4, "{}", page.text);
    assert!(!page.text.contains("//"), "{}", page.text);
    for file in files {
        let path = format!("/_docs/{}", file.trim_start_matches("./"));
        let answer = server.send_bare(Request::get(&path)).await;
        assert_eq!(answer.status.as_u16(), 200, "{path}");
    }
    let shown = server.send_bare(Request::get("/_docs/swagger-initializer.js")).await;
    assert!(shown.text.contains(r#""url": "openapi.json""#), "{}", shown.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn its_page_is_found_without_a_slash_and_nothing_else_is() {
    let server = TestServer::start().await;
    let moved = server.send_bare(Request::get("/_docs")).await;
    assert_eq!((moved.status.as_u16(), moved.header("location")), (308, Some("/_docs/")));
    for path in ["/_docs/nothing.js", "/_docs/../livez", "/_docs/%2e%2e/livez", "/_docsx", "/_DOCS/"] {
        let answer = server.send_bare(Request::get(path)).await;
        assert_eq!(answer.status.as_u16(), 404, "{path}");
        assert_eq!(answer.json()["code"], 1000, "{path}");
    }
}
