//! The taxonomy reader: any text as a file of a taxonomy, and any text as a term; what it makes is used to tag.
#![no_main]

use fundscan_tag::Tagger;
use fundscan_taxonomy::Taxonomy;

fn check(taxonomy: &str, text: &str) {
    let Ok((taxonomy, _)) = Taxonomy::parse(taxonomy) else { return };
    let Ok(tagger) = Tagger::new(&taxonomy) else { return };
    for mention in tagger.tag(text) {
        assert!(!text[mention.span.range()].is_empty(), "a mention is a piece of its text");
        assert!(taxonomy.concept(mention.concept.as_str()).is_some(), "a mention has a concept of the taxonomy");
    }
}

libfuzzer_sys::fuzz_target!(|input: (&str, &str)| {
    let (written, text) = input;
    check(written, text);
    // A term by itself gets further than a file, of which few are sound.
    let term = written.replace(['\'', '\n', '\r'], " ");
    check(
        &format!(
            "id = 't'\nversion = '1'\n[groups]\ng = 'g'\n[[concept]]\nid = 'x'\ngroup = 'g'\nlabel = 'x'\n\
             nl = ['{term}', {{ term = '{term}', case = 'exact', not_near = ['{term}'] }}]\nen = ['{term}']\n"
        ),
        text,
    );
});
