//! From statements to a draft: the properties of SKOS, and those of our own.

use crate::draft::{Draft, Item, LabelKind};
use crate::limits::{MAX_CONCEPTS, MAX_OWN_BYTES};
use crate::names::{DC, DCTERMS, FS, FS_TOML, OWL, RDF, RDFS, SKOS, SKOS_XL};
use crate::notices::Kind;

/// What a statement is about, or says: a node by its IRI (or its name, where it is blank), or a text.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Object<'a> {
    Node(&'a str),
    Text {
        text: &'a str,
        /// The tag of its language; empty where it has none.
        tag: &'a str,
        datatype: &'a str,
    },
}

/// Takes statements, in the order of the file.
pub(crate) struct Gatherer<'d> {
    draft: &'d mut Draft,
    concepts: usize,
}

impl<'d> Gatherer<'d> {
    pub(crate) fn new(draft: &'d mut Draft) -> Self {
        let concepts = draft.nodes.iter().filter(|n| n.is_concept || n.is_scheme || n.is_group).count();
        Self { draft, concepts }
    }

    /// Notes that something was left out.
    pub(crate) fn notice(&mut self, kind: Kind, example: impl FnOnce() -> String) {
        self.draft.notices.tell(kind, example);
    }

    /// Takes one statement; one that says nothing about concepts is passed over.
    pub(crate) fn statement(&mut self, subject: &str, predicate: &str, object: Object<'_>) {
        if let Some(name) = predicate.strip_prefix(SKOS) {
            self.skos(subject, name, object);
        } else if let Some(name) = predicate.strip_prefix(FS) {
            self.own(subject, name, object);
        } else if let Some(name) = predicate.strip_prefix(RDF) {
            self.rdf(subject, name, object);
        } else if let Some(name) = predicate.strip_prefix(SKOS_XL) {
            self.skos_xl(subject, name, object);
        } else if let Some("title") = predicate.strip_prefix(DCTERMS).or_else(|| predicate.strip_prefix(DC)) {
            self.title(subject, object);
        } else if let Some("label") = predicate.strip_prefix(RDFS) {
            self.title(subject, object);
        } else if let (Some("versionInfo"), Object::Text { text, .. }) = (predicate.strip_prefix(OWL), object)
            && let Some(node) = self.draft.node(subject)
            && let Some(version) = self.draft.label_text(text, "")
        {
            self.draft.nodes[node].version.get_or_insert(version.text);
        }
    }

    fn skos(&mut self, subject: &str, name: &str, object: Object<'_>) {
        match (name, object) {
            ("prefLabel", Object::Text { text, tag, .. }) => self.label(subject, LabelKind::Preferred, text, tag),
            ("altLabel", Object::Text { text, tag, .. }) => self.label(subject, LabelKind::Alternative, text, tag),
            ("hiddenLabel", Object::Text { text, tag, .. }) => self.label(subject, LabelKind::Hidden, text, tag),
            ("definition" | "scopeNote", Object::Text { text, tag, .. }) => {
                if let Some(node) = self.draft.node(subject) {
                    self.draft.definition(node, text, tag, name == "scopeNote");
                }
            }
            ("notation", Object::Text { text, .. }) => {
                if let Some(node) = self.draft.node(subject)
                    && let Some(notation) = self.draft.label_text(text, "")
                {
                    self.draft.nodes[node].notation.get_or_insert(notation.text);
                }
            }
            ("broader" | "broaderTransitive", Object::Node(broader)) => self.broader(subject, broader),
            ("narrower" | "narrowerTransitive", Object::Node(narrower)) => self.broader(narrower, subject),
            ("exactMatch", Object::Node(iri)) => self.matching(subject, iri, true),
            ("closeMatch", Object::Node(iri)) => self.matching(subject, iri, false),
            ("inScheme" | "topConceptOf", Object::Node(scheme)) => self.scheme(subject, scheme),
            ("hasTopConcept", Object::Node(concept)) => self.scheme(concept, subject),
            ("related" | "broadMatch" | "narrowMatch" | "relatedMatch" | "mappingRelation", Object::Node(_)) => {
                self.draft.notices.tell(Kind::Other, || format!("skos:{name}"));
            }
            _ => {}
        }
    }

    fn rdf(&mut self, subject: &str, name: &str, object: Object<'_>) {
        match (name, object) {
            ("type", Object::Node(kind)) => self.kind(subject, kind),
            ("first", object) => {
                let item = self.item(object);
                if let Some(node) = self.draft.node(subject) {
                    self.draft.nodes[node].first = item;
                }
            }
            ("rest", Object::Node(rest)) if rest != [RDF, "nil"].concat() => {
                if let Some((node, rest)) = self.pair(subject, rest) {
                    self.draft.nodes[node].rest = Some(rest);
                }
            }
            _ => {}
        }
    }

