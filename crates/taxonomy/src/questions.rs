use fundscan_model::{BlockKind, ConceptId};

use crate::read::{QuestionParts, read_questions};
use crate::{Finding, Group, Label, Severity, Taxonomy, TaxonomyError, hash};

/// A question a quick-scan puts to every fund, and what answers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub(crate) id: String,
    pub(crate) group: String,
    pub(crate) label: Label,
    pub(crate) source: String,
    pub(crate) concepts: Vec<ConceptId>,
    pub(crate) alone: Vec<ConceptId>,
    pub(crate) heads: Vec<String>,
    pub(crate) kinds: Vec<BlockKind>,
    pub(crate) line: usize,
}

impl Question {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The id of its group.
    #[must_use]
    pub fn group(&self) -> &str {
        &self.group
    }

    /// What it asks, in short: the title of its table.
    #[must_use]
    pub fn label(&self) -> &Label {
        &self.label
    }

    /// The section of the report it comes from; empty where the file does not say.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The concepts that answer it, each with every narrower one.
    #[must_use]
    pub fn concepts(&self) -> &[ConceptId] {
        &self.concepts
    }

    /// Concepts that answer it by themselves, without their narrower ones.
    #[must_use]
    pub fn alone(&self) -> &[ConceptId] {
        &self.alone
    }

    /// What heads of columns and headings of lists ask it: texts of words that all stand in such a head, where a word
    /// with a `*` at its end stands for all words that begin so.
    #[must_use]
    pub fn heads(&self) -> &[String] {
        &self.heads
    }

    /// The kinds of passages an answer may stand in, in a fixed order.
    #[must_use]
    pub fn kinds(&self) -> &[BlockKind] {
        &self.kinds
    }

    /// The line of the file it starts on, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }
}

/// The questions of a quick-scan, in the order of their file: ids are unique, every concept is one of the taxonomy.
#[derive(Clone, Debug)]
pub struct Questions {
    id: String,
    version: String,
    sha256: String,
    groups: Vec<Group>,
    questions: Vec<Question>,
}

/// The text of the default questions.
const BUILTIN: &str = include_str!("../data/questions.toml");

impl Questions {
    /// Reads a file of questions about `concepts`, the ids of a taxonomy, and gives it with what is probably not meant
    /// in it (warnings, by line).
    ///
    /// # Errors
    ///
    /// [`TaxonomyError::Faults`] with every fault and its line; a concept that is not among `concepts` is one.
    pub fn parse(text: &str, concepts: &[&str]) -> Result<(Self, Vec<Finding>), TaxonomyError> {
        let (parts, findings) = read_questions(text, concepts);
        if findings.iter().any(|f| f.severity == Severity::Error) {
            return Err(TaxonomyError::Faults { findings });
        }
        let QuestionParts { id, version, groups, questions } = parts;
        Ok((Self { id, version, sha256: hash::sha256(text.as_bytes()), groups, questions }, findings))
    }

    /// Everything that is amiss in a file of questions, by line; nothing where all is well.
    #[must_use]
    pub fn check(text: &str, concepts: &[&str]) -> Vec<Finding> {
        read_questions(text, concepts).1
    }

    /// The default questions, which are about the default taxonomy.
    #[must_use]
    pub fn builtin() -> Self {
        let taxonomy = Taxonomy::builtin();
        let concepts: Vec<&str> = taxonomy.concepts().iter().map(|c| c.id().as_str()).collect();
        Self::parse(BUILTIN, &concepts).expect("a test reads the default questions").0
    }

