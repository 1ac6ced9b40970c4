//! Opening a file and finding its pages.

use std::collections::HashSet;

use fundscan_model::Notice;
use lopdf::xref::XrefRecovery;
use lopdf::{Dictionary, Document, Error, FilterFunc, LoadOptions, Object, ObjectId, Stream};

use crate::compact::compact;
use crate::content::Matrix;
use crate::encryption;
use crate::error::PdfError;
use crate::object::{decode_stream, plain_reason, resolve, text_string};
use crate::options::ReadOptions;

/// How deep the page tree may be; real ones have a handful of levels.
const MAX_TREE_DEPTH: usize = 64;
/// Content streams of one page.
const MAX_CONTENT_STREAMS: usize = 10_000;

/// A file that could be opened.
pub(crate) struct Pdf {
    pub(crate) document: Document,
    pub(crate) pages: Vec<PageRef>,
    pub(crate) notices: Vec<Notice>,
}

/// A page as the page tree gives it, inherited entries resolved.
#[derive(Clone, Debug)]
pub(crate) struct PageRef {
    pub(crate) dictionary: Dictionary,
    /// Its object, where it is one of its own.
    pub(crate) id: Option<ObjectId>,
    /// User space to the page as seen: origin top left, y down, cropped and rotated.
    pub(crate) base: Matrix,
    pub(crate) width: f32,
    pub(crate) height: f32,
}

impl Pdf {
    pub(crate) fn open(bytes: &[u8], options: &ReadOptions) -> Result<Self, PdfError> {
        let mut pdf = Self::of(load(bytes, options, false)?, options);
        if pdf.pages.is_empty() && pdf.document.xref_recovery != Some(XrefRecovery::Reconstructed) {
            // The cross-reference table reads but leads to the wrong objects: look for the objects themselves. lopdf
            // does so by itself only where it loads objects without a filter.
            let rebuilt = load(bytes, options, true).map(|document| Self::of(document, options));
            pdf = rebuilt.ok().filter(|rebuilt| !rebuilt.pages.is_empty()).unwrap_or(pdf);
        }
        if pdf.pages.is_empty() {
            pdf.pages = stray_pages(&pdf.document, options.limits.pages);
            if pdf.pages.is_empty() {
                return Err(PdfError::NoPages);
            }
            let n = pdf.pages.len();
            pdf.notices.push(Notice::new(
                "page-tree-rebuilt",
                format!(
                    "the list of pages is damaged; {n} pages were found by searching the file, their order may be off"
                ),
            ));
        }
        if pdf.document.xref_recovery.is_some() {
            pdf.notices.push(Notice::new("repaired", "the file's table of contents is damaged and was rebuilt"));
        }
        Ok(pdf)
    }

    /// A document with the pages that its page tree leads to, if any.
    pub(crate) fn of(document: Document, options: &ReadOptions) -> Self {
        let mut notices = Vec::new();
        let pages = page_tree(&document, options.limits.pages, &mut notices);
        Self { document, pages, notices }
    }

    /// The title in the document information.
    pub(crate) fn title(&self) -> Option<String> {
        let info = resolve(&self.document, self.document.trailer.get(b"Info").ok()?).as_dict().ok()?;
        let title = text_string(resolve(&self.document, info.get(b"Title").ok()?).as_str().ok()?);
        let title: String = title.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        (!title.is_empty()).then_some(title)
    }

    /// The content of a page, its streams joined, and what went wrong while reading them.
    pub(crate) fn content(&self, page: &PageRef, limit: usize) -> (Vec<u8>, Vec<String>) {
        let mut bytes = Vec::new();
        let mut faults = Vec::new();
        for stream in self.content_streams(page) {
            let decoded = decode_stream(&self.document, stream, limit);
            faults.extend(decoded.fault);
            bytes.extend_from_slice(&decoded.bytes);
            // Streams are divided between tokens.
            bytes.push(b'\n');
            if bytes.len() > limit {
                faults.push(format!("the page's content is larger than {limit} bytes; the rest was left out"));
                bytes.truncate(limit);
                break;
            }
        }
        (bytes, faults)
    }

    fn content_streams<'p>(&'p self, page: &'p PageRef) -> Vec<&'p Stream> {
        let Ok(contents) = page.dictionary.get(b"Contents") else { return Vec::new() };
        match resolve(&self.document, contents) {
            Object::Stream(stream) => vec![stream],
            Object::Array(items) => self.streams_in(items),
            _ => Vec::new(),
        }
    }

    fn streams_in<'s>(&'s self, items: &[Object]) -> Vec<&'s Stream> {
        let ids = items.iter().take(MAX_CONTENT_STREAMS).filter_map(|o| o.as_reference().ok());
        ids.filter_map(|id| resolve(&self.document, self.document.objects.get(&id)?).as_stream().ok()).collect()
    }
}

fn load(bytes: &[u8], options: &ReadOptions, rebuild: bool) -> Result<Document, PdfError> {
    if let Some(hidden) = encryption::hidden(bytes) {
        let mut document = parse(&hidden, options, rebuild, encryption::sealed)?;
        if encryption::unlock(&mut document, options)? {
            return Ok(document);
        }
    }
    parse(bytes, options, rebuild, compact)
}

fn parse(bytes: &[u8], options: &ReadOptions, rebuild: bool, filter: FilterFunc) -> Result<Document, PdfError> {
    let options = LoadOptions {
        filter: Some(filter),
        max_decompressed_size: Some(options.limits.object_stream_bytes),
        force_reconstruct: rebuild,
        ..LoadOptions::default()
    };
    Document::load_mem_with_options(bytes, options).map_err(|error| match error {
        Error::Decompress(error) => PdfError::TooLarge { what: error.to_string() },
        error => PdfError::Damaged { reason: plain_reason(&error) },
    })
}

