//! The tables in which ESCO publishes its concepts: columns by their header, in any order.
//!
//! Three kinds are known: concepts with their labels (`conceptUri`, `preferredLabel`, …), the hierarchy of skill groups (`Level 0
//! URI`, `Level 0 preferred term`, …), and broader relations (`conceptUri`, `broaderUri`).

use csv::{ReaderBuilder, StringRecord};

use crate::draft::{Draft, LabelKind};
use crate::limits::MAX_CONCEPTS;
use crate::notices::Kind;
use crate::{SkosError, Source};

/// What parts several values in one cell of the collections; elsewhere it is a line end.
const BAR: &str = " | ";

/// The levels of the hierarchy, 0 to 9.
const MAX_LEVELS: usize = 10;

/// Reads a table. The language of its labels is that at the end of its name, or the one that is given.
pub(crate) fn table(source: &Source<'_>, language: &str, draft: &mut Draft) -> Result<(), SkosError> {
    let tag = tag_of_name(source.name).unwrap_or(language);
    let mut reader = ReaderBuilder::new().delimiter(delimiter(source.bytes)).flexible(true).from_reader(source.bytes);
    let header = reader.headers().map_err(|e| fault(source, &e))?.clone();
    let columns = Columns::new(&header);
    draft.has_tables = true;
    let mut table = Table { draft, columns, tag };
    let kind = table.kind().ok_or_else(|| {
        let known =
            "conceptUri with preferredLabel, conceptUri with broaderUri, or Level 0 URI with Level 0 preferred term";
        let found: Vec<&str> = header.iter().take(12).collect();
        source.fault(Some(1), format!("the columns of a table of ESCO are {known}; this one has {}", found.join(", ")))
    })?;
    let mut record = StringRecord::new();
    while reader.read_record(&mut record).map_err(|e| fault(source, &e))? {
        match kind {
            TableKind::Concepts => table.concept(&record),
            TableKind::Hierarchy => table.levels(&record),
            TableKind::Relations => table.relation(&record),
        }
    }
    Ok(())
}

fn fault(source: &Source<'_>, error: &csv::Error) -> SkosError {
    let line = error.position().and_then(|at| usize::try_from(at.line()).ok());
    source.fault(line, format!("this is not a table (CSV): {error}"))
}

/// The language in the name of a file as ESCO gives it: `skills_nl.csv`.
fn tag_of_name(name: &str) -> Option<&str> {
    let stem = name.rsplit(['/', '\\']).next()?.rsplit_once('.')?.0;
    let tag = stem.rsplit_once('_')?.1;
    (tag.len() == 2 && tag.bytes().all(|b| b.is_ascii_lowercase())).then_some(tag)
}

/// The mark between columns: the one the header has most of.
fn delimiter(bytes: &[u8]) -> u8 {
    let header = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
    let count = |mark: u8| header.iter().filter(|b| **b == mark).count();
    [b',', b';', b'\t'].into_iter().rev().max_by_key(|mark| count(*mark)).unwrap_or(b',')
}

#[derive(Clone, Copy)]
enum TableKind {
    Concepts,
    Hierarchy,
    Relations,
}

/// Where the columns stand that are read.
#[derive(Default)]
struct Columns {
    iri: Option<usize>,
    preferred: Option<usize>,
    alternative: Option<usize>,
    hidden: Option<usize>,
    description: Option<usize>,
    definition: Option<usize>,
    scope_note: Option<usize>,
    code: Option<usize>,
    status: Option<usize>,
    skill_type: Option<usize>,
    broader: Option<usize>,
    broader_labels: Option<usize>,
    levels: Vec<Level>,
}

#[derive(Clone, Copy, Default)]
struct Level {
    iri: Option<usize>,
    label: Option<usize>,
    code: Option<usize>,
}

impl Columns {
    fn new(header: &StringRecord) -> Self {
        let mut columns = Self::default();
        for (number, name) in header.iter().enumerate() {
            let name = name.trim().to_lowercase();
            let place = match name.as_str() {
                "concepturi" => &mut columns.iri,
                "preferredlabel" => &mut columns.preferred,
                "altlabels" | "alternativelabel" | "altlabel" => &mut columns.alternative,
                "hiddenlabels" | "hiddenlabel" => &mut columns.hidden,
                "description" => &mut columns.description,
                "definition" => &mut columns.definition,
                "scopenote" | "scope note" => &mut columns.scope_note,
                "code" | "iscogroup" => &mut columns.code,
                "status" => &mut columns.status,
                "skilltype" => &mut columns.skill_type,
                "broaderuri" | "broaderconcepturi" => &mut columns.broader,
                "broaderconceptpt" | "broaderlabel" => &mut columns.broader_labels,
                name => match columns.level(name) {
                    Some(place) => place,
                    None => continue,
                },
            };
            place.get_or_insert(number);
        }
        columns
    }

    /// The place for a column such as `level 2 uri`.
    fn level(&mut self, name: &str) -> Option<&mut Option<usize>> {
        let (number, what) = name.strip_prefix("level ")?.split_once(' ')?;
        let number: usize = number.parse().ok().filter(|n| *n < MAX_LEVELS)?;
        if self.levels.len() <= number {
            self.levels.resize_with(number + 1, Level::default);
        }
        let level = &mut self.levels[number];
        match what {
            "uri" => Some(&mut level.iri),
            "preferred term" => Some(&mut level.label),
            "code" => Some(&mut level.code),
            _ => None,
        }
    }
}

