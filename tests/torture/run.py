"""Run the torture and print its figures: `make torture`, or `python tests/torture/run.py --seed 7 kills`.

Needs a C compiler for the faults of the disk and the power cuts; without one those are left out, and that is said.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent)]

PARTS = ("kills", "disk", "power", "crowd")


def main() -> int:
    """Do what the command line says. 1 where anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="all, where none is named")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--points", type=int, default=50)
    parser.add_argument("--cuts", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    parts = options.parts or PARTS
    with tempfile.TemporaryDirectory(prefix="lgsco-torture-") as name:
        if "LD_PRELOAD" not in os.environ and {"disk", "power"}.intersection(parts):
            compiler = shutil.which("cc")
            if compiler is not None:
                library = str(Path(name) / "faults.so")
                subprocess.run(
                    [compiler, "-shared", "-fPIC", "-O1", "-o", library, str(HERE / "faults.c"), "-ldl"], check=True
                )
                environment = {**os.environ, "LD_PRELOAD": library}
                return subprocess.run([sys.executable, *sys.argv], env=environment, check=False).returncode
        return torture(Path(name), parts, options)


def torture(folder: Path, parts: tuple[str, ...], options: argparse.Namespace) -> int:
    """Do the parts, print a line of figures for each, and what went wrong. 1 where anything did."""
    from torture.crowd import crowd
    from torture.disk import disk
    from torture.kills import kills
    from torture.power import power
    from torture.world import World

    _say(f"seed {options.seed}")
    world = World(folder / "world")
    wrong: list[str] = []
    for part in parts:
        started = time.monotonic()
        lines: list[str] = []
        found: list[str] = []
        if part in {"disk", "power"} and "LD_PRELOAD" not in os.environ:
            lines.append(f"{part}: left out, for there is no C compiler")
        elif part == "kills":
            line, found = kills(world, options.kills, options.seed)
            lines.append(line)
        elif part == "disk":
            lines, found = disk(world, options.points)
        elif part == "power":
            line, found = power(world, options.cuts, options.seed)
            lines.append(line)
        else:
            line, found = crowd(world, options.seconds, options.seed)
            lines.append(line)
        for line in (*lines, *(f"WRONG: {each}" for each in found)):
            _say(line)
        _say(f"  ({part}: {time.monotonic() - started:.0f} s)")
        wrong += found
    _say(f"{len(wrong)} things went wrong")
    return 1 if wrong else 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
