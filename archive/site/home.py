"""The front page: what the archive holds, how complete it is, and the ways in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from archive.query.model import Query
from archive.query.search import search
from archive.site.outcomes import by_year

if TYPE_CHECKING:
    import sqlite3

NEWEST: Final = 5
_MOST_GROUNDS: Final = 12
_HELD: Final = """
SELECT count(*), count(DISTINCT council_id), min(decision_date), max(decision_date),
  count(*) - count(decision_date) FROM decisions
"""
_YEARS: Final = """
SELECT d.decision_year, o.slug, count(*) FROM decisions d LEFT JOIN outcomes o ON o.id = d.outcome_id
GROUP BY d.decision_year, d.outcome_id
"""
_SUBJECTS: Final = """
SELECT coalesce(p.title, k.title) AS subject, count(*) AS decisions FROM decisions d
JOIN categories k ON k.id = d.category_id LEFT JOIN categories p ON p.id = k.parent_id
GROUP BY subject ORDER BY decisions DESC, subject
"""
_GROUNDS: Final = """
SELECT r.code, r.name, count(DISTINCT x.decision_id) AS decisions FROM decision_reasons x
JOIN reasons r ON r.id = x.reason_id
WHERE r.gate <> 'F' AND x.role IN ('primary', 'stated', 'reasoned')
GROUP BY r.id ORDER BY decisions DESC, r.id LIMIT ?
"""
_PAID: Final = """
SELECT count(*), sum(amount_pence) FROM remedies
WHERE kind = 'payment' AND basis = 'fixed' AND amount_pence IS NOT NULL
"""


def front(connection: sqlite3.Connection) -> dict[str, Any]:
    """What stands on the front page."""
    decisions, bodies, first, last, undated = connection.execute(_HELD).fetchone()
    payments, paid = connection.execute(_PAID).fetchone()
    return {
        "decisions": decisions,
        "bodies": bodies,
        "first": first,
        "last": last,
        "undated": undated,
        "payments": payments,
        "paid": paid or 0,
        "years": by_year(connection.execute(_YEARS), "Decisions in this archive by year and outcome"),
        "subjects": connection.execute(_SUBJECTS).fetchall(),
        "grounds": connection.execute(_GROUNDS, (_MOST_GROUNDS,)).fetchall(),
        "newest": search(connection, Query(limit=NEWEST)).hits if decisions else (),
    }
