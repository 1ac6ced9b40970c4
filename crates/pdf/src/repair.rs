//! What lopdf does not put right by itself while it loads a damaged file.

use lopdf::xref::XrefEntry;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use memchr::memmem;

/// The number of the catalog that is given to a file without one; lopdf looks at none above a million.
const CATALOG: u32 = 999_999;

/// Objects that are not where they are said to be, and are looked for elsewhere. Each costs one look at the whole file.
const LOST_OBJECTS: usize = 16;

/// Finds the content of streams that lopdf gave up, and gives their number: those that do not say how long they are, or
/// say nonsense and have no mark at their end. `bytes` are those that the document was loaded from.
pub(crate) fn restore_streams(document: &mut Document, bytes: &[u8]) -> usize {
    let lost = |id| match document.objects.get(&id) {
        Some(Object::Stream(stream)) => stream.content.is_empty(),
        Some(_) => false,
        None => true,
    };
    if !placed(document).any(|(_, id)| lost(id)) {
        return 0;
    }
    let bytes = &bytes[header(bytes)..];
    let mut places: Vec<(usize, ObjectId)> = placed(document).collect();
    places.sort_unstable();
    let mut restored = 0;
    for (index, &(start, id)) in places.iter().enumerate() {
        // Up to the next object, so that each byte is looked at once.
        let end = places.get(index + 1).map_or(bytes.len(), |next| next.0).min(bytes.len());
        let Some(region) = bytes.get(start..end) else { continue };
        match document.objects.get_mut(&id) {
            Some(Object::Stream(stream)) if stream.content.is_empty() => {
                let data = stream.start_position.and_then(|at| bytes.get(at..end)).map(content);
                if let Some(data) = data.filter(|data| !data.is_empty()) {
                    stream.set_content(data.to_vec());
                    restored += 1;
                }
            }
            Some(_) => {}
            None => {
                if let Some(stream) = stream_in(region, id) {
                    document.objects.insert(id, Object::Stream(stream));
                    restored += 1;
                }
            }
        }
    }
    restored
}

/// The places that the cross-reference table gives for objects of the file itself, counted from the header.
fn placed(document: &Document) -> impl Iterator<Item = (usize, ObjectId)> {
    document.reference_table.entries.iter().filter_map(|(&number, entry)| match *entry {
        XrefEntry::Normal { offset, generation } => Some((offset as usize, (number, generation))),
        _ => None,
    })
}

/// Whether the cross-reference table names wrong places for objects that are in the file elsewhere.
pub(crate) fn table_misleads(document: &Document, bytes: &[u8]) -> bool {
    // One is enough, and those that are nowhere are mostly what an editor forgot to mark as free.
    let lost = placed(document).filter(|(_, id)| !document.objects.contains_key(id)).take(LOST_OBJECTS);
    let shift = header(bytes);
    lost.into_iter().any(|(place, (number, generation))| {
        let own = format!("{number} {generation} obj");
        let mut found = memmem::find_iter(bytes, own.as_bytes());
        found.any(|at| at != shift + place && at > 0 && matches!(bytes[at - 1], b'\r' | b'\n'))
    })
}

/// Where places are counted from.
fn header(bytes: &[u8]) -> usize {
    memmem::find(bytes, b"%PDF-").unwrap_or(0)
}

/// The stream that `region` begins with, whatever it says of its length.
fn stream_in(region: &[u8], id: ObjectId) -> Option<Stream> {
    let numbers = memmem::find(&region[..region.len().min(64)], b"obj")?;
    let body = &region[numbers + b"obj".len()..];
    let mut numbers = std::str::from_utf8(&region[..numbers]).ok()?.split_ascii_whitespace();
    let own = (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?);
    if own != id {
        return None;
    }
    let keyword = memmem::find_iter(body, b"stream").find(|&at| matches!(body.get(at + 6), Some(b'\r' | b'\n')))?;
    let data = &body[keyword + b"stream".len()..];
    let data = data.strip_prefix(b"\r\n").unwrap_or_else(|| &data[1..]);
    Some(Stream::new(dictionary(&body[..keyword])?, content(data).to_vec()))
}

/// The data of a stream up to the mark at its end, or up to the end of the object.
fn content(data: &[u8]) -> &[u8] {
    let end = memmem::find(data, b"endstream").or_else(|| memmem::find(data, b"endobj")).unwrap_or(data.len());
    let data = &data[..end];
    data.strip_suffix(b"\r\n").or_else(|| data.strip_suffix(b"\n")).or_else(|| data.strip_suffix(b"\r")).unwrap_or(data)
}

/// The dictionary that stands in `text`: read by lopdf as the only object of a file.
fn dictionary(text: &[u8]) -> Option<Dictionary> {
    let file = [b"%PDF-1.4\n1 0 obj\n", text, b"\nendobj\ntrailer\n<< /Root 1 0 R >>\n"].concat();
    match Document::load_mem(&file).ok()?.objects.remove(&(1, 0))? {
        Object::Dictionary(dictionary) => Some(dictionary),
        _ => None,
    }
}

/// The bytes of a file in which no catalog was found, with one that has no pages: enough for lopdf to load all else.
/// None where it is no PDF at all.
pub(crate) fn with_catalog(bytes: &[u8]) -> Option<Vec<u8>> {
    memmem::find(bytes, b"%PDF-")?;
    let catalog = format!(
        "\n{CATALOG} 0 obj\n<< /Type /Catalog /Pages << /Type /Pages /Kids [] >> >>\nendobj\n\
         trailer\n<< /Root {CATALOG} 0 R >>\n"
    );
    Some([bytes, catalog.as_bytes()].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_ends_at_the_first_mark_that_is_there() {
        for (data, expected) in [
            (&b"BT ET\nendstream\nendobj"[..], &b"BT ET"[..]),
            (b"BT ET\r\nendobj 5 0 obj", b"BT ET"),
            (b"BT ET\r", b"BT ET"),
            (b"", b""),
        ] {
            assert_eq!(content(data), expected);
        }
    }

    #[test]
    fn a_stream_is_found_behind_its_own_number_only() {
        let region = b"5 0 obj\n<< /Length -1 /A (stream) >>\nstream\r\nBT ET endobj";
        let stream = stream_in(region, (5, 0)).expect("a stream");
        assert_eq!(stream.content, b"BT ET ");
        assert!(stream.dict.has(b"A"));
        assert!(stream_in(region, (6, 0)).is_none());
        assert!(stream_in(b"5 0 obj << /Length 5 >> endobj", (5, 0)).is_none());
        assert!(stream_in(b"stream\n", (5, 0)).is_none());
    }
}
