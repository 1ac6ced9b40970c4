//! Comparing two taxonomies as they are written.

use std::collections::{BTreeMap, BTreeSet};

use fundscan_taxonomy::{CaseRule, Concept, ContextRule, Form, Group, Side, Taxonomy, Term, TermKind};

use super::{Change, ConceptChange, GroupChange, SettingChange, TaxonomyDiff, TermChange};
use crate::TaxonomyStamp;
use crate::json::Versioned;

impl TaxonomyDiff {
    /// What changed from `old` to `new`. `tool` is the program and its version.
    #[must_use]
    pub fn new(tool: &str, old: &Taxonomy, new: &Taxonomy) -> Self {
        let same_meaning = old.meaning_hash() == new.meaning_hash();
        let groups = groups(old, new);
        let concepts = concepts(old, new);
        let mut settings = Vec::new();
        setting(&mut settings, "language", false, old.language().to_string(), new.language().to_string());
        setting(&mut settings, "uncounted", true, old.uncounted().meaning(), new.uncounted().meaning());
        let told = settings.iter().any(|s| s.meaning) || concepts.iter().any(changes_meaning);
        if !same_meaning && !told {
            settings.push(other(old.meaning_hash(), new.meaning_hash()));
        }
        Self {
            schema: Self::SCHEMA.to_owned(),
            tool: tool.to_owned(),
            old: TaxonomyStamp::of(old),
            new: TaxonomyStamp::of(new),
            same_meaning,
            differs: !(same_meaning && settings.is_empty() && groups.is_empty() && concepts.is_empty()),
            settings,
            groups,
            concepts,
            counts: None,
        }
    }
}

fn changes_meaning(concept: &ConceptChange) -> bool {
    concept.change != Change::Changed || !concept.terms.is_empty() || concept.settings.iter().any(|s| s.meaning)
}

/// A difference of meaning that no setting at hand explains.
fn other(old: &str, new: &str) -> SettingChange {
    SettingChange { setting: "other".to_owned(), meaning: true, old: old.to_owned(), new: new.to_owned() }
}

fn setting(settings: &mut Vec<SettingChange>, name: &str, meaning: bool, old: String, new: String) {
    if old != new {
        settings.push(SettingChange { setting: name.to_owned(), meaning, old, new });
    }
}

fn groups(old: &Taxonomy, new: &Taxonomy) -> Vec<GroupChange> {
    let named = |groups: &[Group]| -> BTreeMap<String, String> {
        groups.iter().map(|g| (g.id().to_owned(), format!("{} / {}", g.label().nl(), g.label().en()))).collect()
    };
    let (old, new) = (named(old.groups()), named(new.groups()));
    let ids: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let change = |id: &String| {
        let (before, after) = (old.get(id), new.get(id));
        let change = changed(before.is_some(), after.is_some());
        (before != after).then(|| GroupChange { group: id.clone(), change, old: before.cloned(), new: after.cloned() })
    };
    ids.into_iter().filter_map(change).collect()
}

fn changed(before: bool, after: bool) -> Change {
    match (before, after) {
        (false, _) => Change::Added,
        (_, false) => Change::Removed,
        _ => Change::Changed,
    }
}

fn concepts(old: &Taxonomy, new: &Taxonomy) -> Vec<ConceptChange> {
    let kept = old.concepts().iter().map(|concept| (Some(concept), new.concept(concept.id().as_str())));
    let came = new.concepts().iter().filter(|concept| old.concept(concept.id().as_str()).is_none());
    let pairs = kept.chain(came.map(|concept| (None, Some(concept))));
    pairs.filter_map(|(before, after)| concept(before, after)).collect()
}

fn concept(before: Option<&Concept>, after: Option<&Concept>) -> Option<ConceptChange> {
    let shown = after.or(before)?;
    fn all(concept: Option<&Concept>) -> Vec<&Term> {
        concept.map_or(Vec::new(), |c| c.terms().iter().collect())
    }
    let terms = terms(&all(before), &all(after));
    let mut settings = Vec::new();
    if let (Some(old), Some(new)) = (before, after) {
        settings = concept_settings(old, new);
        if terms.is_empty() && !settings.iter().any(|s| s.meaning) && old.meaning() != new.meaning() {
            settings.push(other(&old.meaning(), &new.meaning()));
        }
        if terms.is_empty() && settings.is_empty() {
            return None;
        }
    }
    Some(ConceptChange {
        concept: shown.id().clone(),
        change: changed(before.is_some(), after.is_some()),
        nl: shown.label().nl().to_owned(),
        en: shown.label().en().to_owned(),
        settings,
        terms,
    })
}

