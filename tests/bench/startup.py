"""How long a person waits for the program to start: whole processes, each beside `python -c "import click"`.

Prints a table; with --write puts it into docs/figures.md. Exits 1 where a median is over its target.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.figures import ROOT, circumstances, paired, seconds, spread, table, write_section

PAIRS = 25
TARGETS = {"lgsco --help": 1.6, "lgsco search damp": 2.2}
"""Each command and what it may take, in times of the import of click."""


def main() -> int:
    """Measure, print, and say by the exit code whether the targets are met."""
    programs = Path(sys.executable).parent
    click = [sys.executable, "-c", "import click"]
    with tempfile.TemporaryDirectory() as name:
        db = str(Path(name) / "archive.db")
        seconds([str(programs / "lgsco"), "ingest", "--db", db, str(ROOT / "data" / "sample")])
        commands = {
            "lgsco --help": [str(programs / "lgsco"), "--help"],
            "lgsco search damp": [str(programs / "lgsco"), "search", "damp", "--db", db],
        }
        floors, times, ratios = paired(click, commands, PAIRS)
    rows = [['`python -c "import click"`', f"{1_000 * spread(floors).median:.0f}", "1", ""]]
    rows += [
        [
            f"`{text}`",
            f"{1_000 * spread(times[text]).median:.0f}",
            str(spread(ratios[text])),
            f"under {TARGETS[text]}",
        ]
        for text in commands
    ]
    found = table(["whole process", "ms, median", "times the import of click", "target"], rows)
    sys.stdout.write(found)
    if "--write" in sys.argv[1:]:
        words = (
            f"{PAIRS} pairs, alternating, on the archive of `data/sample`; median (least to greatest). "
            + circumstances("python tests/bench/startup.py --write")
        )
        write_section("startup", "Start-up", f"{words}\n{found}")
    return int(any(spread(ratios[text]).median >= target for text, target in TARGETS.items()))


if __name__ == "__main__":
    sys.exit(main())
