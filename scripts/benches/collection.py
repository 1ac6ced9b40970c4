"""Commands over a collection of many evidence files, beside `serde_json` parsing the same files into bare values."""

import shutil
import statistics
import subprocess

from .run import megabytes, run, table

SIZES = [1_000, 10_000]


def yardstick(bench):
    """The example program that only parses, built as the benched binary is."""
    command = ["cargo", "build", "--release", "--quiet", "-p", "fundscan-evidence", "--example", "parse_values"]
    subprocess.run(command, cwd=bench.root, check=True)
    return bench.target / "release/examples/parse_values"


def made(bench, size, name, seed=""):
    """A collection of this size, made from a scan of the sample corpus; made anew, since formats change."""
    scan = bench.work / "collection-sample"
    out = bench.work / f"collection-{name}"
    for folder in (scan, out):
        shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([bench.binary, "--quiet", "scan", bench.root / "corpus", "--out", scan], check=True)
    subprocess.run([bench.root / "scripts/make-collection", scan, str(size), out, seed], check=True)
    return out


def commands(folder, other):
    return {
        "coverage": ["coverage", folder, "--format", "json"],
        "coverage --by year": ["coverage", folder, "--by", "year", "--format", "json"],
        "coverage --by question": ["coverage", folder, "--by", "question", "--format", "json"],
        "inventory": ["inventory", folder, "--format", "json"],
        "diff": ["diff", folder, other, "--format", "json"],
    }


def run_bench(bench):
    parse = yardstick(bench)
    figures, rows, before = {}, [], {}
    for size in SIZES:
        folder, other = made(bench, size, str(size)), made(bench, size, f"{size}-other", "other")
        # Medians of processor time: other work on the machine is not counted, and every command meets the same.
        bares = [statistics.median(run([parse, one]).cpu for _ in range(bench.runs)) for one in (folder, other)]
        for name, command in commands(folder, other).items():
            # What compares reads both.
            bare = sum(bares) if name == "diff" else bares[0]
            ran = [run([bench.binary, "--quiet", *command]) for _ in range(bench.runs)]
            cpu, wall = statistics.median(r.cpu for r in ran), statistics.median(r.wall for r in ran)
            peak = max(r.peak for r in ran)
            growth = cpu / before[name] if name in before else None
            before[name] = cpu
            figures[f"{name}, {size}"] = {
                "status": ran[0].status, "cpu": cpu, "wall": wall, "peak": peak, "bare": bare, "ratio": cpu / bare, "growth": growth
            }
            rows.append([
                f"`{name}`", size, ran[0].status, f"{cpu:.2f}", f"{bare:.2f}", f"{cpu / bare:.2f}", f"{wall:.2f}",
                f"{growth:.1f}" if growth else "–", megabytes(peak),
            ])
    head = ["command", "files", "exit code", "CPU (s)", "bare parse (s)", "ratio", "wall (s)", "growth", "peak memory"]
    return figures, table(head, rows, right=head[1:])
