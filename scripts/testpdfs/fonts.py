"""Fonts that say in one way or another, or not at all, which letters their glyphs are. Their outlines are boxes."""

import struct

from .writer import Pdf, literal

FLAGS_SYMBOLIC = 4


def truetype(glyphs, cmaps=(), names=None):
    """A TrueType program. `glyphs` says of each whether it draws a box or nothing; `cmaps` are (platform, encoding, codes to
    glyphs); `names` are those of the glyphs."""
    outline = struct.pack(">hhhhh", 1, 100, 0, 500, 700) + struct.pack(">HH", 3, 0) + bytes([1] * 4)
    outline += struct.pack(">hhhh", 100, 400, 0, -400) + struct.pack(">hhhh", 0, 0, 700, 0)
    glyf, loca = b"", [0]
    for draws in glyphs:
        glyf += outline if draws else b""
        loca.append(len(glyf))
    subtables, records = b"", b""
    for platform, encoding, codes in cmaps:
        records += struct.pack(">HHI", platform, encoding, 4 + 8 * len(cmaps) + len(subtables))
        ordered = sorted(codes.items()) + [(0xFFFF, 0)]
        count = len(ordered)
        body = struct.pack(">HHHH", 2 * count, 0, 0, 0)
        body += b"".join(struct.pack(">H", code) for code, _ in ordered) + b"\0\0"
        body += b"".join(struct.pack(">H", code) for code, _ in ordered)
        body += b"".join(struct.pack(">H", (glyph - code) & 0xFFFF) for code, glyph in ordered)
        body += bytes(2 * count)
        subtables += struct.pack(">HHH", 4, 6 + len(body), 0) + body
    post = struct.pack(">IIhhIIIII", 0x20000 if names else 0x30000, 0, -100, 50, 0, 0, 0, 0, 0)
    if names:
        post += struct.pack(">H", len(names)) + b"".join(struct.pack(">H", 258 + i) for i in range(len(names)))
        post += b"".join(bytes([len(name)]) + name.encode() for name in names)
    tables = {
        b"cmap": struct.pack(">HH", 0, len(cmaps)) + records + subtables,
        b"glyf": glyf,
        b"head": struct.pack(">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, 1000, 0, 0, 0, 0, 1000, 1000, 0, 8, 2, 1, 0),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, 800, -200, 0, 600, 0, 0, 600, 1, 0, 0, 0, 0, 0, 0, 0, len(glyphs)),
        b"hmtx": struct.pack(">Hh", 600, 100) * len(glyphs),
        b"loca": b"".join(struct.pack(">I", at) for at in loca),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, len(glyphs), 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        b"post": post,
    }
    head, body = struct.pack(">IHHHH", 0x10000, len(tables), 0, 0, 0), b""
    for tag, data in sorted(tables.items()):
        head += struct.pack(">4sIII", tag, 0, 12 + 16 * len(tables) + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    return head + body


def compact(names, codes):
    """A CFF program: the names of its glyphs after `.notdef`, and their codes."""

    def index(items):
        if not items:
            return struct.pack(">H", 0)
        offsets = [1]
        for item in items:
            offsets.append(offsets[-1] + len(item))
        return struct.pack(">HB", len(items), 2) + b"".join(struct.pack(">H", at) for at in offsets) + b"".join(items)

    number = lambda value: struct.pack(">Bh", 28, value)  # noqa: E731
    # A box: 100 0 rmoveto 400 hlineto 700 vlineto -400 hlineto endchar.
    box = number(100) + number(0) + b"\x15" + number(400) + b"\x06" + number(700) + b"\x07" + number(-400) + b"\x06\x0e"
    charset = b"\0" + b"".join(struct.pack(">H", 391 + i) for i in range(len(names)))
    encoding = bytes([0, len(codes)]) + bytes(codes)
    strings = index([name.encode() for name in names])
    chars = index([b"\x0e"] + [box] * len(names))
    start = b"\1\0\4\1" + index([b"Doos"])
    at = len(start) + len(index([bytes(19)])) + len(strings) + len(index([]))
    top = number(at) + b"\x0f" + number(at + len(charset)) + b"\x10" + number(at + len(charset) + len(encoding)) + b"\x11"
    top += number(0) + number(0) + b"\x12"
    top = index([top])
    return start + top + strings + index([]) + charset + encoding + chars


class Fonts(Pdf):
    """A page on which each font shows one line, 40 points below the one before."""

    def __init__(self):
        super().__init__()
        self.content, self.named, self.y = b"", "", 780

    def line(self, font, shown):
        name = f"T{font}"
        self.named += f"/{name} {font} 0 R "
        self.content += b"BT /%s 11 Tf 72 %d Td %s ET\n" % (name.encode(), self.y, shown)
        self.y -= 40

    def descriptor(self, name, program, key="FontFile2", flags=32, entries=""):
        file = self.stream(program, entries)
        box = "/FontBBox [0 -200 1000 800] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80"
        return self.add(f"<< /Type /FontDescriptor /FontName /{name} /Flags {flags} {box} /{key} {file} 0 R >>")

    def simple(self, kind, name, descriptor, first, count, entries=""):
        widths = " ".join(["600"] * count)
        return self.add(
            f"<< /Type /Font /Subtype /{kind} /BaseFont /{name} /FirstChar {first} /LastChar {first + count - 1} "
            f"/Widths [{widths}] /FontDescriptor {descriptor} 0 R {entries} >>"
        )

    def composite(self, name, descriptor, entries="", encoding="Identity-H", inner="", base=None):
        info = "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        descendant = self.add(
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} {info} /DW 600 /FontDescriptor {descriptor} 0 R {inner} >>"
        )
        return self.add(
            f"<< /Type /Font /Subtype /Type0 /BaseFont /{base or name} /Encoding /{encoding} "
            f"/DescendantFonts [{descendant} 0 R] {entries} >>"
        )

    def to_unicode(self, pairs, width=4, head=""):
        """A map; `pairs` are codes and what they stand for."""
        lines = "\n".join(f"<{code:0{width}x}> <{text.encode('utf-16-be').hex()}>" for code, text in pairs)
        space = f"1 begincodespacerange <{'0' * width}> <{'f' * width}> endcodespacerange"
        return self.stream(f"{head} begincmap {space} {len(pairs)} beginbfchar\n{lines}\nendbfchar endcmap".encode())

    def done(self, **entries):
        self.page(self.content, fonts=self.named, **entries)
        return self.write()


