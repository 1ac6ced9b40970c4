"""The source report set by other programs: how many of its passages come out whole."""

import json
import re
import unicodedata

from .run import run, table

FILES = ["chromium.pdf", "typst-columns.pdf", "report.html", "report.docx"]

# Shorter passages are found by chance.
FEWEST_WORDS = 6


def words(text):
    """The words of a text, blind to case, punctuation and how letters are composed."""
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).lower())


def passages(bench):
    with open(bench.shared / "gold/source.passages.jsonl", encoding="utf-8") as lines:
        wanted = [words(json.loads(line)["text"]) for line in lines]
    return [" " + " ".join(passage) + " " for passage in wanted if len(passage) >= FEWEST_WORDS]


def run_bench(bench):
    """For each rendering the share of the passages of six words and more whose words stand in its text in a row."""
    wanted = passages(bench)
    figures, rows = {}, []
    for name in FILES:
        ran = run([bench.binary, "extract", bench.shared / "typeset" / name], keep=True, timeout=120)
        text = " " + " ".join(words(ran.stdout.decode("utf-8", "replace"))) + " "
        found = sum(passage in text for passage in wanted)
        figures[name] = {"share": round(found / len(wanted), 4), "found": found, "passages": len(wanted), "status": ran.status}
        rows.append([name, f"{found / len(wanted):.4f}", found, len(wanted), ran.status])
    head = ["rendering", "share", "found whole", "passages", "exit code"]
    return figures, table(head, rows, right=head[1:])
