//! Text as Markdown that reads as the same text.

/// Writes text at the start of a line, where more signs are marks than within one.
pub(super) fn escape_start(text: &str, out: &mut String) {
    let first = text.split(' ').next().unwrap_or_default();
    let digits = first.trim_end_matches(['.', ')']);
    if first.len() == digits.len() + 1 && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
        // "1." would begin a list.
        out.push_str(digits);
        out.push('\\');
        escape(&text[digits.len()..], out);
        return;
    }
    if text.starts_with(['#', '>', '-', '+', '=', '~', ':']) {
        out.push('\\');
    }
    escape(text, out);
}

/// Writes the text of a heading, where signs at the end are marks rather than those at the start.
pub(super) fn escape_heading(text: &str, out: &mut String) {
    escape(text, out);
    if out.ends_with('#') {
        out.pop();
        out.push_str("\\#");
    }
}

/// Writes text within a line.
pub(super) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' => {
                out.push('\\');
                out.push(c);
            }
            // Never HTML of the document's own.
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
}
