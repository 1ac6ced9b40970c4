use std::collections::HashMap;

use fundscan_model::FundId;

use crate::fund_names::NameFinder;
use crate::read::read_funds;
use crate::{CaseRule, Finding, Folded, FundMention, Severity, TaxonomyError, hash};

/// A name a fund is written by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FundName {
    pub(crate) text: String,
    pub(crate) case: CaseRule,
}

impl FundName {
    /// The name as it is written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether capitals matter.
    #[must_use]
    pub fn case(&self) -> CaseRule {
        self.case
    }
}

/// A training fund.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fund {
    pub(crate) id: FundId,
    pub(crate) name: String,
    pub(crate) names: Vec<FundName>,
    pub(crate) sector: String,
    pub(crate) note: String,
    pub(crate) predecessor: String,
}

impl Fund {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &FundId {
        &self.id
    }

    /// The name it is shown by.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// All names it is written by, the one it is shown by among them.
    #[must_use]
    pub fn names(&self) -> &[FundName] {
        &self.names
    }

    /// Its sector; empty where the register does not say.
    #[must_use]
    pub fn sector(&self) -> &str {
        &self.sector
    }

    /// A remark; mostly empty.
    #[must_use]
    pub fn note(&self) -> &str {
        &self.note
    }

    /// The name it had before, or the fund it comes from; mostly empty. A former name finds the fund as its other names do;
    /// the name or id of another fund of the register stays with that.
    #[must_use]
    pub fn predecessor(&self) -> &str {
        &self.predecessor
    }
}

/// The funds a scan may meet, in the order of their file: ids are unique, and no name stands for two funds.
#[derive(Clone, Debug)]
pub struct FundRegister {
    funds: Vec<Fund>,
    sha256: String,
    /// Ids and folded names.
    numbers: HashMap<String, usize>,
    finder: NameFinder,
}

/// The text of the default register.
const BUILTIN: &str = include_str!("../data/funds.toml");

impl FundRegister {
    /// Reads a register and gives it with what is probably not meant in it (warnings, by line).
    ///
    /// # Errors
    ///
    /// [`TaxonomyError::Faults`] with every fault and its line.
    pub fn parse(text: &str) -> Result<(Self, Vec<Finding>), TaxonomyError> {
        let (funds, findings) = read_funds(text);
        if findings.iter().any(|f| f.severity == Severity::Error) {
            return Err(TaxonomyError::Faults { findings });
        }
        let mut numbers = HashMap::new();
        for (number, fund) in funds.iter().enumerate() {
            numbers.insert(fund.id.as_str().to_owned(), number);
            for name in &fund.names {
                numbers.entry(key(&name.text)).or_insert(number);
            }
        }
        let finder = NameFinder::new(&funds);
        Ok((Self { funds, sha256: hash::sha256(text.as_bytes()), numbers, finder }, findings))
    }

    /// Everything that is amiss in a register, by line; nothing where all is well.
    #[must_use]
    pub fn check(text: &str) -> Vec<Finding> {
        read_funds(text).1
    }

    /// The default register.
    #[must_use]
    pub fn builtin() -> Self {
        Self::parse(BUILTIN).expect("a test reads the default register").0
    }

    /// The file of the default register, for those who want to start from it.
    #[must_use]
    pub fn builtin_text() -> &'static str {
        BUILTIN
    }

    /// The funds, in the order of the file.
    #[must_use]
    pub fn funds(&self) -> &[Fund] {
        &self.funds
    }

    /// SHA-256 of the file's bytes, in hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The fund with an id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Fund> {
        self.lookup(id).filter(|fund| fund.id.as_str() == id)
    }

    /// The fund with an id or with a name it is written by, in any case.
    #[must_use]
    pub fn lookup(&self, id_or_name: &str) -> Option<&Fund> {
        self.numbers.get(&key(id_or_name)).map(|number| &self.funds[*number])
    }

    /// The funds a text names, in the order of the text: whole words, the longest name where several start at one
    /// place. Neighbouring names do not overlap.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<FundMention> {
        self.finder.find(text)
    }
}

