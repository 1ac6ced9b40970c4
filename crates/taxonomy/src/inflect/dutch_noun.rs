//! Dutch nouns (plural, diminutive) and adjectives (-e, comparative, superlative).

use super::Inflected;
use super::spelling::{cut, ends, is_vowel, letters, open, open_ij, syllables};

/// Plurals that no rule gives, by the end of the word, so that compounds follow (*arbeidsmarkt|lid*).
const PLURALS: [(&str, &[&str]); 52] = [
    ("heid", &["heden"]),
    ("stad", &["steden"]),
    ("schip", &["schepen"]),
    ("lid", &["leden"]),
    ("kind", &["kinderen"]),
    ("beleid", &[]),
    ("volk", &["volken", "volkeren"]),
    ("goed", &["goederen"]),
    ("blad", &["bladen", "bladeren"]),
    ("museum", &["musea", "museums"]),
    ("centrum", &["centra", "centrums"]),
    ("medium", &["media", "mediums"]),
    ("criterium", &["criteria"]),
    ("datum", &["data", "datums"]),
    ("decennium", &["decennia"]),
    ("symposium", &["symposia", "symposiums"]),
    ("laboratorium", &["laboratoria"]),
    ("icus", &["ici"]),
    ("opdracht", &["opdrachten"]),
    ("dag", &["dagen"]),
    ("weg", &["wegen"]),
    ("slag", &["slagen"]),
    ("bedrag", &["bedragen"]),
    ("verdrag", &["verdragen"]),
    ("dak", &["daken"]),
    ("gat", &["gaten"]),
    ("pad", &["paden"]),
    ("vat", &["vaten"]),
    ("glas", &["glazen"]),
    ("spel", &["spelen", "spellen"]),
    ("gebrek", &["gebreken"]),
    ("gebod", &["geboden"]),
    ("verbod", &["verboden"]),
    ("verlof", &["verloven"]),
    ("hof", &["hoven"]),
    ("slot", &["sloten"]),
    ("schot", &["schoten"]),
    ("oorlog", &["oorlogen"]),
    ("grens", &["grenzen"]),
    ("lens", &["lenzen"]),
    ("beurs", &["beurzen"]),
    ("hals", &["halzen"]),
    ("vakman", &["vakmannen", "vaklieden", "vaklui"]),
    ("zakenman", &["zakenmannen", "zakenlieden", "zakenlui"]),
    ("coach", &["coaches"]),
    ("match", &["matches"]),
    ("pitch", &["pitches"]),
    ("aanbod", &[]),
    ("manier", &["manieren"]),
    ("papier", &["papieren"]),
    ("idee", &["ideeën"]),
    ("zee", &["zeeën"]),
];

/// English words in Dutch that take -s.
const ENGLISH: [&str; 30] = [
    "team",
    "skill",
    "tool",
    "job",
    "workshop",
    "app",
    "trend",
    "start-up",
    "startup",
    "scale-up",
    "lab",
    "hub",
    "club",
    "shift",
    "event",
    "deal",
    "scan",
    "test-case",
    "case",
    "site",
    "game",
    "film",
    "chip",
    "flow",
    "e-mail",
    "mail",
    "pool",
    "post-it",
    "challenge",
    "boost",
];

/// The plural and the diminutives of a noun.
pub(super) fn noun(word: &str) -> Vec<Inflected> {
    let small = word.to_lowercase();
    let mut forms: Vec<Inflected> = plurals(word, &small).into_iter().map(|p| Inflected::new(p, "plural")).collect();
    // The old genitive and an abstract noun in the diminutive are not worth their forms.
    if !small.ends_with("heid") && !is_abbreviation(word) {
        let diminutive = diminutive(word, &small);
        forms.push(Inflected::new(format!("{diminutive}s"), "plural of the diminutive"));
        forms.push(Inflected::new(diminutive, "diminutive"));
    }
    forms
}

/// *EVC*, *POB*, *mkb'er* is none: only capitals and digits.
fn is_abbreviation(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || c == '&')
}

