use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::Value;

use crate::{
    CheckedFindings, Collection, Coverage, Evidence, Explained, Inventory, Kwic, PassagesHead, Relations,
    StoredPassage, Suggestions, TaxonomyDiff,
};

/// The names [`schema`] knows.
pub const SCHEMA_NAMES: [&str; 13] = [
    "check-findings",
    "collection",
    "coverage",
    "diff",
    "evidence",
    "explain",
    "inventory",
    "kwic",
    "passages",
    "relations",
    "suggestions",
    "taxonomy-diff",
    "trend",
];

/// The JSON Schema (2020-12) of a format of fundscan: `evidence`, `collection`, `coverage`, `explain` (each line
/// of `tag --explain`), `inventory`, `kwic`, `check-findings`, `relations`, `suggestions`, `taxonomy-diff`, `diff`, `trend`, or `passages` (each line of a file of passages); none for any other
/// name.
///
/// No key but those described is allowed, so that a new key is a new version.
#[must_use]
pub fn schema(name: &str) -> Option<Value> {
    let schema = match name {
        "evidence" => generate::<Evidence>(name),
        "check-findings" => generate::<CheckedFindings>(name),
        "collection" => generate::<Collection>(name),
        "coverage" => generate::<Coverage>(name),
        "explain" => generate::<Explained>(name),
        "inventory" => generate::<Inventory>(name),
        "kwic" => generate::<Kwic>(name),
        "relations" => generate::<Relations>(name),
        "suggestions" => generate::<Suggestions>(name),
        "taxonomy-diff" => generate::<TaxonomyDiff>(name),
        "diff" => generate::<crate::Diff>(name),
        "trend" => generate::<crate::Trend>(name),
        "passages" => {
            let mut schema = generate::<PassagesLine>(name);
            schema.insert("description".to_owned(), PASSAGES.into());
            schema
        }
        _ => return None,
    };
    Some(schema.to_value())
}

const PASSAGES: &str = "One line of a file of passages: the first line is a head, every other line is a passage.";

#[derive(JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "only its schema is used")]
enum PassagesLine {
    Head(PassagesHead),
    Passage(StoredPassage),
}

fn generate<T: JsonSchema>(name: &str) -> Schema {
    // As it is written, not as it may be read: every key is there.
    let mut schema = SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>();
    schema.insert("title".to_owned(), format!("fundscan/{name}/1").into());
    schema
}

#[cfg(test)]
mod tests {
    use fundscan_model::{
        BBox, BlockKind, ByteSpan, Cell, Language, Mark, Notice, Page, PageStatus, Place, Says, SourceKind, Time,
    };
    use serde_json::json;

    use super::*;
    use crate::testing::{SHA, builder, evidence, funds, input, ocr_setup, passage, revisions, tag, taxonomy};
    use crate::{
        CollectionBuilder, CoverageBuilder, CoverageBy, CoverageOptions, CoverageQuestion, DocumentFiles,
        DocumentInput, Kinds, OcrText, Reading, StoredPassages,
    };

    fn faults(name: &str, value: &Value) -> Vec<String> {
        let schema = schema(name).unwrap();
        let validator = jsonschema::draft202012::new(&schema).unwrap();
        validator.iter_errors(value).map(|e| format!("{}: {e}", e.instance_path())).collect()
    }

    fn value(json: &[u8]) -> Value {
        serde_json::from_slice(json).unwrap()
    }

    /// Evidence in which every key has a value.
    fn full() -> Evidence {
        let place = |page| Place { page, bbox: BBox::new(1.0, 2.0, 3.5, 4.0) };
        let kinds = Kinds::all();
        let passages: Vec<_> = (1..)
            .zip(kinds.as_slice())
            .map(|(number, kind)| {
                let mut passage = passage(number, *kind, "lezen en geen robots");
                passage.places = vec![place(1), place(2)];
                passage.language = [Language::Nl, Language::En, Language::Other][number as usize % 3];
                passage.cell = Some(Cell { table: 1, row: 1, column: 2, head: true });
                passage.ocr = Some(OcrText { confidence: 87 });
                passage
            })
            .collect();
        let page = |number, status| Page { number, label: None, width: 1.0, height: 1.0, status };
        let statuses =
            [PageStatus::Text, PageStatus::Empty, PageStatus::ImageOnly, PageStatus::Ocr, PageStatus::OcrLayer];
        let pages: Vec<Page> = (1..).zip(statuses).map(|(number, status)| page(number, status)).collect();
        let mut found = tag(&passages);
        for mention in found.iter_mut().map(|f| &mut f.mention) {
            let says = [Says::Affirmed, Says::Negated, Says::Planned, Says::Ongoing, Says::Past, Says::Hedged];
            let spans = [Some(ByteSpan::new(9, 13)), None];
            let mark = |(says, span)| Mark { says, rule: "no".to_owned(), cue: "geen".to_owned(), span };
            mention.marks = says.into_iter().zip(spans.into_iter().cycle()).map(mark).collect();
            mention.hedged = true;
        }
        let times = [Time::Planned, Time::Ongoing, Time::Past];
        found.iter_mut().zip(times).for_each(|(f, time)| f.mention.time = Some(time));
        let reading = Reading { kind: SourceKind::Pdf, pages: &pages, passages: &passages, found };
        let mut input = DocumentInput { reading: Ok(reading), ..input("a/b.pdf", Some("ooa"), Some(2023)) };
        input.document.title = Some("Titel".to_owned());
        input.fund.quote = Some("OOA".to_owned());
        input.notices = vec![Notice::new("code", "woorden"), Notice::on_page("code", 3, "woorden")];
        crate::EvidenceBuilder::new("t", taxonomy(), revisions(), kinds).with_ocr(ocr_setup()).build(input).unwrap()
    }

