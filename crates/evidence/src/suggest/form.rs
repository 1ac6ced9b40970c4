//! What words have in common by their form: inflections of one word, and compounds that share a part.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use fundscan_taxonomy::{CaseRule, Folded, Form, Taxonomy};

use super::common::{Common, common};

/// The fewest letters of a part of a compound: shorter ones stand in too many words by chance.
const MIN_PART: usize = 4;

/// The letters that Dutch puts between the parts of a compound, and none.
const LINKS: [&str; 5] = ["", "s", "en", "e", "-"];

/// The words that `word` may be an inflection of, by the rules of Dutch and English spelling: plural, the ending -e and
/// diminutives. Most of them are no words; only those that are known count.
pub(crate) fn bases(word: &str) -> Vec<String> {
    let mut bases = Vec::new();
    let mut ending = |ending: &str, put: &str, spelled_otherwise: bool| {
        let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.chars().count() >= 3) else { return };
        bases.push(format!("{stem}{put}"));
        if spelled_otherwise {
            bases.extend(closed(stem));
        }
    };
    ending("heden", "heid", false);
    ending("ies", "y", false);
    ending("'s", "", false);
    ending("s", "", false);
    ending("en", "", true);
    ending("n", "", false);
    ending("e", "", true);
    ending("tje", "", false);
    ending("je", "", false);
    ending("tjes", "", false);
    ending("jes", "", false);
    bases
}

/// The ways to write a stem that has lost the ending of an open syllable: *vakk-* is *vak*, *ban-* is *baan*, *bedrijv-*
/// is *bedrijf*, *huiz-* is *huis*.
fn closed(stem: &str) -> Vec<String> {
    let chars: Vec<char> = stem.chars().collect();
    let [.., before, last] = chars.as_slice() else { return Vec::new() };
    let start: String = chars[..chars.len() - 1].iter().collect();
    if before == last {
        return vec![start];
    }
    let hard = match last {
        'v' => 'f',
        'z' => 's',
        other => *other,
    };
    let mut ways = vec![format!("{start}{hard}")];
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let open = chars.len() >= 3 && !vowel(chars[chars.len() - 3]);
    if matches!(before, 'a' | 'e' | 'o' | 'u') && !vowel(*last) && open {
        ways.push(format!("{start}{before}{hard}"));
    }
    ways
}

/// The parts of a compound, where both its halves are `known` words: *scholingsaanbod* is *scholing* and *aanbod*.
pub(crate) fn parts(word: &str, known: impl Fn(&str) -> bool) -> Vec<&str> {
    let mut parts = Vec::new();
    let ends = word.char_indices().map(|(at, _)| at).filter(|at| *at >= MIN_PART && word.len() - at >= MIN_PART);
    for at in ends {
        let (left, right) = word.split_at(at);
        if !known(right) {
            continue;
        }
        let left = LINKS.iter().filter_map(|link| left.strip_suffix(link)).find(|l| l.len() >= MIN_PART && known(l));
        if let Some(left) = left {
            parts.extend([left, right]);
        }
    }
    parts
}

/// What sharing one of several words of a term says, where sharing the only one says 1: *grote* of *grote hoeveelheden
/// data* has little to do with the concept.
const ONE_OF_SEVERAL: f64 = 0.3;

/// What sharing a part of a word says, likewise.
const PART_OF_ONE: f64 = 0.6;

/// What a word shares with the terms of a concept.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Shared {
    /// A word, stem or part of a compound.
    pub(crate) part: String,
    /// What it says: at most 1.
    pub(crate) worth: f64,
}

/// The words of a taxonomy's terms, and whose they are.
#[derive(Debug, Default)]
pub(crate) struct TermWords {
    /// For each word, part of a compound and what they may be inflections of: the numbers of the concepts, and how much
    /// sharing it says.
    index: BTreeMap<String, BTreeMap<u32, f64>>,
    words: HashSet<String>,
    /// What terms say word for word, and whose they are: a place where they were not found is one where they do not count.
    whole: BTreeMap<String, BTreeSet<u32>>,
    /// What terms exclude, likewise.
    excluded: BTreeSet<(String, u32)>,
}

impl TermWords {
    pub(crate) fn new(taxonomy: &Taxonomy) -> Self {
        let mut terms = Self::default();
        let mut words: BTreeMap<(String, u32), f64> = BTreeMap::new();
        for (concept, number) in taxonomy.concepts().iter().zip(0u32..) {
            for term in concept.terms() {
                for form in term.segments().iter().flat_map(|segment| segment.forms()) {
                    if let Some(written) = Self::written(form) {
                        terms.whole.entry(written).or_default().insert(number);
                    }
                    let several = form.words().len() > 1 || term.segments().len() > 1;
                    for word in Self::content(form) {
                        let worth = words.entry((word, number)).or_default();
                        *worth = worth.max(if several { ONE_OF_SEVERAL } else { 1.0 });
                    }
                }
                terms.excluded.extend(term.excluded().iter().filter_map(Self::written).map(|form| (form, number)));
            }
        }
        terms.words = words.keys().map(|(word, _)| word.clone()).collect();
        for ((word, concept), worth) in &words {
            let known = |part: &str| common(part) == Some(Common::General) || terms.words.contains(part);
            let whole = Self::keys(word).into_iter().map(|key| (key, *worth));
            let parts = parts(word, known).into_iter().flat_map(Self::keys).map(|key| (key, worth * PART_OF_ONE));
            for (key, worth) in whole.chain(parts).collect::<Vec<_>>() {
                let known = terms.index.entry(key).or_default().entry(*concept).or_default();
                *known = known.max(worth);
            }
        }
        terms
    }

