//! One parent for each concept, and no concept broader than itself.

use crate::draft::Draft;
use crate::notices::Kind;

/// The parents that were chosen, by concept; concepts are named by their place in the list of those that are imported.
pub(crate) struct Tree {
    pub(crate) parents: Vec<Option<usize>>,
    /// Further parents that a taxonomy file has no place for.
    pub(crate) others: Vec<Vec<usize>>,
    tops: Vec<usize>,
}

impl Tree {
    /// Chooses the first parent that is named, where it makes no cycle. `members` are the nodes of the concepts that are
    /// imported, `place` is the place of a node among them.
    pub(crate) fn new(
        draft: &mut Draft,
        members: &[usize],
        place: &[Option<usize>],
        label: impl Fn(usize) -> String,
    ) -> Self {
        let nearest = nearest(draft, place);
        let mut tree = Self {
            parents: vec![None; members.len()],
            others: vec![Vec::new(); members.len()],
            tops: (0..members.len()).collect(),
        };
        for (concept, node) in members.iter().enumerate() {
            let named: Vec<usize> = draft.nodes[*node].broader.clone();
            let mut candidates: Vec<usize> = Vec::new();
            for broader in &named {
                match nearest[*broader] {
                    Some(candidate) if !candidates.contains(&candidate) => candidates.push(candidate),
                    _ => {}
                }
            }
            for candidate in candidates {
                if tree.parents[concept].is_some() {
                    tree.others[concept].push(candidate);
                } else if tree.top(candidate) == concept {
                    let told = || format!("{} above {}", label(candidate), label(concept));
                    draft.notices.tell(Kind::Cycle, told);
                } else {
                    tree.parents[concept] = Some(candidate);
                    tree.tops[concept] = candidate;
                }
            }
            match tree.parents[concept] {
                Some(parent) if !tree.others[concept].is_empty() => {
                    let told = || format!("{} below {}", label(concept), label(parent));
                    draft.notices.tell(Kind::ManyParents, told);
                }
                None if named.iter().any(|n| nearest[*n].is_none()) => {
                    draft.notices.tell(Kind::ParentByName, || label(concept));
                }
                _ => {}
            }
        }
        tree
    }

    /// The concept at the top above another, or itself. Ways are made short as they are gone.
    pub(crate) fn top(&mut self, concept: usize) -> usize {
        let mut top = concept;
        while self.tops[top] != top {
            top = self.tops[top];
        }
        let mut next = concept;
        while next != top {
            next = std::mem::replace(&mut self.tops[next], top);
        }
        top
    }
}

/// For each node the concept that is imported: itself, or the nearest above it that is.
fn nearest(draft: &mut Draft, place: &[Option<usize>]) -> Vec<Option<usize>> {
    let mut nearest = place.to_vec();
    let mut is_done: Vec<bool> = place.iter().map(Option::is_some).collect();
    for start in 0..draft.nodes.len() {
        let mut path = Vec::new();
        let mut next = Some(start);
        while let Some(node) = next.filter(|n| !is_done[*n]) {
            is_done[node] = true;
            path.push(node);
            // Of a concept that is not imported the first parent is as good as another.
            next = draft.nodes[node].broader.first().copied();
        }
        let found = next.and_then(|n| nearest[n]);
        for node in path {
            nearest[node] = found;
        }
    }
    // Told once for each parent that is passed over.
    let mut is_told = vec![false; draft.nodes.len()];
    for node in (0..draft.nodes.len()).filter(|n| place[*n].is_some()) {
        for broader in draft.nodes[node].broader.clone() {
            if place[broader].is_none() && !std::mem::replace(&mut is_told[broader], true) {
                let iri = draft.nodes[broader].iri.clone();
                draft.notices.tell(Kind::UnknownParent, || if iri.starts_with("_:") { String::new() } else { iri });
            }
        }
    }
    nearest
}
