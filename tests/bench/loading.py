"""The ingest beside sqlite-utils, which gets the same texts as ready-made JSON Lines: it neither reads nor parses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bench.figures import spread
from bench.floor import FIELDS
from bench.ground import remove, say
from bench.peers import SQLITE_UTILS
from bench.process import Run, run
from bench.rows import SECONDS, Row, ratio

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bench.ground import Ground

GROUP: Final = "ingest beside sqlite-utils"


def measure(ground: Ground) -> Iterator[Row]:
    """The rows."""
    own, others = [], []
    for number in range(ground.pairs):
        say(f"pair {number + 1} of {ground.pairs}")
        others.append(_load(ground, _file(ground)))
        own.append(ground.ingest(ground.folder, ground.work / "loaded.db"))
    remove(ground.work / "loaded.db")
    pairs = list(zip(own, others, strict=True))
    name = "ingest / `insert --nl` and `enable-fts`"
    yield ratio(GROUP, f"{name}, CPU", [one.cpu / other.cpu for one, other in pairs], bound=2.5, show=2)
    yield ratio(GROUP, name, [one.wall / other.wall for one, other in pairs])
    yield Row(GROUP, "`insert --nl` and `enable-fts`, CPU", SECONDS, spread(other.cpu for other in others))


def utils_file(ground: Ground) -> Path:
    """The file that sqlite-utils makes of the texts, made where it is not there."""
    path = _file(ground)
    if not path.exists() or path.stat().st_mtime < ground.rows.stat().st_mtime:
        say("making the file of sqlite-utils")
        _load(ground, path)
    return path


def _file(ground: Ground) -> Path:
    return ground.work / f"sqlite-utils-{ground.number}.db"


def _load(ground: Ground, path: Path) -> Run:
    remove(path)
    insert = run([SQLITE_UTILS, "insert", str(path), "decisions", str(ground.lines), "--nl", "--pk", "reference"])
    enable = run([SQLITE_UTILS, "enable-fts", str(path), "decisions", *FIELDS[5:], "--fts5", "--tokenize", "porter"])
    return Run(insert.wall + enable.wall, insert.cpu + enable.cpu, insert.largest, insert.together)
