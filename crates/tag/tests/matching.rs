//! Which words of a text express which concepts: borders, compounds, capitals, exclusions, who wins, and offsets.

use fundscan_model::Mention;
use fundscan_tag::Tagger;
use fundscan_taxonomy::Taxonomy;

/// A tagger for concepts given as id and lines of TOML (`nl = […]`, `overlaps = […]`).
fn tagger(concepts: &[(&str, &str)]) -> Tagger {
    let mut text = "id = \"t\"\nversion = \"1\"\n[groups]\ng = \"g\"\n".to_owned();
    for (id, lines) in concepts {
        text.push_str(&format!("[[concept]]\nid = \"{id}\"\ngroup = \"g\"\nlabel = \"{id}\"\n{lines}\n"));
    }
    let taxonomy = Taxonomy::parse(&text).unwrap_or_else(|error| panic!("{error}")).0;
    Tagger::new(&taxonomy).expect("the terms fit")
}

/// What is found, as `concept:words`.
#[track_caller]
fn found(tagger: &Tagger, text: &str) -> Vec<String> {
    let mentions = tagger.tag(text);
    for Mention { span, .. } in &mentions {
        assert!(text.is_char_boundary(span.start()) && text.is_char_boundary(span.end()), "{span:?} in {text:?}");
    }
    mentions.iter().map(|m| format!("{}:{}", m.concept, &text[m.span.range()])).collect()
}

/// What a single term finds.
#[track_caller]
fn finds(term: &str, text: &str) -> Vec<String> {
    let quoted = if term.starts_with('{') { term.to_owned() } else { format!("\"{term}\"") };
    let found = found(&tagger(&[("x", &format!("nl = [{quoted}]"))]), text);
    found.iter().map(|f| f.trim_start_matches("x:").to_owned()).collect()
}

#[test]
fn a_word_is_found_whole_and_in_any_case() {
    assert_eq!(
        finds("voucher", "Voucher, VOUCHER; (voucher) scholingsvoucher vouchers"),
        ["Voucher", "VOUCHER", "voucher"]
    );
    assert_eq!(finds("evc", "EVC-traject, evc2, evcs, 2evc, e-EVC"), ["EVC", "EVC"]);
    assert_eq!(finds("robot", "ærobot robotø robot"), ["robot"], "letters beyond ASCII are letters");
}

#[test]
fn a_phrase_is_found_over_any_white_space_and_kind_of_hyphen() {
    assert_eq!(finds("leven lang leren", "Leven\n lang\u{a0}leren"), ["Leven\n lang\u{a0}leren"]);
    assert_eq!(
        finds("werk-privébalans", "werk‑privebalans, werk‐privébalans"),
        ["werk‑privebalans", "werk‐privébalans"]
    );
    assert_eq!(finds("programma's", "programma’s"), ["programma’s"]);
    assert_eq!(finds("sociale innovatie", "sociale, innovatie"), Vec::<String>::new());
}

#[test]
fn compounds_are_found_by_their_last_or_first_part() {
    assert_eq!(
        finds("*voucher(s)", "Scholingsvouchers, scholings-voucher, voucher en vouchersysteem"),
        ["Scholingsvouchers", "scholings-voucher", "voucher"]
    );
    assert_eq!(
        finds("scholing*", "scholing, scholingsbudget, bijscholing, scholings-"),
        ["scholing", "scholingsbudget", "scholings"]
    );
    assert_eq!(finds("*coach*", "loopbaancoaches en jobcoaching"), ["loopbaancoaches", "jobcoaching"]);
}

#[test]
fn a_star_works_within_a_phrase() {
    assert_eq!(
        finds("digitale *vaardigheden", "Digitale basisvaardigheden, digitale vaardigheden"),
        ["Digitale basisvaardigheden", "digitale vaardigheden"]
    );
    assert_eq!(
        finds("opleiding* *budget voor", "opleidings- en budget; opleidingen scholingsbudget voor"),
        ["opleidingen scholingsbudget voor"]
    );
    assert_eq!(finds("*team* zonder baas", "stuurteams zonder baas"), ["stuurteams zonder baas"]);
    assert_eq!(finds("ICT *vaardigheid", "ict vaardigheidstoets"), Vec::<String>::new());
}

