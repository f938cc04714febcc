"""A body over the years, with those it took over from: decisions, outcomes, grounds, sums, promises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from archive.query.lists import ids_json
from archive.site.outcomes import by_year
from archive.site.reading import Cited, cited_rows
from archive.storage.lookup import predecessors

if TYPE_CHECKING:
    import sqlite3

_BODY: Final = "SELECT id, key, name, kind, region, valid_from, valid_to FROM councils WHERE key = ?"
_LINE: Final = """
SELECT c.key, c.name, c.valid_to, count(d.id) FROM councils c LEFT JOIN decisions d ON d.council_id = c.id
WHERE c.id IN (SELECT value FROM json_each(?)) GROUP BY c.id ORDER BY c.name
"""
_SUCCESSORS: Final = """
SELECT c.key, c.name, s.date FROM council_successions s JOIN councils c ON c.id = s.successor_id
WHERE s.predecessor_id = ? ORDER BY c.name
"""
_YEARS: Final = """
SELECT d.decision_year, o.slug, count(*) FROM decisions d LEFT JOIN outcomes o ON o.id = d.outcome_id
WHERE d.council_id IN (SELECT value FROM json_each(:ids))
GROUP BY d.decision_year, d.outcome_id
"""
_GROUNDS: Final = """
SELECT r.code, r.name, r.gate,
  count(DISTINCT CASE WHEN x.role IN ('primary', 'stated', 'reasoned') THEN d.id END) AS relied,
  count(DISTINCT CASE WHEN x.role = 'considered_and_rejected' THEN d.id END) AS rejected
FROM decisions d JOIN decision_reasons x ON x.decision_id = d.id JOIN reasons r ON r.id = x.reason_id
WHERE d.council_id IN (SELECT value FROM json_each(:ids))
  AND x.role <> 'cited' GROUP BY r.id ORDER BY relied DESC, rejected DESC, r.id
"""
_SUBJECTS: Final = """
SELECT k.title, count(*) AS decisions, coalesce(sum(o.slug = 'upheld'), 0) FROM decisions d
JOIN categories k ON k.id = d.category_id LEFT JOIN outcomes o ON o.id = d.outcome_id
WHERE d.council_id IN (SELECT value FROM json_each(:ids))
GROUP BY k.id ORDER BY decisions DESC, k.title
"""
_SUMS: Final = """
SELECT d.decision_year, m.amount_pence FROM decisions d JOIN remedies m ON m.decision_id = d.id
WHERE d.council_id IN (SELECT value FROM json_each(:ids))
  AND m.kind = 'payment' AND m.basis = 'fixed' AND m.amount_pence IS NOT NULL
ORDER BY d.decision_year DESC, m.amount_pence
"""
_LARGEST: Final = """
SELECT d.reference, d.decision_date, m.paragraph, m.quote, m.amount_pence, m.purpose FROM decisions d
JOIN remedies m ON m.decision_id = d.id
WHERE d.council_id IN (SELECT value FROM json_each(:ids))
  AND m.kind = 'payment' AND m.basis = 'fixed' AND m.amount_pence IS NOT NULL
ORDER BY m.amount_pence DESC, d.id DESC LIMIT :most
"""
_PROMISES: Final = """
SELECT d.reference, d.decision_date, m.paragraph, m.quote, NULL, m.due FROM decisions d
JOIN remedies m ON m.decision_id = d.id
WHERE d.council_id IN (SELECT value FROM json_each(:ids))
  AND m.kind = 'service_improvement'
ORDER BY d.id DESC, m.id LIMIT :most
"""
_NEWEST: Final = """
SELECT d.reference, d.title, d.decision_date, o.name, k.title FROM decisions d
LEFT JOIN outcomes o ON o.id = d.outcome_id LEFT JOIN categories k ON k.id = d.category_id
WHERE d.council_id IN (SELECT value FROM json_each(:ids)) ORDER BY d.id DESC LIMIT :most
"""
_MOST: Final = 10


class Sums(NamedTuple):
    """The payments of a year (None: undated, or all years): how many, the middle one, the sum, in pence."""

    year: int | None
    payments: int
    median: int
    total: int


class Sum(NamedTuple):
    """One payment or promise, with the place it was read from. `about`: what for, or by when."""

    cited: Cited
    pence: int | None
    about: str | None


def body(connection: sqlite3.Connection, key: str) -> dict[str, Any] | None:
    """What stands on the page of the body with this key, or None where there is none."""
    row = connection.execute(_BODY, (key,)).fetchone()
    if row is None:
        return None
    number, key, name, kind, region, valid_from, valid_to = row
    ids = {number, *predecessors(connection, number)}
    here = {"ids": ids_json(ids), "most": _MOST}
    line = connection.execute(_LINE, (ids_json(ids - {number}),)).fetchall()
    asked = (("council", name), *([("predecessors", "1")] if line else []))
    sums = connection.execute(_SUMS, here).fetchall()
    grounds = connection.execute(_GROUNDS, here).fetchall()
    return {
        "key": key,
        "name": name,
        "kind": kind,
        "region": region,
        "valid_from": valid_from,
        "valid_to": valid_to,
        "line": line,
        "successors": connection.execute(_SUCCESSORS, (number,)).fetchall(),
        "asked": asked,
        "years": by_year(connection.execute(_YEARS, here), f"Decisions against {name} by year and outcome"),
        "grounds": [ground for ground in grounds if ground[2] != "F"],
        "findings": [ground for ground in grounds if ground[2] == "F"],
        "subjects": connection.execute(_SUBJECTS, here).fetchall(),
        "sums": _sums(sums),
        "largest": _with_places(connection, connection.execute(_LARGEST, here).fetchall()),
        "promises": _with_places(connection, connection.execute(_PROMISES, here).fetchall()),
        "newest": connection.execute(_NEWEST, here).fetchall(),
    }


def _sums(rows: list[tuple[int | None, int]]) -> list[Sums]:
    """Of (year, pence), in order of year and sum, one row a year and one, the first, of all."""
    if not rows:
        return []
    years: dict[int | None, list[int]] = {}
    for year, pence in rows:
        years.setdefault(year, []).append(pence)
    everything = _of(None, sorted(pence for _, pence in rows))
    return [everything, *(_of(year, sums) for year, sums in years.items())]


def _of(year: int | None, ordered: list[int]) -> Sums:
    middle = len(ordered) // 2
    median = ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) // 2
    return Sums(year, len(ordered), median, sum(ordered))


def _with_places(connection: sqlite3.Connection, rows: list[Any]) -> list[Sum]:
    places = cited_rows(connection, [row[:4] for row in rows])
    return [Sum(cited, row[4], row[5]) for cited, row in zip(places, rows, strict=True)]
