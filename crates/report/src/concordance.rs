//! Lines of keywords in context for a terminal: the keywords stand below each other.

use fundscan_evidence::{Action, Kwic, KwicBy, KwicLine, KwicOrder, MentionDecision};

use crate::document::plural;
use crate::grid::{Align, cut_end, cut_start, pad, width};
use crate::safe_terminal;

/// The columns of context on each side where nobody says how wide the terminal is.
const CONTEXT: usize = 60;
/// Narrower than this context says nothing; the terminal breaks the lines instead.
const NARROWEST: usize = 12;
/// The column of keywords is as wide as the widest that is not wider than this: what follows a longer one is moved.
const WIDEST_KEYWORD: usize = 24;
/// The widest column of names.
const WIDEST_NAME: usize = 28;
/// Where documents are a column, the part of the terminal that it may take.
const NAME_SHARE: usize = 7;
/// The space between two columns.
const GAP: usize = 2;

/// The lines, below a head; in the order of documents below the name of each.
pub(crate) fn lines(kwic: &Kwic, columns: Option<usize>) -> String {
    if kwic.lines.is_empty() {
        return String::new();
    }
    let by_document = kwic.order == KwicOrder::Document;
    let name = columns.map_or(WIDEST_NAME, |columns| columns / NAME_SHARE).min(WIDEST_NAME);
    let fixed = Fixed::new(kwic, (!by_document).then_some(name));
    let quotes: Vec<_> = kwic.lines.iter().map(|line| safe_terminal(&line.quote)).collect();
    let keyword = quotes.iter().map(|quote| width(quote)).filter(|width| *width <= WIDEST_KEYWORD).max();
    let keyword = keyword.unwrap_or(WIDEST_KEYWORD);
    let asked = usize::try_from(kwic.context).unwrap_or(usize::MAX);
    let room = columns.map(|columns| columns.saturating_sub(fixed.width + GAP + keyword + GAP).max(2 * NARROWEST));
    let context = room.map_or(CONTEXT, |room| room / 2).min(asked);
    let before: Vec<String> = kwic.lines.iter().map(|line| last(&safe_terminal(&line.before), context)).collect();
    // What the left side does not need, the right side has.
    let left = before.iter().map(|text| width(text)).max().unwrap_or(0);
    let right = room.map_or(CONTEXT, |room| room - left).min(asked);

    let mut text = String::new();
    push(&mut text, &fixed.head());
    push(&mut text, &fixed.rule());
    let mut document = None;
    for ((line, before), quote) in kwic.lines.iter().zip(&before).zip(&quotes) {
        if by_document && document != Some(&line.document) {
            document = Some(&line.document);
            push(&mut text, &safe_terminal(&line.document));
        }
        // A keyword that is wider than its column takes of what follows, all of it if need be.
        let quote = match room {
            Some(room) => cut_end(quote, keyword + GAP + room - left),
            None => quote.to_string(),
        };
        let after = first(&safe_terminal(&line.after), right.saturating_sub(width(&quote).saturating_sub(keyword)));
        let gap = " ".repeat(GAP);
        let words = [pad(before, left, Align::Right), pad(&quote, keyword, Align::Left), after];
        push(&mut text, &format!("{}{}", fixed.cells(line), words.join(&gap)));
    }
    text
}

/// `31 lines, 4 documents, 3 funds`, and how many of the lines are shown where not all are.
pub(crate) fn summary(kwic: &Kwic) -> String {
    if kwic.lines_total == 0 {
        return format!("0 lines in {}", plural(kwic.documents_searched, "document", "documents"));
    }
    let mut text = format!(
        "{}, {}, {}",
        plural(kwic.lines_total, "line", "lines"),
        plural(kwic.documents, "document", "documents"),
        plural(kwic.funds, "fund", "funds"),
    );
    if kwic.documents_without_fund > 0 {
        text += &format!(", {} without a fund", plural(kwic.documents_without_fund, "document", "documents"));
    }
    let shown = kwic.lines.len() as u64;
    if shown < kwic.lines_total {
        text += &format!("; {} shown", plural(shown, "line is", "lines are"));
    }
    text
}

/// What was decided by hand about a mention, and why: `added: stands in the caption`.
pub(crate) fn by_hand(line: &KwicLine) -> Option<String> {
    line.decision.as_ref().map(decided)
}

