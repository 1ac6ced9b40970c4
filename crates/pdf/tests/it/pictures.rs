//! Pages as pictures: every codec, colour space, mask and way of placing.

use std::sync::{Arc, Mutex};

use fundscan_model::{OcrEngine, OcrMode, PageStatus};
use fundscan_pdf::{Limits, Ocr, PagePicture, PdfText, ReadOptions, RecognizeError, RecognizedLine, Recognizer, read};

use crate::support::bytes;

/// Recognizes nothing and keeps what it was shown.
#[derive(Debug)]
struct Album {
    engine: OcrEngine,
    pictures: Mutex<Vec<PagePicture>>,
}

impl Recognizer for Album {
    fn engine(&self) -> &OcrEngine {
        &self.engine
    }

    fn recognize(&self, picture: &PagePicture) -> Result<Vec<RecognizedLine>, RecognizeError> {
        self.pictures.lock().unwrap().push(picture.clone());
        Ok(Vec::new())
    }
}

fn pictures(bytes: &[u8], limits: Limits) -> (PdfText, Vec<PagePicture>) {
    let engine = OcrEngine { name: "album".to_owned(), version: "1".to_owned(), models: Vec::new() };
    let album = Arc::new(Album { engine, pictures: Mutex::default() });
    let ocr = Ocr { mode: OcrMode::Auto, recognizer: Some(album.clone()), at_once: 3 };
    let text = read(bytes, &ReadOptions { ocr, limits, ..ReadOptions::default() }).unwrap();
    let mut pictures = album.pictures.lock().unwrap().clone();
    pictures.sort_by_key(|picture| picture.page);
    (text, pictures)
}

/// What each page shows and how, in the order of the pages.
fn names(bytes: &[u8]) -> Vec<String> {
    let document = lopdf::Document::load_mem(bytes).unwrap();
    let name = |id| document.get_dictionary(id).unwrap().get(b"FundscanName").unwrap().as_str().unwrap().to_vec();
    document.get_pages().into_values().map(|id| String::from_utf8(name(id)).unwrap()).collect()
}

/// The letter that all pages show: `#` for black.
const LETTER: [&str; 5] = ["####", "#...", "###.", "#...", "#..."];

/// The picture in as many parts as the letter has, by their middle: `#` dark, `.` light, `?` in between.
fn letter(picture: &PagePicture) -> Vec<String> {
    let (width, height) = (picture.width as usize, picture.height as usize);
    let part = |row: usize, column: usize| {
        let (x, y) = ((2 * column + 1) * width / 8, (2 * row + 1) * height / 10);
        match picture.pixels[y * width + x] {
            0..=90 => '#',
            91..=200 => '?',
            201..=255 => '.',
        }
    };
    (0..5).map(|row| (0..4).map(|column| part(row, column)).collect()).collect()
}

#[test]
fn the_letter_is_seen_however_it_is_painted() {
    let bytes = bytes("pictures");
    let (text, pictures) = pictures(&bytes, Limits::default());
    let names = names(&bytes);
    assert!(names.len() > 40, "{names:?}");
    for (index, name) in names.iter().enumerate() {
        let number = index as u32 + 1;
        let notices: Vec<_> = text.notices.iter().filter(|n| n.page == Some(number)).collect();
        let picture = pictures.iter().find(|p| p.page == number);
        let picture = picture.unwrap_or_else(|| panic!("{name}: no picture; {notices:?}"));
        let expected: Vec<String> = match name.as_str() {
            "white on black" => {
                LETTER.iter().map(|row| row.replace('#', "o").replace('.', "#").replace('o', ".")).collect()
            }
            _ => LETTER.map(str::to_owned).to_vec(),
        };
        assert_eq!(letter(picture), expected, "{name}: {notices:?}");
        assert!(notices.is_empty(), "{name}: {notices:?}");
        assert_eq!((picture.width, picture.height, picture.resolution), (267, 333, 300), "{name}");
    }
    assert!(text.pages.iter().all(|page| page.status == PageStatus::Ocr), "{:?}", text.pages);
    assert_eq!(text.ocr.unwrap().name, "album");
}

#[test]
fn a_scan_is_told_from_a_painted_page() {
    let bytes = bytes("pictures");
    let (_, pictures) = pictures(&bytes, Limits::default());
    let scanned = |wanted: &str| {
        let index = names(&bytes).iter().position(|name| name == wanted).unwrap();
        pictures[index].scanned
    };
    assert!(scanned("fax group 4") && scanned("strips") && !scanned("path") && !scanned("white on black"));
}

#[test]
fn pictures_beyond_the_limits_are_left_out_and_told() {
    let bytes = bytes("pictures");
    let few = Limits { picture_samples: 1000, ..Limits::default() };
    let (text, _) = pictures(&bytes, few);
    let told = |code: &str, words: &str| text.notices.iter().any(|n| n.code == code && n.message.contains(words));
    assert!(told("picture-damaged", "more than 1000 samples"), "{:?}", text.notices);
    assert!(told("ocr-failed", "nothing on this page"), "{:?}", text.notices);
    assert!(text.pages.iter().any(|page| page.status == PageStatus::ImageOnly));

    let tired = Limits { picture_work: 2000, ..Limits::default() };
    let (text, _) = pictures(&bytes, tired);
    assert!(text.notices.iter().any(|n| n.message.contains("too much")), "{:?}", text.notices);

    let small = Limits { picture_pixels: 5120, ..Limits::default() };
    let (_, small) = pictures(&bytes, small);
    assert!(small.iter().all(|p| (p.width, p.height, p.resolution) == (64, 80, 72)), "{:?}", small[0]);
    assert_eq!(letter(&small[0]), LETTER);
}
