//! Pages that are read by recognizing letters: which, what becomes of their words, and what is said of them.

use std::sync::{Arc, Mutex};

use fundscan_model::{ByteSpan, OcrEngine, OcrMode, PageStatus};
use fundscan_pdf::{
    Limits, Ocr, PagePicture, PdfText, ReadOptions, RecognizeError, RecognizedLine, RecognizedWord, Recognizer, read,
};

use crate::support::bytes;

type Reads = fn(u32) -> Result<Vec<RecognizedLine>, RecognizeError>;

/// Gives for each page what it is told to, and notes which pages it was shown.
#[derive(Debug)]
struct Reader {
    engine: OcrEngine,
    reads: Reads,
    shown: Mutex<Vec<u32>>,
}

impl Recognizer for Reader {
    fn engine(&self) -> &OcrEngine {
        &self.engine
    }

    fn recognize(&self, picture: &PagePicture) -> Result<Vec<RecognizedLine>, RecognizeError> {
        self.shown.lock().unwrap().push(picture.page);
        (self.reads)(picture.page)
    }
}

/// The test file read in a mode, and the pages that were shown.
fn scans_within(mode: OcrMode, reads: Reads, at_once: usize, limits: Limits) -> (PdfText, Vec<u32>) {
    let engine = OcrEngine { name: "reader".to_owned(), version: "1".to_owned(), models: Vec::new() };
    let reader = Arc::new(Reader { engine, reads, shown: Mutex::default() });
    let ocr = Ocr { mode, recognizer: Some(reader.clone()), at_once };
    let text = read(&bytes("scans"), &ReadOptions { ocr, limits, ..ReadOptions::default() }).unwrap();
    let mut shown = reader.shown.lock().unwrap().clone();
    shown.sort_unstable();
    (text, shown)
}

fn scans(mode: OcrMode, reads: Reads) -> (PdfText, Vec<u32>) {
    scans_within(mode, reads, 1, Limits::default())
}

/// A line of words of 20 pixels a letter and 40 pixels high, at 300 pixels an inch.
fn line(paragraph: u32, row: u32, text: &str) -> RecognizedLine {
    let top = 300 + 60 * row;
    let mut left = 100;
    let words = text.split(' ').map(|word| {
        let width = 20 * word.chars().count() as u32;
        let word = RecognizedWord {
            text: word.to_owned(),
            left,
            top,
            right: left + width,
            bottom: top + 40,
            confidence: if row == 0 { 90 } else { 80 },
        };
        left += width + 14;
        word
    });
    let words = words.collect();
    RecognizedLine { words, paragraph, baseline: (top + 32) as f32, slope: 0.0, height: 40.0, angle: 0 }
}

fn paragraph(page: u32) -> Result<Vec<RecognizedLine>, RecognizeError> {
    Ok(match page {
        2 => vec![
            line(1, 0, "Het fonds vergoedt alle bijscho-"),
            line(1, 1, "ling van monteurs en operators."),
            line(2, 4, "Tweede alinea op de scan."),
        ],
        _ => vec![line(1, 0, &format!("Gelezen op bladzijde {page} van de scan."))],
    })
}

fn statuses(text: &PdfText) -> Vec<&'static str> {
    text.pages.iter().map(|page| page.status.name()).collect()
}

fn block_texts(text: &PdfText, page: u32) -> Vec<&str> {
    text.blocks.iter().filter(|b| b.page() == Some(page)).map(|b| b.text.as_str()).collect()
}

#[test]
fn without_being_asked_no_page_is_read_and_every_page_says_what_it_is() {
    let (text, shown) = scans(OcrMode::Never, paragraph);
    assert_eq!(statuses(&text), ["text", "image-only", "image-only", "ocr-layer", "text"]);
    assert!(shown.is_empty() && text.ocr.is_none());
    assert_eq!(block_texts(&text, 4), ["De laag van een ander."]);
}

#[test]
fn recognized_words_become_paragraphs_like_drawn_ones() {
    let (text, shown) = scans(OcrMode::Auto, paragraph);
    assert_eq!(shown, [2, 3]);
    assert_eq!(statuses(&text), ["text", "ocr", "ocr", "ocr-layer", "text"]);
    let expected = ["Het fonds vergoedt alle bijscholing van monteurs en operators.", "Tweede alinea op de scan."];
    assert_eq!(block_texts(&text, 2), expected);
    assert_eq!(block_texts(&text, 4), ["De laag van een ander."]);
    assert_eq!(text.ocr.as_ref().unwrap().name, "reader");
    assert!(text.notices.is_empty(), "{:?}", text.notices);
}

