"""Processor time against pdftotext, one job against two, and peak memory."""

import shutil
import statistics

from .run import megabytes, run, table


def alternating(bench, paths):
    """For each file the median processor time of both programs, started in turn, so that both meet the same machine."""
    rows = []
    for path in paths:
        ours, theirs, peak = [], [], 0
        for _ in range(bench.runs):
            ran = run([bench.binary, "extract", path], timeout=120)
            ours.append(ran.cpu)
            peak = max(peak, ran.peak)
            theirs.append(run(["pdftotext", path, "-"], timeout=120).cpu)
        rows.append({"document": path.name, "fundscan": statistics.median(ours), "pdftotext": statistics.median(theirs), "peak": peak})
    return rows


def summed(rows):
    ours, theirs = sum(row["fundscan"] for row in rows), sum(row["pdftotext"] for row in rows)
    return {"fundscan": ours, "pdftotext": theirs, "ratio": ours / theirs, "peak": max(row["peak"] for row in rows)}


def scans(bench, folder):
    """The whole main job with one job and with two, in turn: medians of processor and wall time, most memory."""
    out = bench.work / "cpu-scan"
    taken = {1: [], 2: []}
    for _ in range(bench.runs):
        for jobs, runs in taken.items():
            # A second run on the same folder would renew it, which is other work.
            shutil.rmtree(out, ignore_errors=True)
            runs.append(run([bench.binary, "--quiet", "scan", folder, "--out", out, "--jobs", jobs]))
    return {
        jobs: {
            "exit": runs[0].status,
            "cpu": statistics.median(r.cpu for r in runs),
            "wall": statistics.median(r.wall for r in runs),
            "peak": max(r.peak for r in runs),
        }
        for jobs, runs in taken.items()
    }


def run_bench(bench):
    reports = bench.shared / "reports"
    sets = {
        "reports": alternating(bench, sorted(reports.glob("*.pdf"))),
        "extraction": alternating(bench, sorted((bench.shared / "bench/extraction/docs").glob("*.pdf"))),
    }
    sums = {name: summed(rows) for name, rows in sets.items()}
    jobs = scans(bench, reports)
    baseline = sums["reports"]["pdftotext"]
    figures = {
        "extract": sums,
        "documents": sets,
        "scan": jobs,
        "scan_cpu_ratio": jobs[1]["cpu"] / baseline,
        "scan_wall_ratio": jobs[2]["wall"] / jobs[1]["wall"],
    }
    head = ["what", "CPU (s)", "pdftotext (s)", "ratio", "wall (s)", "peak memory"]
    rows = [
        [f"`extract`, each of {len(sets[name])} files ({name})", f"{s['fundscan']:.2f}", f"{s['pdftotext']:.2f}", f"{s['ratio']:.2f}", "–", megabytes(s["peak"])]
        for name, s in sums.items()
    ]
    rows += [
        [f"`scan --jobs {n}` (reports)", f"{j['cpu']:.2f}", f"{baseline:.2f}", f"{j['cpu'] / baseline:.2f}", f"{j['wall']:.2f}", megabytes(j["peak"])]
        for n, j in jobs.items()
    ]
    slowest = sorted(sets["reports"], key=lambda row: -(row["fundscan"] - row["pdftotext"]))[:8]
    detail = [
        [row["document"], f"{row['fundscan']:.3f}", f"{row['pdftotext']:.3f}", f"{row['fundscan'] / max(row['pdftotext'], 1e-3):.2f}", megabytes(row["peak"])]
        for row in slowest
    ]
    text = (
        f"{table(head, rows, right=head[1:])}\n\n"
        f"Median of {bench.runs}, programs in turn. Wall time with two jobs over one: {figures['scan_wall_ratio']:.2f}.\n\n"
        "Reports that cost most more than with pdftotext:\n\n"
        + table(["document", "fundscan (s)", "pdftotext (s)", "ratio", "peak memory"], detail, right=["fundscan (s)", "pdftotext (s)", "ratio", "peak memory"])
    )
    return figures, text
