//! Drafts → blocks: the text a reader would say, and where each word of it stands.

use std::collections::{BTreeMap, BTreeSet};

use fundscan_model::{BBox, Block, BlockKind, ByteSpan, Fragment, Place};

use super::PageInput;
use super::classify::is_mark;
use super::hyphen::{Join, Lexicon, join};
use super::label::is_bullet;
use super::line::{Line, word_text};
use super::metrics::size_step;
use super::paragraph::{Draft, End, Start, end_of, start_of, waits};
use crate::content::{Script, Word};
use crate::structure::{LanguageId, Languages};
use crate::work::looked_at;

/// How many drafts may stand between a paragraph that breaks off and the one that carries it on: notes, captions,
/// tables and boxes that a page puts in between.
const REACH: usize = 40;

/// Joins a paragraph that breaks off at the foot of a column or page to the one that carries it on.
pub(crate) fn joined_across_breaks(drafts: Vec<Draft>, pages: &[PageInput]) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::with_capacity(drafts.len());
    // Paragraphs and items that may go on, the nearest last: the index in `out` and how much stood before it.
    let mut open: Vec<(usize, usize)> = Vec::new();
    // How many drafts there are so far, each table counted as one.
    let mut count = 0;
    let mut table = 0;
    let mut note: Option<usize> = None;
    for draft in drafts {
        let text = text_of_first(&draft, pages);
        looked_at(open.len());
        open.retain(|&(_, before)| count - before <= REACH);
        count += usize::from(draft.cell.is_none_or(|cell| cell.table != table));
        table = draft.cell.map_or(0, |cell| cell.table);
        if draft.first().mark.hidden.is_some() {
            out.push(draft);
            continue;
        }
        if draft.kind == BlockKind::Footnote {
            // A note that the page broke off goes on below the line on the next page.
            match note.map(|index| &mut out[index]) {
                Some(before) if note_goes_on(before, &draft, pages) => before.lines.extend(draft.lines),
                _ => {
                    note = Some(out.len());
                    out.push(draft);
                }
            }
            continue;
        }
        let thought = draft.kind == BlockKind::ListItem && begins_with_dash(draft.first(), text);
        if draft.kind == BlockKind::Paragraph || thought {
            let before = open.iter().rposition(|&(index, _)| {
                // Notes, running lines and hidden text stand between the two only on paper.
                let between = &out[index + 1..];
                let near = if between.iter().all(is_aside) {
                    Near::Next
                } else if between.iter().all(|draft| is_float(draft, pages)) {
                    Near::BehindFloats
                } else {
                    Near::Further
                };
                let before_text = &pages[out[index].last().page].content.scribe.text;
                (!thought || near == Near::Next) && carries_on(&out[index], &draft, before_text, text, near)
            });
            if let Some(at) = before {
                let (index, _) = open[at];
                open.truncate(at + 1);
                out[index].edge = draft.edge;
                out[index].lines.extend(draft.lines);
                if finished(&out[index], pages) {
                    open.pop();
                }
                continue;
            }
        }
        if matches!(draft.kind, BlockKind::Paragraph | BlockKind::ListItem) && !finished(&draft, pages) {
            open.push((out.len(), count));
        }
        out.push(draft);
    }
    out
}

fn note_goes_on(before: &Draft, next: &Draft, pages: &[PageInput]) -> bool {
    let (last, first) = (before.last(), next.first());
    let text = |line: &Line| pages[line.page].content.scribe.text.as_str();
    first.page == last.page + 1
        && size_step(last.size).abs_diff(size_step(first.size)) <= 1
        && end_of(last, text(last)) != End::Stop
        && start_of(first, text(first)).1 == Start::Lower
        && !is_mark(word_text(text(first), &first.words[0]))
}

fn is_aside(draft: &Draft) -> bool {
    draft.kind == BlockKind::Footnote || draft.kind.is_running() || draft.first().mark.hidden.is_some()
}

fn finished(draft: &Draft, pages: &[PageInput]) -> bool {
    end_of(draft.last(), &pages[draft.last().page].content.scribe.text) == End::Stop
}

fn text_of_first<'p>(draft: &Draft, pages: &'p [PageInput]) -> &'p str {
    &pages[draft.first().page].content.scribe.text
}

/// What stands between a paragraph that breaks off and one that may carry it on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Near {
    /// Nothing that is read there.
    Next,
    /// Tables and captions.
    BehindFloats,
    /// Other text.
    Further,
}

