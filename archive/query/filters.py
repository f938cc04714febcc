"""Filters: each becomes one condition in SQL with its parameters, said back in the words of the archive.

A condition is put to the ids of decisions before anything is joined or ranked, so that filters only ever make a search
cheaper. Names are found as `archive.storage.lookup` finds them; a name that nothing bears is a QueryProblem.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from archive.errors import QueryProblem
from archive.query.lists import ids_json, texts_json
from archive.query.model import DOCUMENT_TYPES, RELIED_ON, ROLES
from archive.storage.ids import FIRST_DATED, day_range

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from datetime import date

    from archive.query.model import Query

ONE_DAY: Final = timedelta(days=1)
_LISTED: Final = "IN (SELECT value FROM json_each(?))"


class Condition(NamedTuple):
    """What one filter asks. `sql` speaks of `rowid` where `by_id`, else of the columns of `decisions`.

    `option` is the filter's name on the command line, `said` how its values were understood.
    """

    option: str
    sql: str
    parameters: tuple[str | int, ...]
    said: tuple[str, ...]
    by_id: bool = False


def conditions(connection: sqlite3.Connection, query: Query) -> list[Condition]:
    """A condition for each filter of `query` that is set. Raises QueryProblem for a value that means nothing here."""
    found = [
        _councils(connection, query),
        _categories(connection, query.categories),
        _outcomes(connection, query.outcomes),
        _reasons(connection, query.reasons, query.roles),
        _document_type(query.document_type),
        _payment(query.min_payment_pence),
        _remedies(connection, query.remedies),
        _cites(query.cites),
        *_dates(query.since, query.until),
    ]
    return [condition for condition in found if condition is not None]


def reference_condition(reference: str) -> Condition:
    """The decision of this reference; for one without a suffix letter, those of a joint case too."""
    return Condition(
        "reference", "(reference = ? OR reference GLOB ? || '[a-z]')", (reference, reference), (reference,)
    )


def where(found: Sequence[Condition], *, on_index: bool) -> tuple[str, list[str | int]]:
    """All of `found` as one SQL condition on `rowid`, and its parameters; `1` where there is none.

    `on_index`: put to `decisions_fts`, else to `decisions`. The `+` there keeps SQLite from looking every id up in the
    index on its own, which would run the words anew for each.
    """
    by_id = [condition for condition in found if condition.by_id]
    by_column = [condition for condition in found if not condition.by_id]
    parts = [condition.sql for condition in by_id]
    if by_column:
        joined = " AND ".join(condition.sql for condition in by_column)
        listed = f"(SELECT id FROM decisions WHERE {joined})"  # noqa: S608 - the conditions' own texts
        parts.append(f"{'+' if on_index else ''}rowid IN {listed}")
    parameters = [parameter for condition in (*by_id, *by_column) for parameter in condition.parameters]
    return " AND ".join(parts) or "1", parameters


def _councils(connection: sqlite3.Connection, query: Query) -> Condition | None:
    if not query.councils:
        if query.with_predecessors:
            raise QueryProblem("--with-predecessors needs --council: whose predecessors?")
        return None
    from archive.storage.lookup import find_councils, suggest_councils

    found: dict[int, str] = {}
    for name in query.councils:
        rows = find_councils(connection, name, with_predecessors=query.with_predecessors)
        if not rows:
            raise _unknown("council", name, suggest_councils(connection, name), "councils")
        found.update(rows)
    return Condition("council", f"council_id {_LISTED}", (ids_json(found),), tuple(found.values()))


def _categories(connection: sqlite3.Connection, typed: Iterable[str]) -> Condition | None:
    if not typed:
        return None
    from archive.storage.lookup import find_categories, suggest_categories

    found: list[int] = []
    for name in typed:
        ids = find_categories(connection, name)
        if not ids:
            raise _unknown("category", name, suggest_categories(connection, name), "categories")
        found += ids
    said = _texts(
        connection, "SELECT title FROM categories WHERE id IN (SELECT value FROM json_each(?)) ORDER BY title", found
    )
    return Condition("category", f"category_id {_LISTED}", (ids_json(found),), said)


def _outcomes(connection: sqlite3.Connection, typed: Iterable[str]) -> Condition | None:
    if not typed:
        return None
    from archive.storage.lookup import find_outcome, suggest_outcomes

    found: list[int] = []
    for name in typed:
        outcome = find_outcome(connection, name)
        if outcome is None:
            raise _unknown("outcome", name, suggest_outcomes(connection, name), None)
        found.append(outcome)
    said = _texts(
        connection, "SELECT name FROM outcomes WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id", found
    )
    return Condition("outcome", f"outcome_id {_LISTED}", (ids_json(found),), said)


def _reasons(connection: sqlite3.Connection, typed: Iterable[str], roles: Sequence[str]) -> Condition | None:
    for role in roles:
        if role not in ROLES:
            raise QueryProblem(f"no role called '{role}': choose from {', '.join(ROLES)}")
    if not typed and not roles:
        return None
    from archive.storage.lookup import find_reasons, suggest_reasons

    found: list[int] = []
    for name in typed:
        ids = find_reasons(connection, name)
        if not ids:
            raise _unknown("reason", name, suggest_reasons(connection, name), "reasons")
        found += ids
    asked = texts_json(roles or RELIED_ON)
    if not found:
        sql = "id IN (SELECT decision_id FROM decision_reasons WHERE role IN (SELECT value FROM json_each(?)))"
        return Condition("role", sql, (asked,), tuple(roles))
    said = _texts(
        connection, "SELECT code FROM reasons WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id", found
    )
    sql = (
        "id IN (SELECT decision_id FROM decision_reasons WHERE reason_id IN (SELECT value FROM json_each(?))"
        " AND role IN (SELECT value FROM json_each(?)))"
    )
    return Condition("reason", sql, (ids_json(found), asked), (*said, *roles))


def _document_type(typed: str | None) -> Condition | None:
    if typed is None:
        return None
    if typed.lower() not in DOCUMENT_TYPES:
        raise QueryProblem(f"no type called '{typed}': choose {' or '.join(DOCUMENT_TYPES)}")
    return Condition("type", "document_type = ?", (typed.lower(),), (typed.lower(),))


def _payment(least: int | None) -> Condition | None:
    if least is None:
        return None
    return Condition(
        "min-payment",
        "id IN (SELECT decision_id FROM remedies WHERE kind = 'payment' AND amount_pence >= ?)",
        (least,),
        (f"{least // 100}.{least % 100:02}",),
    )


def _remedies(connection: sqlite3.Connection, typed: Sequence[str]) -> Condition | None:
    if not typed:
        return None
    kinds = [kind for (kind,) in connection.execute("SELECT DISTINCT kind FROM remedies ORDER BY kind")]
    wanted = [name.strip().lower().replace(" ", "_").replace("-", "_") for name in typed]
    for name, kind in zip(typed, wanted, strict=True):
        if kind not in kinds:
            listed = f"this archive has {', '.join(kinds)}" if kinds else "this archive has no remedies"
            raise QueryProblem(f"no kind of remedy called '{name}': {listed}")
    sql = "id IN (SELECT decision_id FROM remedies WHERE kind IN (SELECT value FROM json_each(?)))"
    return Condition("remedy", sql, (texts_json(wanted),), tuple(wanted))


def _cites(typed: Sequence[str]) -> Condition | None:
    """A provision asked for finds those below it too: s26B finds s26B(2)."""
    if not typed:
        return None
    from archive.query.provisions import read_provision

    tests: list[str] = []
    parameters: list[str | int] = []
    said: list[str] = []
    for each in typed:
        act, provision = read_provision(each)
        if act is None and provision is None:
            raise QueryProblem("--cites needs a provision or an Act: s26B, Sch 5 para 1, Highways Act 1980")
        parts = []
        if act is not None:
            parts.append("instr(lower(act), ?)")
            parameters.append(act.lower())
        if provision is not None:
            parts.append("(provision = ? OR instr(provision, ?) = 1 OR instr(provision, ?) = 1)")
            parameters += [provision, f"{provision}(", f"{provision} para "]
        tests.append(f"({' AND '.join(parts)})")
        said.append(" ".join(part for part in (act, provision) if part))
    sql = f"id IN (SELECT decision_id FROM citations WHERE {' OR '.join(tests)})"  # noqa: S608 - bound values
    return Condition("cites", sql, tuple(parameters), tuple(said))


def _dates(since: date | None, until: date | None) -> list[Condition]:
    """Ranges of ids; the days at either end are tested row by row, for a full day spills into the ids after it."""
    if since and until and since > until:
        raise QueryProblem(f"--since {since} is after --until {until}: no day is in both")
    found = []
    if since:
        low = max(day_range(since, None)[0], FIRST_DATED)
        spilled = day_range(None, since - ONE_DAY)[1]
        found.append(
            Condition(
                "since",
                "rowid >= ? AND rowid NOT IN (SELECT id FROM decisions WHERE id BETWEEN ? AND ? AND decision_date < ?)",
                (low, low, spilled, since.isoformat()),
                (since.isoformat(),),
                by_id=True,
            )
        )
    if until:
        low, high = day_range(None, until)
        later = day_range(until + ONE_DAY, None)[0]
        found.append(
            Condition(
                "until",
                "rowid BETWEEN ? AND ?"
                " AND rowid NOT IN (SELECT id FROM decisions WHERE id BETWEEN ? AND ? AND decision_date > ?)",
                (low, high, later, high, until.isoformat()),
                (until.isoformat(),),
                by_id=True,
            )
        )
    return found


def _texts(connection: sqlite3.Connection, sql: str, ids: Sequence[int]) -> tuple[str, ...]:
    return tuple(text for (text,) in connection.execute(sql, (ids_json(ids),)))


def _unknown(kind: str, typed: str, near: Sequence[str], command: str | None) -> QueryProblem:
    """No such name: what is near, or where all are listed."""
    if near:
        offered = near[0] if len(near) == 1 else f"{', '.join(near[:-1])} or {near[-1]}"
        return QueryProblem(f"no {kind} called '{typed}': did you mean {offered}?")
    listed = (
        f"`lgsco {command} --all` lists them"
        if command
        else "give Upheld, Not upheld or Closed after initial enquiries"
    )
    return QueryProblem(f"no {kind} called '{typed}': {listed}")
