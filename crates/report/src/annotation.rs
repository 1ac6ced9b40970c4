//! Mentions as annotations of the Web Annotation Data Model (W3C Recommendation of 23 February 2017), in JSON-LD.

use fundscan_evidence::{Action, ConceptEntry, Evidence, MentionRecord, StoredPassages};
use fundscan_model::{ByteSpan, SourceKind};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::concordance::decided;

/// The context that gives the keys their meaning.
pub const ANNOTATION_CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

/// What the standard names for fragments of PDF: `page=N`.
const PDF_FRAGMENTS: &str = "http://tools.ietf.org/rfc/rfc3778";

/// What annotations point with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnnotationOptions {
    /// What the paths of documents are added to; none for IRIs relative to where the annotations stand.
    pub documents: Option<String>,
    /// What the ids of concepts are added to.
    pub concepts: String,
}

/// A mention as an annotation: its target is the document with the quote, its place in the text and its page as selectors;
/// its bodies are the concept, by IRI and by name, the status, and what a person decided about it.
///
/// `positions` are those of the document's text, `concepts` those of the collection. The same mention has the same id in
/// every scan of the same document.
#[must_use]
pub fn annotation(
    evidence: &Evidence,
    mention: &MentionRecord,
    positions: &Positions,
    concepts: &[ConceptEntry],
    options: &AnnotationOptions,
) -> Value {
    let tag = |value: &str, language: &str| json!({"type": "TextualBody", "value": value, "language": language, "format": "text/plain", "purpose": "tagging"});
    let concept = format!("{}{}", options.concepts, escaped(mention.concept.as_str()));
    let mut bodies = vec![json!({"type": "SpecificResource", "source": concept, "purpose": "tagging"})];
    if let Some(entry) = concepts.iter().find(|c| c.concept == mention.concept) {
        let names = [(&entry.nl, "nl"), (&entry.en, "en")];
        bodies
            .extend(names.into_iter().filter(|(name, _)| !name.is_empty()).map(|(name, language)| tag(name, language)));
    }
    let status = mention.status.to_string();
    bodies.push(json!({"type": "TextualBody", "value": status, "format": "text/plain", "purpose": "classifying"}));

    if let Some(decision) = &mention.decision {
        let value = decided(decision);
        bodies.push(json!({"type": "TextualBody", "value": value, "format": "text/plain", "purpose": "commenting"}));
    }

    let mut quote = json!({"type": "TextQuoteSelector", "exact": mention.quote});
    for (key, text) in [("prefix", &mention.before), ("suffix", &mention.after)] {
        if !text.is_empty() {
            quote[key] = text.as_str().into();
        }
    }
    let mut selectors = vec![quote.clone()];
    if let Some((start, end)) = mention.text_span.and_then(|span| positions.of(&mention.passage, span)) {
        selectors.push(json!({"type": "TextPositionSelector", "start": start, "end": end}));
    }
    if let Some(page) = mention.page.filter(|_| evidence.source.kind == Some(SourceKind::Pdf)) {
        // A page is more than the quote: the quote stands on it.
        selectors.push(json!({
            "type": "FragmentSelector",
            "conformsTo": PDF_FRAGMENTS,
            "value": format!("page={page}"),
            "refinedBy": quote,
        }));
    }
    let path = escaped(&evidence.source.path);
    let mut source = json!({
        "id": options.documents.as_ref().map_or_else(|| relative(&path), |base| format!("{base}{path}")),
        "type": "Text",
    });
    if let Some(format) = evidence.source.kind.and_then(format) {
        source["format"] = format.into();
    }
    if let Some(name) = evidence.source.sha256.as_deref().and_then(named) {
        source["canonical"] = name.into();
    }
    let mut annotation = json!({
        "id": id(evidence, mention),
        "type": "Annotation",
        "motivation": "tagging",
        "generator": {"type": "Software", "name": evidence.tool},
        "body": bodies,
        "target": {"type": "SpecificResource", "source": source, "selector": selectors},
    });
    // Who found it, where that was a person: the standard's agent that is responsible for an annotation.
    let added = mention.decision.as_ref().filter(|decision| decision.action == Action::Add);
    if let Some(by) = added.and_then(|decision| decision.by.as_deref()) {
        annotation["creator"] = json!({"type": "Person", "name": by});
    }
    annotation
}

