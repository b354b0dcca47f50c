//! Columns of rows, as both databases have them: ids are 16 bytes, bodies the bytes that they are, truth values 0 and 1.

use crate::StoreError;
use uuid::Uuid;

/// Characters of a text that are shown where it should be something else.
const SHOWN: usize = 40;

/// A column of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cell {
    Nothing,
    Number(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// A row.
pub(crate) type Record = Vec<Cell>;

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Uuid> for Cell {
    fn from(id: Uuid) -> Self {
        Self::Bytes(id.as_bytes().to_vec())
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

/// A row that is taken apart, column by column.
pub(crate) struct Columns(std::vec::IntoIter<Cell>);

impl Columns {
    pub(crate) fn of(row: Record) -> Self {
        Self(row.into_iter())
    }

    pub(crate) fn number(&mut self) -> Result<i64, StoreError> {
        self.optional_number()?.ok_or_else(|| wrong("a number", &Cell::Nothing))
    }

    pub(crate) fn optional_number(&mut self) -> Result<Option<i64>, StoreError> {
        match self.any() {
            Cell::Nothing => Ok(None),
            Cell::Number(number) => Ok(Some(number)),
            other => Err(wrong("a number", &other)),
        }
    }

    pub(crate) fn text(&mut self) -> Result<String, StoreError> {
        self.optional_text()?.ok_or_else(|| wrong("a text", &Cell::Nothing))
    }

    pub(crate) fn optional_text(&mut self) -> Result<Option<String>, StoreError> {
        match self.any() {
            Cell::Nothing => Ok(None),
            Cell::Text(text) => Ok(Some(text)),
            other => Err(wrong("a text", &other)),
        }
    }

    pub(crate) fn bytes(&mut self) -> Result<Vec<u8>, StoreError> {
        self.optional_bytes()?.ok_or_else(|| wrong("bytes", &Cell::Nothing))
    }

    pub(crate) fn optional_bytes(&mut self) -> Result<Option<Vec<u8>>, StoreError> {
        match self.any() {
            Cell::Nothing => Ok(None),
            Cell::Bytes(bytes) => Ok(Some(bytes)),
            other => Err(wrong("bytes", &other)),
        }
    }

    pub(crate) fn id(&mut self) -> Result<Uuid, StoreError> {
        let bytes = self.bytes()?;
        Uuid::from_slice(&bytes).map_err(|error| StoreError::Damaged(format!("an id: {error}")))
    }

    /// The next column, whatever it is.
    pub(crate) fn any(&mut self) -> Cell {
        self.0.next().unwrap_or(Cell::Nothing)
    }
}

fn wrong(wanted: &str, found: &Cell) -> StoreError {
    let found = match found {
        Cell::Nothing => "nothing".to_owned(),
        Cell::Number(number) => format!("the number {number}"),
        Cell::Text(text) => format!("the text {:?}", text.chars().take(SHOWN).collect::<String>()),
        Cell::Bytes(bytes) => format!("{} bytes", bytes.len()),
    };
    StoreError::Damaged(format!("a column is {found}; it should be {wanted}"))
}

#[cfg(test)]
mod tests {
    use super::{Cell, Columns};
    use uuid::Uuid;

    #[test]
    fn columns_are_taken_in_their_order() {
        let id = Uuid::from_u128(7);
        let mut columns = Columns::of(vec![id.into(), Cell::from("a"), Cell::Nothing, Cell::from(3)]);
        assert_eq!(columns.id().expect("an id"), id);
        assert_eq!(columns.text().expect("a text"), "a");
        assert_eq!(columns.optional_text().expect("nothing"), None);
        assert_eq!(columns.number().expect("a number"), 3);
        assert!(columns.number().expect_err("no column").to_string().contains("nothing"));
    }

    #[test]
    fn a_column_of_another_kind_is_damage() {
        let refused = Columns::of(vec![Cell::from("seven")]).number().expect_err("a text");
        assert!(refused.to_string().contains("\"seven\"; it should be a number"), "{refused}");
        assert!(Columns::of(vec![Cell::Bytes(vec![1])]).id().is_err());
    }
}