    /// The file of the default questions, for those who want to start from it.
    #[must_use]
    pub fn builtin_text() -> &'static str {
        BUILTIN
    }

    /// The same questions about another taxonomy, as far as it has their concepts, and the ids it lacks. A question of
    /// which nothing is left is left out.
    #[must_use]
    pub fn within(mut self, concepts: &[&str]) -> (Self, Vec<ConceptId>) {
        let known: std::collections::HashSet<&str> = concepts.iter().copied().collect();
        let mut lost: Vec<ConceptId> = Vec::new();
        for question in &mut self.questions {
            for list in [&mut question.concepts, &mut question.alone] {
                let (kept, gone) =
                    std::mem::take(list).into_iter().partition(|c: &ConceptId| known.contains(c.as_str()));
                *list = kept;
                lost.extend::<Vec<ConceptId>>(gone);
            }
        }
        self.questions.retain(|q| !q.concepts.is_empty() || !q.alone.is_empty());
        lost.sort();
        lost.dedup();
        (self, lost)
    }

    /// Only the questions with one of these ids, or in a group with one of them.
    #[must_use]
    pub fn only(mut self, ids: &[&str]) -> Self {
        self.questions.retain(|q| ids.contains(&q.id.as_str()) || ids.contains(&q.group.as_str()));
        self
    }

    /// The id of the file.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The version its author gave it.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// SHA-256 of the file's bytes, in hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The groups, in the order of the file.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The questions, in the order of the file.
    #[must_use]
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// The question with an id.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|q| q.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONCEPTS: [&str; 3] = ["scholing", "evc", "robots"];

    const FILE: &str = r#"
        id = "eigen"
        version = "1"
        [groups]
        aanbod = { nl = "Aanbod", en = "On offer" }
        [[question]]
        id = "leren"
        group = "aanbod"
        label = { nl = "Wat wordt er geleerd?", en = "What is learnt?" }
        source = "3.2"
        concepts = ["evc"]
        alone = ["scholing"]
        heads = ["Leren", "wijze* van leren"]
        kinds = ["table-cell", "paragraph"]
        [[question]]
        id = "techniek"
        group = "aanbod"
        label = "Techniek"
        concepts = ["robots"]
    "#;

    fn told(text: &str) -> Vec<(usize, String)> {
        Questions::check(text, &CONCEPTS).into_iter().map(|f| (f.line, f.message)).collect()
    }

    #[track_caller]
    fn has(text: &str, line: usize, part: &str) {
        let told = told(text);
        assert!(told.iter().any(|(l, m)| *l == line && m.contains(part)), "{told:?}");
    }

    #[test]
    fn questions_are_read_in_the_order_of_the_file() {
        let (questions, warnings) = Questions::parse(FILE, &CONCEPTS).unwrap();
        assert_eq!(warnings, []);
        let ids: Vec<&str> = questions.questions().iter().map(Question::id).collect();
        assert_eq!(ids, ["leren", "techniek"]);
        let first = questions.question("leren").unwrap();
        assert_eq!((first.concepts(), first.alone()), (&["evc".into()][..], &["scholing".into()][..]));
        assert_eq!(first.heads(), ["Leren", "wijze* van leren"]);
        assert_eq!(first.kinds(), [BlockKind::Paragraph, BlockKind::TableCell]);
        assert_eq!((first.source(), first.label().en(), first.line()), ("3.2", "What is learnt?", 6));
        // Without a word about kinds: what a document says in its body, notes left out.
        let usual = [BlockKind::Paragraph, BlockKind::ListItem, BlockKind::TableCell];
        assert_eq!(questions.question("techniek").unwrap().kinds(), usual);
    }

    #[test]
    fn faults_are_collected_with_their_lines() {
        has(&FILE.replace("[\"evc\"]", "[\"evk\"]"), 11, "there is no concept `evk`; `evc` is probably meant");
        has(&FILE.replace("[\"scholing\"]", "[\n\"scholing\",\n\"lassen\"]"), 14, "there is no concept `lassen`");
        has(&FILE.replace("\"techniek\"", "\"leren\""), 16, "duplicate id: `leren` already stands on line 7");
        has(&FILE.replace("\"Leren\"", "\"*leren\""), 13, "may stand only at the end of a word");
        has(&FILE.replace("\"Leren\"", "\"leren *\""), 13, "may stand only at the end of a word");
        has(&FILE.replace("\"Leren\"", "\"leren/werken\""), 13, "`leren/werken` is not one word");
        has(&FILE.replace("\"table-cell\"", "\"table\""), 14, "there is no kind of passage `table`");
        has(&FILE.replace("concepts = [\"robots\"]", "concepts = []"), 15, "`techniek` has no concept");
        has(&FILE.replace("alone = [\"scholing\"]", "alone = [\"evc\"]"), 12, "`evc` of `leren` is a duplicate");
        has(&FILE.replace("group = \"aanbod\"", "group = \"anbod\""), 8, "`aanbod` is probably meant");
        has(&FILE.replace("source =", "sourse ="), 10, "`source` is probably meant");
        has(&FILE.replace("kinds = [\"table-cell\", \"paragraph\"]", "kinds = []"), 6, "`kinds` of `leren` is empty");
        has(&FILE.replace("id = \"techniek\"", "id = \"Tech niek\""), 16, "small letters");
        has("", 1, "no question");
        has("id = ", 1, "not TOML");
    }

    #[test]
    fn the_default_questions_are_sound_and_are_about_the_default_taxonomy() {
        let questions = Questions::builtin();
        let taxonomy = Taxonomy::builtin();
        let concepts: Vec<&str> = taxonomy.concepts().iter().map(|c| c.id().as_str()).collect();
        assert_eq!(Questions::check(BUILTIN, &concepts), []);
        for question in questions.questions() {
            let label = question.label();
            assert!(label.nl() != label.en() && !question.source().is_empty(), "{}", question.id());
        }
    }

    #[test]
    fn the_file_that_the_guide_shows_is_sound() {
        let guide = include_str!("../../../docs/questions.md");
        let shown = guide.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
        let taxonomy = Taxonomy::builtin();
        let concepts: Vec<&str> = taxonomy.concepts().iter().map(|c| c.id().as_str()).collect();
        assert_eq!(Questions::check(shown, &concepts), []);
    }

    #[test]
    fn of_another_taxonomy_only_what_it_has_is_asked() {
        let (questions, _) = Questions::parse(FILE, &CONCEPTS).unwrap();
        let (within, lost) = questions.within(&["scholing"]);
        assert_eq!(lost, ["evc".into(), "robots".into()]);
        assert_eq!(within.questions().len(), 1);
        assert_eq!(within.questions()[0].alone(), ["scholing".into()]);
    }
}
