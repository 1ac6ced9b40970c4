//! Which mark leads to which note.

use std::collections::{BTreeMap, BTreeSet};

use fundscan_model::{Block, BlockKind};

/// The notes of a document, by a name of their own: marks begin anew on a page or in a chapter, names do not.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// For each block the name of the note it is, if it is one.
    names: Vec<Option<String>>,
    /// For each block the names of the notes its marks lead to.
    marked: Vec<Vec<String>>,
}

impl Notes {
    /// Leads each mark to the first note behind it that has the mark; where there is none, to the last before it.
    pub(super) fn of(blocks: &[&Block]) -> Self {
        let mut notes = Self { names: vec![None; blocks.len()], marked: vec![Vec::new(); blocks.len()] };
        let mut taken = BTreeSet::new();
        let mut waiting: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut last: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, block) in blocks.iter().enumerate() {
            let mut marks = block.notes.iter().map(String::as_str);
            if block.kind == BlockKind::Footnote
                && let Some(own) = marks.next()
            {
                notes.names[at] = Some(name(own, &mut taken));
                for from in waiting.remove(own).unwrap_or_default() {
                    notes.lead(from, at);
                }
                last.insert(own, at);
            }
            for mark in marks {
                waiting.entry(mark).or_default().push(at);
            }
        }
        for (mark, from) in waiting {
            if let Some(to) = last.get(mark) {
                from.into_iter().for_each(|from| notes.lead(from, *to));
            }
        }
        notes
    }

    /// The name of the note that the block at `index` is.
    pub(super) fn name(&self, index: usize) -> Option<&str> {
        self.names[index].as_deref()
    }

    /// The names of the notes that the marks of the block at `index` lead to.
    pub(super) fn marked(&self, index: usize) -> &[String] {
        &self.marked[index]
    }

    fn lead(&mut self, from: usize, to: usize) {
        self.marked[from].extend(self.names[to].clone());
    }
}

/// A name for the note with this mark that no other note has.
fn name(mark: &str, taken: &mut BTreeSet<String>) -> String {
    let plain: String = mark.chars().filter(|c| c.is_alphanumeric() || "*†‡§".contains(*c)).collect();
    let plain = if plain.is_empty() { "noot".to_owned() } else { plain };
    let mut name = plain.clone();
    let mut count = 1;
    while !taken.insert(name.clone()) {
        count += 1;
        name = format!("{plain}-{count}");
    }
    name
}
