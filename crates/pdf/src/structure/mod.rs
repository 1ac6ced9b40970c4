//! The structure tree of a tagged PDF (ISO 32000-1, 14.7 and 14.8): what each piece of marked content is.
//!
//! [`Tree::read`] walks the tree once, without recursion, each element visited once. For each piece of content it
//! then knows the block that it belongs to ([`Element::owner`]) and what that block is: heading and level, list and
//! depth, table, row and column, note, entry of the contents. Whether the tags agree with what is drawn is not judged
//! here but by the layout.
//!
//! Not used: the class map, the parent tree (the tree itself says the same), what widgets and annotations hold.
//!
//! Texts that stand in for what is drawn:
//! - `ActualText` of one word replaces the glyphs of its element, as the standard asks. A longer one mostly repeats what
//!   is drawn (Word writes one for each run of letters); the glyphs, which know their places, are kept, and the
//!   text is used only where they cannot be read.
//! - `Alt` describes a picture to those who do not see it. It is written by the program as often as by a person, and is
//!   nowhere on the page: a quote from it could not be found again. So it stays out of the text, but for glyphs that
//!   cannot be read, for which it is the only text there is.

mod attributes;
mod element;
mod grid;
mod language;
mod role;
mod walk;

use std::collections::{HashMap, HashSet};

use lopdf::ObjectId;

pub(crate) use element::{Element, ElementId, Spoken, TableCell, TableId};
pub(crate) use language::{LanguageId, Languages};
pub(crate) use role::Role;

/// Where marked content is numbered: in the content of a page, or in a form drawn there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    /// The index of the page.
    Page(u32),
    Form(ObjectId, u32),
}

/// The number that stands for all of a form's content.
pub(crate) const WHOLE: i64 = -1;

/// A piece of marked content in the order of the tree, from 0.
pub(crate) type LeafId = u32;

/// The structure tree of a document.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    /// In the order of the tree; the first stands for the root.
    elements: Vec<Element>,
    /// The element of each piece of content.
    leaves: Vec<ElementId>,
    by_mark: HashMap<(Place, i64), LeafId>,
    /// Texts that stand in for what is drawn.
    spoken: Vec<Spoken>,
    /// The forms whose content is numbered by itself.
    forms: HashSet<Place>,
    /// How many pieces of content the tree has for each page.
    on_page: Vec<u32>,
    cells: Vec<TableCell>,
    /// Tables with another in one of their cells.
    nests: HashSet<TableId>,
    headings: bool,
}

impl Tree {
    /// The piece of content that is marked `number` in this place.
    pub(crate) fn leaf(&self, place: Place, number: i64) -> Option<LeafId> {
        self.by_mark.get(&(place, number)).copied()
    }

    /// Whether the content of a form is numbered by itself.
    pub(crate) fn numbers(&self, form: Place) -> bool {
        self.forms.contains(&form)
    }

    pub(crate) fn element(&self, id: ElementId) -> &Element {
        &self.elements[id as usize]
    }

    /// The element of a piece of content.
    pub(crate) fn element_of(&self, leaf: LeafId) -> &Element {
        self.element(self.leaves[leaf as usize])
    }

    /// What stands in for the glyphs of a piece of content, and a number that is the same for all that it stands in for.
    pub(crate) fn spoken(&self, leaf: LeafId) -> Option<(u32, &Spoken)> {
        self.element_of(leaf).spoken.map(|index| (index, &self.spoken[index as usize]))
    }

    /// The cell of a table that an element is in.
    pub(crate) fn cell(&self, element: &Element) -> Option<&TableCell> {
        element.cell.map(|cell| &self.cells[cell as usize])
    }

    /// The cells of all tables, in the order of the tree.
    pub(crate) fn cells(&self) -> &[TableCell] {
        &self.cells
    }

    /// Whether a table has another in one of its cells.
    pub(crate) fn nests(&self, table: TableId) -> bool {
        self.nests.contains(&table)
    }

    /// How many pieces of content the tree has for a page.
    pub(crate) fn on_page(&self, page: usize) -> u32 {
        self.on_page.get(page).copied().unwrap_or(0)
    }

    /// Whether the tree tells headings at all.
    pub(crate) fn has_headings(&self) -> bool {
        self.headings
    }
}
