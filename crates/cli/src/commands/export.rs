//! `fundscan export`: the tables of a scan for other programs.

use fundscan_evidence::Collection;
use fundscan_model::Notice;
use fundscan_pipeline::{StoredError, each_stored};
use fundscan_report::{
    COUNT_COLUMNS, Columns, CsvWriter, DOCUMENT_COLUMNS, MENTION_COLUMNS, PASSAGE_COLUMNS, ParquetWriter, Records,
    ReportError, Value, count_rows, document_rows, mention_row, passage_rows, workbook,
};

use crate::args::{ExportFormat, ExportTable, ExportTableArgs};
use crate::commands::sink::Sink;
use crate::commands::{load, output};
use crate::exit::Exit;
use crate::messages::{Messages, Stop};

pub(crate) fn run(args: &ExportTableArgs, messages: Messages) -> Result<Exit, Stop> {
    if args.output.is_none() && args.format() != ExportFormat::Csv {
        return Err(Stop::new("it is no text to print").with_hint("give it a file with -o FILE"));
    }
    output::check_file(args.output.as_deref())?;
    let collection = load::collection(&args.dir)?;
    let columns = match args.table {
        ExportTable::Mentions => MENTION_COLUMNS,
        ExportTable::Counts => COUNT_COLUMNS,
        ExportTable::Documents => DOCUMENT_COLUMNS,
        ExportTable::Passages => PASSAGE_COLUMNS,
    };
    let mut target = Target::open(args, columns, &collection)?;
    let counts = |e: ReportError| written(args, &e);
    match args.table {
        ExportTable::Counts => count_rows(&collection).try_for_each(|row| target.row(row)).map_err(counts)?,
        ExportTable::Documents => {
            document_rows(&collection).into_iter().try_for_each(|row| target.row(row)).map_err(counts)?;
        }
        ExportTable::Mentions => each_stored(
            &args.dir,
            &collection,
            |_| true,
            |stored| {
                let evidence = stored.evidence()?;
                let row = |mention| mention_row(&evidence, mention, &collection.taxonomy.concepts);
                Ok(evidence.mentions.iter().map(row).collect::<Vec<_>>())
            },
            |_, rows| rows.into_iter().try_for_each(|row| target.row(row)).map_err(Failure::Written),
        )
        .map_err(|e| e.stop(args))?,
        ExportTable::Passages => each_stored(
            &args.dir,
            &collection,
            |_| true,
            |stored| Ok(stored.passages),
            |_, passages| passage_rows(&passages).try_for_each(|row| target.row(row)).map_err(Failure::Written),
        )
        .map_err(|e| e.stop(args))?,
    }
    let by_hand = collection.totals.by_hand.notice();
    if let Some(notice) = &by_hand {
        messages.note(&notice.message);
    }
    target.finish(args, by_hand.as_slice(), messages)?;
    Ok(Exit::Done)
}

enum Failure {
    Read(StoredError),
    Written(ReportError),
}

impl From<StoredError> for Failure {
    fn from(error: StoredError) -> Self {
        Self::Read(error)
    }
}

impl Failure {
    fn stop(&self, args: &ExportTableArgs) -> Stop {
        match self {
            Self::Read(error) => load::edited(&error.path, &error.reason),
            Self::Written(error) => written(args, error),
        }
    }
}

fn written(args: &ExportTableArgs, error: &ReportError) -> Stop {
    match error.io() {
        Some(io) => Sink::failed(args.output.as_deref(), io),
        None => Stop::new(error),
    }
}

/// What the rows go to; all but a workbook is written as they come.
enum Target {
    Csv(Box<CsvWriter<Sink>>),
    Parquet(Box<ParquetWriter<Sink>>),
    Xlsx(Records),
}

impl Target {
    fn open(args: &ExportTableArgs, columns: &'static Columns, collection: &Collection) -> Result<Self, Stop> {
        let file = args.output.as_deref();
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let failed = |e: ReportError| written(args, &e);
        Ok(match args.format() {
            ExportFormat::Csv => {
                let writer = CsvWriter::new(Sink::open(file)?, &names, &args.csv.options()).map_err(failed)?;
                Self::Csv(Box::new(writer))
            }
            ExportFormat::Parquet => {
                let taxonomy = collection.taxonomy.stamp.describe();
                let by_hand = collection.totals.by_hand.to_string();
                let mut about = vec![("fundscan.tool", collection.tool.as_str()), ("fundscan.taxonomy", &taxonomy)];
                about.extend((!by_hand.is_empty()).then_some(("fundscan.by_hand", by_hand.as_str())));
                let writer = ParquetWriter::new(Sink::open(file)?, columns, &about).map_err(failed)?;
                Self::Parquet(Box::new(writer))
            }
            ExportFormat::Xlsx => Self::Xlsx(Records::new(args.table.name(), &names)),
        })
    }

    fn row(&mut self, row: Vec<Value>) -> Result<(), ReportError> {
        match self {
            Self::Csv(csv) => csv.push(&row),
            Self::Parquet(parquet) => parquet.push(row),
            Self::Xlsx(records) => {
                records.push(row);
                Ok(())
            }
        }
    }

    fn finish(self, args: &ExportTableArgs, notices: &[Notice], messages: Messages) -> Result<(), Stop> {
        let failed = |e: ReportError| written(args, &e);
        match self {
            Self::Csv(csv) => csv.finish().map_err(failed)?.finish(),
            Self::Parquet(parquet) => parquet.finish().map_err(failed)?.finish(),
            Self::Xlsx(records) => {
                let book = workbook(&[records], notices).map_err(Stop::new)?;
                for notice in &book.notices {
                    messages.note(&notice.message);
                }
                output::write(args.output.as_deref(), &book.bytes)
            }
        }
    }
}
