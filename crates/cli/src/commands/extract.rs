//! `fundscan extract`: the text of one document.

use fundscan_extract::{ExtractOptions, PdfOptions, extract, render};

use crate::args::{ExtractArgs, ExtractFormat};
use crate::commands::load;
use crate::exit::Exit;
use crate::messages::{Messages, Stop, print};

pub(crate) fn run(args: &ExtractArgs, messages: Messages) -> Result<Exit, Stop> {
    let bytes = load::bytes(&args.file)?;
    let name = args.file.file_name().unwrap_or_default().to_string_lossy();
    let shown = args.file.display();
    let pdf = PdfOptions { password: load::password(&args.password)?, ..PdfOptions::default() };
    let extracted = extract(&bytes, &ExtractOptions { pdf, ..ExtractOptions::named(name) });
    let extracted = extracted.map_err(|e| Stop::new(format!("{shown}: {e}")).with_hint(e.hint()))?;
    drop(bytes);
    for notice in &extracted.notices {
        let page = notice.page.map(|n| format!("page {n}: ")).unwrap_or_default();
        messages.note(format!("{shown}: {page}{}", notice.message));
    }
    match args.format {
        ExtractFormat::Text => print(render::text(&extracted.document).as_bytes())?,
        ExtractFormat::Markdown => print(render::markdown(&extracted.document).as_bytes())?,
        ExtractFormat::Json => {
            let mut json = serde_json::to_vec(&render::json(&extracted)).map_err(Stop::new)?;
            json.push(b'\n');
            print(&json)?;
        }
    }
    Ok(Exit::Done)
}
