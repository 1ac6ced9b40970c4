"""What the layout is told by besides the text: bullets that are drawn, rules above notes, running heads, columns."""

from .writer import Pdf, lines, show


def disc(x, y, r=1.5):
    """A filled disc around a point, four curves."""
    k = 0.5523 * r
    curves = (
        f"{x + r:g} {y:g} m {x + r:g} {y + k:g} {x + k:g} {y + r:g} {x:g} {y + r:g} c "
        f"{x - k:g} {y + r:g} {x - r:g} {y + k:g} {x - r:g} {y:g} c "
        f"{x - r:g} {y - k:g} {x - k:g} {y - r:g} {x:g} {y - r:g} c "
        f"{x + k:g} {y - r:g} {x + r:g} {y - k:g} {x + r:g} {y:g} c f\n"
    )
    return curves.encode()


def drawn_bullets():
    """A list whose bullets are discs and a square, drawn after the text, as browsers do."""
    pdf = Pdf()
    content = lines(72, 770, ["Het fonds biedt drie dingen aan die bij scholing horen:"])
    content += lines(90, 742, ["vergoeding van de kosten van een cursus en van de reis", "naar de plaats waar die wordt gegeven"])
    content += lines(90, 714, ["Advies"])
    content += lines(90, 700, ["Begeleiding op de werkplek"])
    pdf.page(content + disc(80, 746) + disc(80, 718) + b"78.5 702 3 3 re f\n")
    return pdf.write()


TEXT = ["De bladzijde gaat over scholing en over het werk van mensen", "in de techniek, en zo gaat het nog een paar regels door,", "zodat er meer staat dan wat zich op elke bladzijde herhaalt."]


def foot(x, text):
    """A line at the foot of the page."""
    return lines(x, 40, [text], size=9)


def running_heads():
    """Heads that change sides, the titles of chapters of one page, roman and counted page numbers."""
    pdf = Pdf()
    for i, number in enumerate(["i", "ii", "iii", "iv"]):
        pdf.page(lines(72, 700, [f"Vooraf, deel {number}."] + TEXT) + foot(290, number))
    chapters = ["Scholing", "Scholing", "Scholing", "Scholing", "Advies", "Werk", "Werk", "Werk", "Werk", "Werk"]
    for i, chapter in enumerate(chapters, 1):
        head = lines(72, 800, [chapter], size=9) if i % 2 else lines(400, 800, ["Jaarverslag 2023"], size=9)
        pdf.page(head + lines(72, 700, [f"Hier begint blad {i}."] + TEXT) + foot(250, f"Pagina {i} van 10"))
    return pdf.write()


def one_line_pages():
    """Pages of one line each, all at the same height, as in test files and on dividers between parts."""
    pdf = Pdf()
    for i in range(1, 8):
        pdf.page(lines(72, 780, [f"Deel {i} van de map"]))
    return pdf.write()


TO_UNICODE = b"""begincmap 1 begincodespacerange <00> <ff> endcodespacerange
1 beginbfrange <20> <7e> <0020> endbfrange
2 beginbfchar <01> <00ad> <02> <2010> endbfchar
endcmap"""


def hyphens():
    """Line ends with hyphens of every kind; two columns; a page that ends in a hyphen above a note."""
    pdf = Pdf()
    cmap = pdf.stream(TO_UNICODE)
    widths = " ".join(["500"] * 256)
    font = pdf.add(
        f"<< /Type /Font /Subtype /TrueType /BaseFont /Test /FirstChar 0 /LastChar 255 /Widths [{widths}] /ToUnicode {cmap} 0 R >>"
    )
    left = [
        "Voor O&O-",
        "fondsen is er mbo-",
        "aanbod dat de werk-",
        "privebalans van de premie-",
        "inkomsten scheidt en 21e-",
        "eeuwse vaardigheden aan-",
        "leert, naast taal- en reken-",
        "vaardigheden en scholings-",
        "en adviestrajecten die niet-",
    ]
    right = ["gesubsidieerd zijn. De gesubsidieerde ontwik\x01", "keling gaat met samen\x02", "werking over in de vol-"]
    content = lines(72, 700, left) + lines(300, 700, right).replace(b"/F1", b"/F3")
    content += b"72 110 m 216 110 l S\n" + lines(72, 96, ["1 Een noot die er op de bladzijde tussen staat."], size=8)
    pdf.page(content, fonts=f"/F3 {font} 0 R")
    pdf.page(lines(72, 770, ["gende bladzijde."]))
    return pdf.write()