def codes(glyphs):
    return b"<%s> Tj" % "".join(f"{glyph:04x}" for glyph in glyphs).encode()


def letters(text, first=1):
    """The letters of a text, each once, and the numbers that the text is in them."""
    alphabet = sorted(set(text))
    return alphabet, [alphabet.index(letter) + first for letter in text]


def programs():
    """No encoding and no map: the tables and names of the embedded programs tell."""
    pdf = Fonts()
    # Symbolic: codes lie at U+F000, names tell the letters.
    alphabet, shown = letters("vakonderwijs")
    program = truetype([True] * (len(alphabet) + 1), [(3, 0, {0xF000 + i: i for i in range(1, len(alphabet) + 1)})], [".notdef", *alphabet])
    font = pdf.simple("TrueType", "AAAAAA+Symbolisch", pdf.descriptor("AAAAAA+Symbolisch", program, flags=FLAGS_SYMBOLIC), 1, len(alphabet))
    pdf.line(font, literal(bytes(shown)) + b" Tj")
    # Composite, by the table of characters read backwards.
    alphabet, shown = letters("leergeld é")
    program = truetype([True] * (len(alphabet) + 1), [(3, 1, {ord(letter): i for i, letter in enumerate(alphabet, 1)})])
    pdf.line(pdf.composite("AAAAAB+Tekens", pdf.descriptor("AAAAAB+Tekens", program)), codes(shown))
    # Composite, by names.
    names = [".notdef", "f_i", "uni0133", "u1E9E", "eacute", "n.smcp", "d"]
    program = truetype([True] * len(names), [], names)
    pdf.line(pdf.composite("AAAAAC+Namen", pdf.descriptor("AAAAAC+Namen", program)), codes([1, 5, 6, 2, 3, 4]))
    # Compact, by its own encoding and names.
    names = ["o", "f_f_i", "c", "i", "e", "uni0065"]
    program = compact(names, [1, 2, 3, 4, 5, 6])
    descriptor = pdf.descriptor("AAAAAD+Compact", program, "FontFile3", FLAGS_SYMBOLIC, "/Subtype /Type1C")
    pdf.line(pdf.simple("Type1", "AAAAAD+Compact", descriptor, 1, 6), literal(bytes([1, 2, 3, 4, 5, 6])) + b" Tj")
    return pdf.done()


