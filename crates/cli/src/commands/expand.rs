//! `fundscan taxonomy list --expand`: every form that the terms of a concept stand for, and why it is there.

use std::fmt::Write;

use fundscan_report::safe_terminal;
use fundscan_taxonomy::{Form, Segment, Taxonomy, Term, TermKind};

use crate::messages::Stop;

/// The forms of a concept as text.
pub(crate) fn expand(taxonomy: &Taxonomy, id: &str) -> Result<String, Stop> {
    let concept = taxonomy.concept(id).ok_or_else(|| {
        Stop::new(format!("the taxonomy has no concept {id}")).with_hint("`fundscan taxonomy list` names its concepts")
    })?;
    let mut text = String::new();
    let _ = writeln!(text, "{}: {}", concept.id(), concept.label().nl());
    concept.terms().iter().for_each(|term| describe(term, &mut text));
    Ok(text.lines().map(|line| format!("{}\n", safe_terminal(line))).collect())
}

/// A term, then a line for each form: the form, and why it is there.
fn describe(term: &Term, text: &mut String) {
    let _ = writeln!(text, "\n{}  ({}, line {})", term.text(), term.language(), term.line());
    match term.kind() {
        TermKind::Pattern(_) => line(text, "what the regular expression finds", ""),
        TermKind::Words(segments) => match segments.as_slice() {
            [only] => only.forms().iter().for_each(|form| line(text, &form.to_string(), &why(form))),
            several => line(text, &spread(several), "with words between"),
        },
    }
    for apart in term.apart() {
        let [first, rest @ ..] = apart.segments() else { continue };
        let rest: String = rest.iter().map(|segment| format!(" … {}", choices(segment))).collect();
        for form in first.forms() {
            line(text, &format!("{form}{rest}"), &why(form));
        }
    }
    for form in term.excluded() {
        line(text, &form.to_string(), "does not count (not)");
    }
}

fn line(text: &mut String, form: &str, why: &str) {
    let _ = writeln!(text, "{}", format!("  {form:<40}  {why}").trim_end());
}

fn why(form: &Form) -> String {
    form.why().join(", ")
}

/// Segments with the number of words that may stand between.
fn spread(segments: &[Segment]) -> String {
    let mut text = String::new();
    for segment in segments {
        if segment.gap() > 0 {
            let _ = write!(text, " ~{} ", segment.gap());
        }
        text.push_str(&choices(segment));
    }
    text
}

fn choices(segment: &Segment) -> String {
    segment.forms().iter().map(ToString::to_string).collect::<Vec<_>>().join(" / ")
}
