//! One look at the whole tree before it is read: what is navigation, where the main text is, which tables are data.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use ego_tree::iter::Edge;
use ego_tree::{NodeId, NodeRef};
use scraper::node::Element;
use scraper::{Html, Node};

use super::by_work::{is_by_work, is_called_content, is_content};
use super::names::{Part, attr, part};

/// What is to be read of a page.
#[derive(Debug, Default)]
pub(super) struct Survey {
    roots: Vec<NodeId>,
    skipped: HashSet<NodeId>,
    layout_tables: HashSet<NodeId>,
}

impl Survey {
    /// Looks at a whole page: its main text is read, what surrounds it is not.
    pub(super) fn of(html: &Html) -> Self {
        let mut sizes = Sizes::default();
        sizes.measure(html);
        let mut survey = Self { layout_tables: sizes.layout_tables, ..Self::default() };
        // What holds half of all text or more is no by-work, whatever it is called: some sites wrap all of a page in a
        // form, or mark it as hidden while a banner is shown.
        sizes.by_work.retain(|stretch| stretch.size * 2 < sizes.total);
        sizes.by_work.sort_by_key(|stretch| (stretch.start, Reverse(stretch.size)));
        let mut kept = sizes.total;
        let mut left_out: Vec<Stretch> = Vec::new();
        for stretch in sizes.by_work {
            survey.skipped.insert(stretch.id);
            if stretch.size > 0 && left_out.last().is_none_or(|last| stretch.start >= last.end()) {
                kept = kept.saturating_sub(stretch.size);
                left_out.push(stretch);
            }
        }
        let seen = |mut stretches: Vec<Stretch>| -> Vec<Stretch> {
            stretches.retain(|stretch| {
                let next = left_out.partition_point(|out| out.start <= stretch.start);
                next == 0 || left_out[next - 1].end() <= stretch.start || stretch.size == 0
            });
            stretches
        };
        let (mains, articles, called) = (seen(sizes.mains), seen(sizes.articles), seen(sizes.called));
        let sum = |stretches: &[Stretch]| stretches.iter().map(|s| s.size).sum::<usize>();
        let roots = if sum(&mains) > 0 && sum(&mains) * 2 >= kept {
            mains
        } else if sum(&articles) > 0 && sum(&articles) * 3 >= kept * 2 {
            articles
        } else if sum(&called) > 0 && sum(&called) * 2 >= kept {
            called
        } else {
            vec![Stretch { id: html.tree.root().id(), start: 0, size: 0 }]
        };
        survey.roots = roots.into_iter().map(|stretch| stretch.id).collect();
        survey
    }

    /// Looks at HTML inside another format: all of it is read.
    pub(super) fn of_part(html: &Html) -> Self {
        let mut sizes = Sizes::default();
        sizes.measure(html);
        Self { layout_tables: sizes.layout_tables, ..Self::default() }
    }

    /// Where reading starts: one node or several, in order, none inside another.
    pub(super) fn roots(&self) -> &[NodeId] {
        &self.roots
    }

    /// Whether the element is left out.
    pub(super) fn skips(&self, id: NodeId) -> bool {
        self.skipped.contains(&id)
    }

    /// Whether the table only arranges the page.
    pub(super) fn is_layout(&self, table: NodeId) -> bool {
        self.layout_tables.contains(&table)
    }
}

/// An element and the text it holds, in bytes without white space.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    id: NodeId,
    start: usize,
    size: usize,
}

impl Stretch {
    fn end(self) -> usize {
        self.start + self.size
    }
}

/// How much text stands where.
#[derive(Debug, Default)]
struct Sizes {
    total: usize,
    /// Outermost elements that are the main text, articles, and those that are only called so.
    mains: Vec<Stretch>,
    articles: Vec<Stretch>,
    called: Vec<Stretch>,
    /// Elements that look like navigation, banners, forms and the like.
    by_work: Vec<Stretch>,
    layout_tables: HashSet<NodeId>,
    /// Open elements that matter: what they are, and the total when they opened.
    open: HashMap<NodeId, (Matter, usize)>,
    depths: [usize; 4],
    tables: Vec<TableLook>,
    menu: Menu,
    /// The ids of elements that a button opens.
    opened: HashSet<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Matter {
    Main,
    Article,
    Called,
    ByWork,
}

impl Sizes {
    fn measure(&mut self, html: &Html) {
        let mut silent = None;
        for edge in html.tree.root().traverse() {
            match edge {
                Edge::Open(node) if silent.is_none() => match node.value() {
                    Node::Text(text) => {
                        let size = text.bytes().filter(|b| !b.is_ascii_whitespace()).count();
                        self.total += size;
                        self.menu.text(size);
                    }
                    Node::Element(element) => {
                        if let Some(id) = attr(element, "aria-controls") {
                            self.opened.insert(id.to_owned());
                        }
                        let part = part(element.name());
                        if part == Part::Silent {
                            silent = Some(node.id());
                        } else {
                            self.open(node, element, part);
                        }
                    }
                    _ => {}
                },
                Edge::Close(node) if silent == Some(node.id()) => silent = None,
                Edge::Close(node) if silent.is_none() => {
                    if let Node::Element(element) = node.value() {
                        self.close(node, part(element.name()));
                    }
                }
                _ => {}
            }
        }
    }

