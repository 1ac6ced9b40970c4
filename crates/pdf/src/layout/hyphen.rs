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
    /// The parts of those that are written with a hyphen.
    parts: HashSet<String>,
    dutch: usize,
    english: usize,
}

impl Lexicon {
    pub(crate) fn add(&mut self, word: &str) {
        match word {
            "de" | "het" | "een" | "van" => self.dutch += 1,
            "the" | "and" | "of" | "to" => self.english += 1,
            _ if word.len() > 2 => {
                let word = word.to_lowercase();
                if word.contains('-') {
                    self.parts.extend(word.split('-').filter(|part| part.len() > 2).map(str::to_owned));
                }
                self.words.insert(word);
            }
            _ => {}
        }
    }

    fn contains(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// Whether the word stands in the document, or one that differs only in its ending.
    fn contains_form(&self, word: &str) -> bool {
        const ENDINGS: [&str; 6] = ["en", "er", "e", "s", "n", "t"];
        let stems = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending)).filter(|stem| stem.len() >= 4);
        self.contains(word)
            || stems.clone().any(|stem| self.contains(stem))
            || stems.chain([word]).any(|stem| ENDINGS.iter().any(|ending| self.contains(&format!("{stem}{ending}"))))
    }

    /// Dutch writes compounds as one word, English keeps the hyphen of those that have one.
    fn is_english(&self) -> bool {
        self.english > self.dutch
    }
}

/// Compounds have at least so many letters.
const COMPOUND: usize = 9;

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

/// Decides for `first` (ending in its hyphen) at the end of a line and `second` at the start of the next, which `third`
/// follows.
pub(crate) fn join(first: &str, second: &str, third: &str, lexicon: &Lexicon) -> Join {
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
    // `partij-` + `en` is one word where the document has it and no compound follows (`goud- en zilvernijverheid`), or
    // where a stop follows, which no linking word has.
    let linking = is_linking_word(tail) && !tail.is_empty();
    let one = || third.chars().count() < COMPOUND && lexicon.contains(&format!("{head}{tail}").to_lowercase());
    if linking && tail.len() == second.len() && !one() {
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
    // The same word in another form: `expliciet` for `ex-` + `pliciete`.
    if linking || lexicon.contains_form(&format!("{head}{tail}")) {
        return Join::Close;
    }
    let compound = lexicon.is_english() && is_compound(&head, &tail, lexicon);
    if compound || keeps_hyphen(stem, next, &head, &tail, lexicon) { Join::Keep } else { Join::Close }
}

/// Two words of their own, which an English compound joins by a hyphen: `eco-friendly`, `drug-induced`.
fn is_compound(head: &str, tail: &str, lexicon: &Lexicon) -> bool {
    const PREFIXES: [&str; 8] = ["non", "self", "well", "pre", "anti", "co", "eco", "semi"];
    const SECOND: [&str; 16] = [
        "based",
        "sized",
        "shaped",
        "induced",
        "friendly",
        "like",
        "type",
        "free",
        "dependent",
        "mediated",
        "related",
        "specific",
        "treated",
        "derived",
        "resistant",
        "scale",
    ];
    let first = head.rsplit('-').next().unwrap_or(head);
    let second = tail.split('-').next().unwrap_or(tail);
    let known = |word: &str| word.len() > 2 && (lexicon.contains(word) || lexicon.parts.contains(word));
    // A compound seen with another first part: `-induced`, `-based`.
    if SECOND.contains(&second) && first.len() > 2 {
        return true;
    }
    known(second) && (known(first) || PREFIXES.contains(&first))
}

/// Words after which a hanging hyphen stands for a part that comes later: `taal- en rekenvaardigheden`.
fn is_linking_word(word: &str) -> bool {
    matches!(word, "en" | "of" | "and" | "or" | "und" | "oder" | "et" | "ou" | "als" | "dan" | "tot" | "noch" | "resp")
}

fn keeps_hyphen(stem: &str, next: char, head: &str, tail: &str, lexicon: &Lexicon) -> bool {
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
    const SHORT: [&str; 17] = [
        "mbo", "hbo", "vmbo", "bbl", "evc", "pob", "cao", "ict", "hr", "ai", "it", "pr", "tv", "pc", "zzp", "eu", "mkb",
    ];
    if SHORT.contains(&part) {
        return true;
    }
    // Syllables as well as words: only before a word that the document knows (`ex-werknemer`, but `ex-pert`).
    const EITHER: [&str; 11] = ["ex", "oud", "niet", "non", "bijna", "bol", "wo", "vo", "po", "co", "anti"];
    if EITHER.contains(&part) && lexicon.contains_form(tail) {
        return true;
    }
    // Pairs of equals: `werk-privébalans`, `kosten-batenanalyse`.
    const PAIRS: [(&str, &str); 10] = [
        ("werk", "priv"),
        ("woon", "werk"),
        ("kosten", "baten"),
        ("vraag", "antwoord"),
        ("prijs", "kwaliteit"),
        ("man", "vrouw"),
        ("zwart", "wit"),
        ("leer", "werk"),
        ("noord", "zuid"),
        ("oost", "west"),
    ];
    if PAIRS.iter().any(|(first, second)| part == *first && tail.starts_with(second)) {
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
        join(first, second, "", &lexicon)
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
            ("werk-", "privébalans,"),
            ("kosten-", "batenanalyse"),
            ("niet-", "medewerkers"),
            ("21e-", "eeuwse"),
            ("Noord-", "Holland"),
        ] {
            assert_eq!(decide(first, second), Join::Keep, "{first}{second}");
        }
    }

    #[test]
    fn hyphens_of_the_break_go() {
        for (first, second) in [
            ("ontwik-", "keling"),
            ("samen\u{ad}", "werking"),
            ("vaardig-", "heden,"),
            ("po-", "litiek"),
            ("ex-", "pert"),
        ] {
            assert_eq!(decide(first, second), Join::Close, "{first}{second}");
        }
    }

    #[test]
    fn english_compounds_keep_their_hyphen_where_both_parts_are_words() {
        let mut lexicon = Lexicon::default();
        for word in ["the", "of", "drug", "induced"] {
            lexicon.add(word);
        }
        assert_eq!(join("drug-", "induced", "is", &lexicon), Join::Keep);
        assert_eq!(join("treat-", "ment", "is", &lexicon), Join::Close);
        assert_eq!(decide("samen-", "werking"), Join::Close);
    }

    #[test]
    fn a_word_in_another_form_shows_that_the_hyphen_is_of_the_break() {
        let mut lexicon = Lexicon::default();
        for word in ["expliciet", "partijen"] {
            lexicon.add(word);
        }
        assert_eq!(join("ex-", "pliciete", "is", &lexicon), Join::Close);
        assert_eq!(join("partij-", "en", "is", &lexicon), Join::Close);
        assert_eq!(join("partij-", "en", "vakorganisaties", &lexicon), Join::Apart);
        assert_eq!(join("individu-", "en.", "is", &lexicon), Join::Close);
    }

    #[test]
    fn a_hanging_hyphen_is_followed_by_a_space() {
        assert_eq!(decide("scholings-", "en"), Join::Apart);
        assert_eq!(decide("taal-", "of"), Join::Apart);
        assert_eq!(decide("-", "woord"), Join::Apart);
    }
}
