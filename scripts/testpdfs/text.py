"""What the operators of text do: spacing, kerning, scripts, directions, encodings of composite fonts, forms, layers, inline
images, replacement text. Each file has one matter."""

from .writer import Pdf, lines, literal, show

COURIER = "/F3 << /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"
"""A font in which every letter is 600 wide, for text that is placed letter by letter."""


def one_page(content, **entries):
    """A file of one page."""
    pdf = Pdf()
    pdf.page(content, **entries)
    return pdf.write()


def text(*operators, size=11, font="F1"):
    """A text object that starts at the upper left."""
    return b"BT /%s %g Tf 14 TL 72 770 Td\n%s\nET\n" % (font.encode(), size, b"\n".join(operators))


def spacing():
    """Kerning within words, spaces made by moving, and all the parameters that shift glyphs."""
    return one_page(
        text(
            # Words apart by a number, letters kerned by small ones.
            b"[(V) 80 (ergoeding) -278 (v) 15 (an) -278 (T) 110 (oets) -10 (en) -278 (en) -278 (W) 60 (erk)] TJ T*",
            # Word spacing is added to the space, letter spacing to every glyph.
            b"4 Tw " + show("Twee woorden ver uiteen.") + b" 0 Tw T*",
            b"0.4 Tc " + show("Iets ruimer gezet.") + b" 0 Tc T*",
            b"-0.2 Tc " + show("Iets krapper gezet.") + b" 0 Tc T*",
            # Narrow and wide letters.
            b"70 Tz " + show("Smalle letters hier.") + b" 100 Tz T*",
            b"130 Tz " + show("Brede letters hier.") + b" 100 Tz T*",
            # The operators that move to the next line.
            b"(Regel met een apostrof.) '",
            b"2 0.2 (Regel met aanhaling.) \"",
        )
    )


def pieces():
    """Words in several strings, by several operators, with and without a change of font."""
    return one_page(
        text(
            b"(Het ont) Tj (wikkelings) Tj (fonds verg) Tj (oedt) Tj T*",
            b"(scho) Tj /F2 11 Tf (ling) Tj /F1 11 Tf ( en ) Tj [(oplei) (ding) (en)] TJ T*",
            b"<766F6F72> Tj () Tj <20> Tj <6d6564657765726b657273> Tj (.) Tj",
        )
    )


def letters_apart():
    """Heads set with space between their letters, by letter spacing, by numbers and by real spaces."""
    return one_page(
        b"BT /F2 16 Tf 72 780 Td 5 Tc (JAARVERSLAG) Tj 0 Tc ET\n"
        b"BT /F2 16 Tf 72 740 Td [(S) -300 (C) -300 (H) -300 (O) -300 (L) -300 (I) -300 (N) -300 (G)] TJ ET\n"
        b"BT /F2 16 Tf 72 700 Td (I N H O U D) Tj ET\n"
        b"BT /F2 16 Tf 72 660 Td 4 Tc (OPLEIDING EN WERK) Tj 0 Tc ET\n"
        + lines(72, 620, ["De gewone tekst van dit verslag staat hieronder en is", "niet gespatieerd. A B C D E zijn letters."])
    )


def letter_by_letter():
    """Every letter has its own place, and they are drawn in no order: first the vowels, then all else."""
    sentence = "Scholing loont voor iedereen"
    placed = [(index, letter) for index, letter in enumerate(sentence) if letter != " "]
    order = [p for p in placed if p[1] in "aeiou"] + [p for p in placed if p[1] not in "aeiou"]
    glyphs = b"".join(b"1 0 0 1 %g 700 Tm %s\n" % (72 + 7.2 * index, show(letter)) for index, letter in order)
    return one_page(b"BT /F3 12 Tf\n" + glyphs + b"ET\n", fonts=COURIER)


def words_out_of_order():
    """The words of a line are drawn from the last one to the first."""
    words, at, placed = "Werkgevers en werknemers betalen samen".split(), 0, []
    for word in words:
        placed.append(b"1 0 0 1 %g 700 Tm %s\n" % (72 + 7.2 * at, show(word)))
        at += len(word) + 1
    return one_page(b"BT /F3 12 Tf\n" + b"".join(reversed(placed)) + b"ET\n", fonts=COURIER)


