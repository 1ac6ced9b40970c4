//! Texts of 256 codes in one piece of memory.

/// The texts that one source tells for codes; most sources tell them for some codes only.
#[derive(Debug)]
pub(super) struct Texts {
    spans: [Span; 256],
    pool: String,
}

/// Where a text lies in a pool.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Span {
    start: u32,
    len: u32,
}

impl Span {
    /// Marks a code of which nothing is said.
    const NONE: Self = Self { start: u32::MAX, len: 0 };

    /// From `start` to the end of `pool`.
    pub(super) fn since(start: usize, pool: &str) -> Self {
        let number = |n| u32::try_from(n).unwrap_or_default();
        Self { start: number(start), len: number(pool.len() - start) }
    }

    pub(super) fn of(self, pool: &str) -> &str {
        let start = self.start as usize;
        pool.get(start..start.saturating_add(self.len as usize)).unwrap_or_default()
    }

    pub(super) fn is_empty(self) -> bool {
        self.len == 0
    }
}

impl Default for Texts {
    fn default() -> Self {
        Self { spans: [Span::NONE; 256], pool: String::new() }
    }
}

impl Texts {
    /// The texts that `push` adds for the codes of which it says so.
    pub(super) fn of(mut push: impl FnMut(u8, &mut String) -> bool) -> Self {
        let mut texts = Self::default();
        for code in 0..=255u8 {
            let start = texts.pool.len();
            if push(code, &mut texts.pool) {
                texts.spans[usize::from(code)] = Span::since(start, &texts.pool);
            } else {
                texts.pool.truncate(start);
            }
        }
        texts
    }

    /// What is said of a code; it may be that it stands for nothing.
    pub(super) fn get(&self, code: u8) -> Option<&str> {
        let span = self.spans[usize::from(code)];
        (span.start != u32::MAX).then(|| span.of(&self.pool))
    }
}
