//! Tables of 256 codes, from which text is decoded without further questions.

use std::cell::OnceCell;

use super::Glyph;
use super::texts::{Span, Texts};

/// What is known of a code.
#[derive(Clone, Copy, Debug, Default)]
struct Cell {
    text: Span,
    /// In ems.
    advance: f32,
    /// The text has to be looked up in the font program, which is read when it is first needed.
    pending: bool,
}

/// Codes that share all but their last byte.
#[derive(Debug)]
pub(super) struct Page {
    cells: [Cell; 256],
    pool: String,
    /// Position vectors of vertical writing, in ems.
    origins: Option<Box<[(f32, f32); 256]>>,
    /// The texts that came from the font program.
    late: OnceCell<Box<Texts>>,
}

impl Page {
    pub(super) fn new(vertical: bool) -> Self {
        Self {
            cells: [Cell::default(); 256],
            pool: String::new(),
            origins: vertical.then(|| Box::new([(0.0, 0.0); 256])),
            late: OnceCell::new(),
        }
    }

    pub(super) fn set_advance(&mut self, low: u8, advance: f32) {
        self.cells[usize::from(low)].advance = advance;
    }

    pub(super) fn set_origin(&mut self, low: u8, origin: (f32, f32)) {
        if let Some(origins) = &mut self.origins {
            origins[usize::from(low)] = origin;
        }
    }

    /// Sets the text of a code to what `push` adds. Where that is nothing, and `late` is so, the font program is
    /// asked when the code is met.
    pub(super) fn set_text(&mut self, low: u8, late: bool, push: impl FnOnce(&mut String)) {
        let start = self.pool.len();
        push(&mut self.pool);
        let cell = &mut self.cells[usize::from(low)];
        cell.text = Span::since(start, &self.pool);
        cell.pending = late && cell.text.is_empty();
    }

    /// The glyph of the code with the last byte `low`. `look_up` adds the text of such a code by the font program.
    pub(super) fn glyph(&self, low: u8, code: u32, look_up: impl Fn(u8, &mut String)) -> Glyph<'_> {
        let cell = &self.cells[usize::from(low)];
        let text = if cell.pending {
            let late = self.late.get_or_init(|| self.read_late(look_up));
            late.get(low).unwrap_or_default()
        } else {
            cell.text.of(&self.pool)
        };
        let origin = self.origins.as_ref().map_or((0.0, 0.0), |origins| origins[usize::from(low)]);
        Glyph { code, text, advance: cell.advance, origin, is_space_code: false }
    }

    fn read_late(&self, look_up: impl Fn(u8, &mut String)) -> Box<Texts> {
        Box::new(Texts::of(|low, out| {
            let pending = self.cells[usize::from(low)].pending;
            if pending {
                look_up(low, out);
            }
            pending
        }))
    }
}