def rotated_page(angle):
    """The page is to be turned, and cropped; what is read upright is drawn sideways or upside down."""
    # The point of the media box at which the upper left corner of the page as seen lies, inside the crop box.
    matrix = {90: b"0 1 -1 0 150 100", 180: b"-1 0 0 -1 500 150", 270: b"0 -1 1 0 450 700"}[angle]
    content = b"q %s cm\nBT /F1 11 Tf 14 TL 0 0 Td (Deze bladzijde is gedraaid en) Tj T* (toch gewoon te lezen.) Tj ET Q\n" % matrix
    return one_page(content, entries=f"/CropBox [50 60 545 782] /Rotate {angle}")


def sideways():
    """Text along the edge of the page, beside upright text on the same lines."""
    side = b"BT /F1 9 Tf 0 1 -1 0 40 500 Tm (Bijschrift langs de rand van de foto) Tj ET\n"
    down = b"BT /F1 9 Tf 0 -1 1 0 560 700 Tm (Bron: eigen onderzoek) Tj ET\n"
    tilted = b"BT /F2 40 Tf 0.7071 0.7071 -0.7071 0.7071 150 300 Tm (CONCEPT) Tj ET\n"
    upright = lines(72, 600, ["Naast het bijschrift staat gewone tekst, die niet", "met de letters ernaast wordt vermengd."])
    return one_page(side + upright + down + tilted)


