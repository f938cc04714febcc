"""Saving what can be read of a file whose pages are damaged: documents, from which all the rest is made anew."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from typing import TYPE_CHECKING, Any, Final

from archive.errors import DatabaseProblem
from archive.storage.connection import database_errors, open_reader, open_writer, transaction
from archive.storage.integrity import RESTORE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_WAYS: Final = (
    "documents NOT INDEXED",
    "documents INDEXED BY documents_decision_id",
    "documents INDEXED BY documents_sha256",
)
"""Ways to learn which documents there are: where the pages of one are damaged, another may still be read."""


def salvage(db: str, mend: Callable[[sqlite3.Connection], list[str]]) -> list[str]:
    """Make a new archive of the documents that can be read in `db`, `mend` it, and put its pages in place of the old.

    Readers and writers that have the file open see the old state or the new. Gives lines of what was done.
    Raises DatabaseProblem, with the file left as it was: no document can be read, or the file cannot be written.
    """
    with _beside(db) as new:
        with (
            contextlib.closing(open_writer(new, create=True)) as fresh,
            contextlib.closing(open_reader(db)) as damaged,
            database_errors(new),
        ):
            fresh.execute("PRAGMA foreign_keys = OFF")
            with transaction(fresh):
                saved, lost = _save(damaged, fresh)
                if not saved:
                    raise DatabaseProblem(f"damaged beyond what can be saved: {RESTORE}", path=db)
                mend(fresh)
        with (
            database_errors(db),
            contextlib.closing(open_reader(new)) as source,
            contextlib.closing(sqlite3.connect(db, isolation_level=None)) as target,
        ):
            source.backup(target)
    lines = [f"{saved:,} document(s) saved, and all the rest made anew from them"]
    if lost:
        lines.append(f"{lost:,} document(s) could not be read: ingest their files again, or restore a backup")
    return lines


@contextlib.contextmanager
def _beside(db: str) -> Iterator[str]:
    """A path in the folder of `db` whose file, with what SQLite lays beside it, goes in the end."""
    path = f"{db}.mended-{os.getpid()}"
    try:
        yield path
    finally:
        for ending in ("", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                os.unlink(path + ending)  # noqa: PTH108


def _save(damaged: sqlite3.Connection, fresh: sqlite3.Connection) -> tuple[int, int]:
    """Copy every document that can be read, with what stood beside it. Gives how many were, and were not."""
    saved = lost = 0
    for document_id in sorted(_ids(damaged)):
        row = _row(damaged, "documents", "id", document_id)
        if row is None:
            lost += 1
            continue
        _insert(fresh, "documents", row)
        saved += 1
        beside = _row(damaged, "carriers", "document_id", document_id)
        if beside is not None:
            _insert(fresh, "carriers", beside)
    return saved, lost


def _ids(damaged: sqlite3.Connection) -> set[int]:
    found: set[int] = set()
    for way in _WAYS:
        try:
            # One by one: what was read before the damage counts.
            for (document_id,) in damaged.execute(f"SELECT id FROM {way}"):  # noqa: S608 - our own names
                found.add(document_id)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
    return found


def _row(damaged: sqlite3.Connection, table: str, key: str, value: int) -> dict[str, Any] | None:
    """A row by its columns, None where it cannot be read because its page is damaged."""
    try:
        cursor = damaged.execute(f"SELECT * FROM {table} WHERE {key} = ?", (value,))  # noqa: S608 - our own names
        row = cursor.fetchone()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        return None
    return None if row is None else dict(zip((column[0] for column in cursor.description), row, strict=True))


def _insert(fresh: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    columns = ", ".join(row)
    marks = ", ".join("?" * len(row))
    fresh.execute(f"INSERT INTO {table}({columns}) VALUES ({marks})", tuple(row.values()))  # noqa: S608 - our own names
