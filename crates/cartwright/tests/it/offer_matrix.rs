//! The offer matrix, given out (surroundings 2.14).

use crate::support::{NOT_PURCHASABLE, PARTNER, PARTNER_WITHOUT_PRICES, Request, TestServer, send_for_bytes};
use std::io::{Cursor, read_to_string};
use zip::ZipArchive;

const MATRIX: &str = "/v1.0/sales/offermatrix(Month='202603')/$value";

#[tokio::test(flavor = "multi_thread")]
async fn the_matrix_has_the_rules_of_every_licence() {
    let server = TestServer::start().await;
    let answer = server.get(MATRIX).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    assert_eq!(answer.header("content-type"), Some("application/octet-stream"));
    assert_eq!(answer.header("content-disposition"), Some("attachment; filename=updatedoffice.csv"));
    let rows: Vec<&str> = answer.text.split("\r\n").collect();
    assert_eq!(
        rows[0],
        "\"ProductTitle\",\"ProductId\",\"SkuId\",\"SkuTitle\",\"ProvisioningId\",\"ProvisioningString\",\"MinLicenses\",\
         \"MaxLicenses\",\"AssetOwnershipLimit\",\"AssetOwnershipLimitType\",\"ProductSkuPreRequisites\",\
         \"ProductSkuConversion\",\"Description\",\"AllowedCountries\""
    );
    for row in [
        "\"Microsoft 365 E5 Compliance\",\"CFQ7TTC0HDJX\",\"0001\",\"Microsoft 365 E5 Compliance\",\"\",\"\",\"1\",\"10000000\",\
         \"\",\"\",\"CFQ7TTC0LFLX/0001\",\"\",\"\",\"DE;FR;US\"",
        "\"Office 365 E5 without Audio Conferencing\",\"CFQ7TTC0LF8S\",\"0002\",\
         \"Office 365 E5 without Audio Conferencing Trial\",\"\",\"\",\"1\",\"25\",\"\",\"\",\"\",\"CFQ7TTC0LF8S/0001\",\"\",\
         \"DE;FR;US\"",
    ] {
        assert!(rows.contains(&row), "{row} is not in {}", answer.text);
    }
    assert_eq!(rows.len(), 9, "a header, seven SKUs, and nothing behind the last line: {}", answer.text);
    assert!(!answer.text.contains(&NOT_PURCHASABLE[..12]));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_matrix_comes_in_a_zip_file_for_who_lists_deflate() {
    let server = TestServer::start().await;
    let plain = server.get(MATRIX).await.text;
    let request = Request::get(MATRIX).token(server.token()).header("Accept-Encoding", "gzip, deflate");
    let (head, body) = send_for_bytes(server.address(), request).await.expect("an answer");
    assert_eq!(head.headers.get("content-encoding"), None);
    let mut archive = ZipArchive::new(Cursor::new(body)).expect("a ZIP file");
    let entry = archive.by_name("updatedoffice.csv").expect("the matrix");
    assert_eq!(read_to_string(entry).expect("a text"), plain);
}

/// There are no prices in it: it is for every user.
#[tokio::test(flavor = "multi_thread")]
async fn the_matrix_is_for_users() {
    let server = TestServer::start().await;
    server.send_bare(Request::get(MATRIX)).await.expect_fault(401, 800_001);
    let app_only = server.app_only_token(PARTNER).await;
    server.send_bare(Request::get(MATRIX).token(&app_only)).await.expect_fault(403, 900_329);
    let without_prices = server.app_user_token(PARTNER_WITHOUT_PRICES).await;
    assert_eq!(server.send_bare(Request::get(MATRIX).token(&without_prices)).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_month_that_is_not_kept_is_named() {
    let server = TestServer::start().await;
    for (keys, status, code, told) in [
        ("()", 400, 800_002, "month is missing; accepted is a month as YYYYMM"),
        ("(Month='March')", 400, 800_002, "month: seen is March"),
        ("(Month='202613')", 400, 800_002, "month: seen is 202613"),
        ("(Month='202602')", 404, 1000, "month: seen is 202602; accepted is 202603, this month"),
        ("(Month='202604')", 404, 1000, "month: seen is 202604"),
    ] {
        let path = format!("/v1.0/sales/offermatrix{keys}/$value");
        let description = server.get(&path).await.expect_fault(status, code);
        assert!(description.contains(told), "{path}: {description}");
    }
}
