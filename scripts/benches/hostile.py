"""Files made to break readers, and files on which others fail: nothing may crash, hang or eat the machine."""

import collections
import csv
import json

from .run import block_text, megabytes, one_line, run, table

SECONDS = 10
BYTES = 512 << 20
PANIC = 101  # Rust's exit code after a panic


def outcome(ran):
    """One word for how a run ended."""
    if ran.timed_out:
        return "timeout"
    if ran.status == PANIC or "panicked at" in ran.stderr:
        return "panic"
    # Python says -11 for a stack overflow's SIGSEGV, a shell in between would say 139.
    if ran.status < 0 or ran.status > 128:
        return "abort"
    if ran.status == 0:
        return "ok"
    return "failed" if ran.stderr.strip() else "failed without a reason"


def examine(bench):
    """Runs `extract` on every file; one row for each."""
    home = bench.shared / "bench/hostile"
    with open(home / "words.tsv", encoding="utf-8", newline="") as file:
        known = {row["file"]: int(row["pdftotext_words"]) for row in csv.DictReader(file, delimiter="\t")}
    rows = []
    for folder in ("docs", "crafted"):
        for path in sorted((home / folder).iterdir()):
            ran = run([bench.binary, "extract", path], timeout=SECONDS, keep=True)
            text = ran.stdout.decode("utf-8", "replace")
            rows.append(
                {
                    "file": f"{folder}/{path.name}",
                    "outcome": outcome(ran),
                    "exit": ran.status,
                    "message": one_line(ran.stderr.replace(f"{path}: ", "")),
                    # Counted like words.tsv: whatever stands between spaces, so that text in glyph codes counts too.
                    "words": len(text.split()),
                    "pdftotext": known.get(path.name),
                    "wall": ran.wall,
                    "peak": ran.peak,
                }
            )
    return rows


def with_running_heads(bench, row):
    """The words of a file's blocks, running heads among them: text taken for a head is not lost, but it is not told."""
    ran = run([bench.binary, "extract", "--format", "json", bench.shared / "bench/hostile" / row["file"]], timeout=SECONDS, keep=True)
    if ran.status != 0:
        return None
    return sum(len(block_text(block).split()) for block in json.loads(ran.stdout)["blocks"])


def listed(title, rows, value):
    if not rows:
        return f"{title}: none.\n"
    items = "\n".join(f"- `{row['file']}`: {value(row)}" for row in rows)
    return f"{title}: {len(rows)}.\n\n{items}\n"


def run_bench(bench):
    rows = examine(bench)
    counts = collections.Counter(row["outcome"] for row in rows)
    heavy = [row for row in rows if row["peak"] > BYTES]
    broken = [row for row in rows if row["outcome"] not in ("ok", "failed")]
    read = [row for row in rows if row["outcome"] == "ok" and row["pdftotext"] is not None]
    empty = [row for row in read if row["words"] == 0 and row["pdftotext"] > 50]
    half = [row for row in read if 0 < row["words"] < row["pdftotext"] / 2]
    for row in empty + half:
        row["words_with_running_heads"] = with_running_heads(bench, row)
    refused = [row for row in rows if row["outcome"] == "failed"]
    lost = [row for row in refused if (row["pdftotext"] or 0) > 50]
    slowest, largest = max(rows, key=lambda row: row["wall"]), max(rows, key=lambda row: row["peak"])
    figures = {
        "files": len(rows),
        "counts": dict(sorted(counts.items())),
        "over_memory": [row["file"] for row in heavy],
        "ok_but_empty": [row["file"] for row in empty],
        "under_half": [row["file"] for row in half],
        "refused_with_text": [row["file"] for row in lost],
        "slowest": {"file": slowest["file"], "wall": slowest["wall"]},
        "largest": {"file": largest["file"], "peak": largest["peak"]},
        "documents": rows,
    }
    order = ["ok", "failed", "failed without a reason", "panic", "abort", "timeout"]
    head = ["files", *order, "> 512 MiB", "ok but empty", "under half"]
    counted = [len(rows), *(counts[name] for name in order), len(heavy), len(empty), len(half)]
    compared = lambda row: (  # noqa: E731
        f"{row['words']} words, {row['words_with_running_heads']} with running heads, pdftotext {row['pdftotext']}"
    )
    crafted = [row for row in rows if row["file"].startswith("crafted/")]
    text = "\n".join(
        [
            table(head, [counted], right=head),
            "",
            f"Slowest: `{slowest['file']}`, {slowest['wall']:.1f} s. Most memory: `{largest['file']}`, {megabytes(largest['peak'])}.\n",
            listed("Panics, aborts, timeouts, no reason", broken, lambda row: f"{row['outcome']}, exit {row['exit']}, {row['message']}"),
            listed("Over 512 MiB", heavy, lambda row: megabytes(row["peak"])),
            listed("Ok but empty, where pdftotext finds more than 50 words", empty, compared),
            listed("Less than half of pdftotext's words", half, compared),
            listed("Refused, where pdftotext finds more than 50 words", lost, lambda row: f"{row['message']} ({row['pdftotext']} words)"),
            "The crafted files:\n",
            table(["file", "outcome", "says", "s", "memory"], [[r["file"], r["outcome"], r["message"], f"{r['wall']:.2f}", megabytes(r["peak"])] for r in crafted], right=["s", "memory"]),
        ]
    )
    return figures, text
