use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use fundscan_model::{ConceptId, Status};
use serde::{Deserialize, Serialize};

/// That a passage speaks of a concept, and whether it affirms or negates it. A passage has each code once, however many
/// of its words express it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Code {
    /// The concept.
    pub concept: ConceptId,
    /// Affirmed or negated.
    pub status: Status,
}

impl Code {
    /// The code for a concept that is affirmed or negated.
    #[must_use]
    pub fn new(concept: impl Into<ConceptId>, status: Status) -> Self {
        Self { concept: concept.into(), status }
    }
}

/// As it is written in a cell of a sheet: `digital-skills`, or `not digital-skills`. A word and not a minus sign stands
/// for negation, because spreadsheets take what begins with a minus for a formula.
impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.status {
            Status::Affirmed => write!(f, "{}", self.concept),
            Status::Negated => write!(f, "not {}", self.concept),
        }
    }
}

/// What a coder says of a passage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coded {
    /// The codes it has.
    pub codes: BTreeSet<Code>,
    /// Codes that are open to doubt: they count neither for nor against.
    pub unsure: BTreeSet<Code>,
}

/// What a cell says where a coder found nothing. It is not the same as an empty cell.
pub(crate) const NONE: &str = "none";

/// What else coders write for it.
const NOTHING: [&str; 7] = [NONE, "no code", "geen", "geen code", "-", "–", "0"];
/// What stands before a concept that is negated. Autocorrection makes dashes of hyphens.
const NEGATED: [&str; 8] = ["not ", "no ", "niet ", "geen ", "-", "–", "−", "!"];

/// The codes as one cell: affirmed ones first, parted by semicolons; `none` where there are none.
#[must_use]
pub fn write_codes(codes: &BTreeSet<Code>) -> String {
    if codes.is_empty() {
        return NONE.to_owned();
    }
    let with = |status| codes.iter().filter(move |c| c.status == status).map(Code::to_string);
    with(Status::Affirmed).chain(with(Status::Negated)).collect::<Vec<_>>().join("; ")
}

/// Reads a cell of codes; nothing where the cell is empty.
///
/// Codes are parted by semicolons, commas, upright bars or line ends. A concept is given by its id or one of its names. `not`,
/// `niet`, `geen`, `no`, `-` or `!` before it negates it, a question mark after it says that it is open to doubt. `none`, `geen`
/// or `-` alone say that the passage has no code.
///
/// # Errors
///
/// Says in words, for each part that is no concept, what is wrong with it.
pub fn read_codes(cell: &str, concepts: &Concepts) -> Result<Option<Coded>, Vec<String>> {
    let mut coded = Coded::default();
    let mut faults = Vec::new();
    let parts = cell.split([';', ',', '|', '\n', '\r']).map(str::trim).filter(|p| !p.is_empty());
    let mut blank = true;
    for part in parts {
        blank = false;
        if NOTHING.contains(&part.to_lowercase().as_str()) {
            continue;
        }
        if faults.len() >= MOST_FAULTS {
            break;
        }
        match read_code(part, concepts) {
            Ok((code, true)) => _ = coded.unsure.insert(code),
            Ok((code, false)) => _ = coded.codes.insert(code),
            Err(fault) => faults.push(fault),
        }
    }
    match (faults.is_empty(), blank) {
        (false, _) => Err(faults),
        (true, true) => Ok(None),
        (true, false) => Ok(Some(coded)),
    }
}

/// A code, and whether it is open to doubt.
fn read_code(part: &str, concepts: &Concepts) -> Result<(Code, bool), String> {
    if part.starts_with('#') {
        return Err(format!(
            "{part:?} is what a spreadsheet makes of a formula: what was typed is lost; write \"not\" before a concept, \
             not a minus sign"
        ));
    }
    let (name, unsure) = match part.strip_suffix('?') {
        Some(name) => (name.trim_end(), true),
        None => (part, false),
    };
    // A name may itself begin like a negation.
    if let Some(concept) = concepts.find(name) {
        return Ok((Code::new(concept.clone(), Status::Affirmed), unsure));
    }
    let lower = name.to_lowercase();
    let Some(negated) = NEGATED.iter().find_map(|mark| lower.strip_prefix(mark)) else {
        return Err(concepts.unknown(name));
    };
    match concepts.find(negated) {
        Some(concept) => Ok((Code::new(concept.clone(), Status::Negated), unsure)),
        None => Err(concepts.unknown(negated.trim())),
    }
}

/// A concept and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConceptName {
    /// Its id.
    pub concept: ConceptId,
    /// Its Dutch name.
    pub nl: String,
    /// Its English name.
    pub en: String,
}

/// The concepts that a passage can be coded with.
#[derive(Clone, Debug, Default)]
pub struct Concepts {
    list: Vec<ConceptName>,
    /// Ids and names in small letters; none for a name that two concepts share.
    names: BTreeMap<String, Option<usize>>,
}

/// Names longer than this, in bytes, are compared with no other to find out what was meant.
const LONGEST_GUESS: usize = 60;
/// Nor are names compared with more than so many: every one that is wrong would be compared with all of them.
const MOST_GUESSES: usize = 10_000;
/// A part of a name, in bytes, that tells which one is meant.
const SHORTEST_PART: usize = 5;
/// A cell with more faults than this is told by the first ones.
pub(crate) const MOST_FAULTS: usize = 20;

