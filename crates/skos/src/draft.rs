use std::collections::HashMap;

use crate::limits::{MAX_DEFINITION_BYTES, MAX_LABEL_BYTES, MAX_LABELS, MAX_LINKS, MAX_NODES};
use crate::notices::{Kind, Notices};

/// The language of a text, as far as it matters to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tongue {
    Nl,
    En,
    /// No language is given: that of the taxonomy.
    Plain,
}

impl Tongue {
    /// The language that a tag such as `nl-BE` names; none where it is another one.
    pub(crate) fn of_tag(tag: &str) -> Option<Self> {
        let main = tag.split(['-', '_']).next().unwrap_or_default();
        match main {
            "" => Some(Self::Plain),
            main if main.eq_ignore_ascii_case("nl") => Some(Self::Nl),
            main if main.eq_ignore_ascii_case("en") => Some(Self::En),
            _ => None,
        }
    }
}

/// A text with its language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) text: String,
    pub(crate) tongue: Tongue,
}

/// What a label is to its concept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LabelKind {
    Preferred,
    Alternative,
    Hidden,
    /// The title of a scheme.
    Title,
}

/// A member of a list in our own notation.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    Text(String),
    Toml(String),
    Node(usize),
}

/// What our own notation says of a node.
#[derive(Clone, Debug, Default)]
pub(crate) struct Own {
    pub(crate) id: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) groups: Option<usize>,
    pub(crate) concepts: Option<usize>,
    pub(crate) group: Option<usize>,
    pub(crate) overlaps: Option<usize>,
    pub(crate) nl: Option<usize>,
    pub(crate) en: Option<usize>,
    pub(crate) more: Option<String>,
}

/// Something that the files describe: a concept, a scheme, a joint of a list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Node {
    pub(crate) iri: String,
    pub(crate) is_concept: bool,
    pub(crate) is_scheme: bool,
    pub(crate) is_group: bool,
    /// Known only from the column that names the parents of others.
    pub(crate) is_borrowed: bool,
    pub(crate) is_left_out: bool,
    /// Its labels say what somebody does.
    pub(crate) is_activity: bool,
    pub(crate) labels: Vec<(LabelKind, Text)>,
    /// Labels that are nodes of their own (SKOS-XL).
    pub(crate) label_nodes: Vec<(LabelKind, usize)>,
    pub(crate) literal_forms: Vec<Text>,
    pub(crate) definitions: Vec<Text>,
    pub(crate) notes: Vec<Text>,
    pub(crate) notation: Option<String>,
    pub(crate) version: Option<String>,
    pub(crate) broader: Vec<usize>,
    pub(crate) schemes: Vec<usize>,
    pub(crate) exact: Vec<String>,
    pub(crate) close: Vec<String>,
    pub(crate) own: Own,
    pub(crate) first: Option<Item>,
    pub(crate) rest: Option<usize>,
}

impl Node {
    /// Whether it has an IRI of its own; a blank node has a name that starts with `_:`.
    pub(crate) fn is_blank(&self) -> bool {
        self.iri.starts_with("_:")
    }
}

/// What the files say, before it is a taxonomy: nodes in the order in which they are first named.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) nodes: Vec<Node>,
    numbers: HashMap<String, usize>,
    pub(crate) notices: Notices,
    /// Whether a table was read, which has no schemes that divide it.
    pub(crate) has_tables: bool,
}

impl Draft {
    /// The node of an IRI, made where it is new; none where there are too many.
    pub(crate) fn node(&mut self, iri: &str) -> Option<usize> {
        if let Some(number) = self.numbers.get(iri) {
            return Some(*number);
        }
        if self.nodes.len() >= MAX_NODES {
            self.notices.tell(Kind::Nodes, || format!("{MAX_NODES} are kept"));
            return None;
        }
        self.nodes.push(Node { iri: iri.to_owned(), ..Node::default() });
        self.numbers.insert(iri.to_owned(), self.nodes.len() - 1);
        Some(self.nodes.len() - 1)
    }

    /// The node of an IRI that has been named before.
    pub(crate) fn known(&self, iri: &str) -> Option<usize> {
        self.numbers.get(iri).copied()
    }

