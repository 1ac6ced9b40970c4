//! How blocks are shown in tests: one line each, with kind, level or cell, text, and the marks left out.

use std::fmt::Write as _;

use fundscan_extract::{ExtractOptions, Extracted, extract};
use fundscan_model::{Block, BlockKind, SourceKind};

/// Reads `source` and shows its blocks, checking that each obeys the invariant of a block.
pub(crate) fn blocks(kind: SourceKind, source: &str) -> String {
    show(&read(kind, source.as_bytes()))
}

pub(crate) fn read(kind: SourceKind, source: &[u8]) -> Extracted {
    let name = if kind == SourceKind::Markdown { "a.md" } else { "a" };
    let extracted = extract(source, &ExtractOptions::named(name)).expect("the document can be read");
    assert_eq!(extracted.document.kind(), kind);
    check_blocks(&extracted);
    extracted
}

/// Every block obeys the invariant of a block, and what points into its text does so rightly.
pub(crate) fn check_blocks(extracted: &Extracted) {
    for block in extracted.document.blocks() {
        let text = &block.text;
        assert!(!text.is_empty() && text.trim() == text && !text.contains("  "), "{text:?}");
        assert!(!text.contains(|c: char| c.is_control() || c == '\u{ad}' || c == '\u{200b}'), "{text:?}");
        let mut end = 0;
        for style in block.style_spans() {
            assert!(style.span.start() >= end && text.get(style.span.range()).is_some(), "{text:?} {style:?}");
            end = style.span.end();
        }
        assert_eq!(block.cell.is_some(), block.kind == BlockKind::TableCell, "{text:?}");
    }
}

pub(crate) fn show(extracted: &Extracted) -> String {
    extracted.document.blocks().iter().map(line).collect::<Vec<_>>().join("\n")
}

fn line(block: &Block) -> String {
    let mut line = block.kind.to_string();
    if let Some(level) = block.level {
        let _ = write!(line, " {level}");
    }
    if let Some(cell) = block.cell {
        let _ = write!(line, " {}:{},{}{}", cell.table, cell.row, cell.column, if cell.head { " head" } else { "" });
    }
    let _ = write!(line, ": {}", block.text);
    if !block.notes.is_empty() {
        let _ = write!(line, " [{}]", block.notes.join(" "));
    }
    line
}

/// The lines of an expected table, without indent.
pub(crate) fn lines(expected: &str) -> String {
    expected.lines().map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n")
}
