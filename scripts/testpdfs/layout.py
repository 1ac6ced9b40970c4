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


FILES = {"layout-drawn-bullets": drawn_bullets}
