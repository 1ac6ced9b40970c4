use fundscan_model::{Block, BlockKind, Document};

mod escape;
mod notes;
mod table;

use escape::{escape, escape_heading, escape_start};
use notes::Notes;

/// `document` as Markdown: headings, paragraphs, lists, tables and notes. Running heads and feet are left out, and so is
/// what a reader does not see. What the text holds that Markdown or HTML would read as a mark is escaped.
///
/// A mark whose note is known stands behind the text it was taken out of, for where in the text it stood is not known.
/// Notes that stand within a list or table, as at the foot of a page, follow it.
#[must_use]
pub fn markdown(document: &Document) -> String {
    let mut out = String::with_capacity(document.text().len() + document.text().len() / 16);
    let seen = document.blocks().iter().filter(|block| !block.kind.is_running() && block.hidden.is_none());
    let blocks = notes_behind(seen.collect());
    let notes = Notes::of(&blocks);
    // The depths of the items that the current one stands within.
    let mut depths: Vec<u8> = Vec::new();
    let mut at = 0;
    while let Some(block) = blocks.get(at) {
        let item = matches!(block.kind, BlockKind::ListItem | BlockKind::Contents) && block.cell.is_none();
        let tight = item && at > 0 && blocks[at - 1].kind == block.kind && blocks[at - 1].cell.is_none();
        if !out.is_empty() && !tight {
            out.push('\n');
        }
        if !tight {
            depths.clear();
        }
        if let Some(cell) = block.cell {
            let end = at + blocks[at..].iter().take_while(|b| b.cell.is_some_and(|c| c.table == cell.table)).count();
            let text = |index: usize| {
                let mut text = String::new();
                escape(&blocks[index].text, &mut text);
                marks(notes.marked(index), &mut text);
                (blocks[index], text)
            };
            table::table((at..end).map(text), &mut out);
            at = end;
            continue;
        }
        if item {
            let depth = block.level.unwrap_or(1);
            while depths.last().is_some_and(|open| *open >= depth) {
                depths.pop();
            }
            // A deeper indent than that of the item it stands within would make code of it.
            out.extend(std::iter::repeat_n("  ", depths.len().min(DEEPEST)));
            depths.push(depth);
        }
        before(block, notes.name(at), &mut out);
        if block.kind == BlockKind::Heading {
            escape_heading(&block.text, &mut out);
        } else {
            escape_start(&block.text, &mut out);
        }
        marks(notes.marked(at), &mut out);
        out.push('\n');
        at += 1;
    }
    out
}

/// Deeper items stand beside each other.
const DEEPEST: usize = 12;

/// What stands before the text of a block.
fn before(block: &Block, note: Option<&str>, out: &mut String) {
    match block.kind {
        BlockKind::Heading => {
            let level = usize::from(block.level.unwrap_or(1).clamp(1, 6));
            out.extend(std::iter::repeat_n('#', level));
            out.push(' ');
        }
        BlockKind::ListItem | BlockKind::Contents => out.push_str("- "),
        BlockKind::Footnote => {
            if let Some(name) = note {
                out.extend(["[^", name, "]: "]);
            }
        }
        _ => {}
    }
}

fn marks(names: &[String], out: &mut String) {
    for name in names {
        out.extend(["[^", name, "]"]);
    }
}

/// The blocks with notes moved behind the list or table they stand within.
fn notes_behind(blocks: Vec<&Block>) -> Vec<&Block> {
    let mut ordered: Vec<&Block> = Vec::with_capacity(blocks.len());
    let mut held: Vec<&Block> = Vec::new();
    let mut last: Option<&Block> = None;
    for block in blocks {
        if block.kind == BlockKind::Footnote && block.cell.is_none() {
            held.push(block);
            continue;
        }
        let goes_on = last.is_some_and(|last| match (last.cell, block.cell) {
            (Some(a), Some(b)) => a.table == b.table,
            (None, None) => block.kind == BlockKind::ListItem && last.kind == BlockKind::ListItem,
            _ => false,
        });
        if !goes_on {
            ordered.append(&mut held);
        }
        ordered.push(block);
        last = Some(block);
    }
    ordered.append(&mut held);
    ordered
}

#[cfg(test)]
mod tests {
    use fundscan_model::{Cell, SourceKind};

    use super::*;

