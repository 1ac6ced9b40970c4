//! What was asked for: a concept, a term or a regular expression.

use fundscan_evidence::{ConceptEntry, KwicBy, KwicQuery};
use fundscan_model::ConceptId;
use fundscan_tag::Search;
use fundscan_taxonomy::{CaseRule, Folded};

use crate::args::KwicArgs;
use crate::messages::{Messages, Stop};

/// What to show.
pub(super) struct Wanted {
    pub(super) query: KwicQuery,
    /// What to look for in the text; none where mentions of concepts are shown.
    pub(super) search: Option<Search>,
}

/// Decides what the second argument is: what looks like a regular expression is one, what is the id or name of a
/// concept is that, and all else is a term.
pub(super) fn wanted(args: &KwicArgs, concepts: &[ConceptEntry], messages: Messages) -> Result<Wanted, Stop> {
    let text = args.query.trim();
    let regex = text.strip_prefix('/').and_then(|t| t.strip_suffix('/')).filter(|t| !t.is_empty());
    let by_name = if args.pattern || regex.is_some() && !args.concept { Vec::new() } else { named(text, concepts) };
    match by_name.as_slice() {
        [] if args.concept => Err(unknown(text, concepts)),
        [] => {
            if args.status.is_some() || args.narrower {
                let option = if args.status.is_some() { "--status" } else { "--narrower" };
                return Err(no_status(option, text, concepts));
            }
            let case = if args.case { CaseRule::Exact } else { CaseRule::Ignore };
            let (by, search) = match regex {
                Some(regex) => (KwicBy::Regex, Search::regex(regex, case)),
                None => (KwicBy::Term, Search::term(text, case)),
            };
            let search = search.map_err(|e| {
                Stop::new(e).with_hint("a term is words as in a taxonomy, such as '*voucher(s)'; a regular expression stands between slashes")
            })?;
            Ok(Wanted { query: KwicQuery { by, text: text.to_owned(), concepts: Vec::new() }, search: Some(search) })
        }
        [concept] => {
            say_what_it_is(args, text, concept, concepts, messages);
            let mut ids = vec![concept.concept.clone()];
            if args.narrower {
                ids.extend(narrower(concept, concepts));
            }
            Ok(Wanted { query: KwicQuery { by: KwicBy::Concept, text: text.to_owned(), concepts: ids }, search: None })
        }
        several => {
            let ids: Vec<&str> = several.iter().map(|c| c.concept.as_str()).collect();
            Err(Stop::new(format!("several concepts are called {text}: {}", ids.join(", ")))
                .with_hint("give the id of one of them, or --pattern to search for the words"))
        }
    }
}

/// The concept with this id, else the concepts with this name in Dutch or English.
fn named<'c>(text: &str, concepts: &'c [ConceptEntry]) -> Vec<&'c ConceptEntry> {
    let wanted = Folded::new(text);
    let is = |other: &str| Folded::new(other).as_str() == wanted.as_str();
    if let Some(concept) = concepts.iter().find(|c| is(c.concept.as_str())) {
        return vec![concept];
    }
    concepts.iter().filter(|c| is(&c.nl) || is(&c.en)).collect()
}

/// A word may be meant as a concept or as a word; and narrower concepts may be meant with it or not.
fn say_what_it_is(args: &KwicArgs, text: &str, concept: &ConceptEntry, concepts: &[ConceptEntry], messages: Messages) {
    // Nobody means an id such as digital-skills as words.
    let is_words = text != concept.concept.as_str() || !text.contains('-');
    if is_words && !args.concept {
        let id = &concept.concept;
        messages.note(format!(
            "{text} is taken for the concept {id} ({}); --pattern searches for the words as such, --concept says that this is meant",
            concept.nl
        ));
    }
    let narrower = narrower(concept, concepts);
    if !args.narrower && !narrower.is_empty() {
        let ids: Vec<&str> = narrower.iter().map(ConceptId::as_str).collect();
        messages.note(format!(
            "mentions of narrower concepts are not shown ({}); --narrower shows them too",
            ids.join(", ")
        ));
    }
}