fn concept_settings(old: &Concept, new: &Concept) -> Vec<SettingChange> {
    let mut settings = Vec::new();
    let mut compare = |name: &str, meaning: bool, value: fn(&Concept) -> String| {
        setting(&mut settings, name, meaning, value(old), value(new));
    };
    fn list<T: ToString>(values: &[T]) -> String {
        let mut values: Vec<String> = values.iter().map(ToString::to_string).collect();
        values.sort_unstable();
        values.join(", ")
    }
    compare("label-nl", false, |c| c.label().nl().to_owned());
    compare("label-en", false, |c| c.label().en().to_owned());
    compare("definition", false, |c| c.definition().to_owned());
    compare("group", false, |c| c.group().to_owned());
    compare("broader", true, |c| c.broader().map_or_else(String::new, ToString::to_string));
    compare("overlaps", true, |c| list(c.overlaps()));
    compare("exact-match", false, |c| list(c.exact_match()));
    compare("close-match", false, |c| list(c.close_match()));
    settings
}

/// The terms that differ in what they find. What another term of the same concept finds as well is neither gained nor
/// lost: a term that was split in two has not changed.
fn terms(old: &[&Term], new: &[&Term]) -> Vec<TermChange> {
    let finds = |terms: &[&Term]| -> Vec<BTreeSet<String>> {
        terms.iter().map(|term| term.meaning().into_iter().collect()).collect()
    };
    let (old_finds, new_finds) = (finds(old), finds(new));
    let before: BTreeSet<&String> = old_finds.iter().flatten().collect();
    let after: BTreeSet<&String> = new_finds.iter().flatten().collect();
    let mut lost: Vec<usize> = (0..old.len()).filter(|n| old_finds[*n].iter().any(|f| !after.contains(f))).collect();
    let gained: Vec<usize> = (0..new.len()).filter(|n| new_finds[*n].iter().any(|f| !before.contains(f))).collect();

    // The same words with another rule, or else some of the same forms.
    let mut partner = BTreeMap::new();
    let mut pair = |fits: &dyn Fn(usize, usize) -> bool| {
        for n in &gained {
            if !partner.contains_key(n)
                && let Some(at) = lost.iter().position(|o| fits(*o, *n))
            {
                partner.insert(*n, lost.remove(at));
            }
        }
    };
    pair(&|o, n| old[o].text() == new[n].text());
    pair(&|o, n| !old_finds[o].is_disjoint(&new_finds[n]));

    let mut changes: Vec<TermChange> = lost
        .iter()
        .map(|o| TermChange {
            change: Change::Removed,
            language: old[*o].language(),
            old: Some(written(old[*o])),
            new: shorter(&old_finds[*o], new, &new_finds),
        })
        .collect();
    for n in gained {
        let before = partner.get(&n).map(|o| written(old[*o]));
        // A term that only grew has lost nothing: it is found by what it shares.
        let before = before.or_else(|| shorter(&new_finds[n], old, &old_finds));
        let change = changed(before.is_some(), true);
        changes.push(TermChange { change, language: new[n].language(), old: before, new: Some(written(new[n])) });
    }
    for change in &mut changes {
        change.change = changed(change.old.is_some(), change.new.is_some());
    }
    changes
}

/// The term that finds some of the same, if one does.
fn shorter(finds: &BTreeSet<String>, terms: &[&Term], all: &[BTreeSet<String>]) -> Option<String> {
    let found = all.iter().position(|other| !other.is_disjoint(finds))?;
    Some(written(terms[found]))
}

