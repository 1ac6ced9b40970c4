"""Tagged files: the structure tree of every kind, trees that do not agree with what is drawn, and trees that are broken."""

from .writer import Pdf, lines, show, text_string

# Letters of a paragraph, so that pages have as much text as those of reports.
BODY = [
    "Het fonds vergoedt de kosten van scholing voor werknemers in de sector, ook",
    "als die scholing buiten werktijd plaatsvindt. Werkgevers vragen de bijdrage",
    "aan nadat de cursus is afgerond, en voegen het bewijs van deelname toe.",
]
MORE = [
    "In het verslagjaar zijn meer aanvragen gedaan dan in het jaar daarvoor, vooral",
    "voor cursussen lassen en verspanen. Het bestuur heeft daarom besloten om het",
    "budget voor het komende jaar te verhogen.",
]
LAST = [
    "De commissie die de aanvragen beoordeelt kwam zes keer bijeen. Zij keurde bijna",
    "alle aanvragen goed; waar zij dat niet deed, is de reden aan de aanvrager",
    "meegedeeld en kon deze bezwaar maken.",
]


def mark(number, body, tag="P", entries=""):
    """Content with a number."""
    return b"/%s << /MCID %d %s >> BDC\n%s\nEMC\n" % (tag.encode(), number, entries.encode("latin-1"), body)


def artifact(body, entries=""):
    """Content that is no part of what the document says."""
    return b"/Artifact << %s >> BDC\n%s\nEMC\n" % (entries.encode(), body)


def at(x, y, text, size=11, font="F1"):
    """One line."""
    return lines(x, y, [text], size=size, font=font)


class E:
    """An element: its role, its children (elements; numbers of content on its page; pairs of a page and a number; raw
    objects), the index of its page, and further entries of its dictionary."""

    def __init__(self, role, *kids, page=0, entries=""):
        self.role, self.kids, self.page, self.entries = role, kids, page, entries


def tag(pdf, tree, roles="", lang="(nl)"):
    """Gives a file its structure tree."""
    root = pdf.add(b"")

    def kid(item, parent):
        if isinstance(item, E):
            return f"{write(item, parent)} 0 R"
        if isinstance(item, tuple):
            return f"<< /Type /MCR /Pg {pdf.pages[item[0]]} 0 R /MCID {item[1]} >>"
        return str(item)

    def write(element, parent):
        number = pdf.add(b"")
        kids = " ".join(kid(item, number) for item in element.kids)
        pdf.set(
            number,
            f"<< /Type /StructElem /S /{element.role} /P {parent} 0 R /Pg {pdf.pages[element.page]} 0 R "
            f"/K [{kids}] {element.entries} >>",
        )
        return number

    top = write(tree, root)
    pdf.set(root, f"<< /Type /StructTreeRoot /K {top} 0 R /RoleMap << {roles} >> >>")
    pdf.catalog["StructTreeRoot"] = f"{root} 0 R"
    pdf.catalog["MarkInfo"] = "<< /Marked true >>"
    if lang:
        pdf.catalog["Lang"] = lang
    return root


def roles():
    """Headings, lists in lists, a caption, a quotation and parts of lines, by names of the document's own. All is set in
    one size, so that nothing but the tags tells what it is."""
    pdf = Pdf()
    content = mark(0, at(72, 780, "Jaarverslag"), tag="Kop1") + mark(1, lines(72, 750, BODY))
    content += mark(2, at(72, 690, "Scholing"), tag="Kop2")
    content += mark(3, at(72, 670, "Het fonds kent ")) + mark(4, at(145, 670, "drie", font="F2"), tag="Span")
    content += mark(5, at(169, 670, "regelingen."))
    content += mark(6, at(90, 650, "a")) + mark(7, at(108, 650, "de vergoeding van cursussen"))
    content += mark(8, at(108, 634, "\u2013")) + mark(9, at(126, 634, "voor werknemers"))
    content += mark(10, at(108, 618, "\u2013")) + mark(11, at(126, 618, "voor leerlingen"))
    content += mark(12, at(90, 602, "b")) + mark(13, at(108, 602, "het loopbaanadvies"))
    content += mark(14, at(72, 570, "Figuur 1. De aanvragen per jaar.")) + mark(15, lines(72, 540, MORE))
    pdf.page(content)
    inner = E("L", E("LI", E("Lbl", 8), E("LBody", 9)), E("LI", E("Lbl", 10), E("LBody", E("P", 11))))
    tag(
        pdf,
        E(
            "Document",
            E("Kop1", 0),
            E("Broodtekst", 1),
            E("Kop2", 2),
            E("P", 3, E("Strong", 4), 5),
            E("L", E("LI", E("Lbl", 6), E("LBody", E("P", 7), inner)), E("LI", E("Lbl", 12), E("LBody", 13))),
            E("Figure", E("Caption", 14)),
            E("BlockQuote", E("P", 15)),
        ),
        roles="/Kop1 /Kop /Kop /H1 /Kop2 /H2 /Broodtekst /Tekst /Tekst /P /Rondje /Rond /Rond /Rondje",
    )
    return pdf.write()


