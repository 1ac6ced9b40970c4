"""How a file may be put together, well and badly: tables of contents of every kind, updates, damage, odd page trees.

Nearly all have the same two pages, so that a test says whether the text comes out whole.
"""

import re
import zlib

from .writer import Pdf, lines, literal, show

FIRST = ["Het fonds vergoedt scholing. Werkgevers vragen die", "aan en werknemers kiezen de cursus."]
SECOND = ["De tweede bladzijde gaat over de sector."]
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def stream(data, entries=""):
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries.encode(), data)


def two_pages():
    """Objects by number: 1 catalog, 2 page tree, 3 and 4 pages, 5 and 6 their contents, 7 font."""
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 7 0 R >> >> >>"
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
        3: (page % 5).encode(),
        4: (page % 6).encode(),
        5: stream(lines(72, 770, FIRST)),
        6: stream(lines(72, 770, SECOND)),
        7: FONT.encode(),
    }


def indirect(number, body):
    return b"%d 0 obj\n%s\nendobj\n" % (number, body)


def header(version="1.7"):
    return b"%%PDF-%s\n%%\xe2\xe3\xcf\xd3\n" % version.encode()


def with_objects(objects, start=None):
    """The header and the objects, and where each of them stands."""
    out, places = bytearray(header() if start is None else start), {}
    for number, body in objects.items():
        places[number] = len(out)
        out += indirect(number, body)
    return out, places


def table(places, shift=0):
    """The lines of a cross-reference table, in sections of successive numbers; `None` marks a free entry."""
    entries = {0: b"0000000000 65535 f \n"}
    for number, place in places.items():
        entries[number] = b"0000000000 00001 f \n" if place is None else b"%010d 00000 n \n" % (place + shift)
    out = bytearray(b"xref\n")
    numbers = sorted(entries)
    while numbers:
        run = [numbers.pop(0)]
        while numbers and numbers[0] == run[-1] + 1:
            run.append(numbers.pop(0))
        out += b"%d %d\n" % (run[0], len(run)) + b"".join(entries[number] for number in run)
    return bytes(out)


def trailer(size, entries=""):
    return b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (size, entries.encode())


def end(place):
    return b"startxref\n%d\n%%%%EOF\n" % place


def whole(objects=None, shift=0, start=None):
    """A plain file: the header, the objects, the table, the trailer, the end."""
    out, places = with_objects(objects or two_pages(), start)
    return bytes(out + table(places, shift) + trailer(max(places) + 1) + end(len(out)))


def object_stream(objects, entries=""):
    """A stream that holds objects."""
    index, bodies = [], b""
    for number, body in objects.items():
        index.append(b"%d %d" % (number, len(bodies)))
        bodies += body + b"\n"
    index = b" ".join(index) + b"\n"
    # Wrapped but not compressed, so that every version of zlib makes the same bytes.
    return stream(zlib.compress(index + bodies, 0), f"/Type /ObjStm /N {len(objects)} /First {len(index)} /Filter /FlateDecode {entries}")


def xref_stream(number, places, within, entries):
    """A cross-reference stream of that number. `within` gives container and index of objects in streams."""
    rows = b""
    numbers = sorted({0, number, *places, *within})
    for n in numbers:
        if n in within:
            rows += bytes([2]) + within[n][0].to_bytes(4, "big") + bytes([within[n][1]])
        elif n in places and places[n] is not None:
            rows += bytes([1]) + places[n].to_bytes(4, "big") + bytes([0])
        else:
            rows += bytes([0]) + bytes(4) + bytes([255])
    index = " ".join(f"{n} 1" for n in numbers)
    return indirect(number, stream(rows, f"/Type /XRef /W [1 4 1] /Index [{index}] {entries}"))


def split(numbers):
    """The two pages with the objects of these numbers apart."""
    objects = two_pages()
    return {n: b for n, b in objects.items() if n not in numbers}, {n: objects[n] for n in numbers}