    fn open(&mut self, node: NodeRef<'_, Node>, element: &Element, part: Part) {
        TableLook::see(&mut self.tables, part, element);
        let in_content = self.depths[Matter::Main as usize] + self.depths[Matter::Article as usize] > 0;
        self.menu.open(node.id(), part, self.total, in_content);
        let matter = if is_content(element) {
            if element.name() == "article" { Matter::Article } else { Matter::Main }
        } else if is_by_work(element, in_content, &self.opened) {
            Matter::ByWork
        } else if is_called_content(element) {
            Matter::Called
        } else {
            return;
        };
        self.depths[matter as usize] += 1;
        self.open.insert(node.id(), (matter, self.total));
    }

    fn close(&mut self, node: NodeRef<'_, Node>, part: Part) {
        if part == Part::Table && self.tables.pop().is_some_and(|table| table.is_layout()) {
            self.layout_tables.insert(node.id());
        }
        if let Some(start) = self.menu.close(node.id(), part, self.total) {
            self.by_work.push(Stretch { id: node.id(), start, size: self.total - start });
        }
        let Some((matter, start)) = self.open.remove(&node.id()) else { return };
        let stretch = Stretch { id: node.id(), start, size: self.total - start };
        self.depths[matter as usize] -= 1;
        let outermost = self.depths[matter as usize] == 0;
        match matter {
            Matter::ByWork => self.by_work.push(stretch),
            Matter::Main if outermost => self.mains.push(stretch),
            Matter::Article if outermost => self.articles.push(stretch),
            Matter::Called if outermost => self.called.push(stretch),
            _ => {}
        }
    }
}

/// Menus that are nothing but lists: of short links, above the text. Lists of links further down may be what the page
/// is about.
#[derive(Debug, Default)]
struct Menu {
    /// The outermost list that is open, the total when it opened, and the text in links and the links since.
    list: Option<(NodeId, usize)>,
    linked: usize,
    links: usize,
    in_links: usize,
    /// Whether a heading or running text came before.
    text_began: bool,
}

impl Menu {
    /// Text that is not in a link and longer is running text.
    const RUNNING: usize = 60;
    /// Fewer links may be anything.
    const FEWEST: usize = 3;
    /// Longer links are titles.
    const LONGEST: usize = 30;

    fn text(&mut self, size: usize) {
        if self.in_links > 0 {
            self.linked += size;
        } else {
            self.text_began |= size >= Self::RUNNING;
        }
    }

    fn open(&mut self, id: NodeId, part: Part, total: usize, in_content: bool) {
        match part {
            Part::List if self.list.is_none() => {
                self.list = Some((id, total));
                (self.linked, self.links) = (0, 0);
            }
            Part::Link => {
                self.in_links += 1;
                self.links += 1;
            }
            Part::Heading(_) => self.text_began = true,
            _ => {}
        }
        self.text_began |= in_content;
    }

    /// Where the text of an element begins that turns out to be a menu at its end.
    fn close(&mut self, id: NodeId, part: Part, total: usize) -> Option<usize> {
        if part == Part::Link {
            self.in_links = self.in_links.saturating_sub(1);
        }
        let (_, start) = self.list.take_if(|(list, _)| *list == id)?;
        let only_links = self.linked == total - start && self.links >= Self::FEWEST;
        (only_links && self.linked <= self.links * Self::LONGEST && !self.text_began).then_some(start)
    }
}

/// What a table looks like while it is passed.
#[derive(Debug, Default)]
struct TableLook {
    nested: bool,
    headings: bool,
    heads: bool,
    arranges: bool,
    rows: usize,
    columns: usize,
    widest: usize,
}

impl TableLook {
    fn see(tables: &mut Vec<Self>, part: Part, element: &Element) {
        if part == Part::Table {
            if let Some(outer) = tables.last_mut() {
                outer.nested = true;
            }
            let arranges = matches!(attr(element, "role"), Some("presentation" | "none"));
            tables.push(Self { arranges, ..Self::default() });
            return;
        }
        let Some(table) = tables.last_mut() else { return };
        match part {
            Part::Row => {
                table.rows += 1;
                table.columns = 0;
            }
            Part::Cell { head } => {
                table.heads |= head;
                table.columns += 1;
                table.widest = table.widest.max(table.columns);
            }
            Part::TableHead => table.heads = true,
            Part::Heading(_) => table.headings = true,
            _ => {}
        }
    }

    /// Without heads, tables that have one row or column, and those that hold tables or headings, arrange a page.
    fn is_layout(&self) -> bool {
        self.arranges || (!self.heads && (self.nested || self.headings || self.rows < 2 || self.widest < 2))
    }
}
