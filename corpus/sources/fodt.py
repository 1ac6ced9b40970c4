#!/usr/bin/env python3
"""Set a Markdown report as a flat OpenDocument text, for LibreOffice to print as PDF.

    python3 corpus/sources/fodt.py corpus/sources/okc-2022.md > okc-2022.fodt

Only what the sample reports use: front matter, headings, paragraphs, lists, quotes, pipe tables with a
caption above them, footnotes, bold and italic. What makes the result a report rather than a page of text:
a title page, a table of contents with page numbers (fields that LibreOffice fills in), a running head,
page numbers, Dutch hyphenation, and table heads that are repeated on the next page.
"""

import re
import sys
from html import escape

NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in [
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
        ("meta", "meta"),
    ]
)

MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december".split()
)


def read(path):
    """The front matter as a dictionary, the body's lines, and the footnotes by name."""
    text = open(path, encoding="utf-8").read()
    _, head, body = text.split("---\n", 2)
    meta = {}
    for line in head.splitlines():
        key, value = line.split(":", 1)
        meta[key.strip()] = value.strip().strip('"')
    notes = dict(re.findall(r"^\[\^(\w+)\]: (.+)$", body, re.M))
    body = re.sub(r"^\[\^\w+\]: .+$", "", body, flags=re.M)
    return meta, body, notes


class Writer:
    """Collects the body of the document and the headings for its table of contents."""

    def __init__(self, notes):
        self.notes = notes
        self.out = []
        self.headings = []
        self.columns = []
        self.note_number = 0
        self.tables = 0
        self.chapter = 0

    def inline(self, text):
        """Text with bold, italic and footnotes, as XML."""
        xml = escape(text, quote=False)
        xml = re.sub(r"\*\*(.+?)\*\*", r'<text:span text:style-name="Bold">\1</text:span>', xml)
        xml = re.sub(r"\*(.+?)\*", r'<text:span text:style-name="Italic">\1</text:span>', xml)
        return re.sub(r"\[\^(\w+)\]", self.footnote, xml)

    def footnote(self, match):
        self.note_number += 1
        n = self.note_number
        body = self.inline(self.notes[match[1]])
        return (
            f'<text:note text:id="ftn{n}" text:note-class="footnote"><text:note-citation>{n}</text:note-citation>'
            f'<text:note-body><text:p text:style-name="Footnote">{body}</text:p></text:note-body></text:note>'
        )

    def paragraph(self, text, style="Body"):
        self.out.append(f'<text:p text:style-name="{style}">{self.inline(text)}</text:p>')

    def heading(self, text, level):
        if level == 1:
            self.chapter += 1
            text = f"{self.chapter} {text}"
        name = f"h{len(self.headings)}"
        self.headings.append((text, level, name))
        self.out.append(
            f'<text:h text:style-name="Heading{level}" text:outline-level="{level}">'
            f'<text:bookmark-start text:name="{name}"/>{self.inline(text)}<text:bookmark-end text:name="{name}"/></text:h>'
        )

    def list(self, items, style):
        rows = "".join(
            f'<text:list-item><text:p text:style-name="Item">{self.inline(item)}</text:p></text:list-item>'
            for item in items
        )
        self.out.append(f'<text:list text:style-name="{style}">{rows}</text:list>')

    def table(self, rows):
        self.tables += 1
        name = f"T{self.tables}"
        cells = [[c.strip() for c in row.strip().strip("|").split("|")] for row in rows]
        right = [rule.endswith(":") for rule in cells[1]]
        # A column is as wide as its longest cell asks for, in shares of the line; all sizes in centimetres.
        widths = [max(len(row[i].replace("*", "")) + 3 for row in cells) for i in range(len(right))]
        widths = [16 * width / sum(widths) for width in widths]
        columns = ""
        for width in widths:
            self.columns.append(
                f'<style:style style:name="C{len(self.columns)}" style:family="table-column">'
                f'<style:table-column-properties style:column-width="{width:.2f}cm"/></style:style>'
            )
            columns += f'<table:table-column table:style-name="C{len(self.columns) - 1}"/>'

        def line(row, head):
            out = []
            for text, is_right in zip(row, right):
                style = ("Head" if head else "Cell") + ("Right" if is_right else "")
                out.append(
                    f'<table:table-cell table:style-name="{"HeadBox" if head else "CellBox"}" office:value-type="string">'
                    f'<text:p text:style-name="{style}">{self.inline(text)}</text:p></table:table-cell>'
                )
            return f'<table:table-row table:style-name="Row">{"".join(out)}</table:table-row>'

        self.out.append(
            f'<table:table table:name="{name}" table:style-name="Table">{columns}'
            f"<table:table-header-rows>{line(cells[0], True)}</table:table-header-rows>"
            + "".join(line(row, False) for row in cells[2:])
            + '</table:table><text:p text:style-name="After"/>'
        )

    def body(self, text):
        """The blocks of the Markdown body, one after the other."""
        for block in re.split(r"\n\s*\n", text.strip()):
            lines = block.splitlines()
            first = lines[0]
            if first.startswith("### "):
                self.heading(first[4:], 2)
            elif first.startswith("## "):
                self.heading(first[3:], 1)
            elif first.startswith("|"):
                self.table(lines)
            elif first.startswith("- "):
                self.list([line[2:] for line in lines], "Bullets")
            elif re.match(r"\d+\. ", first):
                self.list([line.split(". ", 1)[1] for line in lines], "Numbers")
            elif first.startswith("> "):
                self.paragraph(" ".join(line[2:] for line in lines), "Quote")
            elif re.match(r"Tabel \d+\. ", first):
                self.paragraph(block, "Caption")
            else:
                self.paragraph(" ".join(lines))

    def contents(self):
        """The table of contents; each page number is a reference that LibreOffice resolves."""
        return "".join(
            f'<text:p text:style-name="Contents{level}">{escape(text)}<text:tab/>'
            f'<text:bookmark-ref text:reference-format="page" text:ref-name="{name}">0</text:bookmark-ref></text:p>'
            for text, level, name in self.headings
        )


