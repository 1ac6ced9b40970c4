//! What all texts of a document share: styles, lists, notes, and what has been counted so far.

use std::collections::{BTreeMap, HashSet};

use fundscan_model::{Block, Notice};

use super::numbering::{self, Numbering};
use super::package::Package;
use super::paragraph::NoteId;
use super::settings::Settings;
use super::styles::Styles;

/// A document that is being read.
pub(super) struct Book<'a> {
    pub(super) package: Package<'a>,
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    pub(super) settings: Settings,
    pub(super) notices: Vec<Notice>,
    /// The marks seen in the text so far.
    pub(super) marks: HashSet<String>,
    notes: BTreeMap<NoteId, Vec<Block>>,
    /// The marks of the notes that were referred to so far.
    note_marks: BTreeMap<NoteId, String>,
    counts: [u32; 2],
    tables: u32,
    /// Blocks that may still be made, and how many were left out since.
    room: usize,
    pub(super) left_out: usize,
    told: HashSet<&'static str>,
}

impl<'a> Book<'a> {
    pub(super) fn new(package: Package<'a>, settings: Settings, notices: Vec<Notice>, blocks: usize) -> Self {
        Self {
            package,
            styles: Styles::default(),
            numbering: Numbering::default(),
            settings,
            notices,
            marks: HashSet::new(),
            notes: BTreeMap::new(),
            note_marks: BTreeMap::new(),
            counts: [0; 2],
            tables: 0,
            room: blocks,
            left_out: 0,
            told: HashSet::new(),
        }
    }

    /// Whether one more block may be made.
    pub(super) fn has_room(&mut self) -> bool {
        let has = self.room > 0;
        self.room = self.room.saturating_sub(1);
        self.left_out += usize::from(!has);
        has
    }

    /// A number for the next table. They are counted again in reading order once all is read.
    pub(super) fn next_table(&mut self) -> u32 {
        self.tables = self.tables.saturating_add(1);
        self.tables
    }

    /// Keeps the blocks of a note until the text refers to it.
    pub(super) fn keep_note(&mut self, id: NoteId, blocks: Vec<Block>) {
        self.notes.insert(id, blocks);
    }

    /// The mark of a note: the next number where it is referred to for the first time.
    pub(super) fn mark_of(&mut self, id: NoteId) -> String {
        if let Some(mark) = self.note_marks.get(&id) {
            return mark.clone();
        }
        let (count, looks) = match id.end {
            false => (&mut self.counts[0], &self.settings.footnotes),
            true => (&mut self.counts[1], &self.settings.endnotes),
        };
        let mark = numbering::number(looks.start.saturating_add(*count), &looks.format);
        *count = count.saturating_add(1);
        self.note_marks.insert(id, mark.clone());
        mark
    }

    /// The blocks of a note, where they were not taken yet, with its mark.
    pub(super) fn take_note(&mut self, id: NoteId, mark: Option<&str>) -> Vec<Block> {
        let mut blocks = self.notes.remove(&id).unwrap_or_default();
        if let (Some(first), Some(mark)) = (blocks.first_mut(), mark)
            && !mark.is_empty()
            && first.notes.first().map(String::as_str) != Some(mark)
        {
            first.notes.insert(0, mark.to_owned());
        }
        blocks
    }

    /// Tells something once, however often it is met.
    pub(super) fn tell_once(&mut self, code: &'static str, message: &str) {
        if self.told.insert(code) {
            self.notices.push(Notice::new(code, message));
        }
    }
}
