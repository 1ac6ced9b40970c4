//! A comparison of two scans as one long table.

use fundscan_evidence::{ConceptDiff, CountDiff, Diff, DiffCounts, DiffMark, DiffQuote, DocumentSide};
use fundscan_model::FundId;

use crate::{Records, Value};

const HEAD: [&str; 33] = [
    "row",
    "change",
    "concept",
    "label_nl",
    "label_en",
    "leaf",
    "fund",
    "passages_old",
    "passages_new",
    "negated_passages_old",
    "negated_passages_new",
    "mentions_old",
    "mentions_new",
    "documents_old",
    "documents_new",
    "words_old",
    "words_new",
    "per_10k_old",
    "per_10k_new",
    "difference",
    "log_ratio",
    "g2",
    "p",
    "p_corrected",
    "too_few",
    "by_hand_only",
    "new_passages",
    "gone_passages",
    "reworded",
    "by_hand_passages",
    "document",
    "page",
    "text",
];

/// One long table: the first column says what a row is.
///
/// | `row` | one for |
/// |---|---|
/// | `not-comparable` | each reason why counts cannot be compared: `text` says what differs |
/// | `document` | each document, or two that are a pair: `document` is the new one, `text` the old one |
/// | `concept` | each concept: all documents together |
/// | `fund` | each concept and fund where anything was found; without a fund, `fund` is empty |
/// | `new`, `gone` | each passage that is quoted; `change` is its status |
/// | `reworded-old`, `reworded-new` | each passage that is quoted and stands in both in other words, one after the other |
/// | `by-hand` | each side about which anything was decided by hand: `change` is `old` or `new`, `text` says what |
#[must_use]
pub fn records(diff: &Diff) -> Records {
    let mut records = Records::new("diff", &HEAD);
    let mut push = |row: &str, change: &str, concept: Option<&ConceptDiff>, fund: Option<&FundId>, rest: Vec<Value>| {
        let mut cells: Vec<Value> = vec![row.into(), change.into()];
        cells.push(concept.map(|c| c.concept.as_str()).into());
        cells.push(concept.map(|c| &c.nl).into());
        cells.push(concept.map(|c| &c.en).into());
        cells.push(concept.map(|c| c.leaf).into());
        cells.push(fund.map(FundId::as_str).into());
        cells.extend(rest);
        cells.resize(HEAD.len(), Value::Empty);
        records.push(cells);
    };
    let last = |document: Value, page: Value, text: String| {
        let mut cells = vec![Value::Empty; HEAD.len() - 7 - 3];
        cells.extend([document, page, text.into()]);
        cells
    };
    for (side, decided) in [("old", &diff.old.by_hand), ("new", &diff.new.by_hand)] {
        if !decided.is_empty() {
            push("by-hand", side, None, None, last(Value::Empty, Value::Empty, decided.to_string()));
        }
    }
    for reason in &diff.not_comparable {
        let text = format!("{} / {}", reason.old, reason.new);
        push("not-comparable", &reason.what, None, None, last(Value::Empty, Value::Empty, text));
    }
    for document in &diff.documents {
        let path = |side: &Option<DocumentSide>| side.as_ref().map(|s| s.path.clone());
        let old = path(&document.old).unwrap_or_default();
        let mut cells = last(path(&document.new).into(), Value::Empty, old);
        cells[8] = document.old.as_ref().map(|d| d.words).into();
        cells[9] = document.new.as_ref().map(|d| d.words).into();
        push("document", document.change.name(), None, document.fund.as_ref(), cells);
    }
    for concept in &diff.concepts {
        push("concept", mark(&concept.all), Some(concept), None, numbers(&concept.all));
        for fund in &concept.funds {
            let mut cells = numbers(&fund.counts);
            let moved = [fund.new_passages, fund.gone_passages, fund.reworded, fund.by_hand_passages];
            cells.extend(moved.map(Value::from));
            push("fund", mark(&fund.counts), Some(concept), fund.fund.as_ref(), cells);
            let mut quoted = |row: &str, quote: &DiffQuote| {
                let text = format!("{}{}{}", quote.before, quote.quote, quote.after);
                let cells = last((&quote.document).into(), quote.page.into(), text);
                push(row, &quote.status.to_string(), Some(concept), fund.fund.as_ref(), cells);
            };
            fund.new_quotes.iter().for_each(|quote| quoted("new", quote));
            fund.gone_quotes.iter().for_each(|quote| quoted("gone", quote));
            for reworded in &fund.reworded_quotes {
                quoted("reworded-old", &reworded.old);
                quoted("reworded-new", &reworded.new);
            }
        }
    }
    records
}

pub(super) fn mark(count: &CountDiff) -> &'static str {
    count.mark.map_or("", DiffMark::name)
}

/// The columns from `passages_old` to `by_hand_only`.
fn numbers(count: &CountDiff) -> Vec<Value> {
    let of = |value: fn(DiffCounts) -> u64| [count.old.map(value).into(), count.new.map(value).into()];
    let mut cells: Vec<Value> = Vec::new();
    cells.extend(of(|c| c.passages));
    cells.extend(of(|c| c.negated_passages));
    cells.extend(of(|c| c.mentions));
    cells.extend(of(|c| c.documents));
    cells.extend(of(|c| c.words));
    for side in [count.old, count.new] {
        cells.push(Value::number(side.and_then(|c| c.per_10k), 2));
    }
    cells.extend([Value::number(count.difference, 2), Value::number(count.log_ratio, 2), Value::number(count.g2, 2)]);
    cells.extend([Value::number(count.p, 4), Value::number(count.p_corrected, 4), count.too_few.into()]);
    cells.push(count.by_hand_only.into());
    cells
}
