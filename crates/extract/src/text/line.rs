/// A line of plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    raw: &'a str,
}

/// What a line begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lead {
    /// Text.
    None,
    /// The bullet or number of a list item.
    Item,
}

/// Signs that begin an item where a space follows.
const BULLETS: &[char] =
    &['•', '-', '*', '–', '—', '·', '▪', '■', '◦', '‣', '●', '○', '►', '\u{f0b7}', '\u{f0a7}', '+'];

impl<'a> Line<'a> {
    pub(super) fn new(raw: &'a str) -> Self {
        Self { raw }
    }

    /// The line as it stands, tabs and indent included.
    pub(super) fn raw(self) -> &'a str {
        self.raw
    }

    /// The line without the white space around it.
    pub(super) fn text(self) -> &'a str {
        self.raw.trim()
    }

    /// How many characters wide the line is.
    pub(super) fn width(self) -> usize {
        self.raw.trim_end().chars().count()
    }

    /// What the line begins with.
    pub(super) fn lead(self) -> Lead {
        if self.lead_length() > 0 { Lead::Item } else { Lead::None }
    }

    /// The text of the line behind its bullet or number.
    pub(super) fn without_lead(self) -> &'a str {
        self.text()[self.lead_length()..].trim_start()
    }

    /// The depth of a list item, from its indent: two to four columns a level.
    pub(super) fn depth(self) -> u8 {
        let indent: usize =
            self.raw.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
        u8::try_from(1 + indent / 4).unwrap_or(u8::MAX)
    }

    /// The number the line begins with, where it is that of an item: 3 for "3. Scholing" and "3) Scholing".
    pub(super) fn number(self) -> Option<u32> {
        let text = self.text();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let mark = text[digits..].starts_with(['.', ')']) && text[digits + 1..].starts_with([' ', '\t']);
        if mark && (1..=3).contains(&digits) { text[..digits].parse().ok() } else { None }
    }

    /// The length in bytes of the bullet or number the line begins with.
    fn lead_length(self) -> usize {
        let text = self.text();
        let Some((first, rest)) = text.split_once([' ', '\t']) else { return 0 };
        if rest.trim_start().is_empty() {
            return 0;
        }
        let mut chars = first.chars();
        let is_bullet = matches!((chars.next(), chars.next()), (Some(c), None) if BULLETS.contains(&c) || c == 'o');
        if is_bullet || self.number().is_some() || is_letter_mark(first) { first.len() } else { 0 }
    }

    /// The level of a numbered heading: 2 for "2.3 Scholing", 1 for "Hoofdstuk 3 Scholing" and "3 Scholing".
    pub(super) fn numbered_heading(self) -> Option<u8> {
        let text = self.text();
        let (first, rest) = text.split_once([' ', '\t'])?;
        let rest = rest.trim_start();
        let rest = if matches!(first.to_lowercase().as_str(), "hoofdstuk" | "chapter" | "bijlage" | "appendix") {
            return rest.starts_with(|c: char| c.is_ascii_digit() || c.is_uppercase()).then_some(1);
        } else {
            rest
        };
        if !rest.starts_with(char::is_uppercase) {
            return None;
        }
        let number = first.strip_suffix('.').unwrap_or(first);
        let parts: Vec<&str> = number.split('.').take(7).collect();
        let numbered = parts.iter().all(|p| matches!(p.len(), 1..=2) && p.bytes().all(|b| b.is_ascii_digit()));
        (numbered && parts.len() <= 6).then(|| u8::try_from(parts.len()).unwrap_or(1))
    }

    /// Whether the line is set in capitals throughout.
    pub(super) fn is_capitals(self) -> bool {
        let text = self.text();
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        letters >= 4 && !text.contains(char::is_lowercase)
    }

    /// Whether the line ends as a sentence does.
    pub(super) fn ends_sentence(self) -> bool {
        self.text().trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', '!', '?', ':', ';'])
    }
}

/// "a)", "b.", "(c)", "iv)"
fn is_letter_mark(first: &str) -> bool {
    let bare = match first.strip_prefix('(') {
        Some(rest) => rest.strip_suffix(')'),
        None => first.strip_suffix(')').or_else(|| first.strip_suffix('.').filter(|b| b.len() == 1)),
    };
    bare.is_some_and(|bare| {
        let lower = !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_lowercase());
        let roman = bare.len() <= 4 && bare.bytes().all(|b| b"ivx".contains(&b));
        let digits = (1..=2).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit());
        lower && (bare.len() == 1 || roman) || digits
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_seen_by_their_bullet_or_number() {
        for (line, text) in [
            ("- een", "een"),
            ("  • twee", "twee"),
            ("3. drie", "drie"),
            ("12) twaalf", "twaalf"),
            ("(a) eerste", "eerste"),
            ("b) tweede", "tweede"),
            ("iv) vierde", "vierde"),
            ("o open", "open"),
        ] {
            assert_eq!((Line::new(line).lead(), Line::new(line).without_lead()), (Lead::Item, text), "{line}");
        }
        for line in ["tekst", "-geen", "2019 was goed", "2.3 Titel", "€ 12", "-", "Op. 3", "1.250 euro"] {
            assert_eq!(Line::new(line).lead(), Lead::None, "{line}");
        }
    }

    #[test]
    fn numbered_headings_know_their_level() {
        for (line, level) in [
            ("2.3 Scholing", Some(2)),
            ("2 Scholing", Some(1)),
            ("2.3.1. Scholing", Some(3)),
            ("Hoofdstuk 4 Cijfers", Some(1)),
            ("Bijlage A", Some(1)),
            ("2019 Cijfers", None),
            ("2.3 scholing", None),
            ("Scholing", None),
        ] {
            assert_eq!(Line::new(line).numbered_heading(), level, "{line}");
        }
    }
}