    fn rendered(blocks: Vec<Block>) -> String {
        markdown(&Document::new(SourceKind::Html, Vec::new(), blocks))
    }

    fn cell(text: &str, row: u32, column: u32, head: bool) -> Block {
        Block { cell: Some(Cell { table: 1, row, column, head }), ..Block::new(BlockKind::TableCell, text) }
    }

    #[test]
    fn headings_lists_and_notes() {
        let item = |text: &str, level| Block { level: Some(level), ..Block::new(BlockKind::ListItem, text) };
        let blocks = vec![
            Block::new(BlockKind::Header, "Jaarverslag"),
            Block { level: Some(2), ..Block::new(BlockKind::Heading, "Scholing") },
            Block::new(BlockKind::Paragraph, "Wij doen:"),
            item("een", 1),
            item("twee", 2),
            Block { notes: vec!["1".to_owned()], ..Block::new(BlockKind::Footnote, "Zie aldaar.") },
        ];
        assert_eq!(rendered(blocks), "## Scholing\n\nWij doen:\n\n- een\n  - twee\n\n[^1]: Zie aldaar.\n");
    }

    #[test]
    fn items_are_indented_by_the_items_they_stand_within() {
        let item = |level| Block { level: Some(level), ..Block::new(BlockKind::ListItem, "x") };
        let items = [3, 4, 3, 9, 1, 2].map(item).to_vec();
        assert_eq!(rendered(items), "- x\n  - x\n- x\n  - x\n- x\n  - x\n");
    }

    #[test]
    fn marks_lead_to_their_notes() {
        let marked = |kind, text: &str, marks: &[&str]| Block {
            notes: marks.iter().map(|m| (*m).to_owned()).collect(),
            ..Block::new(kind, text)
        };
        use BlockKind::{Footnote, ListItem, Paragraph};
        let blocks = vec![
            marked(Paragraph, "Een.", &["1", "2", "9"]),
            marked(ListItem, "a", &[]),
            marked(Footnote, "Noot.", &["1"]),
            marked(Footnote, "Zie 1.", &["2", "1"]),
            marked(ListItem, "b", &[]),
            marked(Paragraph, "Twee.", &["1"]),
            marked(Footnote, "Andere noot.", &["1"]),
        ];
        let expected =
            "Een.[^1][^2]\n\n- a\n- b\n\n[^1]: Noot.\n\n[^2]: Zie 1.[^1-2]\n\nTwee.[^1-2]\n\n[^1-2]: Andere noot.\n";
        assert_eq!(rendered(blocks), expected);
    }

    #[test]
    fn tables_keep_their_columns_and_escape_their_bars() {
        let blocks = vec![
            cell("Fonds", 1, 1, true),
            cell("Cursus", 1, 2, true),
            cell("A|B", 2, 1, false),
            cell("lassen", 2, 2, false),
            cell("frezen", 2, 2, false),
            cell("los", 3, 2, false),
        ];
        let expected = "| Fonds | Cursus |\n| --- | --- |\n| A\\|B | lassen<br>frezen |\n|  | los |\n";
        assert_eq!(rendered(blocks), expected);
        let cells = vec![cell("a", 1, 1, true), Block::new(BlockKind::Footnote, "Noot."), cell("b", 2, 1, false)];
        assert_eq!(rendered(cells), "| a |\n| --- |\n| b |\n\nNoot.\n");
        let expected = "|  |  |\n| --- | --- |\n| a | b |\n";
        assert_eq!(rendered(vec![cell("a", 1, 1, false), cell("b", 1, 2, false)]), expected);
    }

    #[test]
    fn text_cannot_become_markup() {
        let paragraph = |text: &str| rendered(vec![Block::new(BlockKind::Paragraph, text)]);
        assert_eq!(paragraph("# geen kop"), "\\# geen kop\n");
        assert_eq!(paragraph("1. geen lijst"), "1\\. geen lijst\n");
        assert_eq!(paragraph("<script>a & *b* [c](d)"), "&lt;script&gt;a &amp; \\*b\\* \\[c\\](d)\n");
        assert_eq!(paragraph("2019 was goed"), "2019 was goed\n");
        let heading = |text: &str| rendered(vec![Block::new(BlockKind::Heading, text)]);
        assert_eq!(heading("1. Kop in C#"), "# 1. Kop in C\\#\n");
    }
}
