use fundscan_model::ByteSpan;

/// The most characters of context kept on each side of a quote.
const WIDTH: usize = 80;

/// The text around `span` in `text`: at most [`WIDTH`] characters on each side, whole words only, word for word.
///
/// Word for word, so that before + quote + after is found in the passage as it stands; a word wider than the width
/// is left out rather than cut.
pub(crate) fn around(text: &str, span: ByteSpan) -> (&str, &str) {
    (last_words(&text[..span.start()], WIDTH), first_words(&text[span.end()..], WIDTH))
}

/// The end of a text: at most `width` characters, whole words only. A text of that length is given as it is.
pub(crate) fn last_words(text: &str, width: usize) -> &str {
    let Some(back) = width.checked_sub(1) else { return "" };
    let Some((cut, _)) = text.char_indices().rev().nth(back) else { return text };
    if cut == 0 || text[..cut].ends_with(char::is_whitespace) {
        return text[cut..].trim_start();
    }
    // The word the cut goes through is not whole.
    text[cut..].find(char::is_whitespace).map_or("", |end| text[cut + end..].trim_start())
}

/// The start of a text, likewise.
pub(crate) fn first_words(text: &str, width: usize) -> &str {
    let Some((cut, next)) = text.char_indices().nth(width) else { return text };
    if next.is_whitespace() {
        return text[..cut].trim_end();
    }
    text[..cut].rfind(char::is_whitespace).map_or("", |start| text[..start].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, quote: &str) -> (String, String) {
        let start = text.find(quote).unwrap();
        let (before, after) = around(text, ByteSpan::new(start, start + quote.len()));
        (before.to_owned(), after.to_owned())
    }

    #[test]
    fn a_short_passage_is_kept_whole() {
        assert_eq!(cut("Het fonds vergoedt EVC.", "EVC"), ("Het fonds vergoedt ".to_owned(), ".".to_owned()));
    }

    #[test]
    fn a_long_passage_is_cut_at_words() {
        let text = format!("{} EVC {}", "één twee ".repeat(40).trim(), "drie vier ".repeat(40).trim());
        let (before, after) = cut(&text, "EVC");
        assert!(before.chars().count() <= WIDTH && before.chars().count() > WIDTH - 6, "{before:?}");
        assert!(before.starts_with("één ") || before.starts_with("twee "), "{before:?}");
        assert!(after.ends_with(" drie") || after.ends_with(" vier"), "{after:?}");
        assert!(text.contains(&format!("{before}EVC{after}")));
    }

    #[test]
    fn a_word_that_is_wider_than_the_context_is_left_out() {
        let text = format!("{}EVC{}", "é".repeat(200), "é".repeat(200));
        assert_eq!(cut(&text, "EVC"), (String::new(), String::new()));
    }
}
