//! Shows text: fonts, and where each letter comes to stand.

use super::*;

impl<'d> Interpreter<'d> {
    pub(super) fn show_last(
        &mut self,
        operands: &[Token],
        lexer: &Lexer<'_>,
        m: &mut Machine,
        frame: &mut Frame<'_, 'd>,
    ) {
        if let Some(&Token::Text(text)) = operands.iter().rev().find(|t| matches!(t, Token::Text(_))) {
            self.show(lexer.bytes(text), m, frame);
        }
    }

    pub(super) fn show_array(
        &mut self,
        operands: &[Token],
        lexer: &Lexer<'_>,
        m: &mut Machine,
        frame: &mut Frame<'_, 'd>,
    ) {
        let vertical = m.state.font.as_ref().is_some_and(|(font, _)| font.vertical());
        for token in operands {
            match *token {
                Token::Text(text) => self.show(lexer.bytes(text), m, frame),
                Token::Number(by) => {
                    let move_by = -by / 1000.0 * m.state.size;
                    m.matrix = if vertical {
                        m.matrix.moved(0.0, move_by)
                    } else {
                        m.matrix.moved(move_by * m.state.scale, 0.0)
                    };
                }
                _ => {}
            }
        }
    }

    pub(super) fn show(&mut self, bytes: &[u8], m: &mut Machine, frame: &mut Frame<'_, 'd>) {
        let Some((font, font_number)) = m.state.font.clone() else { return };
        if !frame.has_room_for(bytes.len()) {
            return;
        }
        if frame.marked.hidden() {
            // Text of a layer that is switched off still moves the pen, and nothing else depends on where it ends
            // up: layers are drawn in text objects of their own.
            return;
        }
        let (mark, tag) = match frame.marked.top() {
            Some(top) => (top.mark(), top.tag),
            None => Default::default(),
        };
        let state = &m.state;
        let sight = Sight::of(state, frame.ground, font.paints_itself());
        let vertical = font.vertical();
        // Text space to the page as seen; its axes give direction, size and where the glyphs go.
        let to_page = m.matrix.then(state.ctm);
        let (ax, ay) = if vertical { (-to_page.c, -to_page.d) } else { (to_page.a, to_page.b) };
        let along = ax.hypot(ay);
        let across = if vertical { to_page.a.hypot(to_page.b) } else { to_page.c.hypot(to_page.d) };
        let size = (state.size * across).abs();
        if !(along > 1e-6 && size > 0.05 && size < 5000.0) {
            return;
        }
        // Mirrored text (a negative horizontal scale or size) runs the other way.
        let sign = if state.size * state.scale < 0.0 { -1.0 } else { 1.0 };
        let (cos, sin) = (ax / along * sign, ay / along * sign);
        let angle = angle_of(cos, sin);
        let (cos, sin) = snapped(angle, cos, sin);

        let mut pen_x = 0.0f32; // in text space, along the direction of writing
        let mut glyphs = 0;
        let mut unmapped = 0;
        let mut letters = 0;
        let spoken = tag.leaf.and_then(|leaf| self.tree?.spoken(leaf));
        let (mut reading, always) = match (frame.marked.reading(), spoken) {
            (Some(reading), _) => (Some(reading), true),
            (None, Some((number, spoken))) => {
                let reading = self.readings.entry(number).or_insert_with(|| Reading::new(spoken.text.clone()));
                (Some(reading), spoken.always)
            }
            (None, None) => (None, false),
        };
        let extent = (font.ascent(), font.descent());
        let scribe = &mut frame.out.scribe;
        font.decode(bytes, &mut |glyph| {
            glyphs += 1;
            let mut advance = glyph.advance * state.size;
            if glyph.is_space_code {
                advance += state.word_space;
            }
            let (x, y) = if vertical {
                to_page.apply(-glyph.origin.0 * state.size * state.scale, -pen_x + state.rise)
            } else {
                to_page.apply(pen_x, state.rise)
            };
            let (step, space) = if vertical {
                (advance.abs(), state.char_space)
            } else {
                (advance * state.scale, state.char_space * state.scale)
            };
            pen_x += step + space;
            let width = step.abs() * along;
            let u0 = x * cos + y * sin;
            let v = y * cos - x * sin;
            let text = match &mut reading {
                Some(reading) if always || glyph.text.is_empty() => reading.next(glyph.text),
                _ => {
                    unmapped += usize::from(glyph.text.is_empty());
                    if glyph.text.is_empty() && font.is_silent() { UNKNOWN } else { glyph.text }
                }
            };
            letters += usize::from(text != UNKNOWN && text.bytes().next().is_some_and(|byte| byte > b' '));
            let pen = Pen {
                u0,
                u1: u0 + width,
                v,
                size,
                spacing: space * along * sign,
                font: font_number,
                extent,
                angle,
                bold: font.bold(),
                italic: font.italic(),
                mark: Mark { hidden: sight.hidden((u0, u0 + width), v, size, (cos, sin)), ..mark },
                tag,
            };
            scribe.glyph(text, pen);
        });
        frame.out.glyphs += glyphs;
        frame.budget.work.glyphs += glyphs as u64;
        frame.out.unmapped += unmapped;
        frame.out.letters += letters;
        if unmapped > 0 && font.mapped() >= Mapped::Guessed {
            frame.out.silent_fonts.insert(font.name().chars().filter(|c| !c.is_control()).take(60).collect());
        }
        m.matrix = if vertical { m.matrix.moved(0.0, -pen_x) } else { m.matrix.moved(pen_x, 0.0) };
    }