def contents():
    """A table of contents without leaders, whose numbers are drawn before its words; artifacts between the two."""
    pdf = Pdf()
    entries = [("Voorwoord", "1"), ("Scholing", "1"), ("Arbeidsmarkt", "2"), ("Bestuur", "2")]
    content = mark(0, at(72, 780, "Inhoud", size=16, font="F2"), tag="H1")
    content += b"".join(mark(1 + n, at(500, 740 - 18 * n, page)) for n, (_, page) in enumerate(entries))
    content += b"".join(artifact(at(200, 740 - 18 * n, "." * 60)) for n in range(4))
    content += b"".join(mark(5 + n, at(72, 740 - 18 * n, words)) for n, (words, _) in enumerate(entries))
    content += mark(9, lines(72, 620, BODY))
    pdf.page(content)
    pdf.page(mark(0, lines(72, 780, MORE)))
    toc = E("TOC", *(E("TOCI", E("Reference", E("Link", 5 + n, 1 + n))) for n in range(4)))
    tag(pdf, E("Document", E("H1", 0), toc, E("P", 9), E("P", 0, page=1)))
    return pdf.write()


def pages():
    """A paragraph and a table over two pages; between the parts of the paragraph a note, a running foot and a running head.
    The paragraph breaks off after a full stop, so that nothing but the tags tells that it goes on. The head of the
    table is drawn again, as part of the same cells."""
    pdf = Pdf()
    head = artifact(at(72, 640, "Fonds in beeld"), "/Type /Pagination /Attached [/Top]")
    parts = [[MORE[0], "voor cursussen lassen en verspanen."], ["Het bestuur heeft daarom het budget verhoogd."]]
    content = head + mark(0, lines(72, 780, BODY)) + mark(1, lines(72, 730, parts[0]))
    content += mark(2, at(72, 600, "Fonds", font="F2")) + mark(3, at(300, 600, "Bijdrage", font="F2"))
    content += mark(4, at(72, 580, "OOM")) + mark(5, at(300, 580, "1.200"))
    content += mark(6, at(72, 80, "1", size=8)) + mark(7, at(80, 80, "Volgens de cijfers van het bureau.", size=8))
    content += artifact(at(290, 30, "1"), "/Type /Pagination")
    pdf.page(content)
    second = head + mark(0, lines(72, 780, parts[1]))
    second += mark(1, at(72, 600, "Fonds", font="F2")) + mark(2, at(300, 600, "Bijdrage", font="F2"))
    second += mark(3, at(72, 580, "OTIB")) + mark(4, at(300, 580, "880")) + mark(5, lines(72, 500, LAST))
    second += artifact(at(290, 30, "2"), "/Type /Pagination")
    pdf.page(second)
    table = E(
        "Table",
        E("THead", E("TR", E("TH", 2, (1, 1)), E("TH", 3, (1, 2)))),
        E("TBody", E("TR", E("TD", 4), E("TD", 5)), E("TR", E("TD", 3, page=1), E("TD", 4, page=1))),
    )
    note = E("Note", E("Lbl", 6), E("P", 7))
    tag(pdf, E("Document", E("P", 0), E("P", 1, note, (1, 0)), table, E("P", 5, page=1)))
    return pdf.write()