/// Whether a draft is put where there is room, and not where it belongs in the text: a table, a caption.
fn is_float(draft: &Draft, pages: &[PageInput]) -> bool {
    let line = draft.first();
    let word = word_text(&pages[line.page].content.scribe.text, &line.words[0]).to_lowercase();
    let caption = ["fig", "tabel", "table", "afbeelding", "grafiek", "kader", "box", "bron:", "source:"];
    draft.cell.is_some() || is_aside(draft) || caption.iter().any(|start| word.starts_with(start))
}

/// A dash and a word in lower case: a thought put in between, where a sentence breaks off before it.
fn begins_with_dash(line: &Line, text: &str) -> bool {
    let [dash, word, ..] = line.words.as_slice() else { return false };
    matches!(word_text(text, dash), "–" | "—" | "-") && word_text(text, word).starts_with(char::is_lowercase)
}

fn carries_on(before: &Draft, next: &Draft, before_text: &str, next_text: &str, near: Near) -> bool {
    let nearest = near == Near::Next;
    let (last, first) = (before.last(), next.first());
    // A tagged paragraph may reach to a later page than the one that follows it begins on.
    let Some(pages) = first.page.checked_sub(last.page) else { return false };
    let moved = pages > 0 || first.v < last.v || last.shared_width(first) <= 0.0;
    if !moved || pages > 1 || last.angle != first.angle {
        return false;
    }
    if size_step(last.size).abs_diff(size_step(first.size)) > 1 || last.bold != first.bold {
        return false;
    }
    let ending = end_of(last, before_text);
    let (_, start) = start_of(first, next_text);
    let full = last.u1 > before.edge - 2.0 * last.size && last.words.len() >= 4;
    match (ending, start) {
        (End::Hyphen, _) => start == Start::Lower || nearest,
        (End::Open, Start::Lower) => {
            (nearest && (last.words.len() >= 2 || before.lines.len() > 1)) || (full && before.lines.len() > 1)
        }
        // A name or a figure goes on right behind a full line, and wherever an article or a preposition waits for it.
        (End::Open, Start::Other) => {
            let waits = near != Near::Further && waits(last, before_text);
            full && before.lines.len() > 1 && (waits || (nearest && next.lines.len() > 1))
        }
        (End::Stop, _) => false,
    }
}

/// Writes drafts out as blocks.
pub(crate) struct Composer<'p> {
    pages: &'p [PageInput],
    languages: &'p Languages,
    lexicon: Lexicon,
    /// The marks of the notes on each page, and of all notes.
    marks: Vec<BTreeSet<String>>,
    all_marks: BTreeSet<String>,
}

impl<'p> Composer<'p> {
    pub(crate) fn new(pages: &'p [PageInput], lines: &[Vec<Line>], languages: &'p Languages) -> Self {
        let mut lexicon = Lexicon::default();
        for (page, lines) in pages.iter().zip(lines) {
            let text = page.content.scribe.text.as_str();
            for line in lines {
                // The first and last words of a line may be halves.
                for word in line.words.iter().skip(1).rev().skip(1) {
                    let word = word_text(text, word).trim_matches(|c: char| !c.is_alphanumeric());
                    lexicon.add(word);
                }
            }
        }
        Self { pages, languages, lexicon, marks: vec![BTreeSet::new(); pages.len()], all_marks: BTreeSet::new() }
    }

    /// Takes the marks of the notes among the drafts, so that they are known in the text that refers to them.
    pub(crate) fn learn_notes(&mut self, drafts: &[Draft]) {
        for draft in drafts.iter().filter(|d| d.kind == BlockKind::Footnote) {
            let line = draft.first();
            let first = word_text(&self.pages[line.page].content.scribe.text, &line.words[0]);
            if is_mark(first) {
                self.marks[line.page].insert(bare_mark(first).to_owned());
                self.all_marks.insert(bare_mark(first).to_owned());
            }
        }
    }

