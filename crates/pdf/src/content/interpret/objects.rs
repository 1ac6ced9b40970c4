//! Draws forms, whose content is run, and pictures, which only take their place.

use super::*;

impl<'d> Interpreter<'d> {
    pub(super) fn draw_object(
        &mut self,
        operands: &[Token],
        lexer: &Lexer<'_>,
        m: &mut Machine,
        frame: &mut Frame<'_, 'd>,
    ) {
        let Some(&Token::Name(name)) = operands.first() else { return };
        let Some(object) = frame.resource(self.document, b"XObject", lexer.bytes(name)) else { return };
        let Ok(stream) = resolve(self.document, object).as_stream() else { return };
        let subtype = stream.dict.get(b"Subtype").map(|o| resolve(self.document, o).as_name());
        if !matches!(subtype, Ok(Ok(b"Form"))) {
            self.place_image(m, frame);
            return;
        }
        if stream.dict.get(b"OC").is_ok_and(|layer| self.layers.hide(self.document, layer)) {
            return;
        }
        self.draw_form(object.as_reference().ok(), stream, m.state.clone(), frame);
    }

    /// Draws a form with the graphics state that it begins with.
    pub(in super::super) fn draw_form(
        &mut self,
        id: Option<ObjectId>,
        stream: &'d Stream,
        mut state: GraphicsState,
        frame: &mut Frame<'_, 'd>,
    ) {
        if frame.open_forms.len() >= self.limits.form_depth {
            let limit = self.limits.form_depth;
            cut(frame.out, format!("forms are nested deeper than {limit}; the innermost were left out"));
            return;
        }
        if id.is_some_and(|id| frame.open_forms.contains(&id)) {
            let what = "a form draws itself; it was drawn once".to_owned();
            frame.out.tell(Told { code: "form-loop", what });
            return;
        }
        let Some(content) = self.form_content(id, stream, frame) else { return };
        let matrix = stream.dict.get(b"Matrix").ok().and_then(|o| numbers(self.document, o));
        let matrix = matrix.and_then(|n| Matrix::from_slice(&n)).unwrap_or(Matrix::IDENTITY);
        let own = stream.dict.get(b"Resources").ok().and_then(|o| resolve(self.document, o).as_dict().ok());
        let mut resources = frame.resources.clone();
        if let Some(own) = own {
            // A form finds its resources in its own dictionary; files that forget some mean the page's.
            resources.push(own);
        }
        state.ctm = matrix.then(state.ctm);
        let bbox = stream.dict.get(b"BBox").ok().and_then(|o| numbers(self.document, o));
        if let Some(&[x0, y0, x1, y1]) = bbox.as_deref() {
            state.clip = state.clip.and(state.ctm.bbox(BBox::new(x0, y0, x1, y1)));
        }
        let (place, around) = self.begin_form(id, frame);
        looked_at(frame.open_forms.len() + resources.len());
        frame.open_forms.push(id.unwrap_or((0, 0)));
        let mut inner = Frame {
            resources,
            fonts: HashMap::new(),
            out: frame.out,
            glyphs: frame.glyphs,
            budget: frame.budget,
            operators: frame.operators,
            marked: frame.marked,
            place,
            open_forms: frame.open_forms,
            ground: frame.ground,
        };
        self.run(Lexer::new(&content.bytes), &mut inner, state);
        frame.open_forms.pop();
        frame.marked.leave(around);
    }

    pub(super) fn place_image(&mut self, m: &Machine, frame: &mut Frame<'_, 'd>) {
        frame.out.images += 1;
        if let Some(bbox) = m.state.clip.within(m.state.ctm.bbox(BBox::new(0.0, 0.0, 1.0, 1.0)))
            && !frame.marked.hidden()
        {
            frame.ground.paint(bbox);
            frame.out.pictured += bbox.width() * bbox.height();
        }
    }

    fn form_content(
        &mut self,
        id: Option<ObjectId>,
        stream: &Stream,
        frame: &mut Frame<'_, 'd>,
    ) -> Option<Rc<Decoded>> {
        let content = match id.and_then(|id| self.forms.get(&id)).cloned() {
            Some(content) if frame.budget.spend(content.bytes.len()) => content,
            Some(_) => {
                frame.out.tell(frame.budget.spent());
                return None;
            }
            None => {
                let content = Rc::new(frame.budget.decode(self.document, stream));
                let size = content.bytes.len();
                if let Some(id) = id
                    && size <= KEPT_FORM
                    && self.kept + size <= KEPT_FORMS
                {
                    self.kept += size;
                    self.forms.insert(id, content.clone());
                }
                content
            }
        };
        if let Some(fault) = &content.fault {
            frame.out.tell(frame.budget.told("a form on the page", fault));
        }
        Some(content)
    }
}
