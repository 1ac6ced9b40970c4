"""What the layout is told by besides the text: bullets that are drawn, rules above notes, running heads, columns."""

from .writer import Pdf, lines


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


FILES = {
    "layout-drawn-bullets": drawn_bullets,
    "layout-one-line-pages": one_line_pages,
    "layout-running-heads": running_heads,
}