    fn item(&mut self, object: Object<'_>) -> Option<Item> {
        match object {
            Object::Node(iri) => self.draft.node(iri).map(Item::Node),
            Object::Text { text, .. } if text.len() > MAX_OWN_BYTES => {
                self.draft.notices.tell(Kind::Own, || format!("one of more than {MAX_OWN_BYTES} bytes"));
                None
            }
            Object::Text { text, datatype: FS_TOML, .. } => Some(Item::Toml(text.to_owned())),
            Object::Text { text, .. } => Some(Item::Text(text.to_owned())),
        }
    }

    fn kind(&mut self, subject: &str, kind: &str) {
        let skos = kind.strip_prefix(SKOS);
        if matches!(skos, Some("Collection" | "OrderedCollection")) {
            // A group of ours is a collection too, and is not left out: it is known by its other type.
            if let Some(node) = self.draft.node(subject) {
                self.draft.nodes[node].is_left_out = true;
            }
            return;
        }
        let is_group = kind.strip_prefix(FS) == Some("Group");
        if !is_group && !matches!(skos, Some("Concept" | "ConceptScheme")) {
            return;
        }
        let Some(node) = self.draft.node(subject) else { return };
        let known = &self.draft.nodes[node];
        if !(known.is_concept || known.is_scheme || known.is_group) {
            if self.concepts >= MAX_CONCEPTS {
                self.draft.notices.tell(Kind::Concepts, || format!("{MAX_CONCEPTS} are read"));
                return;
            }
            self.concepts += 1;
        }
        let node = &mut self.draft.nodes[node];
        match skos {
            Some("Concept") => node.is_concept = true,
            Some(_) => node.is_scheme = true,
            None => node.is_group = true,
        }
    }

    fn own(&mut self, subject: &str, name: &str, object: Object<'_>) {
        let Some(node) = self.draft.node(subject) else { return };
        match object {
            Object::Node(iri) => {
                // An empty list is the node rdf:nil, a list without members.
                let Some(to) = self.draft.node(iri) else { return };
                let own = &mut self.draft.nodes[node].own;
                let place = match name {
                    "groups" => &mut own.groups,
                    "concepts" => &mut own.concepts,
                    "inGroup" => &mut own.group,
                    "overlaps" => &mut own.overlaps,
                    "nl" => &mut own.nl,
                    "en" => &mut own.en,
                    _ => return,
                };
                place.get_or_insert(to);
            }
            Object::Text { text, .. } if text.len() > MAX_OWN_BYTES => {
                self.draft.notices.tell(Kind::Own, || format!("one of more than {MAX_OWN_BYTES} bytes"));
            }
            Object::Text { text, .. } => {
                let own = &mut self.draft.nodes[node].own;
                let place = match name {
                    "id" => &mut own.id,
                    "language" => &mut own.language,
                    "more" => &mut own.more,
                    _ => return,
                };
                place.get_or_insert_with(|| text.to_owned());
            }
        }
    }

    fn skos_xl(&mut self, subject: &str, name: &str, object: Object<'_>) {
        let kind = match (name, object) {
            ("literalForm", Object::Text { text, tag, .. }) => {
                if let Some(node) = self.draft.node(subject)
                    && let Some(text) = self.draft.label_text(text, tag)
                {
                    self.draft.nodes[node].literal_forms.push(text);
                }
                return;
            }
            ("prefLabel", _) => LabelKind::Preferred,
            ("altLabel", _) => LabelKind::Alternative,
            ("hiddenLabel", _) => LabelKind::Hidden,
            _ => return,
        };
        let Object::Node(label) = object else { return };
        if let Some((node, label)) = self.pair(subject, label) {
            self.draft.nodes[node].label_nodes.push((kind, label));
        }
    }

    fn title(&mut self, subject: &str, object: Object<'_>) {
        // Much has a title; only that of a scheme matters, and what is a scheme may be said later.
        if let Object::Text { text, tag, .. } = object
            && crate::draft::Tongue::of_tag(tag).is_some()
        {
            self.label(subject, LabelKind::Title, text, tag);
        }
    }

    fn label(&mut self, subject: &str, kind: LabelKind, text: &str, tag: &str) {
        if let Some(node) = self.draft.node(subject) {
            self.draft.label(node, kind, text, tag);
        }
    }

    fn broader(&mut self, narrower: &str, broader: &str) {
        if let Some((narrower, broader)) = self.pair(narrower, broader) {
            self.draft.broader(narrower, broader);
        }
    }

    fn scheme(&mut self, node: &str, scheme: &str) {
        if let Some((node, scheme)) = self.pair(node, scheme) {
            self.draft.scheme(node, scheme);
        }
    }

    fn matching(&mut self, subject: &str, iri: &str, is_exact: bool) {
        if fundscan_taxonomy::absolute_iri(iri).is_err() {
            let is_blank = iri.starts_with("_:");
            self.draft
                .notices
                .tell(Kind::Match, || if is_blank { String::new() } else { crate::draft::start_of(iri, 80) });
        } else if let Some(node) = self.draft.node(subject) {
            self.draft.matching(node, iri, is_exact);
        }
    }

    fn pair(&mut self, left: &str, right: &str) -> Option<(usize, usize)> {
        Some((self.draft.node(left)?, self.draft.node(right)?))
    }
}
