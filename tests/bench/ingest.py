"""The ingest beside the floor: the whole of it, its memory, its growth, what it costs to run again, and its stages.

The floor (`floor.py`) is what SQLite needs for the bare rows and the index of the same files, already parsed. Beside
it stands sqlite-utils, which gets the same texts as ready-made JSON Lines: it neither reads nor parses.
"""

from __future__ import annotations

import itertools
import os
import shutil
import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING, Final

from bench.figures import spread
from bench.ground import remove, say, take_in
from bench.peers import utils_load
from bench.rows import MIB, SECONDS, US, Row, ratio

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bench.ground import Ground
    from bench.process import Run

GROUP: Final = "ingest"
UPDATE: Final = 60
STAGED: Final = 3_000
"""Files whose stages are timed."""
STAGES: Final = ("read", "decode", "parse", "analyse", "rows", "index")
_LETTERS: Final = "qrstuvwxyz"


def measure(ground: Ground) -> Iterator[Row]:
    """The rows. The archive of the last pair serves what is measured after."""
    path, floor = ground.work / f"archive-{ground.number}.db", ground.work / "floor.db"
    wholes, floors, parts, again, others = [], [], [], [], []
    tenth = max(1, ground.number // 10)
    for number in range(ground.pairs):
        say(f"pair {number + 1} of {ground.pairs}")
        floors.append(ground.floor(floor))
        wholes.append(ground.ingest(ground.folder, path))
        again.append(take_in(ground.folder, path))
        others.append(utils_load(ground))
        parts.append(ground.ingest(ground.part(tenth), ground.work / "part.db"))
    ground.has_made(path)
    yield from _whole(wholes, floors)
    yield Row(GROUP, "memory, all processes together", MIB, spread(one.together for one in wholes), 400, 1)
    yield Row(GROUP, "memory, the largest process", MIB, spread(one.largest for one in wholes))
    each = (ground.number, tenth)
    costs = [_per(one.wall, part.wall, *each) for one, part in zip(wholes, parts, strict=True)]
    name = f"a document of {ground.number:,} / of {tenth:,}"
    yield ratio(GROUP, name, costs, bound=1.25, show=1)
    costs = [_per(one.cpu, part.cpu, *each) for one, part in zip(wholes, parts, strict=True)]
    yield ratio(GROUP, f"{name}, CPU", costs)
    ratios = [one.wall / whole.wall for one, whole in zip(again, wholes, strict=True)]
    yield ratio(GROUP, "again with nothing new / whole", ratios, bound=0.05, show=3)
    yield Row(GROUP, f"update of {UPDATE} files", SECONDS, spread(_updates(ground, path)), 0.6, 3)
    yield from _beside_utils(wholes, others)
    yield from _stages(ground)
    for made in (floor, ground.work / "part.db"):
        remove(made)


def _whole(wholes: list[Run], floors: list[Run]) -> Iterator[Row]:
    pairs = list(zip(wholes, floors, strict=True))
    yield ratio(GROUP, "whole / floor", [one.wall / floor.wall for one, floor in pairs], bound=3, show=1)
    yield ratio(GROUP, "whole / floor, CPU", [one.cpu / floor.cpu for one, floor in pairs])
    yield Row(GROUP, "whole", SECONDS, spread(one.wall for one in wholes))
    yield Row(GROUP, "whole, CPU", SECONDS, spread(one.cpu for one in wholes))
    yield Row(GROUP, "floor", SECONDS, spread(floor.wall for floor in floors))


def _beside_utils(wholes: list[Run], others: list[Run]) -> Iterator[Row]:
    pairs = list(zip(wholes, others, strict=True))
    name = "`sqlite-utils insert --nl` and `enable-fts`"
    yield ratio(GROUP, f"whole / {name}, CPU", [one.cpu / other.cpu for one, other in pairs], bound=2.5, show=2)
    yield ratio(GROUP, f"whole / {name}", [one.wall / other.wall for one, other in pairs])
    yield Row(GROUP, f"{name}, CPU", SECONDS, spread(other.cpu for other in others))


def _per(whole: float, part: float, number: int, fewer: int) -> float:
    return whole / number / (part / fewer)


def _updates(ground: Ground, path: Path) -> list[float]:
    """Seconds of updates of a copy of the archive, each of files not yet in it."""
    copy = ground.work / "updated.db"
    remove(copy)
    shutil.copyfile(path, copy)
    # A copy that is still on its way to the disk would hold the update's own writes up.
    os.sync()
    found = []
    for letter in _LETTERS[: max(2, ground.pairs)]:
        files = ground.more(UPDATE, letter)
        before = _held(copy)
        found.append(take_in(files, copy).wall)
        if _held(copy) != before + UPDATE:
            raise SystemExit(f"not all of {UPDATE} files were added")
    remove(copy)
    return found


def _held(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM decisions").fetchone()[0])


def _stages(ground: Ground) -> Iterator[Row]:
    """CPU of each stage a document, one after the other over the same files in this process."""
    runs = [_staged(ground) for _ in range(min(3, ground.pairs))]
    whole = [sum(run.values()) for run in runs]
    for stage in STAGES:
        share = spread(100 * run[stage] / total for run, total in zip(runs, whole, strict=True)).median
        spent = spread(run[stage] for run in runs)
        yield Row(GROUP, f"{stage}, CPU a document", US, spent, note=f"{share:.0f} % of one process")


def _staged(ground: Ground) -> dict[str, float]:
    from archive.analysis import analyse
    from archive.errors import Refused
    from archive.ingester import BATCH
    from archive.parsing import parse
    from archive.reading import read_bytes
    from archive.storage.connection import open_writer, transaction
    from archive.storage.tokens import indexed_text
    from archive.storage.writer import Entry, Writer

    files = ground.files[:: max(1, ground.number // STAGED)]
    marks = [time.process_time()]
    data = [(str(path), path.read_bytes()) for path in files]
    marks.append(time.process_time())
    documents = [found for path, each in data for found in read_bytes(each, path)]
    marks.append(time.process_time())
    parsed = [(document, parse(document)) for document in documents if not isinstance(document, Refused)]
    marks.append(time.process_time())
    entries = [Entry(document, analyse(decision)) for document, decision in parsed]
    marks.append(time.process_time())
    path = ground.work / "staged.db"
    remove(path)
    with closing(open_writer(path, create=True)) as connection:
        writer = Writer(connection)
        for first in range(0, len(entries), BATCH):
            with transaction(connection):
                writer.store(entries[first : first + BATCH])
        marks.append(time.process_time())
        texts = [(number, *indexed_text(entry.decision)) for number, entry in enumerate(entries, 1)]
        start = time.process_time()
        _indexed(connection, texts)
        index = time.process_time() - start
    remove(path)
    spent = [after - before for before, after in itertools.pairwise(marks)]
    spent[-1:] = [spent[-1] - index, index]
    return {stage: 1e6 * each / len(files) for stage, each in zip(STAGES, spent, strict=True)}


def _indexed(archive: sqlite3.Connection, texts: list[tuple[int | str | None, ...]]) -> None:
    """What the index alone costs: the same texts into one of the same definition, in memory."""
    from archive.storage.tokens import COLUMNS

    (definition,) = archive.execute("SELECT sql FROM sqlite_master WHERE name = 'decisions_fts'").fetchone()
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(definition.replace('content="decision_fts_source"', "content=''"))
        connection.execute("INSERT INTO decisions_fts(decisions_fts, rank) VALUES ('hashsize', 67108864)")
        marks = ", ".join("?" * len(COLUMNS))
        sql = f"INSERT INTO decisions_fts(rowid, {', '.join(COLUMNS)}) VALUES (?, {marks})"
        connection.executemany(sql, texts)
        connection.commit()
