//! `fundscan tag`: JSON lines in, JSON lines out.

mod explain;

use std::io::{self, BufRead, BufReader, Read, Write};

use fundscan_model::{Mark, Says, Status, Time};
use fundscan_tag::{Lead, Leads, Part, Tagger};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::args::TagArgs;
use crate::commands::load;
use crate::exit::Exit;
use crate::messages::{Messages, Stop};

/// As much as one batch holds: enough to keep all cores busy, little enough to answer soon.
const BATCH_BYTES: usize = 1 << 20;
/// Fewer lines than this are not worth starting threads for.
const WORTH_THREADS: usize = 64;

#[derive(Deserialize)]
struct Line<'a> {
    /// Given back as it came, whether text or number.
    #[serde(borrow)]
    id: &'a RawValue,
    text: String,
}

/// A line as it was read: nothing where it is blank, else why it cannot be.
type ReadLine<'a> = Result<Option<Line<'a>>, String>;

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a RawValue,
    mentions: Vec<MentionLine<'a>>,
}

#[derive(Serialize)]
struct MentionLine<'a> {
    concept: &'a str,
    status: Status,
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<Time>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    hedged: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    marks: Vec<MarkLine<'a>>,
}

/// The words that decided; without `start` and `end` where they stand in the line before.
#[derive(Serialize)]
struct MarkLine<'a> {
    says: Says,
    rule: &'a str,
    cue: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<usize>,
}

impl<'a> From<&'a Mark> for MarkLine<'a> {
    fn from(mark: &'a Mark) -> Self {
        let Mark { says, rule, cue, span } = mark;
        Self { says: *says, rule, cue, start: span.map(|s| s.start()), end: span.map(|s| s.end()) }
    }
}

pub(crate) fn run(args: &TagArgs, messages: Messages) -> Result<Exit, Stop> {
    let mut input = BufReader::with_capacity(BATCH_BYTES, io::stdin().lock());
    // Making a tagger takes many times as long as starting a program. Where there is nothing to tag it is needed only to
    // tell the faults of a file that a person wrote.
    if args.taxonomy.is_none() && input.fill_buf().map_err(|e| Stop::new(format!("standard input: {e}")))?.is_empty() {
        return Ok(Exit::Done);
    }
    let taxonomy = load::taxonomy(args.taxonomy.as_deref(), messages)?;
    if args.explain {
        return explain::run(&taxonomy, args.format, input, messages);
    }
    let tagger = Tagger::new(&taxonomy).map_err(Stop::new)?;
    let mut output = io::stdout().lock();
    let mut exit = Exit::Done;
    let mut before = 0;
    // The line that would lead in an item of a list, of those before the batch.
    let mut last: Option<String> = None;
    loop {
        let batch = read_batch(&mut input).map_err(|e| Stop::new(format!("standard input: {e}")))?;
        if batch.is_empty() {
            return Ok(exit);
        }
        let lines: Vec<ReadLine<'_>> = each(&batch, |line| read(line));
        let mut leads = Leads::after(last.as_deref());
        let led: Vec<(Option<Lead<'_>>, &ReadLine<'_>)> = lines
            .iter()
            .map(|line| {
                let lead = match line {
                    Ok(Some(line)) => leads.next(&line.text, Part::Text, || tagger.goes_on(&line.text)),
                    // What cannot be read, or is blank, parts what stands around it.
                    Ok(None) | Err(_) => leads.next("", Part::Apart, || false),
                };
                (lead, line)
            })
            .collect();
        let kept = leads.last().map(str::to_owned);
        let answers: Vec<Result<Vec<u8>, String>> = each(&led, |(lead, line)| match line {
            Ok(Some(line)) => answer(&tagger, *lead, line),
            Ok(None) => Ok(Vec::new()),
            Err(reason) => Err(reason.clone()),
        });
        for (number, result) in (before + 1..).zip(&answers) {
            match result {
                Ok(bytes) => output.write_all(bytes).map_err(|e| Stop::output(&e))?,
                Err(reason) => {
                    messages.error(format!("standard input: line {number}: {reason}"));
                    exit = Exit::Failed;
                }
            }
        }
        output.flush().map_err(|e| Stop::output(&e))?;
        before += batch.len();
        last = kept;
    }
}

/// Does something with each of some lines, on many threads where that is worth it; the results are in order.
fn each<'l, T: Sync, R: Send>(lines: &'l [T], work: impl Fn(&'l T) -> R + Sync + Send) -> Vec<R> {
    if lines.len() < WORTH_THREADS { lines.iter().map(work).collect() } else { lines.par_iter().map(work).collect() }
}

/// The next lines: at least one, and then as many as have already arrived, so that a program that writes a line and
/// waits for its answer gets it. Empty at the end.
fn read_batch(input: &mut BufReader<impl Read>) -> io::Result<Vec<Vec<u8>>> {
    let mut lines = Vec::new();
    let mut bytes = 0;
    loop {
        let mut line = Vec::new();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(lines);
        }
        bytes += line.len();
        lines.push(line);
        if bytes >= BATCH_BYTES || !input.buffer().contains(&b'\n') {
            return Ok(lines);
        }
    }
}

/// What a line says; nothing for a blank one.
fn read(line: &[u8]) -> ReadLine<'_> {
    let line = std::str::from_utf8(line).map_err(|_| "not UTF-8".to_owned())?;
    let line = line.trim_start_matches('\u{feff}');
    if line.trim().is_empty() {
        return Ok(None);
    }
    serde_json::from_str(line).map(Some).map_err(|e| fault(&e))
}

/// The answer to one line, with its line end.
fn answer(tagger: &Tagger, lead: Option<Lead<'_>>, Line { id, text }: &Line<'_>) -> Result<Vec<u8>, String> {
    let mentions = tagger.tag_after(lead, text);
    let mentions = mentions
        .iter()
        .map(|m| MentionLine {
            concept: m.concept.as_str(),
            status: m.status,
            start: m.span.start(),
            end: m.span.end(),
            text: &text[m.span.range()],
            time: m.time,
            hedged: m.hedged,
            marks: m.marks.iter().map(MarkLine::from).collect(),
        })
        .collect();
    let mut bytes = serde_json::to_vec(&Answer { id, mentions }).map_err(|e| e.to_string())?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Every line is a document of its own to the reader of JSON: its line number would mislead.
fn fault(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let reason = text.split(" at line ").next().unwrap_or_default();
    format!("{reason} (column {}); expected {{\"id\": …, \"text\": \"…\"}}", error.column())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_holds_the_lines_that_have_arrived() {
        struct Slow(Vec<&'static [u8]>);
        impl Read for Slow {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                let Some(part) = self.0.pop() else { return Ok(0) };
                buffer[..part.len()].copy_from_slice(part);
                Ok(part.len())
            }
        }
        let mut input = BufReader::with_capacity(100, Slow(vec![b"f", b"d\ne", b"a\nb\nc"]));
        let sizes: Vec<usize> =
            std::iter::from_fn(|| Some(read_batch(&mut input).unwrap().len()).filter(|n| *n > 0)).collect();
        assert_eq!(sizes, [2, 1, 1]);
    }
}
