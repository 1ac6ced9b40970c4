use fundscan_model::Language;
use toml::de::DeValue;

use super::Trust;
use super::table::{At, Fields, Sheet, kind};
use crate::expand::{expand, segments};
use crate::{CaseRule, ContextRule, Form, Pattern, Segment, Side, Term, TermKind};

/// Reads the terms of one list of a concept.
pub(super) fn read_terms(
    items: &[At<&DeValue<'_>>],
    language: Language,
    concept: &str,
    trust: Trust,
    sheet: &mut Sheet,
) -> Vec<Term> {
    let mut terms = Vec::with_capacity(items.len());
    for item in items {
        let term = match item.value {
            DeValue::String(text) => words(text, CaseRule::Ignore, language, item.line, sheet),
            DeValue::Table(table) => described(Fields::new("a term", item.line, table, sheet), language, trust, sheet),
            other => {
                sheet.error(item.line, format!("a term of `{concept}` must be text or a table, not {}", kind(other)));
                None
            }
        };
        terms.extend(term);
    }
    terms
}

/// What makes two terms find the same: one key for every form.
pub(super) fn keys(term: &Term) -> Vec<String> {
    // The same words in another context find something else.
    let mut mark: String = term.context.iter().map(|rule| format!("{} ", rule.written())).collect();
    let segments = match &term.kind {
        TermKind::Words(segments) => segments,
        TermKind::Pattern(pattern) => return vec![format!("{mark}pattern {:?} {}", term.case, pattern.text())],
    };
    mark.push_str(if term.case == CaseRule::Exact { "exact " } else { "" });
    let written = |segment: &Segment| -> Vec<String> { segment.forms.iter().map(|f| f.written(term.case)).collect() };
    match segments.as_slice() {
        [only] => written(only).into_iter().map(|form| format!("{mark}{form}")).collect(),
        // Terms with gaps are compared as a whole: their forms are too many to be written out.
        several => {
            let parts = several.iter().map(|s| format!("~{} {}", s.gap, written(s).join("|")));
            vec![format!("{mark}{}", parts.collect::<Vec<_>>().join(" "))]
        }
    }
}

fn words(text: &str, case: CaseRule, language: Language, line: usize, sheet: &mut Sheet) -> Option<Term> {
    let kind = TermKind::Words(usable(segments(text), text, line, sheet)?);
    Some(Term { text: text.to_owned(), language, case, kind, excluded: Vec::new(), context: Vec::new(), line })
}

/// What was read, or a finding that says why it cannot be used.
pub(super) fn usable<T>(read: Result<T, crate::TermFault>, text: &str, line: usize, sheet: &mut Sheet) -> Option<T> {
    read.map_err(|fault| sheet.error(line, format!("the term `{}` cannot be used: {fault}", text.escape_debug()))).ok()
}

fn described(mut fields: Fields<'_>, language: Language, trust: Trust, sheet: &mut Sheet) -> Option<Term> {
    let text = fields.required_text("term", sheet);
    let case = fields.text("case", sheet);
    let excluded = fields.texts("not", sheet);
    let context = context(&mut fields, sheet);
    let is_pattern = fields.flag("pattern", sheet);
    fields.finish(sheet);

    let case = match case {
        None => CaseRule::Ignore,
        Some(At { value: "exact", .. }) => CaseRule::Exact,
        Some(At { value: "ignore", .. }) => CaseRule::Ignore,
        Some(At { value, line }) => {
            sheet.error(line, format!("`case` of a term is \"exact\" or \"ignore\", not \"{}\"", value.escape_debug()));
            CaseRule::Ignore
        }
    };
    // An excluded word is excluded as the last part of a compound too: whoever excludes "rechtvaardigheid" does not
    // mean "onrechtvaardigheid" either.
    let excluded: Vec<Form> = excluded
        .into_iter()
        .filter_map(|word| usable(expand(word.value), word.value, word.line, sheet))
        .flatten()
        .map(Form::opened_at_start)
        .collect();
    let text = text?;
    let mut term = if is_pattern {
        let pattern = match trust {
            Trust::Checked => Pattern::trusted(text.value, case),
            Trust::Unchecked => Pattern::checked(text.value, case)
                .map_err(|reason| {
                    let message = format!("the pattern `{}` cannot be used: {reason}", text.value.escape_debug());
                    sheet.error(text.line, message);
                })
                .ok()?,
        };
        let kind = TermKind::Pattern(pattern);
        Term {
            text: text.value.to_owned(),
            language,
            case,
            kind,
            excluded: Vec::new(),
            context: Vec::new(),
            line: text.line,
        }
    } else {
        words(text.value, case, language, text.line, sheet)?
    };
    term.excluded = excluded;
    term.context = context;
    Some(term)
}

/// The lists of words that must or must not stand near a mention of the term.
fn context(fields: &mut Fields<'_>, sheet: &mut Sheet) -> Vec<ContextRule> {
    let within = fields.number("within", 1..=ContextRule::MAX_DISTANCE, sheet);
    let mut rules = Vec::new();
    for (side, must, must_not) in Side::KEYS {
        for (key, wanted) in [(must, true), (must_not, false)] {
            let words: Vec<Form> = fields
                .texts(key, sheet)
                .into_iter()
                .filter_map(|word| usable(expand(word.value), word.value, word.line, sheet))
                .flatten()
                .collect();
            if !words.is_empty() {
                let within = within.as_ref().map_or(side.usual_distance(), |at| at.value);
                rules.push(ContextRule { side, wanted, words, within });
            }
        }
    }
    if let Some(at) = within.filter(|_| rules.is_empty()) {
        sheet.error(at.line, "`within` of a term needs `near`, `before`, `after`, or one of these with `not_`");
    }
    rules
}
