//! `fundscan sample`: passages of a scan for people to code.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fundscan_evaluate::{
    Candidate, Code, Design, Drawn, SampledPassage, SheetOptions, draw, key_csv, key_json_lines, sheet_csv,
    sheet_json_lines,
};
use fundscan_evidence::{Collection, DocumentEntry, Kinds, StoredPassage, StoredPassages};

use crate::args::{SampleArgs, SampleBy, SheetFormat};
use crate::commands::{load, output};
use crate::exit::Exit;
use crate::messages::{Messages, Stop};

/// The share of passages without a code, in percent, where none is asked for.
const UNCODED: u8 = 25;

const NO_CODE: &str = "no code";

pub(crate) fn run(args: &SampleArgs, messages: Messages) -> Result<Exit, Stop> {
    let files = Files::of(args)?;
    let collection = load::collection(&args.dir)?;
    let pool = Pool::of(args, &collection)?;
    let apart = args.uncoded.or((args.by != SampleBy::None).then_some(UNCODED));
    let candidates = pool.candidates(args.by, apart.is_some(), &collection);
    if candidates.is_empty() {
        return Err(Stop::new(format!("{}: no passages to draw from", args.dir.display())));
    }
    let size = usize::try_from(args.n).unwrap_or(usize::MAX);
    let drawn = draw(&candidates, Design { size, seed: args.seed, uncoded_percent: apart });
    let rows = pool.rows(&args.dir, &drawn)?;
    files.write(&rows)?;
    tell(args, &candidates, &drawn, messages);
    Ok(Exit::Done)
}

/// What was drawn from what.
fn tell(args: &SampleArgs, candidates: &[Candidate], drawn: &[Drawn], messages: Messages) {
    let uncoded = drawn.iter().filter(|d| !candidates[d.index].coded).count();
    messages.note(format!(
        "{} passages drawn from {}, {uncoded} of them without a code of the tool",
        drawn.len(),
        candidates.len()
    ));
    if drawn.len() < args.n as usize {
        messages.note(format!("there are not as many as {} passages", args.n));
    }
    let strata: BTreeSet<&str> = candidates.iter().map(|c| c.stratum.as_str()).collect();
    let taken: BTreeSet<&str> = drawn.iter().map(|d| d.stratum.name.as_str()).collect();
    let left: Vec<&str> = strata.difference(&taken).copied().collect();
    if !left.is_empty() {
        messages.note(format!(
            "no passage was drawn of {} of {} strata; a larger --n reaches them: {}",
            left.len(),
            strata.len(),
            left.join(", ")
        ));
    }
}

/// A passage that can be drawn, by where it stands.
struct Place {
    document: usize,
    number: u32,
    codes: BTreeSet<Code>,
    /// The fund, where it is known.
    fund: Option<String>,
}

/// All passages that can be drawn, in the order of the collection, without their texts.
struct Pool<'a> {
    documents: Vec<&'a DocumentEntry>,
    places: Vec<Place>,
}

impl<'a> Pool<'a> {
    /// Reads a document at a time: a collection may hold more text than memory.
    fn of(args: &SampleArgs, collection: &'a Collection) -> Result<Self, Stop> {
        let kinds = Kinds::new(collection.kinds.iter().copied());
        let mut pool = Self { documents: Vec::new(), places: Vec::new() };
        for entry in collection.documents.iter().filter(|d| d.duplicate_of.is_none()) {
            let (Some(evidence), Some(_)) = (&entry.evidence, &entry.passages) else { continue };
            let path = args.dir.join(evidence);
            let evidence = load::evidence(&path)?;
            collection.check(&evidence).map_err(|e| load::edited(&path, &e))?;
            let mut codes: BTreeMap<&str, BTreeSet<Code>> = BTreeMap::new();
            for mention in evidence.mentions.iter().filter(|m| kinds.contains(m.kind)) {
                codes.entry(&mention.passage).or_default().insert(Code::new(mention.concept.clone(), mention.status));
            }
            let passages = passages(&args.dir, entry)?;
            let drawable =
                passages.passages().iter().filter(|p| kinds.contains(p.kind) && p.text.contains(char::is_alphabetic));
            for passage in drawable {
                let codes = codes.remove(passage.id.as_str()).unwrap_or_default();
                pool.places.push(Place {
                    document: pool.documents.len(),
                    number: passage.number,
                    codes,
                    fund: passage.fund.as_ref().map(ToString::to_string),
                });
            }
            pool.documents.push(entry);
        }
        Ok(pool)
    }

    /// What each passage belongs to. With `apart`, those without a code are strata of their own.
    fn candidates(&self, by: SampleBy, apart: bool, collection: &Collection) -> Vec<Candidate> {
        let rarest = Rarity::of(self, collection);
        let candidate = |place: &Place| {
            let coded = !place.codes.is_empty();
            let entry = self.documents[place.document];
            let plain = match by {
                SampleBy::Concept => return Candidate { stratum: rarest.of_place(place), coded },
                SampleBy::None if apart => {
                    return Candidate { stratum: if coded { "with a code" } else { NO_CODE }.to_owned(), coded };
                }
                SampleBy::None => return Candidate { stratum: "all".to_owned(), coded },
                SampleBy::Fund => place.fund.clone().unwrap_or_else(|| "no fund".to_owned()),
                SampleBy::Year => year(entry).unwrap_or_else(|| "no year".to_owned()),
                SampleBy::Document => entry.path.clone(),
            };
            Candidate { stratum: if coded { plain } else { format!("{plain}, {NO_CODE}") }, coded }
        };
        self.places.iter().map(candidate).collect()
    }

