use crate::limits::{MAX_LABELS, MAX_LINKS};

/// What a researcher should know about an import, in kinds of which each is told once with how often it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Statements,
    Concepts,
    Nodes,
    Labels,
    LongLabel,
    LongDefinition,
    Links,
    Nameless,
    Blank,
    Unlabelled,
    OtherLanguage,
    MainLanguage,
    Borrowed,
    UnknownParent,
    ParentByName,
    UnknownRelation,
    ManyParents,
    Cycle,
    Groups,
    ManySchemes,
    Collection,
    Other,
    Match,
    Status,
    Qualifier,
    ShortLabel,
    Unusable,
    NoTerm,
    Own,
}

impl Kind {
    /// What happened `n` times.
    fn sentence(self, n: usize) -> String {
        let of = |one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
        let concepts = || of("concept", "concepts");
        let labels = || of("label", "labels");
        match self {
            Self::Statements => "a file has more statements than are read; the rest of it is left out".to_owned(),
            Self::Concepts => "there are more concepts than are read; the rest are left out".to_owned(),
            Self::Nodes => {
                "there are more things described than are kept; what is said of the rest is left out".to_owned()
            }
            Self::Labels => format!("{} beyond the {MAX_LABELS} that are read of a concept; left out", labels()),
            Self::LongLabel => format!("{} too long to be a label; left out", of("text is", "texts are")),
            Self::LongDefinition => format!("{} cut off", of("long definition is", "long definitions are")),
            Self::Links => {
                format!(
                    "{} beyond the {MAX_LINKS} that are read of a concept; left out",
                    of("parent or match", "parents or matches")
                )
            }
            Self::Nameless => format!("{} without an IRI in the tables; left out", of("row", "rows")),
            Self::Blank => format!("{} without an IRI (a blank node); it can be found, but not be matched", concepts()),
            Self::Unlabelled => format!("{} without a label in nl or en; left out", concepts()),
            Self::OtherLanguage => format!("{} in another language than nl or en; left out", of("text", "texts")),
            Self::MainLanguage => {
                format!("{} without a label in the language of the taxonomy; the other one stands for it", concepts())
            }
            Self::Borrowed => format!("{} named only as a parent, with nothing but its label", concepts()),
            Self::UnknownParent => {
                format!(
                    "{} that no file labels; the next broader one that has a label was taken, if there is one",
                    of("parent", "parents")
                )
            }
            Self::ParentByName => {
                format!("{} without a parent although parents are named: none has a label", concepts())
            }
            Self::UnknownRelation => {
                format!("{} of concepts that no file labels; left out", of("broader relation", "broader relations"))
            }
            Self::ManyParents => format!("{} with several parents; the first one named was taken", concepts()),
            Self::Cycle => {
                format!("{} left out because it would make a concept broader than itself", of("parent", "parents"))
            }
            Self::Groups => format!("{} put in the group for the rest", concepts()),
            Self::ManySchemes => format!("{} in several concept schemes; the first one named is its group", concepts()),
            Self::Collection => format!("{} left out: a taxonomy has none", of("collection", "collections")),
            Self::Other => format!("{} left out: a taxonomy has no place for it", of("link", "links")),
            Self::Match => format!("{} that is no absolute IRI; left out", of("match", "matches")),
            Self::Status => format!("{} not released (obsolete or proposed); left out", concepts()),
            Self::Qualifier => format!(
                "{} with a qualifier in parentheses, which was taken off; without it a word may mean something else",
                labels()
            ),
            Self::ShortLabel => format!("{} of one letter or sign; too short to be searched for", labels()),
            Self::Unusable => format!("{} that cannot be a term; left out", labels()),
            Self::NoTerm => format!("{} without a term; nothing finds it", concepts()),
            Self::Own => format!("{} of fundscan's own that cannot be read; left out", of("notation", "notations")),
        }
    }
}

/// The number of examples a notice gives.
const EXAMPLES: usize = 3;

/// Notices as they come, counted by kind.
#[derive(Debug, Default)]
pub(crate) struct Notices {
    told: Vec<(Kind, usize, Vec<String>)>,
}

impl Notices {
    /// Counts something; the first ones are told with what the example says.
    pub(crate) fn tell(&mut self, kind: Kind, example: impl FnOnce() -> String) {
        let index = self.told.iter().position(|(k, ..)| *k == kind).unwrap_or_else(|| {
            self.told.push((kind, 0, Vec::new()));
            self.told.len() - 1
        });
        let (_, count, examples) = &mut self.told[index];
        *count += 1;
        if examples.len() < EXAMPLES {
            let example = example();
            if !example.is_empty() && !examples.contains(&example) {
                examples.push(example);
            }
        }
    }

    /// One sentence for each kind, in the order of the kinds.
    pub(crate) fn into_sentences(mut self) -> Vec<String> {
        self.told.sort_by_key(|(kind, ..)| *kind);
        self.told
            .into_iter()
            .map(|(kind, count, examples)| {
                let sentence = kind.sentence(count);
                match examples.len() {
                    0 => sentence,
                    told if told == count => format!("{sentence}: {}", examples.join("; ")),
                    _ => format!("{sentence}, such as {}", examples.join("; ")),
                }
            })
            .collect()
    }
}
