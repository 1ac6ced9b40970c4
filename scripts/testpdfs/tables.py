"""Tables with every kind of lines and none, and what looks like a table and is none."""

from .layout import disc
from .writer import Pdf, lines


def rule(x0, y0, x1, y1):
    """A stroked line."""
    return b"0.5 w %g %g m %g %g l S\n" % (x0, y0, x1, y1)


def shade(x0, y0, x1, y1, grey):
    """A filled box."""
    return b"%g g %g %g %g %g re f 0 g\n" % (grey, x0, y0, x1 - x0, y1 - y0)


def row(xs, y, cells, font="F1", size=10, leading=12):
    """A row drawn cell by cell, each a list of lines, the first with its baseline at `y`."""
    return b"".join(lines(x, y, cell, size=size, leading=leading, font=font) for x, cell in zip(xs, cells) if cell)


def grid(xs, ys):
    """All lines of a grid, each drawn once."""
    across = b"".join(rule(xs[0], y, xs[-1], y) for y in ys)
    return across + b"".join(rule(x, ys[0], x, ys[-1]) for x in xs)


def borders(xs, ys):
    """The same grid drawn as thin boxes around each cell, as browsers and word processors do."""
    out = b""
    for top, bottom in zip(ys, ys[1:]):
        for left, right in zip(xs, xs[1:]):
            for x, y, w, h in ((left, top, right - left, 0.5), (left, bottom, right - left, 0.5), (left, bottom, 0.5, top - bottom), (right, bottom, 0.5, top - bottom)):
                out += b"%g %g %g %g re f\n" % (x, y, w, h)
    return out


def full_grid():
    """A grid; its head is bold and one head stands over two columns; cells of several lines and with items."""
    pdf = Pdf()
    xs = [72, 160, 340, 430, 520]
    content = lines(72, 790, ["De tabel toont wat de fondsen doen."])
    content += row([76, 164, 344], 742, [["Fonds"], ["Activiteiten"], ["Deelnemers"]], font="F2")
    content += row([344, 434], 722, [["2022"], ["2023"]], font="F2")
    content += row([76, 164, 344, 434], 702, [["OOM"], ["Vergoeding van cursussen voor", "lassers en verspaners"], ["1.204"], ["1.311"]])
    content += row([76], 662, [["OTIB"]])
    content += lines(178, 662, ["Subsidie voor de opleiding van", "monteurs"], size=10, leading=12) + lines(178, 638, ["Loopbaanadvies"], size=10)
    content += disc(170, 665) + disc(170, 641)
    content += row([344, 434], 662, [["88"], ["-"]])
    xs_, top, bottom = xs, 758, 628
    content += b"".join(rule(72, y, 520, y) for y in (top, 714, 674, bottom)) + rule(340, 734, 520, 734)
    content += b"".join(rule(x, top, x, bottom) for x in xs_ if x != 430) + rule(430, 734, 430, bottom)
    content += lines(72, 600, ["Onder de tabel gaat de tekst verder."])
    pdf.page(content)
    return pdf.write()


def thin_boxes():
    """The borders of cells as thin boxes; a row without a second cell; text in the columns right of the other."""
    pdf = Pdf()
    xs = [72, 172, 372]
    content = borders(xs, [780, 760, 730, 710])
    content += row([76, 176], 766, [["Sector"], ["Aanbod"]], font="F2")
    content += row([76, 176], 746, [["Metaal"], ["Cursussen op de werkplek", "en begeleiding"]]) + row([76], 716, [["Installatie"]])
    pdf.page(content)
    return pdf.write()


def lines_across():
    """Lines above, below and under the head only; words of a cell go on in the next line."""
    pdf = Pdf()
    xs = [76, 220, 300]
    content = lines(72, 790, ["Tabel 1. Uitgaven in het verslagjaar naar onderwerp"])
    content += rule(72, 774, 380, 774) + rule(72, 756, 380, 756) + rule(72, 670, 380, 670)
    content += row(xs, 761, [["Onderwerp"], ["Deelnemers"], ["Aandeel"]])
    for y, cells in [(744, [["Trainingen in cyber-"], ["86"], ["41,3%"]]), (732, [["veiligheid"], [], []])]:
        content += row(xs, y, cells)
    content += row(xs, 716, [["Taalvaardigheid op de"], ["693"], ["56,2%"]]) + row(xs, 704, [["werkvloer"], [], []])
    content += row(xs, 688, [["Loopbaanadvies"], ["714"], ["2,5%"]])
    content += lines(72, 650, ["Bron: jaarrekening. De bedragen zijn afgerond op hele euro's en dus niet precies."], size=9)
    pdf.page(content)
    return pdf.write()


def shaded_rows():
    """No lines; the head stands on dark, every second row on light grey."""
    pdf = Pdf()
    xs = [76, 180]
    content = shade(72, 752, 500, 772, 0.3) + shade(72, 700, 500, 728, 0.9) + shade(72, 648, 500, 676, 0.9)
    content += b"1 g " + row(xs, 758, [["Fonds"], ["Wat het doet"]]) + b"0 g "
    rows = [
        ["A+O Metalektro", ["Vergoedt trainingen van vaklieden", "in bedrijven met jonge mensen"]],
        ["OOC", ["Geeft voorlichting en advies aan", "ondernemers over scholing"]],
        ["OOI", ["Ontwikkelt nieuw lesmateriaal", "met scholen in de regio"]],
        ["OOMT", ["Organiseert wedstrijden voor", "leerlingen en hun bedrijven"]],
    ]
    for index, (name, text) in enumerate(rows):
        content += row(xs, 740 - 26 * index - (0 if index else 0), [[name], text])
    pdf.page(content)
    return pdf.write()


