//! Markdown: CommonMark with tables, footnotes and front matter, and the HTML inside it.

use std::collections::HashSet;

use fundscan_model::{Block, BlockKind, Cell, Document, Notice, SourceKind};
use pulldown_cmark::{Event, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use crate::decode::decode;
use crate::fold::folded;
use crate::gather::{Gathered, without_bullet};
use crate::language::is_language;
use crate::{Extracted, Limits, contents, html, note};

/// Reads a Markdown file.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Extracted {
    let mut notices = Vec::new();
    let text = decode(bytes, None, limits.text_bytes, &mut notices);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut reader = Reader::new(Gathered::new(limits.blocks));
    for event in Parser::new_ext(&text, options) {
        reader.event(event, &mut notices);
    }
    reader.flush();
    let mut blocks = reader.gathered.finish(&mut notices);
    for block in &mut blocks {
        block.language = block.language.take().or_else(|| reader.language.clone());
    }
    let document = Document::new(SourceKind::Markdown, Vec::new(), blocks).with_title(reader.title);
    Extracted { document, notices }
}

/// Stands in a line where an item of an HTML list begins. No text holds it: control characters are left out.
const ITEM: char = '\u{1e}';

struct Reader {
    gathered: Gathered,
    title: Option<String>,
    /// The language that the metadata declare.
    language: Option<String>,
    /// Pictures that are open: their descriptions are not in the text that readers see.
    pictures: usize,
    /// The lines of the current block as they stand, the last one unfinished. Where an item of an HTML list begins
    /// within it, [`ITEM`] stands.
    lines: Vec<String>,
    line: String,
    notes: Vec<String>,
    /// Whether a mark stood before any text of the block.
    marked: bool,
    /// The marks seen in the text so far.
    marks: HashSet<String>,
    /// Raised text, from its opening tag on.
    raised: Option<String>,
    heading: Option<u8>,
    lists: usize,
    items: usize,
    tables: u32,
    cell: Option<Cell>,
    footnote: Option<String>,
    /// An HTML block, and metadata, as they are gathered.
    verbatim: Option<(Verbatim, String)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Verbatim {
    Html,
    Metadata,
    Code,
}

impl Reader {
    fn new(gathered: Gathered) -> Self {
        Self {
            gathered,
            title: None,
            language: None,
            pictures: 0,
            lines: Vec::new(),
            line: String::new(),
            notes: Vec::new(),
            marked: false,
            marks: HashSet::new(),
            raised: None,
            heading: None,
            lists: 0,
            items: 0,
            tables: 0,
            cell: None,
            footnote: None,
            verbatim: None,
        }
    }

