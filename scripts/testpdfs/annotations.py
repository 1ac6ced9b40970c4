"""Filled-in forms, remarks and stamps: text that lies over the content of a page."""

from .writer import Pdf, lines, show, text_string


class Form(Pdf):
    """A page with a question on each line and annotations that answer them."""

    def __init__(self):
        super().__init__()
        self.annotations = []

    def appearance(self, text, box="0 0 200 20", entries=""):
        x, y = box.split()[:2]
        content = b"/Tx BMC q BT /F1 11 Tf %d %d Td %s ET Q EMC" % (int(x) + 2, int(y) + 6, show(text))
        resources = f"/Resources << /Font << /F1 {self.helvetica} 0 R >> >>"
        return self.stream(content, f"/Type /XObject /Subtype /Form /BBox [{box}] {resources} {entries}")

    def annotation(self, rectangle, entries):
        if isinstance(entries, str):
            entries = entries.encode("latin-1")
        body = b"<< /Type /Annot /Rect [%s] %s >>" % (rectangle.encode(), entries)
        self.annotations.append(self.add(body))

    def finish_page(self, content, entries=""):
        listed = " ".join(f"{number} 0 R" for number in self.annotations)
        self.page(content, entries=f"/Annots [{listed}] {entries}")
        return self.write()


def widget(kind, entries):
    return f"/Subtype /Widget /FT /{kind} {entries}"


def fields():
    """Fields that draw what they hold, one of them in a space of its own; a box that is ticked and one that is not."""
    pdf = Form()
    moved = pdf.appearance("Scholing", "100 100 300 120")
    plain = pdf.appearance("Metaal")
    on, off = pdf.appearance("ja", "0 0 20 20"), pdf.appearance("nee", "0 0 20 20")
    pdf.annotation("72 740 272 760", widget("Tx", f"/AP << /N {moved} 0 R >>"))
    pdf.annotation("72 690 272 710", widget("Ch", f"/AP << /N {plain} 0 R >>"))
    states = f"/AP << /N << /Aan {on} 0 R /Uit {off} 0 R >> >>"
    pdf.annotation("72 640 92 660", widget("Btn", f"{states} /AS /Aan"))
    pdf.annotation("72 590 92 610", widget("Btn", f"{states} /AS /Off"))
    content = b"".join(lines(72, y, [text]) for y, text in [(765, "Doel:"), (715, "Sector:"), (665, "Akkoord:"), (615, "Brief:")])
    return pdf.finish_page(content)


def undrawn():
    """Fields and a remark for which the file draws nothing; a password, which nobody may read."""
    pdf = Form()
    parent = pdf.add(b"<< /FT /Tx /T (naam) /V %s >>" % text_string("Jansen €"))
    pdf.annotation("72 740 272 760", f"/Subtype /Widget /Parent {parent} 0 R")
    pdf.annotation("72 690 272 730", b"/Subtype /FreeText /Contents %s" % text_string("Opmerking van de\rrekenkamer"))
    pdf.annotation("72 640 272 660", widget("Tx", "/Ff 8192 /V (geheim)"))
    return pdf.finish_page(lines(72, 765, ["Naam:"]))


def unseen():
    """Annotations that are hidden, not for the screen, or windows beside the page."""
    pdf = Form()
    shown = pdf.appearance("Stempel")
    for entries in ["/Subtype /Stamp", "/Subtype /Widget /FT /Tx /F 2", "/Subtype /FreeText /F 32", "/Subtype /Popup"]:
        y = 700 - 30 * len(pdf.annotations)
        text = shown if entries == "/Subtype /Stamp" else pdf.appearance("Verborgen")
        pdf.annotation(f"72 {y} 272 {y + 20}", f"{entries} /AP << /N {text} 0 R >>")
    return pdf.finish_page(lines(72, 765, ["Besluit van het bestuur."]))


def turned():
    """A page on its side, and an appearance that is turned to stand upright on it."""
    pdf = Form()
    turned = pdf.appearance("Ingevuld", "0 0 200 20", "/Matrix [0 1 -1 0 20 0]")
    pdf.annotation("100 72 120 272", widget("Tx", f"/AP << /N {turned} 0 R >>"))
    return pdf.finish_page(b"BT /F1 11 Tf 0 1 -1 0 90 74 Tm " + show("Naam van het fonds:") + b" ET", entries="/Rotate 90")


FILES = {
    "annotations-fields": fields,
    "annotations-undrawn": undrawn,
    "annotations-unseen": unseen,
    "annotations-turned": turned,
}
