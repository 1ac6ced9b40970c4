use std::collections::HashSet;
use std::fmt::Write as _;

use fundscan_taxonomy::{Taxonomy, absolute_iri};
use toml::{Table, Value};

use crate::draft::tidy;
use crate::limits::{MAX_DEFINITION_BYTES, MAX_LABEL_BYTES};
use crate::names::BASE;
use crate::turtle::{Object, Turtle};
use crate::{SkosError, labels, write};

/// The number of forms of a term that are given as hidden labels. A term that stands for more is a rule and no list of names.
const MAX_HIDDEN: usize = 16;

/// Writes a taxonomy file as SKOS in Turtle.
///
/// A concept is a `skos:Concept` with labels, `skos:broader`, `skos:definition`, `skos:exactMatch`, `skos:closeMatch`; a group
/// is a `skos:Collection`. A term that is plain words is a `skos:altLabel`, the forms of one with choices are
/// `skos:hiddenLabel`s. Beside that each concept has its terms as the file has them, in order, in `fs:nl` and `fs:en`, and
/// whatever else SKOS has no word for in `fs:more`, so that an import gives the same taxonomy.
///
/// `base` is what the IRIs start with; one of our own where none is given.
///
/// # Errors
///
/// [`SkosError::Option`] where the base is no absolute IRI, [`SkosError::File`] where the text is no taxonomy; read it with
/// [`Taxonomy::parse`] first, which names every fault.
pub fn export(text: &str, base: Option<&str>) -> Result<String, SkosError> {
    let fault = |reason: String| SkosError::File { file: "the taxonomy".to_owned(), line: None, reason };
    let (taxonomy, _) = Taxonomy::parse(text).map_err(|e| fault(e.to_string()))?;
    let table: Table = toml::from_str(text).map_err(|e| fault(e.to_string()))?;
    let base = match base {
        Some(base) => {
            check_base(base)?;
            base.to_owned()
        }
        None => concept_base(taxonomy.id()),
    };
    Ok(Exporter { taxonomy: &taxonomy, base }.turtle(&table))
}

/// What the IRIs of the concepts of a taxonomy start with, unless the researcher says otherwise.
#[must_use]
pub fn concept_base(taxonomy: &str) -> String {
    let mut base = BASE.to_owned();
    for byte in taxonomy.bytes() {
        // An id may hold what an IRI cannot: RFC 3986, 2.1 and 2.3.
        match byte {
            b'-' | b'.' | b'_' | b'~' => base.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => base.push(char::from(byte)),
            byte => write!(base, "%{byte:02X}").expect("a string takes all that is written"),
        }
    }
    base + "/"
}

/// Whether IRIs can start with this.
///
/// # Errors
///
/// [`SkosError::Option`] where it is no absolute IRI.
pub fn check_base(base: &str) -> Result<(), SkosError> {
    absolute_iri(base).map_err(|reason| SkosError::Option(format!("the base `{}` {reason}", base.escape_debug())))
}

struct Exporter<'t> {
    taxonomy: &'t Taxonomy,
    base: String,
}

