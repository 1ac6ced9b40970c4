use crate::{CaseRule, Form};

/// Words that must, or must not, stand near a mention for it to count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContextRule {
    pub(crate) side: Side,
    pub(crate) wanted: bool,
    pub(crate) words: Vec<Form>,
    pub(crate) within: usize,
}

/// On which side of a mention a context is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Behind it: the mention stands before the words. No mark may stand between.
    Before,
    /// In front of it: the mention stands after the words. No mark may stand between.
    After,
    /// On either side, in the same sentence.
    Near,
}

impl Side {
    /// Every side with its key in a file, where the words must stand there and where they must not.
    pub(crate) const KEYS: [(Self, &'static str, &'static str); 3] =
        [(Self::Before, "before", "not_before"), (Self::After, "after", "not_after"), (Self::Near, "near", "not_near")];

    /// Within how many words the context is looked for where the file does not say.
    pub(crate) fn usual_distance(self) -> usize {
        match self {
            Self::Before | Self::After => 1,
            Self::Near => 5,
        }
    }
}

impl ContextRule {
    /// The furthest that a context may stand from a mention, in words: about the length of a sentence.
    pub const MAX_DISTANCE: usize = 30;

    /// Where the words are looked for.
    #[must_use]
    pub fn side(&self) -> Side {
        self.side
    }

    /// Whether one of the words must stand there, or none of them may.
    #[must_use]
    pub fn wanted(&self) -> bool {
        self.wanted
    }

    /// The words and phrases.
    #[must_use]
    pub fn words(&self) -> &[Form] {
        &self.words
    }

    /// How many words away one may start: 1 is the next word.
    #[must_use]
    pub fn within(&self) -> usize {
        self.within
    }

    /// The rule in one line that is the same for every order of the words.
    pub(crate) fn written(&self) -> String {
        let mut words: Vec<String> = self.words.iter().map(|w| w.written(CaseRule::Ignore)).collect();
        words.sort_unstable();
        format!("{:?} {} {} {words:?}", self.side, self.wanted, self.within)
    }
}
