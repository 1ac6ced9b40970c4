//! The words of a passage, as suggestions look at them.

use fundscan_model::ByteSpan;
use fundscan_taxonomy::Folded;

/// The most letters of a word: what is longer is no word.
const MAX_WORD: usize = 60;

/// A word of a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// Folded: small letters, no accents.
    pub(crate) word: String,
    /// Its bytes in the passage.
    pub(crate) span: ByteSpan,
    /// Whether it starts with a capital.
    pub(crate) capital: bool,
    /// Whether it stands where any word has a capital: at the start, and after what may end a sentence.
    pub(crate) opens: bool,
    /// Whether only a space parts it from the token before.
    pub(crate) joined: bool,
    /// Whether a term of the taxonomy was found in it.
    pub(crate) covered: bool,
}

impl Token {
    /// Whether it is a word and not a number, code or single letter.
    pub(crate) fn is_word(&self) -> bool {
        self.word.len() <= MAX_WORD
            && self.word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '&'))
            && self.word.chars().filter(|c| c.is_alphabetic()).count() >= 2
    }
}

/// The words of a text, in order; `covered` are the bytes where terms were found, sorted by start.
pub(crate) fn tokens(text: &str, covered: &[ByteSpan]) -> Vec<Token> {
    let folded = Folded::new(text);
    let haystack = folded.as_str();
    let mut tokens = Vec::new();
    let mut end_before = 0;
    let mut covered = covered.iter().copied().peekable();
    // How far what was found up to here reaches.
    let mut reach = 0;
    let mut chars = haystack.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !c.is_alphanumeric() {
            continue;
        }
        let mut end = start + c.len_utf8();
        while let Some(&(at, c)) = chars.peek() {
            let joins = matches!(c, '-' | '\'' | '&') && haystack[at + 1..].starts_with(char::is_alphanumeric);
            if !c.is_alphanumeric() && !joins {
                break;
            }
            end = at + c.len_utf8();
            chars.next();
        }
        let between = &haystack[end_before..start];
        end_before = end;
        let Some(span) = folded.span(start..end) else { continue };
        while let Some(found) = covered.next_if(|found| found.start() < span.end()) {
            reach = reach.max(found.end());
        }
        tokens.push(Token {
            word: haystack[start..end].to_owned(),
            span,
            capital: text[span.range()].starts_with(char::is_uppercase),
            opens: tokens.is_empty() || between.contains(['.', '!', '?', ':', '"', '\u{2022}', '\u{201c}', '\u{2018}']),
            joined: between == " " && !tokens.is_empty(),
            covered: reach > span.start(),
        });
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_what_stands_between_them_and_what_was_found_in_them() {
        let text = "De A&O-scan, één Scholing in Venlo: Nieuw (21e) auto's";
        let scholing = text.find("Scholing").unwrap();
        let found = tokens(text, &[ByteSpan::new(scholing, scholing + 8)]);
        let told: Vec<String> = found
            .iter()
            .map(|t| {
                let mark = |is: bool, mark| if is { mark } else { "" };
                let marks = [
                    mark(t.capital, "C"),
                    mark(t.opens, "o"),
                    mark(t.joined, "j"),
                    mark(t.covered, "x"),
                    mark(!t.is_word(), "-"),
                ];
                format!("{} {}", t.word, marks.concat())
            })
            .collect();
        let expected =
            ["de Co", "a&o-scan Cj", "een ", "scholing Cjx", "in j", "venlo Cj", "nieuw Co", "21e -", "auto's "];
        assert_eq!(told, expected);
    }
}
