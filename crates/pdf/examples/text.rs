//! Prints the text of a PDF, a blank line between blocks.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

fn main() {
    for path in std::env::args().skip(1) {
        let text = fundscan_pdf::read(&std::fs::read(path).unwrap(), &fundscan_pdf::ReadOptions::default()).unwrap();
        let document = fundscan_model::Document::new(fundscan_model::SourceKind::Pdf, text.pages, text.blocks);
        print!("{}", document.text());
    }
}
