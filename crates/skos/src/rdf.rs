//! The three syntaxes of RDF, read into statements.

use std::collections::HashMap;

use oxjsonld::JsonLdParser;
use oxrdf::{NamedOrBlankNodeRef, TermRef, TripleRef};
use oxrdfxml::RdfXmlParser;
use oxttl::TurtleParser;

use crate::draft::Draft;
use crate::gather::{Gatherer, Object};
use crate::limits::MAX_STATEMENTS;
use crate::notices::Kind;
use crate::{SkosError, Source, guard};

/// What relative references are resolved against: a file of its own is known by no IRI.
const NOWHERE: &str = "file:///";

pub(crate) fn turtle(source: &Source<'_>, number: usize, draft: &mut Draft) -> Result<(), SkosError> {
    let parser = TurtleParser::new().with_base_iri(NOWHERE).map_err(|e| source.fault(None, e))?;
    let mut reader = Reader::new(draft, number);
    for triple in parser.for_slice(source.bytes) {
        let triple = triple.map_err(|error| {
            let line = usize::try_from(error.location().start.line).map_or(1, |line| line + 1);
            source.fault(Some(line), format!("this is not Turtle: {}", error.message()))
        })?;
        if !reader.take(triple.as_ref()) {
            break;
        }
    }
    Ok(())
}

pub(crate) fn rdf_xml(source: &Source<'_>, number: usize, draft: &mut Draft) -> Result<(), SkosError> {
    guard::xml(source)?;
    let parser = RdfXmlParser::new().with_base_iri(NOWHERE).map_err(|e| source.fault(None, e))?;
    let mut reader = Reader::new(draft, number);
    let mut triples = parser.for_slice(source.bytes);
    while let Some(triple) = triples.next() {
        let triple = triple.map_err(|error| {
            let position = usize::try_from(triples.buffer_position()).unwrap_or_default();
            source.fault(Some(source.line(position)), format!("this is not RDF/XML: {error}"))
        })?;
        if !reader.take(triple.as_ref()) {
            break;
        }
    }
    Ok(())
}

pub(crate) fn json_ld(source: &Source<'_>, number: usize, draft: &mut Draft) -> Result<(), SkosError> {
    guard::json(source)?;
    let parser = JsonLdParser::new().with_base_iri(NOWHERE).map_err(|e| source.fault(None, e))?;
    let mut reader = Reader::new(draft, number);
    // A vocabulary is what the file says, and not what a server says today.
    let quads = parser.for_slice(source.bytes).with_load_document_callback(|url, _| {
        Err(format!("the context {url} stands elsewhere and is not fetched; write what it says after \"@context\"")
            .into())
    });
    for quad in quads {
        let quad = quad.map_err(|error| {
            let line = error.location().map(|at| usize::try_from(at.start.line).map_or(1, |line| line + 1));
            source.fault(line, format!("this is not JSON-LD: {error}"))
        })?;
        let statement = TripleRef::new(quad.subject.as_ref(), quad.predicate.as_ref(), quad.object.as_ref());
        if !reader.take(statement) {
            break;
        }
    }
    Ok(())
}

/// Hands statements on, as many as are read.
struct Reader<'d> {
    gatherer: Gatherer<'d>,
    /// The number of the file: a blank node is one within its file only.
    file: usize,
    /// Blank nodes by the order in which they are met: a parser may name them at random.
    blanks: HashMap<String, usize>,
    left: usize,
}

impl<'d> Reader<'d> {
    fn new(draft: &'d mut Draft, file: usize) -> Self {
        Self { gatherer: Gatherer::new(draft), file, blanks: HashMap::new(), left: MAX_STATEMENTS }
    }

    /// Takes a statement; false where no more are read.
    fn take(&mut self, statement: TripleRef<'_>) -> bool {
        if self.left == 0 {
            self.gatherer.notice(Kind::Statements, || format!("{MAX_STATEMENTS} are read"));
            return false;
        }
        self.left -= 1;
        let subject = match statement.subject {
            NamedOrBlankNodeRef::NamedNode(node) => node.as_str().to_owned(),
            NamedOrBlankNodeRef::BlankNode(node) => self.blank(node.as_str()),
        };
        let predicate = statement.predicate.as_str();
        match statement.object {
            TermRef::NamedNode(node) => self.gatherer.statement(&subject, predicate, Object::Node(node.as_str())),
            TermRef::BlankNode(node) => {
                let name = self.blank(node.as_str());
                self.gatherer.statement(&subject, predicate, Object::Node(&name));
            }
            TermRef::Literal(literal) => {
                let object = Object::Text {
                    text: literal.value(),
                    tag: literal.language().unwrap_or_default(),
                    datatype: literal.datatype().as_str(),
                };
                self.gatherer.statement(&subject, predicate, object);
            }
        }
        true
    }

    fn blank(&mut self, name: &str) -> String {
        let next = self.blanks.len();
        let number = *self.blanks.entry(name.to_owned()).or_insert(next);
        format!("_:{}-{number}", self.file)
    }
}