impl Exporter<'_> {
    fn turtle(&self, table: &Table) -> String {
        let mut turtle = Turtle::new(vec![("group", format!("{}group/", self.base)), ("concept", self.base.clone())]);
        let empty = Vec::new();
        let concepts: Vec<&Table> = table
            .get("concept")
            .and_then(Value::as_array)
            .unwrap_or(&empty)
            .iter()
            .filter_map(Value::as_table)
            .collect();
        self.scheme(table, &concepts, &mut turtle);
        self.groups(table, &concepts, &mut turtle);
        for concept in concepts {
            self.concept(concept, &mut turtle);
        }
        turtle.into_text()
    }

    fn iri(&self, id: &str) -> Object {
        Object::Iri(format!("{}{id}", self.base))
    }

    fn group_iri(&self, id: &str) -> Object {
        Object::Iri(format!("{}group/{id}", self.base))
    }

    fn scheme(&self, table: &Table, concepts: &[&Table], turtle: &mut Turtle) {
        let mut more = without(table, &["id", "language", "groups", "concept"]);
        let version = taken(&mut more, "version", |text| tidy(text) == text && text.len() <= MAX_LABEL_BYTES);
        let listed = concepts.iter().filter_map(|c| text_of(c, "id")).map(|id| self.iri(id)).collect();
        let tops = concepts.iter().filter(|c| !c.contains_key("broader")).filter_map(|c| text_of(c, "id"));
        let groups = self.taxonomy.groups().iter().map(|g| self.group_iri(g.id())).collect();
        turtle.block(
            &self.base,
            &["skos:ConceptScheme"],
            &[
                ("fs:id", vec![Object::Text(self.taxonomy.id().to_owned(), "")]),
                ("skos:prefLabel", vec![Object::Text(self.taxonomy.id().to_owned(), "")]),
                ("owl:versionInfo", version.into_iter().map(|v| Object::Text(v, "")).collect()),
                ("fs:language", vec![Object::Text(self.taxonomy.language().to_string(), "")]),
                ("skos:hasTopConcept", tops.map(|id| self.iri(id)).collect()),
                ("fs:groups", vec![Object::List(groups)]),
                ("fs:concepts", vec![Object::List(listed)]),
                ("fs:more", toml_of(&more)),
            ],
        );
    }

    fn groups(&self, table: &Table, concepts: &[&Table], turtle: &mut Turtle) {
        let empty = Table::new();
        let names = table.get("groups").and_then(Value::as_table).unwrap_or(&empty);
        for group in self.taxonomy.groups() {
            let Object::Iri(iri) = self.group_iri(group.id()) else { continue };
            let members = concepts.iter().filter(|c| text_of(c, "group") == Some(group.id()));
            let (labels, exact) = names.get(group.id()).map(labels_of).unwrap_or_default();
            let more: Table =
                names.get(group.id()).filter(|_| !exact).map(|v| ("label".to_owned(), v.clone())).into_iter().collect();
            turtle.block(
                &iri,
                &["skos:Collection", "fs:Group"],
                &[
                    ("fs:id", vec![Object::Text(group.id().to_owned(), "")]),
                    ("skos:prefLabel", labels),
                    ("skos:member", members.filter_map(|c| text_of(c, "id")).map(|id| self.iri(id)).collect()),
                    ("fs:more", toml_of(&more)),
                ],
            );
        }
    }

    fn concept(&self, concept: &Table, turtle: &mut Turtle) {
        let Some(id) = text_of(concept, "id") else { return };
        let mut more =
            without(concept, &["id", "group", "broader", "exact_match", "close_match", "overlaps", "nl", "en"]);
        let (names, exact) = concept.get("label").map(labels_of).unwrap_or_default();
        if exact {
            more.remove("label");
        }
        let definition =
            taken(&mut more, "definition", |text| tidy(text) == text && text.len() <= MAX_DEFINITION_BYTES);
        let (alternative, hidden) = self.found_by(concept, &names);
        let iris = |key: &str| texts_of(concept, key).map(|iri| Object::Iri(iri.to_owned())).collect::<Vec<_>>();
        let list = |key: &str, items: Vec<Object>| concept.get(key).map(|_| Object::List(items)).into_iter().collect();
        let terms = |key: &str| -> Vec<Object> {
            let empty = Vec::new();
            let items = concept.get(key).and_then(Value::as_array).unwrap_or(&empty);
            list(key, items.iter().map(term).collect())
        };
        let Object::Iri(iri) = self.iri(id) else { return };
        turtle.block(
            &iri,
            &["skos:Concept"],
            &[
                ("fs:id", vec![Object::Text(id.to_owned(), "")]),
                ("skos:inScheme", vec![Object::Iri(self.base.clone())]),
                ("fs:inGroup", text_of(concept, "group").map(|g| self.group_iri(g)).into_iter().collect()),
                ("skos:broader", text_of(concept, "broader").map(|b| self.iri(b)).into_iter().collect()),
                ("skos:prefLabel", names),
                ("skos:altLabel", alternative),
                ("skos:hiddenLabel", hidden),
                ("skos:definition", definition.into_iter().map(|d| Object::Text(d, "")).collect()),
                ("skos:exactMatch", iris("exact_match")),
                ("skos:closeMatch", iris("close_match")),
                ("fs:overlaps", list("overlaps", texts_of(concept, "overlaps").map(|id| self.iri(id)).collect())),
                ("fs:nl", terms("nl")),
                ("fs:en", terms("en")),
                ("fs:more", toml_of(&more)),
            ],
        );
    }

    /// The terms that are plain words, and the forms of those with few choices, for programs that know only SKOS. No label
    /// stands twice: SKOS does not allow it.
    fn found_by(&self, concept: &Table, names: &[Object]) -> (Vec<Object>, Vec<Object>) {
        let mut seen: HashSet<(String, &str)> = HashSet::new();
        for name in names {
            if let Object::Text(text, tag) = name {
                seen.insert((text.to_lowercase(), tag));
            }
        }
        let (mut alternative, mut hidden) = (Vec::new(), Vec::new());
        for tag in ["nl", "en"] {
            let empty = Vec::new();
            let mut forms: Vec<String> = Vec::new();
            for value in concept.get(tag).and_then(Value::as_array).unwrap_or(&empty) {
                let text = match value {
                    Value::String(text) => text,
                    // Words that count only in some place are no names.
                    Value::Table(table) if table.keys().all(|key| matches!(key.as_str(), "term" | "case")) => {
                        text_of(table, "term").unwrap_or_default()
                    }
                    _ => continue,
                };
                if let Some(plain) = labels::plain(text) {
                    let plain = tidy(&plain);
                    if plain.len() <= MAX_LABEL_BYTES && seen.insert((plain.to_lowercase(), tag)) {
                        alternative.push(Object::Text(plain, tag));
                    }
                } else if let Some(found) = labels::forms(text).filter(|f| f.len() <= MAX_HIDDEN) {
                    forms.extend(found.into_iter().filter(|form| !form.contains('*')));
                }
            }
            for form in forms {
                if form.len() <= MAX_LABEL_BYTES && seen.insert((form.clone(), tag)) {
                    hidden.push(Object::Text(form, tag));
                }
            }
        }
        (alternative, hidden)
    }
}

