//! Finding the pages of a document, with what they inherit.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use fundscan_model::Notice;
use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::content::Matrix;
use crate::object::resolve;

/// How deep the page tree may be; real ones have a handful of levels.
const MAX_TREE_DEPTH: usize = 64;
/// Entries of lists of pages that are looked at for each page that may be read; the rest are repeats and rubbish.
const ENTRIES_PER_PAGE: usize = 16;

/// A page as the page tree gives it, inherited entries resolved.
#[derive(Clone, Debug)]
pub(crate) struct PageRef {
    own: Dictionary,
    inherited: Arc<Dictionary>,
    /// Its object, where it is one of its own.
    pub(crate) id: Option<ObjectId>,
    /// User space to the page as seen: origin top left, y down, cropped and rotated.
    pub(crate) base: Matrix,
    pub(crate) width: f32,
    pub(crate) height: f32,
}

/// The pages of a document, and what was wrong with the lists they stand in.
#[derive(Debug, Default)]
pub(crate) struct Pages {
    pub(crate) pages: Vec<PageRef>,
    pub(crate) notices: Vec<Notice>,
    /// Entries of the lists of pages that were looked at.
    pub(crate) steps: u64,
}

/// A node of the page tree whose children are being visited.
struct Open<'d> {
    kids: std::slice::Iter<'d, Object>,
    inherited: Arc<Dictionary>,
}

impl Pages {
    /// The leaves of the page tree in order.
    pub(crate) fn of_tree(document: &Document, limit: usize) -> Self {
        let root = document.catalog().ok().and_then(|catalog| catalog.get(b"Pages").ok());
        root.map(|root| Self::below(document, root, limit)).unwrap_or_default()
    }

    /// The leaves of a page tree by its root. Walks without recursion; a node is visited once.
    fn below(document: &Document, root: &Object, limit: usize) -> Self {
        let mut found = Self::default();
        let mut seen = HashSet::new();
        let (mut repeated, mut too_deep, mut own_parent, mut lost) = (0usize, 0usize, 0usize, 0usize);
        let mut open = vec![Open { kids: std::slice::from_ref(root).iter(), inherited: Arc::default() }];
        while let Some(depth) = open.len().checked_sub(1) {
            let top = &mut open[depth];
            let Some(object) = top.kids.next() else {
                open.pop();
                continue;
            };
            found.steps += 1;
            if found.steps > (limit as u64).saturating_mul(ENTRIES_PER_PAGE as u64) {
                let what = "the list of pages has far more entries than there may be pages; the rest was left out";
                found.notices.push(Notice::new("limit", what));
                break;
            }
            let id = object.as_reference().ok();
            if id.is_some_and(|id| !seen.insert(id)) {
                repeated += 1;
                continue;
            }
            let Ok(node) = resolve(document, object).as_dict() else {
                lost += usize::from(id.is_some());
                continue;
            };
            own_parent += usize::from(id.is_some_and(|id| is_own_parent(node, id)));
            if let Ok(Ok(kids)) = node.get(b"Kids").map(|kids| resolve(document, kids).as_array()) {
                if depth == MAX_TREE_DEPTH {
                    too_deep += 1;
                } else {
                    let inherited = handed_down(&top.inherited, node);
                    open.push(Open { kids: kids.iter(), inherited });
                }
                continue;
            }
            if found.pages.len() == limit {
                let what = format!("the file has more than {limit} pages; the rest was left out");
                found.notices.push(Notice::new("limit", what));
                break;
            }
            let inherited = Arc::clone(&top.inherited);
            found.pages.push(PageRef::of(document, node, id, inherited));
        }
        let mut tell = |count: usize, what: &str| match count {
            0 => {}
            1 => found.notices.push(Notice::new("page-tree", what)),
            _ => found.notices.push(Notice::new("page-tree", format!("{what} ({count} times)"))),
        };
        tell(repeated, "the list of pages leads to the same place again, which was read once");
        tell(too_deep, "the list of pages is nested too deep and was not read to its end");
        tell(lost, "a page that the list of pages names is missing from the file");
        tell(own_parent, "a page names itself as the list that it stands in, which was passed over");
        found
    }

    /// Pages found among all objects, for a file in which nothing leads to them: those below the root of a page tree, in
    /// their order, or else all, in the order of their numbers.
    pub(crate) fn stray(document: &Document, limit: usize) -> Self {
        let nodes = || document.objects.iter().filter_map(|(&id, object)| Some((id, object.as_dict().ok()?)));
        let pages = || nodes().filter(|(_, node)| node.has_type(b"Page"));
        let root = nodes().find(|(_, node)| node.has_type(b"Pages") && parent(document, node).is_none());
        if let Some((id, _)) = root {
            let found = Self::below(document, &Object::Reference(id), limit);
            if found.pages.len() >= pages().count().min(limit) {
                return found;
            }
        }
        // By the list that they stand in, so that each of these is looked at once.
        let mut lists: HashMap<Option<ObjectId>, Arc<Dictionary>> = HashMap::new();
        let mut pages = pages().map(|(id, node)| {
            let list = node.get(b"Parent").and_then(Object::as_reference).ok();
            let inherited = lists.entry(list).or_insert_with(|| inherited(document, node));
            PageRef::of(document, node, Some(id), Arc::clone(inherited))
        });
        let mut found = Self { pages: pages.by_ref().take(limit).collect(), ..Self::default() };
        if pages.next().is_some() {
            let what = format!("the file has more than {limit} pages; the rest was left out");
            found.notices.push(Notice::new("limit", what));
        }
        found
    }
}

