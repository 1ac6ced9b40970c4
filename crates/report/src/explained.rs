//! Why a sentence has the mentions it has, for a terminal.

use fundscan_evidence::{DroppedMention, Explained, ExplainedMention, FoundForm, FoundHow, FoundWay, MarkRecord};
use fundscan_model::{Says, Status};
use unicode_width::UnicodeWidthChar;

use crate::grid::{width, wrap};
use crate::safe_terminal;

/// The column of labels.
const LABEL: usize = 11;
/// Narrower than this no paragraph is set; the terminal breaks the lines instead.
const NARROWEST: usize = 40;

/// The explanation of one sentence in paragraphs of at most `columns`; without a number as wide as needed. It ends with a
/// blank line.
///
/// Nothing that comes from the sentence steers the terminal.
#[must_use]
pub fn explained_text(explained: &Explained, columns: Option<usize>) -> String {
    let mut page = Page { text: String::new(), columns: columns.unwrap_or(usize::MAX).max(NARROWEST) };
    let id = match &explained.id {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(id) => format!("[{id}] "),
        id => format!("[{id}] "),
    };
    page.paragraph("", "", &format!("{id}{}", explained.text));
    for mention in &explained.mentions {
        page.mention(mention);
    }
    if explained.mentions.is_empty() {
        page.paragraph("", "", "No mention.");
    }
    if !explained.dropped.is_empty() {
        page.paragraph("", "", "Does not count:");
    }
    // What several terms found and lost for the same reason is told once.
    let alike =
        |a: &DroppedMention, b: &DroppedMention| (a.span, &a.concept, &a.message) == (b.span, &b.concept, &b.message);
    for dropped in explained.dropped.chunk_by(alike) {
        page.dropped(dropped);
    }
    page.text.push('\n');
    page.text
}

struct Page {
    text: String,
    columns: usize,
}

impl Page {
    /// A paragraph, its first line after `first` and the others after as much space.
    fn paragraph(&mut self, indent: &str, label: &str, words: &str) {
        let first = if label.is_empty() { indent.to_owned() } else { format!("{indent}{label:<LABEL$}") };
        let space = " ".repeat(width(&first));
        let columns = self.columns.saturating_sub(space.len()).max(1);
        let lines = wrap(&safe_terminal(words), columns);
        // A term may be one long word.
        let lines = lines.iter().flat_map(|line| pieces(line, columns));
        for (number, line) in lines.enumerate() {
            let start = if number == 0 { &first } else { &space };
            self.text.push_str(format!("{start}{line}").trim_end());
            self.text.push('\n');
        }
    }

    fn mention(&mut self, mention: &ExplainedMention) {
        let ExplainedMention { concept, quote, status, time, hedged, marks, found, .. } = mention;
        let time = time.map_or_else(String::new, |time| format!(", {time}"));
        let hedged = if *hedged { ", hedged" } else { "" };
        self.paragraph("  ", "", &format!("“{quote}” is {concept}, {status}{time}{hedged}"));
        self.paragraph("      ", "term", &term(found));
        self.paragraph("      ", "form", &form(found));
        for mark in marks {
            let (label, words) = said(mark);
            self.paragraph("      ", label, &words);
        }
        if !marks.iter().any(|mark| matches!(mark.says, Says::Affirmed | Says::Negated)) && *status == Status::Affirmed
        {
            self.paragraph("      ", "affirmed", "no words deny it");
        }
    }

    fn dropped(&mut self, alike: &[DroppedMention]) {
        for (number, DroppedMention { concept, quote, found, message, .. }) in alike.iter().enumerate() {
            if number == 0 {
                self.paragraph("  ", "", &format!("“{quote}” ({concept}) {message}"));
            }
            let label = if number == 0 { "term" } else { "and" };
            self.paragraph("      ", label, &term(found));
        }
    }
}

/// The term, and where it stands in the taxonomy.
fn term(FoundHow { term, line, language, .. }: &FoundHow) -> String {
    format!("{term} ({language}, line {line})")
}

/// A line in pieces of at most `columns`: cut behind a slash or a bar where a choice ends there, else within words.
fn pieces(line: &str, columns: usize) -> Vec<String> {
    if width(line) <= columns {
        return vec![line.to_owned()];
    }
    let mut pieces = Vec::new();
    let mut piece = String::new();
    for c in line.chars() {
        if !piece.is_empty() && width(&piece) + c.width().unwrap_or(0) > columns {
            let rest = piece.rfind(['/', '|']).map(|at| piece.split_off(at + 1)).unwrap_or_default();
            pieces.push(std::mem::replace(&mut piece, rest));
        }
        piece.push(c);
    }
    pieces.push(piece);
    pieces
}

