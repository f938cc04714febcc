"""A reason: what it means, the law, how it was worded over the years, and where it was used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from archive.resources import read_rows
from archive.site.gates import FLOORS, GATES, TESTS
from archive.site.outcomes import by_year
from archive.site.reading import cited_rows

if TYPE_CHECKING:
    import sqlite3

_REASON: Final = "SELECT id, code, name, gate, test, provision FROM reasons WHERE code = ?"
_YEARS: Final = """
WITH relied AS (
  SELECT DISTINCT decision_id FROM decision_reasons
  WHERE reason_id = :reason AND role IN ('primary', 'stated', 'reasoned')
)
SELECT d.decision_year, o.slug, count(*) FROM relied JOIN decisions d ON d.id = relied.decision_id
LEFT JOIN outcomes o ON o.id = d.outcome_id GROUP BY d.decision_year, d.outcome_id
"""
_BODIES: Final = """
WITH relied AS (
  SELECT DISTINCT decision_id FROM decision_reasons
  WHERE reason_id = :reason AND role IN ('primary', 'stated', 'reasoned')
)
SELECT c.key, c.name, count(*) AS decisions FROM relied JOIN decisions d ON d.id = relied.decision_id
JOIN councils c ON c.id = d.council_id GROUP BY c.id ORDER BY decisions DESC, c.name LIMIT :most
"""
_SUBJECTS: Final = """
WITH relied AS (
  SELECT DISTINCT decision_id FROM decision_reasons
  WHERE reason_id = :reason AND role IN ('primary', 'stated', 'reasoned')
)
SELECT k.title, count(*) AS decisions FROM relied JOIN decisions d ON d.id = relied.decision_id
JOIN categories k ON k.id = d.category_id GROUP BY k.id ORDER BY decisions DESC, k.title LIMIT :most
"""
_BESIDE: Final = """
WITH relied AS (
  SELECT DISTINCT decision_id FROM decision_reasons
  WHERE reason_id = :reason AND role IN ('primary', 'stated', 'reasoned')
)
SELECT r.code, r.name, count(DISTINCT x.decision_id) AS decisions FROM relied
JOIN decision_reasons x ON x.decision_id = relied.decision_id AND x.role IN ('primary', 'stated', 'reasoned')
JOIN reasons r ON r.id = x.reason_id WHERE r.id <> :reason GROUP BY r.id ORDER BY decisions DESC, r.id LIMIT :most
"""
_ROLES: Final = "SELECT role, count(DISTINCT decision_id) FROM decision_reasons WHERE reason_id = ? GROUP BY role"
_WORDED: Final = """
SELECT d.reference, d.decision_date, x.paragraph, x.quote FROM decision_reasons x
JOIN decisions d ON d.id = x.decision_id
WHERE x.reason_id = :reason AND x.role = :role ORDER BY x.decision_id DESC, x.id LIMIT :most
"""
_MOST: Final = 12


def ground(connection: sqlite3.Connection, code: str) -> dict[str, Any] | None:
    """What stands on the page of the reason with this code, or None where there is none."""
    row = connection.execute(_REASON, (code,)).fetchone()
    if row is None:
        return None
    number, code, name, gate, test, provision = row
    values = {"reason": number, "most": _MOST}
    roles = dict(connection.execute(_ROLES, (number,)).fetchall())

    def worded(role: str) -> list[Any]:
        rows = connection.execute(_WORDED, {**values, "role": role}).fetchall() if roles.get(role) else []
        return cited_rows(connection, rows)

    return {
        "code": code,
        "name": name,
        "gate": GATES[gate],
        "finding": gate == "F",
        "test": TESTS.get(test),
        "provision": provision,
        "meaning": meanings().get(code, ""),
        "floor": code in FLOORS,
        "roles": roles,
        "years": by_year(connection.execute(_YEARS, values), f"Decisions that rest on “{name}” by year and outcome"),
        "bodies": connection.execute(_BODIES, values).fetchall(),
        "subjects": connection.execute(_SUBJECTS, values).fetchall(),
        "beside": connection.execute(_BESIDE, values).fetchall(),
        "worded": [(role, quotes) for role in ("primary", "stated", "reasoned") if (quotes := worded(role))],
        "rejected": worded("considered_and_rejected"),
    }


def meanings() -> dict[str, str]:
    """What each reason means, in a sentence or two of this program's own, by code."""
    return {row["code"]: row["meaning"] for row in read_rows("reason_meanings.csv")}
