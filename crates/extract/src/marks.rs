//! HTML, Markdown or plain text: told by the marks in the text.

use fundscan_model::SourceKind;

use crate::error::ExtractError;
use crate::foreign;

/// The kind of a text, of which `text` is the beginning. `hint` is what the file's name says.
///
/// # Errors
///
/// [`ExtractError::UnknownFormat`] for XML that is no web page.
pub(crate) fn kind_of_text(text: &str, hint: Option<SourceKind>) -> Result<SourceKind, ExtractError> {
    match first_tag(text) {
        Some(Tag::Page) => return Ok(SourceKind::Html),
        Some(Tag::Xml) => return Err(foreign::xml()),
        Some(Tag::Part) if hint != Some(SourceKind::Markdown) && markdown_marks(text).kinds == 0 => {
            return Ok(SourceKind::Html);
        }
        _ => {}
    }
    if has_late_page(text) {
        return Ok(SourceKind::Html);
    }
    let marks = markdown_marks(text);
    let markdown = match hint {
        Some(SourceKind::Markdown) => true,
        // Lines of a plain text may happen to look like one mark or another.
        Some(SourceKind::Text) => marks.kinds >= 2 && marks.points >= 4,
        _ => marks.points >= 2,
    };
    Ok(if markdown { SourceKind::Markdown } else { SourceKind::Text })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag {
    /// A doctype or a tag that stands at the top of web pages only.
    Page,
    /// A tag that may also begin a Markdown file.
    Part,
    /// A tag of no web page, behind an XML declaration.
    Xml,
}

/// The first tag of the text, behind white space, comments and processing instructions.
fn first_tag(text: &str) -> Option<Tag> {
    let mut rest = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let mut xml = false;
    loop {
        let skipped = if rest.starts_with("<!--") {
            rest.find("-->").map(|end| &rest[end + 3..])
        } else if rest.starts_with("<?") {
            xml |= rest.starts_with("<?xml");
            rest.find("?>").map(|end| &rest[end + 2..])
        } else {
            break;
        };
        rest = skipped?.trim_start();
    }
    let inside = rest.strip_prefix('<')?;
    let name: String = inside
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '!')
        .take(12)
        .collect::<String>()
        .to_lowercase();
    match name.as_str() {
        "!doctype" => {
            let of = inside.get(8..)?.trim_start().get(..4).unwrap_or_default();
            Some(if of.eq_ignore_ascii_case("html") { Tag::Page } else { Tag::Xml })
        }
        "html" | "head" | "body" | "title" | "meta" | "link" | "frameset" | "base" | "script" | "style" => {
            Some(Tag::Page)
        }
        "div" | "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table" | "ul" | "ol" | "dl" | "article"
        | "section" | "main" | "header" | "nav" | "span" | "a" | "img" | "br" | "hr" | "center" | "font" | "form"
        | "b" | "strong" | "em" | "i" | "blockquote" | "pre" | "figure" | "aside" | "footer" | "iframe" | "details" => {
            Some(Tag::Part)
        }
        "" => None,
        _ if xml => Some(Tag::Xml),
        _ => None,
    }
}

/// Whether a web page begins a little further on, as behind the messages of a server.
fn has_late_page(text: &str) -> bool {
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if offset > 2048 {
            return false;
        }
        let start = line.trim_start();
        let begins = |tag: &str| start.get(..tag.len()).is_some_and(|s| s.eq_ignore_ascii_case(tag));
        if begins("<!doctype html") || begins("<html") {
            let rest = text[offset..].to_ascii_lowercase();
            return ["<body", "</p>", "<div", "</html>"].iter().any(|tag| rest.contains(tag));
        }
        // In Markdown, a page shown as code is no page.
        if start.starts_with("```") || start.starts_with("~~~") || line.starts_with("    ") {
            return false;
        }
        offset += line.len();
    }
    false
}

#[derive(Clone, Copy, Debug, Default)]
struct Marks {
    /// How strongly the text looks like Markdown.
    points: u32,
    /// How many different kinds of mark it holds.
    kinds: u32,
}

/// Counts marks that Markdown has and plain text seldom: headings, links, fences, tables, emphasis, front matter.
fn markdown_marks(text: &str) -> Marks {
    let mut counts = [0u32; 6];
    let mut lines = text.lines();
    if let Some(first) = text.lines().next()
        && first.trim_end() == "---"
    {
        let front: Vec<&str> = lines.by_ref().skip(1).take(60).take_while(|l| l.trim_end() != "---").collect();
        counts[0] += u32::from(!front.is_empty() && front.iter().any(|l| l.contains(':')));
        lines = text.lines();
    }
    for line in lines.take(2000) {
        let line = line.trim_end();
        let hashes = line.len() - line.trim_start_matches('#').len();
        counts[1] += u32::from((1..=6).contains(&hashes) && line[hashes..].starts_with(' '));
        counts[2] += u32::from(line.starts_with("```") || line.starts_with("~~~"));
        counts[3] += u32::from(is_table_rule(line));
        counts[4] += u32::from(has_link(line));
        counts[5] += u32::from(has_strong(line));
    }
    let weights = [2, 2, 2, 2, 1, 1];
    Marks {
        points: counts.iter().zip(weights).map(|(count, weight)| (*count).min(2) * weight).sum(),
        kinds: counts.iter().map(|count| u32::from(*count > 0)).sum(),
    }
}

/// `|---|:--:|`
fn is_table_rule(line: &str) -> bool {
    line.contains('|') && line.contains("--") && line.bytes().all(|b| b"|-: \t".contains(&b))
}

/// `[text](address)` or `[name]: address`
fn has_link(line: &str) -> bool {
    line.find("](").is_some_and(|i| line[..i].contains('[') && line[i..].contains(')'))
        || (line.starts_with('[') && line.contains("]: "))
}

/// `**text**`
fn has_strong(line: &str) -> bool {
    let mut parts = line.split("**");
    parts.next();
    match (parts.next(), parts.next()) {
        (Some(inside), Some(_)) => {
            !inside.is_empty() && !inside.starts_with([' ', '*']) && !inside.ends_with([' ', '*'])
        }
        _ => false,
    }
}
