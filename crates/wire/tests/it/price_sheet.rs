//! The price sheet: a sample of its real shape, checked by hand, and everything that can be wrong with one.

use domain::{
    billing_cycle::BillingCycle::{Annual, Monthly, None as Trial, Triennial},
    catalog::Segment,
    price_sheet::{Column, RowError, SheetRow},
};
use std::io::{Error, Read, Result};
use wire::price_sheet::{Sheet, name};

const SAMPLE: &str = include_str!("../sheets/licences.csv");

const HEADER: &str = "\"ProductTitle\",\"ProductId\",\"SkuId\",\"SkuTitle\",\"Publisher\",\"SkuDescription\",\
    \"UnitOfMeasure\",\"TermDuration\",\"BillingPlan\",\"Market\",\"Currency\",\"UnitPrice\",\"PricingTierRangeMin\",\
    \"PricingTierRangeMax\",\"EffectiveStartDate\",\"EffectiveEndDate\",\"Tags\",\"ERP Price\",\"Segment\"\r\n";

/// A good row, column by column.
const GOOD: [&str; 19] = [
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
    "Commercial",
];

fn rows(text: impl AsRef<[u8]>) -> Vec<std::result::Result<SheetRow, RowError>> {
    Sheet::open(text.as_ref()).unwrap_or_else(|error| panic!("{error:?}")).collect()
}

fn written(fields: &[&str]) -> String {
    let quoted: Vec<_> = fields.iter().map(|field| format!("\"{}\"", field.replace('"', "\"\""))).collect();
    format!("{}\r\n", quoted.join(","))
}

/// The columns that are refused of the good row with another value in one of them.
fn refused(column: Column, value: &str) -> Vec<(u64, Option<Column>)> {
    let mut fields = GOOD;
    fields[Column::ALL.iter().position(|known| *known == column).expect("a place")] = value;
    match rows(format!("{HEADER}{}{}", written(&GOOD), written(&fields))).remove(1) {
        Ok(row) => panic!("{} may be {value:?}: {row:?}", name(column)),
        Err(RowError::Lost(why)) => panic!("{why}"),
        Err(RowError::Faults(faults)) => faults.into_iter().map(|fault| (fault.row, fault.column)).collect(),
    }
}

#[test]
fn the_sample_is_read_as_it_stands_there() {
    let rows: Vec<_> = rows(SAMPLE).into_iter().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 11);
    let first = &rows[0];
    assert_eq!((first.number, first.product.as_str(), first.sku.as_str()), (2, "CFQ7TTC0LFLX", "0001"));
    assert_eq!(
        first.description.as_deref(),
        Some("Mail, calendar and documents, said to be \"whole\"\nover two lines")
    );
    assert_eq!((first.publisher.as_deref(), first.segment), (None, Segment::Commercial));
    assert_eq!((first.tier_minimum, first.tier_maximum, first.ends), (Some(1), Some(i32::MAX), None));
    assert_eq!(first.starts.to_string(), "2026-02-01T00:00:00Z");
    assert_eq!(rows[3].ends.map(|ends| ends.to_string()).as_deref(), Some("2026-01-31T23:59:59Z"));
    let board: Vec<_> =
        rows[4..10].iter().map(|row| (row.term.as_str(), row.billing_cycle, row.unit_price.to_string())).collect();
    let expected = [
        ("P1Y", Monthly, "100"),
        ("P1Y", Annual, "96"),
        ("P3Y", Monthly, "280.8"),
        ("P3Y", Annual, "277"),
        ("P3Y", Triennial, "270"),
        ("P1M", Trial, "0"),
    ];
    assert_eq!(board, expected.map(|(term, cycle, price)| (term, cycle, price.to_owned())));
    let notes = &rows[10];
    assert_eq!((notes.publisher.as_deref(), notes.tier_minimum, notes.tier_maximum), (Some("Fabrikam"), None, None));
}

#[test]
fn every_column_that_is_malformed_is_named_with_its_row() {
    for (column, values) in [
        (Column::ProductTitle, &["", " "][..]),
        (Column::ProductId, &["", "CFQ7TTC0B0R", "CFQ7TTC0B0RDX", "CFQ7TTC0B0R!"]),
        (Column::SkuId, &["", "1", "00011", "00:1"]),
        (Column::SkuTitle, &["", "a\0b"]),
        (Column::Publisher, &["a\u{1}b"]),
        (Column::SkuDescription, &["a\u{7f}b"]),
        (Column::UnitOfMeasure, &["\u{2}"]),
        (Column::TermDuration, &["", "P1D", "1Y", "P0M"]),
        (Column::BillingPlan, &["", "Weekly", "1", "Unknown", "Biennial"]),
        (Column::Market, &["", "USA", "U1"]),
        (Column::Currency, &["", "XXY", "$"]),
        (Column::UnitPrice, &["", "-1", "1,5", "1e3", "1_000", "1.2.3", ".", "2000000000000"]),
        (Column::PricingTierRangeMin, &["-1", "1.5", "2147483648", "x"]),
        (Column::PricingTierRangeMax, &["-1", "0", "x"]),
        (Column::EffectiveStartDate, &["", "2026-02-01", "2/30/2026 12:00:00 AM"]),
        (Column::EffectiveEndDate, &["soon", "2/1/2027"]),
        (Column::Tags, &["\u{3}"]),
        (Column::ErpPrice, &["-1", "much"]),
        (Column::Segment, &["Private"]),
    ] {
        for value in values {
            assert_eq!(refused(column, value), [(3, Some(column))], "{}: {value:?}", name(column));
        }
        assert_eq!(refused(column, &"9".repeat(4_097)), [(3, Some(column))], "{}", name(column));
    }
}

