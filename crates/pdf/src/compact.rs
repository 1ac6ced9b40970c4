//! Keeps the objects of a file small while they are loaded.
//!
//! lopdf grows dictionaries and arrays by doubling and keeps the room; and InDesign writes, for every page of a tagged
//! file, an array with a null for each piece of content of all pages before it. A report of 200 pages then takes 130 MB
//! of which nothing is ever read.

use lopdf::{Object, ObjectId};

/// Arrays with this many entries and more nulls than anything else are entries of a parent tree, the way back from
/// content to structure, which is not needed: the structure is walked from its root.
const SPARSE: usize = 64;

/// A filter for [`lopdf::LoadOptions`]: keeps every object, in less room.
pub(crate) fn compact(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    shrink(object);
    // lopdf takes an object of the file itself as it is left here and one of an object stream as it is returned; a stream
    // is always of the file itself, so that its bytes need not be copied.
    let returned = if matches!(object, Object::Stream(_)) { Object::Null } else { object.clone() };
    Some((id, returned))
}

fn shrink(object: &mut Object) {
    // Without recursion: how deep objects are nested is the file's choice.
    let mut open = vec![object];
    while let Some(object) = open.pop() {
        match object {
            Object::Array(items) if is_sparse(items) => *object = Object::Null,
            Object::Array(items) => {
                items.shrink_to_fit();
                open.extend(items.iter_mut().filter(|o| has_parts(o)));
            }
            Object::Dictionary(dictionary) => {
                dictionary.as_hashmap_mut().shrink_to_fit();
                open.extend(dictionary.iter_mut().map(|(_, o)| o).filter(|o| has_parts(o)));
            }
            Object::Stream(stream) => {
                stream.dict.as_hashmap_mut().shrink_to_fit();
                open.extend(stream.dict.iter_mut().map(|(_, o)| o).filter(|o| has_parts(o)));
            }
            _ => {}
        }
    }
}

fn has_parts(object: &Object) -> bool {
    matches!(object, Object::Array(_) | Object::Dictionary(_))
}

fn is_sparse(items: &[Object]) -> bool {
    items.len() >= SPARSE && items.iter().filter(|o| matches!(o, Object::Null)).count() * 2 > items.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    #[test]
    fn arrays_of_nulls_go_and_all_else_stays() {
        let mut nulls = vec![Object::Null; 100];
        nulls.push(Object::Reference((5, 0)));
        let widths: Vec<Object> = (0..100).map(Object::Integer).collect();
        let mut object = Object::Dictionary(dictionary! { "Nums" => nulls, "W" => widths.clone() });
        let (_, returned) = compact((1, 0), &mut object).unwrap();
        let kept = returned.as_dict().unwrap();
        assert_eq!(kept.get(b"Nums").unwrap(), &Object::Null);
        assert_eq!(kept.get(b"W").unwrap(), &Object::Array(widths));
        assert_eq!(returned, object);
    }

    #[test]
    fn a_stream_keeps_its_bytes() {
        let mut object = Object::Stream(lopdf::Stream::new(dictionary! {}, b"BT ET".to_vec()));
        compact((1, 0), &mut object);
        assert_eq!(object.as_stream().unwrap().content, b"BT ET");
    }
}
