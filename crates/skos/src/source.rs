use std::fmt::Display;

use crate::SkosError;
use crate::limits::MAX_FILE_BYTES;

/// A file to import.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Its name, for messages; the language of a table is taken from its end (`skills_nl.csv`).
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Turtle,
    RdfXml,
    JsonLd,
    Table,
}

impl<'a> Source<'a> {
    /// The file without a byte order mark, and what its first bytes tell that it is.
    pub(crate) fn opened(self) -> Result<(Self, Format), SkosError> {
        if self.bytes.len() > MAX_FILE_BYTES {
            return Err(self.fault(None, format!("it is larger than {} MB", MAX_FILE_BYTES >> 20)));
        }
        let bytes = self.bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(self.bytes);
        let source = Source { bytes, ..self };
        if let Err(error) = std::str::from_utf8(bytes) {
            return Err(source.fault(Some(source.line(error.valid_up_to())), "it is not UTF-8 text"));
        }
        let text = bytes.trim_ascii_start();
        if text.is_empty() {
            return Err(source.fault(None, "it is empty"));
        }
        let format = match text[0] {
            b'{' => Format::JsonLd,
            // A list in JSON; Turtle may start so too, with something that has no name.
            b'[' if !source.has_ending(".ttl") && matches!(text[1..].trim_ascii_start().first(), Some(b'{' | b']')) => {
                Format::JsonLd
            }
            b'<' if is_markup(text) => Format::RdfXml,
            _ if is_header(text) => Format::Table,
            _ => Format::Turtle,
        };
        Ok((source, format))
    }

    fn has_ending(&self, ending: &str) -> bool {
        self.name.to_ascii_lowercase().ends_with(ending)
    }

    /// The line that a byte stands on, from 1.
    pub(crate) fn line(&self, byte: usize) -> usize {
        1 + self.bytes[..byte.min(self.bytes.len())].iter().filter(|b| **b == b'\n').count()
    }

    pub(crate) fn fault(&self, line: Option<usize>, reason: impl Display) -> SkosError {
        SkosError::File { file: self.name.to_owned(), line, reason: crate::draft::start_of(&reason.to_string(), 400) }
    }
}

/// What stands between `<` and `>` is an element or a declaration, not an IRI: that has neither blank nor mark.
fn is_markup(text: &[u8]) -> bool {
    if matches!(text.get(1), Some(b'?' | b'!')) {
        return true;
    }
    let inner = text[1..].split(|b| *b == b'>').next().unwrap_or_default();
    inner.iter().any(u8::is_ascii_whitespace) || !inner.contains(&b'/')
}

/// The first line names the columns of a table of ESCO.
fn is_header(text: &[u8]) -> bool {
    let line = text.split(|b| *b == b'\n').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line).to_lowercase();
    let columns = ["concepturi", "preferredlabel", "level 0 uri", "broaderuri", "concepttype"];
    line.contains([',', ';', '\t']) && !line.contains('<') && columns.iter().any(|c| line.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_is_its_first_bytes_tell() {
        for (text, format) in [
            ("\u{feff}@prefix skos: <http://a/> .", Format::Turtle),
            ("<http://a/b> a <http://a/c> .", Format::Turtle),
            ("# comment\n<a> <b> <c> .", Format::Turtle),
            ("[ a <http://a/c> ] .", Format::Turtle),
            ("<?xml version=\"1.0\"?>", Format::RdfXml),
            ("<rdf:RDF xmlns:rdf='x'>", Format::RdfXml),
            ("<!-- x --><rdf:RDF/>", Format::RdfXml),
            ("{\"@graph\": []}", Format::JsonLd),
            ("[{\"@id\": \"http://a/\"}]", Format::JsonLd),
            ("conceptType,conceptUri,preferredLabel\n", Format::Table),
            ("Level 0 URI;Level 0 preferred term\n", Format::Table),
        ] {
            let source = Source { name: "x", bytes: text.as_bytes() };
            assert_eq!(source.opened().map(|(_, format)| format), Ok(format), "{text}");
        }
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_line() {
        let source = Source { name: "x.ttl", bytes: b"a\nb\n\xff" };
        assert_eq!(source.opened().unwrap_err().to_string(), "x.ttl:3: it is not UTF-8 text");
        let source = Source { name: "x.ttl", bytes: b" \n" };
        assert_eq!(source.opened().unwrap_err().to_string(), "x.ttl: it is empty");
    }
}