/// The concepts below one, in the order of the taxonomy.
fn narrower(concept: &ConceptEntry, concepts: &[ConceptEntry]) -> Vec<ConceptId> {
    let mut found = vec![concept.concept.clone()];
    loop {
        let is_next = |c: &&ConceptEntry| {
            !found.contains(&c.concept) && c.broader.as_ref().is_some_and(|broader| found.contains(broader))
        };
        let next: Vec<ConceptId> = concepts.iter().filter(is_next).map(|c| c.concept.clone()).collect();
        if next.is_empty() {
            break;
        }
        found.extend(next);
    }
    let below = |c: &&ConceptEntry| c.concept != concept.concept && found.contains(&c.concept);
    concepts.iter().filter(below).map(|c| c.concept.clone()).collect()
}

pub(in crate::commands) fn unknown(text: &str, concepts: &[ConceptEntry]) -> Stop {
    let near = nearest(text, concepts);
    let stop = Stop::new(format!("there is no concept {text}"));
    match near.is_empty() {
        true => stop.with_hint("fundscan taxonomy list names the concepts of the built-in taxonomy, or of a file"),
        false => stop.with_hint(format!("close to it: {}", near.join(", "))),
    }
}

fn no_status(option: &str, text: &str, concepts: &[ConceptEntry]) -> Stop {
    let stop = Stop::new(format!("{option}: only mentions of concepts have it, and {text} is no concept"));
    let near = nearest(text, concepts);
    if near.is_empty() { stop } else { stop.with_hint(format!("concepts close to it: {}", near.join(", "))) }
}

/// Names beyond this length are not compared: a mistyped name is short.
const LONGEST_NAME: usize = 100;
/// How many concepts are named.
const NEAREST: usize = 3;
/// How alike (0 to 1) a name must be to what was typed.
const ALIKE: f64 = 0.8;

/// The ids of the concepts whose id or name is most like a text, the most alike first.
pub(in crate::commands) fn nearest(text: &str, concepts: &[ConceptEntry]) -> Vec<String> {
    let text = Folded::new(text).as_str().to_owned();
    if text.len() > LONGEST_NAME {
        return Vec::new();
    }
    let alike = |name: &str| {
        let name = Folded::new(name).as_str().to_owned();
        let part = text.len() > 3 && name.contains(&text);
        if name.len() > LONGEST_NAME { 0.0 } else { strsim::jaro_winkler(&text, &name).max(f64::from(part) * ALIKE) }
    };
    let mut ranked: Vec<(f64, &ConceptEntry)> = concepts
        .iter()
        .map(|c| ([c.concept.as_str(), &c.nl, &c.en].into_iter().map(alike).fold(0.0, f64::max), c))
        .filter(|(alike, _)| *alike >= ALIKE)
        .collect();
    ranked.sort_by(|(left, _), (right, _)| right.total_cmp(left));
    ranked.into_iter().take(NEAREST).map(|(_, c)| c.concept.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn concept(id: &str, broader: Option<&str>, nl: &str) -> ConceptEntry {
        ConceptEntry {
            concept: id.into(),
            group: "g".to_owned(),
            broader: broader.map(Into::into),
            nl: nl.to_owned(),
            en: id.replace('-', " "),
        }
    }

    fn concepts() -> Vec<ConceptEntry> {
        vec![
            concept("maths", Some("basic-skills"), "rekenen"),
            concept("basic-skills", Some("skills"), "basisvaardigheden"),
            concept("skills", None, "vaardigheden"),
            concept("evc", None, "EVC"),
        ]
    }

    #[test]
    fn a_concept_is_found_by_its_id_and_its_names_whatever_the_capitals() {
        let ids = |text: &str| named(text, &concepts()).iter().map(|c| c.concept.to_string()).collect::<Vec<_>>();
        for text in ["basic-skills", "Basisvaardigheden", "basic skills"] {
            assert_eq!(ids(text), ["basic-skills"], "{text}");
        }
        assert!(ids("vaardig").is_empty());
    }

    #[test]
    fn narrower_concepts_are_those_of_every_step() {
        let ids: Vec<String> = narrower(&concepts()[2], &concepts()).iter().map(ToString::to_string).collect();
        assert_eq!(ids, ["maths", "basic-skills"]);
    }

    #[test]
    fn what_is_typed_wrong_leads_to_what_was_meant() {
        assert_eq!(nearest("basic-skils", &concepts())[0], "basic-skills");
        assert_eq!(nearest("basisvaardigheid", &concepts())[0], "basic-skills");
        assert!(nearest("xyzzy", &concepts()).is_empty());
        assert!(nearest(&"evc".repeat(1000), &concepts()).is_empty());
    }
}
