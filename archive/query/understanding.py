"""A Query read: its tree, the MATCH expression, the conditions; and the SQL that finds what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from archive.errors import QueryProblem
from archive.query.filters import Condition, conditions, reference_condition, where
from archive.query.language import beginnings, clean, parse
from archive.query.match import any_term, expression, within
from archive.query.model import NEWEST, RELEVANCE, SORTS
from archive.query.prefixes import expand
from archive.storage.tokens import COLUMNS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from archive.query.language import Node
    from archive.query.model import Query

MOST_HITS: Final = 1000
"""Hits on one page. A whole result is asked for page by page."""
_DIGITS_OF_A_REFERENCE: Final = 8


class Asked(NamedTuple):
    """What a query was understood to mean.

    `query` has clean words and a sort. `node` and `match` are None where no words are looked for; `match` speaks of all
    columns, and `sections` narrows it. `marks` matches any wanted term. `beginnings` gives the words that each typed
    beginning stands for. `possible` is False where a word was asked for that cannot be found: there is nothing to run.
    """

    query: Query
    node: Node | None
    match: str | None
    marks: str | None
    sections: tuple[str, ...]
    beginnings: Mapping[str, tuple[str, ...]]
    possible: bool
    conditions: tuple[Condition, ...]

    def matching(self, dropped: str | None = None) -> tuple[str, list[str | int]]:
        """`FROM ... WHERE ...` of what is asked, giving `rowid`, with its parameters. `dropped`: an option left out.

        Only for what is `possible`.
        """
        kept = [condition for condition in self.conditions if condition.option != dropped]
        condition, parameters = where(kept, on_index=self.match is not None)
        if self.match is None:
            return f"FROM decisions WHERE {condition}", parameters
        match = within(self.match, () if dropped == "in" else self.sections)
        return f"FROM decisions_fts WHERE decisions_fts MATCH ? AND {condition}", [match, *parameters]

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """How each filter was understood, by option."""
        said = {condition.option: condition.said for condition in self.conditions}
        return said | {"in": self.sections} if self.sections else said


def understand(connection: sqlite3.Connection, query: Query) -> Asked:
    """Read `query`. Raises QueryProblem for anything in it that cannot be read or names nothing."""
    text = clean(query.words)
    if query.sort is not None and query.sort not in SORTS:
        raise QueryProblem(f"cannot sort by '{query.sort}': choose from {', '.join(SORTS)}")
    if not 1 <= query.limit <= MOST_HITS:
        raise QueryProblem(f"--limit {query.limit}: give a number from 1 to {MOST_HITS}")
    sections = _sections(query.sections)
    found = conditions(connection, query)
    reference = _reference(text)
    node = None
    words: dict[str, tuple[str, ...]] = {}
    if reference is None:
        node = parse(text)
    else:
        found.append(reference_condition(reference))
    if sections and node is None:
        raise QueryProblem("--in says where words must stand: give it with words")
    match = marks = None
    if node is not None:
        words = {beginning: tuple(expand(connection, beginning)) for beginning in beginnings(node)}
        match, marks = expression(node, words), any_term(node, words)
    sort = query.sort or RELEVANCE
    return Asked(
        query=query._replace(words=text, sort=NEWEST if sort == RELEVANCE and node is None else sort),
        node=node,
        match=match,
        marks=marks,
        sections=sections,
        beginnings=words,
        possible=node is None or match is not None,
        conditions=tuple(found),
    )


def _sections(typed: Sequence[str]) -> tuple[str, ...]:
    for section in typed:
        if section not in COLUMNS:
            also = ": it is the same stock text everywhere" if section in ("powers", "considered") else ""
            raise QueryProblem(f"cannot look in '{section}'{also}; choose from {', '.join(COLUMNS)}")
    return tuple(dict.fromkeys(typed))


def _reference(text: str) -> str | None:
    """The reference that the whole of `text` is. Few queries can be one, and only those pay for the import."""
    if sum(character.isdigit() for character in text) < _DIGITS_OF_A_REFERENCE:
        return None
    from archive.references import parse_reference

    return parse_reference(text)
