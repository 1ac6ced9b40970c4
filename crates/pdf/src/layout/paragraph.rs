//! Lines in reading order → drafts of blocks: which lines go together.

use fundscan_model::{BlockKind, Cell};

use super::label::{Label, label};
use super::line::{Line, word_text};
use super::metrics::{Metrics, right_edges, size_step};
use super::notes::begins_note;
use crate::content::{Script, Word};

/// A block in the making.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) kind: BlockKind,
    pub(crate) lines: Vec<Line>,
    pub(crate) level: Option<u8>,
    pub(crate) cell: Option<Cell>,
    /// How far the lines of the draft's column reach.
    pub(crate) edge: f32,
}

impl Draft {
    pub(crate) fn first(&self) -> &Line {
        &self.lines[0]
    }

    pub(crate) fn last(&self) -> &Line {
        self.lines.last().expect("a draft has a line")
    }

    pub(crate) fn size(&self) -> f32 {
        // The size of most letters: a large initial or a formula does not count.
        let longest = self.lines.iter().max_by_key(|l| l.words.iter().map(|w| w.text.len()).sum::<usize>());
        longest.map_or(0.0, |l| l.size)
    }

    pub(crate) fn bold(&self) -> bool {
        self.lines.iter().all(|l| l.bold)
    }
}

/// Groups the lines of one page, in reading order; `text` is the page's.
pub(crate) fn drafts(lines: Vec<Line>, text: &str, metrics: &Metrics) -> Vec<Draft> {
    let edges = right_edges(&lines);
    let mut drafts: Vec<Draft> = Vec::new();
    for (line, edge) in lines.into_iter().zip(edges) {
        match drafts.last_mut() {
            Some(draft) => match continuation(draft, &line, edge, text, metrics) {
                Continuation::SameLine => draft.lines.last_mut().expect("a draft has a line").append(&line),
                Continuation::NextLine => {
                    draft.edge = draft.edge.max(edge);
                    draft.lines.push(line);
                }
                Continuation::None => drafts.push(new_draft(line, edge)),
            },
            None => drafts.push(new_draft(line, edge)),
        }
    }
    drafts
}

/// The notes below the line that parts them from the text of a page: each from its mark to the next.
pub(crate) fn notes(lines: Vec<Line>, text: &str) -> Vec<Draft> {
    let edges = right_edges(&lines);
    let mut drafts: Vec<Draft> = Vec::new();
    for (line, edge) in lines.into_iter().zip(edges) {
        match drafts.last_mut() {
            Some(draft) if (line.v - draft.last().v).abs() < 0.35 * line.size && line.u0 > draft.last().u0 => {
                draft.lines.last_mut().expect("a draft has a line").append(&line);
            }
            // Further down in the same column.
            Some(draft) if !begins_note(&line, text) && line.v > draft.last().v => draft.lines.push(line),
            _ => drafts.push(Draft { kind: BlockKind::Footnote, ..new_draft(line, edge) }),
        }
    }
    drafts
}

/// Whether a line goes on with a draft right below its last line.
pub(crate) fn follows(draft: &Draft, line: &Line, edge: f32, text: &str, metrics: &Metrics) -> bool {
    matches!(continuation(draft, line, edge, text, metrics), Continuation::NextLine)
}

fn new_draft(line: Line, edge: f32) -> Draft {
    Draft { kind: BlockKind::Paragraph, lines: vec![line], level: None, cell: None, edge }
}

enum Continuation {
    SameLine,
    NextLine,
    None,
}

fn continuation(draft: &Draft, line: &Line, edge: f32, text: &str, metrics: &Metrics) -> Continuation {
    let last = draft.last();
    if last.angle != line.angle {
        return Continuation::None;
    }
    let size = last.size.max(line.size);
    let down = line.v - last.v;
    if down.abs() < 0.35 * size {
        let gap = line.u0 - last.u1;
        let labelled = last.words.len() == 1 && label(word_text(text, &last.words[0])).is_some();
        let room = if labelled { 6.0 } else { 1.6 };
        return if gap > -0.3 * size && gap < room * size { Continuation::SameLine } else { Continuation::None };
    }
    if next_line(draft, line, edge, down, text, metrics) { Continuation::NextLine } else { Continuation::None }
}

