//! Price sheets as Partner Center serves them (surroundings 2.14): CSV of 18 columns, every field quoted, the header first; newer
//! sheets have a column for the segment behind them.
//!
//! The licence-based one is read row by row, and nothing of a row is kept; all of them are written row by row. What a row means is
//! a rule: `domain::price_sheet`.

mod bounded;
mod column;
mod date;
mod field;
mod write;

pub use column::name;
pub use write::{header, row};

use bounded::Bounded;
use csv::{ByteRecord, ErrorKind, Reader, ReaderBuilder};
use domain::price_sheet::{Column, RowError, SheetFault, SheetRow};
use field::Fields;
use std::io::Read;

/// A sheet that is being read: an iterator over its rows.
pub struct Sheet<R> {
    reader: Reader<Bounded<R>>,
    columns: Columns,
    record: ByteRecord,
    /// The row that was read last; the header is row 1.
    row: u64,
    /// Whether there is nothing more to read.
    over: bool,
}

/// Where in a row each column stands.
struct Columns {
    places: [Option<usize>; Column::ALL.len()],
    /// How many fields a row has.
    fields: usize,
}

impl<R: Read> Sheet<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// A column that is missing or there twice, or no text at all.
    pub fn open(from: R) -> Result<Self, RowError> {
        let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(Bounded::new(from));
        let mut record = ByteRecord::new();
        read_record(&mut reader, &mut record).map_err(|error| lost(1, &error))?;
        let columns = Columns::read(&record).map_err(RowError::Faults)?;
        Ok(Self { reader, columns, record, row: 1, over: false })
    }

    /// Whether the sheet says which segment each price is for.
    #[must_use]
    pub fn has_segments(&self) -> bool {
        self.columns.place(Column::Segment).is_some()
    }

    fn read_row(&self) -> Result<SheetRow, RowError> {
        if self.record.len() != self.columns.fields {
            let seen = format!("{} fields", self.record.len());
            let accepted = format!("{} fields, as the header has", self.columns.fields);
            return Err(RowError::Faults(vec![SheetFault { row: self.row, column: None, seen, accepted }]));
        }
        let mut fields = Fields::new(self.row, |column| self.record.get(self.columns.place(column)?));
        let read = field::row(&mut fields);
        fields.done(read)
    }
}

impl<R: Read> Iterator for Sheet<R> {
    type Item = Result<SheetRow, RowError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }
        self.row += 1;
        match read_record(&mut self.reader, &mut self.record) {
            Ok(true) => Some(self.read_row()),
            Ok(false) => {
                self.over = true;
                None
            }
            Err(error) => {
                self.over = true;
                Some(Err(lost(self.row, &error)))
            }
        }
    }
}

/// `false` at the end.
fn read_record<R: Read>(reader: &mut Reader<Bounded<R>>, record: &mut ByteRecord) -> csv::Result<bool> {
    reader.get_mut().begin_row();
    reader.read_byte_record(record)
}

fn lost(row: u64, error: &csv::Error) -> RowError {
    let why = match error.kind() {
        ErrorKind::Io(error) => error.to_string(),
        _ => error.to_string(),
    };
    RowError::Lost(format!("row {row}: {why}"))
}

impl Columns {
    /// Finds the columns by their names, whatever their order and case. Further ones are not looked at.
    fn read(header: &ByteRecord) -> Result<Self, Vec<SheetFault>> {
        let names: Vec<String> =
            header.iter().map(|name| String::from_utf8_lossy(name).trim().to_ascii_lowercase()).collect();
        let mut places = [None; Column::ALL.len()];
        let mut faults = Vec::new();
        for (column, place) in Column::ALL.into_iter().zip(&mut places) {
            let wanted = name(column).to_ascii_lowercase();
            let mut found = names.iter().zip(0..).filter(|(name, _)| **name == wanted).map(|(_, at)| at);
            *place = found.next();
            let fault = |seen: &str, accepted: &str| SheetFault {
                row: 1,
                column: Some(column),
                seen: seen.to_owned(),
                accepted: accepted.to_owned(),
            };
            if place.is_none() && column != Column::Segment {
                faults.push(fault(
                    "no such column in the header",
                    "a header with this column, as Partner Center writes it",
                ));
            } else if found.next().is_some() {
                faults.push(fault("two such columns in the header", "one"));
            }
        }
        if faults.is_empty() { Ok(Self { places, fields: header.len() }) } else { Err(faults) }
    }

    fn place(&self, column: Column) -> Option<usize> {
        let at = Column::ALL.iter().position(|known| *known == column)?;
        self.places[at]
    }
}
