"""How long the program takes to start, beside the import of click; and which modules a search's start goes to."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING, Final

from bench.figures import paired, spread
from bench.ground import LGSCO
from bench.rows import MS, Row, ratio

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.ground import Ground

GROUP: Final = "start-up"
PAIRS: Final = 5
"""Of these for one of the others: they are quick, and vary."""
CLICK: Final = [sys.executable, "-c", "import click"]
OWN: Final = ("archive", "click", "sqlite3")
_IMPORT: Final = re.compile(r"^import time:\s+([0-9]+) \|\s+[0-9]+ \| *([\w.]+)$", re.MULTILINE)


def measure(ground: Ground) -> Iterator[Row]:
    """The rows."""
    pairs = PAIRS * ground.pairs
    found = paired(CLICK, {"--help": [LGSCO, "--help"]}, pairs)
    yield ratio(GROUP, '`lgsco --help` / `python -c "import click"`', found.ratios["--help"], bound=1.2, show=8)
    yield Row(GROUP, '`python -c "import click"`', MS, spread(1_000 * each for each in found.floors))
    yield Row(GROUP, "`lgsco --help`", MS, spread(1_000 * each for each in found.times["--help"]))
    runs = [imports(ground) for _ in range(pairs)]
    for name in (*OWN, "other"):
        yield Row(GROUP, f"imports of a search: {name}", MS, spread(run[name] for run in runs))
    (most, *_) = sorted(runs, key=lambda run: sum(run.values()))
    listed = sorted(((spent, name) for name, spent in most.items() if name.startswith("archive.")), reverse=True)
    note = ", ".join(f"{name.removeprefix('archive.')} {spent:.1f}" for spent, name in listed[:6])
    yield Row(GROUP, "imports of a search: our dearest six", MS, spread([sum(s for s, _ in listed[:6])]), note=note)


def imports(ground: Ground) -> dict[str, float]:
    """Milliseconds that the modules of a search take to be imported, by itself and in sums by who made them.

    Of what every Python imports to start nothing is counted.
    """
    code = "import sys; print('begin', file=sys.stderr); sys.argv[0] = 'lgsco'; from archive.cli import run; run()"
    command = [sys.executable, "-X", "importtime", "-c", code, "search", "damp", "--db", str(ground.archive)]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stderr
    found = dict.fromkeys((*OWN, "other"), 0.0)
    for spent, name in _IMPORT.findall(told.partition("begin")[2]):
        maker = name.partition(".")[0].removeprefix("_")
        whose = maker if maker in OWN else "other"
        found[whose] += int(spent) / 1_000
        if whose == "archive":
            found[f"archive.{name.partition('.')[2] or '__init__'}"] = int(spent) / 1_000
    return found
