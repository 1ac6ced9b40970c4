/// How a passage stands to those around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A sentence of running text, or text of which nothing more is known.
    Text,
    /// The start of an item of a list.
    Item,
    /// What stands in between and belongs to neither: a note, a running head, the second sentence of an item.
    Between,
    /// What starts anew: a heading, a cell of a table.
    Apart,
}

/// The passage that another one goes on with: "Er is weinig aandacht voor:" before the items of a list, or before "Het
/// gaat om mediawijsheid".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lead<'t> {
    pub(crate) text: &'t str,
    /// Whether the document has the passage as an item of a list, whether or not its words show it.
    pub(crate) is_item: bool,
}

/// Tells, passage by passage in the order of a document, which one leads a passage in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Leads<'t> {
    last: Option<&'t str>,
}

impl<'t> Leads<'t> {
    /// Begins after a passage that was the last of those before.
    #[must_use]
    pub fn after(last: Option<&'t str>) -> Self {
        Self { last }
    }

    /// What leads the next passage in; `goes_on` is asked of running text, and
    /// [`Tagger::goes_on`](crate::Tagger::goes_on) answers it.
    pub fn next(&mut self, text: &'t str, part: Part, goes_on: impl FnOnce() -> bool) -> Option<Lead<'t>> {
        match part {
            Part::Item => self.last.map(|text| Lead { text, is_item: true }),
            Part::Text if self.last.is_some() && goes_on() => self.last.map(|text| Lead { text, is_item: false }),
            Part::Text => {
                self.last = Some(text);
                None
            }
            Part::Between => None,
            Part::Apart => {
                self.last = None;
                None
            }
        }
    }

    /// The passage that would lead in an item of a list now.
    #[must_use]
    pub fn last(&self) -> Option<&'t str> {
        self.last
    }
}