#[test]
fn what_was_recognized_is_marked_and_stands_where_it_was_seen() {
    let (text, _) = scans(OcrMode::Auto, paragraph);
    let on = |page| text.blocks.iter().find(|b| b.page() == Some(page)).unwrap();
    let whole = |page: u32| on(page).ocr(ByteSpan::new(0, on(page).text.len()));
    assert_eq!((whole(1), whole(4)), (None, None));
    let block = on(2);
    // Five words of one line and five of the next, as sure as their letters.
    let sure = whole(2).unwrap();
    assert!((83..=86).contains(&sure), "{sure}");
    let fonds = block.text.find("fonds").unwrap();
    let place = block.places(ByteSpan::new(fonds, fonds + 5))[0];
    let points = |pixels: f32| pixels * 72.0 / 300.0;
    assert_eq!(block.ocr(ByteSpan::new(fonds, fonds + 5)), Some(90));
    for (is, wanted) in [
        (place.bbox.left, points(174.0)),
        (place.bbox.right, points(274.0)),
        (place.bbox.top, points(300.0)),
        (place.bbox.bottom, points(340.0)),
    ] {
        assert!((is - wanted).abs() < 0.1, "{place:?}");
    }
}

#[test]
fn what_was_stamped_on_a_scan_stays_with_what_is_read_on_it() {
    let (text, _) = scans(OcrMode::Auto, paragraph);
    let found = block_texts(&text, 3);
    assert!(found.contains(&"3") && found.contains(&"Gelezen op bladzijde 3 van de scan."), "{found:?}");
}

#[test]
fn always_puts_its_own_reading_in_the_place_of_a_layer() {
    let (text, shown) = scans(OcrMode::Always, paragraph);
    assert_eq!(shown, [2, 3, 4]);
    assert_eq!(statuses(&text), ["text", "ocr", "ocr", "ocr", "text"]);
    assert_eq!(block_texts(&text, 4), ["Gelezen op bladzijde 4 van de scan."]);
}

#[test]
fn a_page_that_cannot_be_read_keeps_waiting_and_stops_nothing() {
    let (text, _) = scans(OcrMode::Always, |page| match page {
        2 | 4 => Err(RecognizeError::Failed("het duurde te lang".to_owned())),
        _ => paragraph(page),
    });
    assert_eq!(statuses(&text), ["text", "image-only", "ocr", "ocr-layer", "text"]);
    let told: Vec<_> = text.notices.iter().map(|n| (n.code.as_str(), n.page)).collect();
    assert_eq!(told, [("ocr-failed", Some(2)), ("ocr-failed", Some(4))]);
    assert!(text.notices[0].message.contains("het duurde te lang"));
    assert_eq!(block_texts(&text, 4), ["De laag van een ander."]);
}

#[test]
fn after_a_stop_no_other_page_is_begun() {
    let (text, shown) = scans(OcrMode::Always, |_| Err(RecognizeError::Stopped));
    assert_eq!(shown, [2]);
    assert_eq!(statuses(&text), ["text", "image-only", "image-only", "ocr-layer", "text"]);
    assert!(text.ocr.is_none() && text.notices.is_empty());
}

#[test]
fn a_page_without_words_has_been_read_all_the_same() {
    let (text, _) = scans(OcrMode::Auto, |_| Ok(Vec::new()));
    assert_eq!(text.pages[1].status, PageStatus::Ocr);
    assert!(text.ocr.is_some() && block_texts(&text, 2).is_empty());
}

#[test]
fn pages_beyond_the_limit_keep_waiting_and_are_told() {
    let (text, shown) = scans_within(OcrMode::Always, paragraph, 1, Limits { ocr_pages: 1, ..Limits::default() });
    assert_eq!(shown, [2]);
    assert_eq!(statuses(&text)[2], "image-only");
    assert!(text.notices.iter().any(|n| n.code == "limit" && n.message.contains("2 were left out")));
}

#[test]
fn the_result_does_not_depend_on_how_many_pages_are_read_at_once() {
    let one = scans_within(OcrMode::Always, paragraph, 1, Limits::default()).0;
    let many = scans_within(OcrMode::Always, paragraph, 8, Limits::default()).0;
    assert_eq!((one.blocks, one.pages, one.notices), (many.blocks, many.pages, many.notices));
}
