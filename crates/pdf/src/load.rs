//! Opening a file, and reading the content of its pages.

use fundscan_model::Notice;
use lopdf::xref::XrefRecovery;
use lopdf::{Document, Error, FilterFunc, LoadOptions, Object, Stream};
use memchr::memmem;

use crate::compact::compact;
use crate::content::{Budget, Joined, Told};
use crate::encryption;
use crate::error::PdfError;
use crate::mend::mend;
use crate::object::{leads_on, plain_reason, resolve, text_string};
use crate::oddities::{oddities, why_no_pages};
use crate::options::ReadOptions;
use crate::pages::{PageRef, Pages};
use crate::repair;

/// Content streams of one page.
const MAX_CONTENT_STREAMS: usize = 10_000;

/// A file that could be opened.
pub(crate) struct Pdf {
    pub(crate) document: Document,
    pub(crate) pages: Vec<PageRef>,
    pub(crate) notices: Vec<Notice>,
    /// Entries of the lists of pages that were looked at.
    pub(crate) steps: u64,
    /// Bytes of content that one page may have.
    page_bytes: usize,
}

impl Pdf {
    pub(crate) fn open(bytes: &[u8], options: &ReadOptions) -> Result<Self, PdfError> {
        let mut pdf = load(bytes, options, false)?;
        if pdf.document.xref_recovery != Some(XrefRecovery::Reconstructed)
            && (pdf.pages.is_empty() || repair::table_misleads(&pdf.document, bytes))
        {
            // The cross-reference table reads but leads to the wrong objects: look for the objects themselves. lopdf
            // does so by itself only where it finds none at all, or loads objects without a filter.
            let rebuilt = load(bytes, options, true).ok();
            pdf = rebuilt.filter(|r| !r.pages.is_empty() && r.pages.len() >= pdf.pages.len()).unwrap_or(pdf);
        }
        if pdf.pages.is_empty() {
            let stray = Pages::stray(&pdf.document, options.limits.pages);
            let why = why_no_pages(bytes, &pdf.document);
            let found = match stray.pages.len() {
                0 if pdf.document.xref_recovery.is_some() => {
                    // A file that lost its end, or its table, has lost its pages: it is not one without any.
                    let reason =
                        if breaks_off(bytes) { "it breaks off before its first page" } else { "no page is left" };
                    return Err(PdfError::Damaged { reason: reason.to_owned() });
                }
                0 => return Err(PdfError::NoPages),
                1 => "1 page was found by searching the file".to_owned(),
                n => format!("{n} pages were found by searching the file, their order may be off"),
            };
            pdf.notices.push(Notice::new("page-tree-rebuilt", format!("{why}; {found}")));
            pdf.notices.extend(stray.notices);
            pdf.pages = stray.pages;
        }
        if pdf.document.xref_recovery.is_some() {
            let what = if breaks_off(bytes) {
                "the file breaks off before its end; what there is of it was read"
            } else {
                "the file's table of contents is damaged and was rebuilt"
            };
            pdf.notices.push(Notice::new("repaired", what));
        }
        pdf.notices.extend(oddities(bytes, &pdf.document));
        Ok(pdf)
    }

    /// A document with the pages that its page tree leads to, if any.
    pub(crate) fn of(document: Document, options: &ReadOptions) -> Self {
        let Pages { pages, notices, steps } = Pages::of_tree(&document, options.limits.pages);
        Self { document, pages, notices, steps, page_bytes: options.limits.stream_bytes }
    }

    /// Tells of streams whose ends were not where the file says.
    fn told_of(mut self, repairs: Repairs) -> Self {
        let Repairs { streams: restored, objects } = repairs;
        if objects > 0 {
            let how_many = if objects == 1 { "an object".to_owned() } else { format!("{objects} objects") };
            let what = format!("{how_many} of the file made no sense at some point; the rest of it was read");
            self.notices.push(Notice::new("repaired", what));
        }
        if restored > 0 {
            let what =
                format!("{restored} parts of the file do not say where they end and were read as far as they go");
            self.notices.push(Notice::new("repaired", what));
        }
        self
    }

    /// The title in the document information.
    pub(crate) fn title(&self) -> Option<String> {
        let info = resolve(&self.document, self.document.trailer.get(b"Info").ok()?).as_dict().ok()?;
        let title = text_string(resolve(&self.document, info.get(b"Title").ok()?).as_str().ok()?);
        let title: String = title.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        (!title.is_empty()).then_some(title)
    }

