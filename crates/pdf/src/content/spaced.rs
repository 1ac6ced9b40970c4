//! Words whose letters are set apart: `I N H O U D` is one word.

use super::scribe::{Scribe, Script, Word};

/// Fewer letters than these are letters: of a list, of a formula. All of a line may be one less.
const LEAST: usize = 5;
/// A gap that is so many times the smallest one parts words.
const WORD: f32 = 1.6;

/// Joins the letters of words that are set apart by spaces of one width.
pub(super) fn join_letters(scribe: &mut Scribe) {
    for at in 0..scribe.segments.len() {
        let range = scribe.segments[at].words.start as usize..scribe.segments[at].words.end as usize;
        let mut words: Option<Vec<Word>> = None;
        let mut next = range.start;
        while next < range.end {
            let run = run_of_letters(scribe, next, range.end);
            let whole = run == range.len();
            if run >= LEAST - usize::from(whole) && !is_alphabet(scribe, next, run) {
                let new = words.get_or_insert_with(|| scribe.words[range.start..next].to_vec());
                let joined = joined(&mut scribe.text, &scribe.words[next..next + run]);
                new.extend(joined);
            } else if let Some(new) = &mut words {
                new.extend_from_slice(&scribe.words[next..next + run.max(1)]);
            }
            next += run.max(1);
        }
        if let Some(mut words) = words {
            let start = scribe.words.len() as u32;
            scribe.words.append(&mut words);
            scribe.segments[at].words = start..scribe.words.len() as u32;
        }
    }
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

fn joined(text: &mut String, letters: &[Word]) -> Vec<Word> {
    let gap = |pair: &[Word]| pair[1].u0 - pair[0].u1;
    let smallest = letters.windows(2).map(gap).fold(f32::MAX, f32::min);
    let mut words: Vec<Word> = Vec::new();
    for (index, letter) in letters.iter().enumerate() {
        let source = letter.text.start as usize..letter.text.end as usize;
        let goes_on = index > 0 && gap(&letters[index - 1..=index]) <= WORD * smallest.max(0.0);
        match words.last_mut().filter(|_| goes_on) {
            Some(word) => {
                text.extend_from_within(source);
                word.text.end = text.len() as u32;
                word.u1 = letter.u1;
            }
            None => {
                let start = text.len() as u32;
                text.extend_from_within(source);
                words.push(Word { text: start..text.len() as u32, ..letter.clone() });
            }
        }
    }
    words
}
