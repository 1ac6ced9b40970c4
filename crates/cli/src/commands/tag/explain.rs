//! `fundscan tag --explain`: why sentences have the mentions they have.

use std::io::{self, BufRead, Write};

use fundscan_evidence::{
    DroppedMention, Explained, ExplainedMention, FoundCompound, FoundForm, FoundHow, FoundPart, FoundWay, MarkRecord,
};
use fundscan_model::ByteSpan;
use fundscan_report::explained_text;
use fundscan_tag::{Dropped, Explainer, FormFound, FoundBy, Leads, Part, Split, Way};
use fundscan_taxonomy::Taxonomy;
use serde_json::Value;

use super::{Line, read};
use crate::args::ExplainFormat;
use crate::exit::Exit;
use crate::messages::{Messages, Stop, terminal_width};

/// The columns of a paragraph where no terminal says how many there are.
const COLUMNS: usize = 100;

/// Explains each line, and answers before it reads the next.
pub(super) fn run(
    taxonomy: &Taxonomy,
    format: ExplainFormat,
    mut input: impl BufRead,
    messages: Messages,
) -> Result<Exit, Stop> {
    let explainer = Explainer::new(taxonomy).map_err(Stop::new)?;
    let mut output = io::stdout().lock();
    let mut exit = Exit::Done;
    // The line that would lead in an item of a list.
    let mut last: Option<String> = None;
    for number in 1.. {
        let mut line = Vec::new();
        let read = input.read_until(b'\n', &mut line).map_err(|e| Stop::new(format!("standard input: {e}")))?;
        if read == 0 {
            break;
        }
        let mut leads = Leads::after(last.as_deref());
        let bytes = match sentence(&line) {
            Ok(Some((id, text))) => {
                let lead = leads.next(&text, Part::Text, || explainer.tagger().goes_on(&text));
                let explained = explained(&explainer.explain(lead, &text), id, &text);
                let bytes = match format {
                    ExplainFormat::Text => explained_text(&explained, terminal_width().or(Some(COLUMNS))).into_bytes(),
                    ExplainFormat::Json => explained.to_json_line().map_err(Stop::new)?,
                };
                last = leads.last().map(str::to_owned);
                bytes
            }
            // What cannot be read, or is blank, parts what stands around it.
            Ok(None) => {
                last = None;
                continue;
            }
            Err(reason) => {
                messages.error(format!("standard input: line {number}: {reason}"));
                exit = Exit::Failed;
                last = None;
                continue;
            }
        };
        output.write_all(&bytes).and_then(|()| output.flush()).map_err(|e| Stop::output(&e))?;
    }
    Ok(exit)
}

/// The id and text of a line: of JSON as `tag` takes it, or a plain sentence.
fn sentence(line: &[u8]) -> Result<Option<(Value, String)>, String> {
    let text = std::str::from_utf8(line).map_err(|_| "not UTF-8".to_owned())?.trim_start_matches('\u{feff}').trim();
    if text.starts_with('{') {
        let Some(Line { id, text }) = read(line)? else { return Ok(None) };
        return Ok(Some((serde_json::from_str(id.get()).map_err(|e| e.to_string())?, text)));
    }
    Ok((!text.is_empty()).then(|| (Value::Null, text.to_owned())))
}

fn explained(explanation: &fundscan_tag::Explanation, id: Value, text: &str) -> Explained {
    let mention = |(mention, found): &(fundscan_model::Mention, FoundBy)| ExplainedMention {
        concept: mention.concept.clone(),
        quote: text[mention.span.range()].to_owned(),
        span: mention.span,
        status: mention.status,
        time: mention.time,
        hedged: mention.hedged,
        marks: mention.marks.iter().cloned().map(MarkRecord::from).collect(),
        found: found_how(found, text),
    };
    let dropped = |Dropped { concept, span, found, why }: &Dropped| DroppedMention {
        concept: concept.clone(),
        quote: text[span.range()].to_owned(),
        span: *span,
        found: found_how(found, text),
        reason: why.code().to_owned(),
        message: why.to_string(),
        by: why.span(),
    };
    Explained {
        schema: Explained::SCHEMA.to_owned(),
        id,
        text: text.to_owned(),
        mentions: explanation.mentions.iter().map(mention).collect(),
        dropped: explanation.dropped.iter().map(dropped).collect(),
    }
}

fn found_how(found: &FoundBy, text: &str) -> FoundHow {
    let part = |span: &ByteSpan| FoundPart { quote: text[span.range()].to_owned(), span: *span };
    FoundHow {
        term: found.term.clone(),
        line: found.line as u64,
        language: found.language,
        way: match found.way {
            Way::Words => FoundWay::Words,
            Way::Gaps => FoundWay::Gaps,
            Way::Pattern => FoundWay::Pattern,
            Way::SharedPart => FoundWay::SharedPart,
        },
        forms: found.forms.iter().map(|form| found_form(form, text)).collect(),
        parts: if found.parts.len() > 1 { found.parts.iter().map(part).collect() } else { Vec::new() },
    }
}

fn found_form(FormFound { form, made_by, compounds }: &FormFound, text: &str) -> FoundForm {
    let compound = |Split { word, known }: &Split| FoundCompound {
        before: text[word.start()..known.start()].to_owned(),
        part: text[known.range()].to_owned(),
        after: text[known.end()..word.end()].to_owned(),
    };
    FoundForm {
        form: form.clone(),
        made_by: made_by.iter().map(|why| (*why).to_owned()).collect(),
        compounds: compounds.iter().map(compound).collect(),
    }
}
