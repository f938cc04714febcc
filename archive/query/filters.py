"""Filters: each becomes one condition in SQL with its parameters, said back in the words of the archive.

A condition is put to the ids of decisions before anything is joined or ranked, so that filters only ever make a search
cheaper. Names are found as `archive.storage.lookup` finds them; a name that nothing bears is a QueryProblem.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from archive.errors import QueryProblem
from archive.query.lists import ids_json, texts_json
from archive.query.model import DISPOSITIONS, DOCUMENT_TYPES, RELIED_ON, ROLES
from archive.storage.ids import FIRST_DATED, day_range
from archive.storage.tokens import facet
from archive.tuples import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from archive.query.model import Query

ONE_DAY: Final = timedelta(days=1)
_LISTED: Final = "IN (SELECT value FROM json_each(?))"
_REFERENCE: Final = "(reference = ? OR reference GLOB ? || '[a-z]')"
_LONGEST_NAME: Final = 80
_FACETS_AT_MOST: Final = 32
"""A choice of words is gone through word by word at every step: of more, a list of decisions is quicker."""


class Condition(NamedTuple):
    """What one filter asks. `sql` speaks of `rowid` where `by_id`, else of the columns of `decisions`.

    `{id}` in the SQL of one `by_id` is the id, written so that SQLite does not look ids up one by one.
    `option` is the filter's name on the command line, `said` how its values were understood. Where the condition comes
    of words, `option` is empty and `said` is the part of the query. `facets` are words of the index of which a decision
    has one where the condition holds, and else none; none are given where the index has no words for it.
    """

    option: str
    sql: str
    parameters: tuple[str | int, ...]
    said: tuple[str, ...]
    by_id: bool = False
    facets: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What to leave out to do without it: the option, or the part of the query."""
        return self.option or " ".join(self.said)


def conditions(connection: sqlite3.Connection, query: Query) -> list[Condition]:
    """A condition for each filter of `query` that is set. Raises QueryProblem for a value that means nothing here."""
    found = [
        _councils(connection, query),
        _kinds(connection, query.kinds),
        _regions(connection, query.regions),
        _categories(connection, query.categories),
        _outcomes(connection, query.outcomes),
        _reasons(connection, query.reasons, query.roles),
        _listed("disposition", "disposition", query.dispositions, DISPOSITIONS),
        _listed("type", "document_type", query.document_types, DOCUMENT_TYPES),
        _min_payment(query.min_payment_pence),
        _payments(query.payments),
        _remedies(connection, query.remedies),
        _cites(query.cites),
        _references(query.references),
        *_since_until(query.since, query.until),
        *_dates(query.dates),
    ]
    return [condition for condition in found if condition is not None]


def reference_condition(reference: str) -> Condition:
    """The decision of this reference; for one without a suffix letter, those of a joint case too."""
    return Condition("reference", _REFERENCE, (reference, reference), (reference,))


def no_such(kind: str, typed: str, known: Iterable[str], near: Sequence[str] = ()) -> QueryProblem:
    """No such name: what is near, or else the names that are known."""
    if near:
        return _unknown(kind, typed, near, None)
    listed = list(known)
    return QueryProblem(
        f"no {kind} called '{typed}': choose from {', '.join(listed)}", instead=next(iter(listed), None)
    )


def within_facets(match: str, found: Sequence[Condition]) -> tuple[str, list[Condition]]:
    """`match` narrowed by the conditions that the index has words for, and the others.

    Looked up in the index, a filter costs what a word does; as a condition it is tried on every match of the words.
    """
    facets = [condition.facets for condition in found if condition.facets]
    if facets:
        match = " AND ".join([f"({match})", *(f"({' OR '.join(words)})" for words in facets)])
    return match, [condition for condition in found if not condition.facets]


