//! Words whose letters are set apart: `I N H O U D` is one word.

use std::ops::Range;

use super::scribe::{Scribe, Script, Word};

/// Fewer letters than these are letters: of a list, of a formula. All of a line may be one less.
const LEAST: usize = 5;
/// A gap that is so many times the smallest one parts words.
const WORD: f32 = 1.6;

/// Joins the letters of words that are set apart by spaces of one width.
pub(super) fn join_letters(scribe: &mut Scribe) {
    for at in 0..scribe.segments.len() {
        let range = scribe.segments[at].words.start as usize..scribe.segments[at].words.end as usize;
        let runs = runs(scribe, &range);
        if runs.is_empty() {
            continue;
        }
        // All words of the segment are written anew, so that their text stays in one piece.
        let start = scribe.words.len();
        let mut next = range.start;
        for run in runs {
            (next..run.start).for_each(|word| copy(scribe, word));
            join(scribe, run.clone());
            next = run.end;
        }
        (next..range.end).for_each(|word| copy(scribe, word));
        scribe.segments[at].words = start as u32..scribe.words.len() as u32;
    }
}

/// Words of a segment that are single letters, one after the other, and are words together.
fn runs(scribe: &Scribe, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut next = range.start;
    while next < range.end {
        let run = run_of_letters(scribe, next, range.end);
        let whole = run == range.len();
        if run >= LEAST - usize::from(whole) && !is_alphabet(scribe, next, run) {
            runs.push(next..next + run);
        }
        next += run.max(1);
    }
    runs
}

/// How many words from `start` on are single letters.
fn run_of_letters(scribe: &Scribe, start: usize, end: usize) -> usize {
    scribe.words[start..end].iter().take_while(|word| letter(scribe, word).is_some()).count()
}

fn letter(scribe: &Scribe, word: &Word) -> Option<char> {
    let mut chars = scribe.text[word.text.start as usize..word.text.end as usize].chars();
    let first = chars.next().filter(|c| c.is_alphabetic())?;
    (chars.next().is_none() && word.script == Script::Normal && word.spaced).then_some(first)
}

/// `A B C D E` are letters.
fn is_alphabet(scribe: &Scribe, start: usize, run: usize) -> bool {
    let letters: Vec<Option<char>> = scribe.words[start..start + run].iter().map(|w| letter(scribe, w)).collect();
    letters.windows(2).all(|pair| pair[0] < pair[1])
}

fn copy(scribe: &mut Scribe, word: usize) {
    let word = scribe.words[word].clone();
    let start = scribe.text.len() as u32;
    scribe.text.extend_from_within(word.text.start as usize..word.text.end as usize);
    scribe.words.push(Word { text: start..scribe.text.len() as u32, ..word });
}

/// Writes letters as one word, or as several where a gap is wider than the others.
fn join(scribe: &mut Scribe, letters: Range<usize>) {
    let gap = |scribe: &Scribe, letter: usize| scribe.words[letter].u0 - scribe.words[letter - 1].u1;
    let smallest = letters.clone().skip(1).map(|letter| gap(scribe, letter)).fold(f32::MAX, f32::min).max(0.0);
    for letter in letters.clone() {
        let goes_on = letter > letters.start && gap(scribe, letter) <= WORD * smallest;
        copy(scribe, letter);
        if goes_on
            && let Some(added) = scribe.words.pop()
            && let Some(word) = scribe.words.last_mut()
        {
            word.text.end = added.text.end;
            word.u1 = added.u1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::scribe::tests::pen;
    use super::*;

    /// Writes each text with a gap before it, in points at a size of 10.
    fn words(texts: &[(&str, f32)]) -> Vec<String> {
        let mut scribe = Scribe::default();
        let mut u = 0.0;
        for &(text, gap) in texts {
            u += gap;
            for letter in text.chars() {
                scribe.glyph(&letter.to_string(), pen(u, u + 5.0, 100.0, 10.0));
                u += 5.0;
            }
        }
        join_letters(&mut scribe);
        let segment = &scribe.segments[0];
        let words = &scribe.words[segment.words.start as usize..segment.words.end as usize];
        let (first, last) = (&words[0], &words[words.len() - 1]);
        // Text in one piece, in the order of the words.
        assert!(words.windows(2).all(|pair| pair[0].text.end == pair[1].text.start), "{words:?}");
        assert!(scribe.text.get(first.text.start as usize..last.text.end as usize).is_some());
        words.iter().map(|w| scribe.text[w.text.start as usize..w.text.end as usize].to_owned()).collect()
    }

    #[test]
    fn letters_set_apart_are_words() {
        let letters = |text: &'static str, gap: f32| -> Vec<(&'static str, f32)> {
            (0..text.len()).map(|at| (&text[at..at + 1], gap)).collect()
        };
        assert_eq!(words(&letters("INHOUD", 3.0)), ["INHOUD"]);
        let mut two = letters("VAN", 3.0);
        two.extend([("H", 6.0), ("E", 3.0), ("T", 3.0)]);
        assert_eq!(words(&two), ["VAN", "HET"]);
        let mut within = vec![("Deel", 0.0)];
        within.extend(letters("SLOT", 3.0));
        assert_eq!(words(&within), ["Deel", "S", "L", "O", "T"], "four letters may be anything");
        within.extend([("E", 3.0), ("slot", 3.0)]);
        assert_eq!(words(&within), ["Deel", "SLOTE", "slot"]);
        assert_eq!(words(&letters("ABCDEF", 3.0)), ["A", "B", "C", "D", "E", "F"]);
    }
}
