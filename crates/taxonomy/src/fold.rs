use std::ops::Range;

use fundscan_model::ByteSpan;
use unicode_normalization::char::decompose_canonical;

/// Whether capitals and small letters are told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaseRule {
    /// They are the same.
    #[default]
    Ignore,
    /// They differ: *EVC* is not *evc*.
    Exact,
}

/// A text in the form in which terms are compared with it, with the way back to the bytes of the original.
///
/// Case is folded as Unicode does in full (`ß` is `ss`, `İ` is `i`), accents and soft hyphens (with the line end behind one) are dropped, every kind
/// of hyphen is `-` and every kind of apostrophe `'`, and a run of white space is one space. Accents are dropped
/// because Dutch writes them by choice (*één*, *vóór*, capitals without them), and because PDF files
/// lose them.
///
/// ```
/// use fundscan_taxonomy::Folded;
///
/// let text = "De COÖRDINATIE van\u{a0} scholing";
/// let folded = Folded::new(text);
/// assert_eq!(folded.as_str(), "de coordinatie van scholing");
/// let span = folded.span(3..14).expect("whole characters");
/// assert_eq!(&text[span.range()], "COÖRDINATIE");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Folded {
    text: String,
    shifts: Vec<Shift>,
}

/// A character that changed its length or became several: its folded bytes are `start..folded`, and from there on
/// (until the next shift) positions differ by `original - folded`.
#[derive(Clone, Copy, Debug)]
struct Shift {
    start: usize,
    folded: usize,
    original: usize,
}

impl Folded {
    /// Folds a text, case included.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self::with_case(text, CaseRule::Ignore)
    }

    /// Folds a text; case only where the rule says so.
    #[must_use]
    pub fn with_case(text: &str, case: CaseRule) -> Self {
        let mut folded = Self::default();
        folded.refold(text, case);
        folded
    }

    /// Folds another text in the memory of this one.
    pub fn refold(&mut self, text: &str, case: CaseRule) {
        self.text.clear();
        self.shifts.clear();
        self.text.reserve(text.len());
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let run = plain_run(&bytes[at..], self.ends_with_space());
            if run > 0 {
                let start = self.text.len();
                self.text.push_str(&text[at..at + run]);
                if case == CaseRule::Ignore {
                    self.text[start..].make_ascii_lowercase();
                }
                at += run;
                continue;
            }
            let c = text[at..].chars().next().expect("the loop stops at the end of the text");
            let start = self.text.len();
            push_folded(c, case, &mut self.text);
            at += c.len_utf8();
            if c == '\u{ad}' {
                at += line_end(&text[at..]);
            }
            let folded = self.text.len();
            if folded - start != c.len_utf8() || self.text[start..].chars().nth(1).is_some() {
                self.shifts.push(Shift { start, folded, original: at });
            }
        }
    }

    /// The folded text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes of the original text that the folded bytes `range` were made of, accents that follow included; none
    /// where the range starts or ends within what was one character (`ß` is folded to two letters).
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Option<ByteSpan> {
        Some(ByteSpan::new(self.original(range.start)?, self.original(range.end)?))
    }

    /// The folded bytes that the bytes `span` of the original became, accents that follow left out; none where the span
    /// starts or ends within a character that changed.
    #[must_use]
    pub fn range(&self, span: ByteSpan) -> Option<Range<usize>> {
        Some(self.folded(span.start())?..self.folded(span.end())?)
    }

    fn folded(&self, original: usize) -> Option<usize> {
        let next = self.shifts.partition_point(|s| s.original <= original);
        let folded = match next.checked_sub(1) {
            Some(last) => self.shifts[last].folded + (original - self.shifts[last].original),
            None => original,
        };
        (folded <= self.text.len() && self.original(folded) == Some(original)).then_some(folded)
    }

    fn original(&self, folded: usize) -> Option<usize> {
        let next = self.shifts.partition_point(|s| s.folded <= folded);
        if !self.text.is_char_boundary(folded) || self.shifts.get(next).is_some_and(|s| s.start < folded) {
            return None;
        }
        match next.checked_sub(1) {
            Some(last) => Some(self.shifts[last].original + (folded - self.shifts[last].folded)),
            None => Some(folded),
        }
    }

    fn ends_with_space(&self) -> bool {
        self.text.ends_with(' ')
    }
}

/// The length of the white space behind a soft hyphen where the rest of its word follows: a line end.
fn line_end(text: &str) -> usize {
    let rest = text.trim_start_matches(char::is_whitespace);
    if rest.starts_with(char::is_lowercase) { text.len() - rest.len() } else { 0 }
}

/// The length of the run of printable ASCII at the start, without a second space in a row.
fn plain_run(bytes: &[u8], after_space: bool) -> usize {
    let mut space = after_space;
    for (index, &byte) in bytes.iter().enumerate() {
        match byte {
            b' ' if space => return index,
            b' ' => space = true,
            0x21..=0x7e => space = false,
            _ => return index,
        }
    }
    bytes.len()
}

