use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::code::Coded;
use crate::sheet::{Given, Sheet, SheetRow};

/// Where the codes of a coding come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CodedBy {
    /// A person: the column `codes`, or `agreed` codes.
    Coder,
    /// The tool when the sheet was made: the column `tool_codes`, or `mentions`.
    Tool,
    /// The tool now, with the taxonomy at hand, from the texts in the sheet.
    Retagged,
}

/// What one coder, or the tool, says of passages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coding {
    /// What it is called in results: the name of its file.
    pub name: String,
    /// Who coded.
    pub by: CodedBy,
    /// What is said of each passage, by the passage's id.
    pub passages: BTreeMap<String, Coded>,
    /// The ids of passages that nobody has coded yet, in the order of the sheet.
    pub not_coded: Vec<String>,
    /// What a careful reader should know about it, in words.
    pub notes: Vec<String>,
}

impl Sheet {
    /// The coder's codes, if the sheet has a column for them.
    ///
    /// What an empty cell means, the sheet tells: where the coder wrote `none` for at least one passage, an empty cell is a
    /// passage not coded yet, and left out. Where no cell says `none`, empty cells are passages without a code. Where all
    /// cells are empty nobody has coded.
    #[must_use]
    pub fn coder(&self, name: &str) -> Option<Coding> {
        let given = |row: &SheetRow| row.codes.clone();
        if self.rows.iter().all(|row| row.codes == Given::NoColumn) {
            return None;
        }
        let blank = self.rows.iter().filter(|row| !matches!(row.codes, Given::Coded(_))).count();
        let says_none = self.rows.iter().any(|row| row.codes == Given::Coded(Coded::default()));
        let leave_out = says_none || blank == self.rows.len();
        let mut coding = self.gather(name, CodedBy::Coder, given, leave_out);
        if blank > 0 && blank < self.rows.len() {
            coding.notes.push(if leave_out {
                format!(
                    "{blank} passages have an empty cell, while others say none: taken as not coded yet, and left out"
                )
            } else {
                format!(
                    "{blank} passages have an empty cell, and no cell says none: taken as coded, without a code; write \
                     none where there is no code if some are still to be coded"
                )
            });
        }
        Some(coding)
    }

    /// The tool's codes, if the sheet has them. An empty cell is a passage in which it found nothing.
    #[must_use]
    pub fn tool(&self, name: &str) -> Option<Coding> {
        if self.rows.iter().all(|row| row.tool_codes == Given::NoColumn) {
            return None;
        }
        Some(self.gather(name, CodedBy::Tool, |row| row.tool_codes.clone(), false))
    }

    /// What the tool finds in the texts now, by the passages' ids, if the sheet has texts.
    #[must_use]
    pub fn retagged(&self, name: &str, tagged: &BTreeMap<&str, Coded>) -> Option<Coding> {
        if self.rows.iter().all(|row| row.text.is_none()) {
            return None;
        }
        let given = |row: &SheetRow| tagged.get(row.passage.as_str()).cloned().map_or(Given::Blank, Given::Coded);
        Some(self.gather(name, CodedBy::Retagged, given, true))
    }

    fn gather(&self, name: &str, by: CodedBy, given: impl Fn(&SheetRow) -> Given, leave_out: bool) -> Coding {
        let mut coding =
            Coding { name: name.to_owned(), by, passages: BTreeMap::new(), not_coded: Vec::new(), notes: Vec::new() };
        for row in &self.rows {
            match given(row) {
                Given::Coded(coded) => _ = coding.passages.insert(row.passage.clone(), coded),
                Given::Blank | Given::NoColumn if leave_out => coding.not_coded.push(row.passage.clone()),
                Given::Blank | Given::NoColumn => _ = coding.passages.insert(row.passage.clone(), Coded::default()),
            }
        }
        coding
    }
}

#[cfg(test)]
mod tests {
    use crate::code::testing::concepts;
    use crate::sheet::read;

    #[test]
    fn what_an_empty_cell_means_the_sheet_tells() {
        let coder = |text: &str| read(text.as_bytes(), &concepts()).unwrap().coder("a.csv");
        // The coder writes none: an empty cell waits.
        let coding = coder("passage,codes\n1,training\n2,none\n3,\n").unwrap();
        assert_eq!((coding.passages.len(), coding.not_coded), (2, vec!["3".to_owned()]));
        assert!(coding.notes[0].contains("not coded yet"), "{:?}", coding.notes);
        // The coder does not: it is a passage without a code, and that is told.
        let coding = coder("passage,codes\n1,training\n2,\n3,\n").unwrap();
        assert_eq!((coding.passages.len(), coding.not_coded.len()), (3, 0));
        assert!(coding.notes[0].contains("taken as coded"), "{:?}", coding.notes);
        // Nobody has coded.
        let coding = coder("passage,codes\n1,\n2,\n").unwrap();
        assert_eq!((coding.passages.len(), coding.not_coded.len()), (0, 2));
        assert_eq!(coder("passage,tool_codes\n1,training\n"), None);
        // In JSON an empty list says that somebody has looked.
        let coding = coder("{\"id\": 1, \"codes\": []}\n{\"id\": 2, \"codes\": null}\n").unwrap();
        assert_eq!((coding.passages.len(), coding.not_coded), (1, vec!["2".to_owned()]));
    }
}