/// The list that a page or a list stands in.
fn parent<'d>(document: &'d Document, node: &'d Dictionary) -> Option<&'d Dictionary> {
    resolve(document, node.get(b"Parent").ok()?).as_dict().ok()
}

/// What a page inherits, looked for upwards.
fn inherited(document: &Document, page: &Dictionary) -> Arc<Dictionary> {
    let mut above = Vec::new();
    let mut next = parent(document, page);
    while let Some(node) = next.filter(|_| above.len() < MAX_TREE_DEPTH) {
        above.push(node);
        next = parent(document, node);
    }
    above.into_iter().rev().fold(Arc::default(), |inherited, node| handed_down(&inherited, node))
}

/// What the pages below a node inherit.
fn handed_down(inherited: &Arc<Dictionary>, node: &Dictionary) -> Arc<Dictionary> {
    const INHERITED: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];
    let own = INHERITED.iter().filter_map(|&key| Some((key, node.get(key).ok()?)));
    let mut merged = Arc::clone(inherited);
    for (key, value) in own {
        Arc::make_mut(&mut merged).set(key, value.clone());
    }
    merged
}

fn is_own_parent(node: &Dictionary, id: ObjectId) -> bool {
    node.get(b"Parent").is_ok_and(|parent| parent.as_reference().is_ok_and(|parent| parent == id))
}

impl PageRef {
    fn of(document: &Document, node: &Dictionary, id: Option<ObjectId>, inherited: Arc<Dictionary>) -> Self {
        const KEPT: [&[u8]; 7] =
            [b"Resources", b"MediaBox", b"CropBox", b"Rotate", b"Contents", b"StructParents", b"Annots"];
        let mut own = Dictionary::new();
        for key in KEPT {
            if let Ok(value) = node.get(key) {
                own.set(key, value.clone());
            }
        }
        let mut page = Self { own, inherited, id, base: Matrix::IDENTITY, width: 0.0, height: 0.0 };
        // Letter paper where the file does not say.
        let media = page.rectangle(document, b"MediaBox").unwrap_or([0.0, 0.0, 612.0, 792.0]);
        let crop = page.rectangle(document, b"CropBox").unwrap_or(media);
        let r = [crop[0].max(media[0]), crop[1].max(media[1]), crop[2].min(media[2]), crop[3].min(media[3])];
        let [x0, y0, x1, y1] = if is_large(r) { r } else { media };
        let rotate = page.get(b"Rotate").and_then(|o| resolve(document, o).as_float().ok()).unwrap_or(0.0);
        let (w, h) = (x1 - x0, y1 - y0);
        (page.base, page.width, page.height) = match (rotate as i32).rem_euclid(360) {
            90 => (Matrix::new(0.0, 1.0, 1.0, 0.0, -y0, -x0), h, w),
            180 => (Matrix::new(-1.0, 0.0, 0.0, 1.0, x1, -y0), w, h),
            270 => (Matrix::new(0.0, -1.0, -1.0, 0.0, y1, x1), h, w),
            _ => (Matrix::new(1.0, 0.0, 0.0, -1.0, -x0, y1), w, h),
        };
        page
    }

    /// An entry of the page, its own or one that it inherits.
    pub(crate) fn get(&self, key: &[u8]) -> Option<&Object> {
        self.own.get(key).or_else(|_| self.inherited.get(key)).ok()
    }

    fn rectangle(&self, document: &Document, key: &[u8]) -> Option<[f32; 4]> {
        let array = resolve(document, self.get(key)?).as_array().ok()?;
        let n: Vec<f32> = array.iter().take(4).filter_map(|o| resolve(document, o).as_float().ok()).collect();
        let [x0, y0, x1, y1] = n[..] else { return None };
        let r = [x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)];
        (r.iter().all(|v| v.is_finite()) && is_large(r)).then_some(r)
    }
}

/// Large enough for text: a point and more.
fn is_large([x0, y0, x1, y1]: [f32; 4]) -> bool {
    x1 - x0 > 1.0 && y1 - y0 > 1.0
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
            let page = PageRef::of(&document, &own, None, Arc::default());
            // The top left corner of the unrotated crop box.
            assert_eq!(page.base.apply(10.0, 90.0), corner, "rotated by {rotate}");
            assert_eq!((page.width, page.height), size);
        }
    }
}
