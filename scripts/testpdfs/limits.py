"""Traps: files that would cost more than they hold, or lead in circles. What can be read of them is read."""

import re
import zlib

from .writer import Pdf, lines

SAID = "Het fonds vergoedt scholing."
BLANK = b" " * (1 << 17)


def one_page(content=None, **entries):
    pdf = Pdf()
    pdf.page(lines(72, 770, [SAID]) if content is None else content, **entries)
    return pdf


def bomb(layers):
    """Text, then more blanks than a limit of some kilobytes allows, then text; packed so many times."""
    pdf = Pdf()
    data = lines(72, 770, [SAID]) + BLANK + lines(72, 700, ["Dit komt te laat."])
    for _ in range(layers):
        data = zlib.compress(data, 9)
    names = " ".join(["/FlateDecode"] * layers)
    content = pdf.stream(data, f"/Filter [{names}]")
    pdf.page(None, entries=f"/Contents {content} 0 R")
    return pdf.write()


def cut_short():
    """A packed stream whose last bytes are lost."""
    pdf = Pdf()
    data = zlib.compress(lines(72, 770, [SAID] + [f"Regel {i * i} van de lijst." for i in range(40)]), 9)
    content = pdf.stream(data[:-100], "/Filter /FlateDecode")
    pdf.page(None, entries=f"/Contents {content} 0 R")
    return pdf.write()


def short_names():
    """Filters under the names that only pictures within the content may use."""
    pdf = Pdf()
    content = pdf.stream(lines(72, 770, [SAID]).hex().encode() + b">", "/Filter [/AHx]")
    pdf.page(None, entries=f"/Contents {content} 0 R")
    return pdf.write()


def repeated_pages():
    """A list of pages that names the same page a thousand times, and itself."""
    pdf = one_page()
    pdf.finish()
    kids = f"{pdf.pages[0]} 0 R " * 1000 + f"{pdf.tree} 0 R"
    pdf.set(pdf.tree, f"<< /Type /Pages /Kids [{kids}] /Count 1001 >>")
    pdf.finish = lambda: None
    return pdf.write()


def own_parent():
    """A page that names itself as its parent and inherits nothing."""
    pdf = one_page()
    page = pdf.pages[0]
    pdf.set(page, pdf.objects[page].replace(b"/Parent %d 0 R" % pdf.tree, b"/Parent %d 0 R" % page))
    return pdf.write()


def deep_catalog():
    """A catalog with brackets in brackets beyond what is read."""
    pdf = one_page()
    pdf.catalog["X"] = "[" * 5000 + "]" * 5000
    return pdf.write()


def content_in_a_circle():
    pdf = Pdf()
    first = pdf.add(b"")
    second = pdf.add(f"{first} 0 R")
    pdf.set(first, f"{second} 0 R")
    pdf.page(None, entries=f"/Contents {first} 0 R")
    return pdf.write()


def content_lost():
    pdf = one_page()
    pdf.page(None, entries="/Contents 999 0 R")
    return pdf.write()


def xref_loop():
    """A table of contents that names itself as the one before it."""
    data = one_page().write()
    start = int(re.search(rb"startxref\n(\d+)", data).group(1))
    return data.replace(b"trailer\n<< ", b"trailer\n<< /Prev %d " % start)


def xref_size():
    """A table of contents that claims four thousand million objects."""
    return re.sub(rb"/Size \d+", b"/Size 4000000000", one_page().write())


def operands():
    """An operator with 25,000 operands."""
    return one_page(lines(72, 770, [SAID]) + b"[" * 12_500 + b"(x)" + b"]" * 12_500 + b" TJ").write()


def form_loop():
    """A form that draws itself, twice."""
    pdf = Pdf()
    form = pdf.add(b"")
    content = lines(72, 770, [SAID]) + b"/X Do /X Do\n"
    resources = f"/Resources << /Font << /F1 {pdf.helvetica} 0 R >> /XObject << /X {form} 0 R >> >>"
    pdf.set(
        form,
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] %s /Length %d >>\nstream\n%s\nendstream"
        % (resources.encode(), len(content), content),
    )
    pdf.page(b"/X Do", resources=f"/XObject << /X {form} 0 R >>")
    return pdf.write()


def states():
    """Graphics states kept and kept."""
    return one_page(b"q " * 2000 + lines(72, 770, [SAID])).write()


FILES = {
    "limits-bomb": lambda: bomb(1),
    "limits-bomb-in-bomb": lambda: bomb(2),
    "limits-cut-short": cut_short,
    "limits-short-names": short_names,
    "limits-repeated-pages": repeated_pages,
    "limits-own-parent": own_parent,
    "limits-deep-catalog": deep_catalog,
    "limits-content-in-a-circle": content_in_a_circle,
    "limits-content-lost": content_lost,
    "limits-xref-loop": xref_loop,
    "limits-xref-size": xref_size,
    "limits-operands": operands,
    "limits-form-loop": form_loop,
    "limits-states": states,
}
