use super::*;

#[test]
fn a_name_with_stars_is_called_by_what_it_stands_for() {
    for (name, is) in [
        ("oom/2022.pdf", true),
        ("OOM\\2022.PDF", true),
        ("2022.pdf", true),
        ("oom/*", true),
        ("*2*2*.pdf", true),
        ("jaarverslag*", true),
        ("*", true),
        ("oom", false),
        ("*2023*", false),
        ("2022.pdf*2022.pdf", false),
    ] {
        assert_eq!(is_called(name, "oom/2022.pdf", Some("Jaarverslag OOM")), is, "{name}");
    }
}

#[test]
fn words_are_found_within_a_block_and_not_beyond() {
    use crate::testing::passage;
    use fundscan_model::BlockKind::Paragraph;
    let mut passages = [
        passage(1, Paragraph, "Eén zin, evc."),
        passage(2, Paragraph, "EVC-traject!"),
        passage(3, Paragraph, "evc evc"),
    ];
    passages[1].block = passages[0].block;
    let index = words::Index::new(&passages);
    let count = |text: &str| index.places(&key(text), None).len();
    assert_eq!((count("een  ZIN"), count("evc"), count("evc traject"), count("traject evc")), (1, 4, 1, 0));
    assert_eq!((count("evc evc"), count("ev"), count("...")), (2, 0, 0));
    let place = index.places(&key("evc evc traject"), None).remove(0);
    let spans: Vec<_> = index.spans(&place).into_iter().collect();
    assert_eq!(&passages[0].text[spans[0].1.range()], "evc");
    assert_eq!(&passages[1].text[spans[1].1.range()], "EVC-traject");
    assert_eq!(index.places(&key("evc"), Some(&place)).len(), 2);
}
