"""The benchmark: one table of what is asked for, what is measured, and what was measured before.

    make bench                      57,500 generated files: half an hour
    N=10000 make bench              so many
    CORPUS=folder make bench        of the first N files of a folder, in the layouts of the generated ones
    ONLY=warm,cold make bench       some of its parts alone, which are: ingest size warm cold startup growth
    ARCHIVE=file ONLY=warm ...      on an archive of the files that is there already
    GROW=500000 ONLY=growth ...     growth to so many decisions
    PAIRS=1 make bench              each pair once: a quick look

All that is compared is measured in turn in one run, and ratios are taken pair by pair. It is written to
build/bench/latest.json; --keep keeps it in tests/bench/kept.json, which later results of as many decisions are compared
with, and --write puts the table into docs/figures.md.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import cold, growth, ingest, size, startup, warm
from bench.figures import ROOT, circumstances, write_section
from bench.ground import Ground, say
from bench.rows import Kept, about, keep, kept_in, printed, with_rest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bench.rows import Row

PUBLISHED: Final = 57_500
PAIRS: Final = 5
KEPT: Final = ROOT / "tests" / "bench" / "kept.json"
GROUPS: Final = tuple(part.GROUP for part in (ingest, size, warm, cold, startup, growth))
LATEST: Final = ROOT / "build" / "bench" / "latest.json"
MEASURES: Final[Mapping[str, Callable[[Ground], Iterator[Row]]]] = {
    "ingest": ingest.measure,
    "size": size.measure,
    "warm": warm.measure,
    "cold": cold.measure,
    "startup": startup.measure,
    "growth": growth.measure,
}
"""The parts, in the order in which they are measured and told."""


def ground_of(environment: Mapping[str, str]) -> Ground:
    """What the variables ask to be measured on."""
    folder, archive = environment.get("CORPUS"), environment.get("ARCHIVE")
    return Ground(
        int(environment.get("N", PUBLISHED)),
        pairs=int(environment.get("PAIRS", PAIRS)),
        work=LATEST.parent,
        given=Path(folder) if folder else None,
        archive=Path(archive) if archive else None,
        grow=int(environment.get("GROW", "0")),
    )


def measured(ground: Ground, only: Sequence[str]) -> Iterator[Row]:
    """The rows of the parts `only`, of all without any."""
    for name, measure in MEASURES.items():
        if not only or name in only:
            say(f"{name} …")
            yield from measure(ground)


def main() -> int:
    """Measure, print, write; the exit code says whether all that is asked for is reached."""
    only = [name for name in os.environ.get("ONLY", "").split(",") if name]
    if unknown := set(only) - set(MEASURES):
        sys.exit(f"no part called {', '.join(sorted(unknown))}: choose from {', '.join(MEASURES)}")
    # An installed program has its modules compiled.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    ground = ground_of(os.environ)
    started = time.monotonic()
    rows = list(measured(ground, only))
    settings = {name: value for name in ("CORPUS", "ONLY", "PAIRS", "GROW") if (value := os.environ.get(name))}
    settings |= {"CORPUS": Path(settings["CORPUS"]).name} if "CORPUS" in settings else {}
    result = Kept(ground.number, about(time.monotonic() - started, settings), rows)
    before = kept_in(KEPT, ground.number)
    sys.stdout.write(printed(rows, before))
    keep(LATEST, result)
    whole = with_rest_of(result, before, GROUPS)
    if "--keep" in sys.argv[1:]:
        keep(KEPT, whole)
    if "--write" in sys.argv[1:]:
        words = (
            f"{ground.number:,} decisions, {ground.pairs} pairs of each, alternating; median (least to greatest)."
            " Ratios are taken pair by pair; a number in brackets is the point of the list of what is asked for."
            " What `ONLY` leaves out is as it was kept before. "
            + circumstances(" ".join([*(f"{name}={value}" for name, value in settings.items()), "make bench"]))
        )
        write_section("benchmark", "The benchmark", f"{words}\n{printed(whole.rows, before)}")
    return int(any(row.short for row in rows))


if __name__ == "__main__":
    sys.exit(main())
