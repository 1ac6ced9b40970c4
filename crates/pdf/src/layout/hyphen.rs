//! What becomes of a hyphen at the end of a line.
//!
//! In Dutch a hyphen may be part of the word (`mbo-aanbod`, `premie-inkomsten`) or only mark the break. The document's
//! own words decide first, then the rules of the spelling (Woordenlijst Nederlandse Taal, 6.1 and 6.9).

use std::collections::HashSet;

/// Words as they stand within the lines of a document.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    /// In lower case.
    words: HashSet<String>,
    dutch: usize,
    english: usize,
}

impl Lexicon {
    pub(crate) fn add(&mut self, word: &str) {
        match word {
            "de" | "het" | "een" | "van" => self.dutch += 1,
            "the" | "and" | "of" | "to" => self.english += 1,
            _ if word.len() > 2 => {
                self.words.insert(word.to_lowercase());
            }
            _ => {}
        }
    }

    fn contains(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// Dutch writes compounds as one word, English keeps the hyphen of those that have one.
    fn is_english(&self) -> bool {
        self.english > self.dutch
    }
}

/// How two parts of a broken word go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Join {
    /// `ontwik-` + `keling`: the hyphen goes.
    Close,
    /// `mbo-` + `aanbod`: the hyphen stays.
    Keep,
    /// `scholings-` + `en`: the hyphen stays and a space follows.
    Apart,
}

/// Decides for `first` (ending in its hyphen) at the end of a line and `second` at the start of the next.
pub(crate) fn join(first: &str, second: &str, lexicon: &Lexicon) -> Join {
    let Some(stem) = first.strip_suffix(['-', '\u{ad}']) else { return Join::Apart };
    let soft = first.ends_with('\u{ad}');
    let tail = second.trim_end_matches(|c: char| !c.is_alphanumeric());
    if soft {
        return Join::Close;
    }
    let head = stem.trim_start_matches(|c: char| !c.is_alphanumeric());
    if !head.chars().next_back().is_some_and(char::is_alphanumeric) {
        return if head.is_empty() || head.ends_with('-') { Join::Apart } else { Join::Keep };
    }
    if is_linking_word(tail) && !tail.is_empty() {
        return Join::Apart;
    }
    let Some(next) = tail.chars().next() else { return Join::Apart };
    if !next.is_alphanumeric() {
        return Join::Keep;
    }
    let (head, tail) = (head.to_lowercase(), tail.to_lowercase());
    if lexicon.contains(&format!("{head}{tail}")) {
        return Join::Close;
    }
    if lexicon.contains(&format!("{head}-{tail}")) {
        return Join::Keep;
    }
    let compound = lexicon.is_english() && is_compound(&head, &tail, lexicon);
    if compound || keeps_hyphen(stem, next, &head) { Join::Keep } else { Join::Close }
}

/// Two words of their own, which an English compound joins by a hyphen: `eco-friendly`, `drug-induced`.
fn is_compound(head: &str, tail: &str, lexicon: &Lexicon) -> bool {
    const PREFIXES: [&str; 6] = ["non", "self", "well", "pre", "anti", "co"];
    let first = head.rsplit('-').next().unwrap_or(head);
    let second = tail.split('-').next().unwrap_or(tail);
    let known = |word: &str| word.len() > 2 && lexicon.contains(word);
    // A compound seen with another first part: `-induced`, `-based`.
    known(second) && (known(first) || PREFIXES.contains(&first))
}

/// Words after which a hanging hyphen stands for a part that comes later: `taal- en rekenvaardigheden`.
fn is_linking_word(word: &str) -> bool {
    matches!(word, "en" | "of" | "and" | "or" | "und" | "oder" | "et" | "ou" | "als" | "dan" | "tot" | "noch" | "resp")
}

fn keeps_hyphen(stem: &str, next: char, head: &str) -> bool {
    let last = head.chars().next_back().unwrap_or(' ');
    let letters = head.chars().filter(|c| c.is_alphabetic()).count();
    // Figures, capitals (HR-, O&O-), single letters and names keep their hyphen.
    if next.is_uppercase() || next.is_ascii_digit() || last.is_ascii_digit() || letters == 1 {
        return true;
    }
    if stem.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) {
        return true;
    }
    // The last part of a compound that already has a hyphen breaks like any other word.
    let part = head.rsplit('-').next().unwrap_or(head);
    if matches!(
        part,
        "mbo"
            | "hbo"
            | "vmbo"
            | "bbl"
            | "bol"
            | "evc"
            | "pob"
            | "cao"
            | "ict"
            | "it"
            | "hr"
            | "ai"
            | "ex"
            | "oud"
            | "niet"
            | "non"
            | "bijna"
            | "pr"
            | "tv"
            | "pc"
            | "wo"
            | "vo"
            | "po"
            | "zzp"
            | "eu"
            | "co"
    ) {
        return true;
    }
    collides(last, next)
}

/// Two vowels that would be read as one sound keep their hyphen in compounds: zee-eend, premie-inkomsten.
fn collides(last: char, next: char) -> bool {
    matches!(
        (last, next),
        ('a', 'a' | 'e' | 'i' | 'u')
            | ('e', 'e' | 'i' | 'u')
            | ('i', 'e' | 'i' | 'j')
            | ('o', 'e' | 'i' | 'o' | 'u')
            | ('u', 'i' | 'u')
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decide(first: &str, second: &str) -> Join {
        let mut lexicon = Lexicon::default();
        for word in ["medewerkers", "werk-privébalans", "samen", "werking", "de", "van"] {
            lexicon.add(word);
        }
        join(first, second, &lexicon)
    }

    #[test]
    fn the_documents_own_words_decide_first() {
        assert_eq!(decide("mede-", "werkers."), Join::Close);
        assert_eq!(decide("werk-", "privébalans"), Join::Keep);
    }

    #[test]
    fn hyphens_of_the_spelling_stay() {
        for (first, second) in [
            ("mbo-", "aanbod"),
            ("premie-", "inkomsten"),
            ("O&O-", "fondsen"),
            ("21e-", "eeuwse"),
            ("Noord-", "Holland"),
        ] {
            assert_eq!(decide(first, second), Join::Keep, "{first}{second}");
        }
    }

    #[test]
    fn hyphens_of_the_break_go() {
        for (first, second) in [("ontwik-", "keling"), ("samen\u{ad}", "werking"), ("vaardig-", "heden,")] {
            assert_eq!(decide(first, second), Join::Close, "{first}{second}");
        }
    }

    #[test]
    fn english_compounds_keep_their_hyphen_where_both_parts_are_words() {
        let mut lexicon = Lexicon::default();
        for word in ["the", "of", "drug", "induced"] {
            lexicon.add(word);
        }
        assert_eq!(join("drug-", "induced", &lexicon), Join::Keep);
        assert_eq!(join("treat-", "ment", &lexicon), Join::Close);
        assert_eq!(decide("samen-", "werking"), Join::Close);
    }

    #[test]
    fn a_hanging_hyphen_is_followed_by_a_space() {
        assert_eq!(decide("scholings-", "en"), Join::Apart);
        assert_eq!(decide("taal-", "of"), Join::Apart);
        assert_eq!(decide("-", "woord"), Join::Apart);
    }
}
