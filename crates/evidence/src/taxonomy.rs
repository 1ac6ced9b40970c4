use fundscan_model::ConceptId;
use fundscan_taxonomy::Taxonomy;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which taxonomy concepts were found with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TaxonomyStamp {
    /// The taxonomy's id.
    pub id: String,
    /// The version its author gave it.
    pub version: String,
    /// SHA-256 of the file's bytes, in hexadecimal.
    pub sha256: String,
    /// Hash of what the taxonomy means: ids, hierarchy, terms and rules, not comments or layout. Two taxonomies with
    /// the same meaning find the same.
    pub meaning: String,
}

impl TaxonomyStamp {
    /// Which taxonomy this is.
    #[must_use]
    pub fn of(taxonomy: &Taxonomy) -> Self {
        Self {
            id: taxonomy.id().to_owned(),
            version: taxonomy.version().to_owned(),
            sha256: taxonomy.sha256().to_owned(),
            meaning: taxonomy.meaning_hash().to_owned(),
        }
    }

    /// Id, version and the start of the meaning's hash, for messages.
    #[must_use]
    pub fn describe(&self) -> String {
        let meaning: String = self.meaning.chars().take(12).collect();
        format!("{} {}, meaning {meaning}", self.id, self.version)
    }
}

/// A group of concepts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConceptGroup {
    /// The group's id.
    pub id: String,
    /// Its name in Dutch.
    pub nl: String,
    /// Its name in English.
    pub en: String,
}

/// A concept as far as a reader of the counts needs to know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConceptEntry {
    /// The concept's id.
    #[schemars(with = "String")]
    pub concept: ConceptId,
    /// The id of its group.
    pub group: String,
    /// The concept one step broader, where there is one.
    #[schemars(with = "Option<String>")]
    pub broader: Option<ConceptId>,
    /// Its name in Dutch.
    pub nl: String,
    /// Its name in English.
    pub en: String,
}

/// A taxonomy as a collection keeps it: enough to count and to name, without its terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TaxonomyRecord {
    /// Which taxonomy it is.
    pub stamp: TaxonomyStamp,
    /// Its groups, in the order of its file.
    pub groups: Vec<ConceptGroup>,
    /// Its concepts, in the order of its file.
    pub concepts: Vec<ConceptEntry>,
}

impl From<&Taxonomy> for TaxonomyRecord {
    fn from(taxonomy: &Taxonomy) -> Self {
        let group = |g: &fundscan_taxonomy::Group| ConceptGroup {
            id: g.id().to_owned(),
            nl: g.label().nl().to_owned(),
            en: g.label().en().to_owned(),
        };
        let concept = |c: &fundscan_taxonomy::Concept| ConceptEntry {
            concept: c.id().clone(),
            group: c.group().to_owned(),
            broader: c.broader().cloned(),
            nl: c.label().nl().to_owned(),
            en: c.label().en().to_owned(),
        };
        Self {
            stamp: TaxonomyStamp::of(taxonomy),
            groups: taxonomy.groups().iter().map(group).collect(),
            concepts: taxonomy.concepts().iter().map(concept).collect(),
        }
    }
}