def raised(text, font="F1", size=11, by=4):
    """Text in pieces: those in brackets of the list are raised and small."""
    out = b"/%s %g Tf\n" % (font.encode(), size)
    for piece in text:
        if isinstance(piece, list):
            out += b"/%s %g Tf %g Ts %s 0 Ts /%s %g Tf\n" % (font.encode(), 0.6 * size, by, show(piece[0]), font.encode(), size)
        else:
            out += show(piece) + b"\n"
    return out


def notes():
    """Marks behind words, figures and in formulas; notes below a line, one of which goes on on the next page."""
    pdf = Pdf()
    first = [
        ["Het bureau (ECBI)", ["1"], " en het fonds", ["2"], " maken de 21", ["ste"], " eeuw mogelijk in 2023", ["3"], "."],
        ["Een vlak van 12 m", ["2"], ", een getal van 10", ["6"], ", de formule E = mc", ["2"], " en x", ["2"], " + y", ["2"], " horen erbij,"],
        ["net als een vreemde verwijzing", ["77"], " die nergens staat."],
    ]
    body = b"".join(b"BT 1 0 0 1 72 %d Tm %s ET\n" % (770 - 16 * i, raised(line)) for i, line in enumerate(first))
    content = body + b"72 130 m 200 130 l S\n"
    for i, line in enumerate([[["1"], " Een handelsnaam."], [["2"], " Zie het jaarverslag."], [["3"], " Het jaar waarin de regeling"]]):
        content += b"BT 1 0 0 1 72 %d Tm %s ET\n" % (118 - 11 * i, raised(line, size=8, by=3))
    pdf.page(content)
    content = lines(72, 770, ["De tekst gaat hier gewoon verder over het fonds en", "zijn werk in de sector."])
    pdf.page(content + b"72 130 m 200 130 l S\n" + lines(72, 118, ["is ingegaan en bekendgemaakt."], size=8))
    return pdf.write()


def floats():
    """Two columns; a sentence is broken off by a table of sixty cells with its caption, another by a note; a dash and a
    number that begin a line within a sentence."""
    pdf = Pdf()
    left = ["In het onderzoek is gekeken naar wat", "bedrijven doen aan scholing en naar de", "middelen die zij daarvoor krijgen van de"]
    right = ["overheid en van de fondsen, die vaak met", "2.0 procent van de loonsom samengaan", "– zo blijkt uit de cijfers – en niet meer."]
    content = lines(72, 770, left)
    content += lines(72, 700, ["Tabel 1. Deelnemers naar jaar"])
    for row in range(20):
        for column in range(3):
            content += lines(72 + 60 * column, 684 - 14 * row, [str(1000 + 17 * row + column)])
    content += lines(320, 770, right)
    pdf.page(content)
    return pdf.write()


def contents():
    """Tables of contents with dots, with spaces and with page numbers set apart; leaders drawn as lines."""
    entries = [("1 Inleiding", 2), ("2 Scholing in de techniek", 3), ("2.1 Wie eraan meedoet", 3), ("3 Conclusies", 4)]
    pdf = Pdf()
    content = lines(72, 790, ["Inhoud"], size=16, font="F2")
    for top, style in ((760, "dots"), (660, "spaces"), (560, "apart"), (460, "lines")):
        for i, (title, page) in enumerate(entries):
            y = top - 16 * i
            if style == "dots":
                content += lines(72, y, [f"{title} {'.' * (70 - len(title))} {page}"])
            elif style == "spaces":
                content += lines(72, y, [title + " " * (60 - len(title)) + str(page)])
            else:
                content += lines(72, y, [title]) + lines(480, y, [str(page)])
            if style == "lines":
                content += b"72 %d m 486 %d l S\n" % (y - 3, y - 3)
    pdf.page(content)
    for _ in range(3):
        pdf.page(lines(72, 770, TEXT))
    return pdf.write()


FILES = {
    "layout-contents": contents,
    "layout-drawn-bullets": drawn_bullets,
    "layout-floats": floats,
    "layout-hyphens": hyphens,
    "layout-notes": notes,
    "layout-one-line-pages": one_line_pages,
    "layout-running-heads": running_heads,
}
