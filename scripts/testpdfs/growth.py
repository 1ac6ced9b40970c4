"""Files that come twice: once with so much of something, once with twice as much. Reading takes twice the work, not four times."""

from .writer import Pdf, lines, literal

WORDS = "Het fonds vergoedt scholing van werknemers in de metaal en de techniek elk jaar weer".split()


def sentence(start, count=9):
    return " ".join(WORDS[(start * 7 + i * 3) % len(WORDS)] for i in range(count))


def pages(count):
    """Pages with a running head, some lines, and a number."""
    pdf = Pdf()
    for number in range(1, count + 1):
        body = [sentence(number + i) + "." for i in range(4)]
        pdf.page(lines(72, 810, ["Jaarverslag 2023"]) + lines(72, 700, body) + lines(290, 30, [str(number)]))
    return pdf.write()


def glyphs(count):
    """Short lines all over a page, in an order that says nothing."""
    pdf = Pdf()
    rows = count // 8
    places = [((i * 37) % count % 8, (i * 37) % count // 8) for i in range(count)]
    content = b"".join(
        b"BT /F1 4 Tf %d %g Td %s Tj ET\n" % (20 + 70 * x, 820 - 780 * y / rows, literal(sentence(i, 3).encode()))
        for i, (x, y) in enumerate(places)
    )
    pdf.page(content)
    return pdf.write()


def forms(count):
    """Forms in forms in forms, each drawn again and again."""
    pdf = Pdf()
    resources = f"/Resources << /Font << /F1 {pdf.helvetica} 0 R >> >>"
    form = pdf.stream(b"BT /F1 8 Tf 0 0 Td (Scholing) Tj ET", f"/Type /XObject /Subtype /Form /BBox [-9 -9 99 99] {resources}")
    for _ in range(8):
        inner = f"/Resources << /XObject << /X {form} 0 R >> >>"
        form = pdf.stream(b"q /X Do Q", f"/Type /XObject /Subtype /Form /BBox [-9 -9 99 99] {inner}")
    content = b"".join(b"q 1 0 0 1 %d %d cm /X Do Q\n" % (40 + 60 * (i % 8), 800 - 10 * (i // 8)) for i in range(count))
    pdf.page(content, resources=f"/XObject << /X {form} 0 R >>")
    return pdf.write()


FILES = {
    "growth-pages-20": lambda: pages(20),
    "growth-pages-40": lambda: pages(40),
    "growth-glyphs-240": lambda: glyphs(240),
    "growth-glyphs-480": lambda: glyphs(480),
    "growth-forms-120": lambda: forms(120),
    "growth-forms-240": lambda: forms(240),
}
