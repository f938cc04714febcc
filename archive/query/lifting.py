"""Fields among the words made the filters that they mean, and the place named of one that means nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from archive.errors import QueryProblem
from archive.query.fields import FIELDS, REASON, ROLE
from archive.query.filters import conditions
from archive.query.language import AllOf, readable
from archive.query.model import Query
from archive.query.tokens import MINUS, OPERATORS, Field

if TYPE_CHECKING:
    import sqlite3

    from archive.query.filters import Condition
    from archive.query.language import Node
    from archive.query.tokens import Value

ATTRIBUTES: Final = {
    "council": "councils",
    "kind": "kinds",
    "region": "regions",
    "category": "categories",
    "outcome": "outcomes",
    "disposition": "dispositions",
    REASON: "reasons",
    ROLE: "roles",
    "type": "document_types",
    "ref": "references",
    "cites": "cites",
    "remedy": "remedies",
}
"""The fields whose values a Query takes as they are typed."""


def lift(query: Query, node: Node | None, text: str) -> tuple[Query, Node | None]:
    """`query` with the filters that `node`, the tree of `text`, asks for as a whole, and what is left of the tree.

    A field is lifted where it stands in no choice, is not left out, and is the only one of its name. Raises
    QueryProblem, with the place, for a date or sum that cannot be read.
    """
    parts = node.wanted if isinstance(node, AllOf) else () if node is None else (node,)
    names = [part.name for part in parts if isinstance(part, Field)]
    left: list[Node] = []
    for part in parts:
        # A role in brackets beside a reason is not the role of that reason, which it would become.
        apart = isinstance(part, Field) and part.name == ROLE and REASON in names
        if isinstance(part, Field) and names.count(part.name) == 1 and not apart:
            query = with_field(query, part, text)
        else:
            left.append(part)
    unwanted = node.unwanted if isinstance(node, AllOf) else ()
    if not left and not unwanted:
        return query, None
    return query, left[0] if len(left) == 1 and not unwanted else AllOf(tuple(left), unwanted)


def with_field(query: Query, field: Field, text: str) -> Query:
    """`query` with the values of `field`, which stands in `text`, added to those it has."""
    if field.name in ATTRIBUTES:
        typed = tuple(value.text for value in field.values)
        attribute = ATTRIBUTES[field.name]
        query = query._replace(**{attribute: getattr(query, attribute) + typed})
        return query._replace(roles=query.roles + tuple(value.text for value in field.roles))
    for value in field.values:
        try:
            query = _with_value(query, field.name, value.text)
        except QueryProblem as problem:
            _placed(problem, text, value)
    return query


def condition_of(connection: sqlite3.Connection, field: Field, text: str) -> list[Condition]:
    """The conditions of a field that could not be lifted. Raises QueryProblem, with the place."""
    try:
        return conditions(connection, with_field(Query(), field, text))
    except QueryProblem:
        find_fault(connection, field, text)
        raise


def find_fault(connection: sqlite3.Connection, node: Node, text: str) -> None:
    """Raise QueryProblem, with the place, for the first field at the head of the tree that means nothing, if any."""
    fields = [part for part in (node.wanted if isinstance(node, AllOf) else (node,)) if isinstance(part, Field)]
    values = [(field.name, value) for field in fields for value in field.values]
    for name, value in [*values, *((ROLE, value) for field in fields for value in field.roles)]:
        one = Field(name, (value,), value.start, value.end)
        try:
            conditions(connection, with_field(Query(), one, text))
        except QueryProblem as problem:
            _placed(problem, text, value)


def _with_value(query: Query, name: str, typed: str) -> Query:
    from archive.query.values import days, first_day, last_day, sums

    shown = f"{name}:"
    if name == "date":
        return query._replace(dates=(*query.dates, days(typed, shown)))
    if name == "payment":
        return query._replace(payments=(*query.payments, sums(typed, shown)))
    if name == "since":
        day = first_day(typed, shown)
        return query._replace(since=day if query.since is None else max(day, query.since))
    day = last_day(typed, shown)
    return query._replace(until=day if query.until is None else min(day, query.until))


def _without_operator(text: str) -> str:
    """`text` without the operators at its end, which have nothing to join any more."""
    words = text.split()
    while words and words[-1] in (*OPERATORS, MINUS):
        words.pop()
    return " ".join(words) + " " if words else ""


def _placed(problem: QueryProblem, text: str, value: Value) -> NoReturn:
    """Raise `problem` with its place in `text`, and `text` with a value that is near, or else without the field."""
    if problem.offset is not None:
        raise problem
    start, end = value.start, value.end
    if problem.instead is not None:
        put = problem.instead if problem.instead.replace("_", "").isalnum() else f'"{problem.instead}"'
        quoted = text[start - 1 : start] == '"'
        put = problem.instead if quoted or ".." in problem.instead else put
    else:
        colon = text.rfind(":", 0, start)
        start = max((colon - len(name) for name in FIELDS if text[:colon].lower().endswith(name)), default=start)
        put = ""
        end += text[end : end + 1] in ('"', ")")
    instead = readable((text[:start] if put else _without_operator(text[:start])) + put + text[end:])
    raise QueryProblem(problem.reason, query=text, offset=value.start, instead=instead) from problem
