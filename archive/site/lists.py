"""The lists of all bodies and all reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from archive.query.vocabularies import reasons
from archive.site.gates import FLOORS, GATES
from archive.site.reason import meanings

if TYPE_CHECKING:
    import sqlite3

_COUNCILS: Final = """
SELECT c.key, c.name, c.kind, c.region, count(*) AS decisions, max(d.decision_date),
  sum(d.outcome_id IS (SELECT id FROM outcomes WHERE slug = 'upheld'))
FROM decisions d JOIN councils c ON c.id = d.council_id GROUP BY c.id ORDER BY c.name
"""


def all_councils(connection: sqlite3.Connection) -> dict[str, Any]:
    """Every body that has decisions here, by name."""
    return {"councils": connection.execute(_COUNCILS).fetchall()}


def all_reasons(connection: sqlite3.Connection) -> dict[str, Any]:
    """Every reason, those met and those not, under the gate it belongs to."""
    found = reasons(connection, everything=True)
    return {
        "meanings": meanings(),
        "floors": FLOORS,
        "gates": [
            (gate, [row for row in found if row[5] == code])
            for code, gate in GATES.items()
            if any(row[5] == code for row in found)
        ],
    }
