use super::stop::{OPENERS, Sign, Stop, near_end};
use crate::lexicon;

/// How far back an open bracket is looked for, in bytes.
const BRACKET_REACH: usize = 400;

/// Whether a sentence that began at `start` ends at `border`.
pub(super) fn is_border(text: &str, start: usize, border: usize) -> bool {
    if border <= start {
        return false;
    }
    let left = &text[start..border];
    let stop = Stop::read(left);
    let next = Next::read(&text[border..]);
    let Some(sign) = stop.sign else { return false };
    if next.word.is_empty() {
        return false;
    }
    if !left.ends_with(' ') && next.is_glued(&stop) {
        return false;
    }
    if next.is_lowercase() && !next.may_begin_in_lowercase() {
        return false;
    }
    match sign {
        Sign::Strong => !(stop.closes_bracket && opens_midway(left)),
        Sign::Ellipsis => !next.is_numeric(),
        Sign::Full => full_stop_ends(&stop, &next),
    }
}

/// Whether a full stop ends its sentence, or only marks the word before it.
fn full_stop_ends(stop: &Stop<'_>, next: &Next<'_>) -> bool {
    let word = stop.word;
    let facts = stop.facts();
    if word.is_empty() {
        return !next.is_numeric();
    }
    if word.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return number_ends(stop, next);
    }
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let single = letters.next().filter(|_| letters.next().is_none() && word.chars().count() == 1);
    if let Some(letter) = single {
        return letter_ends(letter, stop, next);
    }
    // OR, MR, CV and BV in capitals are words of their own, not "or.", "mr.", "cv." and "bv.".
    let capitals = !word.contains('.') && !word.contains(char::is_lowercase);
    if !capitals {
        if facts.number && (next.is_numeric() || next.is_amount()) {
            return false;
        }
        if facts.inside || (word.eq_ignore_ascii_case("al") && stop.previous_word() == "et") {
            return false;
        }
        // "p.j." is per jaar, "P.J." are initials.
        if facts.maybe && word.contains(char::is_lowercase) {
            return !next.is_numeric() && !inside_brackets(stop);
        }
    }
    if is_dotted(word) {
        // "J.P.", "N.V.", and short forms no list knows.
        return next.is_starter();
    }
    if next.is_numeric() {
        return capitals || has_weight(word);
    }
    true
}

/// "1." at the start is a number, "31. december" a date, "hoofdstuk 3. Het" ends a sentence.
fn number_ends(stop: &Stop<'_>, next: &Next<'_>) -> bool {
    let digits = stop.word.bytes().filter(u8::is_ascii_digit).count();
    if stop.is_first() && digits <= 4 {
        return false;
    }
    if lexicon::facts(next.word).month && digits <= 2 {
        return false;
    }
    // "31. 12. 2019" is a date; "in 2019. 25 bedrijven" is not.
    !next.is_numeric() || digits >= 4
}

/// "J. de Vries" is a name, "a." a mark of enumeration, "vitamine C. Het" ends a sentence.
fn letter_ends(letter: char, stop: &Stop<'_>, next: &Next<'_>) -> bool {
    if stop.is_first() || next.is_numeric() {
        return false;
    }
    let previous = stop.previous_word();
    if previous.ends_with('.') && previous.chars().count() <= 5 {
        // "dhr. J.", "o. a.", "A. B."
        return false;
    }
    if letter.is_uppercase() {
        return next.is_starter() && previous.starts_with(char::is_lowercase);
    }
    true
}

/// Whether the word is made of short pieces of letters with stops between: "i.g.v", "N.V", "J.P".
fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|piece| {
            let mut chars = piece.chars();
            let count = chars.by_ref().take(4).filter(|c| c.is_alphabetic()).count();
            (1..=3).contains(&count) && chars.next().is_none() && piece.chars().all(char::is_alphabetic)
        })
}

