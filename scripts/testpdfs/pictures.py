"""Pages that show the same letter, painted in every way that a page can be a picture."""

import struct
import zlib

from .writer import Pdf, lines

try:
    from . import encoded
except ImportError:  # while scripts/encode-pictures makes it
    encoded = None

# A letter that looks different however it is turned or mirrored.
LETTER = ["####", "#...", "###.", "#...", "#..."]
# Dots of the picture for each dot of the letter.
DOTS = 8
WIDTH, HEIGHT = 4 * DOTS, 5 * DOTS
# The page, in points: as many for each dot of the letter.
SIDE = 16
PAGE = (4 * SIDE, 5 * SIDE)


def bitmap(dots=DOTS):
    """Rows of 1 for black and 0 for white."""
    rows = [[int(cell == "#") for cell in row for _ in range(dots)] for row in LETTER]
    return [row for row in rows for _ in range(dots)]


def samples(*, black, white, bits=8):
    """The picture with these bytes for black and white; packed where they are fewer than 8 bits."""
    if bits == 8:
        return b"".join(bytes(black if dot else white) for row in bitmap() for dot in row)
    packed = bytearray()
    for row in bitmap():
        text = "".join(format((black if dot else white)[0], f"0{bits}b") for dot in row)
        packed += int(text, 2).to_bytes(len(text) // 8, "big")
    return bytes(packed)


GRAY = samples(black=[0], white=[255])
BITS = samples(black=[0], white=[1], bits=1)
# As many paths without an area as make a page look drawn, not empty.
DRAWN = b"0 0 0 0 re f " * 51
FILL = b"q %d 0 0 %d 0 0 cm /Im Do Q" % PAGE


def size(width=WIDTH, height=HEIGHT):
    return f"/Type /XObject /Subtype /Image /Width {width} /Height {height} "


def stored(data):
    """Flate without compression: the same bytes from every library."""
    return zlib.compress(data, 0)


def run_lengths(data):
    out = bytearray()
    while data:
        run = len(data) - len(data.lstrip(data[:1]))
        run = min(run, 128)
        out += bytes([257 - run, data[0]]) if run > 1 else bytes([0, data[0]])
        data = data[run:]
    return bytes(out) + b"\x80"


def base85(data):
    import base64

    return base64.a85encode(data) + b"~>"


def up_predicted(data, row):
    """Rows as differences from the row above, each told so by its first byte (PNG)."""
    rows = [bytes(row)] + [data[i : i + row] for i in range(0, len(data), row)]
    pairs = zip(rows, rows[1:])
    return b"".join(b"\x02" + bytes((b - a) % 256 for a, b in zip(above, this)) for above, this in pairs)


def jbig2():
    """A page of one generic region in the coding of fax machines (MMR)."""

    def segment(number, kind, data):
        return struct.pack(">IBBBI", number, kind, 0, 1, len(data)) + data

    page = segment(0, 48, struct.pack(">IIIIBH", WIDTH, HEIGHT, 0, 0, 0, 0))
    region = struct.pack(">IIIIB", WIDTH, HEIGHT, 0, 0, 0) + b"\x01" + encoded.FAX_G4
    return page + segment(1, 38, region) + segment(2, 49, b"")


def image(pdf, data, entries, **sizes):
    return pdf.stream(data, size(**sizes) + entries)


def ways(pdf):
    """For each way its name, the content of the page, and what else its resources and its dictionary hold."""
    space = "/ColorSpace /DeviceGray /BitsPerComponent 8 "
    one_bit = "/ColorSpace /DeviceGray /BitsPerComponent 1 "

    def plain(name, data, entries, **sizes):
        return name, FILL, f"/XObject << /Im {image(pdf, data, entries, **sizes)} 0 R >>", ""

    yield plain("gray", GRAY, space)
    yield plain("rgb", samples(black=[9, 0, 0], white=[255, 255, 240]), "/ColorSpace /DeviceRGB /BitsPerComponent 8")
    cmyk = samples(black=[0, 0, 0, 255], white=[0, 0, 9, 0])
    yield plain("cmyk", cmyk, "/ColorSpace /DeviceCMYK /BitsPerComponent 8")
    yield plain("16 bits", samples(black=[0, 7], white=[255, 7]), "/ColorSpace /DeviceGray /BitsPerComponent 16")
    yield plain("4 bits", samples(black=[0], white=[15], bits=4), "/ColorSpace /DeviceGray /BitsPerComponent 4")
    yield plain("1 bit", BITS, one_bit)
    yield plain("decode", samples(black=[1], white=[0], bits=1), one_bit + "/Decode [1 0]")
    palette = "[/Indexed /DeviceRGB 2 <ff0000 ffffff 101010>]"
    yield plain("palette", samples(black=[2], white=[1], bits=2), f"/ColorSpace {palette} /BitsPerComponent 2")
    icc = pdf.stream(b"no profile", "/N 1")
    yield plain("icc", GRAY, f"/ColorSpace [/ICCBased {icc} 0 R] /BitsPerComponent 8")
    yield plain("calgray", GRAY, "/ColorSpace [/CalGray << /WhitePoint [1 1 1] >>] /BitsPerComponent 8")
    spot = "[/Separation /Blauw /DeviceCMYK << /FunctionType 2 /N 1 /Domain [0 1] /C0 [0 0 0 0] /C1 [1 1 0 0.3] >>]"
    yield plain("spot colour", samples(black=[255], white=[0]), f"/ColorSpace {spot} /BitsPerComponent 8")

    yield plain("flate", stored(GRAY), space + "/Filter /FlateDecode")
    predicted = f"/DecodeParms << /Predictor 12 /Columns {WIDTH} >>"
    yield plain("predictor", stored(up_predicted(GRAY, WIDTH)), space + "/Filter /FlateDecode " + predicted)
    yield plain("two filters", base85(run_lengths(GRAY)), space + "/Filter [/ASCII85Decode /RunLengthDecode]")
    fax = f"/Filter /CCITTFaxDecode /DecodeParms << /K %d /Columns {WIDTH} /Rows {HEIGHT} %s >>"
    yield plain("fax group 4", encoded.FAX_G4, one_bit + fax % (-1, ""))
    yield plain("fax group 3", encoded.FAX_G3, one_bit + fax % (0, "/EndOfLine true"))
    yield plain("fax black is 1", encoded.FAX_G4, one_bit + "/Decode [1 0] " + fax % (-1, "/BlackIs1 true"))
    yield plain("jbig2", jbig2(), one_bit + "/Filter /JBIG2Decode")
    dct = "/BitsPerComponent 8 /Filter /DCTDecode /ColorSpace /Device%s "
    yield plain("jpeg gray", encoded.JPEG_GRAY, dct % "Gray")
    yield plain("jpeg rgb", encoded.JPEG_RGB, dct % "RGB")
    yield plain("jpeg progressive", encoded.JPEG_PROGRESSIVE, dct % "RGB")
    yield plain("jpeg cmyk", encoded.JPEG_CMYK, dct % "CMYK" + "/Decode [1 0 1 0 1 0 1 0]")
    yield plain("jpeg in base 85", base85(encoded.JPEG_GRAY), "/BitsPerComponent 8 /ColorSpace /DeviceGray /Filter [/ASCII85Decode /DCTDecode]")
    yield plain("jpeg 2000", encoded.JPEG_2000, "/Filter /JPXDecode")
    yield plain("jpeg 2000 rgb", encoded.JPEG_2000_RGB, "/Filter /JPXDecode /ColorSpace /DeviceRGB")

    stencil = image(pdf, BITS, "/ImageMask true /BitsPerComponent 1")
    yield "stencil", b"0.1 g " + FILL, f"/XObject << /Im {stencil} 0 R >>", ""
    black = b"\x00" * (WIDTH * HEIGHT)
    soft = image(pdf, samples(black=[255], white=[0]), space)
    yield plain("soft mask", black, space + f"/SMask {soft} 0 R")
    mask = image(pdf, BITS, "/ImageMask true /BitsPerComponent 1")
    yield plain("mask", black, space + f"/Mask {mask} 0 R")
    over = b"0.9 g 0 0 %d %d re f " % PAGE
    keyed = image(pdf, samples(black=[20], white=[60]), space + "/Mask [50 70]")
    yield "colour key", over + FILL, f"/XObject << /Im {keyed} 0 R >>", ""
    inline = b"q %d 0 0 %d 0 0 cm BI /W %d /H %d /BPC 1 /CS /G /D [0 1] ID %s EI Q" % (*PAGE, WIDTH, HEIGHT, BITS)
    yield "inline", inline, "", ""
    strips = [image(pdf, GRAY[i * WIDTH * DOTS :][: WIDTH * DOTS], space, height=DOTS) for i in range(5)]
    placed = b"".join(b"q %d 0 0 %d 0 %d cm /S%d Do Q " % (PAGE[0], SIDE, PAGE[1] - SIDE * (i + 1), i) for i in range(5))
    named = " ".join(f"/S{i} {number} 0 R" for i, number in enumerate(strips))
    yield "strips", placed, f"/XObject << {named} >>", ""

    turned = image(pdf, bytes(turn(GRAY)), space, width=HEIGHT, height=WIDTH)
    lying = b"q %d 0 0 %d 0 0 cm /Im Do Q" % (PAGE[1], PAGE[0])
    yield "turned page", lying, f"/XObject << /Im {turned} 0 R >>", f"/Rotate 90 /MediaBox [0 0 {PAGE[1]} {PAGE[0]}]"
    yield "turned picture", b"q 0 -%d %d 0 0 %d cm /Im Do Q" % (PAGE[1], PAGE[0], PAGE[1]), f"/XObject << /Im {turned} 0 R >>", ""
    mirrored = image(pdf, b"".join(GRAY[i : i + WIDTH][::-1] for i in range(0, len(GRAY), WIDTH)), space)
    yield "mirrored", b"q -%d 0 0 %d %d 0 cm /Im Do Q" % (*PAGE, PAGE[0]), f"/XObject << /Im {mirrored} 0 R >>", ""
    name, _, resources, _ = plain("", GRAY, space)
    yield "cropped", b"q %d 0 0 %d 30 20 cm /Im Do Q" % PAGE, resources, (
        f"/MediaBox [0 0 200 200] /CropBox [30 20 {30 + PAGE[0]} {20 + PAGE[1]}]"
    )
    form = pdf.stream(FILL, f"/Type /XObject /Subtype /Form /BBox [0 0 {PAGE[0]} {PAGE[1]}] /Matrix [1 0 0 1 5 5] /Resources << {resources} >>")
    yield "form", b"1 0 0 1 -5 -5 cm /Fm Do", f"/XObject << /Fm {form} 0 R >>", ""

    yield "path", DRAWN + b"0 g " + path() + b"f", "", ""
    page = b"0 g 0 0 %d %d re f 1 g " % PAGE
    yield "white on black", DRAWN + page + path() + b"f", "", ""
    yield "hole", DRAWN + page + path(hole=True) + b"f*", "", ""
    yield "curves", DRAWN + b"0 0 0 1 k " + curved() + b"f", "", ""
    pen = b"%d w 8 8 m 8 80 l 0 72 m 64 72 l 0 40 m 40 40 l S" % SIDE
    yield "strokes", DRAWN + pen, "", ""
    yield "clip", DRAWN + path() + b"W n 0 g 0 0 %d %d re f" % PAGE, "", ""
    clipped = b"q " + path() + b"W n " + b"q %d 0 0 %d 0 0 cm /Im Do Q Q" % PAGE
    dark = image(pdf, b"\x10" * (WIDTH * HEIGHT), space)
    yield "clipped picture", DRAWN + clipped, f"/XObject << /Im {dark} 0 R >>", ""
    faint = "/ExtGState << /A << /ca 0.05 >> /M << /BM /Multiply >> /S << /SMask << /S /Alpha >> >> >>"
    yield "faint", DRAWN + b"q /A gs 0 g 0 0 64 80 re f Q " + path() + b"f", faint, ""
    yield "multiplied", DRAWN + path() + b"f /M gs 0.95 g 0 0 64 80 re f", faint, ""
    yield "shadow", DRAWN + path() + b"f /S gs 0 g 0 0 64 80 re f", faint, ""


def turn(data):
    """The picture turned a quarter to the left: what a quarter to the right puts upright."""
    return (data[row * WIDTH + column] for column in reversed(range(WIDTH)) for row in range(HEIGHT))


def cells():
    for row, cells_of_row in enumerate(LETTER):
        for column, cell in enumerate(cells_of_row):
            if cell == "#":
                yield column * SIDE, PAGE[1] - SIDE * (row + 1)


def path(hole=False):
    """The letter as squares; with `hole`, as holes of the page."""
    outer = b"0 0 %d %d re " % PAGE if hole else b""
    return outer + b"".join(b"%d %d %d %d re " % (x, y, SIDE, SIDE) for x, y in cells())


def curved():
    """The letter as squares with edges that are written as curves."""
    s = SIDE
    return b"".join(
        b"%d %d m %d %d %d %d %d %d c %d %d l %d %d %d %d v h "
        % (x, y, x + s // 3, y, x + 2 * s // 3, y, x + s, y, x + s, y + s, x + s // 2, y + s, x, y + s)
        for x, y in cells()
    )


def pictures():
    """A page for each way; its name stands in the page's dictionary."""
    pdf = Pdf()
    for name, content, resources, entries in ways(pdf):
        pdf.page(content, resources=resources, entries=f"/FundscanName ({name}) {entries}", size=PAGE)
    return pdf.write()


def scans():
    """Text; a scan; a scan with a page number stamped on it; a scan with a layer of text; a photograph with a title."""
    pdf = Pdf()
    scan = f"/XObject << /Im {image(pdf, GRAY, '/ColorSpace /DeviceGray /BitsPerComponent 8')} 0 R >>"
    small = (240, 240)
    fill = b"q %d 0 0 %d 0 0 cm /Im Do Q\n" % small
    pdf.page(lines(24, 150, ["Deze bladzijde is gezet."]), size=small)
    pdf.page(fill, resources=scan, size=small)
    pdf.page(fill + lines(115, 10, ["3"]), resources=scan, size=small)
    pdf.page(fill + b"3 Tr " + lines(24, 150, ["De laag van een ander."]), resources=scan, size=small)
    pdf.page(fill + lines(24, 120, ["Het jaarverslag"], size=24), resources=scan, size=small)
    return pdf.write()


FILES = {"pictures": pictures, "scans": scans}
