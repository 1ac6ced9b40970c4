use std::fmt;

use crate::ocr::Ocr;

/// How to read a PDF.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// The password to open an encrypted file with, the user's or the owner's. The empty one is always tried first, and
    /// a file that is not encrypted is read all the same.
    pub password: Option<Password>,
    /// How pages without text are read; by default they are not.
    pub ocr: Ocr,
    /// Bounds on the work that a file may cause.
    pub limits: Limits,
    /// Lays the document out by what is drawn alone, as if it had no tags.
    pub ignore_tags: bool,
}

/// A password. It shows itself nowhere: what is printed for debugging says only that there is one.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// The password itself.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<String> for Password {
    fn from(password: String) -> Self {
        Self(password)
    }
}

impl From<&str> for Password {
    fn from(password: &str) -> Self {
        Self(password.to_owned())
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// Bounds on everything a file controls. They count work, not time, so that the result is the same on a slow machine.
///
/// The defaults are far above what real reports need; each one that is hit is told in a notice.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Pages read; later ones are left out.
    pub pages: usize,
    /// Bytes that one stream of objects, or of their places in the file, may inflate to. Two bytes of it can become an
    /// object of 140 bytes in memory.
    pub object_stream_bytes: usize,
    /// Bytes that one stream may inflate to.
    pub stream_bytes: usize,
    /// Bytes of content that all pages together may inflate to, forms counted each time they are drawn.
    pub content_bytes: usize,
    /// Operators of one page, forms included.
    pub operators_per_page: usize,
    /// Glyphs of one page.
    pub glyphs_per_page: usize,
    /// How deep forms may be nested in one another.
    pub form_depth: usize,
    /// Entries of the structure tree (the tags of the document): elements, and pieces of content that they refer to.
    pub structure_entries: usize,
    /// Pages of one document that are read by OCR; the others keep waiting.
    pub ocr_pages: usize,
    /// Pixels of the picture of one page: larger pages are painted in less detail.
    pub picture_pixels: usize,
    /// Samples of one picture in the file (its pixels times its colours).
    pub picture_samples: usize,
    /// Pixels and samples that painting one page may touch, each as often as it is touched.
    pub picture_work: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            pages: 20_000,
            object_stream_bytes: 8 << 20,
            stream_bytes: 64 << 20,
            content_bytes: 1 << 30,
            operators_per_page: 5_000_000,
            glyphs_per_page: 1_000_000,
            form_depth: 16,
            structure_entries: 2_000_000,
            ocr_pages: 2_000,
            picture_pixels: 40_000_000,
            picture_samples: 160_000_000,
            picture_work: 4_000_000_000,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_not_shown() {
        let options = ReadOptions { password: Some("geheim".into()), ..ReadOptions::default() };
        assert!(!format!("{options:?}").contains("geheim"));
    }
}