def object_streams():
    """All that can be is in an object stream; the table of contents is a stream."""
    outside, inside = split([1, 2, 3, 4, 7])
    out, places = with_objects({**outside, 8: object_stream(inside)})
    within = {number: (8, index) for index, number in enumerate(inside)}
    start = places[9] = len(out)
    out += xref_stream(9, places, within, "/Size 10 /Root 1 0 R")
    return bytes(out + end(start))


def object_streams_lost():
    """The same without a usable place of the table of contents."""
    whole = object_streams()
    return whole[: whole.rindex(b"startxref")] + end(7)


def hybrid():
    """A table for old readers, in which the pages are free, and a stream for those that know object streams."""
    outside, inside = split([3, 4])
    out, places = with_objects({**outside, 8: object_stream(inside)})
    within = {number: (8, index) for index, number in enumerate(inside)}
    place = len(out)
    out += xref_stream(9, {8: places[8]}, within, "/Size 10")
    start = len(out)
    listed = {number: places.get(number) for number in range(1, 8)}
    return bytes(out + table(listed) + trailer(10, f"/XRefStm {place}") + end(start))


def update(data, objects, free=(), entries="", size=None):
    """The file with an update at its end: changed and new objects, and objects that are no more."""
    before = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    out, places = with_objects(objects, data)
    start = len(out)
    size = size or max(places, default=8) + 1
    out += table({**places, **dict.fromkeys(free)}) + trailer(max(size, 8), f"/Prev {before} {entries}")
    return bytes(out + end(start))


def updated():
    """Updated twice: the content of the first page is another, the second page is gone and a new one is there."""
    first = update(whole(), {5: stream(lines(72, 770, ["Deze zin is geschrapt."]))})
    page = two_pages()[4].replace(b"/Contents 6", b"/Contents 9")
    kids = b"<< /Type /Pages /Kids [3 0 R 8 0 R] /Count 2 >>"
    contents = {5: stream(lines(72, 770, FIRST)), 9: stream(lines(72, 770, SECOND))}
    return update(first, {2: kids, **contents, 8: page}, free=[4, 6], size=10)


def updated_by_stream():
    """A file with object streams; the update moves the first page out of its stream and deletes nothing else."""
    data = object_streams()
    before = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    page = two_pages()[3].replace(b"/Contents 5", b"/Contents 10")
    out, places = with_objects({3: page, 10: stream(lines(72, 770, ["Nieuwe eerste bladzijde."]))}, data)
    start = len(out)
    out += xref_stream(11, {**places, 11: start}, {}, f"/Size 12 /Root 1 0 R /Prev {before}")
    return bytes(out + end(start))


def linearized():
    """The first page, with a table of its own, stands before all else."""
    objects = two_pages()
    first, rest = [1, 3, 5, 7], [2, 4, 6]
    parameters = b"<< /Linearized 1 /L %010d /H [%010d 0000000010] /O 3 /E %010d /N 2 /T %010d >>"
    head = indirect(8, parameters % (0, 0, 0, 0))
    # The tables have a fixed length, so a first pass finds all places and a second one writes them.
    places, main, size = dict.fromkeys(objects, 0), 0, 0
    for _ in range(2):
        out = bytearray(header())
        places[8] = len(out)
        out += indirect(8, parameters % (size, main, main, main))
        own = len(out)
        out += table({n: places[n] for n in [1, 3, 5, 7, 8]}) + trailer(9, f"/Prev {main:010}") + end(0)
        for number in first + rest:
            places[number] = len(out)
            out += indirect(number, objects[number])
        main = len(out)
        out += table({n: places[n] for n in rest}) + trailer(9) + end(own)
        size = len(out)
    assert len(head) == len(indirect(8, parameters % (size, main, main, main)))
    return bytes(out)


def without(part, data=None):
    """The file without all that matches."""
    return re.sub(part, b"", data or whole(), flags=re.DOTALL)


def junk_before():
    """As it comes from a careless server; places count from the header."""
    return b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + whole()


