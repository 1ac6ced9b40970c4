//! `fundscan schema`: the JSON Schema of a file or output.

use crate::args::SchemaArgs;
use crate::exit::Exit;
use crate::messages::{Stop, print};

pub(crate) fn run(args: &SchemaArgs) -> Result<Exit, Stop> {
    let schema = fundscan_evidence::schema(&args.name).ok_or_else(|| Stop::new(format!("no schema {}", args.name)))?;
    let mut text = serde_json::to_vec_pretty(&schema).map_err(Stop::new)?;
    text.push(b'\n');
    print(&text)?;
    Ok(Exit::Done)
}
