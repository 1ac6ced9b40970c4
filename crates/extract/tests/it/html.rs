//! Web pages as researchers meet them.

use crate::shapes::{self, lines, read};
use fundscan_model::SourceKind;

#[track_caller]
fn check(page: &str, expected: &str) {
    let page = format!("<!doctype html>{page}");
    assert_eq!(shapes::blocks(SourceKind::Html, &page), lines(expected), "\n{page}");
}

#[test]
fn headings_paragraphs_and_lists() {
    check(
        "<title>Jaarverslag</title><h1>Scholing</h1><p>Het fonds\n betaalt.<p>Nog een.<h3>Regels</h3>
         <ul><li>een<ul><li>dieper</ul><li>twee<p>met alinea</ul><ol><li>drie</li></ol>tekst los",
        "heading 1: Scholing
         paragraph: Het fonds betaalt.
         paragraph: Nog een.
         heading 3: Regels
         list-item 1: een
         list-item 2: dieper
         list-item 1: twee
         list-item 1: met alinea
         list-item 1: drie
         paragraph: tekst los",
    );
    let extracted = read(SourceKind::Html, b"<!doctype html><title> Jaar\nverslag </title><p>x");
    assert_eq!(extracted.document.title(), Some("Jaar verslag"));
}

#[test]
fn words_are_neither_broken_nor_glued() {
    check(
        "<p>scho<b>ling</b> en <i>werk</i><br>gever, <span>na</span><span>saal</span>, scho&shy;ling&nbsp;&amp; werk\u{200b}plek
         <p>a<img src=x alt=plaatje>b <wbr>c<q>d</q>",
        "paragraph: scholing en werk gever, nasaal, scholing & werkplek
         paragraph: ab c“d”",
    );
}

#[test]
fn bullets_set_by_hand_are_taken_off() {
    check("<p class=MsoListParagraph>·&nbsp;&nbsp; een<ul><li>• twee</ul>", "list-item 1: een\nlist-item 1: twee");
}

#[test]
fn two_line_breaks_part_paragraphs() {
    check("<div>Een.<br><br>Twee.<br>Nog.</div>", "paragraph: Een.\nparagraph: Twee. Nog.");
}

#[test]
fn navigation_and_banners_are_left_out() {
    let text = "Dit is de tekst van de pagina, die lang genoeg is om de hoofdzaak te zijn.";
    check(
        &format!(
            "<header><a href=/>Home</a></header><nav><ul><li>Menu</ul></nav>
             <div class='cookie-banner'>Wij gebruiken cookies</div><div class=breadcrumb>U bent hier</div>
             <div hidden>verborgen</div><p style='display: none'>ook</p><div role=search>Zoek</div>
             <h1>Titel</h1><p>{text}</p><form><label>Naam</label><input></form><aside>Zie ook</aside>
             <script>var a = '<p>nee</p>';</script><style>p {{}}</style><noscript>Zet JavaScript aan</noscript>
             <footer>© Fonds</footer>"
        ),
        &format!("heading 1: Titel\nparagraph: {text}"),
    );
}

#[test]
fn the_main_text_is_preferred_with_its_head_and_foot() {
    let text = "Dit is de tekst van de pagina, die lang genoeg is om de hoofdzaak te zijn.";
    check(
        &format!(
            "<div>Kruimelpad</div><main><header><h1>Titel</h1></header><p>{text}</p><footer>Voet</footer></main>
             <div>Ook interessant</div>"
        ),
        &format!("heading 1: Titel\nparagraph: {text}\nparagraph: Voet"),
    );
    // A main element that holds next to nothing is not it.
    check(&format!("<main><p>Kort</p></main><div><p>{text}</p></div>"), &format!("paragraph: Kort\nparagraph: {text}"));
}

const TEXT: &str = "Dit is de tekst van de pagina, die lang genoeg is om de hoofdzaak te zijn.";

