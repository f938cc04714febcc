"""How searches grow with the archive: the same questions of a thousand decisions and of all; and of many more.

GROW asks for more than there are files: every decision comes again and again under other references, with rows, texts
and postings of its own, so that an archive of half a million is made in minutes. Its vocabulary is that of the files,
so each word has as large a share of the decisions as before, which is what the cost of a search grows with.
"""

from __future__ import annotations

import shutil
import sqlite3
import statistics
from contextlib import closing
from typing import TYPE_CHECKING, Final

from archive.storage.connection import open_reader
from archive.storage.ids import FIRST_DATED, SLOTS
from archive.storage.tokens import INDEXED
from bench import queries
from bench.figures import spread
from bench.ground import remove, say
from bench.rows import MS, Row, missing, ratio
from bench.warm import Timed, ours, time_all

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bench.ground import Ground
    from bench.queries import Asked

GROUP: Final = "growth of searches"
FEW: Final = 1_000
MOST_MS: Final = 100.0
TIMES: Final = 6.0
BOUNDED: Final = (queries.RARE, queries.MIDDLING, queries.COMMON, queries.AND, queries.OR, queries.NOT, queries.FILTER)
_LETTERS: Final = "abcdefghijklmnop"
_AT_ONCE: Final = 5_000


def measure(ground: Ground) -> Iterator[Row]:
    """The rows: from a thousand to all, and with GROW from all to so many."""
    few = min(FEW, max(1, ground.number // 2))
    small = ground.work / "few.db"
    ground.ingest(ground.part(few), small)
    with closing(open_reader(ground.archive)) as connection:
        asked = queries.questions(connection)
    yield from _rows(ground, asked, (small, few), (ground.archive, ground.number), bounded=False)
    remove(small)
    if ground.grow > ground.number:
        large = ground.work / f"grown-{ground.grow}.db"
        say(f"growing to {ground.grow:,}")
        grow(ground.archive, large, ground.grow)
        yield from _rows(ground, asked, (ground.archive, ground.number), (large, ground.grow), bounded=True)
    else:
        yield missing(GROUP, "at 500,000 [6]", "`GROW=500000 ONLY=growth make bench`")


def _rows(
    ground: Ground, asked: list[Asked], small: tuple[Path, int], large: tuple[Path, int], *, bounded: bool
) -> Iterator[Row]:
    with closing(open_reader(small[0])) as fewer, closing(open_reader(large[0])) as more:
        timed = time_all(asked, {"fewer": ours(fewer), "more": ours(more)}, ground.pairs)
    held = f"{large[1]:,} / {small[1]:,}"
    for kind in queries.KINDS:
        pairs = zip(timed.of_kind("more", kind), timed.of_kind("fewer", kind), strict=True)
        asks = {"bound": TIMES, "show": 6} if bounded and kind in BOUNDED else {}
        yield ratio(GROUP, f"{kind}, {held}", [more / fewer for more, fewer in pairs], **asks)
    if bounded:
        yield from _slowest(timed, asked, large[1])


def _slowest(timed: Timed, asked: list[Asked], number: int) -> Iterator[Row]:
    """The question of a bounded kind that takes longest."""
    of_each = [[each[place] for each in timed.spent["more"]] for place in range(len(asked))]
    places = [place for place, one in enumerate(asked) if one.kind in BOUNDED]
    worst = max(places, key=lambda place: statistics.median(of_each[place]))
    name = f"slowest of {', '.join(BOUNDED)}, {number:,}"
    yield Row(GROUP, name, MS, spread(of_each[worst]), MOST_MS, 6, note=str(asked[worst]))


def grow(source: Path, path: Path, number: int) -> None:
    """Copy an archive to `path` and repeat its decisions until there are `number`. Raises SystemExit for too many."""
    if path.exists():
        return
    beside = path.with_suffix(".part")
    remove(beside)
    with closing(sqlite3.connect(source)) as connection, closing(sqlite3.connect(beside)) as target:
        connection.backup(target)
    with closing(sqlite3.connect(beside, isolation_level=None)) as connection:
        (held,) = connection.execute("SELECT count(*) FROM decisions").fetchone()
        copies = -(-number // held) - 1
        (most,) = connection.execute("SELECT max((id - ?) % ?) FROM decisions", (FIRST_DATED, SLOTS)).fetchone()
        shift = SLOTS // (copies + 1)
        if most >= shift or copies > len(_LETTERS):
            raise SystemExit(f"{number:,} is too many to be made of {held:,}: give more files")
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -262144")
        for copy in range(1, copies + 1):
            left = min(held, number - copy * held)
            _repeat(connection, left, copy * shift, _LETTERS[copy - 1])
        _index(connection, shift)
    shutil.move(beside, path)


def _repeat(connection: sqlite3.Connection, number: int, shift: int, letter: str) -> None:
    """The rows of the first `number` decisions again, with ids higher by `shift`."""
    say(f"copy {letter}")
    connection.execute("BEGIN")
    connection.execute("CREATE TEMP TABLE chosen AS SELECT id FROM main.decisions LIMIT 0")
    connection.execute(
        "INSERT INTO chosen SELECT id FROM decisions WHERE reference NOT GLOB '*[a-p]' LIMIT ?", (number,)
    )
    (documents,) = connection.execute("SELECT max(id) FROM documents").fetchone()
    for table, changed in (
        ("decisions", {"id": "id + :shift", "reference": "reference || :letter", "title": "title || :letter"}),
        ("documents", {"id": "id + :documents", "decision_id": "decision_id + :shift", "sha256": "sha256 || :letter"}),
        ("sections", {"decision_id": "decision_id + :shift", "document_id": "document_id + :documents"}),
        *(
            (table, {"decision_id": "decision_id + :shift", "id": "NULL"})
            for table in ("paragraph_spans", "decision_reasons", "citations", "remedies", "related_decisions")
        ),
    ):
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        values = ", ".join(changed.get(column, column) for column in columns)
        key = "id" if table == "decisions" else "decision_id"
        connection.execute(
            f"INSERT INTO {table} SELECT {values} FROM {table} WHERE {key} IN (SELECT id FROM chosen) ORDER BY {key}",
            {"shift": shift, "letter": letter, "documents": documents},
        )
    connection.execute("DROP TABLE chosen")
    connection.execute("COMMIT")


def _index(connection: sqlite3.Connection, shift: int) -> None:
    """Put what was repeated into the index, in order of its ids."""
    say("indexing")
    connection.execute("INSERT INTO decisions_fts(decisions_fts, rank) VALUES ('hashsize', 67108864)")
    new = [
        number
        for (number,) in connection.execute(
            "SELECT id FROM decisions WHERE (id - ?) % ? >= ? ORDER BY id", (FIRST_DATED, SLOTS, shift)
        )
    ]
    columns = ", ".join(INDEXED)
    for start in range(0, len(new), _AT_ONCE):
        some = new[start : start + _AT_ONCE]
        connection.execute("BEGIN")
        connection.execute(
            f"INSERT INTO decisions_fts(rowid, {columns}) SELECT id, {columns} FROM decision_fts_source"
            " WHERE id BETWEEN ? AND ? AND (id - ?) % ? >= ? ORDER BY id",
            (some[0], some[-1], FIRST_DATED, SLOTS, shift),
        )
        connection.execute("COMMIT")
    connection.execute("INSERT INTO decisions_fts(decisions_fts, rank) VALUES ('hashsize', 1048576)")
