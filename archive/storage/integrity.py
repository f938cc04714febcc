"""Whether an archive is whole: the file, its schema, its keys, the index beside the text, spans in documents."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

REPAIR: Final = "`lgsco check --repair` mends it"
RESTORE: Final = "restore a backup, or ingest the files into a new archive"

_MOST: Final = 20
"""Findings of one kind that are told one by one."""

_MENDABLE: Final = re.compile(
    r"row \d+ missing from index|wrong # of entries in index|non-unique entry in index|NULL value in"
    r"|constraint failed in|rowid \d+ missing|malformed inverted index"
)
"""What SQLite's own check says of faults outside the b-trees of the tables themselves."""

_DAMAGE: Final = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}
"""What SQLite raises where the file is at fault: not the disk, a lock, or a lack of room."""

_COUNTED: Final = {
    "decision(s) without a current document": """
        SELECT count(*) FROM decisions d
        WHERE NOT EXISTS (SELECT 1 FROM documents x WHERE x.decision_id = d.id AND x.is_current)""",
    "decision(s) with more than one current document": """
        SELECT count(*) FROM (SELECT 1 FROM documents WHERE is_current
        GROUP BY decision_id HAVING count(*) > count(DISTINCT coalesce(chapter, 1)))""",
    "paragraph(s) outside the text of their document": """
        SELECT count(*) FROM paragraph_spans p
        JOIN sections s ON s.decision_id = p.decision_id AND s.position = p.section
        JOIN (SELECT id, length(text) AS characters FROM documents LIMIT -1) d ON d.id = s.document_id
        WHERE p.text IS NULL AND (p.start IS NULL OR p.start + p.length > d.characters)""",
    "paragraph(s) without their section": """
        SELECT count(*) FROM paragraph_spans p
        WHERE NOT EXISTS (SELECT 1 FROM sections s WHERE s.decision_id = p.decision_id AND s.position = p.section)""",
    "decision(s) whose year is not that of their date": """
        SELECT count(*) FROM decisions WHERE decision_year IS NOT CAST(substr(decision_date, 1, 4) AS INTEGER)""",
    "decision(s) missing from the index": """
        SELECT count(*) FROM decisions d WHERE NOT EXISTS (SELECT 1 FROM decisions_fts_docsize f WHERE f.id = d.id)""",
    "row(s) of the index without their decision": """
        SELECT count(*) FROM decisions_fts_docsize f WHERE NOT EXISTS (SELECT 1 FROM decisions d WHERE d.id = f.id)""",
}
"""What to count, and how: each must be nought. The LIMIT has each document's length counted once, not for every
paragraph: on 57,500 decisions seconds in place of many minutes."""

TABLES: Final = (
    "decisions",
    "documents",
    "carriers",
    "councils",
    "categories",
    "sections",
    "paragraph_spans",
    "decision_reasons",
    "citations",
    "remedies",
    "related_decisions",
    "problems",
    "words",
)


class Finding(NamedTuple):
    """Something wrong: its kind, a plain line, what to do, and the reference it concerns, where it is one decision."""

    code: str
    message: str
    advice: str
    reference: str | None = None

    def __str__(self) -> str:
        return self.message


def findings(connection: sqlite3.Connection) -> Iterator[Finding]:
    """What is wrong with the file itself; nothing where it is whole. Raises sqlite3.Error: locked, disk.

    `connection` must be one that may write, for SQLite runs the index's own check as a write; nothing is changed.
    """
    # A disk that fails once is no damaged file: only what is found a second time too counts.
    found = _pages(connection) and _pages(connection)
    yield from found
    if any(finding.advice == RESTORE for finding in found):
        return
    incomplete = False
    for finding in _schema(connection):
        yield finding
        incomplete = incomplete or finding.code == "schema_missing"
    if not incomplete:
        yield from _keys(connection)
        yield from _counted(connection)
        yield from _index(connection)


def _pages(connection: sqlite3.Connection) -> list[Finding]:
    """What SQLite's own check says of the file."""
    try:
        rows = [row[0] for row in connection.execute(f"PRAGMA integrity_check({_MOST})")]
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF not in _DAMAGE:
            raise
        return [Finding("file", f"the file cannot be read through: {error}", RESTORE)]
    return [Finding("file", row, REPAIR if _MENDABLE.match(row) else RESTORE) for row in rows if row != "ok"]


def _schema(connection: sqlite3.Connection) -> Iterator[Finding]:
    from archive.storage.connection import SCHEMA_VERSION
    from archive.storage.expected import differences

    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version < SCHEMA_VERSION:
        return
    for how, part in differences(connection):
        what = f"the {part.kind} {part.name}"
        if how == "missing":
            # Whether the rows can be made again is a matter of what they are made from.
            advice = RESTORE if part.name in {"documents", "carriers"} else REPAIR
            code = "schema_index" if part.kind == "index" else "schema_missing"
            yield Finding(code, f"{what} is not there", advice)
        elif how == "other":
            advice = RESTORE if part.kind == "table" else REPAIR
            yield Finding("schema_other", f"{what} is not as this program makes it", advice)
        else:
            yield Finding("schema_foreign", f"{what} may change rows behind the program's back", REPAIR)


def _keys(connection: sqlite3.Connection) -> Iterator[Finding]:
    for number, (table, rowid, parent, _key) in enumerate(connection.execute("PRAGMA foreign_key_check")):
        if number == _MOST:
            yield Finding("key", "more rows point to nothing", REPAIR)
            return
        row = "a row" if rowid is None else f"row {rowid}"
        yield Finding("key", f"{row} of {table} points to a row of {parent} that is not there", REPAIR)


def _counted(connection: sqlite3.Connection) -> Iterator[Finding]:
    for what, sql in _COUNTED.items():
        (count,) = connection.execute(sql).fetchone()
        if count:
            yield Finding("rows", f"{count} {what}", REPAIR)


def _index(connection: sqlite3.Connection) -> Iterator[Finding]:
    try:
        connection.execute("INSERT INTO decisions_fts(decisions_fts, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        kind = error.sqlite_errorcode & 0xFF
        if kind == sqlite3.SQLITE_READONLY:
            advice = "copy it with `lgsco backup` and check the copy"
            yield Finding("index_not_tested", "the index cannot be tested in a file that cannot be written", advice)
        elif kind in _DAMAGE:
            yield Finding("index", "the full-text index is not in step with the text", REPAIR)
        else:
            raise


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Rows of the main tables."""
    return {
        table: int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - our own names
        for table in TABLES
    }
