//! What every end-to-end test needs: a folder to work in, the binary, and documents made on the spot.

mod docx;
mod pdf;
mod sandbox;

pub(crate) use docx::docx;
pub(crate) use pdf::{encrypted_pdf, pdf, pdf_without_pages};
pub(crate) use sandbox::{Run, SMALL_TAXONOMY, Sandbox};
