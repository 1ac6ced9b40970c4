//! The tagger on any text, with a small taxonomy that uses every kind of term.
#![no_main]

use std::sync::LazyLock;

use fundscan_tag::Tagger;
use fundscan_taxonomy::Taxonomy;

static TAGGER: LazyLock<Tagger> = LazyLock::new(|| {
    let taxonomy = Taxonomy::parse(include_str!("../taxonomy.toml")).expect("it is sound").0;
    Tagger::new(&taxonomy).expect("its terms fit")
});

libfuzzer_sys::fuzz_target!(|text: &str| {
    let mentions = TAGGER.tag(text);
    assert!(mentions.iter().all(|mention| !text[mention.span.range()].is_empty()), "a mention is a piece of its text");
    assert!(mentions.is_sorted_by_key(|mention| mention.span), "mentions are in order");
});
