use crate::{CaseRule, Folded, Form, Term};

/// What a taxonomy says of words that do not count: names of bodies, books and journals, bibliographic references, and
/// the sections that hold nothing else.
#[derive(Clone, Debug)]
pub struct Uncounted {
    pub(crate) names: Vec<Term>,
    pub(crate) references: bool,
    pub(crate) sections: Vec<Form>,
}

impl Uncounted {
    /// The headings of lists of literature where a taxonomy names none.
    pub(crate) const SECTIONS: [&'static str; 9] = [
        "(geraadpleegde) literatuur(lijst)",
        "(geraadpleegde/gebruikte) bronnen(lijst)",
        "bronvermelding(en)",
        "referenties/referentielijst/bibliografie",
        "literatuurverwijzingen/literatuuropgave",
        "literatuur en bronnen",
        "references/bibliography/literature",
        "works cited",
        "list of references",
    ];

    /// The names: what lies wholly inside one does not count.
    #[must_use]
    pub fn names(&self) -> &[Term] {
        &self.names
    }

    /// Whether what stands in a bibliographic reference does not count.
    #[must_use]
    pub fn references(&self) -> bool {
        self.references
    }

    /// Whether nothing counts that stands under this heading: one of the headings of lists of literature, with or
    /// without a number in front of it.
    #[must_use]
    pub fn is_section(&self, heading: &str) -> bool {
        // A heading is short; what is longer is none of those that a taxonomy names.
        if heading.len() > 200 {
            return false;
        }
        let folded = Folded::new(heading);
        let title = folded.as_str().trim_start_matches(|c: char| !c.is_alphabetic()).trim_end_matches([' ', '.', ':']);
        self.sections.iter().any(|form| form.written(CaseRule::Ignore) == title)
    }

    /// What it says, in the line that the hash of meaning is made from.
    #[must_use]
    pub fn meaning(&self) -> String {
        self.written(crate::hash::terms)
    }

    /// What it says in one line, the same for every order.
    pub(crate) fn written(&self, terms: impl Fn(&[Term]) -> Vec<String>) -> String {
        let mut sections: Vec<String> = self.sections.iter().map(|form| form.written(CaseRule::Ignore)).collect();
        sections.sort_unstable();
        format!("names {:?} references {} sections {sections:?}", terms(&self.names), self.references)
    }
}
