use fundscan_model::{Block, BlockKind, Notice};

/// The blocks of a document as they are found, up to a limit.
#[derive(Debug)]
pub(crate) struct Gathered {
    blocks: Vec<Block>,
    limit: usize,
    left_out: usize,
}

impl Gathered {
    pub(crate) fn new(limit: usize) -> Self {
        Self { blocks: Vec::new(), limit, left_out: 0 }
    }

    /// Adds a block.
    pub(crate) fn push(&mut self, block: Block) {
        debug_assert!(!block.text.is_empty(), "a block has text");
        if self.blocks.len() < self.limit {
            self.blocks.push(block);
        } else {
            self.left_out += 1;
        }
    }

    /// Adds a block with text and nothing else known, where there is text.
    pub(crate) fn push_text(&mut self, kind: BlockKind, text: Option<String>) {
        if let Some(text) = text {
            self.push(Block::new(kind, text));
        }
    }

    /// The blocks so far.
    pub(crate) fn blocks(&self) -> &[Block] {
        &self.blocks
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
