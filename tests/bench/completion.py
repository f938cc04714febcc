"""How long a person waits after Tab: whole processes as a shell starts them, on an archive of 10,000 decisions.

Prints a table; with --write puts it into docs/figures.md. Exits 1 where a median is over 150 ms.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from archives import Builder

from bench.figures import circumstances, seconds, spread, table, write_section

RUNS = 25
DECISIONS = 10_000
MOST_MS = 150
TYPED = ("", "search --council n", "search --category h", "search --reason in", "show 23", "export --format ")


def fill(path: Path) -> None:
    """An archive of decisions about 300 councils."""
    builder = Builder(path)
    for number in range(DECISIONS):
        builder.add(
            f"{20 + number % 5} {number // 1000:03} {number % 1000:03}",
            council=f"Northwick {number % 300} Council",
            category="Housing > Allocations",
            summary="A summary.",
        )
    builder.finish()


def main() -> int:
    """Measure, print, and say by the exit code whether the target is met."""
    with tempfile.TemporaryDirectory() as name:
        db = Path(name) / "archive.db"
        fill(db)
        os.environ |= {"LGSCO_DB": str(db), "_LGSCO_COMPLETE": "bash_complete"}
        command = [str(Path(sys.executable).parent / "lgsco")]
        rows, slowest = [], 0.0
        for typed in TYPED:
            words = f"lgsco {typed}"
            os.environ |= {"COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
            times = spread([1000 * seconds(command) for _ in range(RUNS)])
            slowest = max(slowest, times.median)
            rows.append([f"`{words}`", str(times)])
    found = table(["typed before Tab", "ms"], rows)
    sys.stdout.write(found)
    if "--write" in sys.argv[1:]:
        words = (
            f"{RUNS} runs each, {DECISIONS:,} decisions; median (least to greatest); the bound is {MOST_MS} ms. "
            + circumstances("python tests/bench/completion.py --write")
        )
        write_section("completion", "Completion in a shell", f"{words}\n\n{found}")
    return int(slowest > MOST_MS)


if __name__ == "__main__":
    sys.exit(main())
