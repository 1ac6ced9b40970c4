use std::collections::HashMap;

use fundscan_model::Language;
use regex::{Regex, RegexBuilder};
use toml::de::DeValue;

use super::table::{At, Fields, Sheet, kind};
use crate::expand::expand;
use crate::{CaseRule, Form, Term, TermKind};

/// The memory a compiled pattern may take: enough for any list of words, too little for `\w{1000}{1000}`.
const PATTERN_SIZE: usize = 1 << 20;

/// Reads the terms of one list of a concept.
pub(super) fn read_terms(
    items: &[At<&DeValue<'_>>],
    language: Language,
    concept: &str,
    sheet: &mut Sheet,
) -> Vec<Term> {
    let mut terms = Vec::with_capacity(items.len());
    let mut seen = HashMap::new();
    for item in items {
        let term = match item.value {
            DeValue::String(text) => words(text, CaseRule::Ignore, language, item.line, sheet),
            DeValue::Table(table) => described(Fields::new("a term", item.line, table, sheet), language, sheet),
            other => {
                sheet.error(item.line, format!("a term of `{concept}` must be text or a table, not {}", kind(other)));
                None
            }
        };
        let Some(term) = term else { continue };
        duplicates(&term, &mut seen, concept, sheet);
        terms.push(term);
    }
    terms
}

/// What makes two terms find the same.
pub(super) fn keys(term: &Term) -> Vec<String> {
    match &term.kind {
        TermKind::Words(forms) if term.case == CaseRule::Exact => {
            forms.iter().map(|f| format!("exact {}", f.written(CaseRule::Exact))).collect()
        }
        TermKind::Words(forms) => forms.iter().map(|f| f.written(CaseRule::Ignore)).collect(),
        TermKind::Pattern(regex) => vec![format!("pattern {}", regex.as_str())],
    }
}

fn duplicates(term: &Term, seen: &mut HashMap<String, (String, usize)>, concept: &str, sheet: &mut Sheet) {
    let mut told = false;
    let keys = keys(term);
    for key in &keys {
        if let Some((earlier, line)) = seen.get(key).filter(|_| !told) {
            told = true;
            sheet.error(
                term.line,
                format!(
                    "the term `{}` of `{concept}` is a duplicate: `{earlier}` on line {line} finds the same",
                    term.text.escape_debug()
                ),
            );
        }
    }
    for key in keys {
        seen.entry(key).or_insert_with(|| (term.text.escape_debug().to_string(), term.line));
    }
}

fn words(text: &str, case: CaseRule, language: Language, line: usize, sheet: &mut Sheet) -> Option<Term> {
    let forms = forms(text, line, sheet)?;
    Some(Term { text: text.to_owned(), language, case, kind: TermKind::Words(forms), excluded: Vec::new(), line })
}

fn forms(text: &str, line: usize, sheet: &mut Sheet) -> Option<Vec<Form>> {
    expand(text)
        .map_err(|fault| sheet.error(line, format!("the term `{}` cannot be used: {fault}", text.escape_debug())))
        .ok()
}

fn described(mut fields: Fields<'_>, language: Language, sheet: &mut Sheet) -> Option<Term> {
    let text = fields.required_text("term", sheet);
    let case = fields.text("case", sheet);
    let excluded = fields.texts("not", sheet);
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
        .filter_map(|word| forms(word.value, word.line, sheet))
        .flatten()
        .map(Form::opened_at_start)
        .collect();
    let text = text?;
    let mut term = if is_pattern {
        let kind = TermKind::Pattern(pattern(text.value, case, text.line, sheet)?);
        Term { text: text.value.to_owned(), language, case, kind, excluded: Vec::new(), line: text.line }
    } else {
        words(text.value, case, language, text.line, sheet)?
    };
    term.excluded = excluded;
    Some(term)
}

fn pattern(text: &str, case: CaseRule, line: usize, sheet: &mut Sheet) -> Option<Regex> {
    let built = RegexBuilder::new(text)
        .case_insensitive(case == CaseRule::Ignore)
        .size_limit(PATTERN_SIZE)
        .dfa_size_limit(PATTERN_SIZE)
        .nest_limit(50)
        .build();
    let reason = match built {
        Ok(regex) if regex.is_match("") => "it also finds nothing at all, at every place of a text".to_owned(),
        Ok(regex) => return Some(regex),
        Err(regex::Error::CompiledTooBig(_)) => format!("it takes more than {PATTERN_SIZE} bytes when compiled"),
        // The message draws the pattern with a mark below the fault; its last line says what the fault is.
        Err(error) => {
            let message = error.to_string();
            message.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
        }
    };
    sheet.error(line, format!("the pattern `{}` cannot be used: {reason}", text.escape_debug()));
    None
}
