use fundscan_model::Language;
use toml::de::DeValue;

use super::Trust;
use super::table::{At, Fields, Sheet, kind};
use crate::expand::{Expanded, expand, expand_term};
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
        if !sheet.has_room(0, 0, item.line) {
            break;
        }
        let term = match item.value {
            DeValue::String(text) => words(text, CaseRule::Ignore, language, item.line, sheet),
            DeValue::Table(table) => described(Fields::new("a term", item.line, table, sheet), language, trust, sheet),
            other => {
                sheet.error(item.line, format!("a term of `{concept}` must be text or a table, not {}", kind(other)));
                None
            }
        };
        let Some(term) = term else { continue };
        let segments = term.apart.iter().flat_map(|apart| &apart.segments).chain(term.segments());
        let forms = segments.map(|segment| segment.forms.len()).sum::<usize>() + term.excluded.len();
        let forms = forms + term.context.iter().map(|rule| rule.words.len()).sum::<usize>();
        if sheet.has_room(forms, usize::from(matches!(term.kind, TermKind::Pattern(_))), item.line) {
            terms.push(term);
        }
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
    let written = |segment: &Segment| -> Vec<String> {
        // What was generated may meet what another term says; only what is written twice is a slip.
        segment.forms.iter().filter(|f| f.why().is_empty()).map(|f| f.written(term.case)).collect()
    };
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
    let Expanded { segments, apart } = usable(expand_term(text, language), text, line, sheet)?;
    let kind = TermKind::Words(segments);
    Some(Term { text: text.to_owned(), language, case, kind, apart, excluded: Vec::new(), context: Vec::new(), line })
}

/// What was read, or a finding that says why it cannot be used.
pub(super) fn usable<T>(read: Result<T, crate::TermFault>, text: &str, line: usize, sheet: &mut Sheet) -> Option<T> {
    read.map_err(|fault| sheet.error(line, format!("the term `{}` cannot be used: {fault}", text.escape_debug()))).ok()
}

fn described(mut fields: Fields<'_>, language: Language, trust: Trust, sheet: &mut Sheet) -> Option<Term> {
    let text = fields.required_text("term", sheet);
    let case = fields.text("case", sheet);
    let excluded = fields.texts("not", sheet);
    let context = context(&mut fields, language, sheet);
    let add = fields.texts("add", sheet);
    let drop = fields.texts("drop", sheet);
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
        .filter_map(|word| usable(expand(word.value, language), word.value, word.line, sheet))
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
            apart: Vec::new(),
            excluded: Vec::new(),
            context: Vec::new(),
            line: text.line,
        }
    } else {
        words(text.value, case, language, text.line, sheet)?
    };
    correct(&mut term, &add, &drop, sheet);
    term.excluded = excluded;
    term.context = context;
    Some(term)
}

/// Adds forms to those of a term, and takes some away.
fn correct(term: &mut Term, add: &[At<&str>], drop: &[At<&str>], sheet: &mut Sheet) {
    let TermKind::Words(segments) = &mut term.kind else {
        for at in add.iter().chain(drop) {
            sheet.error(at.line, "a pattern has no forms to `add` or `drop`");
        }
        return;
    };
    for at in drop {
        let Some(unwanted) = usable(expand(at.value, Language::Other), at.value, at.line, sheet) else { continue };
        let unwanted: Vec<String> = unwanted.iter().map(|form| form.written(CaseRule::Ignore)).collect();
        let mut dropped = false;
        let others = term.apart.iter_mut().flat_map(|apart| &mut apart.segments);
        for segment in segments.iter_mut().chain(others) {
            let before = segment.forms.len();
            segment.forms.retain(|form| !unwanted.contains(&form.written(CaseRule::Ignore)));
            dropped |= segment.forms.len() < before;
        }
        if !dropped {
            let (text, unwanted) = (term.text.escape_debug(), at.value.escape_debug());
            sheet.warning(at.line, format!("the term `{text}` does not stand for `{unwanted}`, which it is to drop"));
        }
    }
    term.apart.retain(|apart| apart.segments.iter().all(|segment| !segment.forms.is_empty()));
    match segments.as_mut_slice() {
        [only] => {
            for at in add {
                let Some(forms) = usable(expand(at.value, term.language), at.value, at.line, sheet) else { continue };
                for form in forms {
                    if !only.forms.iter().any(|known| known.words() == form.words()) {
                        only.forms.push(form);
                    }
                }
            }
        }
        _ => {
            for at in add {
                sheet.error(at.line, "a term with gaps cannot `add` forms; write them as a term of their own");
            }
        }
    }
    if segments.iter().any(|segment| segment.forms.is_empty()) {
        sheet.error(term.line, format!("the term `{}` drops all its forms", term.text.escape_debug()));
        *segments = Vec::new();
    }
}

/// The lists of words that must or must not stand near a mention of the term.
fn context(fields: &mut Fields<'_>, language: Language, sheet: &mut Sheet) -> Vec<ContextRule> {
    let within = fields.number("within", 1..=ContextRule::MAX_DISTANCE, sheet);
    let mut rules = Vec::new();
    for (side, must, must_not) in Side::KEYS {
        for (key, wanted) in [(must, true), (must_not, false)] {
            let words: Vec<Form> = fields
                .texts(key, sheet)
                .into_iter()
                .filter_map(|word| usable(expand(word.value, language), word.value, word.line, sheet))
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
