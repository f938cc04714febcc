"""What the measurements share: times of whole processes, their spread, and the page that figures stand on."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
import statistics
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "figures.md"
HEAD = """# Figures

Measured, not promised: each table says when, on what and by which command, and the command with `--write` measures anew
and writes the table. Ratios are taken pair by pair between neighbours of one run, for a machine's speed drifts.
"""


class Spread(NamedTuple):
    """Median, least and greatest of some measurements."""

    median: float
    least: float
    most: float

    def __str__(self) -> str:
        return f"{self.median:.2f} ({self.least:.2f} to {self.most:.2f})"


def spread(values: Iterable[float]) -> Spread:
    """The spread of `values`, of which there is at least one."""
    found = sorted(values)
    return Spread(statistics.median(found), found[0], found[-1])


def seconds(command: Sequence[str]) -> float:
    """How long `command` takes as a process, from its start to its end. It must succeed."""
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


class Paired(NamedTuple):
    """Seconds of the floor, and by name of a command its seconds and its ratios to the floor measured just before."""

    floors: list[float]
    times: dict[str, list[float]]
    ratios: dict[str, list[float]]


def paired(floor: Sequence[str], commands: Mapping[str, Sequence[str]], pairs: int) -> Paired:
    """Each of `commands` beside `floor`, alternating, `pairs` times after one run of each that does not count."""
    for command in (floor, *commands.values()):
        seconds(command)
    found = Paired([], {name: [] for name in commands}, {name: [] for name in commands})
    for _ in range(pairs):
        for name, command in commands.items():
            least, taken = seconds(floor), seconds(command)
            found.floors.append(least)
            found.times[name].append(taken)
            found.ratios[name].append(taken / least)
    return found


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table whose first column is words and whose others are figures."""
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def circumstances(command: str) -> str:
    """One line: the day, the machine's kind and how busy it was, the versions, and the command that measures."""
    return (
        f"{datetime.now(UTC):%d %B %Y}; {platform.system()} on {platform.machine()}, {os.cpu_count()} cores, "
        f"load average {os.getloadavg()[0]:.1f}; "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}; `{command}`.\n"
    )


def write_section(name: str, title: str, text: str) -> None:
    """Put `text` into the page of figures, in place of the section `name` or after the others."""
    first, last = f"<!-- {name} -->", f"<!-- end of {name} -->"
    section = f"{first}\n## {title}\n\n{text}{last}\n"
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else HEAD
    there = re.compile(rf"{re.escape(first)}.*?{re.escape(last)}\n", re.DOTALL)
    page = there.sub(lambda _: section, page) if there.search(page) else f"{page}\n{section}"
    PAGE.write_text(page, encoding="utf-8")