impl Concepts {
    /// These concepts, in the order in which results are to be given.
    #[must_use]
    pub fn new(list: Vec<ConceptName>) -> Self {
        let mut names = BTreeMap::new();
        for (index, concept) in list.iter().enumerate() {
            for name in [&concept.nl, &concept.en] {
                names
                    .entry(name.trim().to_lowercase())
                    .and_modify(|known: &mut Option<usize>| *known = known.filter(|k| *k == index))
                    .or_insert(Some(index));
            }
        }
        // An id is never in doubt.
        names.extend(list.iter().enumerate().map(|(index, c)| (c.concept.as_str().to_lowercase(), Some(index))));
        Self { list, names }
    }

    /// All of them, in their order.
    #[must_use]
    pub fn list(&self) -> &[ConceptName] {
        &self.list
    }

    /// The concept with this id, or else this name; capitals do not matter.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&ConceptId> {
        let index = self.names.get(&name.trim().to_lowercase()).copied().flatten()?;
        Some(&self.list[index].concept)
    }

    /// What to say of a name that is no concept's.
    pub(crate) fn unknown(&self, name: &str) -> String {
        let lower = name.trim().to_lowercase();
        let shared = self.names.get(&lower).is_some_and(Option::is_none);
        if shared {
            return format!("two concepts are called {name:?}: write the id of the one that is meant");
        }
        // A part of a name will do, and a third of the letters may be wrong.
        let near = |known: &String| {
            if lower.len() >= SHORTEST_PART && known.contains(&lower) {
                return Some(1);
            }
            let edits = edits(&lower, known);
            (edits * 3 <= known.chars().count()).then_some(edits)
        };
        let guess = (lower.len() <= LONGEST_GUESS && self.names.len() <= MOST_GUESSES)
            .then(|| self.names.iter().filter_map(|(known, index)| Some((near(known)?, (*index)?))).min())
            .flatten();
        match guess {
            Some((_, index)) => format!("no concept {name:?}; is {} meant?", self.list[index].concept),
            None => format!("no concept {name:?}"),
        }
    }
}

/// How many letters have to be put in, taken out or changed to get from one word to the other (Levenshtein).
fn edits(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().take(LONGEST_GUESS).collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, l) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, r) in right.iter().enumerate() {
            let changed = diagonal + usize::from(l != *r);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
pub(crate) mod testing {
    use super::*;

    /// A few concepts; two of them share a Dutch name.
    pub(crate) fn concepts() -> Concepts {
        let concept =
            |(id, nl, en): (&str, &str, &str)| ConceptName { concept: id.into(), nl: nl.to_owned(), en: en.to_owned() };
        let list = [
            ("digital-skills", "digitale vaardigheden", "digital skills"),
            ("basic-skills", "basisvaardigheden", "basic skills"),
            ("training", "scholing", "training"),
            ("robotisation", "robots", "robotisation"),
            ("retraining", "scholing", "retraining"),
        ];
        Concepts::new(list.map(concept).into())
    }

    /// Codes as they stand in a cell.
    pub(crate) fn coded(cell: &str) -> Coded {
        read_codes(cell, &concepts()).unwrap().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::testing::{coded, concepts};
    use super::*;

    fn shown(cell: &str) -> String {
        write_codes(&coded(cell).codes)
    }

    #[test]
    fn codes_are_read_however_people_write_them() {
        for cell in [
            "digital-skills; not basic-skills",
            "-basic-skills;digital-skills",
            "Digital skills, geen basisvaardigheden",
            " digitale vaardigheden |  niet Basic-Skills ;",
            "digital-skills\n!basic-skills; digital-skills",
            "–basic-skills; −basic-skills; digital-skills",
        ] {
            assert_eq!(shown(cell), "digital-skills; not basic-skills", "{cell:?}");
        }
    }

    #[test]
    fn a_passage_without_a_code_is_not_one_that_nobody_has_looked_at() {
        for cell in ["none", "geen", "-", "None ", "no code"] {
            assert_eq!(read_codes(cell, &concepts()), Ok(Some(Coded::default())), "{cell:?}");
        }
        for cell in ["", "  ", " ; "] {
            assert_eq!(read_codes(cell, &concepts()), Ok(None), "{cell:?}");
        }
    }

    #[test]
    fn a_question_mark_says_that_a_code_is_open_to_doubt() {
        let coded = coded("digital-skills; not robots?");
        assert_eq!(write_codes(&coded.codes), "digital-skills");
        assert_eq!(write_codes(&coded.unsure), "not robotisation");
    }

    #[test]
    fn what_is_no_concept_is_named_with_what_may_be_meant() {
        let faults =
            read_codes("digital-skils; koffie; training; scholing; #NAAM?; niet Digitale", &concepts()).unwrap_err();
        assert_eq!(faults.len(), 5, "{faults:?}");
        assert_eq!(faults[4], "no concept \"digitale\"; is digital-skills meant?");
        assert_eq!(faults[0], "no concept \"digital-skils\"; is digital-skills meant?");
        assert_eq!(faults[1], "no concept \"koffie\"");
        assert!(faults[2].starts_with("two concepts are called \"scholing\""), "{faults:?}");
        assert!(faults[3].contains("formula"), "{faults:?}");
    }

    #[test]
    fn codes_are_read_as_they_were_written() {
        for cell in ["none", "digital-skills", "robotisation; training; not basic-skills; not training"] {
            assert_eq!(shown(cell), cell);
        }
    }
}
