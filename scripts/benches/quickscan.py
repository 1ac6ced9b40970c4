"""Who does what: the tables of the source report, set by other programs, against the tables as they were transcribed."""

import collections
import json
import re
import subprocess
import sys
import unicodedata

from .run import run, table
from .typeset import FILES


def letters(text):
    """The letters and digits of a text, blind to case, spaces, punctuation and how letters are composed. Endings of
    ordinals that stand raised are left out, as they were when the tables were transcribed."""
    text = re.sub(r"(\d)(ste|de|e)\b", r"\1", unicodedata.normalize("NFKC", text).lower())
    return "".join(c for c in text if c.isalnum())


def only(folder):
    return next(folder.iterdir())


def attributed(out, ids, tables):
    """How many bullets of the tables stand in the cells of their fund, and which stand in those of another, or nowhere."""
    cells = collections.defaultdict(str)
    with only(out / "text").open(encoding="utf-8") as lines:
        next(lines)
        for passage in map(json.loads, lines):
            if passage["kind"] == "table-cell":
                cells[passage["fund"]] += letters(passage["text"])
    # Bullets may hold each other's words, so that a wrong fund is one that has more of them than it should.
    due = collections.defaultdict(str)
    bullets = [(ids[fund], bullet) for t in tables for fund, row in t["rows"].items() for bullet in row]
    for fund, bullet in bullets:
        due[fund] += letters(bullet) + "\n"
    right, missing, wrong = 0, [], []
    for fund, bullet in bullets:
        key = letters(bullet)
        if key in cells[fund]:
            right += 1
        else:
            missing.append(f"{fund}: {bullet}")
        others = [other for other in ids.values() if other != fund and cells[other].count(key) > due[other].count(key)]
        if others:
            wrong.append(f"{', '.join(others)} instead of {fund}: {bullet}")
    return {"bullets": len(bullets), "right": right, "missing": missing, "wrong": wrong}


def check_findings(findings, coverage):
    """What the report says its tables show, beside what was counted; those that the tables carry alone must be the same."""
    covered = {concept["concept"]: concept["covered_by"] for concept in coverage["concepts"]}
    rows = []
    for finding in findings:
        funds = covered.get(finding["concept"], [])
        same = len(funds) == finding["funds"] and set(funds) == set(finding.get("which", funds))
        rows.append({"concept": finding["concept"], "tables": finding["tables"], "says": finding["funds"], "found": funds, "same": same})
    return rows


def scan(bench, name):
    out = bench.work / "quickscan" / name
    ran = run([bench.binary, "--quiet", "scan", bench.shared / "typeset" / name, "--out", out], timeout=120)
    if ran.status != 0:
        sys.exit(f"error: {name}: scan ended with {ran.status}: {ran.stderr}")
    evidence = json.loads(only(out / "documents").read_bytes())
    cells = run([bench.binary, "coverage", out, "--kind", "table-cell", "--format", "json"], keep=True).stdout
    return out, evidence, cells


def run_bench(bench):
    """Attribution of the tables' bullets, pairs of concept and fund, the counts of the renderings beside each other, and
    the findings; from each rendering, table cells only but for the counts."""
    tables = json.loads((bench.shared / "source/tables.json").read_bytes())
    findings = json.loads((bench.shared / "source/findings.json").read_bytes())
    ids = {name: fund for fund, name in findings["funds"].items()}
    figures, rows, checked, told = {}, [], {}, []
    counts = {}
    for name in FILES:
        out, evidence, cells = scan(bench, name)
        found = attributed(out, ids, tables)
        pairs = subprocess.run([sys.executable, bench.shared / "bench/quickscan/score.py"], input=cells, capture_output=True, check=True)
        pairs = json.loads(pairs.stdout.splitlines()[0])
        counts[name] = collections.Counter(m["concept"] for m in evidence["mentions"])
        rules = dict(collections.Counter(m["fund_by"] for m in evidence["mentions"]))
        checked[name] = check_findings(findings["findings"], json.loads(cells))
        complete = [f for f in checked[name] if f["tables"] == "complete"]
        figures[name] = {**found, "pairs": pairs, "mentions": sum(counts[name].values()), "rules": rules, "findings": checked[name]}
        same = f"{sum(f['same'] for f in complete)} of {len(complete)}"
        share = f"{found['right'] / found['bullets']:.4f}"
        rows.append([name, share, len(found["wrong"]), pairs["precision"], pairs["recall"], pairs["f1"], same, figures[name]["mentions"]])
        told += [f"- {name}: missing {what}" for what in found["missing"]]
        told += [f"- {name}: wrong {what}" for what in found["wrong"]]
    first = counts[FILES[0]]
    spread = {}
    for name in FILES[1:]:
        apart = sum(abs(first[c] - counts[name][c]) for c in first.keys() | counts[name].keys())
        spread[name] = round(apart / max(1, sum(first.values())), 4)
    figures["counts_apart"] = spread
    head = ["rendering", "bullets right", "wrong", "precision", "recall", "F1", "complete findings", "mentions"]
    text = [table(head, rows, right=head[1:]), *told]
    apart = ", ".join(f"{name} {share:.2%}" for name, share in spread.items())
    text.append(f"\nCounts of concepts, sum of differences from {FILES[0]}: {apart}.\n")
    finding_rows = []
    for at, finding in enumerate(findings["findings"]):
        of_each = [checked[name][at] for name in FILES]
        same = {tuple(f["found"]) for f in of_each}
        funds = " / ".join(f"{len(f['found'])}" for f in of_each) if len(same) > 1 else len(of_each[0]["found"])
        finding_rows.append([finding["concept"], finding["tables"], finding["funds"], funds, ", ".join(of_each[0]["found"])])
    text.append(table(["finding", "tables", "says", "found", "funds"], finding_rows, right=["says", "found"]))
    return figures, "\n".join(text)
