"""Counts of a whole result by what it can be narrowed to, each with the query that does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from archive.query.lists import texts_json
from archive.query.model import RELIED_ON, Facet
from archive.query.typed import narrowed_to

if TYPE_CHECKING:
    import sqlite3

    from archive.query.understanding import Asked

_SQL: Final = {
    "council": "SELECT c.name, count(*) FROM temp.found f JOIN decisions d ON d.id = f.id"
    " JOIN councils c ON c.id = d.council_id GROUP BY d.council_id",
    "year": "SELECT CAST(d.decision_year AS TEXT), count(*) FROM temp.found f JOIN decisions d ON d.id = f.id"
    " WHERE d.decision_year IS NOT NULL GROUP BY d.decision_year",
    "category": "SELECT k.title, count(*) FROM temp.found f JOIN decisions d ON d.id = f.id"
    " JOIN categories k ON k.id = d.category_id GROUP BY d.category_id",
    "outcome": "SELECT o.name, count(*) FROM temp.found f JOIN decisions d ON d.id = f.id"
    " JOIN outcomes o ON o.id = d.outcome_id GROUP BY d.outcome_id",
    "disposition": "SELECT d.disposition, count(*) FROM temp.found f JOIN decisions d ON d.id = f.id"
    " WHERE d.disposition IS NOT NULL GROUP BY d.disposition",
    "reason": "SELECT r.code, count(DISTINCT f.id) FROM temp.found f JOIN decision_reasons x ON x.decision_id = f.id"
    " JOIN reasons r ON r.id = x.reason_id WHERE x.role IN (SELECT value FROM json_each(:roles)) GROUP BY x.reason_id",
}

_FIELDS: Final = {"year": "date"}
"""The fields that do not bear the name of their facet."""


def facet_counts(connection: sqlite3.Connection, asked: Asked) -> dict[str, tuple[Facet, ...]]:
    """Of each facet every value with the number of decisions in the result, most first, years newest first.

    Reasons are those relied on; a decision counts once for each. The result is found once and kept for the six counts.
    """
    matching, parameters = asked.matching()
    roles = {"roles": texts_json(RELIED_ON)}
    connection.execute("SAVEPOINT facets")
    try:
        connection.execute("CREATE TEMP TABLE found (id INTEGER PRIMARY KEY)")
        connection.execute(f"INSERT INTO temp.found SELECT rowid {matching}", parameters)
        counts = {name: connection.execute(sql, roles).fetchall() for name, sql in _SQL.items()}
    finally:
        connection.execute("ROLLBACK TO facets")
        connection.execute("RELEASE facets")
    ordered = {name: sorted(rows, key=lambda row: (-row[1], row[0])) for name, rows in counts.items()}
    ordered["year"] = sorted(counts["year"], reverse=True)
    narrowing = narrowed_to(asked)
    return {
        name: tuple(Facet(value, number, narrowing(_FIELDS.get(name, name), value)) for value, number in rows)
        for name, rows in ordered.items()
    }