fn text_of<'t>(table: &'t Table, key: &str) -> Option<&'t str> {
    table.get(key).and_then(Value::as_str)
}

fn texts_of<'t>(table: &'t Table, key: &str) -> impl Iterator<Item = &'t str> {
    table.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

fn without(table: &Table, keys: &[&str]) -> Table {
    table.iter().filter(|(key, _)| !keys.contains(&key.as_str())).map(|(k, v)| (k.clone(), v.clone())).collect()
}

/// Takes a text out of a table, if SKOS can hold it as it is.
fn taken(table: &mut Table, key: &str, fits: impl Fn(&str) -> bool) -> Option<String> {
    let fits = text_of(table, key).is_some_and(fits);
    match table.remove(key) {
        Some(Value::String(text)) if fits => Some(text),
        Some(value) => {
            table.insert(key.to_owned(), value);
            None
        }
        None => None,
    }
}

/// The labels of a concept or group, and whether they say all that the file says.
fn labels_of(value: &Value) -> (Vec<Object>, bool) {
    let texts: Vec<(&str, &'static str)> = match value {
        Value::String(text) => vec![(text, "")],
        Value::Table(table) => [("nl", "nl"), ("en", "en")]
            .into_iter()
            .filter_map(|(key, tag)| text_of(table, key).map(|text| (text, tag)))
            .collect(),
        _ => Vec::new(),
    };
    let exact = texts.iter().all(|(text, _)| tidy(text) == *text && text.len() <= MAX_LABEL_BYTES);
    (texts.into_iter().map(|(text, tag)| Object::Text(tidy(text), tag)).collect(), exact)
}

fn term(value: &Value) -> Object {
    match value {
        Value::String(text) => Object::Text(text.clone(), ""),
        other => Object::Toml(write::inline(other)),
    }
}

/// The keys of a table with their values; nothing where it has none.
fn toml_of(table: &Table) -> Vec<Object> {
    if table.is_empty() {
        return Vec::new();
    }
    let lines: Vec<String> = table.iter().map(|(key, value)| write::pair(key, value)).collect();
    vec![Object::Toml(lines.join("\n"))]
}
