//! `fundscan extract`: the text of one document.

use std::num::NonZero;
use std::thread;

use fundscan_extract::render::{self, DocumentJson};
use fundscan_extract::{ExtractOptions, PdfOptions, extract};
use fundscan_model::{Document, Language, OcrMode};
use fundscan_segment::languages;

use crate::args::{ExtractArgs, ExtractFormat};
use crate::commands::{load, ocr};
use crate::exit::Exit;
use crate::messages::{Messages, Stop, print};
use crate::signals::Noted;

pub(crate) fn run(args: &ExtractArgs, messages: Messages) -> Result<Exit, Stop> {
    let bytes = load::bytes(&args.file)?;
    let name = args.file.file_name().unwrap_or_default().to_string_lossy();
    let shown = args.file.display();
    let mode = args.ocr.ocr.mode();
    let signals = (mode != OcrMode::Never).then(Noted::listen).transpose().map_err(Stop::new)?;
    let mut pdf = PdfOptions { password: load::password(&args.password)?, ..PdfOptions::default() };
    if let Some(signals) = &signals {
        pdf.ocr = ocr::asked(&args.ocr, signals, messages)?.ocr;
        pdf.ocr.at_once = thread::available_parallelism().map_or(1, NonZero::get);
    }
    let extracted = extract(&bytes, &ExtractOptions { pdf, ..ExtractOptions::named(name) });
    if let Some(signals) = signals.filter(Noted::came) {
        return Ok(signals.exit());
    }
    let extracted = extracted.map_err(|e| Stop::new(format!("{shown}: {e}")).with_hint(e.hint()))?;
    drop(bytes);
    for notice in &extracted.notices {
        let page = notice.page.map(|n| format!("page {n}: ")).unwrap_or_default();
        messages.note(format!("{shown}: {page}{}", notice.message));
    }
    if let Some(waiting) = ocr::waiting(extracted.document.pages(), mode) {
        messages.note(format!("{shown}: {waiting}"));
    }
    match args.format {
        ExtractFormat::Text => print(render::text(&extracted.document).as_bytes())?,
        ExtractFormat::Markdown => print(render::markdown(&extracted.document).as_bytes())?,
        ExtractFormat::Json => {
            let mut json = render::json(&extracted);
            detect_languages(&mut json, &extracted.document);
            let mut json = serde_json::to_vec(&json).map_err(Stop::new)?;
            json.push(b'\n');
            print(&json)?;
        }
    }
    Ok(Exit::Done)
}

/// Fills in the language of the blocks for which the document declares none, where their words tell it.
fn detect_languages(json: &mut DocumentJson, document: &Document) {
    for (block, language) in json.blocks.iter_mut().zip(languages(document)) {
        if block.language.is_none() && language != Language::Other {
            block.language = Some(language.to_string());
        }
    }
}
