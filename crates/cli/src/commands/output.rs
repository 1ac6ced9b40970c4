//! Where results go: standard output or a file, in the format asked for.

use std::fs;
use std::path::Path;

use fundscan_model::Notice;
use fundscan_report::{Records, Render, RenderOptions, ReportError};

use crate::args::OutputArgs;
use crate::messages::{Messages, Stop, print, terminal_width};

/// How to render for what was asked.
pub(crate) fn options(args: &OutputArgs) -> RenderOptions {
    let width = terminal_width().filter(|_| args.output.is_none());
    RenderOptions { width, csv: args.csv.options(), ..RenderOptions::default() }
}

/// Renders a result and writes it to where it was asked for.
///
/// `text` renders it, `tables` gives what a workbook is made of, a sheet each; `notices` are those of the result: CSV has
/// no place for them, so they are said.
pub(crate) fn give(
    args: &OutputArgs,
    options: RenderOptions,
    messages: Messages,
    notices: &[Notice],
    text: impl FnOnce(&dyn Render) -> Result<String, ReportError>,
    _tables: impl FnOnce() -> Vec<Records>,
) -> Result<(), Stop> {
    let format = args.format();
    if !format.tells_notices() {
        for notice in notices {
            messages.note(&notice.message);
        }
    }
    let text = text(format.renderer(options).as_ref()).map_err(Stop::new)?;
    write(args.output.as_deref(), text.as_bytes())
}

/// Refuses what would be found out only after the work: a folder that is not there, or one in the place of the file.
pub(crate) fn check(file: Option<&Path>) -> Result<(), Stop> {
    let Some(file) = file else { return Ok(()) };
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    if file.is_dir() || folder.is_some_and(|folder| !folder.is_dir()) {
        return Err(Stop::new(format!("{}: cannot be written: no such folder, or a folder itself", file.display()))
            .with_hint("give a file in a folder that is there after -o"));
    }
    Ok(())
}

/// Writes to a file, or to standard output.
pub(crate) fn write(file: Option<&Path>, bytes: &[u8]) -> Result<(), Stop> {
    match file {
        None => print(bytes),
        Some(file) => {
            fs::write(file, bytes).map_err(|e| Stop::new(format!("{}: cannot be written: {e}", file.display())))
        }
    }
}
