"""A full-text index in memory for a moment, to let FTS5 itself stem, weigh and mark a few texts."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


@contextlib.contextmanager
def scratch_index(connection: sqlite3.Connection) -> Iterator[None]:
    """Make `temp.scratch(text)`, an FTS5 table with the tokenizer of `decisions_fts`, and `temp.scratch_terms`.

    `scratch_terms(term, doc, col, offset)` lists the stemmed words with the rowid each stands in. Both are gone
    afterwards: all of it is one savepoint, rolled back, which costs less than a transaction a row.
    """
    connection.execute("SAVEPOINT scratch")
    try:
        connection.execute(
            'CREATE VIRTUAL TABLE temp.scratch USING fts5(text, tokenize="porter unicode61 remove_diacritics 2")'
        )
        connection.execute("CREATE VIRTUAL TABLE temp.scratch_terms USING fts5vocab(temp, scratch, instance)")
        yield
    finally:
        connection.execute("ROLLBACK TO scratch")
        connection.execute("RELEASE scratch")
