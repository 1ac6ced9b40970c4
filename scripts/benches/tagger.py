"""The tagger as a library on one core, beside the bare aho-corasick crate and FlashText that find the same surface forms; its start."""

import csv
import re
import statistics
import subprocess

from .run import megabytes, run, table
from .scorers import python_with

SECONDS = 3
TERMS = 25_000
# Heads and modifiers with which compounds are made of the words of labels.
HEADS = "cursus training scholing opleiding vaardigheid kennis traject beleid ondersteuning advies project programma aanbod plan".split()
STARTS = 40  # runs of a program whose start is measured


def passages(bench):
    """The text of the reports, a block a line."""
    path = bench.work / "passages.txt"
    with path.open("wb") as out:
        for report in sorted((bench.shared / "reports").glob("*.pdf")):
            text = run([bench.binary, "extract", report], keep=True, timeout=120).stdout
            out.writelines(line + b"\n" for line in text.replace(b"\f", b"\n").split(b"\n") if line.strip())
    return path


def esco_labels(folder):
    """All labels of the tables, as plain words and without doubles."""
    labels = {}
    for path in sorted(folder.glob("*_nl.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                for column in ("preferredLabel", "altLabels", "hiddenLabels", "Level 0 preferred term", "Level 1 preferred term", "Level 2 preferred term", "Level 3 preferred term"):
                    for label in (row.get(column) or "").split("\n"):
                        plain = " ".join(re.findall(r"[^\W_]+", label.lower()))
                        if len(plain) > 3:
                            labels[plain] = None
    return list(labels)


def many_terms(bench):
    """A taxonomy of 25,000 terms: all labels of ESCO, and compounds of their words."""
    labels = esco_labels(bench.shared / "esco")
    words = dict.fromkeys(word for label in labels for word in label.split() if len(word) > 4)
    compounds = (word + head for head in HEADS for word in words)
    terms = list(dict.fromkeys(labels))
    known = set(terms)
    for compound in compounds:
        if len(terms) >= TERMS:
            break
        if compound not in known:
            known.add(compound)
            terms.append(compound)
    path = bench.work / "many.toml"
    with path.open("w", encoding="utf-8") as out:
        out.write('id = "many"\nversion = "1"\nlanguage = "nl"\n[groups]\nall = "All"\n')
        for first in range(0, len(terms), 50):
            out.write(f'[[concept]]\nid = "c{first // 50}"\ngroup = "all"\nlabel = "c{first // 50}"\nnl = [\n')
            out.writelines(f'  "{term}",\n' for term in terms[first : first + 50])
            out.write("]\n")
    return path, len(labels), len(terms)


def beside(bench, taxonomy, text):
    """Medians of bytes per second, programs in turn; forms; peak memory of the tagger; what each finds."""
    example = bench.target / "release/examples/throughput"
    forms = bench.work / "forms.txt"
    forms.write_bytes(run([example, "forms", taxonomy], keep=True).stdout)
    programs = {
        "fundscan-tag": [example, "tagger", SECONDS, taxonomy, text],
        "aho-corasick": [example, "automaton", SECONDS, taxonomy, text],
        "FlashText": [python_with(bench, "flashtext"), bench.root / "scripts/benches/flash.py", SECONDS, forms, text],
    }
    speeds, found, peak = {name: [] for name in programs}, {}, 0
    for _ in range(bench.runs):
        for name, command in programs.items():
            ran = run(command, keep=True, timeout=600)
            size, seconds, count, hits = ran.stdout.split()
            speeds[name].append(int(size) / float(seconds))
            found[name] = int(hits)
            if name == "fundscan-tag":
                peak = max(peak, ran.peak)
    return {"speeds": {name: statistics.median(taken) for name, taken in speeds.items()}, "found": found, "forms": int(count), "peak": peak}


def start(command, name):
    walls = sorted(run(command).wall for _ in range(STARTS))
    return {"what": name, "wall": statistics.median(walls), "least": walls[0]}


def starts(bench):
    """Wall time of programs that are started and have nothing to do, from Python, medians."""
    one = bench.work / "one.jsonl"
    one.write_text('{"id": 1, "text": "scholing"}\n')
    rows = [start([bench.binary, "tag"], "`tag`, empty input"), start([bench.binary, "--version"], "`--version`")]
    try:
        rows.append(start(["rg", "--version"], "`rg --version`"))
    except FileNotFoundError:
        pass
    walls = []
    for _ in range(STARTS):
        with one.open("rb") as file:
            walls.append(run([bench.binary, "tag"], stdin=file).wall)
    rows.append({"what": "`tag`, one line", "wall": statistics.median(walls), "least": min(walls)})
    return rows


def run_bench(bench):
    subprocess.run(["cargo", "build", "--release", "--quiet", "-p", "fundscan-tag", "--example", "throughput"], cwd=bench.root, check=True)
    text = passages(bench)
    many, labels, terms = many_terms(bench)
    sets = {"default taxonomy": beside(bench, "default", text), f"{terms} terms ({labels} labels)": beside(bench, many, text)}
    begun = starts(bench)
    rows = []
    for name, f in sets.items():
        ours = f["speeds"]["fundscan-tag"]
        for program, speed in f["speeds"].items():
            ratio = "" if program == "fundscan-tag" else f"{ours / speed:.2f}"
            peak = megabytes(f["peak"]) if program == "fundscan-tag" else ""
            rows.append([name, f["forms"], program, f"{speed / 1e6:.1f}", ratio, f["found"][program], peak])
    head = ["taxonomy", "forms", "program", "MB/s", "fundscan over it", "found", "peak memory"]
    out = "\n\n".join(
        [
            f"Text of the reports ({megabytes(text.stat().st_size)}), one core, median of {bench.runs}. aho-corasick: overlapping, contiguous NFA.",
            table(head, rows, right=["forms", "MB/s", "fundscan over it", "found", "peak memory"]),
            f"Start of a program, wall time, median of {STARTS}:",
            table(["what", "ms", "least"], [[r["what"], f"{r['wall'] * 1e3:.1f}", f"{r['least'] * 1e3:.1f}"] for r in begun], right=["ms", "least"]),
        ]
    )
    return {"throughput": sets, "starts": begun}, out
