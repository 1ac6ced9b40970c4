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

/// A text, or where it is longer than `most` characters what stands around `span`, with ellipses.
pub(crate) fn excerpt(text: &str, span: ByteSpan, most: usize) -> String {
    if text.chars().nth(most).is_none() {
        return text.to_owned();
    }
    let quote: String = text.get(span.range()).unwrap_or_default().chars().take(most).collect();
    let room = (most - quote.chars().count()) / 2;
    let (start, end) = (span.start().min(text.len()), (span.start() + quote.len()).min(text.len()));
    let before = text.get(..start).map_or("", |before| last_words(before, room));
    let after = text.get(end..).map_or("", |after| first_words(after, room));
    let cut = |is_cut: bool, mark: &'static str| if is_cut { mark } else { "" };
    format!("{}{before}{quote}{after}{}", cut(before.len() < start, "… "), cut(end + after.len() < text.len(), " …"))
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
    fn a_very_long_passage_is_shown_around_what_it_is_shown_for() {
        let text = format!("{} EVC {}", "één ".repeat(400).trim(), "drie ".repeat(400).trim());
        let start = text.find("EVC").unwrap();
        let shown = excerpt(&text, ByteSpan::new(start, start + 3), 60);
        assert!(shown.starts_with("… één ") && shown.contains(" EVC drie") && shown.ends_with("drie …"), "{shown}");
        assert!(shown.chars().count() <= 60 + 4, "{shown}");
        assert_eq!(excerpt("kort EVC", ByteSpan::new(5, 8), 60), "kort EVC");
        // What is shown is itself longer than there is room for.
        assert_eq!(excerpt(&text, ByteSpan::new(0, text.len()), 8), "één één  …");
    }

    #[test]
    fn a_word_that_is_wider_than_the_context_is_left_out() {
        let text = format!("{}EVC{}", "é".repeat(200), "é".repeat(200));
        assert_eq!(cut(&text, "EVC"), (String::new(), String::new()));
    }
}