def spoiled():
    """Maps that are wrong, and witnesses that know better."""
    pdf = Fonts()
    word = "fiscaal"
    # A ligature that became an ideograph, in a font with names.
    differences = "/Encoding << /Differences [1 /fi /s /c /a /l /n] >>"
    wrong = pdf.to_unicode([(1, "\u6600"), (2, "s"), (3, "c"), (4, "a"), (5, "l"), (6, "n")], width=2)
    font = pdf.simple("Type1", "Doos", pdf.descriptor("Doos", compact(["x"], [1]), "FontFile3", 4, "/Subtype /Type1C"), 1, 6, f"{differences} /ToUnicode {wrong} 0 R")
    pdf.line(font, literal(bytes([1, 2, 3, 4, 4, 5])) + b" Tj")
    # The same in a composite font, whose program has a character for it.
    alphabet, shown = letters(word + "opleidng")
    table = [(3, 1, {ord(letter): i for i, letter in enumerate(alphabet, 1)})]
    program = truetype([True] * (len(alphabet) + 1), table)
    right = list(enumerate(alphabet, 1))
    one_wrong = [(i, "\u6600" if letter == "f" else letter) for i, letter in right]
    descriptor = pdf.descriptor("AAAAAE+Tekens", program)
    pdf.line(pdf.composite("AAAAAE+Tekens", descriptor, f"/ToUnicode {pdf.to_unicode(one_wrong)} 0 R"), codes(shown[: len(word)]))
    # Private use.
    one_private = [(i, "\ue123" if letter == "f" else letter) for i, letter in right]
    pdf.line(pdf.composite("AAAAAE+Tekens", descriptor, f"/ToUnicode {pdf.to_unicode(one_private)} 0 R"), codes(shown[: len(word)]))
    # A map that repeats the codes, and one that says the same of all of them.
    repeats = [(i, chr(i)) for i, _ in right]
    pdf.line(pdf.composite("AAAAAE+Tekens", descriptor, f"/ToUnicode {pdf.to_unicode(repeats)} 0 R"), codes(shown[: len(word)]))
    constant = [(i, "x") for i, _ in right]
    pdf.line(pdf.composite("AAAAAE+Tekens", descriptor, f"/ToUnicode {pdf.to_unicode(constant)} 0 R"), codes(shown[: len(word)]))
    # An ideograph among ideographs is believed.
    kanji = [(i, chr(0x65E5 + i)) for i in range(1, 13)]
    plain = pdf.descriptor("AAAAAF+Kanji", truetype([True] * 13))
    pdf.line(pdf.composite("AAAAAF+Kanji", plain, f"/ToUnicode {pdf.to_unicode(kanji)} 0 R"), codes([1, 2]))
    return pdf.done()


def silent():
    """A font that tells nothing; the glyph that draws nothing is a space."""
    pdf = Fonts()
    program = truetype([True, True, True, False, True])
    pdf.line(pdf.composite("AAAAAG+Zwijgt", pdf.descriptor("AAAAAG+Zwijgt", program)), codes([1, 2, 3, 4, 1]))
    return pdf.done()


def silent_line():
    """The same below text that can be read."""
    pdf = Fonts()
    pdf.line(pdf.helvetica, literal(b"Het fonds") + b" Tj")
    program = truetype([True, True, True, False, True])
    pdf.line(pdf.composite("AAAAAG+Zwijgt", pdf.descriptor("AAAAAG+Zwijgt", program)), codes([1, 2, 3, 4, 1]))
    return pdf.done()


def type3():
    """Glyphs that are content: by the names of their encoding; by numbers that are codes of TeX; and white outside, dark within."""
    pdf = Fonts()

    def font(names, first, content=b"600 0 100 0 500 700 d1 100 0 400 700 re f"):
        glyph = pdf.stream(content)
        procedures = " ".join(f"/{name} {glyph} 0 R" for name in names)
        widths = " ".join(["600"] * len(names))
        return pdf.add(
            f"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 600 700] /FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << {procedures} >> "
            f"/Encoding << /Differences [{first} {' '.join('/' + name for name in names)}] >> /FirstChar {first} "
            f"/LastChar {first + len(names) - 1} /Widths [{widths}] >>"
        )

    pdf.line(font(["s", "c", "h", "o", "l", "i", "n", "g"], 1), literal(bytes([1, 2, 3, 4, 5, 6, 7, 8])) + b" Tj")
    pdf.line(font([f"a{code}" for code in range(97, 123)], 97), literal(b"vakman") + b" Tj")
    own = font(["b", "o", "n", "t"], 1, b"600 0 d0 0.8 0 0 rg 100 0 400 700 re f")
    pdf.line(own, b"1 g " + literal(bytes([1, 2, 3, 4])) + b" Tj 0 g")
    return pdf.done()