def junk_before_counted():
    """The same, but places count from the start of the file."""
    junk = b"\0" * 100 + b"\r\n"
    out, places = with_objects(two_pages(), junk + header())
    return bytes(out + table(places) + trailer(8) + end(len(out)))


def junk_after():
    """What a server or a mail program adds."""
    return whole() + b"\r\n--boundary--\r\n" + b"\0" * 3000


def carriage_returns():
    """Lines end with a carriage return alone, those of the content too."""
    objects = {number: body.replace(b"\n", b"\r") for number, body in two_pages().items()}
    # After the keyword a line feed has to follow; a carriage return alone is a fault that old writers made.
    return whole(objects, start=header().replace(b"\n", b"\r")).replace(b"\n", b"\r").replace(b" \r0", b"\r\n0")


def lengths(length):
    """The lengths of the contents are what they are said to be; none where it is `None`."""
    objects = two_pages()
    for number in (5, 6):
        entry = b"" if length is None else b"/Length " + length
        objects[number] = re.sub(rb"/Length \d+", entry, objects[number])
    return whole(objects)


def indirect_length(target):
    """The lengths stand in an object of their own, behind the contents that need them."""
    objects = two_pages()
    for number in (5, 6):
        said = re.search(rb"/Length (\d+)", objects[number])[1]
        objects[number] = objects[number].replace(b"/Length " + said, b"/Length %d 0 R" % (target + number))
        if target < 90:
            objects[target + number] = said
    return whole(objects)


def no_endstream():
    """Neither the end of the contents is marked nor is their length right."""
    return without(rb"\nendstream", lengths(b"0"))


def off_by_one():
    """The table numbers its entries from 1, which some programs do."""
    return whole().replace(b"xref\n0 8\n", b"xref\n1 8\n")


def short_lines():
    """The entries of the table are a byte shorter than they ought to be."""
    data = whole()
    at = data.index(b"xref\n")
    return data[:at] + data[at:].replace(b" \n", b"\n")


def odd_keywords():
    """White space and comments where they are rare."""
    objects = two_pages()
    objects[5] = objects[5].replace(b"stream\n", b"stream \r\n", 1)
    objects[3] = objects[3].replace(b"/Parent", b"% eerste >>\n/Parent")
    objects[2] = b"<</Type/Pages/Kids[3 0 R%\r4 0 R]/Count 2>>"
    data, places = with_objects({})
    for number, body in objects.items():
        data += b"\n  "
        places[number] = len(data)
        data += b"%d  0\r\nobj%s endobj" % (number, body)
    return bytes(data + b"\n" + table(places) + trailer(8) + end(len(data) + 1))


def truncated(end, order=(1, 2, 7, 3, 5, 4, 6)):
    """The file ends before `end`; its objects stand in this order."""
    objects = two_pages()
    data = whole({number: objects[number] for number in order})
    return data[: data.rindex(end)]


def tree(kids=None, count=None, **objects):
    """The two pages with another root of the page tree."""
    all = two_pages()
    kids = "3 0 R 4 0 R" if kids is None else kids
    all[2] = f"<< /Type /Pages /Kids [{kids}] /Count {2 if count is None else count} >>".encode()
    all.update({int(number[1:]): body for number, body in objects.items()})
    return whole(all)


def inherited():
    """Resources, size and rotation stand in the nodes above the pages."""
    pdf = {n: b for n, b in two_pages().items()}
    pdf[2] = b"<< /Type /Pages /Kids [8 0 R 4 0 R] /Count 2 /MediaBox [0 0 300 400] /Resources << /Font << /F1 7 0 R >> >> >>"
    pdf[8] = b"<< /Type /Pages /Parent 2 0 R /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] /Rotate 90 >>"
    pdf[3] = b"<< /Type /Page /Parent 8 0 R /Contents 5 0 R >>"
    pdf[4] = b"<< /Type /Page /Parent 2 0 R /Contents 6 0 R /MediaBox [0 0 595 842] >>"
    return whole(pdf)