/// How the words fit the term.
fn form(found: &FoundHow) -> String {
    let parts: Vec<String> = found.parts.iter().map(|part| format!("“{}”", part.quote)).collect();
    let forms: Vec<String> = found.forms.iter().map(one_form).collect();
    match found.way {
        FoundWay::Pattern => "what the regular expression finds".to_owned(),
        FoundWay::Words => forms.join(" "),
        FoundWay::Gaps => format!("{}, here apart: {}", forms.join(" … "), parts.join(" … ")),
        FoundWay::SharedPart => {
            format!("{}, of which a part stands with another word of the list", forms.join(" … "))
        }
    }
}

/// A form, and the compound that it is part of: `*voucher: scholings|voucher`.
fn one_form(found: &FoundForm) -> String {
    let mut text = found.form.clone();
    if !found.made_by.is_empty() {
        text += &format!(" ({})", found.made_by.join(", "));
    }
    let split = |compound: &fundscan_evidence::FoundCompound| {
        let pieces = [&compound.before, &compound.part, &compound.after];
        pieces.into_iter().filter(|piece| !piece.is_empty()).map(String::as_str).collect::<Vec<_>>().join("|")
    };
    let splits: Vec<String> = found.compounds.iter().map(split).collect();
    if !splits.is_empty() {
        text += &format!(", in a compound: {}", splits.join(" "));
    }
    text
}

/// What a mark says, and its words and rule.
fn said(mark: &MarkRecord) -> (&'static str, String) {
    let label = match mark.says {
        Says::Affirmed => "affirmed",
        Says::Negated => "negated",
        Says::Planned => "planned",
        Says::Ongoing => "ongoing",
        Says::Past => "past",
        Says::Hedged => "hedged",
    };
    let place = if mark.span.is_none() { " in the line before" } else { "" };
    (label, format!("by “{}”{place} (rule: {})", mark.cue, mark.rule))
}

#[cfg(test)]
mod tests {
    use fundscan_evidence::FoundCompound;
    use fundscan_model::{ByteSpan, Language};

    use super::*;

    fn found(term: &str, way: FoundWay, forms: Vec<FoundForm>) -> FoundHow {
        FoundHow { term: term.to_owned(), line: 12, language: Language::Nl, way, forms, parts: Vec::new() }
    }

    fn sample() -> Explained {
        let compound =
            FoundCompound { before: "scholings".to_owned(), part: "vouchers".to_owned(), after: String::new() };
        let form =
            FoundForm { form: "*vouchers".to_owned(), made_by: vec!["plural".to_owned()], compounds: vec![compound] };
        let mark = |says, cue: &str, span| MarkRecord { says, rule: "a rule".to_owned(), cue: cue.to_owned(), span };
        let mention = ExplainedMention {
            concept: "training-voucher".into(),
            quote: "scholings\u{ad}vouchers".to_owned(),
            span: ByteSpan::new(5, 22),
            status: Status::Negated,
            time: None,
            hedged: true,
            marks: vec![mark(Says::Negated, "Geen", Some(ByteSpan::new(0, 4))), mark(Says::Hedged, "wellicht", None)],
            found: found("*voucher(s)", FoundWay::Words, vec![form]),
        };
        let dropped = |term: &str| DroppedMention {
            concept: "money".into(),
            quote: "vouchers\u{1b}[2J".to_owned(),
            span: ByteSpan::new(14, 22),
            found: found(term, FoundWay::Pattern, Vec::new()),
            reason: "inside-other-concept".to_owned(),
            message: "lies inside the longer “scholingsvouchers”".to_owned(),
            by: None,
        };
        Explained {
            schema: Explained::SCHEMA.to_owned(),
            id: 7.into(),
            text: "Geen scholingsvouchers, wellicht.".to_owned(),
            mentions: vec![mention],
            dropped: vec![dropped("vouchers?"), dropped(&"geld|".repeat(20))],
        }
    }

    #[test]
    fn an_explanation_is_as_it_was_read() {
        crate::tests::check("explained.txt", &explained_text(&sample(), Some(60)));
    }

    #[test]
    fn an_explanation_fits_the_terminal_and_does_not_steer_it() {
        for columns in [40, 60, 200] {
            let text = explained_text(&sample(), Some(columns));
            assert!(text.lines().all(|line| width(line) <= columns), "{columns}:\n{text}");
            assert!(!text.contains('\u{1b}'), "{text}");
        }
    }
}
