//! Word documents, as Word and other programs write them.

use crate::docx_file::{Docx, item, p, styled};
use crate::shapes::{lines, read, show};
use fundscan_extract::Extracted;
use fundscan_model::{BlockKind, SourceKind};

#[track_caller]
pub(crate) fn check(docx: &Docx, expected: &str) -> Extracted {
    let extracted = read(SourceKind::Docx, &docx.bytes());
    assert_eq!(show(&extracted), lines(expected));
    assert!(extracted.notices.is_empty(), "{:?}", extracted.notices);
    extracted
}

#[track_caller]
pub(crate) fn check_body(body: &str, expected: &str) {
    check(&Docx::new(body).with_lists(), expected);
}

fn run(props: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{props}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>")
}

fn style(id: &str, name: &str, based_on: &str, props: &str) -> String {
    format!(
        "<w:style w:type='paragraph' w:styleId='{id}'><w:name w:val='{name}'/><w:basedOn w:val='{based_on}'/>{props}</w:style>"
    )
}

#[test]
fn headings_are_told_by_names_outlines_and_what_styles_are_based_on() {
    let styles = [
        style("Kop1", "heading 1", "Standaard", ""),
        style("Eigen", "Huisstijl kop", "Kop1", ""),
        style("Tussenkop", "Tussenkop", "Standaard", "<w:pPr><w:outlineLvl w:val='3'/></w:pPr>"),
        style("Kop2", "Kop 2", "Standaard", ""),
        style("Titel", "Title", "Standaard", ""),
    ];
    let body = [
        styled("Titel", "Jaarverslag"),
        styled("Kop1", "Een"),
        styled("Eigen", "Twee"),
        styled("Tussenkop", "Drie"),
        styled("Kop2", "Vier"),
        styled("Heading3", "Vijf"),
        "<w:p><w:pPr><w:outlineLvl w:val='1'/></w:pPr><w:r><w:t>Zes</w:t></w:r></w:p>".to_owned(),
        "<w:p><w:pPr><w:pStyle w:val='Kop1'/><w:outlineLvl w:val='9'/></w:pPr><w:r><w:t>Zeven</w:t></w:r></w:p>"
            .to_owned(),
        styled("Onbekend", "Acht"),
    ];
    let mut docx = Docx::new(body.concat()).styles(&styles.concat());
    docx.title = "Jaarverslag\n 2023";
    let extracted = check(
        &docx,
        "heading 1: Jaarverslag
         heading 1: Een
         heading 1: Twee
         heading 4: Drie
         heading 2: Vier
         heading 3: Vijf
         heading 2: Zes
         paragraph: Zeven
         paragraph: Acht",
    );
    assert_eq!(extracted.document.title(), Some("Jaarverslag 2023"));
}

#[test]
fn lists_have_depths_and_headings_have_numbers() {
    let numbered =
        |level: u8| format!("<w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='2'/></w:numPr></w:pPr>");
    let styles = [
        style("Kop1", "heading 1", "", &numbered(0)),
        style("Kop2", "heading 2", "", &numbered(1)),
        style("Lijst", "List Bullet 2", "", ""),
        style("Streep", "Streepjes", "", "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>"),
    ];
    let body = [
        styled("Kop1", "Beleid"),
        styled("Kop2", "Scholing"),
        item(1, 0, "een"),
        item(1, 1, "dieper"),
        item(7, 0, "geen lijst"),
        item(0, 0, "ook niet"),
        styled("Lijst", "in stijl"),
        styled("Streep", "streep"),
        p("• met de hand"),
        styled("Kop2", "Werk"),
        styled("Kop1", "Cijfers"),
        styled("Kop2", "Geld"),
    ];
    check(
        &Docx::new(body.concat()).styles(&styles.concat()).with_lists(),
        "heading 1: 1 Beleid
         heading 2: 1.1 Scholing
         list-item 1: een
         list-item 2: dieper
         paragraph: geen lijst
         paragraph: ook niet
         list-item 2: in stijl
         list-item 1: streep
         list-item 1: met de hand
         heading 2: 1.2 Werk
         heading 1: 2 Cijfers
         heading 2: 2.1 Geld",
    );
}

