use std::collections::HashSet;

/// The words of a text, to decide what a hyphen at the end of a line was.
#[derive(Debug)]
pub(super) struct Words<'a> {
    /// Words as they stand within lines; none where no line ends in a hyphen.
    known: HashSet<&'a str>,
}

/// Words before which a hyphen stands for a part left out: "vakkennis- en vaardigheden".
const CONJUNCTIONS: &[&str] = &["en", "of", "and", "or", "tot", "als", "dan", "noch", "maar", "und"];

impl<'a> Words<'a> {
    /// The words of `text`.
    pub(super) fn of(text: &'a str) -> Self {
        let mut known = HashSet::new();
        if text.lines().any(ends_in_hyphen) {
            for line in text.lines() {
                known.extend(line.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '&')));
            }
        }
        Self { known }
    }

    /// Adds the next line to a paragraph.
    pub(super) fn join(&self, text: &mut String, line: &str) {
        if !ends_in_hyphen(text) {
            text.push(' ');
            text.push_str(line);
            return;
        }
        let soft = text.ends_with('\u{ad}');
        let hyphen = text.chars().next_back().map_or(0, char::len_utf8);
        let body = &text[..text.len() - hyphen];
        let head = body.rsplit(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '&')).next().unwrap_or_default();
        let tail = line.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '&')).next().unwrap_or_default();
        if CONJUNCTIONS.contains(&tail) && !soft {
            text.push(' ');
        } else if soft || self.drops_hyphen(head, tail) {
            text.truncate(text.len() - hyphen);
        }
        text.push_str(line);
    }

    /// Whether the hyphen only parts a word: not where the text has the word with it elsewhere, a capital or digit
    /// stands beside it, or the part before it has one already.
    fn drops_hyphen(&self, head: &str, tail: &str) -> bool {
        if self.known.contains(format!("{head}{tail}").as_str()) {
            return true;
        }
        if self.known.contains(format!("{head}-{tail}").as_str()) {
            return false;
        }
        let lower = |part: &str| part.starts_with(char::is_lowercase);
        lower(tail) && head.ends_with(char::is_lowercase) && !head.contains('&') && head.chars().count() > 1
    }
}

/// Whether a line ends in a hyphen behind a letter.
fn ends_in_hyphen(line: &str) -> bool {
    let line = line.trim_end();
    line.strip_suffix(['-', '\u{2010}', '\u{ad}']).is_some_and(|body| body.ends_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> String {
        let words = Words::of(text);
        let mut lines = text.lines();
        let mut out = lines.next().unwrap().to_owned();
        for line in lines {
            words.join(&mut out, line);
        }
        out
    }

    #[test]
    fn hyphens_at_line_ends_are_resolved() {
        for (text, expected) in [
            ("de scho-\nling", "de scholing"),
            ("de O&O-\nfondsen", "de O&O-fondsen"),
            ("vakkennis-\nen vaardigheden", "vakkennis- en vaardigheden"),
            ("het mbo-\naanbod is mbo-aanbod", "het mbo-aanbod is mbo-aanbod"),
            ("in 2019-\n2020", "in 2019-2020"),
            ("de werk\u{ad}\ngever", "de werkgever"),
            ("een -\nstreep", "een - streep"),
            ("gewone\nregel", "gewone regel"),
        ] {
            assert_eq!(joined(text), expected, "{text:?}");
        }
    }
}
