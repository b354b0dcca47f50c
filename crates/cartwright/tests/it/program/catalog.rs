//! `cartwright catalog`: imports beside a running server, and searches; how each of them ends.

use super::{assert_fails, command, launch, token};
use crate::support::{Binary, Database, Request, run_to_end, send, send_for_bytes, sheet};
use std::{
    fs,
    io::{Read as _, Write as _},
    net::SocketAddr,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};
use tempfile::TempDir;
use tokio::time::{interval, timeout};
use zip::{ZipWriter, write::SimpleFileOptions};

const SAMPLE: &str = include_str!("../../../../wire/tests/sheets/licences.csv");
const STORE: &str = "sqlite:cartwright.db";
const US: [&str; 6] = ["--market", "US", "--currency", "USD", "--store", STORE];

/// How long a running server may take to use what was imported.
const IN_USE: Duration = Duration::from_secs(5);

/// Long enough for whatever happens at all.
const PATIENCE: Duration = Duration::from_secs(60);

/// How often a test looks whether something has happened.
const LOOK: Duration = Duration::from_millis(20);

fn folder() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("sheet.csv"), SAMPLE).expect("a sheet");
    folder
}

fn import(folder: &Path, file: &str) -> Command {
    command(folder, &[&["catalog", "import", file][..], &US].concat())
}

/// What an import prints that must succeed.
#[track_caller]
fn imported(command: Command) -> String {
    let (code, out, err) = run_to_end(command);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    out
}

fn serve(folder: &Path) -> Binary {
    launch(folder, &["serve", "--store", STORE, "--world", "demo", "--listen", "127.0.0.1:0"])
}

async fn status(server: SocketAddr, token: &str, product: &str) -> u16 {
    let request = Request::get(format!("/v1/products/{product}?country=US")).token(token);
    send(server, request).await.status.as_u16()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_running_server_uses_what_was_imported_within_five_seconds() {
    let folder = folder();
    let server = serve(folder.path());
    let token = token(server.address).await;
    assert_eq!(status(server.address, &token, "CFQ7TTC0B0RD").await, 404);
    let told = imported(import(folder.path(), "sheet.csv"));
    assert!(told.contains("3 products, 2 of them new, from 10 rows in effect of 11"), "{told}");
    let used = timeout(IN_USE, async {
        let mut looks = interval(LOOK);
        while status(server.address, &token, "CFQ7TTC0B0RD").await != 200 {
            looks.tick().await;
        }
    });
    used.await.expect("in use within five seconds");
    assert_eq!(server.terminate().0.code(), Some(0));
}

/// What is imported before a world is there stays when it comes.
#[tokio::test(flavor = "multi_thread")]
async fn a_store_without_a_world_takes_a_sheet() {
    let folder = folder();
    imported(import(folder.path(), "sheet.csv"));
    let server = serve(folder.path());
    let token = token(server.address).await;
    for product in ["CFQ7TTC0B0RD", "CFQ7TTC0LF8S"] {
        assert_eq!(status(server.address, &token, product).await, 200, "{product}");
    }
}

fn zipped(files: &[&str]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for file in files {
        zip.start_file(*file, SimpleFileOptions::default()).expect("a file");
        zip.write_all(SAMPLE.as_bytes()).expect("a sheet");
    }
    zip.finish().expect("a ZIP file").into_inner()
}

#[test]
fn a_sheet_comes_as_a_file_or_from_stdin_and_as_it_is_or_zipped() {
    let folder = folder();
    fs::write(folder.path().join("sheet.zip"), zipped(&["sheets.csv"])).expect("a ZIP file");
    let catalogue = |number: u32| format!("catalogue {number}: 3 products");
    assert!(imported(import(folder.path(), "sheet.csv")).starts_with(&catalogue(1)));
    assert!(imported(import(folder.path(), "sheet.zip")).starts_with(&catalogue(2)));
    for (number, file) in [(3, "sheet.csv"), (4, "sheet.zip")] {
        let mut from_stdin = import(folder.path(), "-");
        from_stdin.stdin(fs::File::open(folder.path().join(file)).expect("the file"));
        assert!(imported(from_stdin).starts_with(&catalogue(number)), "{file}");
    }
}

/// As a client downloads it, so the command takes it, into the store that it is from and into one that has nothing.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_server_gives_out_is_imported_as_it_is() {
    let folder = folder();
    let server = serve(folder.path());
    let sheet = Request::get("/v1.0/sales/pricesheets(Market='US',PricesheetView='updatedlicensebased')/$value");
    let sheet = sheet.token(&token(server.address).await).header("Accept-Encoding", "deflate");
    let (head, body) = send_for_bytes(server.address, sheet).await.expect("an answer");
    assert_eq!(head.status, 200);
    let elsewhere = TempDir::new().expect("a folder");
    for (folder, new) in [(folder.path(), 0), (elsewhere.path(), 6)] {
        fs::write(folder.join("given-out.zip"), &body).expect("a ZIP file");
        let told = imported(import(folder, "given-out.zip"));
        assert!(told.contains(&format!("6 products, {new} of them new, from 20 rows in effect of 20")), "{told}");
    }
    assert_eq!(server.terminate().0.code(), Some(0));
}