#[test]
fn everything_that_is_wrong_in_a_row_is_told_at_once_and_the_next_one_is_read() {
    let mut fields = GOOD;
    (fields[1], fields[11]) = ("x", "y");
    let read = rows(format!("{HEADER}{}{}", written(&fields), written(&GOOD)));
    let Err(RowError::Faults(faults)) = &read[0] else { panic!("{read:?}") };
    let columns: Vec<_> = faults.iter().map(|fault| fault.column).collect();
    assert_eq!(columns, [Some(Column::ProductId), Some(Column::UnitPrice)]);
    assert_eq!(read[1].as_ref().map(|row| row.number), Ok(3));
}

#[test]
fn segments_are_read_in_the_spellings_of_the_sheets() {
    for (text, segment) in [
        ("", Segment::Commercial),
        ("Commercial", Segment::Commercial),
        ("education", Segment::Education),
        ("Charity", Segment::Nonprofit),
        ("Nonprofit", Segment::Nonprofit),
        ("Government", Segment::Government),
    ] {
        let mut fields = GOOD;
        fields[18] = text;
        let read = rows(format!("{HEADER}{}", written(&fields)));
        assert_eq!(read[0].as_ref().map(|row| row.segment), Ok(segment), "{text}");
    }
}

#[test]
fn a_row_of_another_length_and_text_that_is_no_utf8_are_refused_alone() {
    let mut text = format!("{HEADER}{}", written(&GOOD[..18])).into_bytes();
    text.extend(written(&GOOD).replace("Tasks", "Task\u{0}").bytes().map(|byte| if byte == 0 { 0xff } else { byte }));
    let read = rows(&text);
    let Err(RowError::Faults(faults)) = &read[0] else { panic!("{read:?}") };
    assert_eq!((faults[0].row, faults[0].column, faults[0].seen.as_str()), (2, None, "18 fields"));
    let Err(RowError::Faults(faults)) = &read[1] else { panic!("{read:?}") };
    assert_eq!((faults[0].row, faults[0].column), (3, Some(Column::SkuDescription)));
}

#[test]
fn a_header_that_lacks_columns_or_has_one_twice_is_refused() {
    for (header, faults) in [("", 18), ("a,b\r\n", 18), (&HEADER.replace("\"Market\"", "\"Country\""), 1)] {
        let Err(RowError::Faults(found)) = Sheet::open(header.as_bytes()).map(|_| ()) else { panic!("{header}") };
        assert_eq!((found.len(), found[0].row), (faults, 1), "{header}");
    }
    let twice = HEADER.replace("\"Tags\"", "\"Market\"");
    let Err(RowError::Faults(found)) = Sheet::open(twice.as_bytes()).map(|_| ()) else { panic!("{twice}") };
    assert_eq!(found.iter().map(|fault| fault.column).collect::<Vec<_>>(), [Some(Column::Market), Some(Column::Tags)]);
}

#[test]
fn columns_may_stand_in_another_order_and_further_ones_are_not_looked_at() {
    let mut names: Vec<_> = Column::ALL.into_iter().map(name).collect();
    let mut fields = GOOD.to_vec();
    names.reverse();
    fields.reverse();
    names.insert(3, "Weather");
    fields.insert(3, "fine");
    let read = rows(format!("{}{}", written(&names).to_uppercase(), written(&fields)));
    assert_eq!(read[0].as_ref().map(|row| row.product.as_str()), Ok("CFQ7TTC0B0RD"));
}

/// A quote that is never closed does not make the whole file one row.
#[test]
fn a_row_without_an_end_is_given_up() {
    let endless = format!("{HEADER}\"").into_bytes();
    let mut sheet = Sheet::open(endless.chain(std::io::repeat(b'x'))).unwrap_or_else(|error| panic!("{error:?}"));
    let Some(Err(RowError::Lost(why))) = sheet.next() else { panic!("a row") };
    assert!(why.starts_with("row 2: ") && why.contains("quote"), "{why}");
    assert!(sheet.next().is_none());
}

struct Failing;

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> Result<usize> {
        Err(Error::other("the disk is gone"))
    }
}

#[test]
fn a_file_that_cannot_be_read_further_is_told() {
    let good = format!("{HEADER}{}", written(&GOOD)).into_bytes();
    let read: Vec<_> = Sheet::open(good.chain(Failing)).unwrap_or_else(|error| panic!("{error:?}")).collect();
    assert!(matches!(&read[1], Err(RowError::Lost(why)) if why.contains("the disk is gone")), "{read:?}");
}