    /// The block that a draft becomes; none where nothing but a bullet is left of it.
    pub(crate) fn block(&self, draft: &Draft) -> Option<Block> {
        let mut block = Block::new(draft.kind, String::new());
        block.level = draft.level;
        block.cell = draft.cell;
        block.hidden = draft.first().mark.hidden;
        block.language = self.language(draft);
        let mut words = draft.lines.iter().flat_map(|line| {
            let count = line.words.len();
            line.words.iter().enumerate().map(move |(i, word)| (line, word, i + 1 == count))
        });
        let mut at_line_start = false;
        let mut first = true;
        // A hyphen at the end of a line waits for the word that follows it.
        let mut pending = false;
        let mut words = words.by_ref().peekable();
        while let Some((line, word, ends_line)) = words.next() {
            let text = word_text(&self.pages[line.page].content.scribe.text, word);
            // A dash by itself in a cell says that there is nothing.
            let bulleted = matches!(draft.kind, BlockKind::ListItem | BlockKind::Heading)
                || (draft.kind == BlockKind::TableCell && words.peek().is_some());
            if first && bulleted && is_bullet(text) {
                first = false;
                continue;
            }
            if self.is_note_mark(draft, line, word, text, first, &block.text) {
                block.notes.push(bare_mark(text).to_owned());
                first = false;
                at_line_start |= ends_line;
                continue;
            }
            first = false;
            // A mark of which no note is known is kept, but is no part of its word.
            if is_stray_mark(word, text, &block.text) {
                block.text.push(' ');
            }
            if pending {
                let third = words
                    .peek()
                    .map_or("", |(line, word, _)| word_text(&self.pages[line.page].content.scribe.text, word));
                self.after_hyphen(&mut block, text, third);
            } else if !block.text.is_empty()
                && (word.spaced || (at_line_start && !ends_in_slash(&block.text)))
                && !block.text.ends_with(' ')
            {
                block.text.push(' ');
            }
            self.push(&mut block, line, word, text);
            at_line_start = ends_line;
            pending = ends_line && ends_in_hyphen(&block.text) && words.peek().is_some();
        }
        if block.text.ends_with('\u{ad}') {
            block.text.pop();
        }
        finish(block)
    }

    /// The language declared for most letters of a draft.
    fn language(&self, draft: &Draft) -> Option<String> {
        let mut letters: BTreeMap<LanguageId, usize> = BTreeMap::new();
        for line in &draft.lines {
            *letters.entry(line.tag.language).or_default() += line.words.iter().map(|w| w.text.len()).sum::<usize>();
        }
        let (&most, _) = letters.iter().max_by_key(|&(_, &n)| n)?;
        self.languages.tag(most).map(str::to_owned)
    }

    fn push(&self, block: &mut Block, line: &Line, word: &Word, text: &str) {
        let start = block.text.len();
        // Soft hyphens within a line mark places where a break could be, and are not seen.
        let last = text.char_indices().next_back().map_or(0, |(i, _)| i);
        // Digits raised on a figure would make another number of it, and of a unit another name.
        let digits = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '−' | '+'));
        let on_word = block.text.ends_with(char::is_alphanumeric);
        let power = word.script == Script::Raised && digits && on_word;
        let letter = |c| if power { superscript(c) } else { c };
        block.text.extend(text.char_indices().filter(|&(i, c)| c != '\u{ad}' || i == last).map(|(_, c)| letter(c)));
        let place = Place { page: line.page as u32 + 1, bbox: bbox(line, word) };
        block.fragments.push(Fragment {
            span: ByteSpan::new(start, block.text.len()),
            place,
            size: word.size,
            bold: word.bold,
            italic: word.italic,
            ocr: word.ocr,
        });
    }

    /// Resolves the hyphen that the block's text ends with, now that `next` and `third` follow.
    fn after_hyphen(&self, block: &mut Block, next: &str, third: &str) {
        let start = block.text.rfind(' ').map_or(0, |i| i + 1);
        match join(&block.text[start..], next, third, &self.lexicon) {
            Join::Close => {
                let hyphen = block.text.pop().map_or(0, char::len_utf8);
                if let Some(fragment) = block.fragments.last_mut() {
                    let span = fragment.span;
                    fragment.span = ByteSpan::new(span.start(), span.end().saturating_sub(hyphen).max(span.start()));
                }
            }
            Join::Keep => {}
            Join::Apart => block.text.push(' '),
        }
    }

    fn is_note_mark(&self, draft: &Draft, line: &Line, word: &Word, text: &str, first: bool, before: &str) -> bool {
        if first && draft.kind == BlockKind::Footnote && is_mark(text) {
            return true;
        }
        if word.script != Script::Raised || !is_mark(text) {
            return false;
        }
        let mark = bare_mark(text);
        let here = known(mark, &self.marks[line.page]);
        let last = before.rsplit(' ').next().unwrap_or_default();
        match raised_on(last, mark) {
            RaisedOn::Unit => false,
            // A figure has notes of its own page only: elsewhere the same digit is a power.
            RaisedOn::Figure => here,
            // The notes of a page are at its foot; those of a whole document may stand at its end.
            RaisedOn::Word => here || known(mark, &self.all_marks),
            RaisedOn::Short => here && !in_formula(before),
        }
    }
}

/// Whether a word is a raised number behind a word of letters.
fn is_stray_mark(word: &Word, text: &str, before: &str) -> bool {
    let last = before.rsplit(' ').next().unwrap_or_default();
    let number = text.bytes().any(|b| b.is_ascii_digit()) && is_mark(text);
    let raised = word.script == Script::Raised && !word.spaced;
    raised && number && matches!(raised_on(last, bare_mark(text)), RaisedOn::Word)
}

