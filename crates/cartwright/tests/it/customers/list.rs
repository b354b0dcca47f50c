//! The list: in the order of the names, page by page, as clients follow it.

use super::{SANDBOX, as_partner};
use crate::support::{CUSTOMER, OTHER_CUSTOMER, OTHER_PARTNER, PARTNER, Request, TestServer};
use serde_json::{Value, json};

fn names(list: &Value) -> Vec<String> {
    let items = list["items"].as_array().expect("items");
    assert_eq!(list["totalCount"], items.len(), "{list}");
    items.iter().map(|item| item["companyProfile"]["companyName"].as_str().expect("a name").to_owned()).collect()
}

/// Follows a link as the .NET SDK does: its uri behind the version, with its headers.
fn following(link: &Value) -> Request {
    let uri = link["uri"].as_str().expect("a uri");
    let header = &link["headers"][0];
    let text = |member: &str| header[member].as_str().expect("a text");
    Request::get(format!("/v1/{uri}")).header(text("key"), text("value"))
}

#[tokio::test(flavor = "multi_thread")]
async fn all_customers_come_on_one_page_where_nobody_asks_for_less() {
    let server = TestServer::start().await;
    let all = server.get("/v1/customers").await.expect(200);
    let found = names(&all);
    assert_eq!(found.len(), 16);
    let mut sorted = found.clone();
    sorted.sort_by_key(|name| name.to_lowercase());
    assert_eq!(found, sorted);
    assert_eq!((all["links"].get("next"), all["links"].get("previous")), (None, None), "{all}");
    let first = &all["items"][0];
    assert_eq!(first["companyProfile"]["companyName"], "Alpine Ski House");
    let members: Vec<_> = first.as_object().expect("an object").keys().collect();
    assert_eq!(members, ["attributes", "companyProfile", "id", "links", "relationshipToPartner"], "no billing profile");
    assert_eq!(first["companyProfile"].get("address"), None);
    for odd in ["/v1//customers?size=0", "/v1/Customers/?Size=500", "/v1/customers?size="] {
        assert_eq!(names(&server.get(odd).await.expect(200)), found, "{odd}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_followed_to_the_end_and_back() {
    let server = TestServer::start().await;
    let all = names(&server.get("/v1/customers").await.expect(200));
    let mut page = server.get("/v1/customers?size=5").await.expect(200);
    let mut found = names(&page);
    let mut pages = vec![page.clone()];
    while page["links"].get("next").is_some() {
        assert_eq!(page["links"]["next"]["uri"], "customers?size=5&seekOperation=Next", "no leading slash");
        assert_eq!(page["links"]["next"]["headers"][0]["value"], page["continuationToken"]);
        page = server.send(following(&page["links"]["next"])).await.expect(200);
        found.extend(names(&page));
        pages.push(page.clone());
    }
    assert_eq!((found, pages.len()), (all.clone(), 4));
    assert_eq!(page.get("continuationToken"), None);
    for earlier in pages.iter().rev().skip(1) {
        page = server.send(following(&page["links"]["previous"])).await.expect(200);
        assert_eq!(names(&page), names(earlier));
    }
    assert_eq!(page["links"].get("previous"), None, "{page}");
    let last = server.get("/v1/customers?size=5&seekOperation=Last").await.expect(200);
    assert_eq!(names(&last), all[11..]);
    // Java follows the link with a slash of its own; the token may stand in the query, and size be left out.
    let token = pages[0]["continuationToken"].as_str().expect("a token");
    let in_query = format!("/v1//customers?seekoperation=next&ms-continuationtoken={token}");
    assert_eq!(names(&server.get(in_query).await.expect(200)), all[5..10]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_searched() {
    let server = TestServer::start().await;
    let search = |filter: &str| {
        let query: String = form_urlencoded::byte_serialize(filter.as_bytes()).collect();
        server.get(format!("/v1/customers?size=1&filter={query}"))
    };
    for (filter, found) in [
        (
            r#"{"Field":"CompanyName","Value":"CO","Operator":"starts_with"}"#,
            vec!["Coho Winery", "Consolidated Messenger"],
        ),
        (
            r#"{"operator":"StartsWith","fieldType":"String","field":"Domain","value":"relecloud.on"}"#,
            vec!["Relecloud"],
        ),
        (r#"{"Field":"IndirectReseller","Value":"40000000-0000","Operator":"starts_with"}"#, vec!["Coho Winery"]),
        (r#"{"Field":"IndirectReseller","Value":"5","Operator":"starts_with"}"#, vec![]),
        (r#"{"Field":"CompanyName","Value":"_","Operator":"starts_with"}"#, vec![]),
    ] {
        let mut page = search(filter).await.expect(200);
        let mut names_found = names(&page);
        while page["links"].get("next").is_some() {
            page = server.send(following(&page["links"]["next"])).await.expect(200);
            names_found.extend(names(&page));
        }
        assert_eq!(names_found, found, "{filter}: the filter goes along from page to page");
    }
    for (filter, told) in [
        ("cont", "filter: seen is cont"),
        (r#"{"Field":"Name","Value":"x","Operator":"starts_with"}"#, "accepted is one of CompanyName, Domain"),
        (r#"{"Field":"Domain","Value":"x","Operator":"equals"}"#, "starts_with for customers"),
    ] {
        search(filter).await.expect_fault_saying(400, 800_002, told);
    }
}

/// A token is worth something to whom it was given, and for the direction it was given for.
#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_its_callers_own() {
    let server = TestServer::start().await;
    let page = server.get("/v1/customers?size=5").await.expect(200);
    let token = page["continuationToken"].as_str().expect("a token");
    assert!(!token.contains("Consolidated"), "{token}");
    let with = |token: &str| Request::get("/v1/customers?seekOperation=Next").header("MS-ContinuationToken", token);
    as_partner(&server, OTHER_PARTNER, with(token)).await.expect_fault(400, 800_002);
    let app_only = server.app_only_token(PARTNER).await;
    let other_kind = server.send_bare(with(token).token(&app_only)).await;
    assert!([200, 400].contains(&other_kind.status.as_u16()), "{}", other_kind.text);
    let mut forged = token.to_owned();
    forged.replace_range(40..41, if &token[40..41] == "A" { "B" } else { "A" });
    for bad in [forged.as_str(), "x", server.token()] {
        server.send(with(bad)).await.expect_fault_saying(400, 800_002, "MS-ContinuationToken");
    }
    // A token of the list is no access token.
    server.send_bare(Request::get(format!("/v1/customers/{CUSTOMER}")).token(token)).await.expect_fault(401, 400);
    let backwards = Request::get("/v1/customers?seekOperation=Previous").header("MS-ContinuationToken", token);
    server.send(backwards).await.expect_fault(400, 800_002);
    for (query, told) in [
        ("seekOperation=Next", "MS-ContinuationToken is missing"),
        ("seekOperation=PageIndex", "seekOperation: seen is pageindex; accepted is one of Next"),
        ("size=501", "size: seen is 501; accepted is 0 to 500"),
        ("size=-1", "size: seen is -1"),
    ] {
        server.get(format!("/v1/customers?{query}")).await.expect_fault_saying(400, 800_002, told);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_partner_sees_its_own_customers() {
    let server = TestServer::start().await;
    let list = as_partner(&server, OTHER_PARTNER, Request::get("/v1/customers")).await.expect(200);
    assert_eq!(list["items"][0]["id"], OTHER_CUSTOMER);
    assert_eq!(names(&list).len(), 1);
    let list = as_partner(&server, SANDBOX, Request::get("/v1/customers?size=1")).await.expect(200);
    assert_eq!((names(&list).len(), list["links"].get("next")), (1, None));
    assert_eq!(list["attributes"], json!({ "objectType": "Collection" }));
}