struct Table<'d> {
    draft: &'d mut Draft,
    columns: Columns,
    tag: &'d str,
}

impl Table<'_> {
    fn kind(&self) -> Option<TableKind> {
        let columns = &self.columns;
        if columns.levels.first().is_some_and(|l| l.iri.is_some() && l.label.is_some()) {
            Some(TableKind::Hierarchy)
        } else if columns.iri.is_some() && columns.preferred.is_some() {
            Some(TableKind::Concepts)
        } else if columns.iri.is_some() && columns.broader.is_some() {
            Some(TableKind::Relations)
        } else {
            None
        }
    }

    fn concept(&mut self, record: &StringRecord) {
        let Some(node) = self.described(record, self.columns.iri) else { return };
        let status = cell(record, self.columns.status);
        if !matches!(status, "" | "released") {
            let iri = self.draft.nodes[node].iri.clone();
            self.draft.notices.tell(Kind::Status, || iri);
            self.draft.nodes[node].is_left_out = true;
        }
        // A skill is named by what one does, knowledge by its subject.
        self.draft.nodes[node].is_activity |= cell(record, self.columns.skill_type).starts_with("skill");
        self.draft.label(node, LabelKind::Preferred, cell(record, self.columns.preferred), self.tag);
        let kinds = [(LabelKind::Alternative, self.columns.alternative), (LabelKind::Hidden, self.columns.hidden)];
        for (kind, column) in kinds {
            for label in values(cell(record, column)) {
                self.draft.label(node, kind, label, self.tag);
            }
        }
        self.texts(node, record);
        self.notation(node, cell(record, self.columns.code));
        self.parents(node, record);
    }

    fn parents(&mut self, node: usize, record: &StringRecord) {
        let iris: Vec<&str> = values(cell(record, self.columns.broader)).collect();
        let labels: Vec<&str> = values(cell(record, self.columns.broader_labels)).collect();
        for (number, iri) in iris.iter().enumerate() {
            let Some(parent) = self.draft.node(iri) else { continue };
            self.draft.broader(node, parent);
            // Labels and IRIs go together where there are as many of them.
            if iris.len() == labels.len() && !self.draft.nodes[parent].is_concept {
                self.draft.nodes[parent].is_borrowed = true;
                self.draft.label(parent, LabelKind::Title, labels[number], self.tag);
            }
        }
    }

    fn levels(&mut self, record: &StringRecord) {
        let mut above = None;
        for number in 0..self.columns.levels.len() {
            let Level { iri, label, code } = self.columns.levels[number];
            if cell(record, iri).is_empty() {
                break;
            }
            let Some(node) = self.described(record, iri) else { return };
            self.draft.label(node, LabelKind::Preferred, cell(record, label), self.tag);
            self.notation(node, cell(record, code));
            if let Some(above) = above.filter(|above| *above != node) {
                self.draft.broader(node, above);
            }
            above = Some(node);
        }
        match above {
            // The description is that of the lowest level of the row.
            Some(node) => self.texts(node, record),
            None => self.draft.notices.tell(Kind::Nameless, String::new),
        }
    }

    fn relation(&mut self, record: &StringRecord) {
        let (narrower, broader) = (cell(record, self.columns.iri), cell(record, self.columns.broader));
        if narrower.is_empty() || broader.is_empty() {
            return self.draft.notices.tell(Kind::Nameless, String::new);
        }
        if let (Some(narrower), Some(broader)) = (self.draft.node(narrower), self.draft.node(broader)) {
            self.draft.broader(narrower, broader);
        }
    }

    /// The concept whose IRI stands in a column.
    fn described(&mut self, record: &StringRecord, column: Option<usize>) -> Option<usize> {
        let iri = cell(record, column);
        if fundscan_taxonomy::absolute_iri(iri).is_err() {
            self.draft.notices.tell(Kind::Nameless, || crate::draft::start_of(iri, 60));
            return None;
        }
        if self.draft.nodes.len() >= MAX_CONCEPTS && self.draft.known(iri).is_none() {
            self.draft.notices.tell(Kind::Concepts, || format!("{MAX_CONCEPTS} are read"));
            return None;
        }
        let node = self.draft.node(iri)?;
        self.draft.nodes[node].is_concept = true;
        Some(node)
    }

    fn texts(&mut self, node: usize, record: &StringRecord) {
        for (column, is_note) in
            [(self.columns.definition, false), (self.columns.description, false), (self.columns.scope_note, true)]
        {
            self.draft.definition(node, cell(record, column), self.tag, is_note);
        }
    }

    fn notation(&mut self, node: usize, code: &str) {
        if !code.is_empty()
            && let Some(notation) = self.draft.label_text(code, "")
        {
            self.draft.nodes[node].notation.get_or_insert(notation.text);
        }
    }
}

fn cell(record: &StringRecord, column: Option<usize>) -> &str {
    column.and_then(|number| record.get(number)).unwrap_or_default().trim()
}

/// The values of a cell, a line each, or with bars between them.
fn values(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('\n').flat_map(|line| line.split(BAR)).map(str::trim).filter(|value| !value.is_empty())
}