/// What a raised mark stands behind.
enum RaisedOn {
    /// A unit, a power, an ordinal: what is raised belongs to it.
    Unit,
    Figure,
    Word,
    /// One or two letters: the name of something in a formula, or a short word.
    Short,
}

fn raised_on(last: &str, mark: &str) -> RaisedOn {
    let unit = matches!(last, "m" | "cm" | "mm" | "dm" | "km" | "hm");
    if unit && matches!(mark, "2" | "3") {
        return RaisedOn::Unit;
    }
    if last.ends_with(|c: char| c.is_ascii_digit()) {
        let base = last.trim_start_matches(|c: char| !c.is_ascii_digit());
        let power = base.len() <= 2 && mark.bytes().all(|b| b.is_ascii_digit());
        return if power || mark == "e" { RaisedOn::Unit } else { RaisedOn::Figure };
    }
    let letters = last.chars().filter(|c| c.is_alphabetic()).count();
    let closed = last.ends_with(|c: char| !c.is_alphanumeric());
    match letters {
        // Behind a single letter a digit is a power, unless a stop parts them.
        1 if !closed => RaisedOn::Unit,
        0..=2 => RaisedOn::Short,
        _ => RaisedOn::Word,
    }
}

/// Whether a text ends in the side of an equation: `E = mc`.
fn in_formula(before: &str) -> bool {
    let sign = before.rsplit(' ').nth(1).unwrap_or_default();
    matches!(sign, "=" | "+" | "-" | "−" | "×" | "·" | "/" | "<" | ">" | "≤" | "≥" | "±" | "≈")
}

/// Whether each of the marks in `1`, `1,2` or `3-5` is among `marks`.
fn known(mark: &str, marks: &BTreeSet<String>) -> bool {
    marks.contains(mark) || (mark.len() > 1 && mark.split([',', '-', '–']).all(|part| marks.contains(part)))
}

/// Whether a line broke after a slash within a word: `kennis/` + `opleidingen`.
fn ends_in_slash(text: &str) -> bool {
    text.strip_suffix('/').is_some_and(|rest| rest.ends_with(char::is_alphabetic))
}

/// Whether the last word ends in a hyphen and is more than one: a dash stands by itself.
fn ends_in_hyphen(text: &str) -> bool {
    text.strip_suffix(['-', '\u{ad}']).is_some_and(|rest| rest.ends_with(|c: char| !c.is_whitespace()))
}

fn superscript(c: char) -> char {
    match c {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '0' | '4'..='9' => char::from_u32('⁰' as u32 + c as u32 - '0' as u32).unwrap_or(c),
        '-' | '−' => '⁻',
        '+' => '⁺',
        c => c,
    }
}

fn bare_mark(text: &str) -> &str {
    text.trim_matches(|c| matches!(c, '(' | ')' | '[' | ']' | ',' | '.'))
}

/// The word's box on the page as seen.
fn bbox(line: &Line, word: &Word) -> BBox {
    let (u0, u1) = (word.u0, word.u1);
    let (v0, v1) = (word.v - word.extent.0 * word.size, word.v - word.extent.1 * word.size);
    let (sin, cos) = f32::from(line.angle).to_radians().sin_cos();
    let corner = |u: f32, v: f32| (u * cos - v * sin, u * sin + v * cos);
    let corners = [corner(u0, v0), corner(u1, v0), corner(u0, v1), corner(u1, v1)];
    let fold = |pick: fn(&(f32, f32)) -> f32, best: fn(f32, f32) -> f32| {
        corners.iter().map(pick).reduce(best).expect("four corners")
    };
    BBox::new(fold(|c| c.0, f32::min), fold(|c| c.1, f32::min), fold(|c| c.0, f32::max), fold(|c| c.1, f32::max))
}

/// Takes white space off both ends and drops what has become empty.
fn finish(mut block: Block) -> Option<Block> {
    let length = block.text.trim_end().len();
    block.text.truncate(length);
    let lead = block.text.len() - block.text.trim_start().len();
    block.text.drain(..lead);
    let length = block.text.len();
    for fragment in &mut block.fragments {
        let start = fragment.span.start().saturating_sub(lead).min(length);
        fragment.span = ByteSpan::new(start, fragment.span.end().saturating_sub(lead).clamp(start, length));
    }
    block.fragments.retain(|f| !f.span.is_empty());
    (!block.text.is_empty()).then_some(block)
}
