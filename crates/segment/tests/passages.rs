//! What later stages rely on: passages cover their blocks, never overlap, and point back truly.

use fundscan_model::{BBox, Block, BlockKind, ByteSpan, Cell, Document, Fragment, Hidden, Language, Place, SourceKind};
use fundscan_segment::{count_words, segment};

fn document(blocks: Vec<Block>) -> Document {
    Document::new(SourceKind::Text, Vec::new(), blocks)
}

/// Numbers from a fixed start, good enough to mix text with.
struct Mixer(u64);

impl Mixer {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits fit") % n
    }
}

fn mixed_block(mixer: &mut Mixer) -> Block {
    const WORDS: &[&str] = &[
        "Het",
        "fonds",
        "o.a.",
        "etc.",
        "3.",
        "31.",
        "einde.",
        "einde.Begin",
        "J.",
        "(zie",
        "bijlage)",
        "“Wat?”",
        "'s",
        "mbo-scholen",
        "€",
        "1.250,00",
        "…",
        "...",
        "www.oom.nl.",
        "info@a.nl",
        "é",
        "Ë.",
        "日本。",
        "n!",
        ")",
        "''",
        "\u{301}x.",
        "🙂.",
        "-",
        "a.",
        "N.V.",
        "2019.",
        "25",
        "De",
        "]",
        "\u{a6}",
        "¦.",
        ".",
        "?!",
    ];
    const KINDS: &[BlockKind] = &[
        BlockKind::Paragraph,
        BlockKind::Paragraph,
        BlockKind::Paragraph,
        BlockKind::Heading,
        BlockKind::ListItem,
        BlockKind::TableCell,
        BlockKind::Footnote,
        BlockKind::Contents,
        BlockKind::Header,
        BlockKind::Footer,
    ];
    let text: Vec<&str> = (0..=mixer.below(90)).map(|_| WORDS[mixer.below(WORDS.len())]).collect();
    Block::new(KINDS[mixer.below(KINDS.len())], text.join(" "))
}

#[test]
fn passages_cover_their_block_and_never_overlap() {
    let mut mixer = Mixer(7);
    for _ in 0..300 {
        let document = document((0..8).map(|_| mixed_block(&mut mixer)).collect());
        let passages = segment(&document);
        let mut covered = vec![0; document.blocks().len()];
        for (i, passage) in passages.iter().enumerate() {
            assert_eq!(passage.number as usize, i + 1);
            let block = &document.blocks()[passage.block];
            assert_eq!(passage.text, block.text[passage.block_span.range()]);
            assert_eq!(passage.text.trim(), passage.text);
            let between = &block.text[covered[passage.block]..passage.block_span.start()];
            assert!(between.trim().is_empty(), "left out {between:?} of {:?}", block.text);
            covered[passage.block] = passage.block_span.end();
            match passage.span {
                Some(span) => assert_eq!(passage.text, document.text()[span.range()]),
                None => assert!(block.kind.is_running()),
            }
        }
        for (block, covered) in document.blocks().iter().zip(covered) {
            assert_eq!(covered, block.text.len(), "{:?}", block.text);
        }
    }
}

#[test]
fn an_empty_document_has_no_passages() {
    assert!(segment(&document(Vec::new())).is_empty());
}

#[test]
fn list_items_and_cells_are_passages_of_their_own() {
    let mut cell = Block::new(BlockKind::TableCell, "Subsidie voor EVC. Ook voor zzp'ers.");
    cell.cell = Some(Cell { table: 1, row: 2, column: 3, head: false });
    let item = Block::new(BlockKind::ListItem, "Geef ruimte aan ideeën. Experimenteer ermee.");
    let passages = segment(&document(vec![cell, item]));
    assert_eq!(passages.len(), 2);
    assert_eq!(passages[0].text, "Subsidie voor EVC. Ook voor zzp'ers.");
    assert_eq!(passages[0].cell.map(|c| (c.row, c.column)), Some((2, 3)));
    assert_eq!(passages[1].kind, BlockKind::ListItem);
}

#[test]
fn a_long_list_item_is_cut_into_its_sentences() {
    let sentence = |words: usize| format!("Het {}einde.", "fonds ".repeat(words - 2));
    let short = format!("{} {}", sentence(30), sentence(30));
    let long = format!("{} {}", sentence(30), sentence(31));
    assert_eq!((count_words(&short), count_words(&long)), (60, 61));
    let blocks = vec![Block::new(BlockKind::ListItem, short), Block::new(BlockKind::TableCell, long)];
    let counts: Vec<usize> = segment(&document(blocks)).iter().map(|p| p.block).collect();
    assert_eq!(counts, [0, 1, 1]);
}