#[test]
fn a_sheet_that_cannot_be_had_or_is_not_accepted_is_exit_code_1() {
    let folder = folder();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("a file");
    write("bad.csv", SAMPLE.replace("\"26.4\"", "\"much\"").as_bytes());
    write("two.zip", &zipped(&["a.csv", "b.csv"]));
    write("cut.zip", &zipped(&["a.csv"])[..300]);
    write("empty.csv", b"");
    for (file, words) in [
        ("bad.csv", &["bad.csv", "row 2, UnitPrice", "\"much\"", "such as 115.2"][..]),
        ("two.zip", &["two.zip", "2 files"]),
        ("cut.zip", &["cut.zip"]),
        ("empty.csv", &["row 1, ProductTitle", "header"]),
        ("missing.csv", &["missing.csv", "No such file"]),
        (".", &["nothing was imported"]),
    ] {
        assert_fails(import(folder.path(), file), 1, words);
    }
    let others = ["--market", "DE", "--currency", "EUR", "--store", STORE];
    let other = command(folder.path(), &[&["catalog", "import", "sheet.csv"][..], &others].concat());
    assert_fails(other, 1, &["row 2, Market", "\"US\"", "DE"]);
}

#[test]
fn what_is_missing_or_makes_no_sense_is_exit_code_2_or_3() {
    let folder = folder();
    for (arguments, code, words) in [
        (&["catalog"][..], 2, &["import"][..]),
        (&["catalog", "import"], 2, &["FILE"]),
        (&["catalog", "search"], 2, &["TEXT"]),
        (&["catalog", "import", "sheet.csv", "--market", "US", "--currency", "USD"], 3, &["store"]),
        (&["catalog", "import", "sheet.csv", "--market", "US", "--store", STORE], 3, &["currency is missing"]),
        (&["catalog", "import", "sheet.csv", "--currency", "USD", "--store", STORE], 3, &["market is missing"]),
        (&["catalog", "import", "x", "--market", "USA", "--currency", "USD", "--store", STORE], 3, &["USA"]),
        (&["catalog", "import", "x", "--market", "US", "--currency", "XXY", "--store", STORE], 3, &["XXY"]),
        (&["catalog", "search", "x", "--store", STORE], 5, &["cartwright.db", "does not exist"]),
    ] {
        assert_fails(command(folder.path(), arguments), code, words);
    }
    fs::write(folder.path().join("poem.txt"), "Two roads diverged in a yellow wood\n".repeat(99)).expect("a file");
    let to_a_poem = ["--market", "US", "--currency", "USD", "--store", "sqlite:poem.txt"];
    let to_a_poem = command(folder.path(), &[&["catalog", "import", "sheet.csv"][..], &to_a_poem].concat());
    assert_fails(to_a_poem, 5, &["store"]);
}

