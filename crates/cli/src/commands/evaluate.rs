//! `fundscan evaluate`: how well two codings agree.

use std::collections::BTreeMap;
use std::path::Path;

use fundscan_evaluate::{
    Code, Coded, CodedBy, Coding, Comparison, ConceptName, Concepts, Sheet, SheetError, Stratum, TaxonomyUsed, read,
};
use fundscan_evidence::passage_id;
use fundscan_report::{Render, evaluation_records};
use fundscan_tag::{Leads, Part, Tagger};
use fundscan_taxonomy::Taxonomy;

use crate::args::{EvaluateArgs, TableFormat};
use crate::commands::{load, output};
use crate::exit::Exit;
use crate::messages::{Messages, Stop};

pub(crate) fn run(args: &EvaluateArgs, messages: Messages) -> Result<Exit, Stop> {
    output::check(&args.output)?;
    let taxonomy = load::taxonomy(args.taxonomy.as_deref(), messages)?;
    let concepts = concepts(&taxonomy);
    let first = File::read(&args.gold, &concepts, messages)?;
    let second = args.other.as_deref().map(|path| File::read(path, &concepts, messages)).transpose()?;

    let reference = match (&second, first.sheet.coder(&first.name)) {
        (_, Some(coder)) => coder,
        // Two runs of the tool can be compared, too.
        (Some(_), None) => first.sheet.tool(&first.name).ok_or_else(|| first.without_codes())?,
        (None, None) => return Err(first.without_codes()),
    };
    if reference.passages.is_empty() {
        return Err(first.not_coded());
    }
    let compared = match &second {
        Some(second) => second.compared(&taxonomy)?,
        None => match first.sheet.tool(&first.name) {
            Some(tool) if !args.retag => tool,
            _ => first.retagged(&taxonomy)?,
        },
    };
    if !reference.passages.keys().any(|id| compared.passages.contains_key(id)) {
        let names = [Some(&first), second.as_ref()].into_iter().flatten().map(|f| f.shown.as_str()).collect::<Vec<_>>();
        return Err(Stop::new(format!("{}: no passage is coded in both", names.join(", ")))
            .with_hint("passages are known by their ids, in the column passage: both files have to be of one sample"));
    }

    let taxonomy = TaxonomyUsed {
        id: taxonomy.id().to_owned(),
        version: taxonomy.version().to_owned(),
        sha256: taxonomy.sha256().to_owned(),
    };
    let strata = strata([Some(&first), second.as_ref()].into_iter().flatten());
    let tool = concat!("fundscan ", env!("CARGO_PKG_VERSION"));
    let comparison =
        Comparison { reference: &reference, compared: &compared, concepts: &concepts, strata: &strata, tool, taxonomy };
    let evaluation = comparison.evaluate();
    // Every other format says them itself.
    if matches!(args.output.format(), TableFormat::Csv | TableFormat::Xlsx) {
        evaluation.notes.iter().for_each(|note| messages.note(note));
        for (name, ids) in
            [(&compared.name, &evaluation.only_in_reference), (&reference.name, &evaluation.only_in_compared)]
        {
            ids.iter().for_each(|id| messages.note(format!("{name}: passage {id} is missing")));
        }
    }
    let (text, tables) = (|r: &dyn Render| r.evaluation(&evaluation), || vec![evaluation_records(&evaluation)]);
    output::give(&args.output, output::options(&args.output), messages, &[], text, tables)?;
    Ok(Exit::Done)
}

/// The concepts of a taxonomy, as codes.
fn concepts(taxonomy: &Taxonomy) -> Concepts {
    let name = |concept: &fundscan_taxonomy::Concept| ConceptName {
        concept: concept.id().clone(),
        nl: concept.label().nl().to_owned(),
        en: concept.label().en().to_owned(),
    };
    Concepts::new(taxonomy.concepts().iter().map(name).collect())
}

/// A sheet and what it is called: in messages by its path, in results by its name.
struct File {
    shown: String,
    name: String,
    sheet: Sheet,
}

impl File {
    fn read(path: &Path, concepts: &Concepts, messages: Messages) -> Result<Self, Stop> {
        let shown = path.display().to_string();
        let sheet = read(&load::bytes(path)?, concepts).map_err(|error| match error {
            SheetError::Faults(faults) => Stop::many(
                faults.iter().map(|f| format!("{shown}: row {}: {}", f.row, f.message)).collect(),
            )
            .with_hint(
                "correct the sheet; fundscan taxonomy list prints the concepts, --taxonomy FILE takes those of another \
                     taxonomy",
            ),
            SheetError::Empty => Stop::new(format!("{shown}: {error}")).with_hint("fundscan sample makes a sheet"),
            error => Stop::new(format!("{shown}: {error}")),
        })?;
        for note in &sheet.notes {
            messages.note(format!("{shown}: {note}"));
        }
        let name = path.file_name().map_or_else(|| shown.clone(), |n| n.to_string_lossy().into_owned());
        Ok(Self { shown, name, sheet })
    }

