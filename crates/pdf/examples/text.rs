//! Prints the text of PDFs, a blank line between blocks; with `--all` every block, running heads too, with its kind.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

fn main() {
    let (flags, paths): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|a| a.starts_with("--"));
    for path in paths {
        let text = fundscan_pdf::read(&std::fs::read(path).unwrap(), &fundscan_pdf::ReadOptions::default()).unwrap();
        if flags.is_empty() {
            let document = fundscan_model::Document::new(fundscan_model::SourceKind::Pdf, text.pages, text.blocks);
            print!("{}", document.text());
            continue;
        }
        for block in text.blocks {
            println!("{}\t{:?}\t{:?}\t{}", block.kind, block.page(), block.notes, block.text);
        }
    }
}
