use super::*;

/// Upright text in a plain font.
pub(in super::super) fn pen(u0: f32, u1: f32, v: f32, size: f32) -> Pen {
    Pen {
        u0,
        u1,
        v,
        size,
        spacing: 0.0,
        font: 0,
        extent: (0.75, -0.25),
        angle: 0,
        bold: false,
        italic: false,
        mark: Mark::default(),
        tag: Tag::default(),
    }
}

fn words(scribe: &Scribe) -> Vec<&str> {
    scribe.words.iter().map(|w| &scribe.text[w.text.start as usize..w.text.end as usize]).collect()
}

#[test]
fn a_gap_parts_words_and_a_kern_does_not() {
    let mut scribe = Scribe::default();
    scribe.glyph("d", pen(0.0, 5.0, 100.0, 10.0));
    scribe.glyph("e", pen(5.3, 10.0, 100.0, 10.0));
    scribe.glyph("f", pen(12.0, 15.0, 100.0, 10.0));
    assert_eq!(words(&scribe), ["de", "f"]);
    assert_eq!(scribe.segments.len(), 1);
}

#[test]
fn spaced_lettering_is_one_word_and_spacing_used_as_a_space_is_not() {
    let spaced = |u0, u1, spacing| Pen { spacing, ..pen(u0, u1, 100.0, 10.0) };
    let mut scribe = Scribe::default();
    scribe.glyph("O", spaced(0.0, 7.0, 3.0));
    scribe.glyph("O", spaced(10.0, 17.0, 3.0));
    scribe.glyph("M", spaced(20.0, 28.0, 3.0));
    scribe.glyph("d", spaced(31.0, 36.0, 0.0));
    assert_eq!(words(&scribe), ["OOM", "d"]);
}

#[test]
fn a_raised_note_mark_is_a_word_of_its_own_that_touches_the_word_before() {
    let mut scribe = Scribe::default();
    scribe.glyph("I", pen(0.0, 5.0, 100.0, 10.0));
    scribe.glyph("1", pen(5.0, 8.0, 96.0, 6.0));
    scribe.glyph(" ", pen(8.0, 10.0, 100.0, 10.0));
    scribe.glyph("v", pen(10.0, 15.0, 100.0, 10.0));
    assert_eq!(words(&scribe), ["I", "1", "v"]);
    assert_eq!(scribe.words[1].script, Script::Raised);
    assert!(!scribe.words[1].spaced && scribe.words[2].spaced);
    assert_eq!(scribe.segments.len(), 1);
}

#[test]
fn a_line_that_begins_with_a_raised_mark_has_the_size_of_its_words() {
    let mut scribe = Scribe::default();
    scribe.glyph("1", pen(0.0, 3.0, 96.0, 6.0));
    scribe.glyph("Z", pen(4.0, 9.0, 100.0, 10.0));
    assert_eq!(scribe.segments.len(), 1);
    assert_eq!(scribe.segments[0].size, 10.0);
    assert_eq!(scribe.words[0].script, Script::Raised);
    assert_eq!(scribe.words[1].script, Script::Normal);
}

#[test]
fn a_glyph_drawn_twice_for_boldness_is_read_once() {
    let mut scribe = Scribe::default();
    scribe.glyph("W", pen(0.0, 8.0, 100.0, 10.0));
    scribe.glyph("W", pen(0.3, 8.3, 100.0, 10.0));
    scribe.glyph("e", pen(8.0, 13.0, 100.0, 10.0));
    assert_eq!(words(&scribe), ["We"]);
}

#[test]
fn a_word_drawn_twice_for_boldness_is_read_once_whatever_follows() {
    let mut scribe = Scribe::default();
    let draw = |scribe: &mut Scribe, text: &str, u: f32| {
        for (i, letter) in text.chars().enumerate() {
            let u0 = u + 3.0 * i as f32;
            scribe.glyph(&letter.to_string(), pen(u0, u0 + 3.0, 100.0, 10.0));
        }
    };
    for (text, u) in [("al ", 0.0), ("al ", 0.4), ("het", 9.0), ("het", 9.4), (".", 18.0)] {
        draw(&mut scribe, text, u);
    }
    assert_eq!(words(&scribe), ["al", "het."]);
    assert_eq!(scribe.segments.len(), 1);
}

#[test]
fn double_letters_are_two() {
    let mut scribe = Scribe::default();
    scribe.glyph("l", pen(0.0, 2.2, 100.0, 10.0));
    scribe.glyph("l", pen(2.2, 4.4, 100.0, 10.0));
    scribe.glyph("l", pen(2.4, 4.6, 100.0, 10.0));
    assert_eq!(words(&scribe), ["ll"]);
}

#[test]
fn an_accent_drawn_over_a_letter_is_part_of_it() {
    let mut scribe = Scribe::default();
    scribe.glyph("¨", pen(0.0, 5.0, 100.0, 10.0));
    scribe.glyph("e", pen(0.2, 4.8, 100.0, 10.0));
    scribe.glyph("n", pen(5.0, 10.0, 100.0, 10.0));
    assert_eq!(words(&scribe), ["ën"]);
}

#[test]
fn ligatures_are_spelled_out_and_control_characters_dropped() {
    let mut scribe = Scribe::default();
    scribe.glyph("\u{fb01}", pen(0.0, 5.0, 100.0, 10.0));
    scribe.glyph("t\u{1b}", pen(5.0, 8.0, 100.0, 10.0));
    assert_eq!(words(&scribe), ["fit"]);
}
