use std::collections::{HashMap, HashSet};

use fundscan_model::{BlockKind, ConceptId, Language};
use toml::de::DeValue;

use super::checks::{identifier, unknown};
use super::concepts::{groups, label, language, probably};
use super::table::{At, Fields, Sheet, kind};
use crate::{Finding, Group, Label, Question};

/// A file of questions as read.
pub(crate) struct QuestionParts {
    pub(crate) id: String,
    pub(crate) version: String,
    pub(crate) groups: Vec<Group>,
    pub(crate) questions: Vec<Question>,
}

/// Where an answer stands unless the file says otherwise. A note explains what stands elsewhere: it is no answer.
const USUAL_KINDS: [BlockKind; 3] = [BlockKind::Paragraph, BlockKind::ListItem, BlockKind::TableCell];

/// The most questions of a file: each is a table, and each passage is held against each of them.
const MOST_QUESTIONS: usize = 200;

/// The most heads of a question: each head of a document is held against each of them.
const MOST_HEADS: usize = 50;

/// Reads as much as can be read, with everything that is amiss. `concepts` are those of the taxonomy.
pub(crate) fn read_questions(text: &str, concepts: &[&str]) -> (QuestionParts, Vec<Finding>) {
    let mut sheet = Sheet::new(text);
    let root = sheet.parse(text);
    let mut fields = Fields::new("the file of questions", 1, root.get_ref(), &sheet);
    let id = fields.required_text("id", &mut sheet);
    let version = fields.required_text("version", &mut sheet);
    let language = language(&mut fields, &mut sheet);
    let groups = groups("the file of questions", &mut fields, language, &mut sheet);
    let items = fields.list("question", &mut sheet);
    fields.finish(&mut sheet);

    if items.is_empty() {
        sheet.error(1, "the file has no question; each starts with the line [[question]]");
    }
    if let Some(item) = items.get(MOST_QUESTIONS) {
        sheet.error(item.line, format!("a file holds {MOST_QUESTIONS} questions at most"));
    }
    let known = concepts.iter().copied().collect();
    let mut reader = Reader { sheet, language, groups, concepts, known, ids: HashMap::new() };
    let mut questions = Vec::with_capacity(items.len());
    for item in items {
        match item.value {
            DeValue::Table(table) => {
                let fields = Fields::new("a question", item.line, table, &reader.sheet);
                questions.extend(reader.question(fields));
            }
            other => reader.sheet.error(item.line, format!("a question must be a table, not {}", kind(other))),
        }
    }
    let text = |found: Option<At<&str>>| found.map(|at| at.value.to_owned()).unwrap_or_default();
    let parts = QuestionParts { id: text(id), version: text(version), groups: reader.groups, questions };
    (parts, reader.sheet.into_findings())
}

struct Reader<'c> {
    sheet: Sheet,
    language: Language,
    groups: Vec<Group>,
    /// The concepts of the taxonomy, in its order, to name the one that is probably meant.
    concepts: &'c [&'c str],
    known: HashSet<&'c str>,
    ids: HashMap<String, usize>,
}