/// Whether a word before a stop and a digit is a word rather than an unlisted abbreviation, which are short or lack
/// vowels ("afb. 3", "jrg. 12").
fn has_weight(word: &str) -> bool {
    let last_is_letter = word.ends_with(char::is_alphabetic);
    let vowel = word.contains(['a', 'e', 'i', 'o', 'u', 'y', 'é', 'ë', 'ï', 'ö']);
    !last_is_letter || (vowel && word.chars().count() >= 3)
}

/// Whether the last bracket opened before the stop is still open.
fn inside_brackets(stop: &Stop<'_>) -> bool {
    let near = near_end(stop.before, BRACKET_REACH);
    match (near.rfind('('), near.rfind(')')) {
        (Some(open), Some(close)) => open > close && !stop.closes_bracket,
        (Some(_), None) => !stop.closes_bracket,
        _ => false,
    }
}

/// Whether the last bracket of the sentence was opened within it, so that a stop before its end belongs to the
/// bracket alone: "de campagne (Werk aan de winkel!) Rotterdam".
fn opens_midway(left: &str) -> bool {
    let near = near_end(left, BRACKET_REACH);
    near.rfind(['(', '[', '{']).is_some_and(|open| near[..open].contains(char::is_alphanumeric))
}

/// What stands to the right of a possible border.
#[derive(Debug)]
struct Next<'a> {
    /// The first word, without the quotes and brackets that open it.
    word: &'a str,
    /// What follows that word.
    after: &'a str,
}

impl<'a> Next<'a> {
    fn read(right: &'a str) -> Self {
        const REACH: usize = 48;
        let right = right.trim_start();
        let right = &right[..right.floor_char_boundary(2 * REACH)];
        let bare = right.trim_start_matches(OPENERS);
        // 's and 't are words that begin with a quote.
        let bare = if is_elided(right) { right } else { bare };
        let near = &bare[..bare.floor_char_boundary(REACH.min(bare.len()))];
        let end = near.find([' ', ',', ';', ':', '?', '!', ')']).unwrap_or(near.len());
        Self { word: &bare[..end], after: bare[end..].trim_start() }
    }

    fn is_lowercase(&self) -> bool {
        is_elided(self.word) || self.word.starts_with(char::is_lowercase)
    }

    fn is_numeric(&self) -> bool {
        self.word.starts_with(char::is_numeric)
    }

    fn is_amount(&self) -> bool {
        self.word.starts_with(['€', '$', '£', '#', '§', '±', '+', '-', '%'])
    }

    fn is_starter(&self) -> bool {
        lexicon::facts(self.word).starter
    }

    /// Dutch sentences begin in lower case with 's and 't before a capital, and with abbreviations such as mbo.
    fn may_begin_in_lowercase(&self) -> bool {
        if is_elided(self.word) {
            return self.after.starts_with(char::is_uppercase);
        }
        let first = self.word.trim_end_matches('.');
        lexicon::facts(first).lowercase
            || first.split_once('-').is_some_and(|(first, rest)| !rest.is_empty() && lexicon::facts(first).lowercase)
    }

    /// Whether the text right after a stop without a space belongs to the same word: only a whole lower-case word
    /// before the stop and one after it that often begins a sentence are clearly two sentences.
    fn is_glued(&self, stop: &Stop<'_>) -> bool {
        let mut chars = stop.word.chars();
        chars.next();
        let before = stop.word.chars().count() >= 4
            && chars.all(char::is_lowercase)
            && !stop.before.ends_with(['/', '.', '@', '-']);
        let after = self.is_starter() && self.word.starts_with(char::is_uppercase) && !self.after.is_empty();
        !(before && after)
    }
}

/// 's, 't, 'n and 'k, with either apostrophe.
fn is_elided(text: &str) -> bool {
    text.strip_prefix(['\'', '’', '‘'])
        .and_then(|rest| rest.strip_prefix(['s', 't', 'n', 'k']))
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}
