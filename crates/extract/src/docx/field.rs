//! Fields: text that the program makes, such as a table of contents. What stands in the document is the instruction and
//! the last result; only the result is text.

/// The fields that are open at a point of the text, outermost first.
#[derive(Debug, Default)]
pub(super) struct Fields {
    open: Vec<Field>,
    /// How many of them are still in their instruction.
    instructions: usize,
    /// How many of them show a table of contents or an index.
    contents: usize,
}

#[derive(Debug)]
struct Field {
    instruction: String,
    state: State,
    /// Whether it is written as an element of its own, rather than between signs in the text.
    element: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Instruction,
    Result,
    Contents,
}

/// No field that matters here is told by more of its instruction.
const LONGEST: usize = 64;

impl Fields {
    /// A sign in the text: "begin", "separate" or "end".
    pub(super) fn sign(&mut self, kind: &str) {
        match kind {
            "begin" => self.push(Field { instruction: String::new(), state: State::Instruction, element: false }),
            "separate" => {
                if let Some(mut field) = self.pop() {
                    if field.state == State::Instruction {
                        field.state = result(&field.instruction);
                    }
                    self.push(field);
                }
            }
            "end" if self.open.last().is_some_and(|field| !field.element) => {
                self.pop();
            }
            _ => {}
        }
    }

    /// An element that is a field begins.
    pub(super) fn open_element(&mut self, instruction: &str) {
        self.push(Field { instruction: String::new(), state: result(instruction), element: true });
    }

    /// It ends, and with it what was left open in it.
    pub(super) fn close_element(&mut self) {
        while let Some(field) = self.pop() {
            if field.element {
                break;
            }
        }
    }

    /// A piece of an instruction.
    pub(super) fn instruct(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| field.state == State::Instruction) {
            let room = LONGEST.saturating_sub(field.instruction.len());
            field.instruction.extend(text.chars().take(room));
        }
    }

    /// Whether text here is an instruction and no result.
    pub(super) fn hide(&self) -> bool {
        self.instructions > 0
    }

    /// Whether text here is part of a table of contents or an index.
    pub(super) fn list_contents(&self) -> bool {
        self.contents > 0
    }

    /// A paragraph ends: an instruction that has not ended is broken, and what follows is text again.
    pub(super) fn end_paragraph(&mut self) {
        if self.instructions > 0 {
            self.open.retain(|field| field.state != State::Instruction);
            self.instructions = 0;
        }
    }

    fn push(&mut self, field: Field) {
        self.instructions += usize::from(field.state == State::Instruction);
        self.contents += usize::from(field.state == State::Contents);
        self.open.push(field);
    }

    fn pop(&mut self) -> Option<Field> {
        let field = self.open.pop()?;
        self.instructions -= usize::from(field.state == State::Instruction);
        self.contents -= usize::from(field.state == State::Contents);
        Some(field)
    }
}

/// What the result of a field is, by its instruction.
fn result(instruction: &str) -> State {
    let name = instruction.split_whitespace().next().unwrap_or_default();
    if ["TOC", "INDEX"].iter().any(|kind| name.eq_ignore_ascii_case(kind)) { State::Contents } else { State::Result }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_hidden_until_the_result_begins() {
        let mut fields = Fields::default();
        fields.sign("begin");
        fields.instruct(" TOC \\o ");
        fields.sign("begin");
        fields.sign("separate");
        assert!(fields.hide(), "the result of a field within an instruction is part of the instruction");
        fields.sign("end");
        fields.sign("separate");
        assert!(!fields.hide() && fields.list_contents());
        fields.sign("end");
        assert!(!fields.list_contents());
        fields.sign("end");
        fields.sign("begin");
        fields.end_paragraph();
        assert!(!fields.hide());
    }
}
