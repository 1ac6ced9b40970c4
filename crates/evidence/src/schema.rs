use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::Value;

use crate::{Collection, Coverage, Evidence, PassagesHead, StoredPassage};

/// The names [`schema`] knows.
pub const SCHEMAS: [&str; 4] = ["collection", "coverage", "evidence", "passages"];

/// The JSON Schema (2020-12) of a format of fundscan: `evidence`, `collection`, `coverage`, or `passages` (each line
/// of a file of passages); none for any other name.
///
/// No key but those described is allowed, so that a new key is a new version.
#[must_use]
pub fn schema(name: &str) -> Option<Value> {
    let schema = match name {
        "evidence" => generate::<Evidence>(name),
        "collection" => generate::<Collection>(name),
        "coverage" => generate::<Coverage>(name),
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
