//! Tables of 256 codes, from which text is decoded without further questions.

use std::cell::OnceCell;

use super::Glyph;

/// What is known of a code.
#[derive(Clone, Copy, Debug, Default)]
struct Cell {
    text: Span,
    /// In ems.
    advance: f32,
    /// The text has to be looked up in the font program, which is read when it is first needed.
    pending: bool,
}

/// Where a text lies in the texts of its table.
#[derive(Clone, Copy, Debug, Default)]
struct Span {
    start: u32,
    len: u32,
}

impl Span {
    /// From `start` to the end of `texts`.
    fn since(start: usize, texts: &str) -> Self {
        let number = |n| u32::try_from(n).unwrap_or_default();
        Self { start: number(start), len: number(texts.len() - start) }
    }

    fn of(self, texts: &str) -> &str {
        let start = self.start as usize;
        texts.get(start..start + self.len as usize).unwrap_or_default()
    }
}

/// Codes that share all but their last byte.
#[derive(Debug)]
pub(super) struct Page {
    cells: [Cell; 256],
    texts: String,
    /// Position vectors of vertical writing, in ems.
    origins: Option<Box<[(f32, f32); 256]>>,
    late: OnceCell<Box<Late>>,
}

/// The texts that came from the font program.
#[derive(Debug)]
struct Late {
    spans: [Span; 256],
    texts: String,
}

impl Page {
    pub(super) fn new(vertical: bool) -> Self {
        Self {
            cells: [Cell::default(); 256],
            texts: String::new(),
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

    /// Sets the text of a code to what `push` adds; where that is nothing and `late` is so, to what the font program
    /// will say.
    pub(super) fn set_text(&mut self, low: u8, late: bool, push: impl FnOnce(&mut String)) {
        let start = self.texts.len();
        push(&mut self.texts);
        let cell = &mut self.cells[usize::from(low)];
        cell.text = Span::since(start, &self.texts);
        cell.pending = late && cell.text.len == 0;
    }

    /// The text of a code as far as it is known without the font program.
    pub(super) fn text(&self, low: u8) -> &str {
        self.cells[usize::from(low)].text.of(&self.texts)
    }

    /// The glyph of the code with the last byte `low`. `look_up` adds the text of such a code by the font program.
    pub(super) fn glyph(&self, low: u8, code: u32, look_up: impl Fn(u8, &mut String)) -> Glyph<'_> {
        let cell = &self.cells[usize::from(low)];
        let text = if cell.pending {
            let late = self.late.get_or_init(|| self.read_late(look_up));
            late.spans[usize::from(low)].of(&late.texts)
        } else {
            cell.text.of(&self.texts)
        };
        let origin = self.origins.as_ref().map_or((0.0, 0.0), |origins| origins[usize::from(low)]);
        Glyph { code, text, advance: cell.advance, origin, is_space_code: false }
    }

    fn read_late(&self, look_up: impl Fn(u8, &mut String)) -> Box<Late> {
        let mut late = Late { spans: [Span::default(); 256], texts: String::new() };
        for low in 0..=255 {
            if self.cells[usize::from(low)].pending {
                let start = late.texts.len();
                look_up(low, &mut late.texts);
                late.spans[usize::from(low)] = Span::since(start, &late.texts);
            }
        }
        Box::new(late)
    }
}
