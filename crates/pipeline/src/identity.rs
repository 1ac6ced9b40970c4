//! What a document is called in the output: its path relative to the input it was found under.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path};

/// A path as it was found, before clashes are settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// The relative path, slash-separated.
    pub(crate) id: String,
    /// The name of the input it was found under, put before the path where two inputs hold the same one.
    pub(crate) input: String,
}

/// A path with slashes and without anything that leaves the folder it is relative to: `..`, roots and drive
/// letters are dropped, so that no identity tells where on a machine a document lies.
///
/// An absolute path becomes its file name.
pub(crate) fn relative_id(path: &Path) -> String {
    if path.is_absolute() || path.components().any(|c| matches!(c, Component::Prefix(_) | Component::RootDir)) {
        return path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    }
    let mut parts: Vec<String> = Vec::new();
    for component in path.components() {
        match component {
            Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
            Component::ParentDir => {
                parts.pop();
            }
            _ => {}
        }
    }
    parts.join("/")
}

/// Settles clashes: where two documents want one identity, both are prefixed with the name of their input; what
/// still clashes is numbered in the order given. The result has the same order and no doubles.
pub(crate) fn settle(wanted: &[Wanted]) -> Vec<String> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    for w in wanted {
        *count.entry(&w.id).or_default() += 1;
    }
    // Those that clash with nobody keep what they want, whatever the others are renamed to.
    let mut taken: BTreeSet<String> =
        wanted.iter().filter(|w| count[w.id.as_str()] == 1).map(|w| w.id.clone()).collect();
    wanted
        .iter()
        .map(|w| {
            if count[w.id.as_str()] == 1 {
                return w.id.clone();
            }
            let prefixed = if w.input.is_empty() { w.id.clone() } else { format!("{}/{}", w.input, w.id) };
            let mut id = prefixed.clone();
            let mut number = 2;
            while !taken.insert(id.clone()) {
                id = numbered(&prefixed, number);
                number += 1;
            }
            id
        })
        .collect()
}

/// `a/plan.pdf` and 2 give `a/plan-2.pdf`.
fn numbered(id: &str, number: u32) -> String {
    let name_starts = id.rfind('/').map_or(0, |slash| slash + 1);
    match id[name_starts..].rfind('.') {
        Some(dot) if dot > 0 => {
            let (stem, ending) = id.split_at(name_starts + dot);
            format!("{stem}-{number}{ending}")
        }
        _ => format!("{id}-{number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(pairs: &[(&str, &str)]) -> Vec<Wanted> {
        pairs.iter().map(|(input, id)| Wanted { id: (*id).to_owned(), input: (*input).to_owned() }).collect()
    }

    #[test]
    fn the_same_path_under_two_inputs_is_told_apart_by_the_inputs_name() {
        let ids = settle(&wanted(&[("2022", "verslag.pdf"), ("2023", "verslag.pdf"), ("2023", "plan.pdf")]));
        assert_eq!(ids, ["2022/verslag.pdf", "2023/verslag.pdf", "plan.pdf"]);
    }

    #[test]
    fn inputs_of_one_name_are_told_apart_by_a_number() {
        let ids = settle(&wanted(&[("in", "a.v2.pdf"), ("in", "a.v2.pdf"), ("x", "in/a.v2.pdf"), ("in", "a.v2.pdf")]));
        assert_eq!(ids, ["in/a.v2-2.pdf", "in/a.v2-3.pdf", "in/a.v2.pdf", "in/a.v2-4.pdf"]);
    }

    #[test]
    fn a_name_without_an_ending_is_numbered_at_its_end() {
        assert_eq!(numbered("a.b/LEESMIJ", 2), "a.b/LEESMIJ-2");
        assert_eq!(numbered("a/.pdf", 2), "a/.pdf-2");
    }

    #[test]
    fn an_identity_never_leaves_its_folder() {
        assert_eq!(relative_id(Path::new("./a//b/../c.pdf")), "a/c.pdf");
        assert_eq!(relative_id(Path::new("../../elders/c.pdf")), "elders/c.pdf");
        assert_eq!(relative_id(Path::new("/home/iemand/c.pdf")), "c.pdf");
        assert_eq!(relative_id(Path::new("..")), "");
    }
}
