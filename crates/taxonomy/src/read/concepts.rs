use std::collections::HashMap;

use fundscan_model::{ConceptId, Language};
use toml::de::DeValue;

use super::Trust;
use super::checks;
use super::table::{At, Fields, Sheet, kind, nearest};
use super::terms::{read_terms, usable};
use crate::expand::expand;
use crate::{Concept, Finding, Group, Label, Uncounted};

/// A taxonomy file as read, before its hashes and index are made.
pub(crate) struct Parts {
    pub(crate) id: String,
    pub(crate) version: String,
    pub(crate) language: Language,
    pub(crate) groups: Vec<Group>,
    pub(crate) concepts: Vec<Concept>,
    pub(crate) uncounted: Uncounted,
}

/// The length of a file: a hundred times that of the largest vocabularies in use.
const MAX_BYTES: usize = 256 << 20;

/// Reads as much as can be read, with everything that is amiss.
pub(crate) fn read_taxonomy(text: &str, trust: Trust) -> (Parts, Vec<Finding>) {
    let mut sheet = Sheet::new(text);
    let too_long = text.len() > MAX_BYTES;
    if too_long {
        sheet.error(1, format!("the file has {} bytes; a taxonomy may have {MAX_BYTES}", text.len()));
    }
    let root = sheet.parse(if too_long { "" } else { text });
    let mut fields = Fields::new("the taxonomy", 1, root.get_ref(), &sheet);
    let id = fields.required_text("id", &mut sheet);
    let version = fields.required_text("version", &mut sheet);
    let language = language(&mut fields, &mut sheet);
    let groups = groups("the taxonomy", &mut fields, language, &mut sheet);
    let uncounted = uncounted(&mut fields, language, trust, &mut sheet);
    let items = fields.list("concept", &mut sheet);
    fields.finish(&mut sheet);

    if items.is_empty() {
        sheet.error(1, "the taxonomy has no concept; each starts with the line [[concept]]");
    }
    let mut concepts = Vec::with_capacity(items.len());
    let mut references = checks::References::default();
    for item in items {
        match item.value {
            DeValue::Table(table) => {
                let fields = Fields::new("a concept", item.line, table, &sheet);
                concepts.extend(concept(fields, language, trust, &groups, &mut references, &mut sheet));
            }
            other => sheet.error(item.line, format!("a concept must be a table, not {}", kind(other))),
        }
    }
    if trust == Trust::Unchecked {
        references.check(&concepts, &mut sheet);
        checks::cycles(&concepts, &mut sheet);
        checks::duplicate_terms(&concepts, &mut sheet);
        checks::shared_terms(&concepts, &mut sheet);
    }
    let text = |found: Option<At<&str>>| found.map(|at| at.value.to_owned()).unwrap_or_default();
    (Parts { id: text(id), version: text(version), language, groups, concepts, uncounted }, sheet.into_findings())
}

pub(super) fn language(fields: &mut Fields<'_>, sheet: &mut Sheet) -> Language {
    match fields.text("language", sheet) {
        None | Some(At { value: "nl", .. }) => Language::Nl,
        Some(At { value: "en", .. }) => Language::En,
        Some(At { value, line }) => {
            sheet.error(line, format!("`language` is \"nl\" or \"en\", not \"{}\"", value.escape_debug()));
            Language::Nl
        }
    }
}

/// The groups of a file, which is called `what` in messages.
pub(super) fn groups(what: &str, fields: &mut Fields<'_>, language: Language, sheet: &mut Sheet) -> Vec<Group> {
    let Some(found) = fields.take("groups") else {
        sheet.error(1, format!("{what} has no [groups]; give each group a line such as: skills = \"Vaardigheden\""));
        return Vec::new();
    };
    let DeValue::Table(table) = found.value.get_ref() else {
        let line = sheet.line(found.value.span());
        sheet.error(line, format!("`groups` must be a table, not {}", kind(found.value.get_ref())));
        return Vec::new();
    };
    let mut entries: Vec<_> = table.iter().collect();
    // The table is sorted by name; the order of the file is the researcher's.
    entries.sort_by_key(|(key, _)| key.span().start);
    let mut groups = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        let line = sheet.line(key.span());
        checks::identifier(key.get_ref(), "group", line, sheet);
        let item = At { value: value.get_ref(), line };
        let label = label(item, key.get_ref(), language, sheet);
        groups.push(Group { id: key.get_ref().as_ref().to_owned(), label });
    }
    groups
}

