"""The documents held of a decision, as they came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import sqlite3

_HELD: Final = """
SELECT x.id, x.is_current, x.chapter, x.decision_date, x.path, x.format, x.sha256, x.bytes, x.retrieved_at,
  x.ingested_at, x.url, x.parser, x.text_hash, c.facts, x.text
FROM documents x LEFT JOIN carriers c ON c.document_id = x.id
"""
_NEWEST_FIRST: Final = (
    "ORDER BY x.is_current DESC, x.chapter, x.decision_date DESC, coalesce(x.retrieved_at, '') DESC, x.id DESC"
)


class HeldDocument(NamedTuple):
    """A row of `documents` with its row of `carriers`. Dates are ISO text, None where not stated."""

    id: int
    is_current: int
    chapter: int | None
    decision_date: str | None
    path: str
    format: str
    sha256: str
    bytes: int
    retrieved_at: str | None
    ingested_at: str
    url: str | None
    parser: int
    text_hash: str | None
    facts: str | None
    text: str


def documents_by_reference(connection: sqlite3.Connection, reference: str) -> list[HeldDocument]:
    """The documents of a decision: the current ones first, chapters in order, then the others from the newest back."""
    sql = f"{_HELD} JOIN decisions d ON d.id = x.decision_id WHERE d.reference = ? {_NEWEST_FIRST}"
    return [HeldDocument(*row) for row in connection.execute(sql, (reference,))]


def documents_by_id(connection: sqlite3.Connection, decision_id: int) -> list[HeldDocument]:
    """The same, by the internal id, which documents keep where the row of the decision itself is lost."""
    rows = connection.execute(f"{_HELD} WHERE x.decision_id = ? {_NEWEST_FIRST}", (decision_id,))
    return [HeldDocument(*row) for row in rows]
