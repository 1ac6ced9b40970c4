use sha2::{Digest, Sha256};

use crate::{CaseRule, Concept, Form, Segment, Term, TermKind, Uncounted};

/// SHA-256 in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The hash of what concepts find and count: ids, hierarchy, terms and rules. Labels, definitions, matches, comments,
/// layout and every order leave it as it is; so does another way to write the same forms.
pub(crate) fn meaning(concepts: &[Concept], uncounted: &Uncounted) -> String {
    let mut lines: Vec<String> = concepts.iter().map(line).collect();
    lines.push(uncounted.written(terms));
    lines.sort_unstable();
    sha256(lines.join("\n").as_bytes())
}

pub(crate) fn line(concept: &Concept) -> String {
    let terms = terms(&concept.terms);
    let mut overlaps: Vec<&str> = concept.overlaps.iter().map(|o| o.as_str()).collect();
    overlaps.sort_unstable();
    let broader = concept.broader.as_ref().map(|b| b.as_str());
    format!("{:?} broader {broader:?} overlaps {overlaps:?} terms {terms:?}", concept.id.as_str())
}

pub(crate) fn terms(terms: &[Term]) -> Vec<String> {
    let mut terms: Vec<String> = terms
        .iter()
        .flat_map(|term| {
            let mut rules = format!("{:?} not {:?}", term.case, sorted(&term.excluded, CaseRule::Ignore));
            for rule in &term.context {
                rules.push_str(" where ");
                rules.push_str(&rule.written());
            }
            let part = |s: &Segment| format!("~{} {:?}", s.gap, sorted(&s.forms, term.case));
            let spread = |s: &[Segment]| format!("words {:?} {rules}", s.iter().map(part).collect::<Vec<_>>());
            let apart = term.apart.iter().map(|apart| format!("{} {}", spread(&apart.segments), apart.particle));
            let mut lines = match &term.kind {
                TermKind::Pattern(pattern) => vec![format!("pattern {:?} {rules}", pattern.text())],
                TermKind::Words(segments) => match segments.as_slice() {
                    [only] => sorted(&only.forms, term.case).iter().map(|f| format!("words {f:?} {rules}")).collect(),
                    several => vec![spread(several)],
                },
            };
            lines.extend(apart);
            lines
        })
        .collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

fn sorted(forms: &[Form], case: CaseRule) -> Vec<String> {
    let mut written: Vec<String> = forms.iter().map(|f| f.written(case)).collect();
    written.sort_unstable();
    written
}
