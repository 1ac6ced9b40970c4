use fundscan_model::{Block, BlockKind, Notice};

/// The blocks of a document as they are found, up to a limit.
#[derive(Debug)]
pub(crate) struct Gathered {
    blocks: Vec<Block>,
    limit: usize,
    left_out: usize,
    tables: u32,
}

impl Gathered {
    pub(crate) fn new(limit: usize) -> Self {
        Self { blocks: Vec::new(), limit, left_out: 0, tables: 0 }
    }

    /// Adds a block.
    pub(crate) fn push(&mut self, block: Block) {
        debug_assert!(!block.text.is_empty(), "a block has text");
        self.tables = block.cell.map_or(self.tables, |cell| cell.table.max(self.tables));
        if self.blocks.len() < self.limit {
            self.blocks.push(block);
        } else {
            self.left_out += 1;
        }
    }

    /// Adds a paragraph, or the rest of one: where it begins in lower case and what stands before it (notes aside) is
    /// running text that breaks off without a stop, as at the end of a page, the two are one. They are so whatever the
    /// rest begins with where what stands before ends in a word that no text ends with.
    pub(crate) fn push_or_continue(&mut self, block: Block) {
        /// Shorter lines without a stop are titles, names, addresses.
        const SHORTEST: usize = 60;
        /// Notes at the foot of a page.
        const MOST_NOTES: usize = 12;
        let before = self.blocks.iter().rev().take(MOST_NOTES).position(|b| b.kind != BlockKind::Footnote);
        let index = before.map(|back| self.blocks.len() - 1 - back);
        let Some(open) = index.and_then(|i| self.blocks.get_mut(i)).filter(|open| {
            block.kind == BlockKind::Paragraph
                && matches!(open.kind, BlockKind::Paragraph | BlockKind::ListItem)
                && (block.text.starts_with(char::is_lowercase) || ends_open(&open.text))
                && open.text.len() >= SHORTEST
                && open.text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '-' | '&'))
        }) else {
            self.push(block);
            return;
        };
        if open.text.ends_with('-') && !["en ", "of "].iter().any(|word| block.text.starts_with(word)) {
            open.text.pop();
        } else {
            open.text.push(' ');
        }
        open.text.push_str(&block.text);
        open.notes.extend(block.notes);
    }

    /// Adds a block with text and nothing else known, where there is text.
    pub(crate) fn push_text(&mut self, kind: BlockKind, text: Option<String>) {
        if let Some(text) = text {
            self.push(Block::new(kind, text));
        }
    }

    /// Counts blocks that others left out because there were `limit` already.
    pub(crate) fn leave_out(&mut self, blocks: usize, limit: usize) {
        self.left_out += blocks;
        self.limit = limit;
    }

    /// The number of the last table so far.
    pub(crate) fn tables(&self) -> u32 {
        self.tables
    }

    /// The blocks, and a notice where some were left out.
    pub(crate) fn finish(self, notices: &mut Vec<Notice>) -> Vec<Block> {
        if self.left_out > 0 {
            let (limit, left_out) = (self.limit, self.left_out);
            let message = format!("only the first {limit} blocks were read; {left_out} were left out");
            notices.push(Notice::new("too-many-blocks", message));
        }
        self.blocks
    }
}

/// Whether a text ends in an article, preposition or conjunction, which want a word behind them.
fn ends_open(text: &str) -> bool {
    const OPEN: &[&str] = &[
        "de", "het", "een", "der", "van", "in", "ten", "ter", "met", "voor", "uit", "bij", "tot", "door", "naar", "om",
        "en", "of", "dat", "die", "als", "the", "a", "an", "of", "to", "for", "with", "from", "by", "and", "or",
        "that",
    ];
    text.rsplit(' ').next().is_some_and(|last| OPEN.contains(&last))
}

/// `text` without the bullet it begins with, where it is an item of a list; none where there is no bullet.
pub(crate) fn without_bullet(text: &str) -> Option<&str> {
    const BULLETS: &[char] = &['•', '·', '▪', '■', '◦', '‣', '●', '○', '►', '✓', '\u{f0b7}', '\u{f0a7}', '\u{f0d8}'];
    let rest = text.strip_prefix(BULLETS)?.trim_start();
    (!rest.is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: &str = "Deze alinea loopt door over het einde van de bladzijde en gaat dan";

    fn joined(first: &str, second: &str) -> usize {
        let mut gathered = Gathered::new(9);
        gathered.push(Block::new(BlockKind::Paragraph, first));
        gathered.push(Block::new(BlockKind::Footnote, "Een noot."));
        gathered.push_or_continue(Block::new(BlockKind::Paragraph, second));
        gathered.finish(&mut Vec::new()).len()
    }

    #[test]
    fn a_paragraph_that_breaks_off_goes_on_in_lower_case() {
        assert_eq!(joined(OPEN, "verder op de volgende."), 2);
        assert_eq!(joined(OPEN, "Verder op de volgende."), 3);
        assert_eq!(joined(&format!("{OPEN} verder in"), "China verder."), 2);
        assert_eq!(joined(&format!("{OPEN} verder."), "kleine letter"), 3);
        assert_eq!(joined("Postadres", "bezoekadres"), 3);
    }
}
