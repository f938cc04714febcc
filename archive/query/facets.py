"""Counts of a whole result by what it can be narrowed to, each with the query that does."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from archive.query.model import RELIED_ON, Facet
from archive.query.ranking import counted_at_most
from archive.query.typed import narrowed_to

if TYPE_CHECKING:
    import sqlite3

    from archive.query.understanding import Asked

_NAMES: Final = {
    "council": "SELECT id, name FROM councils",
    "year": None,
    "category": "SELECT id, title FROM categories",
    "outcome": "SELECT id, name FROM outcomes",
    "disposition": None,
}
"""The facets that are columns of `decisions`, in the order of _VALUES, and the names that their values stand for."""

# CROSS JOIN keeps SQLite from walking all decisions, and all their reasons, instead of those found.
_VALUES: Final = (
    "SELECT d.council_id, CAST(d.decision_year AS TEXT), d.category_id, d.outcome_id, d.disposition"
    " FROM temp.found f CROSS JOIN decisions d ON d.id = f.id"
)
_REASONS: Final = (
    "SELECT r.code, n.number FROM (SELECT reason_id, count(*) AS number FROM (SELECT DISTINCT f.id, x.reason_id"
    " FROM temp.found f CROSS JOIN decision_reasons x ON x.decision_id = f.id WHERE +x.role IN (?, ?, ?))"
    " GROUP BY reason_id) n JOIN reasons r ON r.id = n.reason_id"
)

_AT_ONCE: Final = 10_000

_FIELDS: Final = {"year": "date"}
"""The fields that do not bear the name of their facet."""


def facet_counts(connection: sqlite3.Connection, asked: Asked) -> dict[str, tuple[Facet, ...]]:
    """Of each facet every value with the number of decisions in the result, most first, years newest first.

    Reasons are those relied on; a decision counts once for each. The result is found once and kept for the six counts;
    of more than are counted at most, the newest.
    """
    matching, parameters = asked.matching()
    # It stays with the connection, for whenever a table is made SQLite prepares every statement anew.
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS found (id INTEGER PRIMARY KEY)")
    connection.execute("SAVEPOINT facets")
    try:
        newest = f"INSERT INTO temp.found SELECT rowid {matching} ORDER BY rowid DESC LIMIT ?"
        connection.execute(newest, (*parameters, counted_at_most(asked)))
        counts = _counts_of_columns(connection)
        counts["reason"] = connection.execute(_REASONS, RELIED_ON).fetchall()
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


def _counts_of_columns(connection: sqlite3.Connection) -> dict[str, list[tuple[str, int]]]:
    """The counts of each column of `decisions`: the rows are read once, and counted in Python, for all of them."""
    counters: list[Counter[Any]] = [Counter() for _ in _NAMES]
    rows = connection.execute(_VALUES)
    while some := rows.fetchmany(_AT_ONCE):
        for counter, values in zip(counters, zip(*some, strict=True), strict=True):
            counter.update(values)
    return {
        name: _named(connection, counter, names)
        for counter, (name, names) in zip(counters, _NAMES.items(), strict=True)
    }


def _named(connection: sqlite3.Connection, counts: Counter[Any], names: str | None) -> list[tuple[str, int]]:
    """The values that are there, by their names, with their counts."""
    named = dict(connection.execute(names)) if names else {}
    return [(named.get(value, value), number) for value, number in counts.items() if value is not None]
