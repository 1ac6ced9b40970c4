//! Properties of text: what a run, a style or the mark of a paragraph says of it, each as far as it says anything.

use std::rc::Rc;

use super::xml::{Space, Tag};

/// How text is set. What is not said is taken from the style.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct RunProps {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    /// In points.
    pub(super) size: Option<f32>,
    /// Whether it is left out of what is shown and printed.
    pub(super) hidden: Option<bool>,
    /// Whether it stands above the line.
    pub(super) raised: Option<bool>,
    /// Its language as a tag.
    pub(super) language: Option<Rc<str>>,
    /// The id of its style.
    pub(super) style: Option<String>,
}

impl RunProps {
    /// Takes in one element of the properties of a run.
    pub(super) fn see(&mut self, tag: &Tag<'_>) {
        if tag.space != Space::Word {
            return;
        }
        match tag.name() {
            "b" => self.bold = Some(tag.is_on()),
            "i" => self.italic = Some(tag.is_on()),
            "vanish" => self.hidden = Some(tag.is_on()),
            // Half points.
            "sz" => self.size = tag.number::<f32>().map(|half| half / 2.0).filter(|size| (0.5..=2000.0).contains(size)),
            "vertAlign" => self.raised = Some(tag.val().as_deref() == Some("superscript")),
            // Some programs raise text by hand.
            "position" => self.raised = self.raised.or(tag.number::<i32>().map(|by| by > 0)),
            "lang" => self.language = tag.val().filter(|tag| is_language(tag)).map(Rc::from),
            "rStyle" => self.style = tag.val().map(std::borrow::Cow::into_owned),
            _ => {}
        }
    }

    /// The same, with what is not said taken from `under`.
    pub(super) fn over(&self, under: &Self) -> Self {
        Self {
            bold: self.bold.or(under.bold),
            italic: self.italic.or(under.italic),
            size: self.size.or(under.size),
            hidden: self.hidden.or(under.hidden),
            raised: self.raised.or(under.raised),
            language: self.language.clone().or_else(|| under.language.clone()),
            style: self.style.clone(),
        }
    }
}

/// Whether a tag names a language: two or three letters and what may follow. "x-none" and "zxx" say that there is none.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_alphabetic())
        && !matches!(first, "zxx" | "und" | "mul")
        && tag.len() <= 35
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_that_name_a_language() {
        for tag in ["nl", "nl-NL", "en-GB", "sr-Latn-RS"] {
            assert!(is_language(tag), "{tag}");
        }
        for tag in ["", "x-none", "zxx", "Dutch (NL)", "nl-\u{1b}", "nl--"] {
            assert!(!is_language(tag), "{tag}");
        }
    }
}
