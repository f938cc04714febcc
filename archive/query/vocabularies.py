"""What decisions are sorted under: councils, categories and reasons, with how many decisions each has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    import sqlite3

Rows: TypeAlias = "list[tuple[str | int | None, ...]]"

COUNCIL_COLUMNS: Final = ("name", "decisions", "last", "first", "kind", "region")
CATEGORY_COLUMNS: Final = ("category", "decisions", "upheld", "not_upheld", "closed")
REASON_COLUMNS: Final = ("code", "relied_on", "name", "cited", "rejected", "gate", "test")


def councils(connection: sqlite3.Connection, *, everything: bool = False) -> Rows:
    """COUNCIL_COLUMNS of each council with decisions, by name: how many, and the dates of the last and the first.

    `everything` adds the bodies known to the register that have none.
    """
    return connection.execute(
        "SELECT c.name, count(d.id) AS decisions, max(d.decision_date), min(d.decision_date), c.kind, c.region"
        " FROM councils c LEFT JOIN decisions d ON d.council_id = c.id"
        " GROUP BY c.id HAVING decisions OR ? ORDER BY c.name",
        (everything,),
    ).fetchall()


def categories(connection: sqlite3.Connection, *, everything: bool = False) -> Rows:
    """CATEGORY_COLUMNS of each category, by title: how many decisions, and by outcome.

    A category counts its subcategories' decisions too. `everything` adds the known ones that have none.
    """
    return connection.execute(
        "SELECT k.title, count(d.id) AS decisions, coalesce(sum(o.slug = 'upheld'), 0),"
        " coalesce(sum(o.slug = 'not-upheld'), 0), coalesce(sum(o.slug = 'closed-after-initial-enquiries'), 0)"
        " FROM categories k LEFT JOIN categories s ON s.id = k.id OR s.parent_id = k.id"
        " LEFT JOIN decisions d ON d.category_id = s.id LEFT JOIN outcomes o ON o.id = d.outcome_id"
        " GROUP BY k.id HAVING decisions OR ? ORDER BY k.title",
        (everything,),
    ).fetchall()


def reasons(
    connection: sqlite3.Connection,
    *,
    everything: bool = False,
    councils: tuple[str, ...] = (),
    with_predecessors: bool = False,
) -> Rows:
    """REASON_COLUMNS of each reason, in the order of the reference rows.

    A decision counts once in each of: relied on, cited, considered and rejected. `everything` adds those in none.
    `councils`, as typed, limit the decisions that count. Raises QueryProblem for a name that nothing bears.
    """
    from archive.query.filters import conditions, where
    from archive.query.model import Query

    found = conditions(connection, Query(councils=councils, with_predecessors=with_predecessors))
    condition, parameters = where(found, on_index=False)
    counted = f"SELECT id FROM decisions WHERE {condition}"  # noqa: S608 - the filters' own texts; what was typed is bound
    sql = f"""
        SELECT r.code,
          count(DISTINCT CASE WHEN x.role IN ('primary', 'stated', 'reasoned') THEN x.decision_id END), r.name,
          count(DISTINCT CASE WHEN x.role = 'cited' THEN x.decision_id END),
          count(DISTINCT CASE WHEN x.role = 'considered_and_rejected' THEN x.decision_id END), r.gate, r.test
        FROM reasons r LEFT JOIN decision_reasons x ON x.reason_id = r.id AND x.decision_id IN ({counted})
        GROUP BY r.id HAVING count(x.id) OR ? ORDER BY r.id"""  # noqa: S608 - as above
    return connection.execute(sql, (*parameters, everything)).fetchall()


def reason_names(connection: sqlite3.Connection) -> dict[str, str]:
    """The name of each reason by its code."""
    return dict(connection.execute("SELECT code, name FROM reasons"))
