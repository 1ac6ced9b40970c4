//! Reads PDFs over and over as a library and prints pages, passes and seconds, for `scripts/bench`: what reading takes
//! without starting a program. `pages SECONDS FILE…`
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "an example stops where it cannot go on")]

use std::time::Instant;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let least: f64 = arguments.next().unwrap().parse().unwrap();
    let files: Vec<Vec<u8>> = arguments.map(|path| std::fs::read(path).unwrap()).collect();
    let start = Instant::now();
    let (mut pages, mut passes) = (0, 0);
    while passes == 0 || start.elapsed().as_secs_f64() < least {
        for file in &files {
            // The canonical text is part of what a caller wants.
            if let Ok(read) = fundscan_pdf::read(file, &fundscan_pdf::ReadOptions::default()) {
                pages += read.pages.len();
                let document = fundscan_model::Document::new(fundscan_model::SourceKind::Pdf, read.pages, read.blocks);
                std::hint::black_box(document.text());
            }
        }
        passes += 1;
    }
    println!("{pages} {passes} {}", start.elapsed().as_secs_f64());
}
