use std::collections::HashMap;

use fundscan_model::ConceptId;

use crate::ConceptEntry;

/// Where each concept stands in the list, and which concepts it counts towards.
///
/// Concepts are numbered in the order of the taxonomy, so that counting needs no map.
#[derive(Clone, Debug)]
pub(crate) struct Hierarchy {
    numbers: HashMap<ConceptId, usize>,
    /// For each concept itself and every broader one, nearest first.
    upwards: Vec<Vec<usize>>,
}

impl Hierarchy {
    pub(crate) fn new(concepts: &[ConceptEntry]) -> Self {
        let mut numbers = HashMap::with_capacity(concepts.len());
        for (number, entry) in concepts.iter().enumerate() {
            numbers.entry(entry.concept.clone()).or_insert(number);
        }
        let broader: Vec<Option<usize>> =
            concepts.iter().map(|c| c.broader.as_ref().and_then(|b| numbers.get(b).copied())).collect();
        let upwards = (0..concepts.len())
            .map(|start| {
                let mut path = vec![start];
                let mut next = broader[start];
                // A checked taxonomy has no cycle; a collection that was edited by hand may.
                while let Some(number) = next.filter(|n| !path.contains(n)) {
                    path.push(number);
                    next = broader[number];
                }
                path
            })
            .collect();
        Self { numbers, upwards }
    }

    /// The same with one number more, [`Self::any`], towards which these concepts count: those of `whole` with every
    /// narrower one, those of `alone` without, which then do not count towards them either.
    pub(crate) fn with_any_of(mut self, whole: &[usize], alone: &[usize]) -> Self {
        let any = self.upwards.len();
        for (number, path) in self.upwards.iter_mut().enumerate() {
            path.retain(|n| *n == number || whole.contains(n) || !alone.contains(n));
            if path.iter().any(|n| whole.contains(n) || (*n == number && alone.contains(n))) {
                path.push(any);
            }
        }
        self.upwards.push(vec![any]);
        self
    }

    /// The number that stands for any of the concepts of [`Self::with_any_of`].
    pub(crate) fn any(&self) -> usize {
        self.upwards.len() - 1
    }

    pub(crate) fn len(&self) -> usize {
        self.upwards.len()
    }

    pub(crate) fn number(&self, concept: &ConceptId) -> Option<usize> {
        self.numbers.get(concept).copied()
    }

    /// The concept itself and every broader one.
    pub(crate) fn upwards(&self, number: usize) -> &[usize] {
        &self.upwards[number]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::concept;

    #[test]
    fn a_concept_counts_towards_every_broader_one() {
        let h = Hierarchy::new(&[concept("a", None), concept("b", Some("a")), concept("c", Some("b"))]);
        assert_eq!(h.upwards(2), [2, 1, 0]);
        assert_eq!(h.number(&"b".into()), Some(1));
    }

    #[test]
    fn a_concept_that_answers_alone_does_not_with_its_narrower_ones() {
        let h =
            Hierarchy::new(&[concept("a", None), concept("b", Some("a")), concept("c", None), concept("d", Some("c"))])
                .with_any_of(&[2], &[0]);
        let paths: Vec<&[usize]> = (0..4).map(|n| h.upwards(n)).collect();
        assert_eq!(paths, [&[0, 4][..], &[1], &[2, 4], &[3, 2, 4]]);
        assert_eq!(h.any(), 4);
    }

    #[test]
    fn a_cycle_in_an_edited_file_ends() {
        let h = Hierarchy::new(&[concept("a", Some("b")), concept("b", Some("a"))]);
        assert_eq!(h.upwards(0), [0, 1]);
    }
}
