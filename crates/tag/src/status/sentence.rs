use std::ops::Range;

use fundscan_model::ByteSpan;
use fundscan_taxonomy::Folded;

use crate::find::Candidate;
use crate::word;

/// A word or a mark of a passage.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    start: usize,
    end: usize,
    /// The mark, where it is none of a word.
    mark: Option<char>,
    /// Whether it is part of a mention.
    mention: bool,
}

/// A passage as a row of words and marks, with the mentions in it. Positions are places in that row.
pub(crate) struct Sentence<'t> {
    text: &'t str,
    folded: &'t Folded,
    tokens: Vec<Token>,
    /// The token each mention starts at; the mentions are in the order of the text.
    starts: Vec<usize>,
    /// The mentions with gaps, with the tokens from their first to their last.
    spread: Vec<(usize, Range<usize>)>,
}

impl<'t> Sentence<'t> {
    pub(crate) fn new(text: &'t str, folded: &'t Folded, mentions: &[Candidate], gaps: &[Vec<ByteSpan>]) -> Self {
        let mut tokens = tokens(folded.as_str());
        let mut starts = Vec::with_capacity(mentions.len());
        let mut spread = Vec::new();
        let mut first = 0;
        let span = |t: &Token| folded.span(t.start..t.end);
        for (number, mention) in mentions.iter().enumerate() {
            // Mentions are in order, so the search goes on where the last one was found.
            while tokens.get(first).is_some_and(|t| span(t).is_none_or(|s| s.end() <= mention.span.start())) {
                first += 1;
            }
            starts.push(first);
            let gaps = mention.gaps.map_or(&[][..], |number| &gaps[number][..]);
            let mut last = first;
            for token in &mut tokens[first..] {
                let Some(span) = span(token).filter(|s| s.start() < mention.span.end()) else { break };
                token.mention |= !gaps.iter().any(|gap| gap.contains(span));
                last += 1;
            }
            if !gaps.is_empty() {
                spread.push((number, first..last));
            }
        }
        Self { text, folded, tokens, starts, spread }
    }

    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The word at a place, if there is one.
    pub(crate) fn word(&self, at: usize) -> Option<&'t str> {
        let token = self.tokens.get(at).filter(|t| t.mark.is_none())?;
        Some(&self.folded.as_str()[token.start..token.end])
    }

    /// The mark at a place, if there is one.
    pub(crate) fn mark(&self, at: usize) -> Option<char> {
        self.tokens.get(at)?.mark
    }

    /// The word at a place that is no part of a mention.
    pub(crate) fn plain_word(&self, at: usize) -> Option<&'t str> {
        self.word(at).filter(|_| !self.is_mention(at))
    }

    pub(crate) fn is_mention(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.mention)
    }

    /// The mentions that start in a range of tokens.
    pub(crate) fn mentions_in(&self, tokens: Range<usize>) -> Range<usize> {
        let before = |token| self.starts.partition_point(|start| *start < token);
        before(tokens.start)..before(tokens.end).max(before(tokens.start))
    }

    /// The token that a mention starts at.
    pub(crate) fn start(&self, mention: usize) -> usize {
        self.starts[mention]
    }

    /// The mentions that have a token in one of their gaps.
    pub(crate) fn mentions_around(&self, token: usize) -> impl Iterator<Item = usize> {
        self.spread.iter().filter(move |(_, tokens)| tokens.contains(&token)).map(|(mention, _)| *mention)
    }

    /// The bytes of the passage from one place to another.
    pub(crate) fn span(&self, tokens: Range<usize>) -> Option<ByteSpan> {
        let last = tokens.end.checked_sub(1)?;
        self.folded.span(self.tokens.get(tokens.start)?.start..self.tokens.get(last)?.end)
    }

    /// Whether the mark at a place ends a sentence: a full stop only where a capital follows, and not after an
    /// initial or the like.
    pub(crate) fn ends_sentence(&self, at: usize) -> bool {
        match self.mark(at) {
            Some('!' | '?') => true,
            Some('.') => {
                let after_word = at.checked_sub(1).and_then(|b| self.word(b)).is_none_or(|w| w.chars().count() > 1);
                let next = self.tokens.get(at + 1).and_then(|t| self.folded.span(t.start..t.end));
                let capital = next.and_then(|s| self.text[s.range()].chars().next()).is_none_or(|c| !c.is_lowercase());
                after_word && capital && self.is_spaced(at + 1)
            }
            _ => false,
        }
    }

    /// Whether a dash stands by itself, with space on both sides.
    pub(crate) fn is_dash(&self, at: usize) -> bool {
        matches!(self.mark(at), Some('-' | '\u{2014}' | '\u{2015}')) && self.is_spaced(at) && self.is_spaced(at + 1)
    }

    /// Whether the next item of a lettered or numbered list starts here: "(b)", "b)", "en (c)", "2)".
    pub(crate) fn is_enumerated(&self, at: usize) -> bool {
        let short = |at| self.word(at).is_some_and(|w| w.len() <= 2);
        let item = |at| {
            short(at) && self.mark(at + 1) == Some(')')
                || self.mark(at) == Some('(') && short(at + 1) && self.mark(at + 2) == Some(')')
        };
        item(at) || matches!(self.word(at), Some("en" | "of" | "and" | "or")) && item(at + 1)
    }

    /// The place behind the mark of a list item that the passage starts with: "(a)", "2)", "•", "-".
    pub(crate) fn list_mark(&self) -> Option<usize> {
        match self.mark(0) {
            Some('•' | '◦' | '▪' | '‣' | '∙' | '*' | '-' | '\u{2014}' | '\u{2015}') => Some(1),
            Some('(') if self.is_enumerated(0) => Some(3),
            None if self.is_enumerated(0) && self.mark(1) == Some(')') => Some(2),
            _ => None,
        }
    }

    fn is_spaced(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        match (self.tokens.get(before), self.tokens.get(at)) {
            (Some(before), Some(token)) => before.end < token.start,
            _ => true,
        }
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 6);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let start = at;
        at += c.len_utf8();
        if c.is_alphanumeric() {
            // A word beyond the length of words is cut: no cue is that long.
            at = word::end_of(text, at).unwrap_or(at);
            // The hyphen of "taal- en rekenvaardigheden" is no dash.
            let hangs = text[at..].starts_with('-') && !text[at + 1..].starts_with(char::is_alphanumeric);
            tokens.push(Token { start, end: at, mark: None, mention: false });
            at += usize::from(hangs);
        } else if c != ' ' {
            tokens.push(Token { start, end: at, mark: Some(c), mention: false });
        }
    }
    tokens
}
