//! Where results go: standard output or a file, in the format asked for.

use std::io::Write;
use std::path::Path;

use fundscan_model::Notice;
use fundscan_report::{Records, Render, RenderOptions, ReportError, workbook};

use crate::args::{OutputArgs, TableFormat};
use crate::commands::sink::Sink;
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
    tables: impl FnOnce() -> Vec<Records>,
) -> Result<(), Stop> {
    let file = args.output.as_deref();
    let Some(format) = args.format().text() else {
        let book = workbook(&tables(), notices).map_err(Stop::new)?;
        for notice in &book.notices {
            messages.note(&notice.message);
        }
        return write(file, &book.bytes);
    };
    if !format.tells_notices() {
        for notice in notices {
            messages.note(&notice.message);
        }
    }
    let text = text(format.renderer(options).as_ref()).map_err(Stop::new)?;
    write(file, text.as_bytes())
}

/// Refuses what would be found out only after the work: a folder that is not there, or one in the place of the file, and
/// a workbook that would be poured over a terminal.
pub(crate) fn check(args: &OutputArgs) -> Result<(), Stop> {
    if args.format() == TableFormat::Xlsx && args.output.is_none() {
        return Err(
            Stop::new("--format xlsx: a workbook is no text to print").with_hint("give it a file with -o FILE.xlsx")
        );
    }
    check_file(args.output.as_deref())
}

/// Refuses a file that cannot be written because of its folder.
pub(crate) fn check_file(file: Option<&Path>) -> Result<(), Stop> {
    let Some(file) = file else { return Ok(()) };
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    if file.is_dir() || folder.is_some_and(|folder| !folder.is_dir()) {
        return Err(Stop::new(format!("{}: cannot be written: no such folder, or a folder itself", file.display()))
            .with_hint("give a file in a folder that is there after -o"));
    }
    Ok(())
}

/// Writes to a file, which is whole or not there, or to standard output.
pub(crate) fn write(file: Option<&Path>, bytes: &[u8]) -> Result<(), Stop> {
    match file {
        None => print(bytes),
        Some(_) => {
            let mut sink = Sink::open(file)?;
            sink.write_all(bytes).map_err(|e| Sink::failed(file, &e))?;
            sink.finish()
        }
    }
}