    /// The content of a page, its streams joined, as far as there is room for it; what went wrong goes to `told`.
    pub(crate) fn content(&self, page: &PageRef, budget: &mut Budget, told: &mut Vec<Told>) -> Joined {
        let Joined { mut bytes, mut joints } = Joined::default();
        for stream in self.content_streams(page, told) {
            let decoded = budget.decode(&self.document, stream);
            if let Some(fault) = decoded.fault {
                let fault = budget.told("the page's content", &fault);
                if !told.contains(&fault) {
                    told.push(fault);
                }
            }
            if bytes.is_empty() {
                bytes = decoded.bytes;
            } else {
                // Streams are divided between tokens, or so they should be.
                joints.push(bytes.len());
                bytes.push(b'\n');
                bytes.extend_from_slice(&decoded.bytes);
            }
            if bytes.len() > self.page_bytes {
                let megabytes = self.page_bytes >> 20;
                told.push(Told::limit(format!("the page draws more than {megabytes} MiB; the rest was left out")));
                bytes.truncate(self.page_bytes);
                break;
            }
        }
        Joined { bytes, joints }
    }

    fn content_streams<'p>(&'p self, page: &'p PageRef, told: &mut Vec<Told>) -> Vec<&'p Stream> {
        let Some(contents) = page.get(b"Contents") else { return Vec::new() };
        let items = match resolve(&self.document, contents) {
            Object::Array(items) => items.as_slice(),
            _ => std::slice::from_ref(contents),
        };
        if items.len() > MAX_CONTENT_STREAMS {
            let what = format!("the page has more than {MAX_CONTENT_STREAMS} pieces of content; the rest was left out");
            told.push(Told::limit(what));
        }
        let mut streams = Vec::new();
        let mut lost = None;
        for item in items.iter().take(MAX_CONTENT_STREAMS) {
            match resolve(&self.document, item) {
                Object::Stream(stream) => streams.push(stream),
                Object::Null if matches!(item, Object::Null) => {}
                Object::Null if leads_on(&self.document, item) => lost = Some("its place leads back to itself"),
                Object::Null => lost = lost.or(Some("it is missing from the file")),
                _ => lost = lost.or(Some("it is something else")),
            }
        }
        if let Some(why) = lost {
            let how_much = if streams.is_empty() { "the" } else { "some of the" };
            told.push(Told::damaged(format!("{how_much} page's content could not be read: {why}")));
        }
        streams
    }
}

/// Whether the end of the file is missing, where its table of contents is said to stand.
fn breaks_off(bytes: &[u8]) -> bool {
    memmem::rfind(bytes, b"startxref").is_none()
}

fn load(bytes: &[u8], options: &ReadOptions, rebuild: bool) -> Result<Pdf, PdfError> {
    if let Some(hidden) = encryption::hidden(bytes) {
        let (mut document, repairs) = parse(&hidden, options, rebuild, encryption::sealed)?;
        if encryption::unlock(&mut document, options)? {
            return Ok(Pdf::of(document, options).told_of(repairs));
        }
    }
    let (document, repairs) = parse(bytes, options, rebuild, compact)?;
    Ok(Pdf::of(document, options).told_of(repairs))
}

/// What had to be put right in a file.
#[derive(Clone, Copy, Debug)]
struct Repairs {
    /// Streams that were found only by searching for their ends.
    streams: usize,
    /// Objects in which something makes no sense.
    objects: usize,
}

/// The document, and what had to be put right.
fn parse(
    bytes: &[u8],
    options: &ReadOptions,
    rebuild: bool,
    filter: FilterFunc,
) -> Result<(Document, Repairs), PdfError> {
    let load = |bytes: &[u8], rebuild| {
        let options = LoadOptions {
            filter: Some(filter),
            max_decompressed_size: Some(options.limits.object_stream_bytes),
            force_reconstruct: rebuild,
            ..LoadOptions::default()
        };
        let mut document = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
            Error::Decompress(error) => PdfError::TooLarge { what: error.to_string() },
            error => PdfError::Damaged { reason: plain_reason(&error) },
        })?;
        let streams = repair::restore_streams(&mut document, bytes);
        let objects = mend(bytes, &mut document);
        Ok((document, Repairs { streams, objects }))
    };
    load(bytes, rebuild).or_else(|error| match error {
        PdfError::Damaged { .. } => {
            let found = repair::with_catalog(bytes).and_then(|bytes| load(&bytes, true).ok());
            found.filter(|(document, _)| !encryption::looks_encrypted(document)).ok_or(error)
        }
        error => Err(error),
    })
}
