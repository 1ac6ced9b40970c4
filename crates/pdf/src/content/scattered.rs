//! Letters that are drawn one by one in no order, as some programs do to make copying hard or because they sort by glyph:
//! put together again by where they stand.
//!
//! Only where the order of drawing makes no sense: letters of one word then touch others that were drawn long before.

use super::scribe::{Scribe, Script, Segment, WORD_GAP, Word};

/// Pieces of this many letters at most are what is left of words that were taken apart.
const FRAGMENT: usize = 2;
/// Fewer touching neighbours from elsewhere than these on a line are chance: a mark set by itself, a letter overprinted.
const LEAST: usize = 3;

/// Puts scattered letters together, line by line.
pub(super) fn gather(scribe: &mut Scribe) {
    let fragments = scribe.words.iter().filter(|word| letters(scribe, word) <= FRAGMENT).count();
    if fragments < LEAST || fragments * 2 < scribe.words.len() {
        return;
    }
    for line in by_line(scribe) {
        let pieces = sorted(scribe, &line);
        if is_scattered(scribe, &pieces) {
            put_together(scribe, &line, &pieces);
        }
    }
}

/// A piece of text: its segment and its word.
type Piece = (usize, usize);

fn letters(scribe: &Scribe, word: &Word) -> usize {
    scribe.text[word.text.start as usize..word.text.end as usize].chars().count()
}

/// Segments that stand on one line, in the order of drawing.
fn by_line(scribe: &Scribe) -> Vec<Vec<usize>> {
    let plain = |segment: &Segment| {
        let words = &scribe.words[segment.words.start as usize..segment.words.end as usize];
        !words.is_empty() && words.iter().all(|word| word.script == Script::Normal && !is_leftwards(scribe, word))
    };
    let mut order: Vec<usize> = (0..scribe.segments.len()).filter(|&at| plain(&scribe.segments[at])).collect();
    let of = |at: usize| &scribe.segments[at];
    order.sort_by(|&a, &b| of(a).angle.cmp(&of(b).angle).then(of(a).v.total_cmp(&of(b).v)).then(a.cmp(&b)));
    let mut lines: Vec<Vec<usize>> = Vec::new();
    for at in order {
        let segment = of(at);
        match lines.last_mut() {
            Some(line) if is_level(of(line[0]), segment) => line.push(at),
            _ => lines.push(vec![at]),
        }
    }
    lines.iter_mut().for_each(|line| line.sort_unstable());
    lines.retain(|line| line.len() >= LEAST);
    lines
}

fn is_level(a: &Segment, b: &Segment) -> bool {
    let size = a.size.max(b.size);
    a.angle == b.angle && a.mark == b.mark && (a.v - b.v).abs() <= 0.1 * size && a.size.min(b.size) > 0.87 * size
}

/// Scripts that run to the left are drawn in the order of reading, against that of places.
fn is_leftwards(scribe: &Scribe, word: &Word) -> bool {
    let text = &scribe.text[word.text.start as usize..word.text.end as usize];
    text.chars().any(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'))
}

fn sorted(scribe: &Scribe, line: &[usize]) -> Vec<Piece> {
    let words = |&at: &usize| {
        let range = scribe.segments[at].words.clone();
        range.map(move |word| (at, word as usize))
    };
    let mut pieces: Vec<Piece> = line.iter().flat_map(words).collect();
    pieces.sort_by(|a, b| scribe.words[a.1].u0.total_cmp(&scribe.words[b.1].u0).then(a.1.cmp(&b.1)));
    pieces
}

/// Whether `next` goes on where `word` ends, without room for a space.
fn touches(word: &Word, next: &Word) -> bool {
    let size = word.size.max(next.size);
    let overlap = 0.3 * (word.u1 - word.u0).min(next.u1 - next.u0).min(size);
    let gap = next.u0 - word.u1;
    gap > -overlap && gap < WORD_GAP * size
}

fn is_scattered(scribe: &Scribe, pieces: &[Piece]) -> bool {
    let foreign = pieces.windows(2).filter(|pair| {
        let [(a, first), (b, second)] = [pair[0], pair[1]];
        a != b && first + 1 != second && touches(&scribe.words[first], &scribe.words[second])
    });
    let count = foreign.count();
    count >= LEAST && count * 4 > pieces.len()
}

/// Writes the pieces anew, in the place of the first segment of the line; the others are left without words.
fn put_together(scribe: &mut Scribe, line: &[usize], pieces: &[Piece]) {
    let mut words: Vec<Word> = Vec::new();
    let mut last: Option<Piece> = None;
    for &piece in pieces {
        let word = scribe.words[piece.1].clone();
        let parted = last.is_some_and(|last| last.1 + 1 == piece.1 && last.0 == piece.0 && word.spaced);
        let source = word.text.start as usize..word.text.end as usize;
        match words.last_mut() {
            Some(open) if !parted && touches(open, &word) => {
                scribe.text.extend_from_within(source);
                open.text.end = scribe.text.len() as u32;
                open.u1 = open.u1.max(word.u1);
            }
            _ => {
                let start = scribe.text.len() as u32;
                scribe.text.extend_from_within(source);
                words.push(Word { text: start..scribe.text.len() as u32, spaced: true, ..word });
            }
        }
        last = Some(piece);
    }
    let start = scribe.words.len() as u32;
    let (u0, u1) = words.iter().fold((f32::MAX, f32::MIN), |(u0, u1), word| (u0.min(word.u0), u1.max(word.u1)));
    scribe.words.append(&mut words);
    for &at in &line[1..] {
        scribe.segments[at].words = start..start;
    }
    let first = &mut scribe.segments[line[0]];
    (first.words, first.u0, first.u1) = (start..scribe.words.len() as u32, u0, u1);
}
