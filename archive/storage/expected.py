"""The schema as the migrations make it, and where an archive's own differs."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from archive.storage.schema import migrations

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOT_CODE: Final = re.compile(r"--[^\n]*|/\*.*?\*/|[\s\"\[\]`]", re.DOTALL)
_OWN: Final = """
SELECT type, name, sql FROM sqlite_master
WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_sqlite%' ESCAPE '\\'
  AND name NOT LIKE 'decisions\\_fts\\_%' ESCAPE '\\' ORDER BY rowid
"""
_TRIGGERS: Final = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"


class Statement(NamedTuple):
    """A table, index or view of the schema: its kind, its name, and the statement that makes it."""

    kind: str
    name: str
    sql: str


class Difference(NamedTuple):
    """A part of the schema that is `missing`, `other` than expected, or `foreign`: a trigger, which may change rows."""

    how: str
    part: Statement


@cache
def expected() -> tuple[Statement, ...]:
    """The parts of the schema, in the order they are made."""
    from sqlite_utils import Database

    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrations().apply(Database(connection, execute_plugins=False))
        return tuple(Statement(*row) for row in connection.execute(_OWN))


def differences(connection: sqlite3.Connection) -> Iterator[Difference]:
    """Where the schema of an archive differs from what is expected.

    Notes, blanks and quotation marks do not count, and what a person has added (a view, an index, a table) is theirs.
    """
    held = {(kind, name): sql for kind, name, sql in connection.execute(_OWN)}
    for part in expected():
        sql = held.get((part.kind, part.name))
        if sql is None:
            yield Difference("missing", part)
        elif _code(sql) != _code(part.sql):
            yield Difference("other", part)
    own = {part.name for part in expected()}
    for name, table in connection.execute(_TRIGGERS):
        if table in own:
            yield Difference("foreign", Statement("trigger", name, ""))


def _code(sql: str) -> str:
    return _NOT_CODE.sub("", sql)