#[test]
fn excluded_words_do_not_count_nor_what_ends_in_them() {
    let term = r#"{ term = "*vaardigheid", not = ["rechtvaardigheid"] }"#;
    assert_eq!(
        finds(term, "vaardigheid, rechtvaardigheid, onrechtvaardigheid, leesvaardigheid"),
        ["vaardigheid", "leesvaardigheid"]
    );
    let term = r#"{ term = "rekenen", not = ["rekenen op", "kunnen rekenen"] }"#;
    assert_eq!(finds(term, "rekenen op steun, kunnen rekenen, leren rekenen"), ["rekenen"]);
    let term = r#"{ term = "scholing*", not = ["scholingsplicht*"] }"#;
    assert_eq!(finds(term, "scholingsplichtig en scholingsdag"), ["scholingsdag"]);
}

#[test]
fn an_exclusion_concerns_its_own_term_only() {
    let tagger = tagger(&[("a", r#"nl = [{ term = "rekenen", not = ["rekenen op"] }]"#), ("b", r#"nl = ["rekenen"]"#)]);
    assert_eq!(found(&tagger, "rekenen op"), ["b:rekenen"]);
}

#[test]
fn capitals_count_where_the_term_says_so() {
    let term = r#"{ term = "EVC", case = "exact" }"#;
    assert_eq!(finds(term, "EVC, evc, Evc, EVC-traject"), ["EVC", "EVC"]);
    let term = r#"{ term = "*POB(s)", case = "exact" }"#;
    assert_eq!(finds(term, "POB, pob, mbo-POBs"), ["POB", "mbo-POBs"]);
    let term = r#"{ term = "Wet *Markt nu", case = "exact" }"#;
    assert_eq!(finds(term, "Wet ArbeidsMarkt nu, Wet Arbeidsmarkt nu"), ["Wet ArbeidsMarkt nu"]);
}

#[test]
fn patterns_find_what_they_say() {
    let term = r"{ term = '\bmbo[- ]?[1-4]\b', pattern = true }";
    assert_eq!(finds(term, "İ MBO-3, mbo 2 en mbo 5"), ["MBO-3", "mbo 2"]);
    let term = r#"{ term = 'EVC|evp', pattern = true, case = "exact", not = ["EVC-bureau"] }"#;
    assert_eq!(finds(term, "EVC evc EVP evp EVC-bureau"), ["EVC", "evp"]);
    let two = tagger(&[
        ("a", "nl = [{ term = 'a+b', pattern = true }]"),
        ("b", "nl = [{ term = 'B+C', pattern = true, case = \"exact\" }]"),
    ]);
    assert_eq!(found(&two, "AAB bbc BBC"), ["a:AAB", "b:BBC"]);
}

#[test]
fn a_pattern_finds_whole_words() {
    let term = r"{ term = 'slim(?:mer)?', pattern = true }";
    assert_eq!(finds(term, "slim, slimmer, slimmerik, onslim, slim-fit"), ["slim", "slimmer", "slim"]);
}

#[test]
fn a_gap_lets_words_stand_between() {
    let term = "omgaan/omgang ~2 [sociale media/media]";
    assert_eq!(
        finds(term, "Omgaan met sociale media en omgang met alle nieuwe en oude media."),
        ["Omgaan met sociale media"]
    );
    assert_eq!(
        finds("omgaan ~2 media", "omgaan media; omgaan, met: media, omgaan met de nieuwe media"),
        ["omgaan media"]
    );
    assert_eq!(
        finds("vaardigheden ~4 toekomst", "Vaardigheden (onder meer) voor de toekomst."),
        ["Vaardigheden (onder meer) voor de toekomst"]
    );
    assert_eq!(
        finds("*vaardigheden ~1 nodig ~2 werk*", "basisvaardigheden zijn nodig op de werkvloer"),
        ["basisvaardigheden zijn nodig op de werkvloer"]
    );
    assert_eq!(finds("a ~3 b b", "a b a b b"), ["a b b"], "the nearest segments make the mention");
    assert_eq!(finds(r#"{ term = "werk ~2 EVC", case = "exact" }"#, "werk met EVC, werk met evc"), ["werk met EVC"]);
}

#[test]
fn a_gap_does_not_swallow_what_stands_in_it() {
    let tagger = tagger(&[("a", r#"nl = ["leren ~3 gaan"]"#), ("b", r#"nl = ["coach"]"#), ("c", r#"nl = ["gaan"]"#)]);
    assert_eq!(found(&tagger, "leren met coach gaan"), ["a:leren met coach gaan", "b:coach"]);
}

#[test]
fn the_longest_match_of_a_concept_wins() {
    let tagger = tagger(&[("x", r#"nl = ["innovatie", "sociale innovatie", "innovatie van werk"]"#)]);
    assert_eq!(found(&tagger, "sociale innovatie"), ["x:sociale innovatie"]);
    assert_eq!(
        found(&tagger, "sociale innovatie van werk"),
        ["x:innovatie van werk"],
        "the longer one, though it starts later"
    );
    assert_eq!(found(&tagger, "innovatie en innovatie"), ["x:innovatie", "x:innovatie"]);
}

#[test]
fn a_match_inside_a_longer_one_of_another_concept_does_not_count() {
    let tagger = tagger(&[
        ("skills", r#"nl = ["vaardigheden"]"#),
        ("digital", r#"nl = ["digitale vaardigheden"]"#),
        ("team", "nl = [\"vaardigheden van teams\"]\noverlaps = [\"skills\"]"),
    ]);
    assert_eq!(found(&tagger, "digitale vaardigheden"), ["digital:digitale vaardigheden"]);
    assert_eq!(
        found(&tagger, "digitale vaardigheden van teams"),
        ["digital:digitale vaardigheden", "team:vaardigheden van teams"],
        "what only shares a part counts; `skills` still lies inside `digital`"
    );
    assert_eq!(found(&tagger, "vaardigheden van teams"), ["skills:vaardigheden", "team:vaardigheden van teams"]);
}

#[test]
fn equal_spans_of_two_concepts_both_count_in_the_order_of_ids() {
    let tagger = tagger(&[("b", r#"nl = ["coach"]"#), ("a", r#"nl = ["Coach"]"#)]);
    assert_eq!(found(&tagger, "Coach"), ["a:Coach", "b:Coach"]);
}

#[test]
fn offsets_are_bytes_of_the_original_text() {
    assert_eq!(finds("straße", "İİ: STRASSE, Straße, STRAẞE"), ["STRASSE", "Straße", "STRAẞE"]);
    assert_eq!(finds("coördinatie", "“Coo\u{308}rdinatie” én COÖRDINATIE"), ["Coo\u{308}rdinatie", "COÖRDINATIE"]);
    assert_eq!(finds("cafe", "cafe\u{301}!"), ["cafe\u{301}"]);
    assert_eq!(finds("scholing", "scho\u{ad}ling"), ["scho\u{ad}ling"]);
    assert_eq!(finds("ijn", "ﬁjn"), Vec::<String>::new(), "half a ligature is no word");
}

#[test]
fn a_mention_names_the_term_as_it_is_written() {
    let tagger = tagger(&[("x", r#"nl = ["Cursus(sen)"]"#)]);
    assert_eq!(tagger.tag("twee cursussen")[0].term, "Cursus(sen)");
}

#[test]
fn a_term_without_letters_is_refused() {
    let text =
        "id=\"t\"\nversion=\"1\"\n[groups]\ng=\"g\"\n[[concept]]\nid=\"x\"\ngroup=\"g\"\nlabel=\"x\"\nnl=[\"&\"]";
    let error = Tagger::new(&Taxonomy::parse(text).unwrap().0).unwrap_err();
    assert!(error.to_string().contains("`&` of `x`"), "{error}");
}

#[test]
fn a_tagger_can_be_shared_by_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&tagger(&[("x", r#"nl = ["coach"]"#)]));
}

/// Text made to be slow: every byte of a word without end is part of a match, a cue follows a cue.
#[test]
fn time_grows_no_faster_than_the_text() {
    let tagger = tagger(&[
        ("a", r#"nl = ["*coach*", "*ach*", { term = "*co*", not = ["*ac*"] }]"#),
        ("b", r#"nl = ["co ach", "coach coach coach", "coach ~10 coach ~10 en ~10 niets"]"#),
    ]);
    let time = |unit: &str, n: usize| {
        let text = unit.repeat(n);
        let once = || {
            let start = std::time::Instant::now();
            let mentions = tagger.tag(&text);
            assert!(mentions.len() <= 2 * n);
            start.elapsed()
        };
        (0..3).map(|_| once()).min().unwrap_or_default()
    };
    for unit in ["coach", "coach ", "coach, niet ", "geen coach en ", "coach; (", "Niet coach. Het gaat om niet "] {
        // Eight times the text may take eight times as long, and on a busy machine some more; not 64 times.
        let (one, eight) = (time(unit, 250), time(unit, 2_000));
        assert!(eight < one * 24 + std::time::Duration::from_millis(50), "{unit:?}: {one:?} became {eight:?}");
    }
}

#[test]
fn words_that_share_a_part_are_all_found() {
    let vouchers = "Er zijn scholings- en opleidingsvouchers.";
    assert_eq!(finds("*voucher(s)", vouchers), ["scholings-", "opleidingsvouchers"]);
    assert_eq!(finds("scholingsvouchers", vouchers), ["scholings-"]);
    for (term, text, expected) in [
        ("taalvaardigheden", "Taal- en rekenvaardigheden", "Taal-"),
        ("taalvaardigheden", "taal‑, reken‑ én schrijfvaardigheden", "taal‑"),
        ("rekenvaardigheden", "taal-, reken- en schrijfvaardigheden", "reken-"),
        ("kennisontwikkeling", "kennis- en vaardigheidsontwikkeling", "kennis-"),
        ("interne", "in- en externe mobiliteit", "in-"),
        ("interne mobiliteit", "in- en externe mobiliteit", "in- en externe mobiliteit"),
        ("digitale taalvaardigheden", "hun digitale taal- en rekenvaardigheden", "digitale taal-"),
        ("short-term", "short- and long-term goals", "short-"),
        ("taaltrainingen", "taalcursussen en -trainingen", "-trainingen"),
        ("werkgeversorganisaties", "werkgeversverenigingen en/of -organisaties", "-organisaties"),
        ("scholingsadvies", "scholings- of ander advies en scholings-/loopbaanadvies", "scholings-"),
        ("scholingsvoucher", "(scholings-) of loopbaanvoucher", "scholings-"),
        ("samenwerking", "De samen- werking groeit.", "samen- werking"),
    ] {
        assert_eq!(finds(term, text), [expected], "{term} in {text}");
    }
}

#[test]
fn a_shared_part_is_taken_from_the_same_list_only() {
    for (term, text) in [
        ("taalvaardigheden", "taal- en. Rekenvaardigheden"),
        ("taalvaardigheden", "taal- is iets anders dan rekenvaardigheden"),
        ("taaltrainingen", "taalcursussen zijn -trainingen"),
        ("taalvaardigheden", "taal - en rekenvaardigheden"),
    ] {
        assert_eq!(finds(term, text), Vec::<String>::new(), "{term} in {text}");
    }
    let excluded = "{ term = \"*vaardigheid\", not = [\"rechtvaardigheid\"] }";
    assert_eq!(finds(excluded, "recht- en taalvaardigheid"), ["taalvaardigheid"]);
}

#[test]
fn both_parts_of_a_list_count_for_their_concepts() {
    let tagger = tagger(&[("in", "nl = [\"interne mobiliteit\"]"), ("out", "nl = [\"externe mobiliteit\"]")]);
    assert_eq!(
        found(&tagger, "In- en externe mobiliteit"),
        ["in:In- en externe mobiliteit", "out:externe mobiliteit"],
        "what stands between the parts does not swallow"
    );
}

#[test]
fn a_context_lets_a_mention_count_or_not() {
    let not_before = r#"{ term = "rekenen", not_before = ["op", "met"] }"#;
    assert_eq!(finds(not_before, "Zij rekenen op steun. Rekenen, op school"), ["Rekenen"]);
    let near = r#"{ term = "rekenen", near = ["taal", "les*"], within = 3 }"#;
    assert_eq!(finds(near, "lessen in het rekenen"), ["rekenen"]);
    assert_eq!(finds(near, "rekenen en ook taal"), ["rekenen"]);
    assert_eq!(finds(near, "rekenen. Taal is iets anders"), Vec::<String>::new(), "another sentence");
    assert_eq!(finds(near, "rekenen is niet zoals taal"), Vec::<String>::new(), "too far");
    let after = r#"{ term = "wijs", after = ["kritisch en"] }"#;
    assert_eq!(finds(after, "kritisch en wijs; wijs en kritisch en Wijs"), ["wijs", "Wijs"]);
    let gap = r#"{ term = "leiden ~4 op", near = ["monteur*"] }"#;
    assert_eq!(finds(gap, "zij leiden de monteurs zelf op"), ["leiden de monteurs zelf op"], "in a gap of the term");
    assert_eq!(finds(gap, "zij leiden de zaak zelf op"), Vec::<String>::new());
    let not_near = r#"{ term = "vouchers", not_near = ["hotel*"], within = 30 }"#;
    assert_eq!(finds(not_near, "vouchers voor een nacht in een hotelkamer"), Vec::<String>::new());
    assert_eq!(finds(not_near, "vouchers"), ["vouchers"]);
    let pattern = r#"{ term = 'reken\w+', pattern = true, before = ["en taal"] }"#;
    assert_eq!(finds(pattern, "rekenen, rekenles en taal"), ["rekenles"]);
}

#[test]
fn a_context_judges_words_with_a_shared_part_where_they_stand() {
    let near = r#"{ term = "taalcursus", near = ["vluchtelingen"], within = 8 }"#;
    let text = "taal- en rekencursus, die er voor alle vluchtelingen is";
    assert_eq!(finds(near, text), ["taal-"]);
}

#[test]
fn patterns_find_their_matches_in_a_text_of_any_length() {
    let text = "De evc van mbo 3 is er. ".repeat(2_000);
    assert_eq!(finds(r"{ term = 'mbo [1-4]', pattern = true }", &text).len(), 2_000);
}

/// A tagger for one concept with a term, and what the file says does not count.
fn with_uncounted(uncounted: &str) -> Tagger {
    let text = format!(
        "id = \"t\"\nversion = \"1\"\n[groups]\ng = \"g\"\n{uncounted}\n[[concept]]\nid = \"x\"\ngroup = \"g\"\n\
         label = \"x\"\nnl = [\"sociale innovatie\", \"van sociale innovatie\"]\n"
    );
    let taxonomy = Taxonomy::parse(&text).unwrap_or_else(|error| panic!("{error}")).0;
    Tagger::new(&taxonomy).expect("the terms fit")
}

#[test]
fn a_name_does_not_count_nor_what_lies_in_it() {
    let tagger = with_uncounted(
        "[uncounted]\nnames = [\"Centrum voor Sociale Innovatie\", \"sociale innovatie prijs\", { term = 'Raad \\w+ \
         Innovatie', pattern = true }]",
    );
    assert_eq!(found(&tagger, "Het Centrum voor Sociale Innovatie bestaat."), Vec::<String>::new());
    assert_eq!(found(&tagger, "Raad Sociale Innovatie"), Vec::<String>::new());
    assert_eq!(
        found(&tagger, "de prijs van sociale innovatie, prijs voor sociale innovatie prijs"),
        ["x:van sociale innovatie"],
        "a mention that is more than the name counts"
    );
}

#[test]
fn a_reference_counts_only_where_the_taxonomy_says_so() {
    let text = "Bakker, L. (2018). Sociale innovatie in het klein. Utrecht: Noord.";
    assert_eq!(found(&with_uncounted(""), text), Vec::<String>::new());
    assert_eq!(found(&with_uncounted("[uncounted]\nreferences = false"), text), ["x:Sociale innovatie"]);
    assert_eq!(
        found(&with_uncounted(""), "“Sociale innovatie nu” (Bakker, 2018) gaat over sociale innovatie."),
        ["x:sociale innovatie"]
    );
}

#[test]
fn nothing_counts_under_the_heading_of_a_list_of_literature() {
    let headings = |heading: &str| vec!["Bijlagen".to_owned(), heading.to_owned()];
    let usual = with_uncounted("");
    for heading in ["Literatuur", "6. Geraadpleegde literatuur", "LITERATUURLIJST", "References:", "Bronnen"] {
        assert!(!usual.counts_under(&headings(heading)), "{heading}");
    }
    assert!(usual.counts_under(&headings("Literatuur over scholing")) && usual.counts_under(&[]));
    let own = with_uncounted("[uncounted]\nsections = [\"verder lezen\"]");
    assert!(!own.counts_under(&headings("Verder lezen")) && own.counts_under(&headings("Literatuur")));
}

#[test]
fn a_separable_verb_is_found_in_one_piece_and_in_two() {
    for (text, expected) in [
        ("Wij leiden jaarlijks veel monteurs op.", "leiden jaarlijks veel monteurs op"),
        ("Wie leidt hen op voor het vak?", "leidt hen op"),
        ("om monteurs op te leiden", "op te leiden"),
        ("De opgeleide monteurs", "opgeleide"),
        ("die het fonds opleidde", "opleidde"),
        ("zij zijn opgeleid", "opgeleid"),
        ("mensen die zij op kunnen leiden", "op kunnen leiden"),
    ] {
        assert_eq!(finds("opleiden{v}", text), [expected], "{text}");
    }
    for text in [
        "De maatregelen leiden tot druk op de markt.",
        "Zij leiden het bedrijf. Op school",
        "Wij leiden met een hele lange reeks van woorden zonder eind en nog meer op.",
        "De lijst leidt op deze manier tot niets",
    ] {
        assert_eq!(finds("opleiden{v}", text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(finds("samenwerken{v}", "Het fonds werkt nauw samen met de school."), ["werkt nauw samen"]);
    assert_eq!(
        finds("over|nemen{v}", "Zij namen het werk over; overgenomen; overneemt"),
        ["namen het werk over", "overgenomen", "overneemt"]
    );
}

#[test]
fn a_phrase_with_a_verb_is_found_in_the_order_of_a_main_clause() {
    for (text, expected) in [
        ("om kennis te delen", None),
        ("kennis delen", Some("kennis delen")),
        ("kennis gedeeld", Some("kennis gedeeld")),
        ("Het team deelt graag kennis met anderen", Some("deelt graag kennis")),
    ] {
        assert_eq!(finds("kennis delen{v}", text), expected.into_iter().collect::<Vec<_>>(), "{text}");
    }
    assert_eq!(finds("kennis opdoen{v}", "Zij deden veel kennis op."), ["deden veel kennis op"]);
}

#[test]
fn inflections_are_found_and_can_be_corrected() {
    assert_eq!(finds("*cursus{n}", "taalcursussen, cursusje"), ["taalcursussen", "cursusje"]);
    assert_eq!(finds("digitaal{a} vaardigheid{n}", "Digitale vaardigheden"), ["Digitale vaardigheden"]);
    let corrected = r#"{ term = "coach{n}", add = ["coachen"], drop = ["coachje", "coachjes"] }"#;
    assert_eq!(finds(corrected, "coaches coachen coachje coachjes coach"), ["coaches", "coachen", "coach"]);
    let dropped = r#"{ term = "opleiden{v}", drop = ["leid", "leidt"] }"#;
    assert_eq!(finds(dropped, "leidt hen op; leidde hen op"), ["leidde hen op"]);
}

#[test]
fn other_spellings_are_found() {
    for (term, text) in [
        ("A&O fonds", "A+O fonds"),
        ("A&O fonds", "A en O fonds"),
        ("A+O fonds", "A & O fonds"),
        ("Klik & Tik", "klik en tik"),
        ("21e eeuwse skills", "21ste eeuwse skills"),
        ("21e-eeuwse skills", "eenentwintigste-eeuwse skills"),
        ("21ste-eeuwse skills", "21st-eeuwse skills"),
        ("co-creatie", "Cocreatie"),
        ("co-creatie", "co creatie"),
        ("ICT-vaardigheden", "ICT vaardigheden"),
        ("werk-privébalans", "werk privebalans"),
    ] {
        assert_eq!(finds(term, text), [text], "{term}");
    }
}

#[test]
fn two_words_are_found_in_either_order_where_the_term_says_so() {
    let term = "vaardigheden ~~3 digitale";
    assert_eq!(
        finds(term, "vaardigheden, vooral digitale; digitale en andere vaardigheden"),
        ["vaardigheden, vooral digitale", "digitale en andere vaardigheden"]
    );
}

#[test]
fn a_word_divided_at_a_line_end_is_whole() {
    assert_eq!(finds("scholing", "scho\u{ad}\nling"), ["scho\u{ad}\nling"]);
    assert_eq!(finds("scholing", "scho-\nling"), ["scho-\nling"]);
    assert_eq!(finds("taalvaardigheden", "taal-\nen rekenvaardigheden"), ["taal-"]);
}
