"""A PDF written object by object, so that a test file holds exactly what it says."""

import zlib

A4 = (595, 842)


def text_string(text):
    """A string operand: PDFDocEncoding where Latin-1 has the letters, UTF-16 elsewhere."""
    try:
        data = text.encode("latin-1")
    except UnicodeEncodeError:
        data = b"\xfe\xff" + text.encode("utf-16-be")
    return literal(data)


def literal(data):
    """A literal string of these bytes."""
    escaped = data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"(" + escaped.replace(b"\r", b"\\r").replace(b"\n", b"\\n") + b")"


def show(text, encoding="cp1252"):
    """The operator that shows `text` in a font of that encoding."""
    return literal(text.encode(encoding)) + b" Tj"


def lines(x, y, texts, size=11, leading=14, font="F1"):
    """Lines of text below each other, the first with its baseline at `y` points from the foot of the page."""
    shown = b"\n".join(show(text) + b" T*" for text in texts)
    return b"BT /%s %g Tf %g TL %g %g Td\n%s\nET\n" % (font.encode(), size, leading, x, y, shown)


class Pdf:
    """Objects by number; `write` gives the file with a plain table of contents."""

    def __init__(self, version="1.7"):
        self.version = version
        self.objects = {}
        self.pages = []
        self.catalog = {}
        self.trailer = {}
        self.root = self.add(b"")
        self.tree = self.add(b"")
        self.helvetica = self.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
        self.bold = self.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>")

    def add(self, body):
        """Adds an object and gives its number."""
        number = len(self.objects) + 1
        self.objects[number] = body.encode("latin-1") if isinstance(body, str) else body
        return number

    def set(self, number, body):
        """Replaces an object."""
        self.objects[number] = body.encode("latin-1") if isinstance(body, str) else body

    def stream(self, data, entries="", compress=False):
        """Adds a stream; `entries` are further entries of its dictionary."""
        if compress:
            data = zlib.compress(data, 9)
            entries += " /Filter /FlateDecode"
        return self.add(b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries.encode("latin-1"), data))

    def page(self, content, entries="", resources="", fonts="", size=A4):
        """Adds a page. F1 is Helvetica, F2 Helvetica-Bold; `fonts`, `resources` and `entries` add to its dictionaries."""
        contents = f"/Contents {self.stream(content)} 0 R" if content is not None else ""
        number = self.add(
            f"<< /Type /Page /Parent {self.tree} 0 R /MediaBox [0 0 {size[0]} {size[1]}] {contents} "
            f"/Resources << /Font << /F1 {self.helvetica} 0 R /F2 {self.bold} 0 R {fonts} >> {resources} >> {entries} >>"
        )
        self.pages.append(number)
        return number

    def finish(self):
        """Writes the catalog and the page tree."""
        kids = " ".join(f"{number} 0 R" for number in self.pages)
        self.set(self.tree, f"<< /Type /Pages /Kids [{kids}] /Count {len(self.pages)} >>")
        extra = " ".join(f"/{key} {value}" for key, value in self.catalog.items())
        self.set(self.root, f"<< /Type /Catalog /Pages {self.tree} 0 R {extra} >>")

    def write(self):
        """The bytes of the file."""
        self.finish()
        out = bytearray(b"%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n" % self.version.encode())
        offsets = {}
        for number, body in self.objects.items():
            offsets[number] = len(out)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(self.objects) + 1)
        for number in self.objects:
            out += b"%010d 00000 n \n" % offsets[number]
        extra = " ".join(f"/{key} {value}" for key, value in self.trailer.items())
        out += f"trailer\n<< /Size {len(self.objects) + 1} /Root {self.root} 0 R {extra} >>\nstartxref\n{start}\n%%EOF\n".encode("latin-1")
        return bytes(out)


def plain():
    """Three pages, the second of them empty."""
    pdf = Pdf()
    pdf.page(lines(72, 770, ["Het fonds vergoedt scholing. Werkgevers vragen die aan en", "werknemers kiezen de cursus."]))
    pdf.page(b"")
    pdf.page(lines(72, 770, ["Tweede bladzijde."]))
    return pdf.write()


FILES = {"plain": plain}
