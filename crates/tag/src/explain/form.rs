use fundscan_model::ByteSpan;
use fundscan_taxonomy::{CaseRule, Form, FormWord};

use super::{FormFound, Split, Told};
use crate::find::{Candidate, form_from};
use crate::lexicon::FormRole;

impl Told<'_> {
    /// The form that a candidate is, or that each of its parts is.
    pub(super) fn forms(&self, candidate: &Candidate, parts: &[ByteSpan]) -> Vec<FormFound> {
        let Some(number) = candidate.form else { return Vec::new() };
        let lexicon = &self.explainer.tagger.lexicon;
        let entry = lexicon.form(number);
        let own = entry.number as usize;
        let term = self.explainer.terms[candidate.term].1;
        let one = |form: Option<&Form>| form.map(|form| self.form(form, candidate, parts)).into_iter().collect();
        match entry.role {
            FormRole::Finds => one(term.forms().get(own)),
            FormRole::Excludes => one(term.excluded().get(own)),
            FormRole::Anchors(spread) => {
                let spread = &lexicon.spreads[spread];
                let is_whole = parts.len() == spread.segments.len() && !candidate.restored;
                let of_part = |(number, part): (usize, &ByteSpan)| {
                    let forms = spread.segments[number].forms();
                    let form = match number == spread.anchor {
                        true => forms.get(own),
                        false => forms.iter().find(|form| self.stands(form, *part, spread.case)),
                    };
                    form.map(|form| self.form(form, candidate, std::slice::from_ref(part)))
                };
                match is_whole {
                    true => parts.iter().enumerate().filter_map(of_part).collect(),
                    false => one(spread.segments[spread.anchor].forms().get(own)),
                }
            }
        }
    }

    fn stands(&self, form: &Form, part: ByteSpan, case: CaseRule) -> bool {
        let range = self.folded.range(part);
        range.is_some_and(|range| form_from(form, range.start, case, self.text, self.folded) == Some(range.end))
    }

    fn form(&self, form: &Form, candidate: &Candidate, parts: &[ByteSpan]) -> FormFound {
        // Of a word that shares a part with another the whole does not stand in the text.
        let compounds = match parts {
            [part] if !candidate.restored => self.compounds(form, *part),
            _ => Vec::new(),
        };
        FormFound { form: form.to_string(), made_by: form.why().to_vec(), compounds }
    }

    /// The words of a form that are part of a longer word.
    fn compounds(&self, form: &Form, part: ByteSpan) -> Vec<Split> {
        let Some(range) = self.folded.range(part) else { return Vec::new() };
        let mut start = range.start;
        let mut splits = Vec::new();
        for (word, known) in self.folded.as_str()[range].split(' ').zip(form.words()) {
            let whole = start..start + word.len();
            if let Some(at) = place(word, known) {
                let known = start + at..start + at + known.text(CaseRule::Ignore).len();
                if known != whole
                    && let (Some(word), Some(known)) = (self.folded.span(whole), self.folded.span(known))
                {
                    splits.push(Split { word, known });
                }
            }
            start += word.len() + 1;
        }
        splits
    }
}

/// Where in a word the part stands that a form knows.
fn place(word: &str, known: &FormWord) -> Option<usize> {
    let text = known.text(CaseRule::Ignore);
    match (known.open_start(), known.open_end()) {
        (false, _) => word.starts_with(text).then_some(0),
        (true, false) => word.ends_with(text).then(|| word.len() - text.len()),
        (true, true) => word.find(text),
    }
}
