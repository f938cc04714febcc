"""Whether an archive is whole: the file, its keys, the index beside the text, the spans inside the documents."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST: Final = 20
"""Findings of one kind that are told one by one."""

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


def findings(connection: sqlite3.Connection) -> Iterator[str]:
    """What is wrong with the archive, a line each; nothing where it is whole.

    `connection` must be one that may write, for SQLite runs the index's own check as a write; nothing is changed.
    """
    try:
        rows = [row[0] for row in connection.execute(f"PRAGMA integrity_check({_MOST})")]
    except sqlite3.DatabaseError as error:
        yield f"the file cannot be read through: {error}"
        return
    yield from (row for row in rows if row != "ok")
    for number, (table, rowid, parent, _key) in enumerate(connection.execute("PRAGMA foreign_key_check")):
        if number == _MOST:
            yield "more rows point to nothing"
            break
        yield f"row {rowid} of {table} points to a row of {parent} that is not there"
    for what, sql in _COUNTED.items():
        (count,) = connection.execute(sql).fetchone()
        if count:
            yield f"{count} {what}"
    try:
        connection.execute("INSERT INTO decisions_fts(decisions_fts, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError:
        yield "the full-text index is not in step with the text"


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Rows of the main tables."""
    return {
        table: int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - our own names
        for table in (
            "decisions",
            "documents",
            "councils",
            "sections",
            "paragraph_spans",
            "decision_reasons",
            "problems",
        )
    }
