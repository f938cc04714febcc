"""Files read before: what a later run can pass over, because they have not changed since."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, NamedTuple

from archive.parsing_version import PARSER_VERSION

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_SETTLED: Final = 2_000_000_000
"""Nanoseconds. A file changed so shortly before it was read may change again and keep its time and length."""


class SeenFile(NamedTuple):
    """A file of which everything is stored: its length, time of last change in nanoseconds, number of documents.

    `sha256` is of its content, where it is one document.
    """

    path: str
    size: int
    modified: int
    documents: int
    sha256: str | None


class SeenFiles:
    """The table `files`. Knows nothing without a connection, as where nothing is stored."""

    def __init__(self, connection: sqlite3.Connection | None) -> None:
        self.connection = connection

    def find(self, path: str) -> SeenFile | None:
        """What is known of the file at `path`, if this version of the parser read it whole."""
        if self.connection is None:
            return None
        row = self.connection.execute(
            "SELECT path, bytes, modified, documents, sha256 FROM files WHERE path = ? AND parser = ?",
            (path, PARSER_VERSION),
        ).fetchone()
        return None if row is None else SeenFile(*row)

    def holds(self, sha256: str, path: str) -> bool:
        """Whether this content, from this path, was stored by this version of the parser already."""
        if self.connection is None:
            return False
        row = self.connection.execute(
            "SELECT 1 FROM documents WHERE sha256 = ? AND path = ? AND parser = ?", (sha256, path, PARSER_VERSION)
        ).fetchone()
        return row is not None

    def write(self, files: Iterable[SeenFile]) -> None:
        """Note files of which everything is stored. Inside a transaction of the caller."""
        assert self.connection is not None  # noqa: S101 - whoever writes has one
        settled = time.time_ns() - _SETTLED
        self.connection.executemany(
            "INSERT INTO files(path, bytes, modified, documents, sha256, parser) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT(path) DO UPDATE SET bytes = excluded.bytes, modified = excluded.modified,"
            " documents = excluded.documents, sha256 = excluded.sha256, parser = excluded.parser",
            [(*file, PARSER_VERSION) for file in files if file.modified < settled],
        )