#[test]
fn a_menu_that_is_only_a_list_and_columns_that_are_only_named_are_told_from_text() {
    check(
        &format!(
            "<ul><li><a href=/>Home</a><li><a href=/over>Over ons</a><ul><li><a href=/bestuur>Bestuur</a></ul></ul>
             <div id=wrapper class='has-sidebar'><div id=content><h1>Cursussen</h1><p>{TEXT}</p>
             <ul><li><a href=a>Lassen</a><li><a href=b>Frezen</a><li><a href=c>Draaien</a></ul></div>
             <div class='sidebar widget'><h3>Zie ook</h3><p>Nieuws over iets anders.</p></div></div>
             <div class='footer-widgets'>© Fonds, postbus 1, Woerden</div>"
        ),
        &format!(
            "heading 1: Cursussen
             paragraph: {TEXT}
             list-item 1: Lassen
             list-item 1: Frezen
             list-item 1: Draaien"
        ),
    );
    // The same list is what the page is about where nothing else is.
    check(
        "<h1>Cursussen</h1><ul><li><a href=a>Lassen</a><li><a href=b>Frezen</a><li><a href=c>Draaien</a></ul>",
        "heading 1: Cursussen\nlist-item 1: Lassen\nlist-item 1: Frezen\nlist-item 1: Draaien",
    );
}

#[test]
fn navigation_inside_a_page_that_is_wrapped_in_a_form_is_left_out() {
    check(
        &format!(
            "<form id=aspnetForm><nav><a href=/>Home</a></nav><div class=breadcrumbs>U bent hier</div>
             <div role=main><h1>Titel</h1><p>{TEXT}</p></div><footer>© Fonds</footer></form>"
        ),
        &format!("heading 1: Titel\nparagraph: {TEXT}"),
    );
}

#[test]
fn what_a_reader_can_open_is_read() {
    check(
        &format!(
            "<main><p>{TEXT}</p><details><summary>Wie betaalt?</summary><p>Het fonds.</p></details>
             <h3><button aria-controls=a2>+</button>Hoeveel?</h3><div id=a2 hidden>De helft.</div>
             <div hidden>Nooit te zien.</div><template><p>Sjabloon</p></template><del>Vervallen.</del></main>"
        ),
        &format!(
            "paragraph: {TEXT}
             paragraph: Wie betaalt?
             paragraph: Het fonds.
             heading 3: Hoeveel?
             paragraph: De helft."
        ),
    );
}

#[test]
fn definitions_captions_and_lines_parted_by_breaks() {
    check(
        "<dl><dt>Doelgroep<dd>Werknemers in de sector<dt>Kosten<dd>geen</dl>
         <figure><img src=a.png><figcaption>Figuur 1: deelname</figcaption></figure>
         <p>Wij doen:<br>• lassen<br>• frezen en<br>draaien<br><br>Meer niet.</p>
         <p>1 Beleid ........ 4</p>",
        "paragraph: Doelgroep
         paragraph: Werknemers in de sector
         paragraph: Kosten
         paragraph: geen
         paragraph: Figuur 1: deelname
         paragraph: Wij doen:
         list-item 1: lassen
         list-item 1: frezen en draaien
         paragraph: Meer niet.
         contents: 1 Beleid ........ 4",
    );
}

#[test]
fn cells_of_a_table_head_are_heads_and_tables_with_a_head_keep_what_stands_in_them() {
    check(
        "<table><thead><tr><td>Fonds<td>Cursus</thead><tr><td><h4>OOM</h4><td><table><tr><td>lassen</table></table>",
        "table-cell 1:1,1 head: Fonds
         table-cell 1:1,2 head: Cursus
         table-cell 1:2,1: OOM
         table-cell 1:2,2: lassen",
    );
}

#[test]
fn languages_are_kept_as_they_are_declared() {
    let page = "<!doctype html><html lang=nl><p>Een.<p lang='en-GB'>Two.<div lang=x-none><p>Drie <span lang=en>smart</span>.</div>";
    let languages = |page: &str| -> Vec<Option<String>> {
        read(SourceKind::Html, page.as_bytes()).document.blocks().iter().map(|b| b.language.clone()).collect()
    };
    assert_eq!(languages(page), ["nl", "en-GB", "nl"].map(|l| Some(l.to_owned())));
    let main = format!("<!doctype html><html lang=nl><nav>x</nav><main><p>{TEXT}");
    assert_eq!(languages(&main), [Some("nl".to_owned())]);
    assert_eq!(languages("<!doctype html><p>Een."), [None]);
}

