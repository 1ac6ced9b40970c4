/// What may still be done to paint one page: pixels painted and samples of pictures read, counted.
#[derive(Debug)]
pub(super) struct Allowance {
    left: u64,
    spent: bool,
}

impl Allowance {
    pub(super) fn new(limit: u64) -> Self {
        Self { left: limit, spent: false }
    }

    /// Takes `cost` off; false, and nothing is taken, where less is left.
    pub(super) fn spend(&mut self, cost: u64) -> bool {
        match self.left.checked_sub(cost) {
            Some(left) => self.left = left,
            None => self.spent = true,
        }
        !self.spent
    }

    /// Whether something had to be left out.
    pub(super) fn is_spent(&self) -> bool {
        self.spent
    }
}
