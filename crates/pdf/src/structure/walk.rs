//! The walk over the tree: from the file's objects to elements.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::slice;

use fundscan_model::Notice;
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::attributes::CellAttributes;
use super::element::{Element, ElementId, Spoken, TableCell};
use super::grid::{Grid, MAX_COLUMNS};
use super::language::Languages;
use super::role::{Role, Roles};
use super::{Place, Tree, WHOLE};
use crate::object::{resolve, text_string};

/// How deep elements may be nested. Real trees have a dozen levels, web pages printed to PDF some fifty.
const MAX_DEPTH: usize = 256;
/// Bytes of a text that stands in for glyphs; longer ones are cut.
const MAX_SPOKEN: usize = 10_000;
/// A text of one word is no longer than this, in characters.
const MAX_WORD: usize = 60;

impl Tree {
    /// Reads the structure tree of a document; none where there is none. `pages` are the objects of its pages, in order,
    /// `limit` is how many entries of the tree are read. What is cut off is told in `notices`.
    pub(crate) fn read(
        document: &Document,
        pages: impl Iterator<Item = Option<ObjectId>>,
        limit: usize,
        languages: &mut Languages,
        notices: &mut Vec<Notice>,
    ) -> Option<Self> {
        let root = resolve(document, document.catalog().ok()?.get(b"StructTreeRoot").ok()?).as_dict().ok()?;
        let kids = root.get(b"K").ok()?;
        let mut on_page = Vec::new();
        let mut numbers = HashMap::new();
        for (index, id) in pages.enumerate() {
            on_page.push(0);
            if let Some(id) = id {
                numbers.entry(id).or_insert(index as u32);
            }
        }
        let tree = Self { elements: vec![Element::root()], on_page, ..Self::default() };
        let mut walk = Walk {
            document,
            pages: numbers,
            languages,
            roles: Roles::new(document, root),
            seen: HashSet::new(),
            tree,
            grids: Vec::new(),
            hints: Vec::new(),
            twice: false,
            too_deep: false,
        };
        let left_out = walk.run(kids, limit);
        notices.extend(walk.notices(left_out, limit));
        let tree = walk.finish();
        (!tree.leaves.is_empty()).then_some(tree)
    }
}

struct Walk<'d, 'l> {
    document: &'d Document,
    pages: HashMap<ObjectId, u32>,
    languages: &'l mut Languages,
    roles: Roles<'d>,
    seen: HashSet<ObjectId>,
    tree: Tree,
    /// By table.
    grids: Vec<Grid>,
    /// By cell: whether it is a head cell, and whether it heads its column, where that is said.
    hints: Vec<(bool, Option<bool>)>,
    twice: bool,
    too_deep: bool,
}

/// Children still to be visited.
struct Frame<'d> {
    kids: slice::Iter<'d, Object>,
    parent: ElementId,
    page: Option<u32>,
}

