"""The text layer as a library: pages per second beside pypdfium2, how work grows, and memory on a long report."""

import io
import os
import statistics
import subprocess
import sys

from testpdfs.writer import Pdf, lines

from .run import megabytes, run, table

SECONDS = 3
LONG = 500  # pages
WORDS = "het fonds vergoedt scholing en werknemers kiezen samen met hun werkgever een cursus die bij het werk van morgen past".split()


def pages_per_second(command, files):
    """Pages per second of one program that reads `files` for a few seconds on one core."""
    done = subprocess.run([*command, str(SECONDS), *files], stdout=subprocess.PIPE, text=True, check=True)
    pages, _, seconds = done.stdout.split()
    return int(pages) / float(seconds)


def beside_pypdfium(bench):
    """Medians of both programs, started in turn."""
    subprocess.run(["cargo", "build", "--release", "--quiet", "-p", "fundscan-pdf", "--example", "pages"], cwd=bench.root, check=True)
    ours = bench.target / "release/examples/pages"
    theirs = [sys.executable, bench.root / "scripts/benches/pypdfium.py"]
    rows = []
    for name in ("bench/extraction/docs", "reports"):
        files = sorted(path for path in (bench.shared / name).glob("*.pdf"))
        speeds = {"fundscan": [], "pypdfium2": []}
        for _ in range(bench.runs):
            speeds["fundscan"].append(pages_per_second([ours], files))
            speeds["pypdfium2"].append(pages_per_second(theirs, files))
        both = {program: statistics.median(taken) for program, taken in speeds.items()}
        rows.append({"set": name, **both, "ratio": both["fundscan"] / both["pypdfium2"]})
    return rows


def text_lines(count, seed):
    return [" ".join(WORDS[(seed + i * 7 + j * 3) % len(WORDS)] for j in range(12)) for i in range(count)]


def many_pages(count):
    pdf = Pdf()
    for number in range(count):
        pdf.page(lines(72, 800, [f"Jaarverslag 2023 {number + 1}"]) + lines(72, 760, text_lines(48, number)))
    return pdf.write()


def many_glyphs(count):
    """One page with `count` lines, one below the other as far as it goes and then from the top again, each moved a little."""
    pdf = Pdf()
    content = b"".join(lines(72 + (i // 60) * 3, 800 - (i % 60) * 12, text_lines(1, i), size=6) for i in range(count))
    pdf.page(content)
    return pdf.write()


def nested_forms(count):
    """`count` chains of ten forms in one another, drawn below each other on as many pages as that takes."""
    pdf = Pdf()
    resources = f"/Font << /F1 {pdf.helvetica} 0 R >>"
    names = []
    for chain in range(count):
        inner = pdf.stream(lines(72, 800 - (chain % 50) * 14, text_lines(1, chain)), f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << {resources} >>")
        for _ in range(9):
            inner = pdf.stream(b"q /X Do Q", f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X {inner} 0 R >> >>")
        names.append(inner)
    for first in range(0, count, 50):
        drawn = names[first : first + 50]
        xobjects = " ".join(f"/X{i} {number} 0 R" for i, number in enumerate(drawn))
        pdf.page(b"".join(b"/X%d Do\n" % i for i in range(len(drawn))), resources=f"/XObject << {xobjects} >>")
    return pdf.write()


# What is doubled, by name: how it is made, and the smaller of the two counts.
GROWTH = {"pages": (many_pages, 400), "lines on a page": (many_glyphs, 6000), "nested forms": (nested_forms, 2000)}


def growth(bench):
    """Processor time for a file and for one with twice as much of one thing; medians, taken in turn."""
    rows = []
    for name, (make, count) in GROWTH.items():
        paths = []
        for size in (count, 2 * count):
            path = bench.work / f"growth-{name.replace(' ', '-')}-{size}.pdf"
            path.write_bytes(make(size))
            paths.append(path)
        taken = [[], []]
        for _ in range(bench.runs):
            for path, times in zip(paths, taken):
                times.append(run([bench.binary, "extract", path], timeout=120).cpu)
        small, large = (statistics.median(times) for times in taken)
        rows.append({"what": name, "count": count, "small": small, "large": large, "ratio": large / small})
    return rows


def joined_reports(bench):
    """The reports one after the other, again from the first, up to 500 pages; put together by pypdfium2."""
    import pypdfium2

    joined, pages = pypdfium2.PdfDocument.new(), 0
    paths = sorted((bench.shared / "reports").glob("*.pdf"))
    while pages < LONG:
        for path in paths:
            try:
                document = pypdfium2.PdfDocument(path)
            except pypdfium2.PdfiumError:
                continue
            count = min(len(document), LONG - pages)
            if count > 0:
                joined.import_pages(document, list(range(count)))
                pages += count
    out = io.BytesIO()
    joined.save(out)
    return out.getvalue()


def long_reports(bench):
    """Peak memory of `extract` on reports of 500 pages."""
    rows = []
    for name, data in (("made by the bench, text only", many_pages(LONG)), ("reports put together", joined_reports(bench))):
        path = bench.work / f"long-{len(rows)}.pdf"
        path.write_bytes(data)
        ran = run([bench.binary, "extract", path], timeout=300)
        rows.append({"what": name, "bytes": len(data), "exit": ran.status, "cpu": ran.cpu, "peak": ran.peak})
    return rows


def run_bench(bench):
    # One core, whatever a library would like to use.
    os.environ["RAYON_NUM_THREADS"] = "1"
    figures = {"pages_per_second": beside_pypdfium(bench), "growth": growth(bench), "long": long_reports(bench)}
    speed = [[row["set"], f"{row['fundscan']:.0f}", f"{row['pypdfium2']:.0f}", f"{row['ratio']:.2f}"] for row in figures["pages_per_second"]]
    doubled = [[row["what"], row["count"], f"{row['small']:.3f}", f"{row['large']:.3f}", f"{row['ratio']:.2f}"] for row in figures["growth"]]
    memory = [[row["what"], megabytes(row["bytes"]), f"{row['cpu']:.2f}", megabytes(row["peak"])] for row in figures["long"]]
    text = "\n\n".join(
        [
            "Pages per second on one core, without starting a program:",
            table(["set", "fundscan-pdf", "pypdfium2", "ratio"], speed, right=["fundscan-pdf", "pypdfium2", "ratio"]),
            "Processor time of `extract` for a file and for twice as much of one thing:",
            table(["what", "count", "s", "s for twice", "ratio"], doubled, right=["count", "s", "s for twice", "ratio"]),
            f"A report of {LONG} pages:",
            table(["what", "file", "CPU (s)", "peak memory"], memory, right=["file", "CPU (s)", "peak memory"]),
        ]
    )
    return figures, text
