//! `fundscan schema`: the JSON Schema of a file or output.

use crate::args::SchemaArgs;
use crate::exit::Exit;
use crate::messages::{Stop, print};

/// The schema of what `fundscan extract --format json` prints.
const EXTRACT: &str = "extract";
/// The schema of what `fundscan evaluate --format json` prints; all others are evidence's.
const EVALUATION: &str = "evaluation";

/// The names that can be asked for.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    fundscan_evidence::SCHEMA_NAMES.into_iter().chain([EXTRACT, EVALUATION])
}

pub(crate) fn run(args: &SchemaArgs) -> Result<Exit, Stop> {
    let schema = match args.name.as_str() {
        EXTRACT => Some(fundscan_extract::render::json_schema()),
        EVALUATION => Some(fundscan_evaluate::Evaluation::json_schema().to_value()),
        name => fundscan_evidence::schema(name),
    };
    let schema = schema.ok_or_else(|| Stop::new(format!("no schema {}", args.name)))?;
    let mut text = serde_json::to_vec_pretty(&schema).map_err(Stop::new)?;
    text.push(b'\n');
    print(&text)?;
    Ok(Exit::Done)
}