def where(found: Sequence[Condition], *, on_index: bool) -> tuple[str, list[str | int]]:
    """All of `found` as one SQL condition on `rowid`, and its parameters; `1` where there is none.

    `on_index`: put to `decisions_fts`, else to `decisions`. The `+` there keeps SQLite from looking every id up in the
    index on its own, which would run the words anew for each.
    """
    by_id = [condition for condition in found if condition.by_id]
    by_column = [condition for condition in found if not condition.by_id]
    parts = [condition.sql.replace("{id}", "+rowid" if on_index else "rowid") for condition in by_id]
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
    return _of_ids("council", "council_id", found, tuple(found.values()))


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
    return _of_ids("category", "category_id", found, said)


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
    return _of_ids("outcome", "outcome_id", found, said)


def _reasons(connection: sqlite3.Connection, typed: Iterable[str], roles: Sequence[str]) -> Condition | None:
    for role in roles:
        if role not in ROLES:
            raise no_such("role", role, ROLES, _near(role, ROLES))
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
    return Condition("reason", sql, (ids_json(found), asked), said)


def _kinds(connection: sqlite3.Connection, typed: Sequence[str]) -> Condition | None:
    """Kinds of bodies, by their names or the beginnings of these."""
    if not typed:
        return None
    known = [kind for (kind,) in connection.execute("SELECT DISTINCT kind FROM councils ORDER BY kind")]
    wanted: list[str] = []
    for name in typed:
        code = _code(name)
        found = [kind for kind in known if kind == code] or [kind for kind in known if code and kind.startswith(code)]
        if not found:
            raise no_such("kind of body", name, known, _near(code, known))
        wanted += found
    sql = "council_id IN (SELECT id FROM councils WHERE kind IN (SELECT value FROM json_each(?)))"
    return Condition("kind", sql, (texts_json(wanted),), tuple(dict.fromkeys(wanted)))


def _regions(connection: sqlite3.Connection, typed: Sequence[str]) -> Condition | None:
    """Regions, by name; else each of which every typed word begins a word."""
    if not typed:
        return None
    rows = connection.execute("SELECT DISTINCT region FROM councils WHERE region IS NOT NULL ORDER BY region")
    known = [region for (region,) in rows]
    wanted: list[str] = []
    for name in typed:
        words = _code(name).replace("_", " ").split()
        found = [region for region in known if region.lower() == " ".join(words)]
        found = found or [r for r in known if words and all(f" {word}" in f" {r.lower()}" for word in words)]
        if not found:
            raise no_such("region", name, known, _near(name, known))
        wanted += found
    sql = "council_id IN (SELECT id FROM councils WHERE region IN (SELECT value FROM json_each(?)))"
    return Condition("region", sql, (texts_json(wanted),), tuple(dict.fromkeys(wanted)))


def _of_ids(option: str, column: str, ids: Collection[int], said: tuple[str, ...]) -> Condition:
    """A column of `decisions` that holds one of some ids."""
    facets = tuple(facet(column, number) for number in dict.fromkeys(ids)) if len(ids) <= _FACETS_AT_MOST else ()
    return Condition(option, f"{column} {_LISTED}", (ids_json(ids),), said, facets=facets)


def _listed(option: str, column: str, typed: Sequence[str], known: Sequence[str]) -> Condition | None:
    """Values of a column that has only these."""
    if not typed:
        return None
    wanted = [_code(name) for name in typed]
    for name, code in zip(typed, wanted, strict=True):
        if code not in known:
            raise no_such(option, name, known, _near(code, known))
    return Condition(option, f"{column} {_LISTED}", (texts_json(wanted),), tuple(dict.fromkeys(wanted)))


def _min_payment(least: int | None) -> Condition | None:
    if least is None:
        return None
    return Condition(
        "min-payment",
        "id IN (SELECT decision_id FROM remedies WHERE kind = 'payment' AND amount_pence >= ?)",
        (least,),
        (_pounds(least),),
    )