def no_lines():
    """Nothing drawn: rows told by the gaps between them, one with its label in the middle of its height."""
    pdf = Pdf()
    xs = [72, 200]
    content = lines(72, 800, ["De fondsen hebben in het verslagjaar samen drie dingen gedaan, die hier bij elkaar staan."])
    content += row(xs, 770, [["Fonds"], ["Activiteit"]], font="F2")
    content += row(xs, 745, [["OOM"], ["Een cursus over lassen met nieuwe", "machines en een bezoek aan de beurs"]])
    content += row(xs, 712, [["OTIB"], ["Subsidie voor leermeesters"]])
    content += lines(72, 679, ["OOMT"], size=10) + lines(200, 691, ["Onderzoek naar de werkplaats", "van de toekomst, samen met", "scholen in het land"], size=10, leading=12)
    content += lines(72, 630, ["Na de tabel staat weer gewone tekst over de hele breedte van de bladzijde, zoals hier."])
    pdf.page(content)
    return pdf.write()


def continued():
    """A table over three pages: its head repeated, a row parted by the page, a label that says that it goes on."""
    pdf = Pdf()
    xs, at = [72, 172, 500], [76, 176]
    foot = lines(290, 40, ["%d"], size=9)

    def page(number, content, ys):
        pdf.page(content + grid(xs, ys) + foot.replace(b"%d", str(number).encode()))

    head = row(at, 786, [["Fonds"], ["Aanbod voor vakmensen"]], font="F2")
    page(1, head + row(at, 766, [["OOM"], ["Cursussen over lassen"]]) + row(at, 116, [["OTIB"], ["Advies over de loopbaan van alle", "mensen die in de techniek werken en"]]), [800, 780, 130, 92])
    again = row(at, 786, [["Fonds"], ["Aanbod voor vakmensen (vervolg)"]], font="F2")
    page(2, again + row([176], 766, [["die nog lang door willen gaan."]]) + row(at, 746, [["OOI"], ["Nieuw lesmateriaal"]]) + row(at, 116, [["OOMT"], ["Onderzoek naar de werkplaats."]]), [800, 780, 760, 130, 92])
    page(3, again + row(at, 766, [["OOMT (vervolg)"], ["Een film over het vak."]]) + lines(72, 700, ["Na de tabel."]), [800, 780, 760])
    return pdf.write()


LEFT = ["De sectorraad heeft in het jaar", "trainingen in veiligheid bekostigd", "en daarover verantwoording aan", "het bestuur afgelegd in de bijlage.", "De werkgevers hebben samen met", "scholen het vakonderwijs in de", "regio verbeterd en vernieuwd."]
RIGHT = ["Het kenniscentrum wil volgend jaar", "een reeks cursussen beginnen over", "techniek voor mensen die van werk", "veranderen en een diploma missen.", "Daarvoor is een bedrag beschikbaar", "dat met subsidie wordt aangevuld", "door de overheid en de sector."]


def no_tables():
    """Two columns of text between lines, a form, two addresses, a list with numbers, and a table of contents."""
    pdf = Pdf()
    columns = rule(72, 800, 520, 800) + rule(72, 560, 520, 560) + rule(296, 790, 296, 570)
    pdf.page(columns + lines(72, 780, LEFT, size=10) + lines(306, 780, RIGHT, size=10) + rule(72, 660, 520, 660)
             + lines(72, 644, LEFT[:6], size=10) + lines(306, 644, RIGHT[:6], size=10))
    form = b"".join(lines(72, 780 - 16 * i, [a]) + lines(200, 780 - 16 * i, [b]) for i, (a, b) in enumerate(
        [("Naam:", "Jan de Vries"), ("Functie:", "beleidsadviseur"), ("Telefoon:", "030 123 45 67"), ("Datum:", "12 mei 2023")]))
    addresses = b"".join(lines(72, 600 - 14 * i, [a]) + lines(300, 600 - 14 * i, [b]) for i, (a, b) in enumerate(
        [("Fonds voor de Techniek", "Kenniscentrum Werk"), ("Postbus 100", "Dorpsstraat 1"), ("3511 AB Utrecht", "1234 CD Amsterdam"), ("Nederland", "Nederland")]))
    pdf.page(form + addresses)
    entries = [("1 Inleiding", "3"), ("2 Wat is scholing?", "5"), ("2.1 Scholing in de techniek", "8"), ("3 Conclusies", "12")]
    contents = lines(72, 790, ["Inhoud"], size=16, font="F2")
    contents += b"".join(lines(72, 750 - 16 * i, [a]) + lines(500, 750 - 16 * i, [b]) for i, (a, b) in enumerate(entries))
    pdf.page(contents)
    for _ in range(9):
        pdf.page(lines(72, 780, LEFT))
    return pdf.write()


FILES = {
    "tables-across": lines_across,
    "tables-boxes": thin_boxes,
    "tables-continued": continued,
    "tables-grid": full_grid,
    "tables-none": no_tables,
    "tables-plain": no_lines,
    "tables-shaded": shaded_rows,
}
