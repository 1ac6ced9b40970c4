//! One look at the whole tree before it is read: what is navigation, where the main text is, which tables are data.

use std::collections::{HashMap, HashSet};

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{Html, Node};

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
        let sizes = Sizes::measure(html);
        let mut survey = Self { layout_tables: sizes.layout_tables, ..Self::default() };
        // What holds half of all text or more is no by-work, whatever it is called: some sites wrap all of a page in a
        // form, or mark it as hidden while a banner is shown.
        let skipped = sizes.by_work.iter().filter(|(_, size)| size * 2 < sizes.total);
        let mut kept = sizes.total;
        for (id, size) in skipped {
            survey.skipped.insert(*id);
            kept = kept.saturating_sub(*size);
        }
        let sum = |ids: &[(NodeId, usize)]| ids.iter().map(|(_, size)| size).sum::<usize>();
        let roots = if sum(&sizes.mains) > 0 && sum(&sizes.mains) * 2 >= kept {
            sizes.mains
        } else if sum(&sizes.articles) > 0 && sum(&sizes.articles) * 3 >= kept * 2 {
            sizes.articles
        } else {
            vec![(html.tree.root().id(), 0)]
        };
        survey.roots = roots.into_iter().map(|(id, _)| id).collect();
        survey
    }

    /// Looks at HTML inside another format: all of it is read.
    pub(super) fn of_part(html: &Html) -> Self {
        Self { layout_tables: Sizes::measure(html).layout_tables, ..Self::default() }
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

/// How much text (in bytes without white space) stands where.
#[derive(Debug, Default)]
struct Sizes {
    total: usize,
    mains: Vec<(NodeId, usize)>,
    articles: Vec<(NodeId, usize)>,
    /// Outermost elements that look like navigation, banners, forms and the like.
    by_work: Vec<(NodeId, usize)>,
    layout_tables: HashSet<NodeId>,
}

impl Sizes {
    fn measure(html: &Html) -> Self {
        let mut sizes = Self::default();
        let mut tables: Vec<TableLook> = Vec::new();
        // Open elements that matter, with the total when they opened.
        let mut starts: HashMap<NodeId, usize> = HashMap::new();
        let mut silent = None;
        let (mut mains, mut articles, mut by_work) = (0usize, 0usize, 0usize);
        for edge in html.tree.root().traverse() {
            match edge {
                Edge::Open(node) => {
                    let element = match node.value() {
                        Node::Text(text) if silent.is_none() => {
                            sizes.total += text.bytes().filter(|b| !b.is_ascii_whitespace()).count();
                            continue;
                        }
                        Node::Element(element) if silent.is_none() => element,
                        _ => continue,
                    };
                    let part = part(element.name());
                    if part == Part::Silent {
                        silent = Some(node.id());
                        continue;
                    }
                    TableLook::see(&mut tables, part, element);
                    if is_content(element) {
                        *(if element.name() == "article" { &mut articles } else { &mut mains }) += 1;
                        starts.insert(node.id(), sizes.total);
                    } else if is_by_work(element, mains + articles > 0) {
                        by_work += 1;
                        starts.insert(node.id(), sizes.total);
                    }
                }
                Edge::Close(node) => {
                    if silent.is_some() {
                        if silent == Some(node.id()) {
                            silent = None;
                        }
                        continue;
                    }
                    let Node::Element(element) = node.value() else { continue };
                    if part(element.name()) == Part::Table && tables.pop().is_some_and(|table| table.is_layout()) {
                        sizes.layout_tables.insert(node.id());
                    }
                    let Some(start) = starts.remove(&node.id()) else { continue };
                    let found = (node.id(), sizes.total - start);
                    if is_content(element) {
                        let article = element.name() == "article";
                        let open = if article { &mut articles } else { &mut mains };
                        *open -= 1;
                        if *open == 0 && by_work == 0 {
                            (if article { &mut sizes.articles } else { &mut sizes.mains }).push(found);
                        }
                    } else {
                        by_work -= 1;
                        if by_work == 0 {
                            sizes.by_work.push(found);
                        }
                    }
                }
            }
        }
        sizes
    }
}

fn is_content(element: &Element) -> bool {
    matches!(element.name(), "main" | "article") || attr(element, "role") == Some("main")
}

/// Whether an element looks like navigation, a banner, a form, something hidden or the like. Inside the main text,
/// heads and feet are part of it.
fn is_by_work(element: &Element, in_content: bool) -> bool {
    let name = element.name();
    if matches!(name, "html" | "body") {
        return false;
    }
    let role = attr(element, "role").unwrap_or_default();
    if matches!(role, "doc-footnote" | "doc-endnotes" | "doc-endnote" | "note") {
        return false;
    }
    let by_name = match name {
        "nav" | "form" | "search" => true,
        "aside" => !attr(element, "epub:type").is_some_and(|t| t.contains("note")),
        "header" | "footer" => !in_content,
        _ => false,
    };
    let by_role = match role {
        "navigation" | "search" | "menu" | "menubar" | "dialog" | "alertdialog" | "complementary" | "tablist" => true,
        "banner" | "contentinfo" => !in_content,
        _ => false,
    };
    by_name || by_role || is_hidden(element) || is_called_by_work(element)
}

fn is_hidden(element: &Element) -> bool {
    attr(element, "hidden").is_some()
        || attr(element, "aria-hidden") == Some("true")
        || attr(element, "style").is_some_and(|style| {
            let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}

/// Names that makers of sites give to navigation and banners.
fn is_called_by_work(element: &Element) -> bool {
    if !matches!(element.name(), "div" | "section" | "ul" | "ol" | "p" | "span" | "a" | "td") {
        return false;
    }
    let names = [attr(element, "class"), attr(element, "id")];
    names.into_iter().flatten().flat_map(str::split_ascii_whitespace).take(24).any(|name| {
        let name = name.to_ascii_lowercase();
        name.contains("cookie")
            || name.contains("consent")
            || matches!(
                name.as_str(),
                "nav"
                    | "navbar"
                    | "navigation"
                    | "nav-menu"
                    | "main-nav"
                    | "mainnav"
                    | "site-nav"
                    | "menu"
                    | "main-menu"
                    | "mainmenu"
                    | "topmenu"
                    | "submenu"
                    | "breadcrumb"
                    | "breadcrumbs"
                    | "skip-link"
                    | "skiplink"
                    | "skip-to-content"
                    | "pagination"
                    | "pager"
                    | "sr-only-focusable"
                    | "site-footer"
                    | "page-footer"
                    | "footer"
                    | "site-header"
                    | "share"
                    | "share-buttons"
                    | "social-share"
                    | "social-media"
            )
    })
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
            Part::Heading(_) => table.headings = true,
            _ => {}
        }
    }

    /// Tables without heads that have one row or column, and those that hold tables or headings, arrange a page.
    fn is_layout(&self) -> bool {
        self.arranges || self.nested || self.headings || (!self.heads && (self.rows < 2 || self.widest < 2))
    }
}
