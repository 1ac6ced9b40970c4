//! Tables for programs and spreadsheets: what CSV and workbooks are written from.

/// A table of typed cells with a head: one CSV file, one sheet of a workbook.
///
/// Texts in it are word for word; what writes it makes them harmless. Numbers are numbers and never parts of a text, so
/// that "2 of 7" is two columns and no spreadsheet makes a date of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Records {
    name: String,
    head: Vec<String>,
    rows: Vec<Vec<Value>>,
}

/// A cell of [`Records`].
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Nothing there.
    #[default]
    Empty,
    /// A text, word for word.
    Text(String),
    /// A number of things.
    Count(u64),
    /// A number that may have a fraction or be negative, with the digits it is shown with after the point. One that is
    /// not finite is shown as empty.
    Number(f64, u8),
    /// Yes or no.
    Whether(bool),
}

impl Records {
    /// No rows yet. `name` is that of the sheet in a workbook.
    #[must_use]
    pub fn new(name: &str, head: &[&str]) -> Self {
        Self { name: name.to_owned(), head: head.iter().map(|&h| h.to_owned()).collect(), rows: Vec::new() }
    }

    /// Adds a row.
    ///
    /// # Panics
    ///
    /// When it has not a cell for each column.
    pub fn push(&mut self, row: impl IntoIterator<Item = Value>) {
        let row: Vec<Value> = row.into_iter().collect();
        assert_eq!(row.len(), self.head.len(), "a cell for each column of {}", self.name);
        self.rows.push(row);
    }

    /// The rows, each with a cell for each column.
    #[must_use]
    pub fn into_rows(self) -> Vec<Vec<Value>> {
        self.rows
    }

    /// What it is a table of.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The names of the columns.
    #[must_use]
    pub fn head(&self) -> &[String] {
        &self.head
    }

    /// The rows, each with a cell for each column.
    #[must_use]
    pub fn rows(&self) -> &[Vec<Value>] {
        &self.rows
    }
}

impl Value {
    /// A number with this many digits after the point; empty for none.
    pub fn number(value: impl Into<Option<f64>>, digits: u8) -> Self {
        value.into().map_or(Self::Empty, |value| Self::Number(value, digits))
    }

    /// A text; empty for none and for no characters.
    pub fn text(value: impl ToString) -> Self {
        value.to_string().into()
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl From<u64> for Value {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<u32> for Value {
    fn from(count: u32) -> Self {
        Self::Count(count.into())
    }
}

impl From<u16> for Value {
    fn from(count: u16) -> Self {
        Self::Count(count.into())
    }
}

impl From<usize> for Value {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}

impl From<bool> for Value {
    fn from(whether: bool) -> Self {
        Self::Whether(whether)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}