def composite(pdf, encoding, descendant="", map=None, ordering="Identity"):
    """A composite font without a program; `map` is its map to text."""
    to_unicode = f"/ToUnicode {pdf.stream(map)} 0 R" if map else ""
    info = f"<< /Registry (Adobe) /Ordering ({ordering}) /Supplement 0 >>"
    cid_font = pdf.add(f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Any /CIDSystemInfo {info} /DW 1000 {descendant} >>")
    if isinstance(encoding, bytes):
        number = pdf.stream(encoding, "/Type /CMap /CMapName /Own")
        encoding = f"{number} 0 R"
    return pdf.add(f"<< /Type /Font /Subtype /Type0 /BaseFont /Any /Encoding {encoding} {to_unicode} /DescendantFonts [{cid_font} 0 R] >>")


def with_font(make, content, more=""):
    """A page whose font F3 is what `make` adds to the file."""
    pdf = Pdf()
    number = make(pdf)
    pdf.page(content, fonts=f"/F3 {number} 0 R {more}")
    return pdf.write()


def maps_to_text():
    """A map with single codes, ranges, arrays, letters beyond the first plane, several letters for a code."""
    map = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfrange
<0041> <005A> <0041>
<0061> <007A> <0061>
endbfrange
3 beginbfchar
<0001> <0020>
<0002> <00660066006C>
<0003> <D83DDE00>
endbfchar
2 beginbfrange
<0010> <0012> [<00E9> <20AC> <0066006A>]
<0020> <0021> <D835DC00>
endbfrange
endcmap end end"""
    codes = [ord(c) for c in "Stro"] + [2] + [ord(c) for c in "e"] + [1, 0x11, 1, 3, 1] + [ord(c) for c in "caf"] + [0x10, 1, 0x12, ord("ord"[0]), ord("r"), ord("d"), 1, 0x20, 0x21]
    data = b"".join(code.to_bytes(2, "big") for code in codes)
    widths = "/W [1 [300 900 1000] 16 18 600 32 33 600 65 122 550]"
    make = lambda pdf: composite(pdf, "/Identity-H", widths, map)
    return with_font(make, b"BT /F3 12 Tf 72 700 Td <" + data.hex().encode() + b"> Tj ET\n")


def own_encoding():
    """Codes of one and of two bytes, by an encoding in the file that is built on one with a name only."""
    encoding = b"""/90ms-RKSJ-H usecmap
1 begincidchar <8765> 843 endcidchar"""
    make = lambda pdf: composite(pdf, encoding, ordering="Japan1")
    # The added code is that of a letter which the base has elsewhere.
    data = "AB 日本".encode("shift-jis") + b"\x87\x65"
    return with_font(make, b"BT /F3 12 Tf 72 700 Td <" + data.hex().encode() + b"> Tj ET\n")


def predefined(encoding, codec, ordering, words):
    """Text in an encoding that has only a name."""
    make = lambda pdf: composite(pdf, "/" + encoding, ordering=ordering)
    return with_font(make, b"BT /F3 12 Tf 72 700 Td <" + words.encode(codec).hex().encode() + b"> Tj ET\n")


def downwards():
    """Two columns of text written downwards, the right one first."""
    make = lambda pdf: composite(pdf, "/UniJIS-UTF16-V", ordering="Japan1")
    column = lambda x, words: b"BT /F3 12 Tf %g 700 Td <%s> Tj ET\n" % (x, words.encode("utf-16-be").hex().encode())
    return with_font(make, column(400, "日本語の文章は") + column(380, "縦に書かれます"))


def forms():
    """Forms in forms, each with a matrix of its own and resources of its own or the page's."""
    pdf = Pdf()
    inner = pdf.stream(
        b"BT /Fx 11 Tf 0 0 Td (In het binnenste formulier.) Tj ET",
        f"/Type /XObject /Subtype /Form /BBox [0 0 300 20] /Matrix [0.5 0 0 0.5 0 0] /Resources << /Font << /Fx {pdf.helvetica} 0 R >> >>",
    )
    outer = pdf.stream(
        # The font is that of the page, and so is the colour; the inner form is drawn at twice its size.
        b"BT /F1 11 Tf 0 40 Td (In het buitenste formulier.) Tj ET q 2 0 0 2 0 0 cm /Inner Do Q",
        f"/Type /XObject /Subtype /Form /BBox [0 0 400 60] /Matrix [1 0 0 1 72 0] /Resources << /XObject << /Inner {inner} 0 R >> >>",
    )
    content = lines(72, 770, ["Boven het formulier."]) + b"q 1 0 0 1 0 700 cm /Outer Do Q\n" + lines(72, 650, ["Onder het formulier."])
    pdf.page(content, resources=f"/XObject << /Outer {outer} 0 R >>")
    return pdf.write()


def layers():
    """Layers that are on and off: in the content, for a form, by a group's membership, by a base state."""
    pdf = Pdf()
    on, off, print_only = (pdf.add(f"<< /Type /OCG /Name ({name}) >>") for name in ("Aan", "Uit", "Druk"))
    any_off = pdf.add(f"<< /Type /OCMD /OCGs [{off} 0 R] /P /AnyOn >>")
    either = pdf.add(f"<< /Type /OCMD /OCGs [{on} 0 R {off} 0 R] /P /AnyOn >>")
    both = pdf.add(f"<< /Type /OCMD /OCGs [{on} 0 R {off} 0 R] /P /AllOn >>")
    form = pdf.stream(
        b"BT /F1 11 Tf 72 660 Td (Formulier van de laag die uit is.) Tj ET",
        f"/Type /XObject /Subtype /Form /BBox [0 0 600 900] /OC {off} 0 R",
    )
    marked = lambda name, y, words: b"/OC /%s BDC BT /F1 11 Tf 72 %d Td %s ET EMC\n" % (name, y, show(words))
    content = (
        marked(b"On", 770, "Laag die aan is.")
        + marked(b"Off", 750, "Laag die uit is.")
        + b"/OC /Off BDC /Span << >> BDC BT /F1 11 Tf 72 730 Td (Binnen de laag die uit is.) Tj ET EMC EMC\n"
        + marked(b"AnyOff", 710, "Lid van de laag die uit is.")
        + marked(b"Either", 690, "Een van beide is aan.")
        + marked(b"Both", 670, "Niet alle zijn aan.")
        + b"/Form Do\n"
        + lines(72, 640, ["Zonder laag."])
    )
    properties = f"/On {on} 0 R /Off {off} 0 R /AnyOff {any_off} 0 R /Either {either} 0 R /Both {both} 0 R"
    pdf.page(content, resources=f"/Properties << {properties} >> /XObject << /Form {form} 0 R >>")
    pdf.catalog["OCProperties"] = f"<< /OCGs [{on} 0 R {off} 0 R {print_only} 0 R] /D << /OFF [{off} 0 R] >> >>"
    return pdf.write()


def layers_off_by_default():
    """All layers are off but those that are named."""
    pdf = Pdf()
    on, off = (pdf.add(f"<< /Type /OCG /Name ({name}) >>") for name in ("Aan", "Uit"))
    marked = lambda name, y, words: b"/OC /%s BDC BT /F1 11 Tf 72 %d Td %s ET EMC\n" % (name, y, show(words))
    content = marked(b"On", 770, "Laag die aan is.") + marked(b"Off", 750, "Laag die uit is.")
    pdf.page(content, resources=f"/Properties << /On {on} 0 R /Off {off} 0 R >>")
    pdf.catalog["OCProperties"] = f"<< /OCGs [{on} 0 R {off} 0 R] /D << /BaseState /OFF /ON [{on} 0 R] >> >>"
    return pdf.write()


def inline_images():
    """Small images in the content, whose data look like what would follow them."""
    image = lambda data, entries: b"BI %s ID %s\nEI\n" % (entries, data)
    gray = lambda data: image(data, b"/W %d /H 1 /BPC 8 /CS /G" % len(data))
    noise = bytes(range(256))
    content = (
        lines(72, 770, ["Voor de afbeeldingen."])
        + gray(b"\x01\x02 EI \x90\x91 EI (niet) Tj \x00\xff")
        + lines(72, 750, ["Na de eerste."])
        # Printable throughout: only the length tells where it ends.
        + gray(b"abc\nEI Q BT /F1 11 Tf 72 600 Td (valse tekst) Tj ET EI\n")
        + lines(72, 730, ["Na de tweede."])
        + gray(noise + b" EI\n" + noise)
        + lines(72, 710, ["Na de derde."])
        + image(b"FF00FF00 EI FF00>", b"/W 2 /H 2 /BPC 8 /CS /G /F /AHx")
        + lines(72, 690, ["Na de vierde."])
        # Named in full, by an indexed space, and straight after the data.
        + b"BI /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace [/Indexed /DeviceRGB 1 <000000FFFFFF>] ID \x00\x01\x01\x00 EI Q\n"
        + lines(72, 670, ["Na de vijfde."])
    )
    return one_page(content)


def actual_text():
    """Glyphs that stand for other text than theirs."""
    spans = (
        b"BT /F1 11 Tf 14 TL 72 770 Td\n"
        # A hyphen that is there only because the line ends.
        b"(De ontwikkelings) Tj /Span << /ActualText () >> BDC (-) Tj EMC T* (fondsen groeien.) Tj T*\n"
        # A fraction and a word in ornamental letters, by the name of a property list.
        b"(Ongeveer ) Tj /Span << /ActualText (1/2) >> BDC (X) Tj EMC ( deel is ) Tj /Span /Word BDC (qwe) Tj (rty) Tj EMC (.) Tj T*\n"
        # Unicode, and a span within a span: the outer one counts.
        b"/Span << /ActualText <FEFF20AC002000350030> >> BDC /Span << /ActualText (fout) >> BDC (abc) Tj EMC ( d) Tj EMC ( per uur.) Tj T*\n"
        # Spelling that changes at the end of a line.
        b"(De Dru) Tj /Span << /ActualText (c) >> BDC (k-) Tj EMC T* (ker ver) Tj /Span << /ActualText () >> BDC (-) Tj EMC (dient.) Tj\n"
        b"ET\n"
    )
    return one_page(spans, resources="/Properties << /Word << /ActualText (scholing) >> >>")


def doubled():
    """Text drawn two and three times to look bold, line by line, word by word and letter by letter."""
    line = lambda x, y, words: b"BT /F1 11 Tf %g %g Td %s ET\n" % (x, y, show(words))
    letters = b"".join(
        b"1 0 0 1 %g 690 Tm %s\n1 0 0 1 %g 690 Tm %s\n" % (72 + 7.2 * i, show(c), 72.3 + 7.2 * i, show(c))
        for i, c in enumerate("Letters")
    )
    words = b"".join(
        b"1 0 0 1 %g 670 Tm %s\n1 0 0 1 %g 670 Tm %s\n" % (72 + 7.2 * at, show(w), 72.25 + 7.2 * at, show(w))
        for at, w in ((0, "Woorden"), (8, "dubbel"))
    )
    return one_page(
        line(72, 770, "Vette regel.") + line(72.3, 770, "Vette regel.") + line(72.15, 770.2, "Vette regel.")
        + line(72, 740, "Gewone regel, gewone regel.")
        + b"BT /F3 12 Tf\n" + letters + words + b"ET\n",
        fonts=COURIER,
    )


def ligatures():
    """Ligatures as glyphs of a simple font, a hyphen of every kind, accents over letters."""
    font = (
        "/F3 << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /FirstChar 1 /LastChar 9 /Widths [556 556 833 278 333 333 0 250 333] "
        "/Encoding << /BaseEncoding /WinAnsiEncoding /Differences [1 /fi /fl /ffi /IJ /hyphen /uni00AD /uni200B /space /uni2011] >> >>"
    )
    return one_page(
        text(
            b"(Pro) Tj <01> Tj (el, ) Tj (re) Tj <02> Tj (ectie, e) Tj <03> Tj (ci\\353nt.) Tj T*",
            # Unbreakable, soft and real hyphens.
            b"(De O&O) Tj <09> Tj (fondsen en de premie) Tj <05> Tj (inkomsten van het mede) Tj <06> Tj T*",
            b"(werkers) Tj <07> Tj (fonds.) Tj",
            font="F3",
        ),
        fonts=font,
    )


def raised():
    """Letters above and below the line by rise, by a text matrix, and smaller letters on the line."""
    return one_page(
        text(
            b"(Het CO) Tj /F1 7 Tf -2 Ts (2) Tj 0 Ts /F1 11 Tf (-doel van de 21) Tj /F1 7 Tf 4 Ts (ste) Tj 0 Ts /F1 11 Tf ( eeuw telt 12 m) Tj "
            b"/F1 7 Tf 4 Ts (2) Tj 0 Ts /F1 11 Tf (.) Tj"
        )
    )


def state():
    """What is saved and restored: font and spacing by q and Q, outside of text objects and within them."""
    return one_page(
        b"/F1 11 Tf 14 TL\n"
        b"q /F2 30 Tf 9 Tc Q\n"
        b"BT 72 770 Td (Het lettertype staat buiten het tekstobject.) Tj T* q 5 Tc Q (En blijft na herstel.) Tj ET\n"
        # Operands that are missing, too many, and unknown operators, in which nothing else is lost.
        b"BT 72 700 Td 1 2 3 onbekend Tj (over) foo [1 2] /Naam Td (Na vreemde operatoren.) Tj ET\n"
    )


def labels():
    """Pages numbered as a book: a cover without a number, a preface in Roman figures, and the rest by chapter."""
    pdf = Pdf()
    for words in ("Omslag.", "Voorwoord.", "Inhoud.", "Eerste hoofdstuk.", "Vervolg."):
        pdf.page(lines(72, 770, [words]))
    pdf.catalog["PageLabels"] = "<< /Nums [0 << /P (Omslag) >> 1 << /S /r >> 3 << /S /D /P (1-) /St 5 >>] >>"
    return pdf.write()


FILES = {
    "text-spacing": spacing,
    "text-pieces": pieces,
    "text-letters-apart": letters_apart,
    "text-letter-by-letter": letter_by_letter,
    "text-words-out-of-order": words_out_of_order,
    "text-rotated-90": lambda: rotated_page(90),
    "text-rotated-180": lambda: rotated_page(180),
    "text-rotated-270": lambda: rotated_page(270),
    "text-sideways": sideways,
    "text-maps": maps_to_text,
    "text-own-encoding": own_encoding,
    "text-shift-jis": lambda: predefined("90ms-RKSJ-H", "shift-jis", "Japan1", "ABC 日本語"),
    "text-gbk": lambda: predefined("GBK-EUC-H", "gbk", "GB1", "简体中文"),
    "text-big5": lambda: predefined("ETen-B5-H", "big5", "CNS1", "繁體中文"),
    "text-korean": lambda: predefined("KSCms-UHC-H", "cp949", "Korea1", "한국어"),
    "text-utf16": lambda: predefined("UniJIS-UTF16-H", "utf-16-be", "Japan1", "日本𠀋語"),
    "text-downwards": downwards,
    "text-forms": forms,
    "text-layers": layers,
    "text-layers-off": layers_off_by_default,
    "text-inline-images": inline_images,
    "text-actual": actual_text,
    "text-doubled": doubled,
    "text-ligatures": ligatures,
    "text-raised": raised,
    "text-state": state,
    "text-labels": labels,
}
