"""What the schema says of itself: `--!` notes on tables and views, `---` notes on columns, inside each statement."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import sqlite3

_NAME: Final = re.compile(r"[\[\"`]?(\w+)[\]\"`]?")
_LAST_NAME: Final = re.compile(r"(\w+)\W*$")


class Notes(NamedTuple):
    """The note of a table or view, empty where it has none, and those of its columns."""

    table: str
    columns: dict[str, str]


def notes(connection: sqlite3.Connection) -> dict[str, Notes]:
    """The notes of every table and view, by name, in the order of the schema."""
    rows = connection.execute(
        "SELECT name, type, sql FROM sqlite_master WHERE type IN ('table', 'view') AND sql IS NOT NULL ORDER BY rowid"
    )
    return {name: _read(sql, view=kind == "view") for name, kind, sql in rows}


def _read(sql: str, *, view: bool) -> Notes:
    """A column's note stands behind it on its line: the first name of a table's line, the last of a view's."""
    table: list[str] = []
    columns: dict[str, str] = {}
    for line in sql.splitlines():
        code, mark, said = line.partition("--- ")
        if line.strip().startswith("--!"):
            table.append(line.strip()[3:].strip())
        elif mark:
            found = _LAST_NAME.search(code) if view else _NAME.match(code.strip())
            if found:
                columns[found[1]] = said.strip()
    return Notes(" ".join(table), columns)