def standard():
    """Encodings that the file names, or that a standard font has by itself."""
    pdf = Fonts()

    def font(name, entries=""):
        return pdf.add(f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} {entries} >>")

    pdf.line(font("Times-Roman"), literal(b"\xaenanci\xaf") + b" Tj")
    pdf.line(font("Times-Roman", "/Encoding /MacRomanEncoding"), literal("coördinatië ﬁ".encode("mac-roman")) + b" Tj")
    pdf.line(font("Times-Roman", "/Encoding /WinAnsiEncoding"), literal("€ 5 – één".encode("cp1252")) + b" Tj")
    pdf.line(font("Symbol"), literal(b"a + b") + b" Tj")
    pdf.line(font("ZapfDingbats"), literal(b"4") + b" Tj")
    pdf.line(font("Courier", "/Encoding << /BaseEncoding /WinAnsiEncoding /Differences [65 /ij /IJ /ffl /germandbls] >>"), literal(b"ABCD") + b" Tj")
    return pdf.done()


def vertical():
    """Two columns that are written downwards, the right one first."""
    pdf = Fonts()
    columns = ["\u7814\u4fee\u57fa\u91d1", "\u5831\u544a\u66f8"]
    alphabet, _ = letters("".join(columns))
    descriptor = pdf.descriptor("AAAAAH+Neer", truetype([True] * (len(alphabet) + 1)))
    mapped = pdf.to_unicode(list(enumerate(alphabet, 1)))
    font = pdf.composite("AAAAAH+Neer", descriptor, f"/ToUnicode {mapped} 0 R", "Identity-V", "/DW2 [880 -1000]")
    pdf.named = f"/V {font} 0 R"
    for x, column in zip((300, 270), columns):
        shown = [alphabet.index(letter) + 1 for letter in column]
        pdf.content += b"BT /V 12 Tf %d 700 Td %s ET\n" % (x, codes(shown))
    return pdf.done()


def rotated():
    """A page on its side, and on an upright page a note along its edge."""
    pdf = Pdf()
    text = [b"Het fonds vergoedt scholing van werknemers", b"in de metaal en de techniek."]
    sideways = b"".join(b"BT /F1 11 Tf 0 1 -1 0 %d 72 Tm %s Tj ET\n" % (100 + 14 * i, literal(line)) for i, line in enumerate(text))
    pdf.page(sideways, entries="/Rotate 90")
    upright = b"".join(b"BT /F1 11 Tf 72 %d Td %s Tj ET\n" % (700 - 14 * i, literal(line)) for i, line in enumerate(text))
    edge = b"BT /F1 9 Tf 0 1 -1 0 40 300 Tm %s Tj ET\n" % literal(b"Bron: jaarverslag van het fonds")
    pdf.page(upright + edge)
    upside_down = b"".join(b"BT /F1 11 Tf -1 0 0 -1 500 %d Tm %s Tj ET\n" % (200 + 14 * i, literal(line)) for i, line in enumerate(text))
    pdf.page(upside_down, entries="/Rotate 180")
    return pdf.write()


def stray_word():
    """A font whose name was written with a space in it, which breaks the dictionary."""
    pdf = Fonts()
    alphabet, shown = letters("ontwikkeling")
    descriptor = pdf.descriptor("AAAAAI+Doos", truetype([True] * (len(alphabet) + 1)))
    mapped = pdf.to_unicode(list(enumerate(alphabet, 1)))
    pdf.line(pdf.composite("AAAAAI+Doos", descriptor, f"/ToUnicode {mapped} 0 R", base="AAAAAI+Doos,Unicode MS"), codes(shown))
    return pdf.done()


def collection():
    """A map that leaves most to the collection of characters that it is built on."""
    pdf = Fonts()
    descriptor = pdf.descriptor("AAAAAJ+Verzameling", truetype([True] * 4))
    mapped = pdf.to_unicode([(1, "x")], head="/Adobe-Japan1-UCS2 usecmap")
    pdf.line(pdf.composite("AAAAAJ+Verzameling", descriptor, f"/ToUnicode {mapped} 0 R"), codes([34, 35, 36]))
    return pdf.done()


FILES = {
    "fonts-programs": programs,
    "fonts-spoiled": spoiled,
    "fonts-silent": silent,
    "fonts-silent-line": silent_line,
    "fonts-type3": type3,
    "fonts-standard": standard,
    "fonts-vertical": vertical,
    "fonts-rotated": rotated,
    "fonts-stray-word": stray_word,
    "fonts-collection": collection,
}
