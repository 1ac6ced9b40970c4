//! Parquet, for R, pandas and DuckDB.

use std::io::Write;
use std::sync::Arc;

use ::parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::types::Type;

use crate::{ReportError, Value};

/// What a column holds. Every column may hold nothing in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// UTF-8 text, kept once for each different one of a row group (a dictionary).
    Text,
    /// A 64-bit integer.
    Count,
    /// A 64-bit floating-point number.
    Number,
    /// Yes or no.
    Whether,
}

/// The columns of a table: names and what they hold.
pub type Columns = [(&'static str, ColumnType)];

/// The rows of a row group: enough for the dictionaries to pay, few enough to be held in memory.
const GROUP_ROWS: usize = 65_536;

/// The bytes of text after which a row group ends before it has all its rows.
const GROUP_BYTES: usize = 32 << 20;

/// Writes a table as Parquet, row by row: what is held in memory is one row group.
///
/// The same rows give the same bytes.
pub struct ParquetWriter<W: Write + Send> {
    file: SerializedFileWriter<W>,
    columns: &'static Columns,
    rows: Vec<Vec<Value>>,
    bytes: usize,
}

impl<W: Write + Send> ParquetWriter<W> {
    /// No rows yet. `about` are names and values that are kept with the table.
    ///
    /// # Errors
    ///
    /// When `sink` cannot be written to.
    pub fn new(sink: W, columns: &'static Columns, about: &[(&str, &str)]) -> Result<Self, ReportError> {
        let fields = columns.iter().map(|(name, kind)| {
            let physical = match kind {
                ColumnType::Text => Physical::BYTE_ARRAY,
                ColumnType::Count => Physical::INT64,
                ColumnType::Number => Physical::DOUBLE,
                ColumnType::Whether => Physical::BOOLEAN,
            };
            let logical = (*kind == ColumnType::Text).then_some(LogicalType::String);
            let field = Type::primitive_type_builder(name, physical)
                .with_repetition(Repetition::OPTIONAL)
                .with_logical_type(logical)
                .build()?;
            Ok(Arc::new(field))
        });
        let fields = fields.collect::<Result<Vec<_>, ParquetError>>()?;
        let schema = Type::group_type_builder("fundscan").with_fields(fields).build()?;
        let about = about.iter().map(|(name, value)| KeyValue::new((*name).to_owned(), (*value).to_owned()));
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_key_value_metadata(Some(about.collect()))
            .build();
        let file = SerializedFileWriter::new(sink, Arc::new(schema), Arc::new(properties))?;
        Ok(Self { file, columns, rows: Vec::new(), bytes: 0 })
    }

    /// Adds a row. What does not go with its column is left out.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn push(&mut self, row: Vec<Value>) -> Result<(), ReportError> {
        debug_assert_eq!(row.len(), self.columns.len(), "a cell for each column");
        self.bytes += row.iter().map(|v| if let Value::Text(text) = v { text.len() } else { 0 }).sum::<usize>();
        self.rows.push(row);
        if self.rows.len() >= GROUP_ROWS || self.bytes >= GROUP_BYTES { self.flush() } else { Ok(()) }
    }

    /// Writes what is left, and the end, without which nobody can read the file.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn finish(mut self) -> Result<W, ReportError> {
        self.flush()?;
        Ok(self.file.into_inner()?)
    }

    fn flush(&mut self) -> Result<(), ReportError> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let mut group = self.file.next_row_group()?;
        for (at, (_, kind)) in self.columns.iter().enumerate() {
            let cells = || self.rows.iter().map(|row| row.get(at).unwrap_or(&Value::Empty));
            let mut column = group.next_column()?.expect("a column of the schema");
            match kind {
                ColumnType::Text => {
                    let (values, levels) = split(cells(), |v| match v {
                        Value::Text(text) => Some(ByteArray::from(text.as_str())),
                        _ => None,
                    });
                    column.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
                }
                ColumnType::Count => {
                    let (values, levels) = split(cells(), |v| match v {
                        Value::Count(count) => i64::try_from(*count).ok(),
                        _ => None,
                    });
                    column.typed::<Int64Type>().write_batch(&values, Some(&levels), None)?;
                }
                ColumnType::Number => {
                    let (values, levels) = split(cells(), |v| match v {
                        Value::Number(number, _) if number.is_finite() => Some(*number),
                        _ => None,
                    });
                    column.typed::<DoubleType>().write_batch(&values, Some(&levels), None)?;
                }
                ColumnType::Whether => {
                    let (values, levels) = split(cells(), |v| match v {
                        Value::Whether(yes) => Some(*yes),
                        _ => None,
                    });
                    column.typed::<BoolType>().write_batch(&values, Some(&levels), None)?;
                }
            }
            column.close()?;
        }
        group.close()?;
        self.rows.clear();
        self.bytes = 0;
        Ok(())
    }
}

