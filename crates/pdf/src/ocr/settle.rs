//! Recognized lines → words and segments like those of drawn text.
//!
//! An engine measures each line by itself: of two lines of one paragraph one is a little larger than the other, and on a
//! crooked scan every line leans. Layout goes by sizes and baselines, so both are made even here.

use super::{RecognizedLine, RecognizedWord};
use crate::content::{Recognized, Scribe};

/// Font sizes measured that differ by no more than this (as a share) are one size. Headings stand out by more.
const ONE_SIZE: f32 = 1.17;
/// How high letters are from the lowest to the highest, in font sizes: those of Helvetica and Times differ little.
const LETTERS: f32 = 0.93;
/// Lines of which the engine is less sure than this, on the mean, are pictures taken for letters.
const UNSURE: usize = 40;
/// A word of this many letters of which the engine is as sure as this is no accident.
const WHOLE: usize = 4;
const SURE: usize = 70;

/// The lines of one page.
pub(super) struct PageLines {
    pub(super) lines: Vec<RecognizedLine>,
    /// Pixels per point.
    pub(super) scale: f32,
}

/// Leaves out what is no text: lines without a letter or figure, such as rules and frames, and what the engine itself is
/// not sure of. Gives of how many lines something was left out because it is unsure.
pub(super) fn drop_pictures(page: &mut PageLines) -> usize {
    page.lines.retain(|line| line.words.iter().any(|w| w.text.contains(char::is_alphanumeric)));
    let mut unsure = 0;
    page.lines.retain_mut(|line| {
        if confidence(line) >= UNSURE {
            return true;
        }
        unsure += 1;
        // Dots that lead to a page number are read as letters, but the words before them are words.
        let whole = |w: &RecognizedWord| w.text.chars().count() >= WHOLE && usize::from(w.confidence) >= SURE;
        let some = line.words.iter().any(whole);
        line.words.retain(|word| usize::from(word.confidence) >= UNSURE);
        some
    });
    unsure
}

fn confidence(line: &RecognizedLine) -> usize {
    let letters: usize = line.words.iter().map(|w| w.text.len()).sum();
    let sum: usize = line.words.iter().map(|w| w.text.len() * usize::from(w.confidence)).sum();
    sum / letters.max(1)
}

/// The font size of each line of each page, in points.
pub(super) fn sizes(pages: &[PageLines]) -> Vec<Vec<f32>> {
    // Paragraphs by their size, with how many letters they hold.
    let mut paragraphs: Vec<(f32, usize)> = Vec::new();
    let mut sizes: Vec<Vec<f32>> = Vec::with_capacity(pages.len());
    for page in pages {
        let mut of_page = Vec::with_capacity(page.lines.len());
        for lines in page.lines.chunk_by(|a, b| a.paragraph == b.paragraph) {
            let mut measured: Vec<f32> = lines.iter().map(|l| l.height / page.scale / LETTERS).collect();
            of_page.extend(evened(&mut measured));
            let letters = |line: &RecognizedLine| line.words.iter().map(|w| w.text.len()).sum::<usize>();
            let from = of_page.len() - lines.len();
            paragraphs.extend(of_page[from..].iter().copied().zip(lines.iter().map(letters)));
        }
        sizes.push(of_page);
    }
    let steps = steps(paragraphs);
    for size in sizes.iter_mut().flatten() {
        let near = steps.iter().min_by(|a, b| (*a - *size).abs().total_cmp(&(*b - *size).abs()));
        *size = near.copied().unwrap_or(*size);
    }
    sizes
}

/// The lines of a paragraph that differ little have the size of its middle one.
fn evened(sizes: &mut [f32]) -> Vec<f32> {
    let given = sizes.to_vec();
    sizes.sort_by(f32::total_cmp);
    let middle = sizes[sizes.len() / 2];
    let near = |size: f32| size.max(middle) <= size.min(middle) * ONE_SIZE;
    given.into_iter().map(|size| if near(size) { middle } else { size }).collect()
}

/// The sizes in use: the one most letters are set in draws those near it to itself, then the next, and so on.
fn steps(mut sizes: Vec<(f32, usize)>) -> Vec<f32> {
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut steps = Vec::new();
    while !sizes.is_empty() {
        // The window of near sizes that holds most letters.
        let mut best = (0, 0..0);
        let (mut end, mut letters) = (0, 0);
        for start in 0..sizes.len() {
            while end < sizes.len() && sizes[end].0 <= sizes[start].0 * ONE_SIZE {
                letters += sizes[end].1;
                end += 1;
            }
            if letters > best.0 || best.1.is_empty() {
                best = (letters, start..end);
            }
            letters -= sizes[start].1;
        }
        let near: Vec<(f32, usize)> = sizes.drain(best.1).collect();
        let half = near.iter().map(|n| n.1).sum::<usize>() / 2;
        let mut seen = 0;
        let middle = near.iter().find(|(_, letters)| {
            seen += letters;
            seen > half
        });
        steps.extend(middle.or(near.last()).map(|(size, _)| *size));
    }
    steps
}

