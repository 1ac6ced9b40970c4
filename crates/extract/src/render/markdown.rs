use std::fmt::Write as _;

use fundscan_model::{Block, BlockKind, Document};

/// `document` as Markdown: headings, paragraphs, lists, tables and notes. Running heads and feet are left out. What
/// the text holds that Markdown or HTML would read as a mark is escaped.
#[must_use]
pub fn markdown(document: &Document) -> String {
    let mut out = String::with_capacity(document.text().len() + document.text().len() / 16);
    let blocks: Vec<&Block> = document.blocks().iter().filter(|block| block.is_read()).collect();
    let mut at = 0;
    let mut last: Option<BlockKind> = None;
    while let Some(block) = blocks.get(at) {
        let tight = matches!(block.kind, BlockKind::ListItem | BlockKind::Contents) && last == Some(block.kind);
        if !out.is_empty() && !tight {
            out.push('\n');
        }
        last = Some(block.kind);
        if let Some(cell) = block.cell {
            let end = at + blocks[at..].iter().take_while(|b| b.cell.is_some_and(|c| c.table == cell.table)).count();
            table(&blocks[at..end], &mut out);
            at = end;
            continue;
        }
        line(block, &mut out);
        at += 1;
    }
    out
}

fn line(block: &Block, out: &mut String) {
    let text = &block.text;
    match block.kind {
        BlockKind::Heading => {
            let level = usize::from(block.level.unwrap_or(1).clamp(1, 6));
            out.extend(std::iter::repeat_n('#', level));
            out.push(' ');
        }
        BlockKind::ListItem | BlockKind::Contents => {
            let depth = usize::from(block.level.unwrap_or(1).max(1)) - 1;
            out.extend(std::iter::repeat_n("  ", depth.min(12)));
            out.push_str("- ");
        }
        BlockKind::Footnote => {
            if let Some(mark) = block.notes.first() {
                let mark: String = mark.chars().filter(|c| c.is_alphanumeric() || "*†‡§".contains(*c)).collect();
                let _ = write!(out, "[^{mark}]: ");
            }
        }
        _ => {}
    }
    escape_start(text, out);
    out.push('\n');
}

/// Rows of a table. What Markdown cannot say is left out: a table without a head gets an empty one, and several blocks
/// of one cell are parted by a line break.
fn table(cells: &[&Block], out: &mut String) {
    const WIDEST: u32 = 256;
    let place = |block: &Block| block.cell.map_or((0, 0), |c| (c.row, c.column.min(WIDEST)));
    let columns = cells.iter().map(|block| place(block).1).max().unwrap_or(0);
    let has_head = cells.first().and_then(|block| block.cell).is_some_and(|c| c.head);
    if !has_head {
        row_end(0, columns, out);
        rule(columns, out);
    }
    let mut at = 0;
    while at < cells.len() {
        let row = place(cells[at]).0;
        let mut column = 0;
        let first = at == 0;
        while at < cells.len() && place(cells[at]).0 == row {
            let next = place(cells[at]).1;
            if next > column {
                while column < next {
                    out.push_str(if column + 1 == next { "| " } else { "|  " });
                    column += 1;
                }
            } else {
                // Another block of the same cell.
                out.truncate(out.trim_end().len());
                out.push_str("<br>");
            }
            escape(&cells[at].text, out);
            out.push(' ');
            at += 1;
        }
        row_end(column, columns, out);
        if first && has_head {
            rule(columns, out);
        }
    }
}

fn row_end(column: u32, columns: u32, out: &mut String) {
    for _ in column..columns {
        out.push_str("|  ");
    }
    out.push_str("|\n");
}

fn rule(columns: u32, out: &mut String) {
    for _ in 0..columns {
        out.push_str("| --- ");
    }
    out.push_str("|\n");
}

/// Writes text at the start of a line, where more signs are marks than within one.
fn escape_start(text: &str, out: &mut String) {
    let first = text.split(' ').next().unwrap_or_default();
    let digits = first.trim_end_matches(['.', ')']);
    if first.len() == digits.len() + 1 && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
        // "1." would begin a list.
        out.push_str(digits);
        out.push('\\');
        escape(&text[digits.len()..], out);
        return;
    }
    if text.starts_with(['#', '>', '-', '+', '=', '~', ':']) {
        out.push('\\');
    }
    escape(text, out);
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' => {
                out.push('\\');
                out.push(c);
            }
            // Never HTML of the document's own.
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
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
    }
}
