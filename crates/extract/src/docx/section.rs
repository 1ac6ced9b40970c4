//! Sections: which running heads and feet they have.

use std::collections::{BTreeMap, BTreeSet};

use fundscan_model::BlockKind;

use super::package::Relation;
use super::xml::Tag;

/// A section of a document.
#[derive(Debug, Default)]
pub(super) struct Section {
    heads: Vec<Head>,
    /// Whether its first page has a head and foot of its own.
    title_page: bool,
}

#[derive(Debug)]
struct Head {
    kind: BlockKind,
    pages: Pages,
    /// The id of the relation that leads to its part.
    relation: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pages {
    First,
    Even,
    All,
}

impl Section {
    /// Takes in one property.
    pub(super) fn see(&mut self, tag: &Tag<'_>) {
        let kind = match tag.name() {
            "headerReference" => BlockKind::Header,
            "footerReference" => BlockKind::Footer,
            "titlePg" => {
                self.title_page = tag.is_on();
                return;
            }
            _ => return,
        };
        let pages = match tag.attr("type").as_deref() {
            Some("first") => Pages::First,
            Some("even") => Pages::Even,
            _ => Pages::All,
        };
        if let Some(relation) = tag.attr("id") {
            self.heads.push(Head { kind, pages, relation: relation.into_owned() });
        }
    }
}

/// The parts of the heads and feet that are shown, in the order of the sections, each once.
pub(super) fn running(
    sections: &[Section],
    relations: &BTreeMap<String, Relation>,
    even_heads: bool,
) -> Vec<(BlockKind, String)> {
    let mut seen = BTreeSet::new();
    let mut parts = Vec::new();
    for section in sections {
        for head in &section.heads {
            let shown = match head.pages {
                Pages::First => section.title_page,
                Pages::Even => even_heads,
                Pages::All => true,
            };
            if shown
                && let Some(relation) = relations.get(&head.relation)
                && seen.insert(&relation.target)
            {
                parts.push((head.kind, relation.target.clone()));
            }
        }
    }
    parts
}
