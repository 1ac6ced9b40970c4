"""Real reports: is each one read, or is it said why not, and is all of the text there?"""

import json
import shutil

from .run import block_text, join_hyphens, one_line, pdftotext, run, table, words

LIMIT = 3.0  # percent of pdftotext's words


def scan(bench):
    """Scans the folder; gives the run and each document's entry by its path."""
    out = bench.work / "reports"
    shutil.rmtree(out, ignore_errors=True)
    ran = run([bench.binary, "scan", bench.shared / "reports", "--out", out], keep=True)
    collection = out / "collection.json"
    documents = json.loads(collection.read_text(encoding="utf-8"))["documents"] if collection.exists() else []
    return ran, {entry["path"]: entry for entry in documents}


def extracted(bench, path):
    """The words of all blocks of a document, running heads and note marks included; none if it was not read."""
    ran = run([bench.binary, "extract", "--format", "json", path], keep=True, timeout=120)
    if ran.status != 0:
        return None
    blocks = json.loads(ran.stdout)["blocks"]
    return sum(words(block_text(block)) for block in blocks)


def percent(got, truth):
    return 100 * (got - truth) / truth if truth else None


def shown(value):
    return "–" if value is None else f"{value:+.2f}"


def run_documents(bench, entries):
    """One row for each document: what scan says of it, and its words beside pdftotext's."""
    rows = []
    for path in sorted((bench.shared / "reports").glob("*.pdf")):
        entry = entries.get(path.name, {"status": "missing"})
        reason = entry.get("reason") or {}
        text = pdftotext(path)
        got = extracted(bench, path)
        rows.append(
            {
                "document": path.name,
                "status": entry["status"],
                "reason": reason.get("code"),
                "words": got,
                "pdftotext": words(text),
                "difference_percent": percent(got, words(text)) if got is not None else None,
                # A word divided at a line end is two for pdftotext: what is left of the difference without them.
                "difference_joined_percent": percent(got, words(join_hyphens(text))) if got is not None else None,
            }
        )
    return rows


def run_bench(bench):
    ran, entries = scan(bench)
    rows = run_documents(bench, entries)
    flagged = [row for row in rows if row["difference_percent"] is not None and abs(row["difference_percent"]) > LIMIT]
    figures = {"scan_exit": ran.status, "documents": rows, "over_limit": [row["document"] for row in flagged]}
    body = [
        [
            row["document"],
            row["status"] + (f" ({row['reason']})" if row["reason"] else ""),
            "–" if row["words"] is None else row["words"],
            row["pdftotext"],
            shown(row["difference_percent"]) + (" !" if row in flagged else ""),
            shown(row["difference_joined_percent"]),
        ]
        for row in rows
    ]
    head = ["document", "status", "words", "pdftotext", "%", "% joined"]
    text = (
        f"`fundscan scan` of the folder ended with {ran.status}"
        + (f": {one_line(ran.stderr)}" if ran.status not in (0, 2) else "")
        + f"; {len(entries)} documents in its collection; {len(flagged)} differ by more than {LIMIT:.0f} % (marked !). "
        "“% joined”: with the words joined that pdftotext divides at line ends.\n\n"
    )
    return figures, text + table(head, body, right=head[2:])