/// Where the passages of a document stand in its text, in code points, as the standard counts.
#[derive(Clone, Debug, Default)]
pub struct Positions {
    /// By place.
    passages: Vec<Placed>,
}

#[derive(Clone, Debug)]
struct Placed {
    id: String,
    text: String,
    /// Its bytes in the document's text.
    span: ByteSpan,
    /// The code points of the document's text before it.
    first: usize,
}

impl Positions {
    /// The positions of the passages of a document.
    ///
    /// What stands between passages are spaces, tabs, line ends and form feeds, each of one byte. From a passage on for
    /// which that cannot be, no position is known.
    #[must_use]
    pub fn new(passages: &StoredPassages) -> Self {
        let mut known = Vec::new();
        let (mut bytes, mut points) = (0, 0);
        for passage in passages.passages() {
            let Some(span) = passage.span else { continue };
            if span.start() < bytes || span.start() - bytes > LONGEST_GAP || span.len() != passage.text.len() {
                break;
            }
            points += span.start() - bytes;
            known.push(Placed { id: passage.id.clone(), text: passage.text.clone(), span, first: points });
            points += passage.text.chars().count();
            bytes = span.end();
        }
        Self { passages: known }
    }

    /// The code points of bytes of the document's text that stand within the passage with this id.
    fn of(&self, passage: &str, bytes: ByteSpan) -> Option<(usize, usize)> {
        let at = self.passages.partition_point(|placed| placed.span.end() < bytes.end());
        let placed = self.passages.get(at).filter(|placed| placed.id == passage)?;
        let start = bytes.start().checked_sub(placed.span.start())?;
        let before = placed.text.get(..start)?.chars().count();
        let within = placed.text.get(start..start + bytes.len())?.chars().count();
        Some((placed.first + before, placed.first + before + within))
    }
}

/// The most that stands between two passages: a line end and a form feed for each of some empty pages.
const LONGEST_GAP: usize = 1_024;

/// A name of its own that does not change: a UUID of version 8 (RFC 9562) made of SHA-256.
fn id(evidence: &Evidence, mention: &MentionRecord) -> String {
    let parts = [evidence.source.sha256.as_deref().unwrap_or_default(), &mention.id, mention.concept.as_str()];
    let mut bytes: [u8; 16] = Sha256::digest(parts.join("\n").as_bytes())[..16].try_into().expect("there are 32");
    bytes[6] = (bytes[6] & 0x0f) | 0x80;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// The name of a content by its hash (RFC 6920).
fn named(sha256: &str) -> Option<String> {
    let digits = (0..sha256.len()).step_by(2).map(|at| u8::from_str_radix(sha256.get(at..at + 2)?, 16).ok());
    let bytes = digits.collect::<Option<Vec<u8>>>()?;
    Some(format!("ni:///sha-256;{}", base64url(&bytes)))
}

fn base64url(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0_u32, |bits, b| bits << 8 | u32::from(*b)) << (8 * (3 - three.len()));
        for digit in 0..=three.len() {
            text.push(char::from(DIGITS[(bits >> (18 - 6 * digit) & 63) as usize]));
        }
    }
    text
}

/// A path or id as part of an IRI: everything but letters, digits and what a path may hold is written in hexadecimal.
fn escaped(path: &str) -> String {
    let mut iri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'/') {
            iri.push(char::from(byte));
        } else {
            iri.push_str(&format!("%{byte:02X}"));
        }
    }
    iri
}

/// A path that no reader takes for anything else than one relative to where it stands.
fn relative(path: &str) -> String {
    if path.starts_with('/') { format!(".{path}") } else { path.to_owned() }
}

fn format(kind: SourceKind) -> Option<&'static str> {
    Some(match kind {
        SourceKind::Pdf => "application/pdf",
        SourceKind::Html => "text/html",
        SourceKind::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        SourceKind::Markdown => "text/markdown",
        SourceKind::Text => "text/plain",
    })
}

#[cfg(test)]
mod tests {
    use fundscan_evidence::{Revisions, StoredPassage};
    use fundscan_model::{BlockKind, Language, Passage};

    use super::*;
    use crate::testing::{collection, documents};