/// ASCII letters of the characters U+00E0 to U+00FF without their accents; a space for those that need more thought.
const LATIN_1: &[u8; 32] = b"aaaaaa ceeeeiiii nooooo  uuuuy y";

fn push_folded(c: char, case: CaseRule, out: &mut String) {
    match c {
        // Of a run of white space only the first is kept. Control characters separate words too.
        c if c.is_whitespace() || c.is_control() => {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        }
        '\u{e0}'..='\u{ff}' if LATIN_1[c as usize - 0xe0] != b' ' => out.push(char::from(LATIN_1[c as usize - 0xe0])),
        '\u{2010}'..='\u{2013}' | '\u{fe63}' | '\u{ff0d}' => out.push('-'),
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2bc}' | '\u{2032}' | '\u{b4}' | '\u{ff07}' => out.push('\''),
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {}
        c if case == CaseRule::Exact => push_base(c, out),
        // Full case folding by way of capitals: `ß` becomes `SS`, then `ss`; `ς` becomes `Σ`, then `σ`.
        c => {
            for lower in c.to_lowercase() {
                for upper in lower.to_uppercase() {
                    for folded in upper.to_lowercase() {
                        push_base(folded, out);
                    }
                }
            }
        }
    }
}

fn push_base(c: char, out: &mut String) {
    decompose_canonical(c, |part| {
        if !is_accent(part) {
            out.push(part);
        }
    });
}

fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Finds the folded needle and gives the original bytes it came from.
    fn found<'t>(text: &'t str, needle: &str) -> Option<&'t str> {
        let folded = Folded::new(text);
        let start = folded.as_str().find(needle)?;
        folded.span(start..start + needle.len()).map(|span| &text[span.range()])
    }

    #[test]
    fn case_is_folded_as_unicode_does() {
        for (text, folded) in [
            ("COÖRDINATIE", "coordinatie"),
            ("Straße", "strasse"),
            ("STRAẞE", "strasse"),
            ("İNSTROOM", "instroom"),
            ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
            ("ﬁnanciën", "financien"),
            ("E\u{308}", "e"),
            ("Ærø", "ærø"),
        ] {
            assert_eq!(Folded::new(text).as_str(), folded, "{text}");
        }
    }

    #[test]
    fn offsets_lead_back_to_the_original_bytes() {
        assert_eq!(found("Over de Straße naar", "strasse"), Some("Straße"));
        assert_eq!(found("İİİ Instroom!", "instroom"), Some("Instroom"));
        assert_eq!(found("één  ding\tmeer", "ding meer"), Some("ding\tmeer"));
        assert_eq!(found("scho\u{ad}ling gaat", "scholing"), Some("scho\u{ad}ling"));
        assert_eq!(found("ﬁnanciën op", "financien"), Some("ﬁnanciën"));
    }

    #[test]
    fn an_accent_that_follows_belongs_to_its_letter() {
        assert_eq!(found("cafe\u{301} open", "cafe"), Some("cafe\u{301}"));
        assert_eq!(found("cafe\u{301} open", "open"), Some("open"));
    }

    #[test]
    fn half_a_character_is_no_span() {
        assert_eq!(found("Straße", "stras"), None);
        assert_eq!(found("ﬁjn", "ijn"), None);
    }

    #[test]
    fn what_became_of_a_span_is_known() {
        let text = "De Straße ís één\u{a0} weg";
        let folded = Folded::new(text);
        for (original, wanted) in [("Straße", "strasse"), ("één", "een"), ("weg", "weg"), ("De", "de")] {
            let at = text.find(original).unwrap();
            let range = folded.range(ByteSpan::new(at, at + original.len())).unwrap();
            assert_eq!(&folded.as_str()[range], wanted);
        }
        assert_eq!(folded.range(ByteSpan::new(0, text.len() + 9)), None, "beyond the text there is nothing");
    }

    #[test]
    fn hyphens_apostrophes_and_white_space_are_made_equal() {
        let folded = Folded::new("werk‑privé\u{a0}\n balans, foto’s");
        assert_eq!(folded.as_str(), "werk-prive balans, foto's");
    }

    #[test]
    fn case_is_kept_where_it_matters() {
        assert_eq!(Folded::with_case("EVC én Ëvc", CaseRule::Exact).as_str(), "EVC en Evc");
    }

    #[test]
    fn every_position_of_a_mixed_text_leads_to_a_character_border() {
        let text = "a\u{301}ß  ﬁ\u{200b}İx — “Één”\r\nÿ";
        let folded = Folded::new(text);
        for position in 0..=folded.as_str().len() {
            if let Some(span) = folded.span(position..folded.as_str().len()) {
                assert!(text.is_char_boundary(span.start()), "{position}");
                assert_eq!(span.end(), text.len());
            }
        }
    }
}
