"""Running a program and measuring it; tables in Markdown."""

import dataclasses
import os
import pathlib
import re
import subprocess
import tempfile
import threading
import time


@dataclasses.dataclass
class Bench:
    """What every bench is given."""

    binary: pathlib.Path
    shared: pathlib.Path
    work: pathlib.Path
    runs: int
    root: pathlib.Path  # of the repository
    target: pathlib.Path  # where cargo builds


@dataclasses.dataclass
class Ran:
    """One run of a program. `status` is the exit code, negative for the signal that ended it."""

    status: int
    cpu: float  # seconds, user and system
    wall: float  # seconds
    peak: int  # bytes resident; never below what Python held when it started the program, some 20 MB
    timed_out: bool
    stdout: bytes
    stderr: str


def run(command, timeout=None, keep=False, stdin=None):
    """Runs a command to its end, or for `timeout` seconds. Its output is thrown away unless `keep`."""
    sink = tempfile.TemporaryFile() if keep else open(os.devnull, "wb")
    with sink, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        child = subprocess.Popen([str(part) for part in command], stdin=stdin or subprocess.DEVNULL, stdout=sink, stderr=errors)
        expired = threading.Event()

        def expire():
            expired.set()
            child.kill()

        timer = threading.Timer(timeout, expire) if timeout else None
        if timer:
            timer.start()
        # wait4 tells what this one child used; resource.getrusage would add up all children so far.
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        if timer:
            timer.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        stdout = b""
        if keep:
            sink.seek(0)
            stdout = sink.read()
        errors.seek(0)
        stderr = errors.read(1 << 20).decode("utf-8", "replace")
    return Ran(child.returncode, usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * 1024, expired.is_set(), stdout, stderr)


def words(text):
    """How many words a text holds: runs of letters, digits and underscores."""
    return len(re.findall(r"\w+", text))


def join_hyphens(text):
    """Text with the words joined that were divided at a line end, as a reader would."""
    return re.sub(r"(\w)[-\u00ad\u2010][ \t]*\n\s*(?=[^\W\d_A-Z])", r"\1", text)


def pdftotext(path):
    return run(["pdftotext", path, "-"], keep=True, timeout=120).stdout.decode("utf-8", "replace")


def block_text(block):
    """The text of one block of `extract --format json`, with the note marks that were left out of it."""
    return " ".join([block["text"], *block.get("notes", [])])


def table(head, rows, right=()):
    """A Markdown table; `right` names the columns that hold numbers."""
    lines = ["| " + " | ".join(head) + " |", "|" + "|".join("--:" if name in right else "---" for name in head) + "|"]
    lines += ["| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def one_line(text, limit=100):
    """The first line of a message, short enough for a table; documents may have put anything into it."""
    line = (text.strip().splitlines() or [""])[0]
    line = "".join(c if c.isprintable() else "?" for c in line)
    return line if len(line) <= limit else line[: limit - 1] + "…"


def megabytes(count):
    return f"{count / 1e6:.0f} MB"