impl Reader<'_> {
    fn question(&mut self, mut fields: Fields<'_>) -> Option<Question> {
        let (line, sheet) = (fields.line(), &mut self.sheet);
        let id = fields.required_text("id", sheet);
        let name = id.map_or("?", |id| id.value);
        let group = fields.required_text("group", sheet);
        let label_item = fields.take("label");
        let source = fields.text("source", sheet);
        let concepts = fields.texts("concepts", sheet);
        let alone = fields.texts("alone", sheet);
        let heads = fields.texts("heads", sheet);
        let kinds = fields.has("kinds").then(|| fields.texts("kinds", sheet));
        fields.finish(sheet);

        if let Some(group) = group.filter(|g| !self.groups.iter().any(|known| known.id == g.value)) {
            let known: Vec<&str> = self.groups.iter().map(|g| g.id.as_str()).collect();
            sheet.error(group.line, unknown("group", group.value, &known));
        }
        let label = match label_item {
            Some(found) => label(At { value: found.value.get_ref(), line: found.line }, name, self.language, sheet),
            None => {
                sheet.error(line, format!("the question `{}` has no `label`", name.escape_debug()));
                Label { nl: String::new(), en: String::new() }
            }
        };
        if concepts.is_empty() && alone.is_empty() {
            sheet.error(line, format!("the question `{}` has no concept that answers it", name.escape_debug()));
        }
        self.concepts(name, &concepts, &alone);
        let heads = self.heads(name, line, &heads);
        let kinds = self.kinds(name, line, kinds);

        let id = id?;
        identifier(id.value, "question", id.line, &mut self.sheet);
        if let Some(first) = self.ids.insert(id.value.to_owned(), id.line) {
            let message = format!("duplicate id: `{}` already stands on line {first}", id.value.escape_debug());
            self.sheet.error(id.line, message);
        }
        let ids = |list: Vec<At<&str>>| list.iter().map(|c| ConceptId::from(c.value)).collect();
        Some(Question {
            id: id.value.to_owned(),
            group: group.map(|g| g.value.to_owned()).unwrap_or_default(),
            label,
            source: source.map(|s| s.value.to_owned()).unwrap_or_default(),
            concepts: ids(concepts),
            alone: ids(alone),
            heads,
            kinds,
            line,
        })
    }

    /// Each concept is one of the taxonomy, and named once.
    fn concepts(&mut self, of: &str, concepts: &[At<&str>], alone: &[At<&str>]) {
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for concept in concepts.iter().chain(alone) {
            if !self.known.contains(concept.value) {
                self.sheet.error(concept.line, unknown("concept", concept.value, self.concepts));
            }
            if let Some(first) = seen.insert(concept.value, concept.line) {
                let (concept_name, of) = (concept.value.escape_debug(), of.escape_debug());
                let message = format!("the concept `{concept_name}` of `{of}` is a duplicate: line {first} has it");
                self.sheet.error(concept.line, message);
            }
        }
    }

    /// Each head is words, which may end in `*`.
    fn heads(&mut self, of: &str, line: usize, heads: &[At<&str>]) -> Vec<String> {
        if heads.len() > MOST_HEADS {
            let message = format!("`heads` of `{}` holds {MOST_HEADS} texts at most", of.escape_debug());
            self.sheet.error(line, message);
        }
        for head in heads {
            for word in head.value.split_whitespace() {
                let letters = word.strip_suffix('*').unwrap_or(word);
                let shown = word.escape_debug();
                if letters.is_empty() || letters.contains('*') {
                    let message = format!("`{shown}` in `heads`: a `*` may stand only at the end of a word");
                    self.sheet.error(head.line, message);
                } else if !letters.chars().all(char::is_alphanumeric) {
                    let message =
                        format!("`{shown}` is not one word: `heads` takes words of letters and digits, with spaces");
                    self.sheet.error(head.line, message);
                }
            }
        }
        heads.iter().map(|head| head.value.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }

    fn kinds(&mut self, of: &str, line: usize, asked: Option<Vec<At<&str>>>) -> Vec<BlockKind> {
        let Some(asked) = asked else { return USUAL_KINDS.to_vec() };
        let names = BlockKind::ALL.map(BlockKind::name);
        let mut kinds = Vec::with_capacity(asked.len());
        for name in &asked {
            match BlockKind::from_name(name.value) {
                Some(kind) => kinds.push(kind),
                None => {
                    let (name_text, hint) = (name.value.escape_debug(), probably(name.value, &names));
                    let hint = if hint.is_empty() { format!("; there are {}", names.join(", ")) } else { hint };
                    self.sheet.error(name.line, format!("there is no kind of passage `{name_text}`{hint}"));
                }
            }
        }
        if asked.is_empty() {
            self.sheet
                .error(line, format!("`kinds` of `{}` is empty; leave it out for the usual ones", of.escape_debug()));
        }
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }
}
