use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use fundscan_model::{Notice, OcrEngine, OcrMode, Page, PageStatus};

use super::settle::{PageLines, drop_pictures, sizes, write};
use super::{RecognizeError, Recognizer};
use crate::content::Budget;
use crate::layout::PageInput;
use crate::load::Pdf;
use crate::options::{Limits, ReadOptions};
use crate::picture::paint;

/// More pages than this at once only cost memory.
const MOST_AT_ONCE: usize = 64;

/// What came of a page.
struct Outcome {
    notices: Vec<Notice>,
    /// None where it could not be read.
    lines: Option<PageLines>,
}

/// Reads the pages that wait for it: their words join those that were drawn, and their status says so. Gives what read
/// them, if anything did.
pub(crate) fn read_pages(
    pdf: &Pdf,
    options: &ReadOptions,
    pages: &mut [Page],
    inputs: &mut [PageInput],
    notices: &mut Vec<Notice>,
) -> Option<OcrEngine> {
    let (ocr, limits) = (&options.ocr, &options.limits);
    let recognizer = ocr.recognizer.as_deref()?;
    let mut waiting: Vec<usize> = (0..pages.len()).filter(|&i| waits(pages[i].status, ocr.mode)).collect();
    if waiting.len() > limits.ocr_pages {
        let (limit, left) = (limits.ocr_pages, waiting.len() - limits.ocr_pages);
        let message = format!("no more than {limit} pages of a document are read by OCR; {left} were left out");
        notices.push(Notice::new("limit", message));
        waiting.truncate(limit);
    }
    let mut read = Vec::new();
    let mut lines = Vec::new();
    for (index, outcome) in waiting.iter().copied().zip(all(pdf, recognizer, ocr.at_once, limits, &waiting)) {
        let Some(outcome) = outcome else { continue };
        notices.extend(outcome.notices);
        if let Some(page) = outcome.lines {
            read.push(index);
            lines.push(page);
        }
    }
    for ((index, page), sizes) in read.into_iter().zip(&lines).zip(sizes(&lines)) {
        let scribe = &mut inputs[index].content.scribe;
        if pages[index].status == PageStatus::OcrLayer {
            scribe.drop_layer();
        }
        write(page, &sizes, scribe);
        pages[index].status = PageStatus::Ocr;
    }
    (!lines.is_empty()).then(|| recognizer.engine().clone())
}

fn waits(status: PageStatus, mode: OcrMode) -> bool {
    match status {
        PageStatus::ImageOnly => mode != OcrMode::Never,
        PageStatus::OcrLayer => mode == OcrMode::Always,
        PageStatus::Text | PageStatus::Empty | PageStatus::Ocr => false,
    }
}

/// What comes of each of these pages, in their order; none for those that were not begun.
fn all(
    pdf: &Pdf,
    recognizer: &dyn Recognizer,
    at_once: usize,
    limits: &Limits,
    waiting: &[usize],
) -> Vec<Option<Outcome>> {
    let outcomes: Vec<Mutex<Option<Outcome>>> = waiting.iter().map(|_| Mutex::new(None)).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(&index) = waiting.get(at) else { return };
            let Some(outcome) = page(pdf, recognizer, limits, index) else {
                // Called off: nobody begins another page.
                next.store(waiting.len(), Ordering::Relaxed);
                return;
            };
            *outcomes[at].lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
        }
    };
    let at_once = at_once.clamp(1, MOST_AT_ONCE).min(waiting.len());
    thread::scope(|scope| {
        for _ in 1..at_once {
            // Threads are called as the one they help, so that a program can tell what they belong to. Where no
            // more can be had, the others do the work.
            let name = thread::current().name().unwrap_or("fundscan-ocr").to_owned();
            let _ = thread::Builder::new().name(name).spawn_scoped(scope, work);
        }
        work();
    });
    outcomes.into_iter().map(|o| o.into_inner().unwrap_or_else(PoisonError::into_inner)).collect()
}

/// Reads one page; none where the work was called off.
fn page(pdf: &Pdf, recognizer: &dyn Recognizer, limits: &Limits, index: usize) -> Option<Outcome> {
    let number = index as u32 + 1;
    let page = &pdf.pages[index];
    // What is wrong with the content was told when its text was read.
    let content = pdf.content(page, &mut Budget::new(limits), &mut Vec::new()).bytes;
    let painted = paint(&pdf.document, page, number, &content, limits);
    let told =
        painted.faults.iter().map(|fault| Notice::on_page("picture-damaged", number, format!("for OCR: {fault}")));
    let mut notices: Vec<Notice> = told.collect();
    if painted.picture.is_blank() {
        let message = "there is nothing on this page that could be painted for OCR; it was not read";
        notices.push(Notice::on_page("ocr-failed", number, message));
        return Some(Outcome { notices, lines: None });
    }
    match recognizer.recognize(&painted.picture) {
        Ok(lines) => {
            let mut lines = PageLines { lines, scale: painted.scale };
            let unsure = drop_pictures(&mut lines);
            if unsure > 0 {
                let lines = if unsure == 1 { "a line".to_owned() } else { format!("{unsure} lines") };
                let message = format!("OCR was not sure of what stands in {lines} on this page and left that out");
                notices.push(Notice::on_page("ocr-unsure", number, message));
            }
            Some(Outcome { notices, lines: Some(lines) })
        }
        Err(RecognizeError::Stopped) => None,
        Err(RecognizeError::Failed(reason)) => {
            notices.push(Notice::on_page("ocr-failed", number, format!("OCR could not read this page: {reason}")));
            Some(Outcome { notices, lines: None })
        }
    }
}
