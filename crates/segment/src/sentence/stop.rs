use crate::lexicon::{self, WordFacts};

/// What stands to the left of a possible border: the stop, and the word it follows.
#[derive(Debug)]
pub(super) struct Stop<'a> {
    /// The stop itself; none where the text before the border does not end in one.
    pub(super) sign: Option<Sign>,
    /// The word before the stop, without it and without brackets and quotes that open it.
    pub(super) word: &'a str,
    /// The text of the sentence before that word.
    pub(super) before: &'a str,
    /// Whether a bracket was closed between the stop and the border.
    pub(super) closes_bracket: bool,
}

/// The kinds of stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// A full stop, which may also mark a shortened word.
    Full,
    /// Three dots, or the sign of three dots.
    Ellipsis,
    /// A question or exclamation mark, or a stop of another script.
    Strong,
}

/// Quotes and brackets that may follow a stop and belong to the sentence before it.
pub(super) const CLOSERS: &[char] = &['"', '\'', '”', '’', '»', '›', ')', ']', '}', '“', '‘'];

/// Quotes and brackets that may stand before the first word of a sentence.
pub(super) const OPENERS: &[char] = &['"', '\'', '“', '‘', '„', '‚', '«', '‹', '(', '[', '{', '”', '’', '»', '¿', '¡'];

/// How far back a stop and its word are looked for, in bytes. Longer words are neither abbreviations nor initials, and
/// what looks at all of a text at each border takes n² steps.
const REACH: usize = 48;

impl<'a> Stop<'a> {
    /// Reads the end of `left`, the sentence so far.
    pub(super) fn read(left: &'a str) -> Self {
        let left = left.trim_end();
        let reach = near_end(left, REACH);
        let bare = reach.trim_end_matches(CLOSERS).trim_end();
        let closes_bracket = reach[bare.len()..].contains([')', ']', '}']);
        let Some(last) = bare.chars().next_back() else {
            return Self { sign: None, word: "", before: "", closes_bracket };
        };
        let body = &left[..left.len() - reach.len() + bare.len() - last.len_utf8()];
        let sign = match last {
            '…' => Some(Sign::Ellipsis),
            '.' if body.ends_with("..") => Some(Sign::Ellipsis),
            '.' | '\u{2024}' | '\u{FE52}' | '\u{FF0E}' => Some(Sign::Full),
            c if c.is_alphanumeric() || matches!(c, ',' | ';' | ':' | '-' | '–' | '—') => None,
            _ => Some(Sign::Strong),
        };
        let word = near_end(body, REACH)
            .rsplit(|c: char| c == ' ' || c == '/' || OPENERS.contains(&c))
            .next()
            .unwrap_or_default();
        Self { sign, word, before: &body[..body.len() - word.len()], closes_bracket }
    }

    /// What the word lists know of the word.
    pub(super) fn facts(&self) -> WordFacts {
        lexicon::facts(self.word)
    }

    /// The word before the word, with its stop if it has one, without brackets and quotes between the two.
    pub(super) fn previous_word(&self) -> &'a str {
        let before = near_end(self.before, 2 * REACH).trim_end_matches(|c: char| c == ' ' || OPENERS.contains(&c));
        near_end(before, REACH).rsplit(' ').next().unwrap_or_default()
    }

    /// Whether the word is the first of its sentence (behind quotes, brackets and bullets).
    pub(super) fn is_first(&self) -> bool {
        const LEAD: usize = 8;
        self.before.len() <= LEAD && !self.before.contains(char::is_alphanumeric)
    }
}

/// Whether the text ends in the mark of a note that the layout left standing behind a whole word and its stop:
/// "einde.12", "einde.[12]".
pub(super) fn ends_in_note_mark(left: &str) -> bool {
    let near = near_end(left.trim_end(), REACH);
    let bare = near.strip_suffix(']').unwrap_or(near);
    let body = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = bare.len() - body.len();
    let body = body.strip_suffix('[').unwrap_or(body);
    (1..=3).contains(&digits)
        && body
            .strip_suffix(['.', '?', '!'])
            .is_some_and(|word| word.chars().rev().take_while(|c| c.is_lowercase()).count() >= 4)
}

/// The last `reach` bytes of `text`, to the nearest character.
pub(super) fn near_end(text: &str, reach: usize) -> &str {
    &text[text.floor_char_boundary(text.len().saturating_sub(reach))..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_before_a_stop_is_read_behind_quotes_and_brackets() {
        let stop = Stop::read("Zij noemen dat (o.a.) ");
        assert_eq!((stop.sign, stop.word, stop.closes_bracket), (Some(Sign::Full), "o.a", true));
        assert_eq!(stop.previous_word(), "dat");
        let stop = Stop::read("‘Wat nu?’ ");
        assert_eq!((stop.sign, stop.word, stop.is_first()), (Some(Sign::Strong), "nu", false));
        assert_eq!(Stop::read("drs./ir. ").word, "ir");
        assert_eq!(Stop::read("geen stop").sign, None);
        assert_eq!(Stop::read("wacht... ").sign, Some(Sign::Ellipsis));
    }
}