    /// The passages that were drawn, with their texts.
    fn rows(&self, dir: &Path, drawn: &[Drawn]) -> Result<Vec<SampledPassage>, Stop> {
        let mut rows = Vec::with_capacity(drawn.len());
        // Drawn passages of a document stand side by side.
        for of_document in drawn.chunk_by(|a, b| self.places[a.index].document == self.places[b.index].document) {
            let entry = self.documents[self.places[of_document[0].index].document];
            let passages = passages(dir, entry)?;
            for drawn in of_document {
                let place = &self.places[drawn.index];
                let list = passages.passages();
                // The file was read before; it may have been renewed in between.
                let found = list.binary_search_by_key(&place.number, |p| p.number);
                let passage =
                    found.map(|i| &list[i]).map_err(|_| Stop::new("the scan was renewed while it was read"))?;
                rows.push(row(entry, place, passage, drawn));
            }
        }
        Ok(rows)
    }
}

fn row(entry: &DocumentEntry, place: &Place, passage: &StoredPassage, drawn: &Drawn) -> SampledPassage {
    SampledPassage {
        passage: passage.id.clone(),
        document: entry.path.clone(),
        fund: place.fund.clone(),
        year: year(entry),
        page: passage.places.first().map(|p| p.page),
        section: passage.section.clone(),
        text: passage.text.clone(),
        tool_codes: place.codes.clone(),
        stratum: drawn.stratum.clone(),
    }
}

fn passages(dir: &Path, entry: &DocumentEntry) -> Result<StoredPassages, Stop> {
    let path = dir.join(entry.passages.as_deref().unwrap_or_default());
    StoredPassages::from_json_lines(&load::bytes(&path)?).map_err(|e| load::edited(&path, &e))
}

fn year(entry: &DocumentEntry) -> Option<String> {
    entry.period.years().map(|y| y.to_string())
}

/// In how many passages each concept stands; among equals the one that the taxonomy has first is the rarest.
struct Rarity<'a>(BTreeMap<&'a str, (usize, usize)>);

impl<'a> Rarity<'a> {
    fn of(pool: &Pool, collection: &'a Collection) -> Self {
        let concepts = collection.taxonomy.concepts.iter().zip(0..);
        let mut rarity: BTreeMap<&str, (usize, usize)> =
            concepts.map(|(concept, order)| (concept.concept.as_str(), (0, order))).collect();
        for place in &pool.places {
            let concepts: BTreeSet<&str> = place.codes.iter().map(|c| c.concept.as_str()).collect();
            for concept in concepts {
                if let Some((passages, _)) = rarity.get_mut(concept) {
                    *passages += 1;
                }
            }
        }
        Self(rarity)
    }

    fn of_place(&self, place: &Place) -> String {
        let rarest = place.codes.iter().map(|c| c.concept.as_str()).min_by_key(|c| self.0.get(c));
        rarest.unwrap_or(NO_CODE).to_owned()
    }
}

/// Where the sheet goes and how it is written; looked at before the work.
struct Files {
    sheet: Option<PathBuf>,
    key: Option<PathBuf>,
    format: SheetFormat,
    options: SheetOptions,
}

impl Files {
    fn of(args: &SampleArgs) -> Result<Self, Stop> {
        let sheet = args.output.clone();
        let ending =
            |ending: &str| sheet.as_ref().and_then(|s| s.extension()).is_some_and(|e| e.eq_ignore_ascii_case(ending));
        let by_ending = if ending("jsonl") { SheetFormat::Jsonl } else { SheetFormat::Csv };
        let key = match (args.blind, &args.key, &sheet) {
            (false, ..) => None,
            (true, Some(key), _) => Some(key.clone()),
            (true, None, Some(sheet)) => Some(beside(sheet)),
            (true, None, None) => {
                return Err(Stop::new("--blind: the tool's codes go to a key, and nothing says where")
                    .with_hint("give the sheet a file with -o FILE, or the key one with --key FILE"));
            }
        };
        if key.is_some() && key == sheet {
            return Err(Stop::new("--key: the key would take the place of the sheet"));
        }
        for file in [&sheet, &key].into_iter().flatten() {
            if file.exists() && !args.force {
                return Err(Stop::new(format!(
                    "{}: is there already, and somebody may have filled it in",
                    file.display()
                ))
                .with_hint("choose another name, or give --force to write over it"));
            }
        }
        let options = SheetOptions { blind: args.blind, separator: args.separator.separator().byte() };
        Ok(Self { sheet, key, format: args.format.unwrap_or(by_ending), options })
    }

    fn write(&self, rows: &[SampledPassage]) -> Result<(), Stop> {
        // The key first: a sheet without its key would be of no use.
        if let Some(key) = &self.key {
            let bytes = match self.format {
                SheetFormat::Csv => key_csv(rows, self.options).map_err(Stop::new)?,
                SheetFormat::Jsonl => key_json_lines(rows).map_err(Stop::new)?,
            };
            output::write(Some(key), &bytes)?;
        }
        let bytes = match self.format {
            SheetFormat::Csv => sheet_csv(rows, self.options).map_err(Stop::new)?,
            SheetFormat::Jsonl => sheet_json_lines(rows, self.options).map_err(Stop::new)?,
        };
        output::write(self.sheet.as_deref(), &bytes)
    }
}

/// `sheet.csv` → `sheet.key.csv`.
fn beside(sheet: &Path) -> PathBuf {
    let ending = sheet.extension().map(|e| format!(".{}", e.to_string_lossy())).unwrap_or_default();
    sheet.with_extension(format!("key{ending}"))
}
