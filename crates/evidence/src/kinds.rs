use fundscan_model::BlockKind;

/// The kinds of passages in which mentions count.
///
/// By default body text: headings, tables of contents and running heads count only where they are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kinds(Vec<BlockKind>);

impl Kinds {
    /// These kinds and no other. The order does not matter.
    pub fn new(kinds: impl IntoIterator<Item = BlockKind>) -> Self {
        let mut kinds: Vec<_> = kinds.into_iter().collect();
        kinds.sort_unstable();
        kinds.dedup();
        Self(kinds)
    }

    /// Every kind there is.
    #[must_use]
    pub fn all() -> Self {
        Self::new(BlockKind::ALL)
    }

    /// The kind with this name, as the command line writes it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<BlockKind> {
        BlockKind::from_name(name)
    }

    /// The names of all kinds, for messages and completions.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BlockKind::ALL.into_iter().map(BlockKind::name)
    }

    /// Whether mentions in passages of this kind count.
    #[must_use]
    pub fn contains(&self, kind: BlockKind) -> bool {
        self.0.contains(&kind)
    }

    /// The kinds, in a fixed order.
    #[must_use]
    pub fn as_slice(&self) -> &[BlockKind] {
        &self.0
    }
}

impl Default for Kinds {
    fn default() -> Self {
        Self::new(BlockKind::ALL.into_iter().filter(|k| k.is_body()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_count_only_where_they_are_asked_for() {
        assert!(!Kinds::default().contains(BlockKind::Heading));
        assert!(Kinds::default().contains(BlockKind::Footnote));
        assert!(Kinds::new([BlockKind::Heading]).contains(BlockKind::Heading));
        assert_eq!(Kinds::from_name("list-item"), Some(BlockKind::ListItem));
    }
}