def paragraph_style(name, text="", paragraph="", extra=""):
    return (
        f'<style:style style:name="{name}" style:family="paragraph" {extra}>'
        f"<style:paragraph-properties {paragraph}/><style:text-properties {text}/></style:style>"
    )


def styles(meta):
    """Common styles: they read like the style sheet of a small office."""
    serif, sans, colour = meta["serif"], meta["sans"], meta["colour"]
    dutch = 'fo:language="nl" fo:country="NL" fo:hyphenate="true"'
    fonts = "".join(
        f'<style:font-face style:name="{f}" svg:font-family="&apos;{f}&apos;"/>' for f in sorted({serif, sans})
    )
    body = f'style:font-name="{serif}" fo:font-size="10.5pt" {dutch}'
    small = f'style:font-name="{sans}" fo:font-size="8.5pt" fo:language="nl" fo:country="NL"'
    head = f'style:font-name="{sans}" fo:color="{colour}" fo:font-weight="bold" fo:language="nl" fo:country="NL"'
    justified = 'fo:text-align="justify" fo:line-height="130%" fo:orphans="2" fo:widows="2"'
    tab = '<style:tab-stops><style:tab-stop style:position="16cm" style:type="right" style:leader-style="dotted" style:leader-text="."/></style:tab-stops>'
    contents = "".join(
        f'<style:style style:name="Contents{level}" style:family="paragraph"><style:paragraph-properties '
        f'fo:margin-left="{indent}cm" fo:margin-top="{space}cm">{tab}</style:paragraph-properties>'
        f'<style:text-properties style:font-name="{sans}" fo:font-size="{size}pt" fo:font-weight="{weight}"/></style:style>'
        for level, indent, space, size, weight in [(1, 0, 0.18, 10.5, "bold"), (2, 0.6, 0.05, 10, "normal")]
    )
    return (
        f"<office:font-face-decls>{fonts}</office:font-face-decls><office:styles>"
        f'<style:default-style style:family="paragraph"><style:paragraph-properties style:tab-stop-distance="1cm"/>'
        f'<style:text-properties {body} fo:hyphenation-remain-char-count="3" fo:hyphenation-push-char-count="3"/></style:default-style>'
        + paragraph_style("Body", body, f'{justified} fo:margin-bottom="0.25cm"')
        + paragraph_style("Item", body, f'{justified} fo:margin-bottom="0.1cm"')
        + paragraph_style("Quote", f'{body} fo:font-style="italic" fo:color="{colour}"', 'fo:margin-left="1.2cm" fo:margin-right="1.2cm" fo:margin-top="0.2cm" fo:margin-bottom="0.4cm"')
        + paragraph_style("Footnote", f'style:font-name="{serif}" fo:font-size="8.5pt" fo:language="nl" fo:country="NL"', 'fo:margin-left="0.4cm" fo:text-indent="-0.4cm"')
        + paragraph_style("Caption", f'{small} fo:font-weight="bold" fo:color="{colour}"', 'fo:margin-top="0.2cm" fo:margin-bottom="0.12cm" fo:keep-with-next="always"')
        + paragraph_style("After", small, 'fo:margin-bottom="0.15cm"')
        + paragraph_style("Cell", small)
        + paragraph_style("CellRight", small, 'fo:text-align="end"')
        + paragraph_style("Head", f'{small} fo:font-weight="bold" fo:color="#ffffff"')
        + paragraph_style("HeadRight", f'{small} fo:font-weight="bold" fo:color="#ffffff"', 'fo:text-align="end"')
        + paragraph_style("Heading1", f'{head} fo:font-size="17pt"', 'fo:margin-top="0.9cm" fo:margin-bottom="0.35cm" fo:keep-with-next="always"', 'style:default-outline-level="1"')
        + paragraph_style("Heading2", f'{head} fo:font-size="12pt"', 'fo:margin-top="0.5cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"', 'style:default-outline-level="2"')
        + paragraph_style("Title", f'{head} fo:font-size="40pt"', 'fo:margin-top="8cm"')
        + paragraph_style("Subtitle", f'style:font-name="{sans}" fo:font-size="14pt" fo:color="#555555"', 'fo:margin-top="0.4cm"')
        + paragraph_style("Publisher", f'{head} fo:font-size="13pt"', 'fo:margin-top="9cm"')
        + paragraph_style("Running", f'{small} fo:color="#666666"', f'fo:border-bottom="0.5pt solid {colour}" fo:padding-bottom="0.1cm"')
        + paragraph_style("PageNumber", f'{small} fo:color="#666666"', 'fo:text-align="center"')
        + contents
        + '<style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="Italic" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>'
        '<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" text:bullet-char="•">'
        '<style:list-level-properties text:space-before="0.3cm" text:min-label-width="0.5cm"/></text:list-level-style-bullet></text:list-style>'
        '<text:list-style style:name="Numbers"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix=".">'
        '<style:list-level-properties text:space-before="0.3cm" text:min-label-width="0.6cm"/></text:list-level-style-number></text:list-style>'
        '<text:notes-configuration text:note-class="footnote" style:num-format="1" text:start-numbering-at="document" text:start-value="0"/></office:styles>'
    )


