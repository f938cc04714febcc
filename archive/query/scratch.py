"""A full-text index in memory for a moment, to let FTS5 itself stem, weigh and mark a few texts."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


_TABLES: Final = (
    'CREATE VIRTUAL TABLE IF NOT EXISTS temp.scratch USING fts5(text, tokenize="porter unicode61 remove_diacritics 2")',
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.scratch_terms USING fts5vocab(temp, scratch, instance)",
)


@contextlib.contextmanager
def scratch_index(connection: sqlite3.Connection) -> Iterator[None]:
    """`temp.scratch(text)`, an empty FTS5 table with the tokenizer of `decisions_fts`, and `temp.scratch_terms`.

    `scratch_terms(term, doc, col, offset)` lists the stemmed words with the rowid each stands in. What is put in is
    gone afterwards: all of it is one savepoint, rolled back, which costs less than a transaction a row. The tables stay
    with the connection, for whenever one is made SQLite prepares every statement anew.
    """
    for statement in _TABLES:
        connection.execute(statement)
    connection.execute("SAVEPOINT scratch")
    try:
        yield
    finally:
        connection.execute("ROLLBACK TO scratch")
        connection.execute("RELEASE scratch")
