use unicode_segmentation::UnicodeSegmentation;

/// The number of words of `text`: the pieces between Unicode word borders (UAX #29) that hold a letter or digit.
///
/// `O&O-fondsen` counts as three, `1.250,00` as one. This is the one count that rates and shares are made with.
#[must_use]
pub fn count_words(text: &str) -> usize {
    text.unicode_words().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_as_unicode_sees_them() {
        for (text, words) in [
            ("", 0),
            (" — … ", 0),
            ("Het fonds vergoedt cursussen.", 4),
            ("€ 1.250,00 in 2023", 3),
            ("O&O-fondsen", 3),
            ("coördinatie van zo'n café", 4),
            ("o.a. scholing", 2),
        ] {
            assert_eq!(count_words(text), words, "{text}");
        }
    }
}
