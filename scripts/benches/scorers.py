"""The scorers that come with the documents: text against known text, concepts against people's codes."""

import json
import os
import subprocess
import sys
import venv

from .run import table


def python_with(bench, *packages):
    """A Python that has these packages, in a place of its own."""
    home = bench.work.parent / "bench-venv"
    python = home / "bin" / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
    missing = subprocess.run([python, "-c", f"import {', '.join(packages)}"], capture_output=True).returncode
    if missing:
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages], check=True)
    return python


def score(command):
    """Runs a scorer; a scorer that fails ends the bench, for there is no figure then."""
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
    if done.returncode != 0:
        sys.exit(f"error: {command[1]}: ended with {done.returncode}")
    return done.stdout


def extraction(bench):
    """S, Sl, LCS, F and lev over the documents with known text, as means; the table with the other tools beside it."""
    scorer = bench.shared / "bench/extraction/score.py"
    text = score([python_with(bench, "rapidfuzz"), scorer, "--cmd", f"{bench.binary} extract {{}}"])
    lines = text.splitlines()
    names = lines[0].split("(")[0].split()[1:]
    ours = next(line for line in lines if line.startswith("THIS ")).split()
    figures = dict(zip(names, map(float, ours[1:])))
    return figures, f"{table(['', *names], [['fundscan', *ours[1:]]], right=names)}\n\n```\n{text.rstrip()}\n```"


def tagging(bench):
    """Precision, recall, F1 and the recall of negated codes, for each set of coded passages."""
    scorer = bench.shared / "bench/tagging/score.py"
    figures = json.loads(score([sys.executable, scorer, "--cmd", f"{bench.binary} tag", "--set", "all", "--json"]))
    head = ["set", "passages", "precision", "recall", "F1", "F1 95 %", "negated recall"]
    rows = [
        [name, f["passages"], f["precision"], f["recall"], f["f1"], f"{f['f1_95'][0]}–{f['f1_95'][1]}", f["negated_recall"]]
        for name, f in figures.items()
    ]
    return figures, table(head, rows, right=head[1:])
