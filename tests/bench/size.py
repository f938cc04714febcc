"""The size of the archive beside the files it was made of, and which tables take it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Final

from archive.storage.connection import open_reader
from bench.figures import spread
from bench.rows import TIMES, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.ground import Ground

GROUP: Final = "size"
_SHOWN: Final = 0.01
"""Of the raw text. Smaller tables are told together."""
_BY_TABLE: Final = """
SELECT CASE WHEN m.tbl_name GLOB 'decisions_fts*' THEN 'the full-text index'
  WHEN m.type = 'index' THEN 'indexes of ' || m.tbl_name ELSE s.name END, sum(s.pgsize)
FROM dbstat s LEFT JOIN sqlite_master m ON m.name = s.name WHERE s.aggregate = 1 GROUP BY 1 ORDER BY 2 DESC
"""


def measure(ground: Ground) -> Iterator[Row]:
    """The rows."""
    with closing(open_reader(ground.archive)) as connection:
        tables = [(name, taken / ground.raw) for name, taken in connection.execute(_BY_TABLE)]
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        (free,) = connection.execute("PRAGMA freelist_count").fetchone()
        (page,) = connection.execute("PRAGMA page_size").fetchone()
    yield _row("file / raw text", pages * page / ground.raw, bound=2.2, show=7)
    for name, share in tables:
        if share >= _SHOWN:
            yield _row(name, share)
    yield _row("all else", sum(share for _, share in tables if share < _SHOWN) + free * page / ground.raw)


def _row(name: str, share: float, bound: float | None = None, show: int | None = None) -> Row:
    return Row(GROUP, name, TIMES, spread([share]), bound, show)
