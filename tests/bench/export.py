"""How fast decisions are exported, and in how much memory: whole processes, on archives of two sizes.

Prints a table; with --write puts it into docs/figures.md. Exits 1 where the memory grows with the archive.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from archives import Builder, Ground, Payment

from bench.figures import circumstances, table, write_section

SIZES = (2_000, 20_000)
MOST_GROWTH = 1.1
WORDS = "The Council took too long to decide, and did not tell Mrs X why. "
_PRIVATE = re.compile(r"^RssAnon:\s+([0-9]+) kB", re.MULTILINE)


def fill(path: Path, number: int) -> None:
    """An archive of `number` decisions of some 4 kB each, with a reason and a payment."""
    builder = Builder(path)
    for each in range(number):
        builder.add(
            f"{20 + each % 5} {each // 1000:03} {each % 1000:03}",
            category="Housing > Allocations",
            decision_date=date(2020 + each % 5, 1 + each % 12, 1 + each % 28),
            summary=WORDS * 4,
            sections={"complaint": [WORDS * 6] * 2, "assessment": [WORDS * 5] * 7, "decision": [WORDS]},
            reasons=[Ground("insufficient_fault")],
            payments=[Payment(25000)],
        )
    builder.finish()


def measured(command: list[str]) -> tuple[float, float]:
    """The seconds that a process takes, and the most MB of its own that it held; the mapped archive is not its own."""
    most = 0
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    status = Path(f"/proc/{process.pid}/status")
    while process.poll() is None:
        found = _PRIVATE.search(status.read_text(encoding="ascii"))
        most = max(most, int(found[1]) if found else 0)
        time.sleep(0.02)
    return time.perf_counter() - started, most / 1024


def main() -> int:
    """Measure, print, and say by the exit code whether the memory stays."""
    rows, grown = [], False
    with tempfile.TemporaryDirectory() as name:
        for number in SIZES:
            fill(Path(name) / f"{number}.db", number)
        for form in ("csv", "jsonl", "markdown"):
            held = []
            for number in SIZES:
                command = [sys.executable, "-m", "archive", "export", "--format", form, "-q"]
                seconds, memory = measured([*command, "--db", str(Path(name) / f"{number}.db")])
                held.append(memory)
                rows.append([f"{form}, {number:,} decisions", f"{number / seconds:,.0f}", f"{memory:.0f}"])
            grown = grown or held[1] > held[0] * MOST_GROWTH
    found = table(["", "decisions a second", "MB of its own at most"], rows)
    sys.stdout.write(found)
    if "--write" in sys.argv[1:]:
        words = circumstances("python tests/bench/export.py --write")
        write_section("export", "Export", f"Whole processes, to nowhere. {words}\n{found}")
    return int(grown)


if __name__ == "__main__":
    sys.exit(main())
