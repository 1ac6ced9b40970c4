//! Notes at the foot of a column, told by the short line drawn above them.

use std::collections::BTreeSet;

use super::PageInput;
use super::classify::is_mark;
use super::line::{Line, word_text};
use super::metrics::Metrics;
use crate::content::Script;

/// The line above notes stands below this share of the page's height.
const LOWER: f32 = 0.35;
/// It is at least so long, in points, and no longer than this share of the page's width, unless a note mark follows.
const SHORTEST: f32 = 25.0;
const LONGEST: f32 = 0.45;
/// Notes are set smaller than this share of the body size.
const SMALL: f32 = 0.97;
/// So many lines are looked at, from the foot of the page.
const MAX_LINES: usize = 8;

/// Where the notes of a page begin: for each column the height of the line above them, and how far it reaches.
#[derive(Debug, Default)]
pub(crate) struct NoteRules {
    rules: Vec<(f32, f32, f32)>,
}

impl NoteRules {
    /// Finds the lines above notes; `lines` is the text of the page, `marks` what stands raised behind its words.
    pub(crate) fn of(page: &PageInput, lines: &[Line], marks: &BTreeSet<String>, metrics: &Metrics) -> Self {
        let text = page.content.scribe.text.as_str();
        let mut rules: Vec<(f32, f32, f32)> = page
            .content
            .drawing
            .rules
            .iter()
            .filter(|rule| rule.horizontal && rule.at > LOWER * page.height && rule.to - rule.from > SHORTEST)
            .map(|rule| (rule.at, rule.from, rule.to))
            .collect();
        rules.sort_by(|a, b| b.0.total_cmp(&a.0));
        rules.truncate(MAX_LINES);
        rules.retain(|&(at, from, to)| {
            let below = || lines.iter().filter(|line| is_below((at, from, to), line));
            let first = below().min_by(|a, b| a.v.total_cmp(&b.v));
            let near = first.is_some_and(|line| line.v - at < 3.0 * line.size);
            let marked = first.is_some_and(|line| {
                let word = word_text(text, &line.words[0]);
                (line.words[0].script == Script::Raised && is_mark(word)) || marks.contains(bare(word))
            });
            near && (marked || to - from < LONGEST * page.width)
                && below().all(|line| line.size < SMALL * metrics.body || (marked && line.size <= metrics.body))
        });
        Self { rules }
    }

    /// Whether a line is part of a note.
    pub(crate) fn hold(&self, line: &Line) -> bool {
        self.rules.iter().any(|&rule| is_below(rule, line))
    }
}

/// Whether a line stands below a rule, in its column.
fn is_below((at, from, to): (f32, f32, f32), line: &Line) -> bool {
    line.angle == 0 && line.v - 0.3 * line.size > at && line.u1 > from && line.u0 < to
}

/// Whether a line below the rule begins a note of its own: with a mark that stands apart from its text.
pub(crate) fn begins_note(line: &Line, text: &str) -> bool {
    let [first, second, ..] = line.words.as_slice() else { return false };
    let word = word_text(text, first);
    is_mark(word) && (first.script == Script::Raised || (second.spaced && word.chars().any(|c| !c.is_alphabetic())))
}

fn bare(word: &str) -> &str {
    word.trim_end_matches(['.', ')'])
}