def box(box, *, extra=b""):
    """The first page has this media box; none where it is empty."""
    objects = two_pages()
    objects[3] = objects[3].replace(b"/MediaBox [0 0 595 842]", box + extra)
    objects[8] = b"[0 0 9 0 R 842]"
    objects[9] = b"595"
    return whole(objects)


def pieces(*parts):
    """The content of the first page in several streams."""
    objects = two_pages()
    for index, part in enumerate(parts):
        objects[10 + index] = stream(part)
    kids = b" ".join(b"%d 0 R" % (10 + index) for index in range(len(parts)))
    objects[3] = objects[3].replace(b"/Contents 5 0 R", b"/Contents [%s]" % kids)
    return whole(objects)


def pieces_within_strings():
    """Contents that are cut in the middle of an array, a string and a hexadecimal string, the string in two-byte codes."""
    wide = literal(FIRST[0].encode("utf-16-be"))
    half = wide.index(b"g\0o")
    hexadecimal = b"<" + FIRST[1].encode("utf-16-be").hex().encode() + b">"
    data = pieces(
        b"BT /F1 11 Tf 14 TL 72 770 Td [" + wide[:half],
        wide[half:] + b"] TJ T* " + hexadecimal[:31],
        hexadecimal[31:] + b" Tj ET",
    )
    # Codes that are Unicode.
    font = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /Any /Encoding /Identity-H /ToUnicode /Identity-H /DescendantFonts "
        "[<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Any /DW 500 >>] >>"
    )
    page = re.search(rb"3 0 obj\n(.*?)\nendobj", data, re.DOTALL)[1].replace(b"/F1 7 0 R", b"/F1 20 0 R")
    return update(data, {3: page, 20: font.encode()}, size=21)


def pieces_without_space():
    """Contents whose ends touch: an operator stands at the end of one and at the start of the next."""
    return pieces(b"BT /F1 11 Tf 14 TL 72 770 Td", show(FIRST[0]), b"T*", show(FIRST[1]) + b" ET")


def no_contents():
    """Pages on which nothing is drawn, said in every way there is, before one with text."""
    objects = two_pages()
    kids = []
    for number, contents in enumerate(["", "/Contents []", "/Contents null", "/Contents 99 0 R", "/Contents [99 0 R null]"], 20):
        objects[number] = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {contents} >>".encode()
        kids.append(f"{number} 0 R")
    objects[2] = f"<< /Type /Pages /Kids [{' '.join(kids)} 4 0 R] /Count 6 >>".encode()
    return whole(objects)


def newest_version():
    """PDF 2.0: strings in UTF-8, and a version in the catalog."""
    objects = two_pages()
    objects[1] = b"<< /Type /Catalog /Pages 2 0 R /Version /2.0 /Extensions << >> >>"
    objects[8] = b"<< /Title " + literal(b"\xef\xbb\xbf" + "Jaarverslag € 2024".encode()) + b" >>"
    out, places = with_objects(objects, header("2.0"))
    return bytes(out + table(places) + trailer(9, "/Info 8 0 R") + end(len(out)))


def no_catalog():
    """The catalog is lost, and with it the list of pages."""
    objects = two_pages()
    del objects[1], objects[2]
    return whole(objects)


def no_root():
    """The catalog is lost, but not the lists of pages: their order is not that of the numbers."""
    objects = two_pages()
    del objects[1]
    # The first page is number 4 now.
    objects[3], objects[4] = objects[4], objects[3]
    objects[2] = b"<< /Type /Pages /Kids [4 0 R 3 0 R] /Count 2 >>"
    return whole(objects)


def no_lists():
    """The list that leads to the lists of the pages is lost; these still say how large their pages are."""
    objects = two_pages()
    del objects[1], objects[2]
    for number in (3, 4):
        objects[8] = b"<< /Type /Pages /Parent 2 0 R /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] /Resources << /Font << /F1 7 0 R >> >> >>"
        objects[number] = b"<< /Type /Page /Parent 8 0 R /Contents %d 0 R >>" % (number + 2)
    return whole(objects)


