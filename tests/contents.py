"""What an archive holds, in forms that tests compare; and single statements, to look into one or to damage it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def run(db: Path | str, sql: str, parameters: Iterable[Any] = ()) -> list[Any]:
    """The rows of one statement, which is committed; no key is checked, so that damage can be done."""
    with closing(sqlite3.connect(db)) as connection:
        rows = connection.execute(sql, tuple(parameters)).fetchall()
        connection.commit()
        return rows


def dump(db: Path | str) -> list[str]:
    """The whole file as SQL, ids and all."""
    with closing(sqlite3.connect(db)) as connection:
        return list(connection.iterdump())


def content(db: Path | str) -> dict[str, list[Any]]:
    """Every row of every table and every word of the index, without ids and times of day: sorted, table by table.

    But for `files`, which only says when files were last changed.
    """
    with closing(sqlite3.connect(db)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'files'"
            " AND name NOT LIKE 'decisions\\_fts%' ESCAPE '\\'"
            " AND name NOT LIKE '\\_sqlite%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
        ).fetchall()
        found = {table: connection.execute(readable(connection, table)).fetchall() for (table,) in tables}
        connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, decisions_fts, col)")
        # Facets are ids made words.
        found["index"] = connection.execute("SELECT * FROM temp.terms WHERE col <> 'facets'").fetchall()
    return {table: sorted(rows, key=repr) for table, rows in found.items()}


def readable(connection: sqlite3.Connection, table: str) -> str:
    """The SELECT of all columns of a table that mean something outside it: of a key the name it stands for."""
    names = {
        "councils": "name",
        "categories": "title",
        "outcomes": "name",
        "reasons": "code",
        "decisions": "reference",
        "documents": "sha256",
    }
    keys = dict(connection.execute('SELECT "from", "table" FROM pragma_foreign_key_list(?)', (table,)))
    columns = [
        f"(SELECT p.{names[keys[column]]} FROM {keys[column]} p WHERE p.id = t.{column})" if column in keys else column
        for (column,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
        if column not in {"id", "ingested_at"}
    ]
    return f"SELECT {', '.join(columns)} FROM {table} t"
