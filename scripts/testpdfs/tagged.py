"""Tagged files: what the structure tree says of text that looks all alike."""

from .writer import Pdf, lines, text_string


class Tagged:
    """A file with a structure tree. Elements are nested lists: tag, entries of the dictionary, children; a child that is a
    tuple (page, number) is the piece of content with that number on that page."""

    def __init__(self, role_map=""):
        self.pdf = Pdf()
        self.root = self.pdf.add(b"")
        self.role_map = role_map
        self.parents = {}

    def page(self, pieces):
        """Adds a page of (number, content); None as the number makes an artifact, a string a piece without a tag."""
        content = b""
        for number, piece in pieces:
            if number is None:
                content += b"/Artifact << /Type /Pagination >> BDC\n" + piece + b"EMC\n"
            elif isinstance(number, str):
                content += piece
            else:
                content += b"/Span << /MCID %d >> BDC\n" % number + piece + b"EMC\n"
        return self.pdf.page(content, entries=f"/StructParents {len(self.pdf.pages)}")

    def element(self, node, parent):
        tag, entries, children = node
        number = self.pdf.add(b"")
        kids = []
        for child in children:
            if isinstance(child, tuple):
                page, mcid = child
                kids.append(f"<< /Type /MCR /Pg {page} 0 R /MCID {mcid} >>")
            else:
                kids.append(f"{self.element(child, number)} 0 R")
        self.pdf.set(number, f"<< /Type /StructElem /S /{tag} /P {parent} 0 R {entries} /K [{' '.join(kids)}] >>")
        return number

    def write(self, *nodes, entries=""):
        kids = " ".join(f"{self.element(node, self.root)} 0 R" for node in nodes)
        self.pdf.set(self.root, f"<< /Type /StructTreeRoot /K [{kids}] /RoleMap << {self.role_map} >> {entries} >>")
        self.pdf.catalog["StructTreeRoot"] = f"{self.root} 0 R"
        self.pdf.catalog["MarkInfo"] = "<< /Marked true >>"
        self.pdf.catalog["Lang"] = "(nl-NL)"
        return self.pdf.write()


def at(y, text, x=72):
    return lines(x, y, [text])


def report():
    """Headings, a list, a table, a paragraph over two pages: all in one size and weight, so that only the tags tell."""
    t = Tagged(role_map="/Kop /H2 /Bullets /L")
    one = t.page(
        [
            (None, at(815, "Jaarverslag van een fonds")),
            (0, at(770, "Scholing")),
            (1, at(740, "Het fonds vergoedt cursussen van werknemers die een vak willen leren.")),
            (2, at(710, "Vergoedingen")),
            (3, at(680, "1", 72)),
            (4, at(680, "een cursus van een dag", 90)),
            (5, at(660, "2", 72)),
            (6, at(660, "een opleiding van een jaar", 90)),
            (7, at(620, "Regeling")),
            (8, at(620, "Bedrag", 300)),
            (9, at(600, "Voucher")),
            (10, at(600, "500 euro", 300)),
            (11, at(560, "The fund also pays for courses in English.")),
            (12, at(90, "Werkgevers en werknemers maken samen een plan voor het werk van")),
        ]
    )
    two = t.page(
        [
            (None, at(815, "Jaarverslag van een fonds")),
            (0, at(770, "morgen en leggen dat vast.")),
            (1, at(740, "Bijzonderheden")),
            (2, at(740, "z1jn", 150)),
            (3, at(740, "er niet.", 176)),
        ]
    )
    item = lambda mark, body: ["LI", "", [["Lbl", "", [(one, mark)]], ["LBody", "", [(one, body)]]]]  # noqa: E731
    row = lambda tag, first: ["TR", "", [[tag, "", [(one, first)]], [tag, "", [(one, first + 1)]]]]  # noqa: E731
    return t.write(
        [
            "Document",
            "",
            [
                ["H1", "", [(one, 0)]],
                ["P", "", [(one, 1)]],
                ["Kop", "", [(one, 2)]],
                ["Bullets", "", [item(3, 4), item(5, 6)]],
                ["Table", "", [row("TH", 7), row("TD", 9)]],
                ["P", "/Lang (en-GB)", [(one, 11)]],
                ["P", "", [(one, 12), (two, 0)]],
                ["P", "", [(two, 1), ["Span", f"/ActualText {text_string('zijn').decode('latin-1')}", [(two, 2)]], (two, 3)]],
            ],
        ]
    )


def loop():
    """A tree that leads back to itself."""
    t = Tagged()
    page = t.page([(0, at(770, "Het fonds vergoedt scholing van werknemers.")), (1, at(740, "Werkgevers vragen die aan."))])
    data = t.write(["P", "", [(page, 0)]], ["P", f"/K2 {t.root} 0 R", [(page, 1)]])
    # The second paragraph now has the root of the tree among its children.
    return data.replace(b"/K2 %d 0 R /K [" % t.root, b"/K [%d 0 R " % t.root + b" " * 4)


def untrue():
    """Tags that put the lines of a page in the order in which nobody reads them."""
    t = Tagged()
    texts = [f"Zin nummer {i} van deze bladzijde gaat over scholing en werk." for i in range(1, 11)]
    page = t.page([(i, at(770 - 20 * i, text)) for i, text in enumerate(texts)])
    order = [7, 2, 9, 0, 5, 3, 8, 1, 6, 4]
    return t.write(["P", "", [(page, i) for i in order]])


FILES = {"tagged-report": report, "tagged-loop": loop, "tagged-untrue": untrue}
