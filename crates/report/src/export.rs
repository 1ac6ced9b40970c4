//! The tables of a scan for R, pandas and DuckDB: typed columns, a row each.

use fundscan_evidence::{Collection, ConceptEntry, Counts, Evidence, MentionRecord, StoredPassages};
use fundscan_model::ConceptId;

use crate::concordance::decided;
use crate::parquet::{ColumnType, Columns};
use crate::{Value, collection_records};

use ColumnType::{Count, Number, Text, Whether};

/// The columns of [`mention_row`].
pub const MENTION_COLUMNS: &Columns = &[
    ("mention", Text),
    ("document", Text),
    ("document_kind", Text),
    ("sha256", Text),
    ("year_from", Count),
    ("year_to", Count),
    ("fund", Text),
    ("fund_by", Text),
    ("concept", Text),
    ("label_nl", Text),
    ("label_en", Text),
    ("group", Text),
    ("broader", Text),
    ("status", Text),
    ("time", Text),
    ("hedged", Whether),
    ("before", Text),
    ("quote", Text),
    ("after", Text),
    ("term", Text),
    ("page", Count),
    ("kind", Text),
    ("language", Text),
    ("section", Text),
    ("passage", Text),
    // Bytes of UTF-8, in the passage's text and in the document's.
    ("start", Count),
    ("end", Count),
    ("text_start", Count),
    ("text_end", Count),
    // From 0 to 100; empty where the words stand in the file.
    ("ocr_confidence", Count),
    // What a person decided about it, and why; empty where nobody did.
    ("by_hand", Text),
];

/// A mention as a row of [`MENTION_COLUMNS`]. `concepts` are those of the scan's collection.
#[must_use]
pub fn mention_row(evidence: &Evidence, mention: &MentionRecord, concepts: &[ConceptEntry]) -> Vec<Value> {
    let concept = entry(concepts, &mention.concept);
    vec![
        (&mention.id).into(),
        (&evidence.source.path).into(),
        Value::text(evidence.document.kind),
        evidence.source.sha256.as_deref().into(),
        evidence.period.from.into(),
        evidence.period.to.into(),
        mention.fund.as_ref().map(|f| f.as_str()).into(),
        Value::text(mention.fund_by),
        mention.concept.as_str().into(),
        concept.map(|c| c.nl.as_str()).into(),
        concept.map(|c| c.en.as_str()).into(),
        concept.map(|c| c.group.as_str()).into(),
        concept.and_then(|c| c.broader.as_ref()).map(|b| b.as_str()).into(),
        Value::text(mention.status),
        mention.time.map(Value::text).into(),
        mention.hedged.into(),
        (&mention.before).into(),
        (&mention.quote).into(),
        (&mention.after).into(),
        (&mention.term).into(),
        mention.page.into(),
        Value::text(mention.kind),
        Value::text(mention.language),
        mention.section.join(" > ").into(),
        (&mention.passage).into(),
        mention.span.start().into(),
        mention.span.end().into(),
        mention.text_span.map(|s| s.start()).into(),
        mention.text_span.map(|s| s.end()).into(),
        mention.ocr.map(|ocr| u32::from(ocr.confidence)).into(),
        mention.decision.as_ref().map(decided).into(),
    ]
}

/// The columns of [`count_rows`].
pub const COUNT_COLUMNS: &Columns = &[
    ("concept", Text),
    ("label_nl", Text),
    ("label_en", Text),
    ("group", Text),
    ("broader", Text),
    ("fund", Text),
    ("year_from", Count),
    ("year_to", Count),
    ("mentions", Count),
    ("negated", Count),
    ("passages", Count),
    ("negated_passages", Count),
    ("per_10k", Number),
    ("own_mentions", Count),
    ("own_negated", Count),
    ("own_passages", Count),
    ("own_negated_passages", Count),
    ("documents", Count),
    ("words", Count),
];