def table():
    """A table whose cells span rows and columns, with a list and two paragraphs in cells and row heads. It is drawn column
    after column and its rows do not stand on common baselines."""
    pdf = Pdf()
    content = mark(0, lines(72, 790, BODY))
    content += mark(1, at(72, 700, "Fonds")) + mark(2, at(72, 660, "OOM")) + mark(3, at(72, 600, "OTIB"))
    content += mark(4, at(180, 706, "Aanbod in het jaar")) + mark(5, at(180, 690, "Cursus"))
    content += mark(6, at(180, 664, "\u2022")) + mark(7, at(190, 664, "lassen")) + mark(8, at(180, 650, "\u2022"))
    content += mark(9, at(190, 650, "verspanen")) + mark(10, at(180, 590, "koeltechniek")) + mark(11, at(400, 688, "Deelnemers"))
    content += mark(12, at(400, 630, "samen 1.200")) + mark(13, at(400, 616, "geschat")) + mark(14, lines(72, 500, MORE))
    pdf.page(content)

    def span(rows=1, columns=1):
        return f"/A [<< /O /Layout >> << /O /Table /RowSpan {rows} /ColSpan {columns} >> 0]"

    items = E("L", E("LI", E("Lbl", 6), E("LBody", 7)), E("LI", E("Lbl", 8), E("LBody", 9)))
    rows = E(
        "Table",
        E("TR", E("TH", 1, entries=span(rows=2)), E("TH", 4, entries=span(columns=2))),
        E("TR", E("TH", 5), E("TH", 11)),
        E("TR", E("TH", 2, entries="/A << /O /Table /Scope /Row >>"), E("TD", items), E("TD", E("P", 12), E("P", 13), entries=span(rows=2))),
        E("TR", E("TH", 3, entries="/A << /O /Table /Scope /Row >>"), E("TD", 10)),
    )
    tag(pdf, E("Document", E("P", 0), rows, E("P", 14)))
    return pdf.write()


def empty_cells():
    """A table of which the tags leave out the cells that hold nothing, as browsers write them: one at the start of a row, one
    within, and a row that is one cell over all columns."""
    pdf = Pdf()
    columns = [72, 160, 280, 400]
    rows = [
        ["Thema", "OOM", "OOC", "OTIB"],
        ["Leren", "lassen", "", "solderen"],
        ["", "", "spuiten", "buigen"],
        ["", "", "", "meten"],
        ["Werk", "loket", "beurs", ""],
    ]
    content, elements, number = mark(0, lines(72, 790, BODY)), [], 1
    for row, texts in enumerate(rows):
        cells = []
        for x, text in zip(columns, texts):
            if text:
                content += mark(number, at(x, 700 - 20 * row, text))
                cells.append(E("TH" if row == 0 else "TD", number))
                number += 1
        elements.append(E("TR", *cells))
    content += mark(number, at(250, 580, "Samen te doen"))
    elements.append(E("TR", E("TD", number, entries="/A << /O /Table /ColSpan 4 >>")))
    pdf.page(content + mark(number + 1, lines(72, 500, MORE)))
    tag(pdf, E("Document", E("P", 0), E("Table", *elements), E("P", number + 1)))
    return pdf.write()


def continued():
    """Two tables of which the second says that it goes on with the first, under a repeated head."""
    pdf = Pdf()
    heads = [["Fonds", "Aandacht voor het behoud van werk"], ["Fonds", "Aandacht voor het behoud (vervolg)"]]
    rows = [["OOM", "advies over loopbanen"], ["OTIB", "scholing voor ander werk"]]
    content, elements = mark(0, lines(72, 790, BODY)), [E("P", 0)]
    for n in range(2):
        y, m = 700 - 100 * n, 1 + 4 * n
        content += mark(m, at(72, y, heads[n][0])) + mark(m + 1, at(200, y, heads[n][1]))
        content += mark(m + 2, at(72, y - 20, rows[n][0])) + mark(m + 3, at(200, y - 20, rows[n][1]))
        elements.append(E("Table", E("TR", E("TH", m), E("TH", m + 1)), E("TR", E("TD", m + 2), E("TD", m + 3))))
    pdf.page(content)
    tag(pdf, E("Document", *elements))
    return pdf.write()