/// The values that are there, and for each row whether one is.
fn split<'a, T>(cells: impl Iterator<Item = &'a Value>, value: impl Fn(&Value) -> Option<T>) -> (Vec<T>, Vec<i16>) {
    let mut values = Vec::new();
    let mut levels = Vec::new();
    for cell in cells {
        let value = value(cell);
        levels.push(i16::from(value.is_some()));
        values.extend(value);
    }
    (values, levels)
}

#[cfg(test)]
mod tests {
    use ::parquet::basic::Encoding;
    use ::parquet::file::reader::{FileReader, SerializedFileReader};
    use ::parquet::record::Field;
    use bytes::Bytes;

    use super::*;

    const COLUMNS: &Columns = &[
        ("naam", ColumnType::Text),
        ("k", ColumnType::Count),
        ("per_10k", ColumnType::Number),
        ("ja", ColumnType::Whether),
    ];

    fn written(rows: impl IntoIterator<Item = Vec<Value>>) -> Vec<u8> {
        let mut writer = ParquetWriter::new(Vec::new(), COLUMNS, &[("taxonomie", "één 1.0")]).unwrap();
        rows.into_iter().for_each(|row| writer.push(row).unwrap());
        writer.finish().unwrap()
    }

    fn read(bytes: &[u8]) -> Vec<Vec<Field>> {
        let reader = SerializedFileReader::new(Bytes::copy_from_slice(bytes)).unwrap();
        let rows = reader.get_row_iter(None).unwrap();
        rows.map(|row| row.unwrap().get_column_iter().map(|(_, field)| field.clone()).collect()).collect()
    }

    #[test]
    fn every_value_comes_back_with_its_type_and_hostile_text_word_for_word() {
        let hostile = ["=1+1", "1/2", "a\0\u{1b}[31m\u{202e}\u{ffff}", "één 日本語 🎉", "NULL", "007"];
        let mut rows: Vec<Vec<Value>> = hostile
            .iter()
            .map(|text| vec![Value::from(*text), Value::Count(7), Value::Number(0.1, 2), Value::Whether(true)])
            .collect();
        rows.push(vec![Value::Empty, Value::Count(u64::MAX), Value::Number(f64::NAN, 2), Value::Empty]);
        let read = read(&written(rows));
        for (row, text) in read.iter().zip(hostile) {
            assert_eq!(row[..], [Field::Str(text.to_owned()), Field::Long(7), Field::Double(0.1), Field::Bool(true)]);
        }
        assert_eq!(read[6][..], [Field::Null, Field::Null, Field::Null, Field::Null]);
        assert_eq!(read.len(), 7);
    }

    #[test]
    fn no_rows_make_a_table_with_its_columns() {
        let bytes = written([]);
        assert_eq!(read(&bytes).len(), 0);
        let reader = SerializedFileReader::new(Bytes::from(bytes)).unwrap();
        assert_eq!(reader.metadata().file_metadata().schema_descr().num_columns(), COLUMNS.len());
    }

    #[test]
    fn texts_are_kept_in_dictionaries_and_the_same_rows_give_the_same_bytes() {
        let rows = || {
            (0..GROUP_ROWS + 10).map(|n| vec![format!("tekst {}", n % 7).into(), n.into(), Value::Empty, Value::Empty])
        };
        let bytes = written(rows());
        assert!(bytes == written(rows()), "the same rows give other bytes");
        let reader = SerializedFileReader::new(Bytes::from(bytes.clone())).unwrap();
        assert_eq!(reader.num_row_groups(), 2);
        assert!(reader.metadata().row_group(0).column(0).encodings().any(|e| e == Encoding::RLE_DICTIONARY));
        let about = reader.metadata().file_metadata().key_value_metadata().unwrap();
        assert_eq!((about[0].key.as_str(), about[0].value.as_deref()), ("taxonomie", Some("één 1.0")));
        let last = read(&bytes).pop().unwrap();
        assert_eq!(last[1], Field::Long(i64::try_from(GROUP_ROWS + 9).unwrap()));
    }
}
