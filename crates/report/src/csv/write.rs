//! Comma-separated values out of [`Records`], as spreadsheets and programs want them.

use std::borrow::Cow;
use std::io::Write;

use crate::{Records, ReportError, Value, safe_csv};

/// How CSV is written. The default is for programs and for spreadsheets set to English.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CsvOptions {
    /// What parts the cells.
    pub separator: Separator,
    /// What stands before the fraction of a number.
    pub decimal: Decimal,
    /// Whether a byte order mark comes first: without it Excel takes the text for another encoding than UTF-8.
    pub bom: bool,
    /// For machines: texts word for word, also those that a spreadsheet takes for a formula, a number or a date.
    pub raw: bool,
}

/// What parts the cells of CSV.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Separator {
    /// `,`
    #[default]
    Comma,
    /// `;`, which a spreadsheet set to Dutch wants.
    Semicolon,
    /// A tab.
    Tab,
}

/// What stands before the fraction of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decimal {
    /// `0.5`
    #[default]
    Point,
    /// `0,5`, which a spreadsheet set to Dutch wants.
    Comma,
}

impl CsvOptions {
    /// What Excel set to Dutch opens with a double click.
    #[must_use]
    pub fn dutch() -> Self {
        Self { separator: Separator::Semicolon, decimal: Decimal::Comma, bom: true, raw: false }
    }
}

impl Separator {
    /// The character.
    #[must_use]
    pub fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
        }
    }
}

/// A table as CSV in UTF-8, with a head.
///
/// # Errors
///
/// When it cannot be written, which no value that was read or built does.
pub fn csv(records: &Records, options: &CsvOptions) -> Result<String, ReportError> {
    let mut csv = CsvWriter::new(Vec::new(), records.head(), options)?;
    records.rows().iter().try_for_each(|row| csv.push(row))?;
    Ok(String::from_utf8(csv.finish()?).expect("only text was written"))
}

/// Writes a table as CSV in UTF-8, row by row.
pub struct CsvWriter<W: Write> {
    csv: ::csv::Writer<W>,
    options: CsvOptions,
}

impl<W: Write> CsvWriter<W> {
    /// The head.
    ///
    /// # Errors
    ///
    /// When `sink` cannot be written to.
    pub fn new(mut sink: W, head: &[impl AsRef<str>], options: &CsvOptions) -> Result<Self, ReportError> {
        if options.bom {
            sink.write_all("\u{feff}".as_bytes()).map_err(::csv::Error::from)?;
        }
        let mut csv = ::csv::WriterBuilder::new().delimiter(options.separator.byte()).from_writer(sink);
        csv.write_record(head.iter().map(AsRef::as_ref))?;
        Ok(Self { csv, options: *options })
    }

    /// A row, with a cell for each column.
    ///
    /// # Errors
    ///
    /// When it cannot be written, or has not as many cells as the head.
    pub fn push(&mut self, row: &[Value]) -> Result<(), ReportError> {
        Ok(self.csv.write_record(row.iter().map(|value| cell(value, &self.options).into_owned()))?)
    }

    /// Nothing more comes.
    ///
    /// # Errors
    ///
    /// When what is left cannot be written.
    pub fn finish(self) -> Result<W, ReportError> {
        Ok(self.csv.into_inner().map_err(|e| ::csv::Error::from(e.into_error()))?)
    }
}

fn cell<'a>(value: &'a Value, options: &CsvOptions) -> Cow<'a, str> {
    match value {
        Value::Empty => Cow::Borrowed(""),
        Value::Text(text) if options.raw => Cow::Borrowed(text),
        Value::Text(text) => safe_csv(text),
        Value::Count(count) => Cow::Owned(count.to_string()),
        Value::Number(number, _) if !number.is_finite() => Cow::Borrowed(""),
        Value::Number(number, digits) => {
            let text = format!("{number:.*}", usize::from(*digits));
            Cow::Owned(match options.decimal {
                Decimal::Point => text,
                Decimal::Comma => text.replace('.', ","),
            })
        }
        Value::Whether(yes) => Cow::Borrowed(if *yes { "true" } else { "false" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records() -> Records {
        let mut records = Records::new("x", &["naam", "k", "per_10k", "ja"]);
        records.push(["één; \"twee\"".into(), 2_u64.into(), Value::number(-0.5, 2), true.into()]);
        records.push(["=1+1".into(), Value::Empty, Value::number(f64::NAN, 2), false.into()]);
        records.push(["1/2".into(), Value::Empty, Value::number(None, 2), Value::Empty]);
        records
    }

    #[test]
    fn dutch_excel_gets_a_mark_semicolons_and_decimal_commas() {
        let text = csv(&records(), &CsvOptions::dutch()).unwrap();
        let expected = "\u{feff}naam;k;per_10k;ja\n\"één; \"\"twee\"\"\";2;-0,50;true\n'=1+1;;;false\n'1/2;;;\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn machines_get_commas_points_and_every_text_word_for_word() {
        let text = csv(&records(), &CsvOptions { raw: true, ..CsvOptions::default() }).unwrap();
        let expected = "naam,k,per_10k,ja\n\"één; \"\"twee\"\"\",2,-0.50,true\n=1+1,,,false\n1/2,,,\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn a_decimal_comma_between_commas_is_quoted() {
        let options = CsvOptions { decimal: Decimal::Comma, ..CsvOptions::default() };
        assert!(csv(&records(), &options).unwrap().contains(",2,\"-0,50\",true"));
        let options = CsvOptions { separator: Separator::Tab, ..options };
        assert!(csv(&records(), &options).unwrap().contains("\t2\t-0,50\ttrue"));
    }
}
