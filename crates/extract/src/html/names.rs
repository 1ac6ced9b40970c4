//! What the elements of HTML are to a reader.

use scraper::node::Element;

/// The part an element plays in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Holds nothing to read.
    Silent,
    /// A heading of this level.
    Heading(u8),
    /// A list.
    List,
    /// An item of a list.
    Item,
    /// A table.
    Table,
    /// A row of a table.
    Row,
    /// A cell of a table, and whether it is a head.
    Cell { head: bool },
    /// The head rows of a table.
    TableHead,
    /// A block of text or of other blocks.
    Block,
    /// Text set with its line ends.
    Preformatted,
    /// A line break.
    Break,
    /// Raised text.
    Raised,
    /// A quote within a sentence.
    Quote,
    /// A link.
    Link,
    /// Part of a line.
    Inline,
}

/// The part the element called `name` plays.
pub(super) fn part(name: &str) -> Part {
    match name {
        "script" | "style" | "template" | "noscript" | "head" | "title" | "iframe" | "object" | "embed" | "applet"
        | "svg" | "canvas" | "audio" | "video" | "map" | "select" | "option" | "textarea" | "button" | "input"
        | "datalist" | "del" | "noembed" | "noframes" | "frameset" | "dialog" | "progress" | "meter" | "rp" | "rt" => {
            Part::Silent
        }
        "h1" => Part::Heading(1),
        "h2" => Part::Heading(2),
        "h3" => Part::Heading(3),
        "h4" => Part::Heading(4),
        "h5" => Part::Heading(5),
        "h6" => Part::Heading(6),
        "ul" | "ol" | "menu" | "dir" => Part::List,
        "li" => Part::Item,
        "table" => Part::Table,
        "thead" => Part::TableHead,
        "tr" => Part::Row,
        "td" => Part::Cell { head: false },
        "th" => Part::Cell { head: true },
        "pre" | "listing" | "plaintext" | "xmp" => Part::Preformatted,
        "br" => Part::Break,
        "sup" => Part::Raised,
        "q" => Part::Quote,
        "a" => Part::Link,
        "address" | "article" | "aside" | "blockquote" | "body" | "caption" | "center" | "dd" | "details" | "div"
        | "dl" | "dt" | "fieldset" | "figcaption" | "figure" | "footer" | "form" | "header" | "hgroup" | "hr"
        | "html" | "legend" | "main" | "nav" | "p" | "search" | "section" | "summary" | "tbody" | "tfoot"
        | "optgroup" | "marquee" => Part::Block,
        _ => Part::Inline,
    }
}

/// Formatting elements. They are taken out before the tree is built: they say nothing about the text, and a page can
/// make the parser repeat them at every paragraph.
pub(super) fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "b" | "i" | "u" | "s" | "em" | "strong" | "small" | "big" | "tt" | "code" | "font" | "strike" | "nobr"
    )
}

/// Elements whose content is no markup; the parser must see their tags.
pub(super) fn is_raw(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "title"
            | "textarea"
            | "xmp"
            | "iframe"
            | "noembed"
            | "noframes"
            | "noscript"
            | "plaintext"
    )
}

/// Elements that have no end tag.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
            | "frame"
            | "basefont"
            | "bgsound"
            | "keygen"
            | "image"
    )
}

/// Elements that the next one of their kind closes, so that leaving out their end tags nests nothing.
pub(super) fn closes_itself(name: &str) -> bool {
    matches!(
        name,
        "a" | "p"
            | "li"
            | "dt"
            | "dd"
            | "tr"
            | "td"
            | "th"
            | "thead"
            | "tbody"
            | "tfoot"
            | "colgroup"
            | "option"
            | "optgroup"
            | "html"
            | "head"
            | "body"
            | "caption"
            | "rp"
            | "rt"
    )
}

/// The attributes that decide anything here; others are forgotten at once.
pub(super) fn is_telling(attribute: &str) -> bool {
    matches!(
        attribute,
        "id" | "class"
            | "role"
            | "hidden"
            | "aria-hidden"
            | "style"
            | "href"
            | "rowspan"
            | "colspan"
            | "scope"
            | "epub:type"
            | "start"
            | "lang"
            | "xml:lang"
            | "aria-controls"
    )
}

/// The value of an attribute. Elements keep few attributes (see [`is_telling`]), so a look at each is quickest.
pub(super) fn attr<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    element.attrs().find_map(|(known, value)| (known == name).then_some(value))
}
