//! Web pages: main text told from navigation, headings, lists, tables and notes kept.

mod by_work;
mod grid;
mod names;
mod noted;
mod oversize;
mod parse;
mod survey;
mod walk;

use fundscan_model::{Document, Notice, SourceKind};
use scraper::Node;

use crate::decode::{declared_in_html, decode};
use crate::fold::folded;
use crate::gather::Gathered;
use crate::{Extracted, Limits};

use survey::Survey;
use walk::Walker;

/// Reads a web page.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Extracted {
    let mut notices = Vec::new();
    let text = decode(bytes, declared_in_html(bytes), limits.html_bytes, &mut notices);
    let parsed = parse::parse(&text, &mut notices);
    drop(text);
    let survey = Survey::of(&parsed);
    let mut walker = Walker::new(Gathered::new(limits.blocks), &survey);
    for root in survey.roots() {
        if let Some(root) = parsed.tree.get(*root) {
            walker.walk(root);
        }
    }
    let blocks = walker.finish().finish(&mut notices);
    let document = Document::new(SourceKind::Html, Vec::new(), blocks).with_title(title(&parsed));
    Extracted { document, notices }
}

/// Reads HTML inside another format: all of its text, added to `gathered`.
pub(crate) fn read_part(text: &str, gathered: Gathered, notices: &mut Vec<Notice>) -> Gathered {
    let parsed = parse::parse(text, notices);
    let survey = Survey::of_part(&parsed);
    let mut walker = Walker::new(gathered, &survey);
    walker.walk(parsed.tree.root());
    walker.finish()
}

fn title(parsed: &scraper::Html) -> Option<String> {
    let element = parsed.tree.nodes().find(|node| matches!(node.value(), Node::Element(e) if e.name() == "title"))?;
    element.children().find_map(|child| child.value().as_text().and_then(|text| folded(text)))
}
