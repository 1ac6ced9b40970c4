use super::next::Next;
use super::stop::{Sign, Stop, ends_in_note_mark, near_end};
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
    if next.word.is_empty() {
        return false;
    }
    let Some(sign) = stop.sign else {
        return next.is_capitalised() && ends_in_note_mark(left);
    };
    if !left.ends_with(' ') && next.is_glued(&stop) {
        return false;
    }
    if next.is_lowercase() && !next.may_begin_in_lowercase(&stop) {
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
    if stop.is_first() && is_roman(word) {
        return false;
    }
    // OR, MR, CV and BV in capitals are words of their own, not "or.", "mr.", "cv." and "bv.".
    let capitals = !word.contains('.') && !word.contains(char::is_lowercase);
    if !capitals {
        if facts.number && (next.has_digit() || next.is_amount()) {
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
    // "(zie 4. Scholing)" names a chapter.
    if digits <= 2 && inside_brackets(stop) {
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

/// Whether the word is a number such as "iv".
pub(super) fn is_roman(word: &str) -> bool {
    (1..=5).contains(&word.len()) && word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'))
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
