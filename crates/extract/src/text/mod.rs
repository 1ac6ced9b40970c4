//! Plain text: blank lines part blocks, hard line ends are joined.

use fundscan_model::{BlockKind, Document, SourceKind};

use crate::decode::decode;
use crate::fold::folded;
use crate::gather::Gathered;
use crate::{Extracted, Limits};

pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Extracted {
    let mut notices = Vec::new();
    let text = decode(bytes, None, limits.text_bytes, &mut notices);
    let mut blocks = Gathered::new(limits.blocks);
    for part in text.replace("\r\n", "\n").split("\n\n") {
        blocks.push_text(BlockKind::Paragraph, folded(part));
    }
    let blocks = blocks.finish(&mut notices);
    Extracted { document: Document::new(SourceKind::Text, Vec::new(), blocks), notices }
}