def replaced():
    """Text that stands in for glyphs: one word that differs, a text that only repeats what is drawn, and descriptions of
    what can be read and of what cannot."""
    pdf = Pdf()
    silent = pdf.add(
        "<< /Type /Font /Subtype /Type0 /BaseFont /Stil /Encoding /Identity-H /DescendantFonts [<< /Type /Font "
        "/Subtype /CIDFontType2 /BaseFont /Stil /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        "/DW 600 >>] >>"
    )
    content = mark(0, lines(72, 780, BODY))
    content += mark(1, at(72, 700, "Het 0nds")) + mark(2, at(124, 700, "helpt wie leert."))
    content += mark(3, at(72, 680, "Werkgevers en werknemers")) + mark(4, at(72, 660, "OOM"), tag="Figure")
    content += mark(5, b"BT /S 11 Tf 72 640 Td <00010002> Tj ET", tag="Figure")
    content += mark(6, at(72, 620, "Einde."))
    pdf.page(content, fonts=f"/S {silent} 0 R")

    def text(key, value):
        return f"/{key} {text_string(value).decode('latin-1')}"

    tag(
        pdf,
        E(
            "Document",
            E("P", 0),
            E("P", E("Span", 1, entries=text("ActualText", "Fonds")), 2),
            E("P", E("Span", 3, entries=text("ActualText", "Werkgevers en werknemers "))),
            E("Figure", 4, entries=text("Alt", "Beeldmerk van een fonds")),
            E("Figure", 5, entries=text("Alt", "Handtekening van de voorzitter")),
            E("P", 6),
        ),
    )
    return pdf.write()


def languages():
    """Languages declared by the document, by a section, by the content, and one that is none."""
    pdf = Pdf()
    content = mark(0, lines(72, 780, BODY)) + mark(1, at(72, 700, "The fund pays for training of workers in the sector."))
    content += mark(2, at(72, 680, "Le fonds rembourse la formation des travailleurs."), tag="Span", entries="/Lang (fr-BE)")
    content += mark(3, at(72, 660, "1.204 en 88"))
    pdf.page(content)
    section = E("Sect", E("P", 1), E("P", 2), entries="/Lang (en-GB)")
    tag(pdf, E("Document", E("P", 0), section, E("P", 3, entries="/Lang (x-none)")), lang="(nl-NL)")
    return pdf.write()


def untagged_language():
    """A language for all of a file without tags, and another for a part of its content."""
    pdf = Pdf()
    english = b"/Span << /Lang (en) >> BDC\n%s\nEMC\n" % lines(72, 600, ["The fund pays for training."])
    pdf.page(lines(72, 780, BODY) + english)
    pdf.catalog["Lang"] = "(nl)"
    return pdf.write()


def forms():
    """Content in forms: numbered by itself, numbered with the page, and a form that is a whole element. The numbers of the
    first are those of other content of the page. Each is drawn above what is read before it."""
    pdf = Pdf()
    box = "/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
    font = f"/Resources << /Font << /F1 {pdf.helvetica} 0 R >> >>"
    own = pdf.stream(mark(0, at(72, 640, "Derde: het formulier telt zelf.")) + mark(1, at(72, 620, "Vierde alinea.")), f"{box} {font} /StructParents 1")
    shared = pdf.stream(mark(2, at(72, 760, "Tweede: geteld met de bladzijde.")), f"{box} {font}")
    whole = pdf.stream(at(72, 600, "Vijfde: een formulier als geheel."), f"{box} {font} /StructParent 2")
    content = b"/Whole Do\n" + mark(0, lines(72, 700, BODY)) + b"/Own Do\n/Shared Do\n" + mark(1, lines(72, 780, ["Eerste alinea."]))
    pdf.page(content, resources=f"/XObject << /Own {own} 0 R /Shared {shared} 0 R /Whole {whole} 0 R >>")
    page = pdf.pages[0]
    inside = [f"<< /Type /MCR /Pg {page} 0 R /Stm {own} 0 R /MCID {n} >>" for n in range(2)]
    tag(
        pdf,
        E(
            "Document",
            E("H1", 1),
            E("P", 2),
            E("P", 0),
            E("H2", inside[0]),
            E("P", inside[1]),
            E("H3", f"<< /Type /OBJR /Pg {page} 0 R /Obj {whole} 0 R >>"),
        ),
    )
    return pdf.write()