/// Writes the lines of a page into its text.
pub(super) fn write(page: &PageLines, sizes: &[f32], scribe: &mut Scribe) {
    let slope = usual_slope(&page.lines);
    for (line, &size) in page.lines.iter().zip(sizes) {
        let words: Vec<Placed> = line.words.iter().map(|word| placed(word, line.angle, page.scale)).collect();
        let Some(first) = words.first() else { continue };
        let lowest = words.iter().map(|w| w.bottom).fold(f32::MIN, f32::max);
        let v = match line.angle {
            // As high as the baseline is at the left edge of the page.
            0 => line.baseline / page.scale - slope * first.u0,
            _ => lowest - (1.0 - 0.75 / LETTERS) * size,
        };
        let recognized = words.iter().zip(&line.words).map(|(at, word)| Recognized {
            text: &word.text,
            u0: at.u0,
            u1: at.u1,
            extent: ((v - at.top) / size, (v - at.bottom) / size),
            sure: word.confidence,
        });
        scribe.recognized(recognized, v, size, line.angle);
    }
}

/// A box in points, in the direction of the text.
struct Placed {
    u0: f32,
    u1: f32,
    top: f32,
    bottom: f32,
}

fn placed(word: &RecognizedWord, angle: i16, scale: f32) -> Placed {
    let [x0, y0, x1, y1] = [word.left, word.top, word.right, word.bottom].map(|pixels| pixels as f32 / scale);
    let (u0, u1, top, bottom) = match angle {
        90 => (y0, y1, -x1, -x0),
        180 => (-x1, -x0, -y1, -y0),
        270 => (-y1, -y0, x0, x1),
        _ => (x0, x1, y0, y1),
    };
    Placed { u0, u1, top, bottom }
}

/// How much the lines of a page lean: the middle of those that are long enough to tell.
fn usual_slope(lines: &[RecognizedLine]) -> f32 {
    let long = |line: &&RecognizedLine| line.angle == 0 && line.words.len() >= 4;
    let mut slopes: Vec<f32> = lines.iter().filter(long).map(|line| line.slope).collect();
    slopes.sort_by(f32::total_cmp);
    slopes.get(slopes.len() / 2).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(paragraph: u32, height: f32, text: &str, confidence: u8) -> RecognizedLine {
        let words = text.split(' ').zip(0..);
        let words = words.map(|(text, n)| RecognizedWord {
            text: text.to_owned(),
            left: 100 + 50 * n,
            top: 200,
            right: 140 + 50 * n,
            bottom: 230,
            confidence,
        });
        RecognizedLine { words: words.collect(), paragraph, baseline: 224.0, slope: 0.0, height, angle: 0 }
    }

    fn page(lines: Vec<RecognizedLine>) -> PageLines {
        PageLines { lines, scale: 1.0 }
    }

    #[test]
    fn lines_measured_a_little_differently_have_one_size() {
        let body = "een lange regel van de gewone tekst";
        let pages = [
            page(vec![
                line(1, 9.3, body, 90),
                line(1, 10.0, body, 90),
                line(2, 8.8, "kort", 90),
                line(3, 18.6, "Kop", 90),
            ]),
            page(vec![line(1, 9.6, body, 90)]),
        ];
        let sizes = sizes(&pages);
        assert_eq!(sizes[0][0], sizes[0][1]);
        assert_eq!(sizes[0][0], sizes[0][2]);
        assert_eq!(sizes[0][0], sizes[1][0]);
        assert!((sizes[0][3] - 20.0).abs() < 0.1, "{sizes:?}");
    }

    #[test]
    fn pictures_taken_for_letters_are_left_out() {
        let mut entry = line(4, 9.0, "Doelbinding erence eeneerneeneneen vevensnersvenven 29", 20);
        entry.words[0].confidence = 95;
        entry.words[4].confidence = 90;
        let lines = vec![line(1, 9.0, "| ~ _", 95), line(2, 9.0, "Jxl rr", 25), line(3, 9.0, "Scholing", 60), entry];
        let mut page = page(lines);
        assert_eq!(drop_pictures(&mut page), 2);
        let texts: Vec<Vec<&str>> =
            page.lines.iter().map(|l| l.words.iter().map(|w| w.text.as_str()).collect()).collect();
        assert_eq!(texts, [vec!["Scholing"], vec!["Doelbinding", "29"]]);
    }

    #[test]
    fn the_lines_of_a_crooked_scan_are_level_and_their_words_stay_where_they_are() {
        let mut lines = vec![line(1, 9.3, "een twee drie vier", 90)];
        lines[0].slope = 0.02;
        let mut scribe = Scribe::default();
        write(&page(lines), &[10.0], &mut scribe);
        let segment = &scribe.segments[0];
        assert!((segment.v - (224.0 - 2.0)).abs() < 0.01, "{}", segment.v);
        let word = &scribe.words[3];
        assert_eq!((word.u0, word.u1, word.spaced, word.ocr), (250.0, 290.0, true, Some(90)));
        assert!((word.v - word.extent.0 * word.size - 200.0).abs() < 0.01);
        assert!((word.v - word.extent.1 * word.size - 230.0).abs() < 0.01);
    }

    #[test]
    fn text_that_runs_upwards_keeps_its_direction() {
        let mut upwards = line(1, 28.0, "omhoog", 90);
        upwards.angle = 270;
        let mut scribe = Scribe::default();
        write(&page(vec![upwards]), &[30.0], &mut scribe);
        let word = &scribe.words[0];
        assert_eq!((scribe.segments[0].angle, word.u0, word.u1), (270, -230.0, -200.0));
    }
}
