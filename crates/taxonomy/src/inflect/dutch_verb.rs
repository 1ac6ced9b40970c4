//! Dutch verbs: present, past and participles, weak by *'t kofschip*, strong by a list; separable and inseparable prefixes.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Inflected;
use super::spelling::{is_vowel, letters, open, syllables};

/// Prefixes that part from the verb: *leidt … op*.
const SEPARABLE: [&str; 36] = [
    "aan",
    "achteruit",
    "af",
    "bij",
    "bijeen",
    "binnen",
    "deel",
    "dicht",
    "in",
    "klaar",
    "kwijt",
    "leiding",
    "les",
    "los",
    "mede",
    "mee",
    "na",
    "neer",
    "om",
    "omhoog",
    "op",
    "open",
    "plaats",
    "samen",
    "stil",
    "tegen",
    "tekort",
    "terug",
    "thuis",
    "toe",
    "uit",
    "vast",
    "vooruit",
    "vrij",
    "weg",
    "lang",
];

/// Prefixes that do not part, and leave no room for *ge-*. The longer ones may part in other verbs, which the author says
/// (`voor|bereiden`).
const INSEPARABLE: [&str; 14] =
    ["be", "ver", "ont", "her", "er", "ge", "onder", "over", "voor", "door", "mis", "vol", "weer", "aan"];

/// Words that may stand between a particle and its infinitive.
const BETWEEN: [&str; 14] = [
    "te",
    "kunnen",
    "moeten",
    "willen",
    "mogen",
    "zullen",
    "gaan",
    "laten",
    "leren",
    "blijven",
    "te kunnen",
    "te gaan",
    "te laten",
    "te blijven",
];

/// Bases in -eren whose *e* has no stress; in others (*studeren*, *organiseren*) it is long.
const WEAK_EREN: [&str; 21] = [
    "beteren",
    "anderen",
    "minderen",
    "hinderen",
    "luisteren",
    "fluisteren",
    "leveren",
    "zekeren",
    "cijferen",
    "vorderen",
    "ouderen",
    "inneren",
    "overen",
    "zuiveren",
    "offeren",
    "ijveren",
    "roosteren",
    "wateren",
    "hameren",
    "sponsoren",
    "monitoren",
];

struct Strong {
    past: [&'static str; 2],
    participle: &'static str,
    stem: Option<&'static str>,
}

/// Every verb of the list, with what is irregular in it.
static VERBS: LazyLock<HashMap<&str, Option<Strong>>> = LazyLock::new(|| {
    let lines = include_str!("../../data/verbs.nl.txt").lines().filter(|line| !line.starts_with('#'));
    let verb = |line: &'static str| {
        let mut words = line.split_whitespace();
        let infinitive = words.next()?;
        let strong = match (words.next(), words.next(), words.next()) {
            (Some(singular), Some(plural), Some(participle)) => {
                Some(Strong { past: [singular, plural], participle, stem: words.next() })
            }
            _ => None,
        };
        Some((infinitive, strong))
    };
    lines.filter_map(verb).collect()
});

/// A verb without its separable prefix.
struct Parts<'w> {
    particle: &'w str,
    base: &'w str,
}

/// Divides a verb where the author does, or where a known verb follows a separable prefix.
fn parts(verb: &str, divided: Option<usize>) -> Parts<'_> {
    if let Some(at) = divided {
        return Parts { particle: &verb[..at], base: &verb[at..] };
    }
    let prefix =
        SEPARABLE.iter().filter(|prefix| verb.strip_prefix(**prefix).is_some_and(is_known)).max_by_key(|p| p.len());
    let (particle, base) = verb.split_at(prefix.map_or(0, |prefix| prefix.len()));
    Parts { particle, base }
}

/// Whether a verb stands in the list, as it is or with a prefix that does not part: *uit-besteden*, *aan-bevelen* is none.
fn is_known(verb: &str) -> bool {
    VERBS.contains_key(verb)
}

/// All forms in one piece: *opleidt*, *opgeleid*, *op te leiden*.
pub(super) fn joined(verb: &str, divided: Option<usize>) -> Vec<Inflected> {
    let Parts { particle, base } = parts(verb, divided);
    let Conjugation { stem, present, past, participle } = conjugate(base);
    let mut forms = Vec::new();
    let mut push = |text: String, why| forms.push(Inflected::new(text, why));
    // In a main clause these stand apart, in a subordinate one they do not.
    for (form, why) in [(stem, "present"), (present, "present")].into_iter().chain(past.map(|form| (form, "past"))) {
        push(format!("{particle}{form}"), why);
    }
    let participle = format!("{particle}{participle}");
    // *gewerkt* → *gewerkte*; *genomen* has no ending. *opgedaan* → *opgedane*.
    if let Some(short) = participle.strip_suffix("aan") {
        push(format!("{short}ane"), "participle in -e");
    } else if participle.ends_with(['d', 't']) {
        let stem = open(&participle, false);
        push(format!("{stem}e"), "participle in -e");
    }
    push(participle, "participle");
    push(format!("{verb}d"), "present participle");
    push(format!("{verb}de"), "present participle in -e");
    if !particle.is_empty() {
        BETWEEN.iter().for_each(|word| push(format!("{particle} {word} {base}"), "infinitive apart"));
    }
    forms
}

