//! Bibliographic references: what stands in them names books, not what a document says.
//!
//! A passage is a reference where enough of what makes one up comes together: authors with initials in front, a year in
//! parentheses behind names, pages, a publisher with its place, an identifier. No single one of them does, since
//! prose has each of them too. In other passages the title that a reference to its author and year follows is left
//! out: "Sociale innovatie loont" (Oeij, 2018).

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// The points that make a passage a reference.
const ENOUGH: usize = 3;

/// A reference is no longer than this, in bytes; what is longer is prose that has references in it.
const LONGEST: usize = 600;

/// The number of bytes between the quotation marks of a title.
const LONGEST_TITLE: usize = 200;

struct Signs {
    /// Authors in front: "Oeij, P.R.A., & Dhondt, S.".
    authors: Regex,
    /// Names and a year in parentheses in front, and a mark behind it: "TNO & CBS (2016a). ".
    year: Regex,
    /// A year in parentheses or before a full stop anywhere.
    other_year: Regex,
    /// What only references have, one point each.
    rest: [Regex; 6],
    /// A title in quotation marks with author and year, or year alone, behind it.
    title: Regex,
}

static SIGNS: LazyLock<Signs> = LazyLock::new(|| {
    let regex = |pattern: &str| Regex::new(pattern).expect("a test uses every sign");
    // What a list of literature may put in front: a bullet, a number.
    let lead = r"^[\s•*–-]*(?:\[?\d{1,3}[\].)]*\s+)?";
    let particle = r"(?:(?:[Vv]an|[Dd]e|[Dd]en|[Dd]er|[Tt]er|[Tt]en|[Vv]on|'t)\s+){0,3}";
    let surname = format!(r"{particle}\p{{Lu}}[\p{{L}}'’-]+(?:\s+\p{{Lu}}[\p{{L}}'’-]+)?");
    let year = r"(?:18|19|20)\d\d[a-z]?";
    Signs {
        authors: regex(&format!(r"{lead}{surname},\s+(?:\p{{Lu}}\p{{Ll}}?\.[\s-]?){{1,5}}")),
        year: regex(&format!(
            r"{lead}(?:{particle}[\p{{Lu}}][\p{{L}}'’&./-]*[,.]?\s+(?:(?:&|en|and|et\s+al\.?|e\.a\.|\(red\.\)|\(eds?\.\))\s+)*){{1,12}}\({year}(?:,\s*\w+(?:\s\d+)?)?\)\s*[.:,]\s"
        )),
        other_year: regex(&format!(r"\({year}(?:,[^)]{{1,30}})?\)|\b{year}\s*[.;]|,\s*{year}\s*$")),
        rest: [
            regex(
                r"\b(?:pp?|blz)\.\s?\d|\b\d+\s?\(\d+(?:[-–/]\d+)?\)\s?[,:]\s?(?:pp?\.\s?)?\d+|,\s\d{1,4}[-–]\d{1,4}\.?$",
            ),
            regex(r"(?i)\b(?:vol|jrg|jaargang|nr|no)\.?\s?\d+\s?[,(:]"),
            regex(r"(?i)\bdoi\b|\bhttps?://|\bwww\.|\bISBN\b|\bISSN\b|\bgeraadpleegd op\b|\bretrieved (?:from|on)\b"),
            regex(r"\bIn:\s\p{Lu}|\((?:red|eds?)\.\)|\bet al\.|\be\.a\.\s\("),
            regex(
                r"[.,]\s\p{Lu}[\p{L}’'-]+(?:[\s/-]\p{Lu}[\p{L}’'-]+){0,2}:\s\p{Lu}[\p{L}&’' -]{1,60}(?:,\s*\d{4})?\.?\s*$",
            ),
            regex(r"(?i)\b(?:proefschrift|dissertation|working paper|masterscriptie|tijdschrift voor|journal of)\b"),
        ],
        title: regex(&format!(
            r#"(?:“([^”\n]{{1,{LONGEST_TITLE}}})”|‘([^’\n]{{1,{LONGEST_TITLE}}})’|"([^"\n]{{1,{LONGEST_TITLE}}})"),?\s\((?:[^()\n]{{1,80}}[,\s]\s?)?{year}\)"#
        )),
    }
});

