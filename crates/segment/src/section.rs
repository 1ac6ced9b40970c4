use fundscan_model::{Block, BlockKind};

/// The headings that are open at a point of the document, outermost first.
///
/// A heading of level n closes all open ones of level n or deeper.
#[derive(Debug, Default)]
pub(crate) struct SectionPath {
    open: Vec<(u8, String)>,
}

impl SectionPath {
    /// Takes a block into account; only headings change the path.
    pub(crate) fn see(&mut self, block: &Block) {
        if block.kind != BlockKind::Heading {
            return;
        }
        let level = level(block);
        self.close(level);
        self.open.push((level, block.text.clone()));
    }

    /// The path a heading itself stands under: without those it closes.
    pub(crate) fn above(&mut self, block: &Block) -> Vec<String> {
        if block.kind == BlockKind::Heading {
            self.close(level(block));
        }
        self.texts()
    }

    fn close(&mut self, level: u8) {
        while self.open.last().is_some_and(|(open, _)| *open >= level) {
            self.open.pop();
        }
    }

    fn texts(&self) -> Vec<String> {
        self.open.iter().map(|(_, text)| text.clone()).collect()
    }
}

/// The level of a heading: as it is known, else as its number says ("2.3 Scholing" is level 2), else 1.
fn level(block: &Block) -> u8 {
    block.level.or_else(|| numbered_level(&block.text)).unwrap_or(1).max(1)
}

fn numbered_level(text: &str) -> Option<u8> {
    let number = text.split(' ').next()?.trim_end_matches(['.', ')']);
    let parts = number.split('.');
    let mut count = 0u8;
    for part in parts {
        if part.is_empty() || part.len() > 2 || !part.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        count = count.saturating_add(1);
    }
    Some(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(text: &str, level: Option<u8>) -> Block {
        Block { level, ..Block::new(BlockKind::Heading, text) }
    }

    fn path(headings: &[(&str, Option<u8>)]) -> Vec<String> {
        let mut path = SectionPath::default();
        for (text, level) in headings {
            path.see(&heading(text, *level));
        }
        path.above(&Block::new(BlockKind::Paragraph, "Tekst."))
    }

    #[test]
    fn a_heading_closes_those_of_its_level_and_deeper() {
        let headings = [("A", Some(1)), ("B", Some(2)), ("C", Some(3)), ("D", Some(2))];
        assert_eq!(path(&headings), ["A", "D"]);
        assert_eq!(path(&[("A", Some(1)), ("C", Some(3)), ("B", Some(2))]), ["A", "B"]);
    }

    #[test]
    fn a_heading_without_a_level_is_placed_by_its_number_or_at_the_top() {
        assert_eq!(path(&[("2 Beleid", None), ("2.1 Scholing", None)]), ["2 Beleid", "2.1 Scholing"]);
        assert_eq!(path(&[("2.1 Scholing", None), ("Bijlagen", None)]), ["Bijlagen"]);
        assert_eq!(path(&[("Beleid", None), ("2023 in cijfers", None)]), ["2023 in cijfers"]);
    }

    #[test]
    fn a_heading_does_not_stand_under_itself_or_its_equals() {
        let mut path = SectionPath::default();
        path.see(&heading("A", Some(1)));
        path.see(&heading("B", Some(2)));
        assert_eq!(path.above(&heading("C", Some(2))), ["A"]);
    }
}