#[test]
fn words_are_neither_broken_nor_glued() {
    check_body(
        "<w:p><w:r><w:t>scho</w:t></w:r><w:proofErr w:type='spellStart'/><w:r><w:t xml:space='preserve'>ling </w:t></w:r>
         <w:smartTag w:element='x'><w:smartTagPr><w:attr w:name='t' w:val='nee'/></w:smartTagPr><w:r><w:t>en</w:t></w:r></w:smartTag>
         <w:r><w:tab/><w:t>werk</w:t><w:softHyphen/><w:t>gever</w:t><w:br/><w:t>O</w:t><w:t>&amp;</w:t><w:t>O</w:t><w:noBreakHyphen/><w:t>fonds</w:t></w:r>
         <w:hyperlink r:id='x'><w:r><w:t xml:space='preserve'> zie hier</w:t></w:r></w:hyperlink>
         <w:r><w:sym w:font='Symbol' w:char='F0B3'/><w:t>3</w:t></w:r><m:oMath><m:r><m:t>=x</m:t></m:r></m:oMath></w:p>",
        "paragraph: scholing en werkgever O&O-fonds zie hier≥3=x",
    );
}

#[test]
fn breaks_part_what_a_reader_sees_parted() {
    check_body(
        "<w:p><w:r><w:t>Een</w:t><w:br/><w:t>regel.</w:t><w:br/><w:br/><w:t>Twee.</w:t><w:br w:type='page'/><w:t>Drie.</w:t></w:r></w:p><w:p/>",
        "paragraph: Een regel.
         paragraph: Twee.
         paragraph: Drie.",
    );
}

#[test]
fn what_was_inserted_is_read_and_what_was_deleted_is_not() {
    let body = [
        "<w:p><w:r><w:t xml:space='preserve'>Het fonds </w:t></w:r><w:del w:id='1'><w:r><w:delText>betaalt</w:delText></w:r></w:del>
         <w:ins w:id='2'><w:r><w:t>vergoedt</w:t></w:r></w:ins><w:moveFrom w:id='3'><w:r><w:t>weg</w:t></w:r></w:moveFrom>
         <w:moveTo w:id='4'><w:r><w:t>.</w:t></w:r></w:moveTo>
         <w:r><w:rPr><w:b/><w:rPrChange w:id='5'><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t xml:space='preserve'> Alles.</w:t></w:r></w:p>",
        // The end of a paragraph that was deleted.
        "<w:p><w:pPr><w:rPr><w:del w:id='6'/></w:rPr></w:pPr><w:r><w:t xml:space='preserve'>Eerste deel </w:t></w:r></w:p>",
        "<w:p><w:r><w:t>en tweede deel.</w:t></w:r></w:p>",
        "<w:p><w:pPr><w:rPr><w:del w:id='7'/></w:rPr></w:pPr><w:del w:id='8'><w:r><w:delText>Alles weg.</w:delText></w:r></w:del></w:p>",
        "<w:p><w:pPr><w:pPrChange w:id='9'><w:pPr><w:outlineLvl w:val='0'/></w:pPr></w:pPrChange></w:pPr><w:r><w:t>Gewoon.</w:t></w:r></w:p>",
    ];
    check_body(
        &body.concat(),
        "paragraph: Het fonds vergoedt. Alles.
         paragraph: Eerste deel en tweede deel.
         paragraph: Gewoon.",
    );
}

#[test]
fn hidden_text_comments_and_placeholders_are_left_out() {
    let styles = "<w:style w:type='character' w:styleId='weg'><w:rPr><w:vanish/></w:rPr></w:style>";
    let body = [
        "<w:p>",
        &run("", "Zichtbaar"),
        &run("<w:vanish/>", " verborgen"),
        &run("<w:rStyle w:val='weg'/>", " ook"),
        &run("<w:vanish w:val='0'/>", " weer"),
        "<w:commentRangeStart w:id='1'/><w:r><w:commentReference w:id='1'/></w:r></w:p>",
        "<w:sdt><w:sdtPr><w:rPr><w:vanish/></w:rPr><w:alias w:val='Naam'/></w:sdtPr><w:sdtContent>",
        &p("In een besturingselement."),
        "</w:sdtContent></w:sdt>",
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>",
        &p("Klik om tekst in te voeren."),
        "</w:sdtContent></w:sdt>",
    ];
    check(
        &Docx::new(body.concat()).styles(styles).part("comments", "comments", p("Opmerking van de lezer.")),
        "paragraph: Zichtbaar weer\nparagraph: In een besturingselement.",
    );
}

#[test]
fn of_fields_the_result_is_read() {
    let field = |instruction: &str, result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType='separate'/></w:r>{result}<w:r><w:fldChar w:fldCharType='end'/></w:r>"
        )
    };
    let body = [
        "<w:p>",
        &run("", "Zie "),
        &field(" REF _x ", &run("", "tabel 3")),
        &run("", " en "),
        "<w:fldSimple w:instr=' NUMPAGES '><w:r><w:t>12</w:t></w:r></w:fldSimple>",
        &run("", " bladen"),
        // A field in the instruction of another.
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>IF </w:instrText></w:r>",
        &field(" DATE ", &run("", "nooit")),
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>",
        &run("", "."),
        "</w:p>",
        // One that never ends.
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>XE</w:instrText></w:r></w:p>",
        &p("Hierna."),
    ];
    check_body(&body.concat(), "paragraph: Zie tabel 3 en 12 bladen.\nparagraph: Hierna.");
}

