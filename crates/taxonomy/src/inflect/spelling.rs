//! Dutch spelling before an ending that starts with *e*: single and double vowels and consonants, *f* and *v*, *s* and *z*.

pub(super) fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ë' | 'é' | 'è' | 'ï' | 'ö' | 'ü' | 'á' | 'ó')
}

/// The letters of a word in small letters.
pub(super) fn letters(word: &str) -> Vec<char> {
    word.chars().map(|c| c.to_lowercase().next().unwrap_or(c)).collect()
}

/// The number of groups of vowels, which is about that of the syllables.
pub(super) fn syllables(word: &str) -> usize {
    let letters = letters(word);
    (0..letters.len()).filter(|at| is_vowel(letters[*at]) && (*at == 0 || !is_vowel(letters[at - 1]))).count()
}

pub(super) fn ends(word: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| word.ends_with(ending))
}

/// The word without its last `count` characters.
pub(super) fn cut(word: &str, count: usize) -> &str {
    word.char_indices().rev().take(count).last().map_or(word, |(at, _)| &word[..at])
}

/// The word before an ending that starts with *e*: *taak* → *tak(en)*, *les* → *less(en)*, *bedrijf* → *bedrijv(en)*.
/// `keeps_short` is for an unstressed last syllable, whose consonant stays single: *nodig* → *nodig(e)*.
pub(super) fn open(word: &str, keeps_short: bool) -> String {
    let letters = letters(word);
    let &[.., before, vowel, last] = letters.as_slice() else {
        // Two letters: *os* → *oss(en)*, *af*.
        return match letters.as_slice() {
            [vowel, last] if is_vowel(*vowel) && !is_vowel(*last) => format!("{word}{last}"),
            _ => word.to_owned(),
        };
    };
    if is_vowel(last) || matches!(last, 'w' | 'x' | 'j' | 'h' | 'q') {
        return word.to_owned();
    }
    if !is_vowel(vowel) {
        // Two consonants: *golf* → *golv(en)*; *grens* → *grenz(en)* is a matter of the word.
        let voiced = last == 'f' && matches!(vowel, 'l' | 'r');
        return if voiced { format!("{}v", cut(word, 1)) } else { word.to_owned() };
    }
    if is_vowel(before) {
        let voiced = match last {
            'f' if !ends(word, &["graaf", "soof"]) => 'v',
            's' if !ends(word, &["eis", "kruis", "paus", "saus", "kies"]) => 'z',
            other => other,
        };
        // *aa*, *ee*, *oo*, *uu* lose a letter, other pairs (*ie*, *oe*, *ij*, *ui*) do not.
        let long = before == vowel && !matches!(vowel, 'i' | 'y');
        let long =
            long && letters.get(letters.len().wrapping_sub(4)).is_none_or(|c| !is_vowel(*c) || *c == 'i' || *c == 'u');
        return format!("{}{voiced}", cut(word, if long { 2 } else { 1 }));
    }
    if before == 'i' && vowel == 'j' {
        return word.to_owned();
    }
    if keeps_short { word.to_owned() } else { format!("{word}{last}") }
}

/// *prijs*, *bedrijf*: the vowel *ij* is written with a consonant.
pub(super) fn open_ij(word: &str) -> Option<String> {
    if word.ends_with("ijs") {
        return Some(format!("{}z", cut(word, 1)));
    }
    word.ends_with("ijf").then(|| format!("{}v", cut(word, 1)))
}