/// The names, references and sections in which nothing counts.
fn uncounted(fields: &mut Fields<'_>, language: Language, trust: Trust, sheet: &mut Sheet) -> Uncounted {
    let usual = || {
        Uncounted::SECTIONS
            .iter()
            .flat_map(|heading| expand(heading, Language::Other).expect("a test reads them"))
            .collect()
    };
    let mut uncounted = Uncounted { names: Vec::new(), references: true, sections: Vec::new() };
    let Some(found) = fields.take("uncounted") else { return Uncounted { sections: usual(), ..uncounted } };
    let line = sheet.line(found.value.span());
    let DeValue::Table(table) = found.value.get_ref() else {
        sheet.error(line, format!("`uncounted` must be a table, not {}", kind(found.value.get_ref())));
        return uncounted;
    };
    let mut fields = Fields::new("uncounted", line, table, sheet);
    let names = fields.list("names", sheet);
    uncounted.names = read_terms(&names, language, "uncounted", trust, sheet);
    if fields.has("references") {
        uncounted.references = fields.flag("references", sheet);
    }
    uncounted.sections = match fields.has("sections") {
        true => {
            let headings = fields.texts("sections", sheet);
            headings
                .iter()
                .filter_map(|h| usable(expand(h.value, Language::Other), h.value, h.line, sheet))
                .flatten()
                .collect()
        }
        false => usual(),
    };
    fields.finish(sheet);
    uncounted
}

fn concept(
    mut fields: Fields<'_>,
    language: Language,
    trust: Trust,
    groups: &[Group],
    references: &mut checks::References,
    sheet: &mut Sheet,
) -> Option<Concept> {
    let line = fields.line();
    let id = fields.required_text("id", sheet);
    let name = id.map_or("?", |id| id.value);
    let group = fields.required_text("group", sheet);
    let broader = fields.text("broader", sheet);
    let label_item = fields.take("label");
    let definition = fields.text("definition", sheet);
    let overlaps = fields.texts("overlaps", sheet);
    let exact_match = fields.texts("exact_match", sheet);
    let close_match = fields.texts("close_match", sheet);
    let nl = fields.list("nl", sheet);
    let en = fields.list("en", sheet);
    fields.finish(sheet);

    if let Some(group) = group.filter(|g| !groups.iter().any(|known| known.id == g.value)) {
        let known: Vec<&str> = groups.iter().map(|g| g.id.as_str()).collect();
        sheet.error(group.line, checks::unknown("group", group.value, &known));
    }
    let label = match label_item {
        Some(found) => label(At { value: found.value.get_ref(), line: found.line }, name, language, sheet),
        None => {
            sheet.error(line, format!("the concept `{}` has no `label`", name.escape_debug()));
            Label { nl: String::new(), en: String::new() }
        }
    };
    let mut terms = read_terms(&nl, Language::Nl, name, trust, sheet);
    terms.extend(read_terms(&en, Language::En, name, trust, sheet));
    if nl.is_empty() && en.is_empty() {
        sheet.warning(line, format!("the concept `{}` has no term and will not be found", name.escape_debug()));
    }

    checks::matches(name, &exact_match, &close_match, sheet);

    let id = id?;
    checks::identifier(id.value, "concept", id.line, sheet);
    references.note(id, broader, &overlaps);
    Some(Concept {
        id: ConceptId::from(id.value),
        group: group.map(|g| g.value.to_owned()).unwrap_or_default(),
        broader: broader.map(|b| ConceptId::from(b.value)),
        label,
        definition: definition.map(|d| d.value.to_owned()).unwrap_or_default(),
        terms,
        overlaps: overlaps.iter().map(|o| ConceptId::from(o.value)).collect(),
        exact_match: exact_match.iter().map(|m| m.value.to_owned()).collect(),
        close_match: close_match.iter().map(|m| m.value.to_owned()).collect(),
        line,
    })
}

/// A label is text, or a table with text for each language; that of the file's own language must be there.
pub(super) fn label(item: At<&DeValue<'_>>, of: &str, language: Language, sheet: &mut Sheet) -> Label {
    let of = of.escape_debug();
    let (nl, en) = match item.value {
        DeValue::String(text) if !text.trim().is_empty() => {
            return Label { nl: text.to_string(), en: text.to_string() };
        }
        DeValue::String(_) => {
            sheet.error(item.line, format!("the label of `{of}` is empty"));
            (None, None)
        }
        DeValue::Table(table) => {
            let mut fields = Fields::new("a label", item.line, table, sheet);
            let (nl, en) = (fields.text("nl", sheet), fields.text("en", sheet));
            fields.finish(sheet);
            if (if language == Language::En { en } else { nl }).is_none() {
                sheet.error(item.line, format!("`{of}` has no label in `{language}`, the language of the file"));
            }
            (nl, en)
        }
        other => {
            let message =
                format!("the label of `{of}` must be text or {{ nl = \"…\", en = \"…\" }}, not {}", kind(other));
            sheet.error(item.line, message);
            (None, None)
        }
    };
    let text = |first: Option<At<&str>>, second: Option<At<&str>>| {
        first.or(second).map(|at| at.value.to_owned()).unwrap_or_default()
    };
    Label { nl: text(nl, en), en: text(en, nl) }
}

/// Where each id stands in the list of concepts; the first counts where one stands twice.
pub(super) fn numbers(concepts: &[Concept]) -> HashMap<&str, usize> {
    let mut numbers = HashMap::with_capacity(concepts.len());
    for (number, concept) in concepts.iter().enumerate() {
        numbers.entry(concept.id.as_str()).or_insert(number);
    }
    numbers
}

/// The hint that ends a message about an unknown name.
pub(super) fn probably(name: &str, known: &[&str]) -> String {
    nearest(name, known).map(|near| format!("; `{near}` is probably meant")).unwrap_or_default()
}
