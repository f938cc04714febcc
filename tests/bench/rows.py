"""What the benchmark found: rows of one table, kept as JSON, beside what was found before."""

from __future__ import annotations

import json
import os
import platform
import re
import sqlite3
import subprocess
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from bench.figures import ROOT, Spread, spread, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

TIMES, MS, SECONDS, US, MIB, COUNT = "×", "ms", "s", "µs", "MiB", ""
"""Units: a ratio, times of CPU or of the clock, memory or size, a bare number."""

_PACKAGES: Final = ("click", "sqlite-utils", "selectolax", "tantivy")
_LIKE: Final = 1.05
"""Within this of each other two figures are the same, whatever their spread says."""


class Row(NamedTuple):
    """One figure: the smaller the better. `found` is None where it was not measured, and `note` says why.

    `bound` is what is asked for, as point `show` of the list of what this program is to show. What has neither is there
    to explain the others.
    """

    group: str
    name: str
    unit: str
    found: Spread | None
    bound: float | None = None
    show: int | None = None
    note: str = ""

    @property
    def short(self) -> bool:
        """Whether it falls short of what is asked for."""
        return self.bound is not None and self.found is not None and self.found.median > self.bound


def ratio(group: str, name: str, values: Iterable[float], **more: Any) -> Row:  # noqa: ANN401 - the other fields of Row
    """A row of ratios, each taken within a pair."""
    return Row(group, name, TIMES, spread(values), **more)


def missing(group: str, name: str, why: str) -> Row:
    """A row that could not be measured."""
    return Row(group, name, TIMES, None, note=f"not measured: {why}")


class Kept(NamedTuple):
    """A result as it is kept: of how many decisions, when and where it was measured, and its rows."""

    number: int
    about: Mapping[str, Any]
    rows: Sequence[Row]

    def as_json(self) -> dict[str, Any]:
        """As plain values."""
        return {"decisions": self.number, **self.about, "rows": [row._asdict() for row in self.rows]}


def kept_in(path: Path, number: int) -> Kept | None:
    """The result of `number` decisions in a file of such results; None where there is none."""
    if not path.exists():
        return None
    for result in json.loads(path.read_text(encoding="utf-8")):
        if result["decisions"] == number:
            found = [Row(**row | {"found": row["found"] and Spread(*row["found"])}) for row in result["rows"]]
            about = {key: value for key, value in result.items() if key not in ("decisions", "rows")}
            return Kept(number, about, found)
    return None


def keep(path: Path, result: Kept) -> None:
    """Put `result` into a file of such results, in place of one of as many decisions."""
    held = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    others = [each for each in held if each["decisions"] != result.number]
    rounded = json.loads(json.dumps(result.as_json()), parse_float=lambda text: float(f"{float(text):.4g}"))
    listed = sorted([*others, rounded], key=lambda each: int(each["decisions"]))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(listed, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def with_rest_of(result: Kept, before: Kept | None, groups: Sequence[str]) -> Kept:
    """`result` with the rows that were kept before of groups that it has not measured, in the order of `groups`."""
    measured = {row.group for row in result.rows}
    rest = [row for row in before.rows if row.group not in measured] if before else []
    return result._replace(rows=sorted([*result.rows, *rest], key=lambda row: groups.index(row.group)))


def about(seconds: float, settings: Mapping[str, object]) -> dict[str, Any]:
    """The day, the machine, the versions and the commit."""
    return {
        "measured": f"{datetime.now(UTC):%Y-%m-%d}",
        "commit": _commit(),
        "took_seconds": round(seconds),
        "settings": dict(settings),
        "machine": {
            "system": platform.system(),
            "processor": _processor(),
            "cores": os.cpu_count(),
            "load": round(os.getloadavg()[0], 1),
        },
        "versions": {
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
            **{name: version for name in _PACKAGES if (version := _version(name))},
        },
    }


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _commit() -> str:
    """The commit, with a + where files differ from it; empty outside a work tree of git."""
    run = ["git", "-C", str(ROOT), "describe", "--always", "--dirty=+", "--exclude", "*"]
    try:
        return subprocess.run(run, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    named = re.search(r"^model name\s*: (.*)$", text, re.MULTILINE)
    return named[1] if named else platform.machine()


def figure(value: float, unit: str) -> str:
    """A number with as many digits as tell something."""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 0.1 or value == 0 else 3
    return f"{value:,.{digits}f}{f' {unit}' if unit else ''}"


def verdict(row: Row, before: Row | None) -> str:
    """`SHORT` of what is asked for, `worse` than before by more than the spread of either, both or neither."""
    said = ["SHORT"] if row.short else []
    if row.found and before and before.found:
        new, old = row.found, before.found
        if new.median > old.most * _LIKE and new.least > old.median * _LIKE:
            said.append("worse")
        if new.median * _LIKE < old.least and new.most * _LIKE < old.median:
            said.append("better")
    return ", ".join(said)


def printed(rows: Sequence[Row], before: Kept | None) -> str:
    """The one table: in groups, with medians and spread, what is asked for, and what was found before."""
    held = {(row.group, row.name): row for row in before.rows} if before else {}
    lines, last = [], None
    for row in rows:
        old = held.get((row.group, row.name))
        if row.group != last:
            lines.append([f"**{row.group}**", "", "", "", ""])
        lines.append(
            [
                row.name + (f" ({row.note})" if row.note else ""),
                _spread(row),
                _asked(row),
                figure(old.found.median, old.unit) if old and old.found else "",
                verdict(row, old),
            ]
        )
        last = row.group
    return table(["", "measured", "asked", "before", "verdict"], lines)


def _spread(row: Row) -> str:
    if row.found is None:
        return "–"
    median, least, most = row.found
    if least == most:
        return figure(median, row.unit)
    return f"{figure(median, row.unit)} ({figure(least, '')} to {figure(most, '')})"


def _asked(row: Row) -> str:
    if row.bound is None:
        return ""
    return f"at most {figure(row.bound, row.unit)}" + (f" [{row.show}]" if row.show else "")