fn plurals(word: &str, small: &str) -> Vec<String> {
    if is_abbreviation(word) {
        return vec![format!("{word}'s"), format!("{word}s"), format!("{word}'en")];
    }
    for (end, plurals) in PLURALS {
        // The word itself, or a compound with it: at least two letters come before.
        if let Some(rest) = small.strip_suffix(end).filter(|rest| rest.is_empty() || rest.chars().count() > 1) {
            let head = &word[..word.len().min(rest.len())];
            return plurals.iter().map(|plural| format!("{head}{plural}")).collect();
        }
    }
    if ENGLISH.iter().any(|english| small.ends_with(english)) {
        return vec![format!("{word}s")];
    }
    let s = || format!("{word}s");
    let en = || format!("{}en", open_ij(word).unwrap_or_else(|| open(word, unstressed(small))));
    let n = || format!("{word}n");
    let letters = letters(small);
    let last = letters.last().copied().unwrap_or_default();
    let several = syllables(small) > 1;
    if ends(small, &["eau", "eaus"]) || ends(small, &["oe", "ay", "ey", "oy", "ou"]) {
        return vec![s()];
    }
    if ends(small, &["tie", "sie", "cie"]) {
        return vec![s()];
    }
    if ends(small, &["ie", "ee"]) {
        return vec![format!("{word}ën"), s()];
    }
    if ends(small, &["ui", "ij", "ei", "uw"]) {
        return vec![format!("{word}en")];
    }
    match last {
        'e' => return vec![s(), n()],
        'é' => return vec![s()],
        'a' | 'i' | 'o' | 'u' | 'y' => return vec![format!("{word}'s")],
        _ => {}
    }
    if ends(small, &["sh"]) {
        return vec![format!("{word}es")];
    }
    if several && ends(small, &["eur", "erd", "on", "um", "ster"]) {
        return vec![s()];
    }
    if several && ends(small, &["aar", "aard", "or", "ier"]) {
        let en = if small.ends_with("or") && !small.ends_with("oor") { format!("{word}en") } else { en() };
        return vec![s(), en];
    }
    if several && ends(small, &["el", "em", "en", "er"]) && !ends(small, &["eel", "eem", "een", "eer", "iel", "ien"]) {
        let also = small.ends_with("el") || small.ends_with("en");
        return if also { vec![s(), format!("{word}en")] } else { vec![s()] };
    }
    vec![en()]
}

/// Whether the last syllable has no stress, so that its consonant stays single.
fn unstressed(small: &str) -> bool {
    syllables(small) > 1 && ends(small, &["ig", "ik", "el", "em", "en", "er", "erig"])
}

fn diminutive(word: &str, small: &str) -> String {
    let letters = letters(small);
    let &[.., before, last] = letters.as_slice() else { return format!("{word}'tje") };
    let earlier = letters.len().checked_sub(3).map(|at| letters[at]);
    let long = is_vowel(before) && earlier.is_some_and(is_vowel) || before == 'j';
    let several = syllables(small) > 1;
    match last {
        'a' | 'o' | 'u' if !is_vowel(before) => format!("{word}{last}tje"),
        'i' if !is_vowel(before) => format!("{word}etje"),
        'y' if !is_vowel(before) => format!("{word}'tje"),
        'é' => format!("{}eetje", cut(word, 1)),
        'm' if long || several && before == 'e' || matches!(before, 'l' | 'r') => format!("{word}pje"),
        'g' if before == 'n' && several => format!("{}kje", cut(word, 1)),
        'g' if before == 'n' => format!("{word}etje"),
        'l' | 'n' | 'r' if long || several && matches!(before, 'e' | 'o') || !is_vowel(before) => format!("{word}tje"),
        'l' | 'n' | 'r' | 'm' => format!("{word}{last}etje"),
        c if is_vowel(c) || c == 'w' || c == 'j' => format!("{word}tje"),
        _ => format!("{word}je"),
    }
}

/// Adjectives that no rule gives.
const DEGREES: [(&str, &[&str]); 3] = [
    ("goed", &["goede", "beter", "betere", "best", "beste"]),
    ("veel", &["vele", "meer", "meest", "meeste"]),
    ("weinig", &["weinige", "minder", "minst", "minste"]),
];

/// The form in -e, the comparative and the superlative.
pub(super) fn adjective(word: &str) -> Vec<Inflected> {
    let small = word.to_lowercase();
    if let Some((_, forms)) = DEGREES.iter().find(|(base, _)| *base == small) {
        return forms.iter().map(|form| Inflected::new(*form, "degree")).collect();
    }
    if small.ends_with(['e', 'a', 'i', 'o', 'u', 'y', 'é']) {
        return Vec::new();
    }
    let stem = open_ij(word).unwrap_or_else(|| open(word, unstressed(&small) || small.ends_with("isch")));
    let comparative = if small.ends_with('r') { format!("{word}der") } else { format!("{stem}er") };
    let superlative = if small.ends_with('s') { format!("{word}t") } else { format!("{word}st") };
    vec![
        Inflected::new(format!("{stem}e"), "form in -e"),
        Inflected::new(format!("{comparative}e"), "comparative in -e"),
        Inflected::new(comparative, "comparative"),
        Inflected::new(format!("{superlative}e"), "superlative in -e"),
        Inflected::new(superlative, "superlative"),
    ]
}
