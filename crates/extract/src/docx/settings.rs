//! The few settings of a document that bear on its text.

use fundscan_model::Notice;

use super::xml::{Space, Token, Xml};

#[derive(Debug)]
pub(super) struct Settings {
    /// Whether even pages have heads and feet of their own.
    pub(super) even_heads: bool,
    pub(super) footnotes: NoteLooks,
    pub(super) endnotes: NoteLooks,
}

/// How notes are numbered.
#[derive(Debug)]
pub(super) struct NoteLooks {
    /// The format of the numbers, as the file names it.
    pub(super) format: String,
    pub(super) start: u32,
}

impl Default for Settings {
    fn default() -> Self {
        let looks = |format: &str| NoteLooks { format: format.to_owned(), start: 1 };
        Self { even_heads: false, footnotes: looks("decimal"), endnotes: looks("lowerRoman") }
    }
}

impl Settings {
    pub(super) fn read(xml: &str, notices: &mut Vec<Notice>) -> Self {
        let mut settings = Self::default();
        let mut end = false;
        let mut within = 0;
        let mut xml = Xml::new(xml);
        while let Some(token) = xml.next() {
            let tag = match token {
                Token::Open(tag) if tag.space == Space::Word => tag,
                Token::Close if xml.depth() < within => {
                    within = 0;
                    continue;
                }
                _ => continue,
            };
            let looks = if end { &mut settings.endnotes } else { &mut settings.footnotes };
            match tag.name() {
                "evenAndOddHeaders" => settings.even_heads = tag.is_on(),
                name @ ("footnotePr" | "endnotePr") => {
                    end = name == "endnotePr";
                    within = xml.depth();
                }
                "numFmt" if within > 0 => looks.format = tag.val().unwrap_or_default().into_owned(),
                "numStart" if within > 0 => looks.start = tag.number().unwrap_or(1),
                _ => {}
            }
        }
        xml.tell("the list of settings", notices);
        settings
    }
}
