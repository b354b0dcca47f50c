//! Price sheets, given out: what is in them, for whom, and how they come (surroundings 2.14, and "n prices" of 3.7).

use crate::support::{
    NOT_PURCHASABLE, OTHER_PARTNER, PARTNER, PARTNER_WITHOUT_PRICES, Request, TestServer, send_for_bytes, sheet,
};
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

pub const LICENCES: &str = "/v1.0/sales/pricesheets(Market='US',PricesheetView='updatedlicensebased')/$value";

/// What the npm client accepts: axios writes it.
const AXIOS: &str = "gzip, compress, deflate, br";

/// A sheet as it is.
pub async fn given_out(server: &TestServer, path: &str) -> String {
    let answer = server.get(path).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.text
}

/// The one file of a ZIP file.
pub fn unzipped(bytes: &[u8]) -> (String, String) {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a ZIP file");
    assert_eq!(archive.len(), 1);
    let mut entry = archive.by_index(0).expect("a file");
    let mut text = String::new();
    entry.read_to_string(&mut text).expect("a text");
    (entry.name().expect("a name").into_owned(), text)
}

fn of(market: &str, view: &str) -> String {
    format!("/v1.0/sales/pricesheets(Market='{market}',PricesheetView='{view}')/$value")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_is_a_file_of_quoted_rows() {
    let server = TestServer::start().await;
    let answer = server.get(LICENCES).await;
    for (name, value) in [
        ("content-type", "application/octet-stream"),
        ("content-disposition", "attachment; filename=sheets.csv"),
        ("vary", "Accept-Encoding"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{name}");
    }
    assert_eq!(answer.header("content-encoding"), None);
    let header = format!("{},\"Segment\"\r\n", sheet::HEADER.trim_end());
    assert!(answer.text.starts_with(&header), "{}", answer.text);
    for row in [
        "\"Microsoft 365 E3\",\"CFQ7TTC0LFLX\",\"0001\",\"Microsoft 365 E3\",\"Microsoft Corporation\",\"\",\"1 License\",\
         \"P1Y\",\"Monthly\",\"US\",\"USD\",\"345.6\",\"1\",\"10000000\",\"3/1/2026 12:00:00 AM\",\
         \"12/31/9999 11:59:59 PM\",\"\",\"\",\"Commercial\"\r\n",
        "\"P1M\",\"None\",\"US\",\"USD\",\"0\",\"1\",\"25\",",
        "\"P3Y\",\"Triennial\",\"US\",\"USD\",\"115.2\",",
        "\"62.4\",\"1\",\"10000000\",\"3/1/2026 12:00:00 AM\",\"12/31/9999 11:59:59 PM\",\"\",\"\",\"Education\"\r\n",
    ] {
        assert!(answer.text.contains(row), "{row} is not in {}", answer.text);
    }
    assert!(!answer.text.contains(&NOT_PURCHASABLE[..12]), "what cannot be bought has no price");
}

/// Every market and every view has its own products, and a market in which nothing is sold a sheet without rows.
#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_is_of_its_market_and_its_view() {
    let server = TestServer::start().await;
    for (market, view, rows, has) in [
        ("FR", "updatedlicensebased", 20, "\"P1Y\",\"Annual\",\"FR\",\"EUR\",\"346.8\""),
        ("us", "Software", 2, "\"\",\"OneTime\",\"US\",\"USD\",\"1240\""),
        (
            "US",
            "marketplace",
            4,
            "\"Barracuda Networks, Inc.\",\"\",\"1 License\",\"P1M\",\"Monthly\",\"US\",\"USD\",\"1040\"",
        ),
        ("US", "azure_reservations", 4, "\"P3Y\",\"OneTime\",\"US\",\"USD\",\"25770\""),
        ("FR", "azure_reservations", 0, "\"Segment\""),
        ("AE", "updatedlicensebased", 0, "\"Segment\""),
    ] {
        let text = given_out(&server, &of(market, view)).await;
        assert_eq!(text.lines().count(), rows + 1, "{market} {view}: {text}");
        assert!(text.contains(has), "{market} {view}: {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_lists_deflate_gets_a_zip_file_and_nobody_else_does() {
    let server = TestServer::start().await;
    let plain = given_out(&server, LICENCES).await;
    for (accepted, zipped) in [
        ("deflate", true),
        (AXIOS, true),
        ("gzip, deflate", true),
        ("", false),
        ("gzip", false),
        ("*", false),
        ("deflate;q=0, gzip", false),
    ] {
        let request = Request::get(LICENCES).token(server.token()).header("Accept-Encoding", accepted);
        let (head, body) = send_for_bytes(server.address(), request).await.expect("an answer");
        assert_eq!(head.status, 200, "{accepted}");
        assert_eq!(head.headers.get("content-encoding"), None, "{accepted}");
        assert_eq!(head.headers["content-disposition"], "attachment; filename=sheets.csv", "{accepted}");
        if zipped {
            assert_eq!(unzipped(&body), ("sheets.csv".to_owned(), plain.clone()), "{accepted}");
        } else {
            assert_eq!(body, plain.as_bytes(), "{accepted}");
        }
    }
}

/// Clients escape what they like; keys have no order, and names no case.
#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_is_found_however_its_path_is_spelled() {
    let server = TestServer::start().await;
    let plain = given_out(&server, LICENCES).await;
    for path in [
        "/V1.0/Sales/PriceSheets(Market='us',PricesheetView='UpdatedLicenseBased')/$VALUE/",
        "/v1.0//sales/pricesheets(pricesheetview='updatedlicensebased',market='US')/%24value",
        "/v1.0/sales/pricesheets%28Market=%27US%27%2CPricesheetView=%27updatedlicensebased%27%29/$value",
        "/v1.0/sales/pricesheets(Market=US,%20PricesheetView=updatedlicensebased)/$value",
        &format!("{LICENCES}?timeline=current"),
        &format!("{LICENCES}?Timeline=History&month=202603"),
    ] {
        assert_eq!(given_out(&server, path).await, plain, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_is_for_users_of_partners_that_may_see_prices() {
    let server = TestServer::start().await;
    for path in [LICENCES, "/v1.0/sales/pricesheets(Market='nowhere')/$value?timeline=x"] {
        server.send_bare(Request::get(path)).await.expect_fault(401, 800_001);
        let app_only = server.app_only_token(PARTNER).await;
        server.send_bare(Request::get(path).token(&app_only)).await.expect_fault(403, 900_329);
        let without_prices = server.app_user_token(PARTNER_WITHOUT_PRICES).await;
        server.send_bare(Request::get(path).token(&without_prices)).await.expect_fault(403, 800_043);
    }
    let other = server.app_user_token(OTHER_PARTNER).await;
    assert_eq!(server.send_bare(Request::get(LICENCES).token(&other)).await.status, 200);
    server.send(Request::post(LICENCES)).await.expect_fault(405, 1000);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_there_is_no_sheet_of_is_named() {
    let server = TestServer::start().await;
    let missing = "/v1.0/sales/pricesheets(PricesheetView='software')/$value".to_owned();
    for (path, status, code, told) in [
        (missing, 400, 800_002, "Market is missing; accepted is two letters"),
        (
            "/v1.0/sales/pricesheets(Market='US')/$value".to_owned(),
            400,
            800_002,
            "PricesheetView is missing; accepted is one of",
        ),
        ("/v1.0/sales/pricesheets()/$value".to_owned(), 400, 800_002, "Market is missing"),
        ("/v1.0/sales/pricesheets(US/$value".to_owned(), 400, 800_002, "Market is missing"),
        (of("USA", "software"), 400, 800_002, "Market: seen is USA"),
        (of("%ff", "software"), 400, 800_002, "Market: seen is "),
        (of("XX", "software"), 404, 1000, "Market: seen is XX; accepted is one of AE, "),
        (
            of("US", "licences"),
            400,
            900_126,
            "PricesheetView: seen is licences; accepted is one of azure_consumption, ",
        ),
        (
            of("US", "azure_consumption"),
            404,
            1000,
            "PricesheetView: seen is azure_consumption; accepted is a view that",
        ),
        (
            of("US", "marketplace") + "?timeline=future",
            400,
            800_002,
            "timeline: seen is future; accepted is current, the only",
        ),
        (
            format!("{LICENCES}?timeline=soon"),
            400,
            900_126,
            "timeline: seen is soon; accepted is one of current, history, future",
        ),
        (format!("{LICENCES}?timeline=future"), 404, 1000, "timeline: seen is future; accepted is current"),
        (format!("{LICENCES}?timeline=history"), 400, 800_002, "month is missing; accepted is a month as YYYYMM"),
        (format!("{LICENCES}?timeline=history&month=2026-03"), 400, 800_002, "month: seen is 2026-03"),
        (
            format!("{LICENCES}?timeline=history&month=202602"),
            404,
            1000,
            "month: seen is 202602; accepted is 202603, this month",
        ),
        (
            format!("{LICENCES}?month=202603"),
            400,
            800_002,
            "month: seen is 202603; accepted is no month with the timeline",
        ),
    ] {
        let description = server.get(&path).await.expect_fault(status, code);
        assert!(description.contains(told), "{path}: {description}");
    }
    server.get("/v1.0/sales/pricesheets/$value").await.expect_fault(404, 1000);
}