/// What was decided, and why.
pub(crate) fn decided(decision: &MentionDecision) -> String {
    format!("{}: {}", done(decision.action), decision.reason)
}

pub(crate) fn done(action: Action) -> &'static str {
    match action {
        Action::Add => "added",
        Action::Attribute => "attributed",
        Action::Reject => "rejected",
        Action::Document => "corrected",
    }
}

/// The columns before the context.
struct Fixed {
    columns: Vec<Column>,
    width: usize,
}

struct Column {
    name: &'static str,
    align: Align,
    width: usize,
    cell: fn(&KwicLine) -> String,
}

impl Fixed {
    /// The columns, that of documents among them where it has a width.
    fn new(kwic: &Kwic, document: Option<usize>) -> Self {
        fn known(text: Option<impl ToString>) -> String {
            text.map_or_else(|| "-".to_owned(), |text| text.to_string())
        }
        let mut columns = Vec::new();
        let mut add = |name: &'static str, align, cell: fn(&KwicLine) -> String| {
            let widest = kwic.lines.iter().map(|line| width(&safe_terminal(&cell(line)))).max().unwrap_or(0);
            columns.push(Column { name, align, width: widest.min(WIDEST_NAME).max(width(name)), cell });
        };
        if document.is_some() {
            add("document", Align::Left, |line| line.document.clone());
        }
        add("fund", Align::Left, |line| known(line.fund.as_ref()));
        add("year", Align::Left, |line| known(line.years));
        add("page", Align::Right, |line| known(line.page));
        if kwic.query.concepts.len() > 1 {
            add("concept", Align::Left, |line| known(line.concept.as_ref()));
        }
        if kwic.query.by == KwicBy::Concept {
            add("status", Align::Left, |line| known(line.status));
        }
        if kwic.lines.iter().any(|line| line.decision.is_some()) {
            add("by hand", Align::Left, |line| known(line.decision.as_ref().map(|d| done(d.action))));
        }
        if let Some(most) = document {
            columns[0].width = columns[0].width.min(most.max(width("document")));
        }
        let width = columns.iter().map(|column| column.width + GAP).sum();
        Self { columns, width }
    }

    fn head(&self) -> String {
        self.row(|column| column.name.to_owned())
    }

    fn rule(&self) -> String {
        self.row(|column| "-".repeat(column.width))
    }

    fn cells(&self, line: &KwicLine) -> String {
        self.row(|column| cut_start(&safe_terminal(&(column.cell)(line)), column.width))
    }

    fn row(&self, cell: impl Fn(&Column) -> String) -> String {
        let gap = " ".repeat(GAP);
        self.columns.iter().map(|column| pad(&cell(column), column.width, column.align) + &gap).collect()
    }
}

fn push(text: &mut String, line: &str) {
    text.push_str(line.trim_end());
    text.push('\n');
}

/// The words at the start of a text that fit, with an ellipsis where some do not.
fn first(text: &str, columns: usize) -> String {
    let text = text.trim();
    if width(text) <= columns {
        return text.to_owned();
    }
    let kept = fitting(text.split(' '), columns);
    [kept.as_slice(), &["…"][..columns.min(1)]].concat().join(" ")
}

/// The words at the end of a text that fit, likewise.
fn last(text: &str, columns: usize) -> String {
    let text = text.trim();
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut kept = fitting(text.rsplit(' '), columns);
    kept.reverse();
    [&["…"][..columns.min(1)], kept.as_slice()].concat().join(" ")
}

/// As many words as fit beside an ellipsis.
fn fitting<'t>(words: impl Iterator<Item = &'t str>, columns: usize) -> Vec<&'t str> {
    let mut used = 1;
    words
        .take_while(|word| {
            used += width(word) + 1;
            used <= columns
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_is_cut_at_words_by_the_columns_it_takes() {
        assert_eq!(first("een twee drie", 13), "een twee drie");
        assert_eq!(first("een twee drie", 12), "een twee …");
        assert_eq!(last("een twee drie", 12), "… twee drie");
        assert_eq!(last("een twee drie", 3), "…");
        assert_eq!(first("een", 0), "");
        assert_eq!(last("日本 日本", 8), "… 日本");
    }
}