#[test]
fn words_that_lead_back_from_a_note_are_no_part_of_it() {
    check(
        "<p>Tekst<a href='#fn1'>1</a>.<ol class=footnotes><li id=fn1>De noot. <a href='#fnref1'>Terug naar de tekst</a></ol>",
        "paragraph: Tekst. [1]\nfootnote: De noot. [1]",
    );
}

#[test]
fn a_page_wrapped_in_a_form_or_hidden_is_read_all_the_same() {
    let text = "Dit is de tekst van de pagina, die lang genoeg is om de hoofdzaak te zijn.";
    check(&format!("<form><div><p>{text}</p></div></form>"), &format!("paragraph: {text}"));
    check(&format!("<div aria-hidden=true><p>{text}</p></div><p>x"), &format!("paragraph: {text}\nparagraph: x"));
}

#[test]
fn tables_keep_rows_and_columns() {
    check(
        "<table><caption>Cursussen</caption><thead><tr><th>Fonds<th>Cursus</thead>
         <tr><td rowspan=2>OOM<td><ul><li>lassen</li><li>frezen</li></ul><tr><td>draaien
         <tr><td colspan=2>samen</table><p>na
         <table><tr><th scope=row>a<td>1<tr><th scope=row>b<td>2</table>",
        "paragraph: Cursussen
         table-cell 1:1,1 head: Fonds
         table-cell 1:1,2 head: Cursus
         table-cell 1:2,1: OOM
         table-cell 1:2,2: lassen
         table-cell 1:2,2: frezen
         table-cell 1:3,2: draaien
         table-cell 1:4,1: samen
         paragraph: na
         table-cell 2:1,1: a
         table-cell 2:1,2: 1
         table-cell 2:2,1: b
         table-cell 2:2,2: 2",
    );
}

#[test]
fn tables_that_arrange_the_page_are_read_as_text() {
    check(
        "<table><tr><td><h2>Kop</h2><p>Tekst.</p><table><tr><td>a<td>b<tr><td>c<td>d</table></table>",
        "heading 2: Kop
         paragraph: Tekst.
         table-cell 1:1,1: a
         table-cell 1:1,2: b
         table-cell 1:2,1: c
         table-cell 1:2,2: d",
    );
    check("<table><tr><td>los</table>", "paragraph: los");
}

#[test]
fn note_marks_are_taken_out_of_the_text() {
    check(
        "<p>Sociale innovatie <sup>1</sup>. En<sup><a href='#fn2'>2</a></sup> meer<a href='#_ftn3'>[3]</a>, klaar.
         <p>De 21<sup>ste</sup> eeuw, 30 m<sup>2</sup>, 10<sup>6</sup>, CO<sub>2</sub> en 1<sup>e</sup>.",
        "paragraph: Sociale innovatie. En meer, klaar. [1 2 3]
         paragraph: De 21ste eeuw, 30 m², 10⁶, CO2 en 1e.",
    );
}

#[test]
fn notes_are_told_from_text() {
    check(
        "<p>Tekst<sup>1</sup>.<p>Meer.<p><sup>1</sup> De noot zelf.<p><sup>9</sup> Geen noot.",
        "paragraph: Tekst. [1]
         paragraph: Meer.
         footnote: De noot zelf. [1]
         paragraph: Geen noot. [9]",
    );
    check(
        "<p>Tekst<a href='#fn1' role=doc-noteref><sup>1</sup></a>.
         <section class=footnotes role=doc-endnotes><hr><ol><li id=fn1><p>De noot. <a href='#fnref1'>↩</a></p>
         <li id=fn2><p>Nog een.</ol></section>",
        "paragraph: Tekst. [1]
         footnote: De noot. [1]
         footnote: Nog een. [2]",
    );
    check(
        "<p>Tekst.<div id=ftn1><p class=MsoFootnoteText><a href='#_ftnref1'><span>[1]</span></a> Noot van Word.</div>",
        "paragraph: Tekst.\nfootnote: Noot van Word. [1]",
    );
    check(
        "<p>De kern<span class=fn>Een noot die in de zin staat.</span> van de zaak.<p>Meer.",
        "paragraph: De kern van de zaak.
         footnote: Een noot die in de zin staat.
         paragraph: Meer.",
    );
}

