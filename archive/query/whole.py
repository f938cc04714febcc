"""The whole of a result, decision by decision, however many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from archive.query.understanding import Asked


def references(connection: sqlite3.Connection, asked: Asked) -> Iterator[str]:
    """The reference of each decision that `asked` means, the newest first, as one snapshot of the archive.

    Nothing is held or sorted: the index itself is walked back. While this is read, what else `connection` reads is of
    the same snapshot. Raises sqlite3.Error.
    """
    if not asked.possible:
        return
    matching, parameters = asked.matching()
    source = "decisions" if asked.match is None else "decisions_fts"
    sql = (
        f"SELECT (SELECT d.reference FROM decisions d WHERE d.id = {source}.rowid)"  # noqa: S608 - our own texts
        f" {matching} ORDER BY {source}.rowid DESC"
    )
    for (reference,) in connection.execute(sql, parameters):
        yield reference