def page_styles(meta, columns):
    """Automatic styles and master pages: a bare first page, then pages with a running head."""
    margins = 'fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-left="2.5cm" fo:margin-right="2.5cm" fo:margin-top="1.6cm" fo:margin-bottom="1.5cm"'
    header = '<style:header-style><style:header-footer-properties fo:min-height="1cm" fo:margin-bottom="0.5cm"/></style:header-style>'
    footer = '<style:footer-style><style:header-footer-properties fo:min-height="0.8cm" fo:margin-top="0.3cm"/></style:footer-style>'
    automatic = (
        "<office:automatic-styles>"
        f'<style:page-layout style:name="Bare"><style:page-layout-properties {margins}/></style:page-layout>'
        f'<style:page-layout style:name="Plain"><style:page-layout-properties {margins}/>{header}{footer}</style:page-layout>'
        '<style:style style:name="TitleFirst" style:family="paragraph" style:parent-style-name="Title" style:master-page-name="First"/>'
        '<style:style style:name="ContentsFirst" style:family="paragraph" style:parent-style-name="Heading1" style:master-page-name="Standard">'
        '<style:paragraph-properties style:page-number="2"/></style:style>'
        '<style:style style:name="BodyFirst" style:family="paragraph" style:parent-style-name="After"><style:paragraph-properties fo:break-after="page"/></style:style>'
        '<style:style style:name="Table" style:family="table"><style:table-properties style:width="16cm" table:align="left" style:may-break-between-rows="true"/></style:style>'
        '<style:style style:name="Row" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>'
        '<style:style style:name="CellBox" style:family="table-cell"><style:table-cell-properties fo:padding="0.07cm" fo:border-bottom="0.25pt solid #bbbbbb"/></style:style>'
        f'<style:style style:name="HeadBox" style:family="table-cell"><style:table-cell-properties fo:padding="0.09cm" fo:background-color="{meta["colour"]}"/></style:style>'
        f"{''.join(columns)}</office:automatic-styles>"
    )
    running = f'{escape(meta["fund"])} – {escape(meta["title"])}'
    master = (
        '<office:master-styles><style:master-page style:name="First" style:page-layout-name="Bare" style:next-style-name="Standard"/>'
        '<style:master-page style:name="Standard" style:page-layout-name="Plain">'
        f'<style:header><text:p text:style-name="Running">{running}</text:p></style:header>'
        '<style:footer><text:p text:style-name="PageNumber"><text:page-number text:select-page="current">2</text:page-number></text:p></style:footer>'
        "</style:master-page></office:master-styles>"
    )
    return automatic + master


def document(path):
    meta, body, notes = read(path)
    writer = Writer(notes)
    writer.body(body)
    year, month, day = (int(part) for part in meta["date"].split("-"))
    front = (
        f'<text:p text:style-name="TitleFirst">{escape(meta["title"])}</text:p>'
        f'<text:p text:style-name="Subtitle">{escape(meta["subtitle"])}</text:p>'
        f'<text:p text:style-name="Publisher">{escape(meta["fund"])}</text:p>'
        f'<text:p text:style-name="Subtitle">Vastgesteld door het bestuur op {day} {MONTHS[month - 1]} {year}</text:p>'
        '<text:p text:style-name="ContentsFirst">Inhoud</text:p>'
        f"{writer.contents()}"
        '<text:p text:style-name="BodyFirst"/>'
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {NAMESPACES} xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">'
        f'<office:meta><dc:title>{escape(meta["title"])} {escape(meta["fund"])}</dc:title><dc:language>nl-NL</dc:language></office:meta>'
        f"{styles(meta)}{page_styles(meta, writer.columns)}<office:body><office:text>{front}{''.join(writer.out)}</office:text></office:body></office:document>\n"
    )


if __name__ == "__main__":
    sys.stdout.write(document(sys.argv[1]))