/// Killed while products are being staged: what counted before counts still, and the next import is a whole one.
#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_is_killed_leaves_the_catalogue_as_it_was() {
    let folder = folder();
    imported(import(folder.path(), "sheet.csv"));
    let mut many = Vec::new();
    let rows = 600 * sheet::ROWS_OF_A_PRODUCT;
    sheet::generated(rows, 0).read_to_end(&mut many).expect("a sheet");
    fs::write(folder.path().join("many.csv"), many).expect("a sheet");

    let mut killed = import(folder.path(), "many.csv").stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it");
    let file = Database::in_folder(folder.path());
    let count = |query: &str| file.number(query);
    let staging = timeout(PATIENCE, async {
        let mut looks = interval(LOOK);
        while count("SELECT count(*) FROM products WHERE import = 2") == 0 {
            looks.tick().await;
        }
    });
    staging.await.expect("products are staged");
    killed.kill().expect("kill -9");
    killed.wait().expect("the end");
    assert_eq!(
        count("SELECT max(number) FROM catalog_imports WHERE switched = 1"),
        1,
        "it was not faster than the kill"
    );

    let found = |text: &str| run_to_end(command(folder.path(), &["catalog", "search", text, "--store", STORE]));
    assert_eq!(found("Contoso Suite 599").1, "");
    assert_eq!(found("board trial").1, "CFQ7TTC0B0RD:0002:B3G3CUCGGH9G\tContoso Board Trial\tP1M\tnone\t0 USD\n");
    assert!(imported(import(folder.path(), "many.csv")).contains("600 products, 600 of them new"));
    assert_eq!(count("SELECT count(*) FROM products"), 603, "nothing of the killed one is left");
}

#[test]
fn a_search_prints_what_programs_can_read_and_not_too_much_of_it() {
    let folder = folder();
    imported(import(folder.path(), "sheet.csv"));
    let search = |arguments: &[&str]| {
        let all = [&["catalog", "search"][..], arguments, &["--store", STORE]].concat();
        run_to_end(command(folder.path(), &all))
    };
    let board = "CFQ7TTC0B0RD:0001:QQXAMF24BE4K\tContoso Board";
    let plans = [("P1Y\tmonthly", "8.33"), ("P1Y\tannual", "96"), ("P3Y\tmonthly", "7.8"), ("P3Y\tannual", "92.33")];
    let lines: String = plans.iter().map(|(plan, price)| format!("{board}\t{plan}\t{price} USD\n")).collect();
    let expected = format!("{lines}{board}\tP3Y\ttriennial\t270 USD\n");
    assert_eq!(search(&["cfq7ttc0b0rd:0001"]), (Some(0), expected, String::new()));
    let elsewhere = format!("{board}\t-\t-\tnot sold in FR\n");
    assert_eq!(search(&["c0b0rd:0001", "--market", "fr"]), (Some(0), elsewhere, String::new()));
    let (code, out, err) = search(&["zebra"]);
    assert_eq!((code, out.as_str()), (Some(0), ""));
    assert!(err.contains("zebra"), "{err}");

    let mut many = Vec::new();
    sheet::generated(60 * sheet::ROWS_OF_A_PRODUCT, 0).read_to_end(&mut many).expect("a sheet");
    fs::write(folder.path().join("many.csv"), many).expect("a sheet");
    imported(import(folder.path(), "many.csv"));
    let (code, out, err) = search(&["contoso suite"]);
    let items: std::collections::BTreeSet<_> = out.lines().filter_map(|line| line.split('\t').next()).collect();
    assert_eq!((code, items.len()), (Some(0), 50));
    assert!(err.contains("there are more"), "{err}");
}