    #[test]
    fn evidence_is_what_its_schema_says() {
        for evidence in
            [full(), evidence("a.txt", None, None, &["lezen"]), builder().build(input("k.pdf", None, None)).unwrap()]
        {
            assert_eq!(faults("evidence", &value(&evidence.to_json().unwrap())), Vec::<String>::new());
        }
    }

    #[test]
    fn a_collection_and_a_coverage_are_what_their_schemas_say() {
        let documents =
            [full(), evidence("a.txt", None, None, &["lezen"]), builder().build(input("k.pdf", None, None)).unwrap()];
        let mut collection = CollectionBuilder::new("t", taxonomy(), revisions(), Kinds::default(), funds());
        collection = collection.with_ocr(ocr_setup());
        documents.iter().for_each(|e| collection.add(e, DocumentFiles::default()).unwrap());
        let collection = collection.finish();
        assert_eq!(faults("collection", &value(&collection.to_json().unwrap())), Vec::<String>::new());
        let question = CoverageQuestion {
            id: "q".to_owned(),
            nl: "Wat?".to_owned(),
            en: "What?".to_owned(),
            concepts: vec!["basic".into()],
            alone: Vec::new(),
            kinds: None,
        };
        let options =
            CoverageOptions { by: Some(CoverageBy::Question), questions: vec![question], ..CoverageOptions::default() };
        let mut coverage = CoverageBuilder::new(&collection, options);
        documents.iter().for_each(|e| coverage.add(e).unwrap());
        let coverage = coverage.finish();
        assert!(coverage.parts.iter().any(|p| p.any.is_some() && !p.concepts.is_empty()));
        assert_eq!(faults("coverage", &value(&coverage.to_json().unwrap())), Vec::<String>::new());
        assert_eq!(Coverage::from_json(&coverage.to_json().unwrap()).unwrap(), coverage);
    }

    #[test]
    fn each_line_of_passages_is_what_its_schema_says() {
        let mut cell = passage(2, BlockKind::TableCell, "x");
        cell.cell = Some(Cell { table: 1, row: 1, column: 2, head: false });
        let passages = StoredPassages::new("a.pdf", SHA, revisions(), vec![passage(1, BlockKind::Header, "kop"), cell]);
        for line in passages.to_json_lines().unwrap().split(|b| *b == b'\n').filter(|l| !l.is_empty()) {
            assert_eq!(faults("passages", &value(line)), Vec::<String>::new());
        }
        assert!(!faults("passages", &json!({"number": 1})).is_empty());
    }

    #[test]
    fn a_new_key_is_a_fault_at_every_depth() {
        fn add_keys(value: &Value, path: &str, edited: &mut Vec<(String, Value)>, rebuild: &dyn Fn(Value) -> Value) {
            match value {
                Value::Object(map) => {
                    let mut with_key = map.clone();
                    with_key.insert("a_new_key".to_owned(), Value::Null);
                    edited.push((path.to_owned(), rebuild(Value::Object(with_key))));
                    for (key, inner) in map {
                        let rebuild = |new: Value| {
                            let mut map = map.clone();
                            map.insert(key.clone(), new);
                            rebuild(Value::Object(map))
                        };
                        add_keys(inner, &format!("{path}/{key}"), edited, &rebuild);
                    }
                }
                // One of a list stands for all.
                Value::Array(list) if !list.is_empty() => {
                    let rebuild = |new: Value| {
                        let mut list = list.clone();
                        list[0] = new;
                        rebuild(Value::Array(list))
                    };
                    add_keys(&list[0], &format!("{path}/0"), edited, &rebuild);
                }
                _ => {}
            }
        }
        let evidence = value(&full().to_json().unwrap());
        let mut edited = Vec::new();
        add_keys(&evidence, "", &mut edited, &|v| v);
        assert!(edited.len() > 12, "{}", edited.len());
        for (path, value) in edited {
            assert!(!faults("evidence", &value).is_empty(), "a new key at {path:?} is not noticed");
        }
    }

    #[test]
    fn every_key_is_described_and_required() {
        fn check(schema: &Value, path: &str) {
            if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
                for (key, property) in properties {
                    assert!(property.get("description").is_some(), "{path}/{key} has no description");
                    let required = schema["required"].as_array().unwrap().contains(&json!(key));
                    let may_be_left_out =
                        matches!(
                            (path, key.as_str()),
                            ("Notice", "page") | ("Cell", "head") | ("MentionRecord", "time" | "hedged" | "marks")
                        ) || matches!(key.as_str(), "ocr" | "by_hand" | "decision" | "decisions" | "rejected")
                            && !matches!(path, "DecisionRecord" | "DecisionCounts");
                    assert_eq!(required, !may_be_left_out, "{path}/{key}");
                }
            }
        }
        for name in SCHEMA_NAMES {
            let schema = schema(name).unwrap();
            check(&schema, name);
            for (name, part) in schema["$defs"].as_object().unwrap() {
                check(part, name);
            }
            assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        }
        assert_eq!(super::schema("nothing"), None);
    }
}
