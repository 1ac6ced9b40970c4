use fundscan_model::{Block, Hidden, Notice, OcrEngine, Page, PageStatus};

use crate::content::{Budget, Interpreter, PageContent, Segment, raise_small_figures};
use crate::error::PdfError;
use crate::labels::Labels;
use crate::layout::{self, PageInput};
use crate::load::Pdf;
use crate::ocr::read_pages;
use crate::options::ReadOptions;
use crate::pages::PageRef;
use crate::structure::{Languages, Tree};
use crate::work::{Work, steps};

/// What was read from a PDF.
#[derive(Clone, Debug)]
pub struct PdfText {
    /// The pages in order.
    pub pages: Vec<Page>,
    /// The blocks in reading order, running heads and feet among them, page by page.
    pub blocks: Vec<Block>,
    /// The title in the document information.
    pub title: Option<String>,
    /// What read pages by recognizing letters; none where no page was read so.
    pub ocr: Option<OcrEngine>,
    /// What was repaired, cut off or could not be read.
    pub notices: Vec<Notice>,
    /// What it took to read it.
    pub work: Work,
}

/// Reads the text of a PDF.
///
/// # Errors
///
/// [`PdfError`] where there is no text to be had at all: the file is no PDF or damaged beyond repair, is protected with
/// a password, has no pages, or exceeds a limit while it is opened. Faults on single pages are notices.
pub fn read(bytes: &[u8], options: &ReadOptions) -> Result<PdfText, PdfError> {
    Ok(text_of(&Pdf::open(bytes, options)?, options))
}

/// Reads the text of a file that could be opened.
pub(crate) fn text_of(pdf: &Pdf, options: &ReadOptions) -> PdfText {
    let before = steps();
    let mut notices = pdf.notices.clone();
    let mut budget = Budget::new(&options.limits);
    let labels = Labels::of(&pdf.document);
    let mut languages = Languages::of(&pdf.document);
    let ids = pdf.pages.iter().map(|page| page.id);
    let limit = options.limits.structure_entries;
    let tree =
        if options.ignore_tags { None } else { Tree::read(&pdf.document, ids, limit, &mut languages, &mut notices) };
    let mut interpreter = Interpreter::new(&pdf.document, &options.limits, tree.as_ref(), &mut languages);
    let mut pages = Vec::with_capacity(pdf.pages.len());
    let mut inputs = Vec::with_capacity(pdf.pages.len());
    for (index, page) in pdf.pages.iter().enumerate() {
        let number = index as u32 + 1;
        let mut told = Vec::new();
        let bytes = pdf.content(page, &mut budget, &mut told);
        let mut content = interpreter.page(index, &bytes, page, &mut budget);
        told.append(&mut content.told);
        notices.extend(told.into_iter().map(|told| Notice::on_page(told.code, number, told.what)));
        notices.extend(unmapped_notice(&content, number));
        let (width, height) = (page.width, page.height);
        pages.push(Page { number, label: labels.get(index), width, height, status: status(&content, page) });
        inputs.push(PageInput { content, width: page.width, height: page.height });
    }
    if interpreter.fonts_were_cut() {
        let what = "the fonts of the document hold more than is read of them; some letters may be missing";
        notices.push(Notice::new("limit", what));
    }
    let engine = read_pages(pdf, options, &mut pages, &mut inputs, &mut notices);
    raise_small_figures(inputs.iter_mut().map(|page| &mut page.content.scribe).collect());
    let blocks = layout::blocks(&inputs, tree.as_ref(), &languages, &mut notices);
    notices.extend(hidden_notices(&blocks));
    let mut work = budget.work;
    work.steps = pdf.steps + steps() - before;
    PdfText { pages, blocks, title: pdf.title(), ocr: engine, notices, work }
}

/// More painted paths than this on a page without text are taken for letters turned into outlines.
const OUTLINES: usize = 50;

/// The share of a page that pictures fill at least where it is a scan. Scanners cut margins off.
const SCANNED: f32 = 0.7;
/// The share of a page's height at either edge where page numbers and stamps are put on a scan.
const MARGIN: f32 = 0.1;
/// More words than this are no page number and no stamp.
const STAMP: usize = 20;

fn status(content: &PageContent, page: &PageRef) -> PageStatus {
    let hidden = content.hidden();
    let seen = || content.scribe.segments.iter().filter(|s| !s.words.is_empty() && hidden(s).is_none());
    let scanned = content.pictured > SCANNED * page.width * page.height;
    let in_margin = |s: &Segment| s.angle == 0 && !(MARGIN..1.0 - MARGIN).contains(&(s.v / page.height));
    let stamped = || seen().map(|s| s.words.len()).sum::<usize>() <= STAMP && seen().all(in_margin);
    let any = content.letters > 0 && seen().next().is_some();
    if any && content.is_layer() {
        PageStatus::OcrLayer
    } else if any && !(scanned && stamped()) {
        PageStatus::Text
    } else if content.images > 0 || content.painted_paths > OUTLINES || content.glyphs > 0 {
        PageStatus::ImageOnly
    } else {
        PageStatus::Empty
    }
}

fn hidden_notices(blocks: &[Block]) -> Vec<Notice> {
    let kinds = [
        (Hidden::NoInk, "drawn without ink"),
        (Hidden::PaperColour, "in the colour of the paper"),
        (Hidden::Clipped, "outside of what is painted of the page"),
    ];
    let notices = kinds.into_iter().filter_map(|(hidden, how)| {
        let of_kind = || blocks.iter().filter(|block| block.hidden == Some(hidden));
        let page = of_kind().find_map(Block::page)?;
        let words: usize = of_kind().map(|block| block.text.split(' ').count()).sum();
        let what = format!("{words} words are {how} and not seen by a reader; they were left out of the text");
        let what = if words == 1 { what.replace("words are", "word is").replace("they were", "it was") } else { what };
        Some(Notice::on_page("hidden-text", page, what))
    });
    notices.collect()
}

fn unmapped_notice(content: &PageContent, number: u32) -> Option<Notice> {
    let share = content.unmapped as f32 / content.glyphs.max(1) as f32;
    (content.unmapped > 20 && share > 0.1).then(|| {
        let percent = (share * 100.0).round();
        let fonts: Vec<&str> = content.silent_fonts.iter().map(String::as_str).filter(|f| !f.is_empty()).collect();
        let fonts = if fonts.is_empty() { String::new() } else { format!(" ({})", fonts.join(", ")) };
        Notice::on_page(
            "unreadable-font",
            number,
            format!(
                "{percent} % of the letters on this page are in a font{fonts} that does not say which letters they are"
            ),
        )
    })
}
