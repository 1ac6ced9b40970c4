//! What is told of how mentions came about.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use fundscan_model::ByteSpan;
use fundscan_tag::{Explainer, Explanation, FoundBy, Way};
use fundscan_taxonomy::Taxonomy;

const TAXONOMY: &str = r#"
id = "t"
version = "1"
[groups]
g = "G"
[[concept]]
id = "skills"
group = "g"
label = "vaardigheden"
nl = [
  "*vaardigheid/*vaardigheden",
  { term = "*vaardig*", not = ["rechtvaardig*"] },
  "vaardigheden ~3 toekomst",
]
[[concept]]
id = "digital"
group = "g"
label = "digitaal"
nl = ["digitale vaardigheden", { term = 'digitale\s+\p{L}+heden', pattern = true }]
[[concept]]
id = "maths"
group = "g"
label = "rekenen"
nl = [{ term = "rekenen", not_before = ["op"] }, { term = "cijfers", near = ["rekenen"], within = 4 }]
[uncounted]
names = ["Stichting Rekenen"]
references = true
"#;

fn explained(text: &str) -> Explanation {
    let taxonomy = Taxonomy::parse(TAXONOMY).unwrap_or_else(|e| panic!("{e}")).0;
    let explainer = Explainer::new(&taxonomy).unwrap();
    let explanation = explainer.explain(None, text);
    let mentions: Vec<_> = explanation.mentions.iter().map(|(mention, _)| mention.clone()).collect();
    assert_eq!(mentions, explainer.tagger().tag(text), "{text}");
    explanation
}

/// For each dropped place the words, the concept and why.
fn dropped(text: &str) -> Vec<String> {
    let told = explained(text);
    told.dropped.iter().map(|d| format!("{} ({}) {}", &text[d.span.range()], d.concept, d.why)).collect()
}

fn found(text: &str) -> FoundBy {
    explained(text).mentions.into_iter().next().unwrap().1
}

#[test]
fn a_compound_is_divided_at_the_part_that_the_term_knows() {
    let text = "De RekenVaardigheden groeien.";
    let FoundBy { term, line, way, forms, .. } = found(text);
    assert_eq!((term.as_str(), line, way), ("*vaardigheid/*vaardigheden", 11, Way::Words));
    assert_eq!(forms[0].form, "*vaardigheden");
    let split = forms[0].compounds[0];
    assert_eq!((&text[split.word.range()], &text[split.known.range()]), ("RekenVaardigheden", "Vaardigheden"));
    // What is the word itself is no compound.
    assert!(found("Vaardigheden.").forms[0].compounds.is_empty());
}

#[test]
fn the_parts_of_a_term_with_gaps_are_told_with_the_form_of_each() {
    let text = "De vaardigheden van de toekomst.";
    let FoundBy { way, forms, parts, .. } = found(text);
    assert_eq!(way, Way::Gaps);
    assert_eq!(parts.iter().map(|p| &text[p.range()]).collect::<Vec<_>>(), ["vaardigheden", "toekomst"]);
    assert_eq!(forms.iter().map(|f| f.form.as_str()).collect::<Vec<_>>(), ["vaardigheden", "toekomst"]);
}

#[test]
fn a_word_that_shares_a_part_says_so() {
    let text = "Taal- en rekenvaardigheden.";
    let found = found(text);
    assert_eq!((found.way, found.forms[0].form.as_str()), (Way::SharedPart, "*vaardigheden"));
    assert_eq!(found.parts, [ByteSpan::new(0, 5)]);
}

#[test]
fn what_lies_inside_the_words_of_another_concept_names_it() {
    assert_eq!(
        dropped("Digitale vaardigheden.")[..2],
        [
            r"Digitale vaardigheden (digital) was found by another term of the concept already: digitale vaardigheden",
            "vaardigheden (skills) lies inside the longer “Digitale vaardigheden” of digital (term: digitale vaardigheden)",
        ]
    );
}

#[test]
fn what_gives_way_within_its_concept_names_the_longer_words() {
    let told = dropped("De vaardigheden van de toekomst.");
    assert!(
        told.contains(
            &"vaardigheden (skills) gives way to “vaardigheden van de toekomst” of the same concept (term: vaardigheden ~3 toekomst)"
                .to_owned()
        ),
        "{told:?}"
    );
}

#[test]
fn what_a_term_leaves_out_is_named() {
    assert_eq!(
        dropped("Het is rechtvaardig."),
        ["rechtvaardig (skills) is part of “rechtvaardig”, which the term leaves out (not: *rechtvaardig*)"]
    );
}

#[test]
fn a_context_that_is_not_met_is_told_in_words() {
    assert_eq!(dropped("Wij rekenen op u."), ["rekenen (maths) does not count right before one of: op"]);
    assert_eq!(dropped("De cijfers van dit jaar."), ["cijfers (maths) counts only within 4 words of one of: rekenen"]);
    assert!(dropped("Met cijfers rekenen.").is_empty());
}

#[test]
fn names_and_references_are_told() {
    assert_eq!(
        dropped("Stichting Rekenen helpt."),
        ["Rekenen (maths) is part of the name “Stichting Rekenen”, in which nothing counts (name: Stichting Rekenen)"]
    );
    let told = dropped("Jansen, P.R.A. (2018). Rekenen in het bedrijf.");
    assert_eq!(told, ["Rekenen (maths) is part of a bibliographic reference, in which nothing counts"]);
}

#[test]
fn a_long_text_is_explained_in_little_time() {
    let text = "digitale vaardigheden, rekenen op rechtvaardig en taal- en rekenvaardigheden; ".repeat(3_000);
    let told = explained(&text);
    assert!(told.mentions.len() >= 9_000 && told.dropped.len() >= 9_000);
}

#[test]
fn what_made_a_form_is_told() {
    let text = TAXONOMY.replace("\"digitale vaardigheden\"", "\"cursus{n}\", \"opleiden{v}\"");
    let taxonomy = Taxonomy::parse(&text).unwrap_or_else(|e| panic!("{e}")).0;
    let explainer = Explainer::new(&taxonomy).unwrap();
    let forms = |text: &str| explainer.explain(None, text).mentions.remove(0).1.forms;
    assert!(!forms("Drie cursussen.")[0].made_by.is_empty(), "the plural is generated");
    assert!(forms("Een cursus.")[0].made_by.is_empty(), "it stands there as it is");
    let apart: Vec<String> = forms("Wij leiden monteurs op.").into_iter().map(|found| found.form).collect();
    assert_eq!(apart, ["leiden", "op"]);
}
