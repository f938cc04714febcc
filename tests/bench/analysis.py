"""What the analysis of a decision costs: CPU a 9 kB decision, beside a Python that starts and does nothing.

Prints a table; with --write puts it into docs/figures.md. Exits 1 where the median is over its target.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generated import generated
from making import decision

from archive.analysis import analyse
from bench.figures import ROOT, circumstances, spread, table, write_section

ROUNDS = 15
KILOBYTES = 9.0
TARGET = 0.07
"""Of the CPU that `python -c pass` takes."""
LONG = 6_000
"""Bytes. The shorter documents of the sample say little of a 9 kB decision."""


def main() -> int:
    """Measure, print, and say by the exit code whether the target is met."""
    files = sorted((ROOT / "data" / "sample").glob("*.txt"))
    sample = [text for path in files if len(text := path.read_bytes()) > LONG]
    texts = {"of data/sample": sample, "generated": [text.encode() for _, text in generated(100, longest=30)]}
    rows = []
    met = True
    for name, corpus in texts.items():
        decisions = [decision(text) for text in corpus]
        again = max(1, 100 // len(corpus))
        scale = KILOBYTES * 1_000 / sum(map(len, corpus)) / again
        for one in decisions:
            analyse(one)
        floors, times = [], []
        for _ in range(ROUNDS):
            floors.append(_cpu_of_nothing())
            started = time.process_time()
            for one in decisions * again:
                analyse(one)
            times.append((time.process_time() - started) * scale)
        ratios = spread(taken / floor for taken, floor in zip(times, floors, strict=True))
        met = met and ratios.median <= TARGET
        rows.append(
            [
                f"{len(corpus)} decisions {name}",
                f"{1_000 * spread(times).median:.2f}",
                f"{1_000 * spread(floors).median:.1f}",
                f"{ratios.median:.3f} ({ratios.least:.3f} to {ratios.most:.3f})",
                f"at most {TARGET}",
            ]
        )
    found = table(["analysis", "ms a 9 kB", "`python -c pass`, ms", "ratio", "target"], rows)
    sys.stdout.write(found)
    if "--write" in sys.argv[1:]:
        words = (
            f"CPU time, {ROUNDS} rounds, each beside a `python -c pass`; median (least to greatest). "
            + circumstances("python tests/bench/analysis.py --write")
        )
        write_section("analysis", "Analysis of a decision", f"{words}\n{found}")
    return 0 if met else 1


def _cpu_of_nothing() -> float:
    """Seconds of CPU, of the process and the system, that a Python takes to start and end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(3):
        subprocess.run([sys.executable, "-c", "pass"], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / 3


if __name__ == "__main__":
    raise SystemExit(main())
