//! Tables that are given out as files: CSV as Partner Center writes it, the header first, every field quoted (surroundings 2.14).

use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};
use std::io::{self, Write};

/// A table that is being written, row by row.
pub struct Table<W: Write>(Writer<W>);

impl<W: Write> Table<W> {
    /// Begins a table with its header.
    ///
    /// # Errors
    /// When there is nowhere to write to.
    pub fn begin(to: W, header: &[&str]) -> io::Result<Self> {
        let mut builder = WriterBuilder::new();
        builder.quote_style(QuoteStyle::Always).terminator(Terminator::CRLF);
        let mut table = Self(builder.from_writer(to));
        table.row(header)?;
        Ok(table)
    }

    /// Writes a row.
    ///
    /// # Errors
    /// When there is nowhere to write to, or it has another number of fields than the header.
    pub fn row(&mut self, fields: &[&str]) -> io::Result<()> {
        Ok(self.0.write_record(fields)?)
    }

    /// Ends the table, and gives back what it was written to.
    ///
    /// # Errors
    /// When there is nowhere to write to.
    pub fn end(self) -> io::Result<W> {
        self.0.into_inner().map_err(|error| io::Error::from(error.error().kind()))
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn every_field_is_quoted() {
        let mut table = Table::begin(Vec::new(), &["A", "ERP Price"]).expect("a table");
        table.row(&["say \"no\",\r\nor", ""]).expect("a row");
        let text = String::from_utf8(table.end().expect("its end")).expect("a text");
        assert_eq!(text, "\"A\",\"ERP Price\"\r\n\"say \"\"no\"\",\r\nor\",\"\"\r\n");
    }

    #[test]
    fn a_row_has_as_many_fields_as_the_header() {
        let mut table = Table::begin(Vec::new(), &["A", "B"]).expect("a table");
        assert!(table.row(&["one"]).is_err());
    }
}
