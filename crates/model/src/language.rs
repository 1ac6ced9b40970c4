use std::fmt;

use serde::{Deserialize, Serialize};

/// The language a text is written in, as far as fundscan tells languages apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Dutch.
    Nl,
    /// English.
    En,
    /// Any other, or too little text to tell.
    #[default]
    Other,
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Nl => "nl",
            Self::En => "en",
            Self::Other => "other",
        })
    }
}