#[test]
fn a_table_of_contents_is_marked() {
    let styles = [style("Inhopg1", "toc 1", "", ""), style("Kop1", "heading 1", "", "")];
    let body = [
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr><w:sdtContent>",
        "<w:p><w:pPr><w:pStyle w:val='Inhopg1'/></w:pPr><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>
         <w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>1 Beleid</w:t></w:r><w:r><w:tab/></w:r><w:r><w:rPr><w:webHidden/></w:rPr><w:t>3</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>2 Zonder stijl</w:t></w:r><w:r><w:tab/><w:t>7</w:t></w:r></w:p>",
        "<w:p><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p></w:sdtContent></w:sdt>",
        &p("3 Met de hand ........ 9"),
        &styled("Kop1", "Beleid"),
        &p("In 2023"),
    ];
    check(
        &Docx::new(body.concat()).styles(&styles.concat()),
        "contents: 1 Beleid 3
         contents: 2 Zonder stijl 7
         contents: 3 Met de hand ........ 9
         heading 1: Beleid
         paragraph: In 2023",
    );
}

#[test]
fn tables_keep_rows_columns_heads_and_spans() {
    let cell = |props: &str, inside: &str| format!("<w:tc><w:tcPr>{props}</w:tcPr>{inside}</w:tc>");
    let row = |props: &str, cells: &[String]| format!("<w:tr><w:trPr>{props}</w:trPr>{}</w:tr>", cells.concat());
    let inner = format!("<w:tbl>{0}{0}</w:tbl>", row("", &[cell("", &p("x")), cell("", &p("y"))]));
    let body = [
        "<w:tbl>",
        &row(
            "<w:tblHeader/>",
            &[cell("", &p("Fonds")), cell("<w:gridSpan w:val='2'/>", &p("Cursus")), cell("", &p("Jaar"))],
        ),
        &row(
            "",
            &[
                cell("<w:vMerge w:val='restart'/>", &p("OOM")),
                cell("", &(item(1, 0, "lassen") + &item(1, 0, "frezen"))),
                cell("", &p("12")),
                cell("", &p("2023")),
            ],
        ),
        &row("", &[cell("<w:vMerge/>", "<w:p/>"), cell("", &p("draaien")), cell("", &inner), cell("", "<w:p/>")]),
        &row("<w:gridBefore w:val='2'/>", &[cell("", &p("som"))]),
        &row("<w:del w:id='1'/>", &[cell("", &p("weg"))]),
        "</w:tbl>",
        // Without a head it only arranges the page, and what stands in it is read.
        "<w:tbl>",
        &row("", &[cell("", &p("Links")), cell("", &inner)]),
        &row("", &[cell("", &p("Onder")), cell("", &p("Rechts"))]),
        "</w:tbl>",
    ];
    check_body(
        &body.concat(),
        "table-cell 1:1,1 head: Fonds
         table-cell 1:1,2 head: Cursus
         table-cell 1:1,4 head: Jaar
         table-cell 1:2,1: OOM
         table-cell 1:2,2: lassen
         table-cell 1:2,2: frezen
         table-cell 1:2,3: 12
         table-cell 1:2,4: 2023
         table-cell 1:3,2: draaien
         table-cell 1:3,3: x
         table-cell 1:3,3: y
         table-cell 1:3,3: x
         table-cell 1:3,3: y
         table-cell 1:4,3: som
         paragraph: Links
         table-cell 2:1,1: x
         table-cell 2:1,2: y
         table-cell 2:2,1: x
         table-cell 2:2,2: y
         paragraph: Onder
         paragraph: Rechts",
    );
}

#[test]
fn a_first_row_that_the_style_sets_in_bold_is_a_head() {
    let styles = "<w:style w:type='table' w:styleId='T'><w:tblStylePr w:type='firstRow'><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>";
    let table = |look: &str| {
        format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val='T'/><w:tblLook {look}/></w:tblPr>{0}{0}</w:tbl>",
            format_args!("<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>", p("a"), p("b"))
        )
    };
    let body = [table("w:val='04A0'"), table("w:firstRow='0' w:val='0020'")];
    check(
        &Docx::new(body.concat()).styles(styles),
        "table-cell 1:1,1 head: a
         table-cell 1:1,2 head: b
         table-cell 1:2,1: a
         table-cell 1:2,2: b
         table-cell 2:1,1: a
         table-cell 2:1,2: b
         table-cell 2:2,1: a
         table-cell 2:2,2: b",
    );
}

