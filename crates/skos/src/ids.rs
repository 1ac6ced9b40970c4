//! Ids of concepts and groups, made of their labels: the same files give the same ids.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

/// The length of an id that is made of a label; a longer one is cut between words.
const MAX_SLUG: usize = 60;

/// The length of what is taken of a notation or an IRI to tell two concepts of one label apart.
const MAX_TAIL: usize = 12;

/// Small letters, digits and hyphens of a text; nothing where it has no Latin letter or digit.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.nfkd() {
        match c.to_ascii_lowercase() {
            c if c.is_ascii_alphanumeric() => slug.push(c),
            'ß' => slug.push_str("ss"),
            '\u{300}'..='\u{36f}' | '\'' | '’' => {}
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
        if slug.len() > 2 * MAX_SLUG {
            break;
        }
    }
    if slug.len() > MAX_SLUG {
        let cut = slug[..=MAX_SLUG].rfind('-').filter(|at| *at > 0).unwrap_or(MAX_SLUG);
        slug.truncate(cut);
    }
    slug.trim_end_matches('-').to_owned()
}

/// The last part of an IRI, shortened.
fn tail(iri: &str) -> String {
    let end = iri.trim_end_matches(['/', '#']).rsplit(['/', '#', ':']).next().unwrap_or_default();
    let mut tail = slug(end);
    tail.truncate(MAX_TAIL);
    tail.trim_end_matches('-').to_owned()
}

/// Whether a taxonomy file takes a text as an id.
pub(crate) fn is_id(text: &str) -> bool {
    text.len() <= 100
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_' | b'.'))
}

/// Something that needs an id.
pub(crate) struct Named<'a> {
    /// The id that it has already, in our own notation.
    pub(crate) own: Option<&'a str>,
    pub(crate) label: &'a str,
    pub(crate) notation: Option<&'a str>,
    /// Empty for a blank node, the names of which differ from run to run.
    pub(crate) iri: &'a str,
}

/// An id for each. Of several with one label, each has its notation or the end of its IRI added, so that the order of files
/// makes no difference.
pub(crate) fn assign(all: &[Named<'_>], fallback: &str) -> Vec<String> {
    let slugs: Vec<String> = all
        .iter()
        .map(|named| {
            [named.label, named.iri]
                .map(slug)
                .into_iter()
                .find(|s| !s.is_empty())
                .unwrap_or_else(|| fallback.to_owned())
        })
        .collect();
    let mut taken: HashSet<String> = HashSet::new();
    let mut ids: Vec<Option<String>> = Vec::with_capacity(all.len());
    for named in all {
        let own = named.own.filter(|id| is_id(id) && taken.insert((*id).to_owned()));
        ids.push(own.map(str::to_owned));
    }
    let mut uses: HashMap<&str, usize> = HashMap::new();
    for (slug, _) in slugs.iter().zip(&ids).filter(|(_, id)| id.is_none()) {
        *uses.entry(slug).or_default() += 1;
    }
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for (number, named) in all.iter().enumerate() {
        if ids[number].is_some() {
            continue;
        }
        let mut id = slugs[number].clone();
        if uses[id.as_str()] > 1 || taken.contains(&id) {
            let notation = named.notation.map(slug).filter(|n| !n.is_empty() && n.len() <= MAX_TAIL);
            let more = notation.unwrap_or_else(|| tail(named.iri));
            if !more.is_empty() {
                id = format!("{id}-{more}");
            }
        }
        if !taken.insert(id.clone()) {
            let next = numbers.entry(id.clone()).or_insert(1);
            let mut free;
            loop {
                *next += 1;
                free = format!("{id}-{next}");
                if taken.insert(free.clone()) {
                    break;
                }
            }
            id = free;
        }
        ids[number] = Some(id);
    }
    ids.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_keeps_letters_and_digits() {
        for (text, expected) in [
            ("Kritisch denken", "kritisch-denken"),
            ("creëren van – 3D-modellen!", "creeren-van-3d-modellen"),
            ("  (ict)  ", "ict"),
            ("foto's", "fotos"),
            ("Straße", "strasse"),
            ("ελληνικά", ""),
        ] {
            assert_eq!(slug(text), expected, "{text}");
        }
        let long = slug(&"lang woord ".repeat(20));
        assert!(long.len() <= MAX_SLUG && long.ends_with("-lang"), "{long}");
        assert_eq!(slug(&"x".repeat(500)).len(), MAX_SLUG);
    }

    #[test]
    fn ids_are_unique_and_do_not_hang_on_the_order() {
        let named = |label, notation, iri| Named { own: None, label, notation, iri };
        let one = named("problemen oplossen", Some("S1.9"), "http://x/1");
        let two = named("Problemen oplossen", None, "http://x/adc6dc11-3376-467b-96c5");
        let three = named("rekenen", None, "http://x/3");
        let four = named("ελληνικά", None, "http://x/gr");
        let ids = assign(&[one, two, three, four], "concept");
        assert_eq!(ids, ["problemen-oplossen-s1-9", "problemen-oplossen-adc6dc11-337", "rekenen", "http-x-gr"]);
        let blank = || named("rekenen", None, "");
        let own = Named { own: Some("rekenen"), label: "x", notation: None, iri: "http://x/4" };
        assert_eq!(assign(&[blank(), blank(), own], "concept"), ["rekenen-2", "rekenen-3", "rekenen"]);
    }
}
