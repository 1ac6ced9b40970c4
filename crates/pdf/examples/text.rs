//! Prints the text of PDFs, a blank line between blocks; with `--all` every block, running heads too, with its kind, and
//! the notices; with `--ignore-tags` as if the files had none.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use fundscan_model::{Document, SourceKind};
use fundscan_pdf::{ReadOptions, read};

fn main() {
    let (flags, paths): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|a| a.starts_with("--"));
    let has = |flag: &str| flags.iter().any(|f| f == flag);
    let options = ReadOptions { ignore_tags: has("--ignore-tags"), ..ReadOptions::default() };
    for path in paths {
        let text = read(&std::fs::read(path).unwrap(), &options).unwrap();
        if !has("--all") {
            print!("{}", Document::new(SourceKind::Pdf, text.pages, text.blocks).text());
            continue;
        }
        for notice in &text.notices {
            println!("notice\t{}\t{:?}\t{}", notice.code, notice.page, notice.message);
        }
        for block in text.blocks {
            let page = block.page().unwrap_or(0);
            let cell = block.cell.map_or(String::new(), |c| format!(" {}:{}:{}", c.table, c.row, c.column));
            let level = block.level.map_or(String::new(), |level| format!(" {level}"));
            let language = block.language.unwrap_or_default();
            println!("{page}\t{}{level}{cell}\t{language}\t{:?}\t{}", block.kind, block.notes, block.text);
        }
    }
}