def named():
    """Content numbered by property lists that the page's resources hold."""
    pdf = Pdf()
    content = b"/P /Een BDC\n" + lines(72, 780, BODY) + b"EMC\n/H1 /Twee BDC\n" + at(72, 700, "Scholing") + b"EMC\n"
    pdf.page(content, resources="/Properties << /Een << /MCID 4 >> /Twee << /MCID 7 /Lang (en) >> >>")
    tag(pdf, E("Document", E("H1", 7), E("P", 4)))
    return pdf.write()


def loose():
    """A tagged page with a line that is not tagged, one marked as an artifact, and a picture with words in it whose tag
    stands before all text."""
    pdf = Pdf()
    content = mark(0, lines(72, 780, BODY)) + mark(1, lines(72, 600, MORE)) + at(72, 680, "Niet getagd bijschrift.")
    content += artifact(at(72, 540, "Kader dat opmaak heet.")) + mark(2, at(72, 640, "Premie 2022")) + mark(3, lines(72, 500, LAST))
    pdf.page(content)
    tag(pdf, E("Document", E("Figure", 2), E("P", 0), E("P", 1), E("P", 3)))
    return pdf.write()


def by_hand():
    """Paragraphs in which the writer ended lines by hand, and one that was made of the two lines of a sentence."""
    pdf = Pdf()
    text = ["Het fonds kent twee regelingen:", "\u2022 vergoeding van cursussen", "\u2022 advies over loopbanen"]
    content = mark(0, lines(72, 780, BODY)) + mark(1, lines(72, 720, text))
    content += mark(2, lines(72, 660, ["Dit besluit geldt een jaar.", "Daarna beslist het bestuur opnieuw over de", "regeling."]))
    content += mark(3, at(72, 600, LAST[0])) + mark(4, lines(72, 586, LAST[1:]))
    pdf.page(content)
    tag(pdf, E("Document", *(E("P", n) for n in range(5))))
    return pdf.write()


def unsound(content, tree):
    """A file with one page."""
    pdf = Pdf()
    pdf.page(content)
    tag(pdf, tree)
    return pdf.write()


def several(marked):
    """Headings and paragraphs, numbered from 0 if `marked` and in one piece of content otherwise."""
    parts = []
    for n, (title, body) in enumerate((("Scholing", BODY), ("Aanvragen", MORE), ("Commissie", LAST))):
        y = 780 - 100 * n
        parts += [at(72, y, title, size=14, font="F2"), lines(72, y - 24, body)]
    if marked:
        return b"".join(mark(n, part) for n, part in enumerate(parts))
    return mark(0, b"".join(parts))


def giant():
    """All of a page in one paragraph."""
    return unsound(several(False), E("Document", E("P", 0)))


def lost():
    """The tree speaks of content that the page does not number."""
    plain = lines(72, 780, BODY) + lines(72, 700, MORE)
    return unsound(plain, E("Document", E("H1", 0), E("P", 1)))


def partly():
    """Two thirds of a page are not tagged; its heading is."""
    content = mark(0, at(72, 780, "Werkwijze")) + mark(1, lines(72, 750, BODY)) + lines(72, 690, MORE) + lines(72, 630, LAST)
    return unsound(content, E("Document", E("H2", 0), E("P", 1)))


