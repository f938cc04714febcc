"""A Query read: its tree, the MATCH expression, the conditions; and the SQL that finds what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from archive.errors import QueryProblem
from archive.query.commonness import tells_nothing
from archive.query.filters import Condition, conditions, reference_condition, where, within_facets
from archive.query.language import AllOf, Within, beginnings, clean, leaves, no_section, parse, terms
from archive.query.match import any_term, in_texts, narrowed, tells_all
from archive.query.model import NEWEST, RELEVANCE, SORTS
from archive.query.tokens import Field, Term
from archive.storage.tokens import COLUMNS
from archive.tuples import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from archive.query.language import Node
    from archive.query.model import Query

MOST_HITS: Final = 1000
"""Hits on one page. A whole result is asked for page by page."""
MOST_SNIPPETS: Final = 10
_TYPED: Final = (
    "councils",
    "kinds",
    "regions",
    "categories",
    "outcomes",
    "dispositions",
    "reasons",
    "roles",
    "document_types",
    "remedies",
    "cites",
    "references",
)
"""The filters that hold texts as they were typed."""
_DIGITS_OF_A_REFERENCE: Final = 8


class Asked(NamedTuple):
    """What a query was understood to mean.

    `query` has clean words, the filters that stood among them, and a sort. `node` is what else the words ask for, or
    None. `match` is an expression that finds all of it, and perhaps more, which `conditions` then take away; None where
    words do not narrow the result. `marks` matches any wanted term. `sections` are where passages are sought; none
    means anywhere. `beginnings` gives the words that each typed beginning stands for. `possible` is False where a word
    was asked for that cannot be found: there is nothing to run. `para` is the paragraph asked for with a reference.
    `exact` is False where only a part of the archive was looked at, and `notes` say so. `telling_nothing`: most
    decisions have the words, by which therefore nothing is ranked, and the sort is by date.
    """

    query: Query
    node: Node | None
    match: str | None
    marks: str | None
    sections: tuple[str, ...]
    beginnings: Mapping[str, tuple[str, ...]]
    possible: bool
    conditions: tuple[Condition, ...]
    para: int | None = None
    exact: bool = True
    notes: tuple[str, ...] = ()
    telling_nothing: bool = False

    def matching(self, dropped: str | None = None) -> tuple[str, list[str | int]]:
        """`FROM ... WHERE ...` of what is asked, giving `rowid`, with its parameters. `dropped`: a condition left out.

        Only for what is `possible`.
        """
        kept = [condition for condition in self.conditions if condition.name != dropped]
        if self.match is None:
            condition, parameters = where(kept, on_index=False)
            return f"FROM decisions WHERE {condition}", parameters
        match, kept = within_facets(self.match, kept)
        condition, parameters = where(kept, on_index=True)
        return f"FROM decisions_fts WHERE decisions_fts MATCH ? AND {condition}", [match, *parameters]

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """How each filter was understood, by option."""
        said = {condition.option: condition.said for condition in self.conditions if condition.option}
        said |= {"role": self.query.roles} if self.query.roles else {}
        return said | {"in": self.query.sections} if self.query.sections else said


def understand(connection: sqlite3.Connection, query: Query) -> Asked:
    """Read `query`. Raises QueryProblem for anything in it that cannot be read or names nothing."""
    text = clean(query.words)
    query = _checked(query._replace(words=text))
    named = _named(text)
    if named is not None:
        return _place(connection, query, *named)
    tree = parse(text)
    if tree is not None and any(isinstance(leaf, Field) for leaf in leaves(tree)):
        query, node, found = _with_fields(connection, query, tree)
    else:
        node, found = tree, conditions(connection, query)
    if query.sections and (node is None or not terms(node)):
        raise QueryProblem("--in says where words must stand: give it with words")
    return _asked(connection, query, node, found)


def _with_fields(
    connection: sqlite3.Connection, query: Query, tree: Node
) -> tuple[Query, Node | None, list[Condition]]:
    """The filters that stand among the words taken out of the tree."""
    from archive.query.lifting import find_fault, lift

    query, node = lift(query, tree, query.words)
    try:
        return query, node, conditions(connection, query)
    except QueryProblem:
        find_fault(connection, tree, query.words)
        raise


def _words_of(connection: sqlite3.Connection, beginning: str) -> tuple[str, ...]:
    from archive.query.prefixes import expand

    return tuple(expand(connection, beginning))


def _asked(connection: sqlite3.Connection, query: Query, node: Node | None, found: list[Condition]) -> Asked:
    words: dict[str, tuple[str, ...]] = {}
    match = marks = None
    exact = True
    notes: tuple[str, ...] = ()
    if node is not None:
        words = {beginning: _words_of(connection, beginning) for beginning in beginnings(node)}
        whole = Within(query.sections, node) if query.sections else in_texts(node)
        if any(isinstance(leaf, Term) and leaf.exact for leaf in leaves(node)) or not tells_all(node):
            from archive.query.compound import compound

            match, more, exact, notes = compound(connection, query.words, whole, words, found, every=query.exact)
            found += more
        else:
            match = narrowed(whole, words)
        marks = any_term(node, words) if terms(node) else None
    sort = query.sort or RELEVANCE
    # Whoever asks for relevance, or insists with --exact, has even such words ranked.
    telling_nothing = False
    if node is not None and match and not (query.sort or query.exact):
        telling_nothing = tells_nothing(connection, node, match)
    if telling_nothing or (sort == RELEVANCE and match is None):
        sort = NEWEST
    return Asked(
        query=query._replace(sort=sort),
        node=node,
        match=match,
        marks=marks,
        sections=query.sections or _sections_of(node),
        beginnings=words,
        possible=match != "",
        conditions=tuple(found),
        exact=exact,
        notes=notes,
        telling_nothing=telling_nothing,
    )


def _checked(query: Query) -> Query:
    """`query` with nothing in its texts that cannot be stored or printed, its sections once each.

    Raises QueryProblem for a sort, number or section that there is not.
    """
    if query.sort is not None and query.sort not in SORTS:
        raise QueryProblem(f"cannot sort by '{query.sort}': choose from {', '.join(SORTS)}")
    if not 1 <= query.limit <= MOST_HITS:
        raise QueryProblem(f"--limit {query.limit}: give a number from 1 to {MOST_HITS}")
    if not 1 <= query.snippets <= MOST_SNIPPETS:
        raise QueryProblem(f"--snippets {query.snippets}: give a number from 1 to {MOST_SNIPPETS}")
    for section in query.sections:
        if section not in COLUMNS:
            raise QueryProblem(no_section(section))
    cleaned: dict[str, Any] = {name: tuple(map(clean, typed)) for name in _TYPED if (typed := getattr(query, name))}
    return query._replace(**cleaned, sections=tuple(dict.fromkeys(query.sections)))


def _sections_of(node: Node | None) -> tuple[str, ...]:
    """The sections in which all wanted words must stand; none where some may stand anywhere."""
    parts: Sequence[Node | None] = node.wanted if isinstance(node, AllOf) else (node,)
    with_words = [part for part in parts if part is not None and terms(part)]
    if not all(isinstance(part, Within) for part in with_words):
        return ()
    return tuple(dict.fromkeys(c for part in with_words if isinstance(part, Within) for c in part.columns))


def _place(connection: sqlite3.Connection, query: Query, reference: str, para: int | None) -> Asked:
    """A decision, or a paragraph in it, asked for by its reference."""
    if query.sections:
        raise QueryProblem("--in says where words must stand: give it with words")
    notes: tuple[str, ...] = ()
    if para is not None:
        from archive.query.places import paragraphs_of

        last = paragraphs_of(connection, reference)
        if last == 0:
            notes = (f"{reference} has no numbered paragraphs here",)
        elif last is not None and para > last:
            notes = (f"{reference} has no paragraph {para}: the last is {last}",)
    found = [*conditions(connection, query), reference_condition(reference)]
    sort = NEWEST if query.sort in (None, RELEVANCE) else query.sort
    return Asked(
        query=query._replace(sort=sort),
        node=None,
        match=None,
        marks=None,
        sections=(),
        beginnings={},
        possible=True,
        conditions=tuple(found),
        para=para,
        notes=notes,
    )


def _named(text: str) -> tuple[str, int | None] | None:
    """The place that the whole of `text` names. Few queries can be one, and only those pay for the import."""
    if sum(character.isdigit() for character in text) < _DIGITS_OF_A_REFERENCE:
        return None
    from archive.query.places import named

    return named(text)
