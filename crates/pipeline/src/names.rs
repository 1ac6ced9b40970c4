//! The file names in the output directory, made from the identities of the documents.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

/// Longest name in bytes, endings aside: every file system takes 255, and a zip or a synchroniser adds to it.
const LONGEST: usize = 120;

/// A file name, without ending, for each identity, in the same order.
///
/// Names are ASCII letters, digits, `.`, `-` and `_`, so they are the same on every file system; a `/` becomes
/// `__`. A name that had to be changed in any other way, or that would differ from another's only by case, ends
/// in a hash of the identity, so that no two documents ever share a file.
pub(crate) fn file_names(ids: &[String]) -> Vec<String> {
    let mut owners: BTreeMap<String, usize> = BTreeMap::new();
    let plain: Vec<(String, bool)> = ids.iter().map(|id| plain_name(id)).collect();
    for (name, _) in &plain {
        *owners.entry(name.to_ascii_lowercase()).or_default() += 1;
    }
    let mut taken = BTreeSet::new();
    ids.iter()
        .zip(plain)
        .map(|(id, (name, faithful))| {
            let shared = owners[&name.to_ascii_lowercase()] > 1;
            let mut name = if faithful && !shared { name } else { format!("{name}-{}", hash(id, 12)) };
            if !taken.insert(name.to_ascii_lowercase()) {
                // Only a document named after another's hash comes here; the whole hash cannot clash.
                name = format!("{name}-{}", hash(id, 64));
                taken.insert(name.to_ascii_lowercase());
            }
            name
        })
        .collect()
}

/// The name, and whether it tells the identity whole.
fn plain_name(id: &str) -> (String, bool) {
    let mut faithful = true;
    let mut name = String::with_capacity(id.len());
    for c in id.chars() {
        match c {
            '/' => name.push_str("__"),
            'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '-' | '_' => name.push(c),
            _ => {
                faithful = false;
                if !name.ends_with('_') {
                    name.push('_');
                }
            }
        }
    }
    if name.len() > LONGEST {
        name.truncate(LONGEST);
        faithful = false;
    }
    // A leading dot hides a file, a leading hyphen is taken for a flag, and Windows knows some names as devices.
    if name.is_empty() || name.starts_with(['.', '-']) || is_device(&name) {
        name.insert(0, '_');
        faithful = false;
    }
    (name, faithful)
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let numbered =
        |prefix: &str| stem.strip_prefix(prefix).is_some_and(|n| n.len() == 1 && n.as_bytes()[0].is_ascii_digit());
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

fn hash(id: &str, digits: usize) -> String {
    let mut hex = crate::hex(&Sha256::digest(id.as_bytes()));
    hex.truncate(digits);
    hex
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(ids: &[&str]) -> Vec<String> {
        file_names(&ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn a_plain_name_is_kept() {
        assert_eq!(
            names(&["oom/Jaarverslag_2022.pdf", "plan-2023.pdf"]),
            ["oom__Jaarverslag_2022.pdf", "plan-2023.pdf"]
        );
    }

    #[test]
    fn names_that_differ_by_case_only_are_told_apart() {
        let names = names(&["Plan.pdf", "plan.pdf", "a/b.pdf", "a__b.pdf"]);
        let folded: BTreeSet<String> = names.iter().map(|n| n.to_ascii_lowercase()).collect();
        assert_eq!(folded.len(), 4, "{names:?}");
        assert!(names[0].starts_with("Plan.pdf-"), "{names:?}");
    }

    #[test]
    fn no_name_leaves_its_folder_or_names_a_device() {
        for id in ["../../etc/passwd", "..", ".", "", "CON", "nul.pdf", "com1.txt", "-rf", "a\u{1b}[2J\n.pdf", "c:\\x"]
        {
            let name = &names(&[id])[0];
            assert!(
                !name.contains(['/', '\\', ':', '\u{1b}', '\n']) && !name.starts_with(['.', '-']),
                "{id:?}: {name}"
            );
            assert!(!is_device(name), "{id:?}: {name}");
        }
    }

    #[test]
    fn a_long_name_is_cut_and_stays_unique() {
        let long = "é".repeat(200) + &"x".repeat(400);
        let names = names(&[&format!("{long}1.pdf"), &format!("{long}2.pdf")]);
        assert_ne!(names[0], names[1]);
        assert!(names.iter().all(|n| n.len() <= LONGEST + 13));
    }

    #[test]
    fn a_document_named_after_anothers_hash_gets_a_name_of_its_own() {
        let hashed = names(&["é.pdf"]).remove(0);
        let both = names(&["é.pdf", &hashed]);
        assert_ne!(both[0], both[1]);
    }
}
