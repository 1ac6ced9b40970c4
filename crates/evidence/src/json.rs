//! How every JSON document of fundscan is written and read.

use std::io::{self, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::ser::Formatter;

use crate::EvidenceError;

/// A type that is written as one JSON document with a `schema` key.
pub(crate) trait Versioned: Serialize + DeserializeOwned {
    /// The schema's name and version, such as `fundscan/evidence/2`.
    const SCHEMA: &'static str;

    /// What the value itself says its schema is.
    fn schema(&self) -> &str;
}

/// JSON with the keys of the document and the members of its lists on lines of their own and everything deeper on
/// the same line: a list of mentions reads and compares line by line. Nothing in it acts on a terminal.
///
/// # Errors
///
/// [`EvidenceError::Write`] when JSON cannot be made of it.
pub fn write<T: Serialize>(value: &T) -> Result<Vec<u8>, EvidenceError> {
    let mut bytes = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, Outline { depth: 0, filled: false });
    value.serialize(&mut serializer).map_err(EvidenceError::Write)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Reads a document and says what is wrong with it in a researcher's terms.
pub(crate) fn read<T: Versioned>(bytes: &[u8]) -> Result<T, EvidenceError> {
    match serde_json::from_slice::<T>(bytes) {
        Ok(value) if value.schema() == T::SCHEMA => Ok(value),
        Ok(value) => Err(EvidenceError::OtherSchema { found: value.schema().to_owned(), expected: T::SCHEMA }),
        Err(source) => Err(explain(bytes, T::SCHEMA, source)),
    }
}

/// A document that does not fit: told apart by a second reading, which only files with a fault pay for.
pub(crate) fn explain(bytes: &[u8], expected: &'static str, source: serde_json::Error) -> EvidenceError {
    let (line, column) = (source.line(), source.column());
    match serde_json::from_slice::<Value>(bytes) {
        Err(fault) if fault.is_eof() => EvidenceError::Truncated { line: fault.line().max(1), source: fault },
        Err(fault) => EvidenceError::NotJson { line: fault.line(), column: fault.column(), source: fault },
        Ok(value) => match value.get("schema").and_then(Value::as_str) {
            None => EvidenceError::NoSchema { expected },
            Some(found) if found != expected => EvidenceError::OtherSchema { found: found.to_owned(), expected },
            Some(_) => EvidenceError::Shape { expected, line, column, source },
        },
    }
}

/// The depth down to which every value gets a line of its own.
const OUTLINE: usize = 2;

struct Outline {
    depth: usize,
    /// Whether the list or object that is being closed has a member.
    filled: bool,
}

impl Outline {
    fn open<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: u8) -> io::Result<()> {
        self.depth += 1;
        self.filled = false;
        writer.write_all(&[bracket])
    }

    fn close<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: u8) -> io::Result<()> {
        self.depth -= 1;
        if self.filled && self.depth < OUTLINE {
            self.new_line(writer)?;
        }
        writer.write_all(&[bracket])
    }

    fn member<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if !first {
            writer.write_all(b",")?;
        }
        if self.depth <= OUTLINE {
            self.new_line(writer)
        } else if first {
            Ok(())
        } else {
            writer.write_all(b" ")
        }
    }

    fn new_line<W: ?Sized + Write>(&self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b"\n")?;
        (0..self.depth).try_for_each(|_| writer.write_all(b"  "))
    }
}

impl Formatter for Outline {
    /// JSON lets control characters above ASCII and marks that turn the direction of writing stand as they are; a
    /// terminal that the document is printed on would act on them.
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let acts = |c: char| {
            c.is_control()
                || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| acts(*c)) {
            // All of them are below U+FFFF: one escape is enough.
            write!(writer, "{}\\u{:04x}", &rest[..at], u32::from(c))?;
            rest = &rest[at + c.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b'[')
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b']')
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.member(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b'{')
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b'}')
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.member(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_string_acts_on_a_terminal() {
        let value = serde_json::json!(["a\u{9b}31m\u{202e}b\u{7f}", "één \u{1b}"]);
        let text = String::from_utf8(write(&value).unwrap()).unwrap();
        assert_eq!(text, "[\n  \"a\\u009b31m\\u202eb\\u007f\",\n  \"één \\u001b\"\n]\n");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }

    #[test]
    fn each_member_of_a_list_stands_on_one_line() {
        let value = serde_json::json!({"a": [], "b": [{"c": [1, 2]}, {"c": {}}]});
        let text = String::from_utf8(write(&value).unwrap()).unwrap();
        assert_eq!(text, "{\n  \"a\": [],\n  \"b\": [\n    {\"c\": [1, 2]},\n    {\"c\": {}}\n  ]\n}\n");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}
