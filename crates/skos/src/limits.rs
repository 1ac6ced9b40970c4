//! What a file may make us do. Each limit that is hit is told with what was lost.

/// The size of a file in bytes; a longer one is refused. The whole of ESCO in one language is a tenth of it.
pub const MAX_FILE_BYTES: usize = 128 << 20;

/// The number of concepts, schemes and groups; what comes after them is left out.
pub const MAX_CONCEPTS: usize = 50_000;

/// The number of statements of a file, of which most vocabularies have twenty for each concept.
pub(crate) const MAX_STATEMENTS: usize = 10_000_000;

/// The number of nodes of any kind that are kept: concepts, and the joints of lists and labels.
pub(crate) const MAX_NODES: usize = 8 * MAX_CONCEPTS;

/// The number of labels of one concept in all languages that are read.
pub(crate) const MAX_LABELS: usize = 400;

/// The length of a label in bytes: longer text is a sentence and no label.
pub(crate) const MAX_LABEL_BYTES: usize = 400;

/// The length of a definition in bytes; the rest of a longer one is cut off.
pub(crate) const MAX_DEFINITION_BYTES: usize = 4000;

/// The number of parents, schemes or matches of one concept.
pub(crate) const MAX_LINKS: usize = 100;

/// The number of terms of one list in an exported taxonomy, or of the concepts and groups of it.
pub(crate) const MAX_LIST: usize = MAX_CONCEPTS;

/// The length in bytes of what stands in our own notation in one literal.
pub(crate) const MAX_OWN_BYTES: usize = 1 << 20;

/// The number of groups; concepts of further ones go to the group for the rest.
pub(crate) const MAX_GROUPS: usize = 500;

/// The number of groups that are made of the top concepts of tables; concepts below further ones go to the group for the rest.
pub(crate) const MAX_TOP_GROUPS: usize = 40;