    /// Gives a node a label in a language that is named by its tag.
    pub(crate) fn label(&mut self, node: usize, kind: LabelKind, text: &str, tag: &str) {
        let Some(text) = self.label_text(text, tag) else { return };
        let labels = &mut self.nodes[node].labels;
        if labels.iter().any(|(k, t)| *k == kind && *t == text) {
            return;
        }
        if labels.len() >= MAX_LABELS {
            let iri = self.nodes[node].iri.clone();
            self.notices.tell(Kind::Labels, || iri);
            return;
        }
        labels.push((kind, text));
    }

    /// A text that can be a label: tidy, not empty, not too long, in a language that is read.
    pub(crate) fn label_text(&mut self, text: &str, tag: &str) -> Option<Text> {
        if text.len() > MAX_LABEL_BYTES {
            self.notices.tell(Kind::LongLabel, || start_of(text, 40));
            return None;
        }
        let text = tidy(text);
        if text.is_empty() {
            return None;
        }
        match Tongue::of_tag(tag) {
            Some(tongue) => Some(Text { text, tongue }),
            None => {
                self.notices.tell(Kind::OtherLanguage, || tag.to_ascii_lowercase());
                None
            }
        }
    }

    /// Gives a node a definition, or a note on its scope.
    pub(crate) fn definition(&mut self, node: usize, text: &str, tag: &str, is_note: bool) {
        let Some(tongue) = Tongue::of_tag(tag) else { return };
        let mut tidied = tidy(start(text, MAX_DEFINITION_BYTES));
        if tidied.is_empty() {
            return;
        }
        let node = &mut self.nodes[node];
        if text.len() > MAX_DEFINITION_BYTES {
            let iri = node.iri.clone();
            self.notices.tell(Kind::LongDefinition, || iri);
            tidied.push('…');
        }
        let texts = if is_note { &mut node.notes } else { &mut node.definitions };
        if texts.len() < MAX_LINKS && texts.iter().all(|t| t.text != tidied) {
            texts.push(Text { text: tidied, tongue });
        }
    }

    /// Notes that one node is broader than another.
    pub(crate) fn broader(&mut self, narrower: usize, broader: usize) {
        self.link(narrower, broader, |node| &mut node.broader);
    }

    /// Notes that a node is in a scheme.
    pub(crate) fn scheme(&mut self, node: usize, scheme: usize) {
        self.link(node, scheme, |node| &mut node.schemes);
    }

    fn link(&mut self, node: usize, to: usize, links: impl Fn(&mut Node) -> &mut Vec<usize>) {
        let list = links(&mut self.nodes[node]);
        if list.contains(&to) {
            return;
        }
        if list.len() >= MAX_LINKS {
            let iri = self.nodes[node].iri.clone();
            self.notices.tell(Kind::Links, || iri);
            return;
        }
        list.push(to);
    }

    /// Notes that a node means the same as an IRI of another vocabulary, or nearly the same.
    pub(crate) fn matching(&mut self, node: usize, iri: &str, is_exact: bool) {
        let node = &mut self.nodes[node];
        let list = if is_exact { &mut node.exact } else { &mut node.close };
        if list.len() >= MAX_LINKS {
            let iri = node.iri.clone();
            self.notices.tell(Kind::Links, || iri);
        } else if !list.iter().any(|known| known == iri) {
            list.push(iri.to_owned());
        }
    }
}

/// A text in one line, without control characters and without marks that turn the direction of writing.
pub(crate) fn tidy(text: &str) -> String {
    let kept = |c: &char| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{ad}');
    let mut tidied = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        let length = tidied.len();
        tidied.extend(word.chars().filter(kept));
        if tidied.len() > length && length > 0 {
            tidied.insert(length, ' ');
        }
    }
    tidied
}

/// As much of a text as fits in a number of bytes.
pub(crate) fn start(text: &str, bytes: usize) -> &str {
    if text.len() <= bytes { text } else { &text[..text.floor_char_boundary(bytes)] }
}

/// The same with a mark that more follows.
pub(crate) fn start_of(text: &str, bytes: usize) -> String {
    let begun = start(text, bytes);
    if begun.len() < text.len() { format!("{}…", tidy(begun)) } else { tidy(begun) }
}