#[test]
fn notes_follow_the_text_that_refers_to_them() {
    let reference = |kind: &str, id: i32, more: &str| {
        format!("<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:{kind}Reference w:id='{id}' {more}/></w:r>")
    };
    let note = |kind: &str, id: i32, inside: &str| format!("<w:{kind} w:id='{id}'>{inside}</w:{kind}>");
    let own = |text: &str| {
        format!("<w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space='preserve'> {text}</w:t></w:r></w:p>")
    };
    let footnotes = [
        "<w:footnote w:type='separator' w:id='-1'><w:p><w:r><w:t>streep</w:t></w:r></w:p></w:footnote>",
        &note("footnote", 2, &own("Noot twee.")),
        &note("footnote", 1, &(own("Noot een.") + &p("Vervolg."))),
        &note(
            "footnote",
            3,
            &format!("<w:p>{}{}</w:p>", run("<w:vertAlign w:val='superscript'/>", "*"), run("", " Sterretje.")),
        ),
        &note("footnote", 4, &own("Nooit genoemd.")),
    ];
    let body = [
        "<w:p>",
        &run("", "Het fonds"),
        &reference("footnote", 1, ""),
        &run("", " betaalt"),
        &reference("endnote", 1, ""),
        &run("", ". Alles"),
        &reference("footnote", 2, ""),
        &run("", "."),
        "</w:p><w:tbl><w:tr><w:tc><w:p>",
        &run("", "a"),
        &reference("footnote", 3, "w:customMarkFollows='1'"),
        &run("<w:vertAlign w:val='superscript'/>", "*"),
        "</w:p></w:tc><w:tc>",
        &p("b"),
        "</w:tc></w:tr><w:tr><w:tc>",
        &p("c"),
        "</w:tc><w:tc>",
        &p("d"),
        "</w:tc></w:tr></w:tbl>",
        &p("Slot."),
    ];
    let docx = Docx::new(body.concat()).part("footnotes", "footnotes", footnotes.concat()).part(
        "endnotes",
        "endnotes",
        note("endnote", 1, &own("Aan het einde.")),
    );
    check(
        &docx,
        "paragraph: Het fonds betaalt. Alles. [1 i 2]
         footnote: Noot een. [1]
         footnote: Vervolg.
         footnote: Noot twee. [2]
         table-cell 1:1,1: a [*]
         table-cell 1:1,2: b
         table-cell 1:2,1: c
         table-cell 1:2,2: d
         footnote: Sterretje. [*]
         paragraph: Slot.
         footnote: Aan het einde. [i]",
    );
}

#[test]
fn marks_that_were_raised_by_hand_are_notes_too() {
    let body = [
        "<w:p>",
        &run("", "Innovatie (ECBI)"),
        &run("<w:position w:val='7'/><w:sz w:val='18'/>", "1"),
        &run("", " van 30 m"),
        &run("<w:vertAlign w:val='superscript'/>", "2"),
        &run("", ", de 21"),
        &run("<w:vertAlign w:val='superscript'/>", "e"),
        &run("", " eeuw en CO"),
        &run("<w:vertAlign w:val='subscript'/>", "2"),
        "</w:p><w:p>",
        &run("<w:vertAlign w:val='superscript'/>", "1"),
        &run("", " De noot."),
        "</w:p>",
    ];
    check_body(&body.concat(), "paragraph: Innovatie (ECBI) van 30 m², de 21e eeuw en CO2 [1]\nfootnote: De noot. [1]");
}

#[test]
fn text_boxes_are_read_once_behind_what_they_hang_on() {
    let text = |inside: &str| format!("<w:txbxContent>{inside}</w:txbxContent>");
    let both = |inside: &str| {
        format!(
            "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{0}</wps:txbx></w:drawing></mc:Choice>\
             <mc:Fallback><w:pict><v:textbox>{0}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>",
            text(inside)
        )
    };
    let old = format!("<w:pict><v:textbox>{}</v:textbox></w:pict>", text(&p("Oud kader.")));
    let body = [
        "<w:p>",
        &run("", "Voor "),
        &format!("<w:r>{}</w:r>", both(&(p("Kader.") + &item(1, 0, "punt")))),
        &run("", "en na."),
        "</w:p><w:p><w:r>",
        "<mc:AlternateContent><mc:Choice Requires='nieuw'><w:drawing/></mc:Choice><mc:Fallback>",
        &old,
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>",
    ];
    check_body(
        &body.concat(),
        "paragraph: Voor en na.
         paragraph: Kader.
         list-item 1: punt
         paragraph: Oud kader.",
    );
}