    /// What the second of two files says: its coder, or the tool where no coder has filled it in.
    fn compared(&self, taxonomy: &Taxonomy) -> Result<Coding, Stop> {
        let coder = self.sheet.coder(&self.name);
        match (coder, self.sheet.tool(&self.name)) {
            (Some(coder), _) if !coder.passages.is_empty() => Ok(coder),
            (_, Some(tool)) => Ok(tool),
            (Some(_), None) => Err(self.not_coded()),
            (None, None) => self.retagged(taxonomy),
        }
    }

    fn without_codes(&self) -> Stop {
        Stop::new(format!("{}: no codes of a coder: there is no column codes", self.shown))
            .with_hint("give the sheet that a coder has filled in first")
    }

    fn not_coded(&self) -> Stop {
        Stop::new(format!("{}: nobody has coded yet: every cell of the column codes is empty", self.shown))
            .with_hint("write concepts, parted by semicolons, or none; fundscan taxonomy list prints the concepts")
    }

    /// What the tool finds now.
    fn retagged(&self, taxonomy: &Taxonomy) -> Result<Coding, Stop> {
        let tagger = Tagger::new(taxonomy).map_err(Stop::new)?;
        let mut tagged = BTreeMap::new();
        let mut leads = Leads::default();
        let mut before = None;
        for row in &self.sheet.rows {
            let Some(text) = &row.text else { continue };
            if !before.is_some_and(|before| follows(before, &row.passage)) {
                leads = Leads::default();
            }
            before = Some(row.passage.as_str());
            let lead = leads.next(text, Part::Text, || tagger.goes_on(text));
            let mentions = tagger.tag_after(lead, text).into_iter();
            let codes = mentions.map(|m| Code::new(m.concept, m.status)).collect();
            tagged.insert(row.passage.as_str(), Coded { codes, ..Coded::default() });
        }
        let mut coding = self.sheet.retagged(&self.name, &tagged).ok_or_else(|| {
            Stop::new(format!("{}: neither codes of the tool nor texts to tag", self.shown)).with_hint(
                "give the tool's codes as a second file: the key of a blind sheet, or what fundscan tag prints",
            )
        })?;
        debug_assert_eq!(coding.by, CodedBy::Retagged);
        let changed = self.sheet.rows.iter().filter(|row| is_changed(&row.passage, row.text.as_deref())).count();
        if changed > 0 {
            coding.notes.push(format!(
                "the text of {changed} passages is not the one that was drawn: changed when the sheet was saved again?"
            ));
        }
        Ok(coding)
    }
}

/// The document, number and hash of the text that an id of a scan is made of; nothing for ids that are made otherwise.
fn parts(id: &str) -> Option<(&str, u32, &str)> {
    let [document, number, hash] = id.split('-').collect::<Vec<_>>()[..] else { return None };
    let hexadecimal = |part: &str, length| part.len() == length && part.bytes().all(|b| b.is_ascii_hexdigit());
    (hexadecimal(document, 16) && hexadecimal(hash, 8)).then_some(())?;
    Some((document, number.parse().ok()?, hash))
}

/// Whether a passage stands right behind another in its document, so that one can go on with the other. Where the ids do
/// not tell, rows follow each other as lines do for `fundscan tag`.
fn follows(before: &str, id: &str) -> bool {
    match (parts(before), parts(id)) {
        (Some((document, number, _)), Some((other, next, _))) => {
            document == other && number.checked_add(1) == Some(next)
        }
        (None, None) => true,
        _ => false,
    }
}

/// Whether a text is another than the one that the passage's id was made of. Ids that are made otherwise do not tell.
fn is_changed(id: &str, text: Option<&str>) -> bool {
    let (Some((document, number, _)), Some(text)) = (parts(id), text) else { return false };
    passage_id(document, number, text) != id
}

/// What passages stand for, from whichever sheet says so.
fn strata<'a>(files: impl Iterator<Item = &'a File>) -> BTreeMap<String, Stratum> {
    let rows = files.flat_map(|file| &file.sheet.rows);
    rows.filter_map(|row| Some((row.passage.clone(), row.stratum.clone()?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_was_changed_is_told_from_one_that_was_not() {
        let id = passage_id("0123456789abcdef0123", 12, "Één zin.");
        assert!(!is_changed(&id, Some("Één zin.")));
        assert!(is_changed(&id, Some("?én zin.")));
        let next = passage_id("0123456789abcdef0123", 13, "Nog een.");
        assert!(follows(&id, &next) && !follows(&next, &id) && !follows(&id, "b") && follows("a", "b"));
        assert!(!is_changed(&id, None) && !is_changed("source-0001", Some("x")) && !is_changed("a-1-b", Some("x")));
    }
}