#[test]
fn headings_and_running_heads_are_one_passage_each_and_sections_follow_the_headings() {
    let heading = |text: &str, level| Block { level: Some(level), ..Block::new(BlockKind::Heading, text) };
    let passages = segment(&document(vec![
        Block::new(BlockKind::Header, "Jaarverslag. Fonds X. 2023"),
        heading("2. Activiteiten. Wat deden wij?", 1),
        heading("Scholing", 2),
        Block::new(BlockKind::Paragraph, "Wij betaalden cursussen. Ook EVC."),
        heading("Cijfers", 1),
        Block::new(BlockKind::Contents, "1. Inleiding. 3"),
    ]));
    let found: Vec<(BlockKind, &str, Vec<&str>)> =
        passages.iter().map(|p| (p.kind, p.text.as_str(), p.section.iter().map(String::as_str).collect())).collect();
    let activities = "2. Activiteiten. Wat deden wij?";
    assert_eq!(
        found,
        [
            (BlockKind::Header, "Jaarverslag. Fonds X. 2023", vec![]),
            (BlockKind::Heading, activities, vec![]),
            (BlockKind::Heading, "Scholing", vec![activities]),
            (BlockKind::Paragraph, "Wij betaalden cursussen.", vec![activities, "Scholing"]),
            (BlockKind::Paragraph, "Ook EVC.", vec![activities, "Scholing"]),
            (BlockKind::Heading, "Cijfers", vec![]),
            (BlockKind::Contents, "1. Inleiding. 3", vec!["Cijfers"]),
        ]
    );
    assert_eq!(passages[0].span, None);
}

#[test]
fn text_that_a_reader_does_not_see_has_no_passages() {
    let mut hidden = Block::new(BlockKind::Paragraph, "Scholing scholing scholing.");
    hidden.hidden = Some(Hidden::PaperColour);
    let passages = segment(&document(vec![hidden, Block::new(BlockKind::Paragraph, "Het fonds betaalt.")]));
    assert_eq!(passages.len(), 1);
    assert_eq!(passages[0].text, "Het fonds betaalt.");
}

#[test]
fn a_passage_over_a_page_end_stands_in_two_places() {
    let text = "Eerste zin. Tweede zin.";
    let mut block = Block::new(BlockKind::Paragraph, text);
    let on = |start, end, page| Fragment {
        span: ByteSpan::new(start, end),
        place: Place { page, bbox: BBox::new(50.0, 700.0, 200.0, 712.0) },
        size: 10.0,
        bold: false,
        italic: false,
        ocr: None,
    };
    block.fragments = vec![on(0, 11, 1), on(12, 18, 1), on(19, 23, 2)];
    let passages = segment(&document(vec![block]));
    let pages = |i: usize| passages[i].places.iter().map(|p| p.page).collect::<Vec<_>>();
    assert_eq!(pages(0), [1]);
    assert_eq!(pages(1), [1, 2]);
}

#[test]
fn a_cell_without_small_words_takes_the_language_of_the_document() {
    let passages = segment(&document(vec![
        Block::new(BlockKind::Paragraph, "Het fonds betaalt de cursussen voor werknemers in de sector."),
        Block::new(BlockKind::TableCell, "Loopbaancheck"),
        Block::new(BlockKind::Paragraph, "The fund pays for the courses that employees choose themselves."),
        Block::new(BlockKind::Paragraph, "Wij hebben ook een regeling voor zij-instromers die werken."),
    ]));
    let languages: Vec<Language> = passages.iter().map(|p| p.language).collect();
    assert_eq!(languages, [Language::Nl, Language::Nl, Language::En, Language::Nl]);
}

/// Work grows with the text: what takes n² steps would not end for these.
#[test]
fn hostile_text_takes_linear_time() {
    let n = 40_000;
    let texts = [
        format!("a.{}", ")".repeat(n)),
        ".) ".repeat(n),
        "J. ".repeat(n),
        "a.A".repeat(n),
        ". 1".repeat(n),
        format!(". {}", "1".repeat(n)),
        "( etc. A".repeat(n / 8),
        "…".repeat(n),
        "'".repeat(n),
        "\u{301}.".repeat(n),
        "? ".repeat(n),
    ];
    for text in texts {
        let text = text.trim().to_owned();
        let passages = segment(&document(vec![Block::new(BlockKind::Paragraph, text.clone())]));
        assert_eq!(passages.last().map(|p| p.block_span.end()), Some(text.len()));
    }
}

#[test]
fn a_block_is_in_the_language_of_most_of_its_text() {
    let blocks = vec![
        Block::new(
            BlockKind::Paragraph,
            "The fund pays for it and that is all. Het fonds betaalt de kosten van de cursussen die werknemers volgen bij een opleider.",
        ),
        Block::new(BlockKind::Paragraph, "The fund pays for the courses that are in the list."),
    ];
    assert_eq!(fundscan_segment::languages(&document(blocks)), [Language::Nl, Language::En]);
}
