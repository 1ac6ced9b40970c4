//! Properties of text: what a run, a style or the mark of a paragraph says of it, each as far as it says anything.

use std::rc::Rc;

use super::xml::{Space, Tag};
use crate::language::is_language;

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
