//! A sheet that is not accepted names rows and columns, and leaves everything as it is.

use super::{SAMPLE, import};
use crate::support::{TestServer, sheet};
use app::ImportError;
use domain::{
    catalog::Product,
    price_sheet::{Column, SheetFault},
};
use store::CatalogVersion;

/// A good row, column by column.
const GOOD: [&str; 18] = [
    "Contoso Board",
    "CFQ7TTC0B0RD",
    "0001",
    "Contoso Board",
    "Microsoft Corporation",
    "Tasks",
    "1 License",
    "P1Y",
    "Annual",
    "US",
    "USD",
    "96",
    "1",
    "300",
    "2/1/2026 12:00:00 AM",
    "2/1/2027 12:00:00 AM",
    "",
    "120",
];

fn written(fields: &[&str]) -> String {
    let quoted: Vec<_> = fields.iter().map(|field| format!("\"{field}\"")).collect();
    format!("{}\r\n", quoted.join(","))
}

/// The catalogue of the store, and which one it is.
async fn catalogue(server: &TestServer) -> (CatalogVersion, Vec<Product>) {
    let reference = server.store().await.reference().await.expect("a read");
    (reference.version, reference.catalog.products().to_vec())
}

async fn refused(server: &TestServer, sheet: &str) -> Vec<SheetFault> {
    match import(server, sheet.as_bytes()).await {
        Err(ImportError::Refused(faults)) => faults,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_column_is_named_and_nothing_is_imported() {
    let server = TestServer::start().await;
    let before = catalogue(&server).await;
    let values = [
        "",
        "12",
        "1",
        "",
        "\u{1}",
        "\u{1}",
        "\u{1}",
        "P1D",
        "Weekly",
        "DE",
        "EUR",
        "-1",
        "few",
        "0",
        "2026-02-01",
        "soon",
        "\u{1}",
        "much",
    ];
    for ((at, value), column) in values.into_iter().enumerate().zip(Column::ALL) {
        let mut fields = GOOD;
        fields[at] = value;
        let sheet = format!("{}{}{}", sheet::HEADER, written(&GOOD), written(&fields));
        let found = refused(&server, &sheet).await;
        let named: Vec<_> = found.iter().map(|fault| (fault.row, fault.column)).collect();
        assert_eq!(named, [(3, Some(column))], "{found:?}");
        assert!(!found[0].accepted.is_empty());
    }
    assert_eq!(catalogue(&server).await, before);
    assert!(!server.refresh_catalog().await);
}

/// A sheet in which everything is wrong is not read to its end.
#[tokio::test(flavor = "multi_thread")]
async fn no_more_than_twenty_faults_are_told() {
    let server = TestServer::start().await;
    let mut fields = GOOD;
    fields[11] = "x";
    let faults = refused(&server, &format!("{}{}", sheet::HEADER, written(&fields).repeat(100))).await;
    let rows: Vec<_> = faults.iter().map(|fault| fault.row).collect();
    assert_eq!(rows, (2..22).collect::<Vec<_>>());
}

/// What is wrong between rows is found when all of them are there; products that come before are not imported either.
#[tokio::test(flavor = "multi_thread")]
async fn a_second_price_at_the_end_takes_the_whole_sheet_with_it() {
    let server = TestServer::start().await;
    let before = catalogue(&server).await;
    let twice = format!("{SAMPLE}{}", written(&GOOD).replace("\"96\"", "\"97\""));
    let faults = refused(&server, &twice).await;
    assert_eq!(faults.iter().map(|fault| fault.row).collect::<Vec<_>>(), [13]);
    assert!(faults[0].accepted.contains("row 7"), "{faults:?}");
    assert_eq!(catalogue(&server).await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_of_another_time_or_none_at_all_is_refused() {
    let server = TestServer::start().await;
    let past = SAMPLE.replace("12/31/9999 11:59:59 PM", "2/2/2026 12:00:00 AM");
    let past: String = past.split_inclusive("\r\n").filter(|row| !row.contains("Fabrikam")).collect();
    assert!(matches!(import(&server, past.as_bytes()).await, Err(ImportError::NothingInEffect(10))));
    assert!(matches!(import(&server, sheet::HEADER.as_bytes()).await, Err(ImportError::NothingInEffect(0))));
    assert_eq!(refused(&server, "").await.len(), 18);
}
