"""Text that is in the file but not seen, and text that is drawn more than once."""

from .writer import A4, Pdf, lines, show

SEEN = lines(72, 770, ["Het fonds vergoedt scholing van werknemers."])
DARK = b"0 0.2 0.4 rg 60 600 400 60 re f 0 g\n"


def page(*content, **entries):
    pdf = Pdf()
    pdf.page(b"".join(content), **entries)
    return pdf.write()


def white():
    """White on paper, in three colour spaces; and on a dark box, where it is seen."""
    pdf = Pdf()
    spot = pdf.add("<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 1 1 0] /N 1 >>")
    pdf.page(
        SEEN
        + b"1 g " + lines(72, 700, ["Verborgen grijs."])
        + b"0 0 0 0 k " + lines(72, 680, ["Verborgen inkt."])
        + b"/Spot cs 0 scn " + lines(72, 660, ["Verborgen steunkleur."])
        + DARK + b"1 1 1 rg " + lines(72, 630, ["Wit op blauw."])
        + b"1 1 1 rg 80 400 200 40 re f " + lines(90, 420, ["Wit op wit."])
        + b"0 0 0 rg " + lines(72, 300, ["Zwart op wit."]),
        resources=f"/ColorSpace << /Spot [/Separation /Rood /DeviceCMYK {spot} 0 R] >>",
    )
    return pdf.write()


def white_boxes():
    """White letters on what else is dark: a box within a form, a thick line, a picture, a blend."""
    pdf = Pdf()
    form = pdf.stream(b"0.3 g 0 0 300 40 re f", "/Type /XObject /Subtype /Form /BBox [0 0 300 40]")
    picture = pdf.stream(b"\x10", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray")
    function = pdf.add("<< /FunctionType 2 /Domain [0 1] /C0 [0] /C1 [0.5] /N 1 >>")
    shading = pdf.add(f"<< /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 100 0] /Function {function} 0 R >>")
    pdf.page(
        SEEN
        + b"q 1 0 0 1 60 600 cm /F Do Q 1 g " + lines(72, 615, ["Wit op een vak."])
        + b"q 30 w 0 G 60 540 m 360 540 l S Q " + lines(72, 535, ["Wit op een balk."])
        + b"q 300 0 0 40 60 450 cm /P Do Q " + lines(72, 465, ["Wit op een foto."])
        + b"q 60 380 300 40 re W n /S sh Q " + lines(72, 395, ["Wit op een verloop."])
        + lines(72, 300, ["Verborgen."]),
        resources=f"/XObject << /F {form} 0 R /P {picture} 0 R >> /Shading << /S {shading} 0 R >>",
    )
    return pdf.write()


def clipped():
    """Text outside of the clip path, of the box of a form, and of the page; and a word that is cut off at an edge."""
    pdf = Pdf()
    form = pdf.stream(
        lines(0, 10, ["Binnen het vak."]) + lines(0, 300, ["Buiten het vak."]),
        f"/Type /XObject /Subtype /Form /BBox [0 0 300 40] /Resources << /Font << /F1 {pdf.helvetica} 0 R >> >>",
    )
    pdf.page(
        SEEN
        + b"q 72 690 50 20 re W n " + lines(72, 695, ["Tot hier toe gezien"]) + lines(300, 695, ["Afgesneden."]) + b"Q\n"
        + b"q 1 0 0 1 72 500 cm /F Do Q\n"
        + lines(72, 900, ["Boven de bladzijde."])
        + b"BT /F1 11 Tf 0 1 -1 0 640 300 Tm " + show("Rechts ernaast.") + b" ET\n"
        + lines(72, 300, ["Weer alles."]),
        resources=f"/XObject << /F {form} 0 R >>",
    )
    return pdf.write()


def no_ink():
    """Text without ink and without cover beside text that is seen."""
    return page(
        lines(72, 770, ["Het fonds vergoedt scholing van werknemers.", "Werkgevers vragen die aan."]),
        b"BT /F1 11 Tf 3 Tr 72 700 Td " + show("Zonder inkt.") + b" ET\n",
        b"q /Through gs " + lines(72, 680, ["Zonder dekking."]) + b" Q\n",
        resources="/ExtGState << /Through << /ca 0 >> >>",
    )


def scan(colour):
    """The picture of a page with its text beneath it, without ink or in white."""
    pdf = Pdf()
    picture = pdf.stream(b"\xf0", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray")
    pdf.page(
        colour + lines(72, 770, ["Het fonds vergoedt scholing."]) + b"q %d 0 0 %d 0 0 cm /P Do Q" % A4,
        resources=f"/XObject << /P {picture} 0 R >>",
    )
    return pdf.write()


def twice():
    """Boldness by drawing again: words, a line, letters; and a shadow."""
    again = b"BT /F1 11 Tf 72 740 Td "
    x = 0
    for word, width in [("Alle ", 24.5), ("vijf ", 20.2), ("fondsen", 42.2)]:
        again += b"%g 0 Td %s 0.3 0 Td %s -0.3 0 Td " % (x, show(word), show(word))
        x = width
    again += b"ET\n"
    letters = b"BT /F1 11 Tf 72 700 Td "
    for letter, width in [("l", 2.44), ("i", 2.44), ("l", 2.44), ("l", 2.44), ("e", 6.1)]:
        letters += b"%s 0.25 0 Td %s %g 0 Td " % (show(letter), show(letter), width - 0.25)
    letters += b"ET\n"
    return page(
        lines(72, 770, ["Regel die twee keer is gezet."]),
        lines(72.4, 770, ["Regel die twee keer is gezet."]),
        again,
        letters,
        b"1 g " + lines(73, 659, ["Titel met schaduw"]) + b"0 g " + lines(72, 660, ["Titel met schaduw"]),
    )


FILES = {
    "marks-white": white,
    "marks-white-boxes": white_boxes,
    "marks-clipped": clipped,
    "marks-no-ink": no_ink,
    "marks-scan": lambda: scan(b"3 Tr "),
    "marks-scan-white": lambda: scan(b"1 g "),
    "marks-twice": twice,
}
