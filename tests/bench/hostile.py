"""Hostile inputs: how long each takes to be read or refused, and how much memory, as a whole process.

Prints a table; with --write puts it into docs/figures.md. Fails where one takes more than 10 s or 300 MB, where one
ends in anything but a refusal or a decision, or where the decision beside them is not stored.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.figures import ROOT, circumstances, table, write_section

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_SECONDS = 10.0
MOST_MEGABYTES = 300.0
HEAD = "Anytown Council (21 900 001)\nThe Ombudsman's final decision:\nSummary: Rain.\n"
MB = 1024**2


def bomb(path: Path) -> None:
    """A ZIP member of 1 GB of noughts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made, made.open("a.txt", "w", force_zip64=True) as member:
        for _ in range(1024):
            member.write(bytes(MB))


def climbing(path: Path) -> None:
    """A ZIP whose members would leave the folder."""
    with zipfile.ZipFile(path, "w") as made:
        for name in ("../../etc/a.txt", "/etc/b.txt", "C:\\c.txt"):
            made.writestr(name, HEAD)


def huge_text(path: Path) -> None:
    """300 MB of text."""
    with path.open("w") as file:
        file.write(HEAD)
        for _ in range(300):
            file.write("It rained. " * (MB // 11))


def large_text(path: Path) -> None:
    """31 MB of text in one line, within the bound of a file."""
    path.write_text(f"{HEAD}The complaint\n\n1. {'It rained. ' * (31 * MB // 11)}\n")


def many_lines(path: Path) -> None:
    """31 MB of short lines that all look like headings."""
    path.write_text(HEAD + "A heading\n" * (31 * MB // 10))


def deep_html(path: Path) -> None:
    """HTML nested 100,000 deep."""
    path.write_text(f"<html><body>{'<div>' * 100_000}{HEAD}{'</div>' * 100_000}</body></html>")


def looping_pdf(path: Path) -> None:
    """A PDF whose tree of pages leads back to itself."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 >>",
        b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count 2 >>",
    ]
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    path.write_bytes(data + b"trailer << /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start)


def brackets(path: Path) -> None:
    """A JSON of 1 GB of brackets."""
    with path.open("wb") as file:
        for _ in range(1024):
            file.write(b"[" * MB)


def noise(path: Path) -> None:
    """20 MB of random bytes."""
    path.write_bytes(random.Random(7).randbytes(20 * MB))  # noqa: S311 - a fixed seed, not a secret


def cut_utf16(path: Path) -> None:
    """UTF-16 that ends inside a character."""
    path.write_bytes(HEAD.encode("utf-16")[:-1])


INPUTS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "ZIP bomb, 1 GB of noughts": ("bomb.zip", bomb),
    "ZIP whose names climb out": ("climbing.zip", climbing),
    "text of 300 MB": ("huge.txt", huge_text),
    "text of 31 MB in one line": ("large.txt", large_text),
    "text of 31 MB in short lines": ("lines.txt", many_lines),
    "HTML nested 100,000 deep": ("deep.html", deep_html),
    "PDF whose pages loop": ("loop.pdf", looping_pdf),
    "JSON of 1 GB of brackets": ("brackets.json", brackets),
    "20 MB of random bytes": ("noise.bin", noise),
    "truncated UTF-16": ("cut.txt", cut_utf16),
}


def run(command: list[str], errors: Path) -> tuple[int, float, float]:
    """Exit code, seconds, and megabytes at the most, of `command` as a process."""
    started = time.perf_counter()
    with errors.open("wb") as file:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=file, cwd=ROOT)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, time.perf_counter() - started, usage.ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    rows = []
    failed = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "in"
        folder.mkdir()
        errors = Path(name) / "errors"
        for what, (file, make) in INPUTS.items():
            make(folder / file)
            code, seconds, megabytes = run([sys.executable, "-m", "archive", "parse", str(folder / file)], errors)
            said = errors.read_text(errors="replace").strip().splitlines()
            answer = said[-1].split(": ", 2)[-1] if said else "read"
            rows.append([what, f"{seconds:.1f}", f"{megabytes:.0f}", answer[:70]])
            if seconds > MOST_SECONDS or megabytes > MOST_MEGABYTES or code not in {0, 3} or "Traceback" in answer:
                failed.append(what)
        (folder / "good.txt").write_text(f"{HEAD}The complaint\n\n1. It rained.\n")
        db = str(Path(name) / "a.db")
        run([sys.executable, "-m", "archive", "ingest", "--db", db, str(folder)], errors)
        found = subprocess.run(
            [sys.executable, "-m", "archive", "search", "--db", db, "rained", "--count"],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )
        if found.stdout.strip() in {"", "0"}:
            failed.append("the decision beside them")
    text = (
        "Each input alone, as a whole process of `lgsco parse`; the bound is 10 s and 300 MB. Beside all of them in one"
        " folder, a decision is stored.\n\n"
        + circumstances("python tests/bench/hostile.py --write")
        + "\n"
        + table(["input", "seconds", "MB at most", "answer"], rows)
    )
    sys.stdout.write(text)
    if "--write" in sys.argv:
        write_section("hostile", "Hostile inputs", text)
    if failed:
        sys.exit(f"beyond the bound or not as it should be: {', '.join(failed)}")


if __name__ == "__main__":
    main()