/// How often each concept was found, a row for each concept, fund and year or period, as rows of [`COUNT_COLUMNS`]: of the
/// concept and its narrower ones, and (`own_`) of itself. What was not found has no row.
pub fn count_rows(collection: &Collection) -> impl Iterator<Item = Vec<Value>> {
    let concepts = &collection.taxonomy.concepts;
    collection.counts.iter().map(|count| {
        let concept = entry(concepts, &count.concept);
        let four = |c: &Counts| [c.affirmed, c.negated, c.passages, c.negated_passages].map(Value::Count);
        let mut row = vec![
            count.concept.as_str().into(),
            concept.map(|c| c.nl.as_str()).into(),
            concept.map(|c| c.en.as_str()).into(),
            concept.map(|c| c.group.as_str()).into(),
            concept.and_then(|c| c.broader.as_ref()).map(|b| b.as_str()).into(),
            count.fund.as_ref().map(|f| f.as_str()).into(),
            count.years.map(|y| y.from).into(),
            count.years.map(|y| y.to).into(),
        ];
        row.extend(four(&count.rolled_up));
        row.push(Value::Number(count.rolled_up.per_10k, 2));
        row.extend(four(&count.own));
        row.extend([count.documents.into(), count.words.into()]);
        row
    })
}

/// The columns of [`document_rows`].
pub const DOCUMENT_COLUMNS: &Columns = &[
    ("document", Text),
    ("status", Text),
    ("reason", Text),
    ("reason_message", Text),
    ("kind", Text),
    ("title", Text),
    ("fund", Text),
    ("fund_name", Text),
    ("fund_how", Text),
    ("years", Text),
    ("year_from", Count),
    ("year_to", Count),
    ("year_how", Text),
    ("pages", Count),
    ("pages_ocr", Count),
    ("pages_waiting", Count),
    ("words", Count),
    ("affirmed", Count),
    ("negated", Count),
    ("duplicate_of", Text),
    ("sha256", Text),
    ("evidence", Text),
    ("by_hand", Text),
];

/// The documents of a scan, as rows of [`DOCUMENT_COLUMNS`].
#[must_use]
pub fn document_rows(collection: &Collection) -> Vec<Vec<Value>> {
    collection_records(collection).into_rows()
}

/// The columns of [`passage_rows`].
pub const PASSAGE_COLUMNS: &Columns = &[
    ("passage", Text),
    ("document", Text),
    ("sha256", Text),
    ("number", Count),
    ("page", Count),
    ("kind", Text),
    ("language", Text),
    ("section", Text),
    ("fund", Text),
    ("fund_by", Text),
    ("words", Count),
    ("text", Text),
];

/// The passages of a document, as rows of [`PASSAGE_COLUMNS`].
pub fn passage_rows(passages: &StoredPassages) -> impl Iterator<Item = Vec<Value>> {
    let head = passages.head();
    passages.passages().iter().map(|passage| {
        vec![
            (&passage.id).into(),
            (&head.path).into(),
            (&head.sha256).into(),
            passage.number.into(),
            passage.places.first().map(|p| p.page).into(),
            Value::text(passage.kind),
            Value::text(passage.language),
            passage.section.join(" > ").into(),
            passage.fund.as_ref().map(|f| f.as_str()).into(),
            Value::text(passage.fund_by),
            passage.words.into(),
            (&passage.text).into(),
        ]
    })
}

fn entry<'a>(concepts: &'a [ConceptEntry], id: &ConceptId) -> Option<&'a ConceptEntry> {
    concepts.iter().find(|c| c.concept == *id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{collection, documents};

    #[test]
    fn every_row_has_a_cell_of_the_type_of_its_column() {
        fn check(columns: &Columns, rows: Vec<Vec<Value>>) {
            assert!(!rows.is_empty());
            for row in rows {
                assert_eq!(row.len(), columns.len());
                for (value, (name, kind)) in row.iter().zip(columns) {
                    let fits = matches!(
                        (value, kind),
                        (Value::Empty, _)
                            | (Value::Text(_), Text)
                            | (Value::Count(_), Count)
                            | (Value::Number(..), Number)
                            | (Value::Whether(_), Whether)
                    );
                    assert!(fits, "{name}: {value:?}");
                }
            }
        }
        let collection = collection();
        check(COUNT_COLUMNS, count_rows(&collection).collect());
        check(DOCUMENT_COLUMNS, document_rows(&collection));
        let concepts = &collection.taxonomy.concepts;
        let rows = documents().into_iter().flat_map(|evidence| {
            evidence.mentions.iter().map(|m| mention_row(&evidence, m, concepts)).collect::<Vec<_>>()
        });
        check(MENTION_COLUMNS, rows.collect());
    }

    #[test]
    fn the_columns_of_documents_are_those_of_the_summary() {
        let records = collection_records(&collection());
        assert!(records.head().iter().eq(DOCUMENT_COLUMNS.iter().map(|(name, _)| name)));
    }
}