def _payments(ranges: Sequence[tuple[int | None, int | None]]) -> Condition | None:
    """One payment within one of the ranges."""
    if not ranges:
        return None
    tests, parameters = _ranges("amount_pence", ranges)
    sql = f"id IN (SELECT decision_id FROM remedies WHERE kind = 'payment' AND ({tests}))"  # noqa: S608 - bound values
    said = tuple(
        _pounds(low) if low == high and low is not None else f"{_pounds(low)}..{_pounds(high)}" for low, high in ranges
    )
    return Condition("payment", sql, parameters, said)


def _ranges(
    column: str, ranges: Iterable[tuple[int | date | None, int | date | None]]
) -> tuple[str, tuple[int | str, ...]]:
    """That `column` is within one of `ranges`, and the parameters."""
    tests: list[str] = []
    parameters: list[int | str] = []
    for low, high in ranges:
        parts = []
        for sign, end in ((">=", low), ("<=", high)):
            if end is not None:
                parts.append(f"{column} {sign} ?")
                parameters.append(end if isinstance(end, int) else end.isoformat())
        tests.append(" AND ".join(parts))
    return " OR ".join(tests), tuple(parameters)


def _pounds(pence: int | None) -> str:
    return "" if pence is None else f"{pence // 100}.{pence % 100:02}"


def _references(typed: Sequence[str]) -> Condition | None:
    if not typed:
        return None
    from archive.query.places import reference_of

    found = []
    for each in typed:
        reference = reference_of(each)
        if reference is None:
            raise QueryProblem(f"'{each}' is no reference: give one as 23 012 807 or 23012807")
        found.append(reference)
    sql = " OR ".join([_REFERENCE] * len(found))
    parameters = tuple(reference for each in found for reference in (each, each))
    return Condition("ref", f"({sql})", parameters, tuple(found))


def _remedies(connection: sqlite3.Connection, typed: Sequence[str]) -> Condition | None:
    if not typed:
        return None
    kinds = [kind for (kind,) in connection.execute("SELECT DISTINCT kind FROM remedies ORDER BY kind")]
    wanted = [_code(name) for name in typed]
    for name, kind in zip(typed, wanted, strict=True):
        if kind not in kinds:
            listed = f"this archive has {', '.join(kinds)}" if kinds else "this archive has no remedies"
            instead = next(iter([*_near(kind, kinds), *kinds]), None)
            raise QueryProblem(f"no kind of remedy called '{name}': {listed}", instead=instead)
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


def _dates(ranges: Sequence[tuple[date | None, date | None]]) -> list[Condition]:
    """One range as `_since_until` has it; several as tests of the day."""
    said = tuple(f"{low or ''}..{high or ''}" for low, high in ranges)
    if len(ranges) == 1:
        (days,) = ranges
        return [condition._replace(option="date", said=said) for condition in _since_until(*days)]
    tests, parameters = _ranges("decision_date", ranges)
    return [Condition("date", f"({tests})", parameters, said)] if ranges else []


def _since_until(since: date | None, until: date | None) -> list[Condition]:
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


def _code(typed: str) -> str:
    """A name as the codes have it: `London borough` is london_borough."""
    return "_".join(typed.lower().replace("-", " ").replace("_", " ").split())


def _near(typed: str, known: Sequence[str]) -> list[str]:
    """The names spelt nearly as `typed`."""
    from difflib import get_close_matches

    by_form = {name.lower(): name for name in known}
    return [by_form[form] for form in get_close_matches(typed[:_LONGEST_NAME].lower(), by_form, n=3, cutoff=0.7)]


def _unknown(kind: str, typed: str, near: Sequence[str], command: str | None) -> QueryProblem:
    """No such name: what is near, or where all are listed."""
    if near:
        offered = near[0] if len(near) == 1 else f"{', '.join(near[:-1])} or {near[-1]}"
        return QueryProblem(f"no {kind} called '{typed}': did you mean {offered}?", instead=near[0])
    listed = (
        f"`lgsco {command} --all` lists them"
        if command
        else "give Upheld, Not upheld or Closed after initial enquiries"
    )
    return QueryProblem(f"no {kind} called '{typed}': {listed}")