/// A term as it is written, with its rules.
fn written(term: &Term) -> String {
    let mut text = term.text().to_owned();
    if matches!(term.kind(), TermKind::Pattern(_)) {
        text.push_str(" (pattern)");
    }
    if term.case() == CaseRule::Exact {
        text.push_str(" (case exact)");
    }
    let list = |forms: &[Form]| forms.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    if !term.excluded().is_empty() {
        text.push_str(&format!(" (not {})", list(term.excluded())));
    }
    for rule in term.context() {
        text.push_str(&format!(" ({} {})", context(rule), list(rule.words())));
    }
    text
}

fn context(rule: &ContextRule) -> String {
    let side = match rule.side() {
        Side::Before => "before",
        Side::After => "after",
        Side::Near => "near",
    };
    let not = if rule.wanted() { "" } else { "not " };
    format!("{not}{side} within {}:", rule.within())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taxonomy(concepts: &str) -> Taxonomy {
        let text = format!("id = \"t\"\nversion = \"1\"\nlanguage = \"nl\"\n[groups]\ng = \"G\"\n{concepts}");
        Taxonomy::parse(&text).unwrap().0
    }

    fn training(terms: &str) -> Taxonomy {
        taxonomy(&format!("[[concept]]\nid = \"training\"\ngroup = \"g\"\nlabel = \"scholing\"\nnl = [{terms}]\n"))
    }

    fn told(old: &Taxonomy, new: &Taxonomy) -> Vec<String> {
        let diff = TaxonomyDiff::new("fundscan 0", old, new);
        let terms = diff.concepts.iter().flat_map(|c| &c.terms);
        let text = |t: &Option<String>| t.clone().unwrap_or_else(|| "-".to_owned());
        terms.map(|t| format!("{:?} {} > {}", t.change, text(&t.old), text(&t.new))).collect()
    }

    #[test]
    fn terms_are_compared_by_what_they_find() {
        let old = training(r#""cursus(sen)", "scholing", "les/lessen", "*training""#);
        let rewritten = training(r#""lessen", "*training", "les", "scholing", "cursus/cursussen""#);
        let diff = TaxonomyDiff::new("fundscan 0", &old, &rewritten);
        assert!(!diff.differs && diff.same_meaning, "{diff:#?}");

        let new = training(
            r#""cursus", "scholing", "les/lessen/lesje", { term = "*training", not = ["bootraining"] }, "mbo""#,
        );
        assert_eq!(
            told(&old, &new),
            [
                "Changed cursus(sen) > cursus",
                "Changed les/lessen > les/lessen/lesje",
                "Changed *training > *training (not *bootraining)",
                "Added - > mbo"
            ]
        );
        assert_eq!(told(&new, &old).last().unwrap(), "Changed *training (not *bootraining) > *training");
        assert!(told(&new, &old).contains(&"Removed mbo > -".to_owned()));
    }

    #[test]
    fn what_is_not_about_terms_is_told_with_whether_it_counts() {
        let old = taxonomy(
            "[[concept]]\nid = \"a\"\ngroup = \"g\"\nlabel = \"A\"\nnl = [\"a1\"]\n\
             [[concept]]\nid = \"b\"\ngroup = \"g\"\nlabel = \"B\"\nnl = [\"b1\"]\n",
        );
        let new = taxonomy(
            "[[concept]]\nid = \"b\"\ngroup = \"g\"\nlabel = \"Bee\"\nnl = [\"b1\"]\nbroader = \"c\"\n\
             [[concept]]\nid = \"c\"\ngroup = \"g\"\nlabel = \"C\"\nnl = [\"c1\"]\n",
        );
        let diff = TaxonomyDiff::new("fundscan 0", &old, &new);
        let concepts: Vec<_> = diff.concepts.iter().map(|c| (c.concept.as_str(), c.change, c.terms.len())).collect();
        assert_eq!(concepts, [("a", Change::Removed, 1), ("b", Change::Changed, 0), ("c", Change::Added, 1)]);
        let settings: Vec<_> =
            diff.concepts[1].settings.iter().map(|s| (s.setting.as_str(), s.meaning, s.new.as_str())).collect();
        assert_eq!(settings, [("label-nl", false, "Bee"), ("label-en", false, "Bee"), ("broader", true, "c")]);
        assert!(diff.differs && !diff.same_meaning);
        assert!(!TaxonomyDiff::new("fundscan 0", &old, &old).differs);
    }
}
