use std::collections::BTreeMap;

use fundscan_model::ConceptId;

use super::RelatedBy;
use crate::hierarchy::Hierarchy;
use crate::{ConceptEntry, TaxonomyRecord};

/// What pairs are made of, by number in the order of the taxonomy.
#[derive(Clone, Debug)]
pub(super) struct Items {
    by: RelatedBy,
    hierarchy: Hierarchy,
    /// The number of each concept's group.
    groups: Vec<Vec<usize>>,
    /// Id, name in Dutch, name in English.
    names: Vec<[String; 3]>,
}

impl Items {
    pub(super) fn new(taxonomy: &TaxonomyRecord, by: RelatedBy) -> Self {
        let numbers: BTreeMap<&str, usize> = taxonomy.groups.iter().zip(0..).map(|(g, n)| (g.id.as_str(), n)).collect();
        let groups = taxonomy.concepts.iter().map(|c| numbers.get(c.group.as_str()).copied().into_iter().collect());
        let names = match by {
            RelatedBy::Concept => taxonomy.concepts.iter().map(name).collect(),
            RelatedBy::Group => taxonomy.groups.iter().map(|g| [&g.id, &g.nl, &g.en].map(Clone::clone)).collect(),
        };
        Self { by, hierarchy: Hierarchy::new(&taxonomy.concepts), groups: groups.collect(), names }
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    pub(super) fn name(&self, item: usize) -> &[String; 3] {
        &self.names[item]
    }

    /// The number of a concept, where pairs are of concepts.
    pub(super) fn concept(&self, id: &ConceptId) -> Option<usize> {
        self.hierarchy.number(id).filter(|_| self.by == RelatedBy::Concept)
    }

    /// What a mention of a concept counts for: the concept and every broader one, or its group. None where the
    /// taxonomy has no such concept.
    pub(super) fn of(&self, concept: &ConceptId) -> Option<&[usize]> {
        let number = self.hierarchy.number(concept)?;
        Some(match self.by {
            RelatedBy::Concept => self.hierarchy.upwards(number),
            RelatedBy::Group => &self.groups[number],
        })
    }

    /// Whether one of two is broader than the other.
    pub(super) fn is_family(&self, first: usize, second: usize) -> bool {
        let above = |low: usize, high: usize| self.hierarchy.upwards(low).contains(&high);
        self.by == RelatedBy::Concept && (above(first, second) || above(second, first))
    }
}

fn name(concept: &ConceptEntry) -> [String; 3] {
    [concept.concept.to_string(), concept.nl.clone(), concept.en.clone()]
}