#[test]
fn running_heads_and_feet_are_kept_apart_each_once() {
    let section = |ids: &[(&str, &str, usize)], more: &str| {
        let references: String =
            ids.iter().map(|(kind, pages, id)| format!("<w:{kind}Reference w:type='{pages}' r:id='r{id}'/>")).collect();
        format!("<w:sectPr>{references}{more}</w:sectPr>")
    };
    let body = [
        &format!(
            "<w:p><w:pPr>{}</w:pPr></w:p>",
            section(&[("header", "default", 0), ("header", "first", 1), ("footer", "default", 2)], "<w:titlePg/>")
        ),
        &p("Tekst."),
        &section(&[("header", "default", 3), ("header", "first", 4), ("footer", "even", 5)], ""),
    ];
    let docx = Docx::new(body.map(String::as_str).concat())
        .part("header", "hdr", p("Jaarverslag 2023"))
        .part("header", "hdr", p("Voorblad"))
        .part("footer", "ftr", "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Fonds</w:t></w:r></w:p></w:tc></w:tr></w:tbl>")
        .part("header", "hdr", p("Jaarverslag 2023"))
        .part("header", "hdr", p("Niet in gebruik"))
        .part("footer", "ftr", p("Even bladzijden, niet in gebruik"));
    let extracted = check(
        &docx,
        "header: Jaarverslag 2023
         header: Voorblad
         paragraph: Tekst.
         footer: Fonds",
    );
    assert_eq!(extracted.document.text(), "Tekst.\n");
}

#[test]
fn the_text_of_diagrams_is_read() {
    let body = "<w:p><w:r><w:t>Figuur</w:t><w:drawing><dgm:relIds r:dm='r0'/></w:drawing></w:r></w:p>";
    let diagram = "<dgm:pt><dgm:t><a:p><a:r><a:t>Leren</a:t></a:r></a:p></dgm:t></dgm:pt><dgm:pt><dgm:t><a:p><a:r><a:t>en </a:t></a:r><a:r><a:t>werken</a:t></a:r></a:p></dgm:t></dgm:pt>";
    check(
        &Docx::new(body).part("diagramData", "x", diagram),
        "paragraph: Figuur\nlist-item 1: Leren\nlist-item 1: en werken",
    );
}

#[test]
fn languages_and_looks_of_the_text_are_kept() {
    let styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='22'/><w:lang w:val='en-US'/></w:rPr></w:rPrDefault></w:docDefaults>
        <w:style w:type='character' w:styleId='v'><w:rPr><w:b/></w:rPr></w:style>";
    let body = [
        "<w:p>",
        &run("<w:lang w:val='nl-NL'/>", "Dit is een zin "),
        &run("<w:rStyle w:val='v'/><w:sz w:val='28'/><w:lang w:val='nl-NL'/>", "met nadruk"),
        &run("<w:lang w:val='en-GB'/>", " and"),
        "</w:p>",
        &p("Niet gezegd."),
    ];
    let extracted = read(SourceKind::Docx, &Docx::new(body.concat()).styles(styles).bytes());
    let blocks = extracted.document.blocks();
    assert_eq!(blocks[0].language.as_deref(), Some("nl-NL"));
    assert_eq!(blocks[1].language, None);
    let spans: Vec<_> =
        blocks[0].style_spans().iter().map(|s| (&blocks[0].text[s.span.range()], s.size, s.bold)).collect();
    assert_eq!(
        spans,
        [("Dit is een zin", Some(11.0), false), ("met nadruk", Some(14.0), true), ("and", Some(11.0), false)]
    );
}

#[test]
fn notes_in_running_heads_and_lists_in_notes_are_what_they_stand_in() {
    let reference = "<w:p><w:r><w:t>Tekst</w:t><w:footnoteReference w:id='1'/></w:r></w:p>";
    let docx = Docx::new(reference).with_lists().part(
        "footnotes",
        "footnotes",
        format!("<w:footnote w:id='1'>{}{}</w:footnote>", p("Noot:"), item(1, 0, "punt")),
    );
    let extracted = check(&docx, "paragraph: Tekst [1]\nfootnote: Noot: [1]\nfootnote: punt");
    assert!(extracted.document.blocks().iter().all(|b| b.kind != BlockKind::ListItem && b.level.is_none()));
}