    pub(super) fn font(&mut self, name: &[u8], frame: &mut Frame<'_, 'd>) -> Option<NumberedFont> {
        if let Some(font) = frame.fonts.get(name) {
            return font.clone();
        }
        let object = frame.resource(self.document, b"Font", name);
        let font = object.and_then(|object| self.load_font(object)).or_else(|| {
            let what = "a font of the page is missing from the file; its text was read as if it were plain letters";
            frame.out.tell(Told::damaged(what.to_owned()));
            Some(self.stand_in())
        });
        frame.fonts.insert(name.to_vec(), font.clone());
        font
    }

    pub(super) fn load_font(&mut self, object: &'d Object) -> Option<NumberedFont> {
        let id = object.as_reference().ok();
        if let Some(font) = id.and_then(|id| self.fonts.get(&id)) {
            return Some(font.clone());
        }
        let dictionary = resolve(self.document, object).as_dict().ok()?;
        let font = (Rc::new(Font::load_within(self.document, dictionary, &self.font_budget)), self.loaded);
        self.loaded += 1;
        if let Some(id) = id {
            self.fonts.insert(id, font.clone());
        }
        Some(font)
    }

    /// The font that takes the place of one that is missing, as in viewers.
    fn stand_in(&mut self) -> NumberedFont {
        if let Some(font) = &self.stand_in {
            return font.clone();
        }
        let dictionary = dictionary! {
            "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
        };
        let font = (Rc::new(Font::load_within(self.document, &dictionary, &self.font_budget)), self.loaded);
        self.loaded += 1;
        self.stand_in = Some(font.clone());
        font
    }
}

/// The direction in whole degrees clockwise on the page as seen, 0 to 359.
fn angle_of(cos: f32, sin: f32) -> i16 {
    let degrees = sin.atan2(cos).to_degrees().round() as i16;
    degrees.rem_euclid(360)
}

/// Direction cosines of exactly this angle, so that all text of one angle shares one frame.
fn snapped(angle: i16, cos: f32, sin: f32) -> (f32, f32) {
    match angle {
        0 => (1.0, 0.0),
        90 => (0.0, 1.0),
        180 => (-1.0, 0.0),
        270 => (0.0, -1.0),
        _ => {
            let length = cos.hypot(sin);
            (cos / length, sin / length)
        }
    }
}
