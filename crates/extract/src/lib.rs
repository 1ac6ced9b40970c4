//! Any fund document to one Document: looks at the bytes, reads PDF, HTML, Markdown and text.
