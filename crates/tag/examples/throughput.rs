//! Tags passages over and over as a library, for `scripts/bench`; beside it the bare `aho-corasick` crate that finds the
//! same surface forms in the same text.
//!
//! `throughput tagger|automaton SECONDS TAXONOMY PASSAGES` prints bytes, seconds, forms, and what was found in one pass.
//! `throughput forms TAXONOMY` prints the surface forms, a line each. TAXONOMY is a file, or `default`; PASSAGES a file
//! with one passage a line.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "an example stops where it cannot go on")]

use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::Instant;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use fundscan_tag::Tagger;
use fundscan_taxonomy::{CaseRule, Form, Taxonomy, TermKind};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["forms", taxonomy] => surface_forms(&load(taxonomy)).iter().for_each(|form| println!("{form}")),
        ["tagger", seconds, taxonomy, passages] => {
            let taxonomy = load(taxonomy);
            let forms = surface_forms(&taxonomy).len();
            let tagger = Tagger::new(&taxonomy).unwrap();
            drop(taxonomy);
            measure(seconds, forms, passages, |passage| tagger.tag(passage).len());
        }
        ["automaton", seconds, taxonomy, passages] => {
            let forms = surface_forms(&load(taxonomy));
            let automaton = AhoCorasick::builder()
                .match_kind(MatchKind::Standard)
                .kind(Some(AhoCorasickKind::ContiguousNFA))
                .ascii_case_insensitive(true)
                .build(&forms)
                .unwrap();
            measure(seconds, forms.len(), passages, |passage| {
                // What a caller needs at least: which form, from where to where.
                automaton.find_overlapping_iter(passage).map(black_box).count()
            });
        }
        _ => panic!("usage: throughput tagger|automaton SECONDS TAXONOMY PASSAGES | throughput forms TAXONOMY"),
    }
}

fn load(taxonomy: &str) -> Taxonomy {
    match taxonomy {
        "default" => Taxonomy::builtin(),
        path => Taxonomy::parse(&std::fs::read_to_string(path).unwrap()).unwrap().0,
    }
}

/// Every string that a term can be found by: its forms, of terms with gaps those of each segment. Of compounds it is the
/// part that the term gives. Patterns have none.
fn surface_forms(taxonomy: &Taxonomy) -> BTreeSet<String> {
    let terms = taxonomy.concepts().iter().flat_map(|concept| concept.terms());
    let segments = terms.filter_map(|term| match term.kind() {
        TermKind::Words(segments) => Some(segments),
        TermKind::Pattern(_) => None,
    });
    let joined = |form: &Form| form.words().iter().map(|w| w.text(CaseRule::Ignore)).collect::<Vec<_>>().join(" ");
    segments.flatten().flat_map(|segment| segment.forms().iter().map(joined)).collect()
}

fn measure(seconds: &str, forms: usize, passages: &str, find: impl Fn(&str) -> usize) {
    let least: f64 = seconds.parse().unwrap();
    let text = std::fs::read_to_string(passages).unwrap();
    // The first pass is not measured: patterns are compiled when they are first met.
    let found: usize = text.lines().map(&find).sum();
    let (mut bytes, start) = (0, Instant::now());
    let before = seconds_on_core();
    while bytes == 0 || start.elapsed().as_secs_f64() < least {
        black_box(text.lines().map(&find).sum::<usize>());
        bytes += text.len();
    }
    let taken = seconds_on_core().zip(before).map_or(start.elapsed().as_secs_f64(), |(after, before)| after - before);
    println!("{bytes} {taken} {forms} {found}");
}

/// What this thread has had of a core so far, where the system tells.
fn seconds_on_core() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(text.split(' ').next()?.parse::<f64>().ok()? / 1e9)
}