impl<'d> Walk<'d, '_> {
    /// Visits the whole tree; gives false where it was cut off.
    fn run(&mut self, kids: &'d Object, limit: usize) -> bool {
        let mut stack = vec![Frame { kids: slice::from_ref(kids).iter(), parent: 0, page: None }];
        let mut visited = 0;
        while let Some(frame) = stack.last_mut() {
            let Some(kid) = frame.kids.next() else {
                stack.pop();
                continue;
            };
            if visited == limit {
                return false;
            }
            visited += 1;
            let (parent, page) = (frame.parent, frame.page);
            let next = match resolve(self.document, kid) {
                Object::Integer(number) => {
                    self.leaf(parent, page.map(Place::Page), *number);
                    None
                }
                Object::Array(items) => self.first_visit(kid).then(|| Frame { kids: items.iter(), parent, page }),
                Object::Dictionary(kid_dictionary) => self.dictionary(kid, kid_dictionary, parent, page),
                _ => None,
            };
            if let Some(next) = next {
                if stack.len() < MAX_DEPTH {
                    stack.push(next);
                } else {
                    self.too_deep = true;
                }
            }
        }
        true
    }

    /// Whether an object is seen for the first time; those that stand within others are.
    fn first_visit(&mut self, object: &Object) -> bool {
        let first = object.as_reference().map_or(true, |id| self.seen.insert(id));
        self.twice |= !first;
        first
    }

    fn dictionary(
        &mut self,
        object: &'d Object,
        kid: &'d Dictionary,
        parent: ElementId,
        page: Option<u32>,
    ) -> Option<Frame<'d>> {
        let own_page = kid.get(b"Pg").ok().and_then(|page| page.as_reference().ok());
        let page = own_page.and_then(|id| self.pages.get(&id).copied()).or(page);
        if let Ok(name) = kid.get(b"S") {
            if !self.first_visit(object) {
                return None;
            }
            let Ok(name) = resolve(self.document, name).as_name() else { return None };
            let id = self.element(name, kid, parent);
            let kids = kid.get(b"K").ok()?;
            return Some(Frame { kids: slice::from_ref(kids).iter(), parent: id, page });
        }
        if let Ok(number) = kid.get(b"MCID").map(|number| resolve(self.document, number)) {
            let place = match (kid.get(b"Stm").ok().and_then(|stream| stream.as_reference().ok()), page) {
                (Some(form), Some(page)) => Some(Place::Form(form, page)),
                (None, Some(page)) => Some(Place::Page(page)),
                (_, None) => None,
            };
            if let Ok(number) = number.as_i64() {
                self.leaf(parent, place, number);
            }
        } else if let Some(form) = kid.get(b"Obj").ok().and_then(|form| form.as_reference().ok())
            && self.shows_text(form)
        {
            self.leaf(parent, page.map(|page| Place::Form(form, page)), WHOLE);
        }
        None
    }

    /// Whether an object may show text of its own: a form, a field, an annotation that is drawn.
    fn shows_text(&self, id: ObjectId) -> bool {
        match self.document.objects.get(&id) {
            Some(Object::Stream(_)) => true,
            Some(Object::Dictionary(annotation)) => {
                annotation.has(b"AP")
                    || matches!(annotation.get(b"Subtype"), Ok(Object::Name(name)) if name == b"Widget")
            }
            _ => false,
        }
    }

    /// Adds a piece of content. Where two elements claim the same one, the first has it.
    fn leaf(&mut self, parent: ElementId, place: Option<Place>, number: i64) {
        let Some(place) = place else { return };
        let (Place::Page(page) | Place::Form(_, page)) = place;
        let next = self.tree.leaves.len() as u32;
        if let std::collections::hash_map::Entry::Vacant(slot) = self.tree.by_mark.entry((place, number)) {
            slot.insert(next);
            self.tree.leaves.push(parent);
            self.tree.on_page[page as usize] += 1;
            if matches!(place, Place::Form(..)) && number != WHOLE {
                self.tree.forms.insert(place);
            }
        }
    }

    fn element(&mut self, name: &'d [u8], dictionary: &Dictionary, parent: ElementId) -> ElementId {
        let role = self.roles.role(name);
        let id = self.tree.elements.len() as ElementId;
        let parent = &self.tree.elements[parent as usize];
        let loose = !self.tree.elements[parent.owner as usize].role.is_block();
        let mut element = parent.child(id, role, loose);
        if let Ok(Object::String(tag, _)) = dictionary.get(b"Lang").map(|object| resolve(self.document, object)) {
            element.language = self.languages.id(tag);
        }
        if let Some(spoken) = self.spoken(dictionary, role, element.spoken.is_some()) {
            element.spoken = Some(self.tree.spoken.len() as u32);
            self.tree.spoken.push(spoken);
        }
        match role {
            Role::Table => {
                if let Some(cell) = parent.cell {
                    self.tree.nests.insert(self.tree.cells[cell as usize].table);
                }
                element.table = Some(self.grids.len() as u32);
                self.grids.push(Grid::default());
            }
            Role::Row => {
                if let Some(table) = element.table {
                    self.grids[table as usize].row();
                }
            }
            Role::HeadCell | Role::Cell => self.cell(&mut element, role, dictionary),
            Role::Heading(_) => self.tree.headings = true,
            _ => {}
        }
        self.tree.elements.push(element);
        id
    }

    fn cell(&mut self, element: &mut Element, role: Role, dictionary: &Dictionary) {
        let Some(table) = element.table else { return };
        let attributes = CellAttributes::of(self.document, dictionary);
        let (row, column) = self.grids[table as usize].cell(attributes.rows, attributes.columns as usize);
        let heads = if element.head_rows { Some(true) } else { attributes.heads_column };
        element.cell = Some(self.tree.cells.len() as u32);
        let columns = attributes.columns.clamp(1, MAX_COLUMNS as u32);
        self.tree.cells.push(TableCell { table, row, column, columns, head: false });
        self.hints.push((role == Role::HeadCell, heads));
    }

    /// The text that stands in for an element's glyphs. A description is used only where nothing stands in already.
    fn spoken(&self, dictionary: &Dictionary, role: Role, already: bool) -> Option<Spoken> {
        let get = |key: &[u8]| match dictionary.get(key).map(|object| resolve(self.document, object)) {
            Ok(Object::String(bytes, _)) => Some(text_string(&bytes[..bytes.len().min(MAX_SPOKEN)])),
            _ => None,
        };
        let words = |text: String| {
            let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            clean.trim().to_owned()
        };
        if let Some(text) = get(b"ActualText").map(words) {
            // One word for a whole paragraph or more is a mistake.
            let small = matches!(role, Role::Inline | Role::Label | Role::Formula | Role::Figure);
            let word = !text.is_empty() && text.chars().count() <= MAX_WORD && !text.contains(char::is_whitespace);
            let always = small && word;
            return Some(Spoken { text, always });
        }
        let text = get(b"Alt").map(words).filter(|text| !text.is_empty() && !already)?;
        Some(Spoken { text, always: false })
    }

    fn notices(&self, whole: bool, limit: usize) -> Vec<Notice> {
        let mut notices = Vec::new();
        if !whole {
            let text = format!("the tags of the document have more than {limit} entries; the rest was left out");
            notices.push(Notice::new("limit", text));
        }
        if self.too_deep {
            let text =
                format!("the tags of the document are nested deeper than {MAX_DEPTH}; the innermost were left out");
            notices.push(Notice::new("limit", text));
        }
        if self.twice {
            let text = "the tags of the document list a part twice or lead back to themselves; it was read once";
            notices.push(Notice::new("tags-damaged", text));
        }
        notices
    }

    /// Tells which cells head their columns: those said to; where nothing is said, head cells in rows that hold nothing
    /// else.
    fn finish(mut self) -> Tree {
        let mut head_rows: BTreeMap<(u32, u32), bool> = BTreeMap::new();
        for (cell, &(head, _)) in self.tree.cells.iter().zip(&self.hints) {
            *head_rows.entry((cell.table, cell.row)).or_insert(true) &= head;
        }
        for (cell, &(head, heads)) in self.tree.cells.iter_mut().zip(&self.hints) {
            cell.head = heads.unwrap_or(head && head_rows[&(cell.table, cell.row)]);
        }
        self.tree
    }
}
