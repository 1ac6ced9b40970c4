use super::language::LanguageId;
use super::role::Role;

/// The index of an element in the order of the tree; 0 is the root.
pub(crate) type ElementId = u32;
/// The number of a table in the order of the tree, from 0.
pub(crate) type TableId = u32;

/// An element and what it takes over from those around it.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    pub(crate) role: Role,
    /// The block that its text belongs to: a paragraph, heading, cell, label …; the group around it where there is none.
    pub(crate) owner: ElementId,
    /// The list item or note that it is in, nearer than any cell of a table.
    pub(crate) holder: Option<ElementId>,
    /// The cell that it is in, as an index in the cells of the tree.
    pub(super) cell: Option<u32>,
    pub(super) table: Option<TableId>,
    /// Index in the texts that stand in for glyphs.
    pub(super) spoken: Option<u32>,
    pub(crate) language: LanguageId,
    /// How many lists it is in.
    pub(crate) lists: u8,
    pub(crate) artifact: bool,
    /// In a note.
    pub(crate) note: bool,
    /// How many sections it is in.
    sections: u8,
    /// In a heading or an entry of the contents, which hold no blocks of their own.
    closed: bool,
    /// In a row that heads the columns of its table.
    pub(super) head_rows: bool,
}

impl Element {
    /// The root of the tree.
    pub(super) fn root() -> Self {
        Self {
            role: Role::Group,
            owner: 0,
            holder: None,
            cell: None,
            table: None,
            spoken: None,
            language: 0,
            lists: 0,
            artifact: false,
            note: false,
            sections: 0,
            closed: false,
            head_rows: false,
        }
    }

    /// A child of this element, which becomes the element numbered `id`; `loose` says that the text around it belongs to
    /// no block but a group.
    pub(super) fn child(&self, id: ElementId, role: Role, loose: bool) -> Self {
        let mut child = Self { role, ..self.clone() };
        match role {
            Role::Section => child.sections = self.sections.saturating_add(1),
            Role::Heading(0) => child.role = Role::Heading(self.sections.clamp(1, 6)),
            Role::List => child.lists = self.lists.saturating_add(1),
            Role::Item => child.holder = Some(id),
            Role::Note => (child.holder, child.note) = (Some(id), true),
            Role::Table => (child.cell, child.head_rows) = (None, false),
            Role::HeadRows => child.head_rows = true,
            Role::HeadCell | Role::Cell => (child.holder, child.lists) = (None, 0),
            Role::Artifact => child.artifact = true,
            _ => {}
        }
        if self.has_own_text(role, loose) {
            child.owner = id;
        }
        child.closed = match role {
            Role::Heading(_) | Role::Entry => true,
            Role::Note | Role::Contents | Role::Table => false,
            _ => self.closed,
        };
        child
    }

    /// Whether the text of a child with this role is no part of the block around it.
    fn has_own_text(&self, role: Role, loose: bool) -> bool {
        match role {
            Role::Inline | Role::Artifact => false,
            Role::Heading(_) | Role::Note | Role::Table | Role::Contents | Role::Entry => true,
            // The number of a heading, a note or a caption is part of it; a formula in a line as well.
            Role::Label => self.role == Role::Item && !self.closed,
            Role::Formula => loose,
            _ => !self.closed,
        }
    }
}

impl Role {
    /// Whether text that belongs to an element of this role belongs together: not that of a group, which may be
    /// anything.
    pub(crate) fn is_block(self) -> bool {
        !matches!(
            self,
            Self::Group
                | Self::Section
                | Self::Inline
                | Self::List
                | Self::Table
                | Self::HeadRows
                | Self::Row
                | Self::Contents
                | Self::Figure
                | Self::Artifact
        )
    }
}

/// What is heard in place of the glyphs of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spoken {
    pub(crate) text: String,
    /// Whether it replaces glyphs that can be read, too.
    pub(crate) always: bool,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TableCell {
    pub(crate) table: TableId,
    /// Row and column from 1, spans of the cells before honoured.
    pub(crate) row: u32,
    pub(crate) column: u32,
    /// How many columns it spans.
    pub(crate) columns: u32,
    /// Whether it heads its column.
    pub(crate) head: bool,
}

impl TableCell {
    /// The last column it spans.
    pub(crate) fn last_column(&self) -> u32 {
        self.column.saturating_add(self.columns.saturating_sub(1))
    }
}
