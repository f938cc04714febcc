"""The SQLite file: opening it, its schema, writing decisions and reading them back, its integrity."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os
    import sqlite3

__all__ = ["open_archive"]


def open_archive(path: str | os.PathLike[str], *, write: bool = False) -> sqlite3.Connection:
    """A connection to the archive at `path`: read-only, or for writing (made if missing). Raises DatabaseProblem."""
    from archive.storage.connection import open_reader, open_writer

    return open_writer(path, create=True) if write else open_reader(path)
