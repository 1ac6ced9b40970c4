//! `fundscan annotate`: mentions as W3C Web Annotations.

use std::io::{self, Write};

use fundscan_model::Notice;
use fundscan_pipeline::{StoredError, each_stored};
use fundscan_report::{ANNOTATION_CONTEXT, AnnotationOptions, Positions, annotation};
use fundscan_skos::{check_base, concept_base};
use serde_json::{Value, json};

use crate::args::{AnnotateArgs, AnnotateFormat};
use crate::commands::sink::Sink;
use crate::commands::{load, output};
use crate::exit::Exit;
use crate::messages::{Messages, Stop};

pub(crate) fn run(args: &AnnotateArgs, messages: Messages) -> Result<Exit, Stop> {
    let file = args.output.as_deref();
    output::check_file(file)?;
    for base in [&args.documents, &args.concepts].into_iter().flatten() {
        check_base(base).map_err(|e| Stop::new(e).with_hint("give one such as https://example.org/reports/"))?;
    }
    let collection = load::collection(&args.dir)?;
    let taxonomy = &collection.taxonomy;
    let by_hand = collection.totals.by_hand.notice();
    if let Some(notice) = &by_hand {
        messages.note(&notice.message);
    }
    let options = AnnotationOptions {
        documents: args.documents.clone(),
        concepts: args.concepts.clone().unwrap_or_else(|| concept_base(&taxonomy.stamp.id)),
    };
    let mut writer = Writer { out: Sink::open(file)?, format: args.format(), total: 0 };
    let written = |e: io::Error| Sink::failed(file, &e);
    writer.start(&collection.tool, &taxonomy.stamp.describe(), by_hand.as_ref()).map_err(written)?;
    each_stored(
        &args.dir,
        &collection,
        |_| true,
        |stored| {
            let evidence = stored.evidence()?;
            let positions = Positions::new(&stored.passages);
            let one = |m| annotation(&evidence, m, &positions, &taxonomy.concepts, &options);
            Ok(evidence.mentions.iter().map(one).collect::<Vec<_>>())
        },
        |_, annotations| annotations.into_iter().try_for_each(|one| writer.add(one)).map_err(Failure::Written),
    )
    .map_err(|e| match e {
        Failure::Read(error) => load::edited(&error.path, &error.reason),
        Failure::Written(error) => written(error),
    })?;
    writer.end().map_err(written)?;
    writer.out.finish()?;
    Ok(Exit::Done)
}

enum Failure {
    Read(StoredError),
    Written(io::Error),
}

impl From<StoredError> for Failure {
    fn from(error: StoredError) -> Self {
        Self::Read(error)
    }
}

/// Writes annotations as they come: the number of all stands at the end.
struct Writer {
    out: Sink,
    format: AnnotateFormat,
    total: u64,
}

impl Writer {
    fn start(&mut self, tool: &str, taxonomy: &str, by_hand: Option<&Notice>) -> io::Result<()> {
        if self.format == AnnotateFormat::Jsonl {
            return Ok(());
        }
        let mut label = format!("Mentions found by {tool} with the taxonomy {taxonomy}");
        if let Some(notice) = by_hand {
            label = format!("{label}; {}", notice.message);
        }
        let label = json!(label);
        writeln!(self.out, "{{\"@context\":{},", json!(ANNOTATION_CONTEXT))?;
        writeln!(self.out, "\"type\":\"AnnotationCollection\",\n\"label\":{label},")?;
        write!(self.out, "\"first\":{{\"type\":\"AnnotationPage\",\"startIndex\":0,\"items\":[")
    }

    fn add(&mut self, mut annotation: Value) -> io::Result<()> {
        match self.format {
            AnnotateFormat::Jsonl => {
                annotation["@context"] = ANNOTATION_CONTEXT.into();
                writeln!(self.out, "{annotation}")?;
            }
            AnnotateFormat::Jsonld => {
                let between = if self.total == 0 { "" } else { "," };
                write!(self.out, "{between}\n{annotation}")?;
            }
        }
        self.total += 1;
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        match self.format {
            AnnotateFormat::Jsonl => Ok(()),
            AnnotateFormat::Jsonld => writeln!(self.out, "\n]}},\n\"total\":{}}}", self.total),
        }
    }
}