/// Names are the same where they are the same when folded.
pub(crate) fn key(name: &str) -> String {
    Folded::new(name.trim()).as_str().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const REGISTER: &str = r#"
        [[fund]]
        id = "ao-metalektro"
        name = "A&O Metalektro"
        names = ["A+O Metalektro", "Stichting Arbeidsmarkt en Opleiding in de Metalektro"]
        sector = "metalektro"

        [[fund]]
        id = "oom"
        name = "OOM"
        names = [{ name = "OOM", case = "exact" }, "Opleidings- en Ontwikkelingsfonds Metaalbewerking"]
        sector = "metaalbewerking"

        [[fund]]
        id = "oomt"
        name = "OOMT"
        sector = "mobiliteit"
        note = "motorvoertuigen en tweewielers"

        [[fund]]
        id = "otib"
        name = "Wij Techniek"
        names = ["OTIB"]
        predecessor = "OTIB"
    "#;

    fn register() -> FundRegister {
        FundRegister::parse(REGISTER).unwrap().0
    }

    fn found(text: &str) -> Vec<(String, &str)> {
        register().find(text).iter().map(|m| (m.fund.to_string(), &text[m.span.range()])).collect()
    }

    fn pairs<'a>(list: &[(&str, &'a str)]) -> Vec<(String, &'a str)> {
        list.iter().map(|(id, name)| ((*id).to_owned(), *name)).collect()
    }

    #[test]
    fn a_fund_is_found_by_whole_words() {
        assert_eq!(found("OOMT en OOM."), pairs(&[("oomt", "OOMT"), ("oom", "OOM")]));
        assert_eq!(found("OOM-adviseurs van OOM's"), pairs(&[("oom", "OOM"), ("oom", "OOM")]));
        assert_eq!(found("BOOMT, BOOM, OOMS, OOM2"), pairs(&[]));
    }

    #[test]
    fn case_matters_where_the_name_is_a_word_of_the_language() {
        assert_eq!(found("Mijn oom werkt bij oomt"), pairs(&[("oomt", "oomt")]));
    }

    #[test]
    fn names_with_signs_and_spaces_are_found() {
        assert_eq!(found("bij A&O  Metalektro"), pairs(&[("ao-metalektro", "A&O  Metalektro")]));
        assert_eq!(found("(a+o\u{a0}metalektro)"), pairs(&[("ao-metalektro", "a+o\u{a0}metalektro")]));
        assert_eq!(
            found("İ: Opleidings‑ en Ontwikkelingsfonds Metaalbewerking"),
            pairs(&[("oom", "Opleidings‑ en Ontwikkelingsfonds Metaalbewerking")])
        );
    }

    #[test]
    fn a_fund_is_looked_up_by_id_or_name() {
        let register = register();
        assert_eq!(register.lookup("otib").unwrap().name(), "Wij Techniek");
        assert_eq!(register.lookup(" WIJ techniek").unwrap().id().as_str(), "otib");
        assert_eq!(register.lookup("oom").unwrap().id().as_str(), "oom");
        assert!(register.lookup("ons fonds").is_none());
        assert!(register.get("OTIB").is_none(), "an id is written as it is");
        assert_eq!(register.get("otib").unwrap().predecessor(), "OTIB");
    }

    #[test]
    fn faults_are_collected_with_their_lines() {
        let findings = FundRegister::check(
            "[[fund]]\nid = \"a\"\nname = \"Alfa\"\n[[fund]]\nid = \"a\"\nname = \"ALFA\"\nnames = [\"\", 3]\n[[fund]]\nsecter = \"x\"\n",
        );
        let told: Vec<(usize, &str)> = findings.iter().map(|f| (f.line, f.message.as_str())).collect();
        let has = |line: usize, part: &str| told.iter().any(|(l, m)| *l == line && m.contains(part));
        assert!(has(5, "duplicate id"), "{told:?}");
        assert!(has(6, "`ALFA`"), "{told:?}");
        assert!(has(7, "empty"), "{told:?}");
        assert!(has(7, "a number"), "{told:?}");
        assert!(has(8, "no `id`") && has(8, "no `name`"), "{told:?}");
        assert!(has(9, "`sector` is probably meant"), "{told:?}");
        assert!(!FundRegister::check("").is_empty(), "a register without funds is of no use");
    }

    #[test]
    fn a_former_name_finds_the_fund_unless_it_is_another_fund() {
        let text = "[[fund]]\nid = \"nieuw\"\nname = \"Nieuwfonds\"\npredecessor = \"OUD\"\n\
                    [[fund]]\nid = \"deel\"\nname = \"Deelfonds\"\npredecessor = \"Nieuwfonds\"\n";
        let register = FundRegister::parse(text).unwrap().0;
        let found = |text: &str| register.find(text).iter().map(|m| m.fund.to_string()).collect::<Vec<_>>();
        assert_eq!(found("OUD, dat oud is, en Nieuwfonds"), ["nieuw", "nieuw"]);
        assert_eq!(register.lookup("OUD").unwrap().id().as_str(), "nieuw");
        let otib = FundRegister::builtin();
        assert_eq!(otib.find("OTIB, nu Wij Techniek, heet Wij Techniek (OTIB)").len(), 3);
        assert_eq!(otib.get("otib").unwrap().predecessor(), "OTIB");
    }

    #[test]
    fn a_name_that_is_a_common_word_is_warned_about() {
        let warned =
            |name: &str| FundRegister::check(&format!("[[fund]]\nid = \"a\"\nname = \"Alfa\"\nnames = [{name}]\n"));
        let findings = warned("\"Fonds\"");
        assert_eq!((findings.len(), findings[0].line, findings[0].severity), (1, 4, Severity::Warning));
        assert!(findings[0].message.contains("common word"), "{}", findings[0].message);
        assert_eq!(warned("{ name = \"OOM\", case = \"exact\" }"), []);
        assert_eq!(warned("\"Fonds voor Glas\""), []);
    }

    #[test]
    fn the_default_register_is_sound() {
        assert_eq!(FundRegister::check(BUILTIN), []);
    }
}
