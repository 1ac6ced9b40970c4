//! English nouns, verbs and adjectives.

use super::Inflected;
use super::spelling::{cut, ends, is_vowel, letters, syllables};

/// Plurals that no rule gives, by the end of the word.
const PLURALS: [(&str, &str); 11] = [
    ("person", "people"),
    ("child", "children"),
    ("woman", "women"),
    ("man", "men"),
    ("analysis", "analyses"),
    ("crisis", "crises"),
    ("basis", "bases"),
    ("criterion", "criteria"),
    ("curriculum", "curricula"),
    ("life", "lives"),
    ("self", "selves"),
];

/// Past and participle that no rule gives.
const VERBS: [(&str, &str, &str); 46] = [
    ("be", "was", "been"),
    ("become", "became", "become"),
    ("begin", "began", "begun"),
    ("bring", "brought", "brought"),
    ("build", "built", "built"),
    ("buy", "bought", "bought"),
    ("choose", "chose", "chosen"),
    ("come", "came", "come"),
    ("cut", "cut", "cut"),
    ("do", "did", "done"),
    ("draw", "drew", "drawn"),
    ("drive", "drove", "driven"),
    ("fall", "fell", "fallen"),
    ("find", "found", "found"),
    ("get", "got", "got"),
    ("give", "gave", "given"),
    ("go", "went", "gone"),
    ("grow", "grew", "grown"),
    ("have", "had", "had"),
    ("hold", "held", "held"),
    ("keep", "kept", "kept"),
    ("know", "knew", "known"),
    ("lead", "led", "led"),
    ("learn", "learnt", "learnt"),
    ("leave", "left", "left"),
    ("lose", "lost", "lost"),
    ("make", "made", "made"),
    ("meet", "met", "met"),
    ("pay", "paid", "paid"),
    ("put", "put", "put"),
    ("read", "read", "read"),
    ("rise", "rose", "risen"),
    ("run", "ran", "run"),
    ("say", "said", "said"),
    ("see", "saw", "seen"),
    ("sell", "sold", "sold"),
    ("send", "sent", "sent"),
    ("set", "set", "set"),
    ("shift", "shifted", "shifted"),
    ("speak", "spoke", "spoken"),
    ("spend", "spent", "spent"),
    ("stand", "stood", "stood"),
    ("take", "took", "taken"),
    ("teach", "taught", "taught"),
    ("think", "thought", "thought"),
    ("write", "wrote", "written"),
];

/// Verbs of more syllables whose last one has stress, so that its consonant is doubled.
const DOUBLED: [&str; 9] = ["refer", "prefer", "transfer", "occur", "admit", "commit", "permit", "submit", "equip"];

pub(super) fn noun(word: &str) -> Vec<Inflected> {
    let small = word.to_lowercase();
    let plural = PLURALS.iter().find_map(|(end, plural)| Some(format!("{}{plural}", small.strip_suffix(end)?)));
    vec![Inflected::new(plural.unwrap_or_else(|| with_s(word, &small)), "plural")]
}

fn with_s(word: &str, small: &str) -> String {
    let consonant_before = letters(small).iter().rev().nth(1).is_some_and(|c| !is_vowel(*c));
    if ends(small, &["s", "x", "z", "ch", "sh"]) || small.ends_with('o') && consonant_before {
        format!("{word}es")
    } else if small.ends_with('y') && consonant_before {
        format!("{}ies", cut(word, 1))
    } else {
        format!("{word}s")
    }
}

pub(super) fn verb(word: &str) -> Vec<Inflected> {
    let small = word.to_lowercase();
    let mut forms = vec![Inflected::new(with_s(word, &small), "third person")];
    // *retrain* is no verb of the list; *rebuild* and *overtake* follow theirs.
    let prefixed = ["", "re", "un", "over", "under", "out"];
    let strong = prefixed.iter().find_map(|prefix| {
        let base = small.strip_prefix(prefix)?;
        VERBS.iter().find(|(verb, ..)| *verb == base).map(|(_, past, participle)| (*prefix, *past, *participle))
    });
    match strong {
        Some((prefix, past, participle)) => {
            forms.push(Inflected::new(format!("{prefix}{past}"), "past"));
            forms.push(Inflected::new(format!("{prefix}{participle}"), "participle"));
            if small == "learn" {
                forms.push(Inflected::new("learned", "past"));
            }
        }
        None => forms.push(Inflected::new(with_ending(word, &small, "ed"), "past")),
    }
    forms.push(Inflected::new(with_ending(word, &small, "ing"), "form in -ing"));
    forms
}

/// A word with -ed, -ing, -er or -est.
fn with_ending(word: &str, small: &str, ending: &str) -> String {
    let letters = letters(small);
    let consonant_before = letters.iter().rev().nth(1).is_some_and(|c| !is_vowel(*c));
    if small.ends_with('y') && consonant_before && ending != "ing" {
        return format!("{}i{ending}", cut(word, 1));
    }
    if small.ends_with("ie") && ending == "ing" {
        return format!("{}y{ending}", cut(word, 2));
    }
    if small.ends_with('e') && !(ending == "ing" && ends(small, &["ee", "oe", "ye"])) {
        return format!("{}{ending}", cut(word, 1));
    }
    let short = match letters.as_slice() {
        [.., before, vowel, last] => {
            !is_vowel(*before) && is_vowel(*vowel) && !is_vowel(*last) && !matches!(last, 'w' | 'x')
        }
        [vowel, last] => is_vowel(*vowel) && !is_vowel(*last),
        _ => false,
    };
    match letters.last() {
        Some(last) if short && (syllables(small) == 1 || DOUBLED.contains(&small)) => format!("{word}{last}{ending}"),
        _ => format!("{word}{ending}"),
    }
}

/// Degrees of short adjectives; longer ones take *more* and *most*.
pub(super) fn adjective(word: &str) -> Vec<Inflected> {
    let small = word.to_lowercase();
    if small == "good" {
        return vec![Inflected::new("better", "comparative"), Inflected::new("best", "superlative")];
    }
    let short = syllables(&small) == 1 || syllables(&small) == 2 && small.ends_with('y');
    let e_only = syllables(&small) == 2 && small.ends_with('e') && !ends(&small, &["ive", "able", "ible", "ate"]);
    if !short && !e_only {
        return Vec::new();
    }
    vec![
        Inflected::new(with_ending(word, &small, "er"), "comparative"),
        Inflected::new(with_ending(word, &small, "est"), "superlative"),
    ]
}