FILES = {
    "structure-plain": whole,
    "structure-object-streams": object_streams,
    "structure-object-streams-lost": object_streams_lost,
    "structure-hybrid": hybrid,
    "structure-updated": updated,
    "structure-updated-by-stream": updated_by_stream,
    "structure-linearized": linearized,
    "structure-version-2": newest_version,
    # Tables of contents that lead astray.
    "structure-shifted": lambda: whole(shift=7),
    "structure-wrong-start": lambda: re.sub(rb"startxref\n\d+", b"startxref\n31", whole()),
    "structure-zero-start": lambda: re.sub(rb"startxref\n\d+", b"startxref\n0", whole()),
    "structure-no-table": lambda: without(rb"xref\n0.*(?=trailer)"),
    "structure-no-trailer": lambda: without(rb"xref\n0.*"),
    "structure-no-end": lambda: without(rb"startxref.*"),
    "structure-no-mark": lambda: without(rb"%%EOF\n"),
    "structure-off-by-one": off_by_one,
    "structure-short-lines": short_lines,
    # Objects that do not keep to their form.
    "structure-no-endobj": lambda: without(rb"\nendobj(?=\n[357] 0)"),
    "structure-junk-before": junk_before,
    "structure-junk-before-counted": junk_before_counted,
    "structure-junk-after": junk_after,
    "structure-carriage-returns": carriage_returns,
    "structure-odd-keywords": odd_keywords,
    "structure-no-endstream": no_endstream,
    "structure-length-short": lambda: lengths(b"20"),
    "structure-length-long": lambda: lengths(b"99999"),
    "structure-length-negative": lambda: lengths(b"-5"),
    "structure-length-missing": lambda: lengths(None),
    "structure-length-indirect": lambda: indirect_length(20),
    "structure-length-lost": lambda: indirect_length(900),
    "structure-truncated": lambda: truncated(b"ET\n"),
    "structure-truncated-page": lambda: truncated(b"4 0 obj"),
    "structure-truncated-catalog": lambda: truncated(b"2 0 obj", (7, 5, 3, 6, 4, 2, 1)),
    "structure-truncated-font": lambda: truncated(b"7 0 obj", (1, 2, 3, 5, 4, 6, 7)),
    # Page trees.
    "structure-count-zero": lambda: tree(count=0),
    "structure-count-large": lambda: tree(count=2000),
    "structure-count-negative": lambda: tree(count=-1),
    "structure-kids-null": lambda: tree("null 3 0 R null 4 0 R"),
    "structure-kids-lost": lambda: tree("3 0 R 98 0 R 4 0 R 99 0 R", 4),
    "structure-kids-loop": lambda: tree("3 0 R 2 0 R 4 0 R"),
    "structure-kids-direct": lambda: tree("3 0 R " + two_pages()[4].decode()),
    "structure-no-types": lambda: re.sub(rb"/Type /(Pages|Page|Catalog) ", lambda m: b" " * len(m[0]), whole()),
    "structure-no-catalog": no_catalog,
    "structure-no-root": no_root,
    "structure-no-lists": no_lists,
    "structure-inherited": inherited,
    "structure-no-contents": no_contents,
    # Sizes.
    "structure-box-reversed": lambda: box(b"/MediaBox [595 842 0 0]"),
    "structure-box-indirect": lambda: box(b"/MediaBox 8 0 R"),
    "structure-box-missing": lambda: box(b""),
    "structure-box-empty": lambda: box(b"/MediaBox [0 0 0 0]"),
    "structure-box-moved": lambda: box(b"/MediaBox [-100.5 -40 494.5 802]", extra=b"/CropBox [-100 -40 3000 3000]"),
    # Contents in several streams.
    "structure-pieces": pieces_without_space,
    "structure-pieces-within": pieces_within_strings,
}