    fn event(&mut self, event: Event<'_>, notices: &mut Vec<Notice>) {
        match event {
            Event::End(TagEnd::Image) => self.pictures = self.pictures.saturating_sub(1),
            Event::Start(Tag::Image { .. }) => {
                self.pictures += 1;
                self.line.push(' ');
            }
            _ if self.pictures > 0 => {}
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag, notices),
            Event::Text(text) => match (&mut self.verbatim, &mut self.raised) {
                (Some((_, verbatim)), _) => verbatim.push_str(&text),
                (None, Some(raised)) => raised.push_str(&text),
                (None, None) => self.push_text(&text),
            },
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.push_text(&text),
            Event::Html(text) => match &mut self.verbatim {
                Some((_, verbatim)) => verbatim.push_str(&text),
                None => self.verbatim = Some((Verbatim::Html, text.into_string())),
            },
            Event::InlineHtml(tag) => self.inline_html(&tag),
            Event::FootnoteReference(label) => self.mark(vec![label.into_string()]),
            Event::SoftBreak | Event::HardBreak => self.break_line(),
            Event::Rule => self.flush(),
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript | Tag::Link { .. } => {
                return;
            }
            _ => self.flush(),
        }
        match tag {
            Tag::Heading { level, .. } => self.heading = Some(level as u8),
            Tag::List(_) => self.lists += 1,
            Tag::Item => self.items += 1,
            Tag::Table(_) => self.tables += 1,
            Tag::TableHead | Tag::TableRow => self.next_row(matches!(tag, Tag::TableHead)),
            Tag::TableCell => {
                if let Some(cell) = &mut self.cell {
                    cell.column += 1;
                }
            }
            Tag::FootnoteDefinition(label) => self.footnote = Some(label.into_string()),
            Tag::HtmlBlock => self.verbatim = Some((Verbatim::Html, String::new())),
            Tag::MetadataBlock(MetadataBlockKind::YamlStyle | MetadataBlockKind::PlusesStyle) => {
                self.verbatim = Some((Verbatim::Metadata, String::new()));
            }
            Tag::CodeBlock(_) => self.verbatim = Some((Verbatim::Code, String::new())),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, notices: &mut Vec<Notice>) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => return,
            TagEnd::Superscript | TagEnd::Subscript => return,
            _ => self.flush(),
        }
        match tag {
            TagEnd::Heading(_) => self.heading = None,
            TagEnd::List(_) => self.lists = self.lists.saturating_sub(1),
            TagEnd::Item => self.items = self.items.saturating_sub(1),
            TagEnd::Table => self.cell = None,
            TagEnd::FootnoteDefinition => self.footnote = None,
            TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) | TagEnd::CodeBlock => self.end_verbatim(notices),
            _ => {}
        }
    }

    fn next_row(&mut self, head: bool) {
        let row = self.cell.filter(|c| c.table == self.tables).map_or(1, |c| c.row + 1);
        self.cell = Some(Cell { table: self.tables, row, column: 0, head });
    }

    fn end_verbatim(&mut self, notices: &mut Vec<Notice>) {
        let Some((kind, text)) = self.verbatim.take() else { return };
        match kind {
            Verbatim::Html => {
                let gathered = std::mem::replace(&mut self.gathered, Gathered::new(0));
                self.gathered = html::read_part(&text, gathered, notices);
                self.tables = self.tables.max(self.gathered.tables());
            }
            Verbatim::Metadata => {
                let value = |wanted: &[&str]| {
                    text.lines().find_map(|line| {
                        let (key, value) = line.split_once([':', '='])?;
                        wanted.contains(&key.trim()).then(|| value.trim().trim_matches(['"', '\'']))
                    })
                };
                self.title = value(&["title"]).and_then(folded);
                self.language = value(&["lang", "language"]).filter(|tag| is_language(tag)).map(str::to_owned);
            }
            // Code is seldom code in a report: an address, a sum, a table set by hand.
            Verbatim::Code => {
                for part in text.split("\n\n") {
                    self.gathered.push_text(BlockKind::Paragraph, folded(part));
                }
            }
        }
    }

    fn inline_html(&mut self, tag: &str) {
        let name = tag.trim_start_matches(['<', '/']);
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        match (name.to_ascii_lowercase().as_str(), tag.starts_with("</")) {
            ("br", _) => self.break_line(),
            ("li" | "p" | "div" | "tr" | "dd" | "dt", _) => self.line.push(ITEM),
            ("td" | "th" | "ul" | "ol" | "table", _) => self.line.push(' '),
            ("sup", false) => self.raised = Some(String::new()),
            ("sup", true) => {
                if let Some(raised) = self.raised.take() {
                    self.end_raised(&raised);
                }
            }
            _ => {}
        }
    }

    fn end_raised(&mut self, raised: &str) {
        if let Some(power) = note::exponent(self.line.trim_end(), raised.trim()) {
            self.line.push_str(&power);
        } else if let Some(marks) = note::marks(raised.trim(), false) {
            self.mark(marks);
        } else {
            self.push_text(raised);
        }
    }

    /// Adds text; a sign that stands for something else here is taken out of it.
    fn push_text(&mut self, text: &str) {
        self.line.extend(text.chars().filter(|c| *c != ITEM));
    }

    fn mark(&mut self, marks: Vec<String>) {
        self.marked |= self.line.trim_end().is_empty() && self.lines.is_empty();
        self.notes.extend(marks);
    }

    fn break_line(&mut self) {
        if !self.line.trim().is_empty() {
            self.lines.push(std::mem::take(&mut self.line));
        }
        self.line.clear();
    }

    /// Ends the current block.
    fn flush(&mut self) {
        if let Some(raised) = self.raised.take() {
            self.push_text(&raised);
        }
        self.break_line();
        let lines = std::mem::take(&mut self.lines);
        if lines.is_empty() {
            return;
        }
        let notes = std::mem::take(&mut self.notes);
        let marked = std::mem::take(&mut self.marked);
        let plain = self.heading.is_none() && self.cell.is_none() && self.footnote.is_none();
        if plain && lines.iter().filter(|line| contents::is_entry(line.trim())).count() * 2 > lines.len() {
            for line in lines {
                self.gathered.push_text(BlockKind::Contents, folded(&line));
            }
            return;
        }
        if plain && self.items == 0 && tabs(&lines).is_some() {
            self.tabbed_table(&lines);
            return;
        }
        let whole = lines.join(" ");
        let mut parts = whole.split(ITEM).filter_map(folded);
        if let Some(first) = parts.next() {
            self.block(first, notes, marked);
        }
        for part in parts {
            self.block(part, Vec::new(), false);
        }
    }

    /// Lines with as many tabs each are the rows of a table.
    fn tabbed_table(&mut self, lines: &[String]) {
        self.tables += 1;
        for (row, line) in (1..).zip(lines) {
            for (column, cell) in (1..).zip(line.split('\t')) {
                for text in cell.split(ITEM).filter_map(folded) {
                    let text = without_bullet(&text).map_or(text.clone(), str::to_owned);
                    let cell = Some(Cell { table: self.tables, row, column, head: false });
                    self.gathered.push(Block { cell, ..Block::new(BlockKind::TableCell, text) });
                }
            }
        }
    }

    fn block(&mut self, text: String, notes: Vec<String>, marked: bool) {
        let mut block = Block { notes, ..Block::new(BlockKind::Paragraph, text) };
        if let Some(level) = self.heading {
            block.kind = BlockKind::Heading;
            block.level = Some(level);
        } else if let Some(label) = &self.footnote {
            block.kind = BlockKind::Footnote;
            block.notes.insert(0, label.clone());
        } else if self.cell.is_some() {
            block.kind = BlockKind::TableCell;
            block.cell = self.cell;
        } else if marked && block.notes.first().is_some_and(|mark| self.marks.contains(mark)) {
            // A paragraph that begins with a mark seen in the text before is the note.
            block.kind = BlockKind::Footnote;
        } else if self.items > 0 {
            block.kind = BlockKind::ListItem;
            block.level = Some(u8::try_from(self.lists.clamp(1, 255)).unwrap_or(u8::MAX));
        } else if let Some(text) = without_bullet(&block.text) {
            block.text = text.to_owned();
            block.kind = BlockKind::ListItem;
            block.level = Some(1);
        }
        if block.kind != BlockKind::Footnote {
            self.marks.extend(block.notes.iter().cloned());
        }
        self.gathered.push_or_continue(block);
    }
}

/// How many tabs each of the lines holds, where there are two or more and all hold as many.
fn tabs(lines: &[String]) -> Option<usize> {
    let count = |line: &String| line.trim().matches('\t').count();
    let first = count(lines.first()?);
    (lines.len() > 1 && first > 0 && lines.iter().all(|line| count(line) == first)).then_some(first)
}