def broken():
    """Each line is a paragraph."""
    texts = BODY + MORE + LAST
    content = b"".join(mark(n, at(72, 780 - 40 * (n // 3) - 14 * n, text)) for n, text in enumerate(texts))
    return unsound(content, E("Document", *(E("P", n) for n in range(len(texts)))))


def shouting():
    """All is a heading."""
    return unsound(several(True), E("Document", *(E("H1", n) for n in range(6))) )


def leaping():
    """Each paragraph holds one line of every paragraph that is drawn."""
    drawn = [BODY, MORE, LAST]
    content = b"".join(mark(3 * n + m, at(72, 780 - 80 * n - 14 * m, drawn[n][m])) for n in range(3) for m in range(3))
    return unsound(content, E("Document", *(E("P", m, 3 + m, 6 + m) for m in range(3))))


def backwards():
    """The tags name the paragraphs from the last to the first; each is sound in itself."""
    return unsound(several(True), E("Document", *(E("H2" if n % 2 == 0 else "P", n) for n in (4, 5, 2, 3, 0, 1))))


def notes_only():
    """All text is a note."""
    return unsound(several(True), E("Document", *(E("Note", n) for n in range(6))))


def boxes():
    """Tables that arrange a page: one holds the page in one cell, one a single column."""
    content = mark(0, at(72, 780, "Logo")) + mark(1, lines(150, 780, BODY + MORE + LAST)) + mark(2, at(72, 640, "Colofon"))
    content += mark(3, at(150, 640, "Uitgave van het fonds.")) + mark(4, at(72, 600, "Kader:")) + mark(5, at(72, 584, "een kolom is geen tabel."))
    page = E("Table", E("TR", E("TD", E("P", 0)), E("TD", E("P", 1))), E("TR", E("TD", E("P", 2)), E("TD", E("P", 3))))
    box = E("Table", E("TR", E("TD", 4)), E("TR", E("TD", 5)))
    return unsound(content, E("Document", page, box))


def overlapping():
    """Rows whose cells are drawn one below the other: what tags call rows are columns."""
    pdf = Pdf()
    content = mark(0, lines(72, 780, BODY))
    content += b"".join(mark(1 + n, lines(72 + 10 * (n % 2), 700 - 30 * (n // 2), ["Cel met woorden " + str(n), "en een regel eronder"])) for n in range(6))
    pdf.page(content)
    rows = [E("TR", E("TD", 1 + 2 * n), E("TD", 2 + 2 * n)) for n in range(3)]
    tag(pdf, E("Document", E("P", 0), E("Table", *rows)))
    return pdf.write()


def loop():
    """A tree that leads back to itself and lists an element twice."""
    pdf = Pdf()
    pdf.page(mark(0, lines(72, 700, BODY)) + mark(1, at(72, 780, "Scholing")))
    root = pdf.add(b"")
    top, title, body, kids = (pdf.add(b"") for _ in range(4))
    page = pdf.pages[0]
    pdf.set(root, f"<< /Type /StructTreeRoot /K {top} 0 R >>")
    pdf.set(top, f"<< /Type /StructElem /S /Document /P {root} 0 R /K {kids} 0 R >>")
    pdf.set(kids, f"[{title} 0 R {top} 0 R {kids} 0 R {title} 0 R {body} 0 R]")
    pdf.set(title, f"<< /Type /StructElem /S /H1 /P {top} 0 R /Pg {page} 0 R /K [1 {title} 0 R] >>")
    pdf.set(body, f"<< /Type /StructElem /S /P /P {top} 0 R /Pg {page} 0 R /K [{top} 0 R 0] >>")
    pdf.catalog["StructTreeRoot"] = f"{root} 0 R"
    return pdf.write()


def deep():
    """A tree three hundred deep, with text at the bottom; a heading and most text stand higher."""
    pdf = Pdf()
    pdf.page(mark(0, lines(72, 700, BODY + MORE + LAST)) + mark(1, at(72, 780, "Scholing")) + mark(2, at(72, 100, "Diep.")))
    below = pdf.add(f"<< /Type /StructElem /S /H3 /Pg {pdf.pages[0]} 0 R /K 2 >>")
    for _ in range(300):
        below = pdf.add(f"<< /Type /StructElem /S /Div /K {below} 0 R >>")
    tag(pdf, E("Document", E("H1", 1), E("P", 0), f"{below} 0 R"))
    return pdf.write()


FILES = {
    "tags-roles": roles,
    "tags-contents": contents,
    "tags-pages": pages,
    "tags-table": table,
    "tags-empty-cells": empty_cells,
    "tags-continued": continued,
    "tags-replaced": replaced,
    "tags-languages": languages,
    "tags-untagged-language": untagged_language,
    "tags-forms": forms,
    "tags-named": named,
    "tags-loose": loose,
    "tags-by-hand": by_hand,
    "tags-giant": giant,
    "tags-lost": lost,
    "tags-partly": partly,
    "tags-broken": broken,
    "tags-shouting": shouting,
    "tags-leaping": leaping,
    "tags-backwards": backwards,
    "tags-notes-only": notes_only,
    "tags-boxes": boxes,
    "tags-overlapping": overlapping,
    "tags-loop": loop,
    "tags-deep": deep,
}