fn next_line(draft: &Draft, line: &Line, edge: f32, down: f32, text: &str, metrics: &Metrics) -> bool {
    let last = draft.last();
    let size = last.size.max(line.size);
    if down <= 0.0 || last.shared_width(line) < 0.0 {
        return false;
    }
    if size_step(last.size).abs_diff(size_step(line.size)) > 2.max((size * 0.12) as u32) {
        return false;
    }
    let pitch = match draft.lines.len() {
        1 => metrics.leading(size).max(1.05 * size),
        _ => (last.v - draft.lines[draft.lines.len() - 2].v).min(2.0 * size),
    };
    if down > pitch * 1.25 + 0.5 {
        return false;
    }
    let (first_word, starts) = start_of(line, text);
    let ending = end_of(last, text);
    // A number of a section or an item, or a dash, unless a sentence goes on behind it: `Version-` `2.0 software`.
    let dash = matches!(first_word.as_str(), "–" | "—");
    let number = dash || matches!(label(&first_word), Some(Label::Section(_) | Label::Item));
    let lower = |word: &Word| word_text(text, word).starts_with(char::is_lowercase);
    let full = last.u1 > edge.max(draft.edge) - 1.5 * size && draft.lines.len() > 1;
    let amid = number
        && (ending == End::Hyphen || (ending == End::Open && (full || waits(last, text))))
        && line.words.get(1).is_some_and(lower);
    if begins_item(line, &first_word) && starts != Start::Lower && !amid {
        return false;
    }
    if ends_entry(last, text) {
        return false;
    }
    let open = !matches!(ending, End::Stop) && starts == Start::Lower;
    if last.bold != line.bold && !open && (draft.bold() || line.bold) && !metrics.body_bold {
        return false;
    }
    if open || ending == End::Hyphen {
        return true;
    }
    let left = draft.lines.iter().skip(1).map(|l| l.u0).fold(f32::MAX, f32::min);
    let labelled = begins_item(draft.first(), word_text(text, &draft.first().words[0]));
    let indent = if draft.lines.len() == 1 { line.u0 - last.u0 } else { line.u0 - left };
    let centred = ((line.u0 + line.u1) - (last.u0 + last.u1)).abs() < size && (line.u0 - last.u0).abs() > 0.7 * size;
    if draft.lines.len() == 1 && indent > 0.7 * size && !labelled && !centred && ending == End::Stop {
        return false;
    }
    if draft.lines.len() > 1 && indent.abs() > 0.7 * size && !centred && (ending == End::Stop || indent < 0.0) {
        return false;
    }
    // The first word would have fitted on the line before: the line was ended on purpose.
    let edge = edge.max(draft.edge);
    let first_width = line.words.first().map_or(0.0, |w| w.u1 - w.u0);
    let fitted = last.u1 + 0.3 * size + first_width < edge - 0.6 * size;
    !(fitted && (ending == End::Stop || (starts != Start::Lower && last.width() < 0.8 * (edge - last.u0))))
}

/// Whether a line ends in a word that another must follow: an article, a preposition, a conjunction.
pub(crate) fn waits(line: &Line, text: &str) -> bool {
    const WORDS: [&str; 44] = [
        "de", "het", "een", "van", "in", "op", "te", "met", "voor", "door", "aan", "bij", "en", "of", "dat", "die",
        "als", "naar", "uit", "over", "tot", "tegen", "tussen", "om", "the", "a", "an", "and", "to", "for", "with",
        "by", "on", "at", "from", "that", "or", "as", "is", "are", "was", "were", "than", "between",
    ];
    let last = line.words.last().map_or("", |word| word_text(text, word));
    WORDS.contains(&last)
}

/// How a line ends, for telling whether a sentence goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// With a mark that may end a sentence.
    Stop,
    Hyphen,
    Open,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    Lower,
    Other,
}

pub(crate) fn end_of(line: &Line, text: &str) -> End {
    let word = line.words.iter().rev().find(|w| w.script == Script::Normal);
    let word = word.map_or("", |w| word_text(text, w));
    if word.len() > 1 && word.ends_with(['-', '\u{ad}']) {
        return End::Hyphen;
    }
    let bare = word.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']']);
    if bare.ends_with(['.', '!', '?', ':', ';']) { End::Stop } else { End::Open }
}

pub(crate) fn start_of(line: &Line, text: &str) -> (String, Start) {
    let word = line.words.first().map_or("", |w| word_text(text, w));
    let lower = word.trim_start_matches(['(', '"', '“', '‘', '\'', '„']).chars().next().is_some_and(char::is_lowercase);
    (word.to_owned(), if lower { Start::Lower } else { Start::Other })
}

/// Whether a line begins a list item, a numbered heading or a note.
fn begins_item(line: &Line, first_word: &str) -> bool {
    let raised = line.words.first().is_some_and(|w| w.script == Script::Raised) && line.words.len() > 1;
    // A bullet or number by itself stands apart from what follows; a dash at the start of a line may be a thought.
    raised
        || match label(first_word) {
            Some(Label::Bullet | Label::Section(_)) => true,
            Some(Label::Item) => line.words.get(1).is_none_or(|w| w.u0 - line.words[0].u1 > 0.1 * line.size),
            None => false,
        }
}

/// Whether a line begins with a bullet, a number or a note mark, and so goes on with nothing.
pub(crate) fn begins_anew(line: &Line, text: &str) -> bool {
    line.words.first().is_some_and(|word| begins_item(line, word_text(text, word)))
}

/// Whether a line is a whole entry of a table of contents: leader dots and a page number at its end.
pub(crate) fn ends_entry(line: &Line, text: &str) -> bool {
    let plain = line.plain(text);
    let number = plain.trim_end().trim_end_matches(|c: char| c.is_ascii_digit());
    let dots: String = number.chars().rev().filter(|c| !c.is_whitespace()).take(4).collect();
    dots == "...." || dots.starts_with('…')
}
