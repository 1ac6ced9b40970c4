//! Blocks of a document to passages that point back to page, block and bytes.
