//! The text of a diagram (SmartArt).

use fundscan_model::Notice;

use super::xml::{Space, Token, Xml};
use crate::fold::Folded;

/// The paragraphs of a diagram, in the order in which its outline has them.
pub(super) fn texts(xml: &str, notices: &mut Vec<Notice>) -> Vec<String> {
    let mut texts = Vec::new();
    let mut line = Folded::default();
    let mut text = 0;
    let mut xml = Xml::new(xml);
    while let Some(token) = xml.next() {
        match token {
            Token::Open(tag) if tag.space == Space::Drawing => match tag.name() {
                "p" => texts.extend(line.take()),
                "t" => text = xml.depth(),
                "br" => line.space(),
                _ => {}
            },
            Token::Close if xml.depth() < text => text = 0,
            Token::Text(piece) if text > 0 => line.push_str(&piece),
            _ => {}
        }
    }
    texts.extend(line.take());
    xml.tell("a diagram", notices);
    texts
}