    const SHA: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    fn passages(texts: &[(&str, usize)]) -> StoredPassages {
        let of = |((text, start), number): (&(&str, usize), u32)| {
            let passage = Passage {
                number,
                block: 0,
                block_span: ByteSpan::new(0, text.len()),
                kind: BlockKind::Paragraph,
                text: (*text).to_owned(),
                span: Some(ByteSpan::new(*start, start + text.len())),
                section: Vec::new(),
                language: Language::Nl,
                places: Vec::new(),
                cell: None,
                ocr: None,
            };
            StoredPassage::new(SHA, passage, 1)
        };
        let revisions = Revisions { extract: 1, segment: 1, attribute: 1, tag: 1 };
        StoredPassages::new("a.pdf", SHA, revisions, texts.iter().zip(1..).map(of).collect())
    }

    #[test]
    fn positions_are_code_points_of_the_whole_text() {
        let text = "Één 🎉 zin.\n\nÉn EVC.";
        let second = text.find("Én").unwrap();
        let stored = passages(&[("Één 🎉 zin.", 0), ("Én EVC.", second)]);
        let bytes = text.find("EVC").unwrap();
        let positions = Positions::new(&stored);
        let (start, end) = positions.of(&stored.passages()[1].id, ByteSpan::new(bytes, bytes + 3)).unwrap();
        assert_eq!(text.chars().skip(start).take(end - start).collect::<String>(), "EVC");
        assert_eq!(positions.of("another", ByteSpan::new(bytes, bytes + 3)), None);
        assert_eq!(positions.of(&stored.passages()[1].id, ByteSpan::new(bytes, 999)), None);
        // Half a letter.
        assert_eq!(positions.of(&stored.passages()[0].id, ByteSpan::new(1, 3)), None);
    }

    #[test]
    fn no_position_is_told_behind_what_cannot_be_counted() {
        for starts in [[5, 0], [0, 2], [0, LONGEST_GAP + 10]] {
            let stored = passages(&[("Één.", starts[0]), ("EVC.", starts[1])]);
            let positions = Positions::new(&stored);
            let at = starts[1];
            assert_eq!(positions.of(&stored.passages()[1].id, ByteSpan::new(at, at + 3)), None, "{starts:?}");
        }
    }

    #[test]
    fn a_content_is_named_by_its_hash() {
        // The value of RFC 6920 is cut; this is that of no bytes at all, checked with other programs.
        assert_eq!(named(SHA).unwrap(), "ni:///sha-256;47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU");
        assert_eq!(named("é"), None);
        assert_eq!([&b""[..], b"f", b"fo", b"foo", b"foob"].map(base64url), ["", "Zg", "Zm8", "Zm9v", "Zm9vYg"]);
    }

    #[test]
    fn paths_are_iris_whatever_stands_in_them() {
        assert_eq!(escaped("map/één verslag: #1?.pdf"), "map/%C3%A9%C3%A9n%20verslag%3A%20%231%3F.pdf");
        assert_eq!(relative("/abs"), "./abs");
    }

    #[test]
    fn an_annotation_tags_the_quote_with_concept_and_status() {
        let evidence = &documents()[1];
        let options = AnnotationOptions { documents: None, concepts: "https://example.org/c/".to_owned() };
        let concepts = collection().taxonomy.concepts;
        let mention = &evidence.mentions[0];
        let annotation = annotation(evidence, mention, &Positions::default(), &concepts, &options);
        assert_eq!(annotation["type"], "Annotation");
        assert_eq!(annotation["motivation"], "tagging");
        assert_eq!(annotation["body"][0]["source"], format!("https://example.org/c/{}", mention.concept));
        let bodies = annotation["body"].as_array().unwrap();
        assert_eq!(bodies.last().unwrap()["value"], "negated");
        assert_eq!(bodies.last().unwrap()["purpose"], "classifying");
        assert_eq!(annotation["target"]["source"]["id"], "ooa/2023.txt");
        assert_eq!(annotation["target"]["selector"][0]["exact"], mention.quote);
        let id = annotation["id"].as_str().unwrap();
        assert!(id.starts_with("urn:uuid:") && id.len() == 9 + 36 && id.as_bytes()[9 + 14] == b'8', "{id}");
    }
}
