use fundscan_evidence::{ConceptCoverage, Coverage};
use fundscan_model::Language;

/// A concept and how deep it stands below the broadest one of its group.
pub(crate) struct Entry<'a> {
    pub(crate) depth: usize,
    pub(crate) concept: &'a ConceptCoverage,
}

/// A group and its concepts, each broader one above its narrower ones.
pub(crate) struct Group<'a> {
    pub(crate) label: &'a str,
    pub(crate) entries: Vec<Entry<'a>>,
}

/// The concepts as a reader wants to see them: by group, broader ones above narrower ones, else in the order of the
/// taxonomy. Groups without concepts are left out; every concept stands there once.
pub(crate) fn outline(coverage: &Coverage, language: Language) -> Vec<Group<'_>> {
    let mut groups: Vec<(&str, &str)> = coverage
        .groups
        .iter()
        .map(|g| (g.id.as_str(), if language == Language::En { g.en.as_str() } else { g.nl.as_str() }))
        .collect();
    for concept in &coverage.concepts {
        if groups.iter().all(|(id, _)| *id != concept.group) {
            groups.push((&concept.group, &concept.group));
        }
    }
    let mut placed = vec![false; coverage.concepts.len()];
    let mut outline = Vec::new();
    for (id, label) in groups {
        let members: Vec<usize> = (0..coverage.concepts.len()).filter(|n| coverage.concepts[*n].group == id).collect();
        let mut entries = Vec::new();
        for &number in &members {
            let broader = coverage.concepts[number].broader.as_ref();
            if broader.is_none_or(|b| members.iter().all(|m| coverage.concepts[*m].concept != *b)) {
                place(coverage, &members, number, 0, &mut placed, &mut entries);
            }
        }
        // What only a file edited by hand holds: concepts that are broader than themselves.
        for &number in &members {
            place(coverage, &members, number, 0, &mut placed, &mut entries);
        }
        if !entries.is_empty() {
            outline.push(Group { label, entries });
        }
    }
    outline
}

fn place<'a>(
    coverage: &'a Coverage,
    members: &[usize],
    number: usize,
    depth: usize,
    placed: &mut [bool],
    entries: &mut Vec<Entry<'a>>,
) {
    if std::mem::replace(&mut placed[number], true) {
        return;
    }
    let concept = &coverage.concepts[number];
    entries.push(Entry { depth, concept });
    for &narrower in members {
        if coverage.concepts[narrower].broader.as_ref() == Some(&concept.concept) {
            place(coverage, members, narrower, depth + 1, placed, entries);
        }
    }
}

/// The name of a concept in a language.
pub(crate) fn label(concept: &ConceptCoverage, language: Language) -> &str {
    if language == Language::En { &concept.en } else { &concept.nl }
}