/// The leaves of the page tree in order. Walks without recursion; a node is visited once.
fn page_tree(document: &Document, limit: usize, notices: &mut Vec<Notice>) -> Vec<PageRef> {
    const INHERITED: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];
    let mut pages = Vec::new();
    let root = document.catalog().ok().and_then(|catalog| catalog.get(b"Pages").ok());
    let Some(root) = root else { return pages };
    let mut seen = HashSet::new();
    let mut stack = vec![(root, Dictionary::new(), 0)];
    while let Some((object, inherited, depth)) = stack.pop() {
        let id = object.as_reference().ok();
        if depth > MAX_TREE_DEPTH || id.is_some_and(|id| !seen.insert(id)) {
            notices.push(Notice::new("page-tree", "the list of pages leads back to itself or is nested too deep"));
            continue;
        }
        let Ok(node) = resolve(document, object).as_dict() else { continue };
        let mut merged = inherited;
        for key in INHERITED {
            if let Ok(value) = node.get(key) {
                merged.set(key, value.clone());
            }
        }
        if let Ok(Ok(kids)) = node.get(b"Kids").map(|kids| resolve(document, kids).as_array()) {
            stack.extend(kids.iter().rev().map(|kid| (kid, merged.clone(), depth + 1)));
            continue;
        }
        if pages.len() == limit {
            notices.push(Notice::new("limit", format!("the file has more than {limit} pages; the rest was left out")));
            break;
        }
        pages.push(page(document, node, id, merged));
    }
    pages
}

/// Pages found among all objects, for a file whose page tree is lost; in the order of their numbers.
fn stray_pages(document: &Document, limit: usize) -> Vec<PageRef> {
    let is_page =
        |dictionary: &Dictionary| matches!(dictionary.get(b"Type"), Ok(Object::Name(name)) if name == b"Page");
    let pages = document.objects.iter().filter_map(|(&id, object)| {
        let dictionary = object.as_dict().ok().filter(|d| is_page(d))?;
        Some(page(document, dictionary, Some(id), Dictionary::new()))
    });
    pages.take(limit).collect()
}

fn page(document: &Document, own: &Dictionary, id: Option<ObjectId>, inherited: Dictionary) -> PageRef {
    let mut dictionary = inherited;
    for key in [&b"Resources"[..], b"MediaBox", b"CropBox", b"Rotate", b"Contents", b"StructParents"] {
        if let Ok(value) = own.get(key) {
            dictionary.set(key, value.clone());
        }
    }
    let rectangle = |key: &[u8]| -> Option<[f32; 4]> {
        let array = resolve(document, dictionary.get(key).ok()?).as_array().ok()?;
        let n: Vec<f32> = array.iter().take(4).filter_map(|o| resolve(document, o).as_float().ok()).collect();
        let [x0, y0, x1, y1] = n[..] else { return None };
        let r = [x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)];
        (r.iter().all(|v| v.is_finite()) && r[2] - r[0] > 1.0 && r[3] - r[1] > 1.0).then_some(r)
    };
    // Letter paper where the file does not say.
    let media = rectangle(b"MediaBox").unwrap_or([0.0, 0.0, 612.0, 792.0]);
    let crop = rectangle(b"CropBox").unwrap_or(media);
    let r = [crop[0].max(media[0]), crop[1].max(media[1]), crop[2].min(media[2]), crop[3].min(media[3])];
    let [x0, y0, x1, y1] = if r[2] - r[0] > 1.0 && r[3] - r[1] > 1.0 { r } else { media };
    let rotate = dictionary.get(b"Rotate").ok().and_then(|o| resolve(document, o).as_float().ok()).unwrap_or(0.0);
    let (w, h) = (x1 - x0, y1 - y0);
    let (base, width, height) = match (rotate as i32).rem_euclid(360) {
        90 => (Matrix::new(0.0, 1.0, 1.0, 0.0, -y0, -x0), h, w),
        180 => (Matrix::new(-1.0, 0.0, 0.0, 1.0, x1, -y0), w, h),
        270 => (Matrix::new(0.0, -1.0, -1.0, 0.0, y1, x1), h, w),
        _ => (Matrix::new(1.0, 0.0, 0.0, -1.0, -x0, y1), w, h),
    };
    PageRef { dictionary, id, base, width, height }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    #[test]
    fn rotation_and_crop_take_user_space_to_the_page_as_seen() {
        let document = Document::new();
        let own = dictionary! {
            "MediaBox" => vec![0.into(), 0.into(), 200.into(), 100.into()],
            "CropBox" => vec![10.into(), 20.into(), 190.into(), 90.into()],
        };
        for (rotate, corner, size) in [
            (0, (0.0, 0.0), (180.0, 70.0)),
            (90, (70.0, 0.0), (70.0, 180.0)),
            (180, (180.0, 70.0), (180.0, 70.0)),
            (270, (0.0, 180.0), (70.0, 180.0)),
        ] {
            let mut own = own.clone();
            own.set("Rotate", rotate);
            let page = page(&document, &own, None, Dictionary::new());
            // The top left corner of the unrotated crop box.
            assert_eq!(page.base.apply(10.0, 90.0), corner, "rotated by {rotate}");
            assert_eq!((page.width, page.height), size);
        }
    }
}
