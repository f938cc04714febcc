"""Links between decisions: those a text names, and siblings that share their text.

Joint reports stand on the site once for each reference, with the same words. They stay separate decisions here, and
each names the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from archive.decision import Reference

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_MOST: Final = 50
"""Siblings of one decision that are linked."""

_SIBLINGS: Final = """
SELECT b.decision_id, d.reference FROM documents a
JOIN documents b ON b.text_hash = a.text_hash AND b.is_current AND b.decision_id <> a.decision_id
JOIN decisions d ON d.id = b.decision_id
WHERE a.decision_id = ? AND a.is_current ORDER BY d.reference LIMIT ?
"""


def named(connection: sqlite3.Connection, decision_id: int) -> tuple[Reference, ...]:
    """The references that the text of a decision names."""
    rows = connection.execute(
        "SELECT related_reference FROM related_decisions WHERE decision_id = ? AND relation = 'named'"
        " ORDER BY related_reference",
        (decision_id,),
    )
    return tuple(Reference(reference) for (reference,) in rows)


def same_text(connection: sqlite3.Connection, decision_ids: Iterable[int]) -> None:
    """Link each of these decisions with those that share its text, both ways."""
    for decision_id in _with_siblings(connection, list(decision_ids)):
        siblings = connection.execute(_SIBLINGS, (decision_id, _MOST)).fetchall()
        if not siblings:
            continue
        (reference,) = connection.execute("SELECT reference FROM decisions WHERE id = ?", (decision_id,)).fetchone()
        links = [(decision_id, other) for _, other in siblings] + [(other_id, reference) for other_id, _ in siblings]
        connection.executemany("INSERT OR IGNORE INTO related_decisions VALUES (?, ?, 'same_text')", links)


def _with_siblings(connection: sqlite3.Connection, decision_ids: list[int]) -> list[int]:
    """Those of the decisions whose text some other document has too, asked of the index alone: few have."""
    some = connection.execute(
        "SELECT id FROM (SELECT a.decision_id AS id, a.text_hash AS hash FROM documents a"
        "   JOIN json_each(?) j ON a.decision_id = j.value WHERE a.is_current AND a.text_hash IS NOT NULL)"
        " WHERE (SELECT count(*) FROM (SELECT 1 FROM documents b WHERE b.text_hash = hash LIMIT 2)) > 1",
        (str(decision_ids),),
    )
    return [decision_id for (decision_id,) in some]


def forget(connection: sqlite3.Connection, reference: Reference) -> None:
    """Take out the links of siblings to this decision, whose text is about to change."""
    connection.execute(
        "DELETE FROM related_decisions WHERE related_reference = ? AND relation = 'same_text'", (reference,)
    )