/// The finite forms of the base, and the particle.
pub(super) fn finite(verb: &str, divided: Option<usize>) -> (Vec<Inflected>, Option<String>) {
    let Parts { particle, base } = parts(verb, divided);
    let Conjugation { stem, present, past, .. } = conjugate(base);
    let mut forms = vec![
        Inflected::new(base, "present, apart"),
        Inflected::new(stem, "present, apart"),
        Inflected::new(present, "present, apart"),
    ];
    forms.extend(past.map(|form| Inflected::new(form, "past, apart")));
    let mut seen: Vec<String> = Vec::new();
    forms.retain(|form| {
        let new = !seen.contains(&form.text);
        seen.push(form.text.clone());
        new
    });
    (forms, (!particle.is_empty()).then(|| particle.to_owned()))
}

struct Conjugation {
    stem: String,
    present: String,
    past: [String; 2],
    participle: String,
}

fn conjugate(infinitive: &str) -> Conjugation {
    let (prefix, base) = inseparable(infinitive);
    // A verb of the list follows it with its prefix or without; *verdwijnen* stands in it whole.
    let whole = VERBS.get(infinitive).and_then(Option::as_ref).map(|strong| (strong, "", infinitive));
    let with_prefix = || VERBS.get(base).and_then(Option::as_ref).map(|strong| (strong, prefix, base));
    let strong = whole.or_else(with_prefix);
    let regular = stem(infinitive, prefix, base);
    let stem = match strong {
        Some((Strong { stem: Some(stem), .. }, prefix, _)) => format!("{prefix}{stem}"),
        _ => regular,
    };
    let present = match stem.chars().next_back() {
        Some('t') => stem.clone(),
        _ if matches!(infinitive, "kunnen" | "mogen" | "willen" | "zullen") => stem.clone(),
        _ => format!("{stem}t"),
    };
    // *gaan* → *gaat*, *slaan* → *slaat*.
    let present = match stem.strip_suffix('a') {
        Some(short) if infinitive.ends_with("aan") => format!("{short}aat"),
        _ => present,
    };
    let without_ge = |participle: &str, prefix: &str| match participle.strip_prefix("ge") {
        Some(rest) if !prefix.is_empty() => format!("{prefix}{rest}"),
        _ => format!("{prefix}{participle}"),
    };
    if let Some((strong, prefix, _)) = strong {
        let past = strong.past.map(|past| format!("{prefix}{past}"));
        return Conjugation { stem, present, past, participle: without_ge(strong.participle, prefix) };
    }
    // 't kofschip: the last sound of the stem before it was made voiceless at the end of the word.
    let raw = infinitive.strip_suffix("en").or(infinitive.strip_suffix('n')).unwrap_or(infinitive);
    let voiceless = raw.ends_with(['t', 'k', 'f', 's', 'p', 'x', 'c']) || raw.ends_with("ch") || raw.ends_with("sh");
    let ending = if voiceless { 't' } else { 'd' };
    let past = [format!("{stem}{ending}e"), format!("{stem}{ending}en")];
    // *geërfd*, *geïnformeerd*: folded, the two dots make no difference.
    let ge = if prefix.is_empty() { "ge" } else { "" };
    let participle = match stem.ends_with(['d', 't']) {
        true => format!("{ge}{stem}"),
        false => format!("{ge}{stem}{ending}"),
    };
    Conjugation { stem, present, past, participle }
}

/// A prefix that does not part, and the verb behind it: *ver-beteren*, but not *ver-ven*.
fn inseparable(infinitive: &str) -> (&str, &str) {
    for prefix in INSEPARABLE {
        let Some(base) = infinitive.strip_prefix(prefix) else { continue };
        let raw = base.strip_suffix("en").unwrap_or(base);
        let starts_well = !raw.starts_with(['e', 'i', 'u']) || prefix.len() > 2;
        if starts_well && raw.chars().any(is_vowel) && raw.chars().count() > 1 {
            return infinitive.split_at(prefix.len());
        }
    }
    ("", infinitive)
}

/// The stem of a regular verb: *maken* → *maak*, *bakken* → *bak*, *leven* → *leef*, *ontwikkelen* → *ontwikkel*.
fn stem(infinitive: &str, prefix: &str, base: &str) -> String {
    let Some(raw) = infinitive.strip_suffix("en") else {
        return infinitive.strip_suffix('n').unwrap_or(infinitive).to_owned();
    };
    let letters = letters(raw);
    let &[.., before, vowel, last] = letters.as_slice() else { return raw.to_owned() };
    let mut stem: String = raw.to_owned();
    if vowel == last && !is_vowel(last) {
        stem.pop();
        return stem;
    }
    let closed =
        matches!(vowel, 'a' | 'e' | 'o' | 'u') && !is_vowel(before) && !is_vowel(last) && !matches!(last, 'w' | 'x');
    if closed && is_long(base, prefix) {
        let consonant = stem.pop().unwrap_or_default();
        stem.push(vowel);
        stem.push(consonant);
    }
    match stem.pop() {
        Some('v') => stem.push('f'),
        Some('z') => stem.push('s'),
        Some(other) => stem.push(other),
        None => {}
    }
    stem
}

/// Whether the last vowel of the stem has stress, and so is long: in *leren* and *studeren*, not in *rekenen*.
fn is_long(base: &str, prefix: &str) -> bool {
    let raw = base.strip_suffix("en").unwrap_or(base);
    let earlier = syllables(raw).saturating_sub(1);
    if earlier == 0 {
        return true;
    }
    if WEAK_EREN.iter().any(|weak| base.ends_with(weak)) {
        return false;
    }
    match raw {
        raw if raw.ends_with("er") => prefix.is_empty() || prefix == "her" || earlier > 1,
        raw => !(raw.ends_with("el") || raw.ends_with("en") || raw.ends_with("em") || raw.ends_with("et")),
    }
}
