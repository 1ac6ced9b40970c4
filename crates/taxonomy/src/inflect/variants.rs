//! Other ways to write a word: *A&O* and *A en O*, *21e* and *21ste*, *co-creatie* and *cocreatie*.

use fundscan_model::Language;

/// A word longer than this is written in one way.
const LONGEST: usize = 60;

/// Other ways to write a word, some of them several words; each with the reason.
pub(crate) fn variants(word: &str, language: Language) -> Vec<(String, &'static str)> {
    if word.len() > LONGEST {
        return Vec::new();
    }
    let mut found = Vec::new();
    found.extend(ampersands(word, language).into_iter().map(|text| (text, "& written otherwise")));
    found.extend(ordinals(word, language).into_iter().map(|text| (text, "ordinal written otherwise")));
    let mut hyphens = hyphens(word);
    // *21ste-eeuwse* may lose its hyphen as *21e-eeuwse* does.
    hyphens.extend(found.iter().flat_map(|(text, _)| self::hyphens(text)).collect::<Vec<_>>());
    found.extend(hyphens.into_iter().map(|text| (text, "hyphen left out")));
    found
}

/// *A&O*, *A+O* and *A en O* are one, and so are *&* and *en* between two words.
fn ampersands(word: &str, language: Language) -> Vec<String> {
    let and = if language == Language::En { "and" } else { "en" };
    if word == "&" {
        return vec![and.to_owned(), "+".to_owned()];
    }
    let Some(at) = word.find(['&', '+']) else { return Vec::new() };
    let (left, right) = (&word[..at], &word[at + 1..]);
    if !left.ends_with(char::is_alphanumeric) || !right.starts_with(char::is_alphanumeric) {
        return Vec::new();
    }
    ["&", "+", " & ", " + ", &format!(" {and} ")].map(|sign| format!("{left}{sign}{right}")).into()
}

/// *co-creatie* and *cocreatie*; *ICT-vaardigheden* and *ICT vaardigheden*.
fn hyphens(word: &str) -> Vec<String> {
    let Some((left, right)) = word.split_once('-') else { return Vec::new() };
    if !left.ends_with(char::is_alphanumeric) || !right.starts_with(char::is_alphanumeric) {
        return Vec::new();
    }
    let mut found = vec![format!("{left}{right}")];
    // A single letter by itself is more often an article or an initial.
    if left.chars().count() > 1 && right.chars().count() > 1 || left.ends_with(|c: char| c.is_ascii_digit()) {
        found.push(format!("{left} {right}"));
    }
    found
}

const DUTCH: [&str; 20] = [
    "nul",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
];
const DUTCH_TENS: [&str; 8] = ["twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig"];
const ENGLISH: [&str; 20] = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];
const ENGLISH_TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Numbers whose ordinals are written out: centuries above all.
const NUMBERS: std::ops::RangeInclusive<usize> = 1..=99;

/// *21e*, *21ste*, *21st* and *eenentwintigste*, by themselves or before a hyphen.
fn ordinals(word: &str, language: Language) -> Vec<String> {
    let (ordinal, rest) = match word.find('-') {
        // *twenty-first* has a hyphen of its own.
        Some(at) if word.starts_with(|c: char| c.is_ascii_digit()) || language != Language::En => word.split_at(at),
        _ => (word, ""),
    };
    let digits = ordinal.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    let number = match digits {
        0 => {
            let small = ordinal.to_lowercase();
            let likely = small.ends_with("de") || small.ends_with("ste") || language == Language::En;
            NUMBERS.filter(|_| likely).find(|number| in_words(*number, language) == small)
        }
        _ if matches!(&ordinal[digits..], "e" | "ste" | "de" | "st" | "nd" | "rd" | "th") => {
            ordinal[..digits].parse().ok().filter(|number| NUMBERS.contains(number))
        }
        _ => None,
    };
    let Some(number) = number else { return Vec::new() };
    let english = match (number % 10, number / 10) {
        (_, 1) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    let mut found = vec![format!("{number}{english}{rest}"), format!("{}{rest}", in_words(number, language))];
    if language != Language::En {
        found.extend(["e", "ste", "de"].map(|ending| format!("{number}{ending}{rest}")));
    }
    found.retain(|text| text != word);
    found
}

fn in_words(number: usize, language: Language) -> String {
    let (tens, units) = (number / 10, number % 10);
    if language == Language::En {
        return match (tens, units) {
            (0 | 1, _) => ENGLISH[number].to_owned(),
            (_, 0) => format!("{}ieth", ENGLISH_TENS[tens - 2].trim_end_matches('y')),
            _ => format!("{}-{}", ENGLISH_TENS[tens - 2], ENGLISH[units]),
        };
    }
    match number {
        1 => "eerste".to_owned(),
        3 => "derde".to_owned(),
        8 => "achtste".to_owned(),
        2..=19 => format!("{}de", DUTCH[number]),
        _ if units == 0 => format!("{}ste", DUTCH_TENS[tens - 2]),
        _ => {
            let and = if DUTCH[units].ends_with('e') { "ën" } else { "en" };
            format!("{}{and}{}ste", DUTCH[units], DUTCH_TENS[tens - 2])
        }
    }
}