#[test]
fn preformatted_text_keeps_its_paragraphs() {
    check("<pre>Een\nregel.\n\nTwee.</pre>", "paragraph: Een regel.\nparagraph: Twee.");
}

#[test]
fn a_page_in_another_character_set_is_read_as_it_declares() {
    let page = b"<html><head><meta charset=iso-8859-1></head><p>co\xf6rdinatie \x80";
    assert_eq!(shapes::show(&read(SourceKind::Html, page)), "paragraph: coördinatie €");
}

#[test]
fn a_page_without_text_has_no_blocks() {
    let extracted = read(SourceKind::Html, b"<!doctype html><body><img src=a.png><script>x</script>");
    assert!(extracted.document.blocks().is_empty());
}

#[test]
fn broken_pages_are_read() {
    check(
        "<p>een<div>twee</p>drie</div></table></ul><td>vier<table><p>vijf<tr><td>a<td>b<tr><td>c<td>d",
        "paragraph: een
         paragraph: twee
         paragraph: drie
         paragraph: vier
         paragraph: vijf
         table-cell 1:1,1: a
         table-cell 1:1,2: b
         table-cell 1:2,1: c
         table-cell 1:2,2: d",
    );
}

/// Each of these takes n² steps or a deep stack in a parser without bounds.
#[test]
fn hostile_pages_end_soon() {
    let n = 5_000;
    let attributes: String = (0..n).map(|i| format!("a{i} ")).collect();
    for (page, code) in [
        (format!("{}diep", "<div>".repeat(n)), Some("deep-nesting")),
        (format!("{}diep", "<span>".repeat(n)), Some("deep-nesting")),
        (format!("{}diep", "<ul><li>".repeat(n)), Some("deep-nesting")),
        (format!("{}diep", "<table><tr><td>".repeat(n)), Some("deep-nesting")),
        (format!("{}diep", "<div><table></div>".repeat(n)), Some("deep-nesting")),
        (format!("{}diep", "<a><div></a>".repeat(n)), Some("deep-nesting")),
        (format!("{}diep", "<span><div></span>".repeat(n)), Some("deep-nesting")),
        (format!("{}diep", "<svg><p>".repeat(n)), Some("deep-nesting")),
        (format!("{}diep", (0..n).map(|i| format!("<p><b id={i}>")).collect::<String>()), None),
        (format!("{}diep", "<a href=x>".repeat(n)), None),
        (format!("{}diep", "<blockquote><a href=#fn1>1</a>".repeat(n)), Some("deep-nesting")),
        (format!("<p {attributes}>diep"), None),
        (format!("<!--{}-->diep", "x ".repeat(n)), None),
        (format!("<img src=\"data:{}\" alt='>' width=1><p>diep", "A".repeat(n)), None),
        (format!("<table>{}</table>diep", "<tr><td rowspan=65534 colspan=1000>x".repeat(n)), None),
        (format!("{}diep", "<p class=fn>".repeat(n)), None),
        (format!("{}diep", "<sup>".repeat(n)), Some("deep-nesting")),
    ] {
        let start = &page[..page.len().min(40)];
        let extracted = read(SourceKind::Html, format!("<!doctype html>{page}").as_bytes());
        let last = extracted.document.blocks().last().unwrap_or_else(|| panic!("no text in {start}"));
        assert!(last.text.ends_with("diep"), "{start}: {}", last.text);
        let codes: Vec<&str> = extracted.notices.iter().map(|n| n.code.as_str()).collect();
        assert_eq!(codes, code.into_iter().collect::<Vec<_>>(), "{start}");
    }
}