/// The bytes of a passage that are a reference, or the title in one.
pub(crate) fn references(text: &str) -> Vec<Range<usize>> {
    if !may_hold_year(text) {
        return Vec::new();
    }
    if text.len() <= LONGEST && is_reference(text) {
        return std::iter::once(0..text.len()).collect();
    }
    let title = |found: regex::Captures<'_>| (1..=3).find_map(|group| Some(found.get(group)?.range()));
    SIGNS.title.captures_iter(text).filter_map(title).collect()
}

/// Nearly all passages hold no year, and need no closer look.
fn may_hold_year(text: &str) -> bool {
    let century = |pair: &[u8]| matches!(pair, b"18" | b"19" | b"20");
    text.as_bytes().windows(4).any(|four| century(&four[..2]) && four[2..].iter().all(u8::is_ascii_digit))
}

fn is_reference(text: &str) -> bool {
    let Signs { authors, year, other_year, rest, .. } = &*SIGNS;
    let authors = authors.is_match(text);
    let year = year.is_match(text);
    let other_year = other_year.is_match(text);
    let rest = rest.iter().filter(|sign| sign.is_match(text)).count();
    let points = 2 * usize::from(authors) + 2 * usize::from(year) + usize::from(other_year) + rest;
    // Pages and an address alone are how prose refers to its sources.
    (authors || year || rest >= 2 && other_year) && points >= ENOUGH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_known_by_what_comes_together_in_it() {
        for text in [
            "Jansen, P.R.A. (2018). Sociale innovatie in kleine bedrijven.",
            "• De Vries, K., & Bakker, L. (2012). Slimmer werken. Den Haag: Uitgeverij Noord.",
            "[12] Van der Berg, A. Leren op het werk. Tijdschrift voor Scholing 12(3), 34-51, 2009.",
            "3. Bakker, L. en K. de Vries, Vakmanschap in beweging, Utrecht 2014.",
            "TNO (2016). Technologie en werk. Leiden: TNO.",
            "Smith, J. and Jones, P. (2011), ‘Skills for tomorrow’, Journal of Skills, vol. 3, pp. 11-19.",
            "Ministerie van Onderwijs (2019): Leven lang leren. https://example.org/leren",
        ] {
            assert!(is_reference(text), "{text}");
            assert_eq!(references(text).first(), Some(&(0..text.len())), "{text}");
        }
    }

    #[test]
    fn prose_with_years_names_and_pages_is_none() {
        for text in [
            "In 2018 volgden 300 medewerkers een cursus.",
            "Volgens Jansen (2018) leidt sociale innovatie tot werkplezier.",
            "Jansen en De Vries (2012) laten zien dat scholing loont.",
            "Het fonds (opgericht in 2004) heeft in 2019 vouchers gegeven, zie www.example.org.",
            "Jansen, directeur sinds 2018, noemt scholing van belang.",
            "Jaarverslag 2019, pp. 12-14.",
            "Mevrouw Bakker, L. is sinds haar komst voorzitter.",
            "Scholing (zie p. 12) kost in 2020 meer.",
        ] {
            assert_eq!(references(text), Vec::<Range<usize>>::new(), "{text}");
        }
    }

    #[test]
    fn a_title_with_its_author_and_year_is_left_out_of_prose() {
        for (text, title) in [
            ("Het rapport “Sociale innovatie loont” (Bakker, 2018) pleit voor scholing.", "Sociale innovatie loont"),
            ("In 'haar' brief ‘Slim werk’ (2015) staat het.", "Slim werk"),
        ] {
            let found: Vec<&str> = references(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, [title]);
        }
        assert!(references("Zij noemen het “sociale innovatie” sinds 2018 (en eerder).").is_empty());
    }

    #[test]
    fn a_long_text_is_looked_through_in_little_time() {
        for piece in ["Van der Berg, A. ", "A, ", "“a ", "2018 (", "Aa Aa Aa (2018", "1(2"] {
            let text = format!("2018 {}", piece.repeat(100_000 / piece.len()));
            assert!(references(&text).len() < 2, "{piece}");
        }
    }
}