    fn written(form: &Form) -> Option<String> {
        let words: Vec<&str> = form.words().iter().map(|word| word.text(CaseRule::Ignore)).collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    fn content(form: &Form) -> impl Iterator<Item = String> + '_ {
        let long = |part: &&str| part.len() >= MIN_PART && part.chars().all(char::is_alphabetic);
        let words = form.words().iter().flat_map(|word| word.text(CaseRule::Ignore).split('-'));
        words.filter(long).filter(|word| common(word).is_none()).map(str::to_owned)
    }

    /// A word and what it may be an inflection of; not those that say nothing.
    fn keys(word: &str) -> Vec<String> {
        let all = std::iter::once(word.to_owned()).chain(bases(word));
        all.filter(|key| key.len() >= MIN_PART && common(key).is_none()).collect()
    }

    /// The concepts with a term that says these very words in some other place only, or says that they do not count.
    pub(crate) fn decided<'f>(&self, forms: impl Iterator<Item = &'f String>) -> BTreeSet<u32> {
        let mut decided = BTreeSet::new();
        for form in forms {
            let folded = Folded::new(form);
            let form = folded.as_str();
            decided.extend(self.whole.get(form).into_iter().flatten());
            let excluded = self.excluded.iter().filter(|(excluded, _)| form.ends_with(excluded.as_str()));
            decided.extend(excluded.map(|(_, concept)| concept));
        }
        decided
    }

    /// The concepts of whose terms a word shares a part or stem, with what is shared: for each what says most.
    pub(crate) fn sharing(&self, word: &str, known: impl Fn(&str) -> bool) -> BTreeMap<u32, Shared> {
        let known = |part: &str| common(part) == Some(Common::General) || self.words.contains(part) || known(part);
        let hyphened = word.split('-').filter(|part| part.len() >= MIN_PART && common(part).is_none());
        let mut shared: BTreeMap<u32, Shared> = BTreeMap::new();
        for key in hyphened.chain(parts(word, known)).flat_map(Self::keys) {
            let Some(concepts) = self.index.get(&key) else { continue };
            for (concept, worth) in concepts {
                // A word that stands in the terms of many concepts leads to none of them.
                let worth = worth / concepts.len() as f64;
                let most = shared.entry(*concept).or_default();
                if worth > most.worth || (worth >= most.worth && key.len() > most.part.len()) {
                    *most = Shared { part: key.clone(), worth };
                }
            }
        }
        shared
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_inflection_leads_to_its_word() {
        for (inflected, word) in [
            ("fondsen", "fonds"),
            ("vakken", "vak"),
            ("banen", "baan"),
            ("bedrijven", "bedrijf"),
            ("huizen", "huis"),
            ("vaardigheden", "vaardigheid"),
            ("digitale", "digitaal"),
            ("brede", "breed"),
            ("auto's", "auto"),
            ("coaches", "coache"),
            ("skills", "skill"),
            ("competencies", "competency"),
            ("ziekten", "ziekte"),
            ("scans", "scan"),
        ] {
            assert!(bases(inflected).iter().any(|b| b == word), "{inflected}: {:?}", bases(inflected));
        }
        assert!(!bases("scholing").iter().any(|b| b == "school"));
        assert!(bases("één").is_empty() && bases("n").is_empty() && bases("").is_empty());
    }

    #[test]
    fn a_compound_is_parted_where_both_halves_are_known() {
        let known = |word: &str| ["scholing", "aanbod", "vaardigheid", "bedrijf", "school"].contains(&word);
        assert_eq!(parts("scholingsaanbod", known), ["scholing", "aanbod"]);
        assert_eq!(parts("bedrijfsschool", known), ["bedrijf", "school"]);
        assert_eq!(parts("rechtvaardigheid", known), Vec::<&str>::new());
        assert_eq!(parts("aanbod", known), Vec::<&str>::new());
        assert_eq!(parts("éénéénéénéén", known), Vec::<&str>::new());
    }

    #[test]
    fn a_word_is_near_the_concepts_whose_terms_share_a_part_or_stem_with_it() {
        let (taxonomy, _) = Taxonomy::parse(
            r#"
            id = "t"
            version = "1"
            language = "nl"
            [groups]
            g = "G"
            [[concept]]
            id = "training"
            group = "g"
            label = "scholing"
            nl = ["scholing", "cursusaanbod", "cursus", "aanbod", "klassikaal leren", { term = "*vaardigheid", not = ["rechtvaardigheid"] }]
            [[concept]]
            id = "wise"
            group = "g"
            label = "wijs"
            nl = ["mediawijze"]
            "#,
        )
        .unwrap();
        let terms = TermWords::new(&taxonomy);
        let shared = |word: &str| -> Vec<(u32, String)> {
            let shared = terms.sharing(word, |part| part == "budget").into_iter();
            shared.map(|(concept, shared)| (concept, shared.part)).collect()
        };
        assert_eq!(shared("scholingsbudget"), [(0, "scholing".to_owned())]);
        assert_eq!(shared("scholingsjaar"), [(0, "scholing".to_owned())], "a common word is a word");
        assert_eq!(shared("cursusbudget"), [(0, "cursus".to_owned())]);
        assert_eq!(shared("mediawijs"), [(1, "mediawijs".to_owned())]);
        assert!(shared("budget").is_empty());
        let decided = |form: &str| terms.decided([form.to_owned()].iter()).len();
        assert_eq!((decided("onrechtvaardigheid"), decided("scholing"), decided("vaardig")), (1, 1, 0));
        let worth = |word: &str| terms.sharing(word, |_| false)[&0].worth;
        assert!(worth("scholing") > worth("klassikaal"), "one of several words of a term says less");
    }
}
