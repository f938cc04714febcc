"""How a query was understood and run, in words and SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from archive.query.blame import hits_of_terms, why_nothing, without_each
from archive.query.language import AnyOf, Within
from archive.query.lifting import condition_of
from archive.query.ranking import in_words as order_in_words
from archive.query.search import page_of
from archive.query.tokens import Field, Near, Term
from archive.query.understanding import understand

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from archive.query.language import Node
    from archive.query.model import Query
    from archive.query.understanding import Asked

_BEGINNINGS: Final = ("SELECT count(*) FROM decisions", "SELECT rowid FROM decisions", "SELECT id, key FROM")
_SEARCHES: Final = "decisions_fts MATCH"
_LONGEST: Final = 2_000
_WORDS_SHOWN: Final = 6


def explained(connection: sqlite3.Connection, query: Query) -> str:
    """Lines that say: what was understood, the MATCH expression, hits by word and without each filter, and the SQL.

    The query is run, and what is printed is what SQLite was given, with its plans; of a very long list of ids the ends.
    Raises as `search` does.
    """
    ran: list[str] = []
    connection.set_trace_callback(ran.append)
    try:
        asked = understand(connection, query)
        page = page_of(connection, asked)
    finally:
        connection.set_trace_callback(None)
    lines = [f"words: {asked.query.words or '(none)'}", f"understood: {in_words(connection, asked)}"]
    lines += [f"match: {asked.match or '(none)'}"]
    lines += [f"  {term}: {count:,}" for term, count in hits_of_terms(connection, asked)]
    lines += [f"--{option}: {', '.join(values)}" for option, values in page.filters.items()]
    lines += [f"{sql}" for sql in _combined(asked)]
    lines += [
        f"sort: {order_in_words(asked)}",
        f"total: {page.total:,}{'' if page.exact else ' or more'}",
        *asked.notes,
    ]
    if page.total:
        lines += [f"  without {name}: {count:,}" for name, count in without_each(connection, asked)]
    else:
        lines += [f"  {line}" for line in why_nothing(connection, asked)]
    for statement in dict.fromkeys(ran):
        if statement.startswith(_BEGINNINGS) or (statement.startswith("SELECT") and _SEARCHES in statement):
            lines += ["", _shortened(statement)]
            lines += [f"  {detail}" for _, _, _, detail in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
    return "".join(f"{line}\n" for line in lines)


def in_words(connection: sqlite3.Connection, asked: Asked) -> str:
    """What is asked, as a person would say it."""
    parts = [] if asked.node is None else [_Sayer(connection, asked).say(asked.node, outermost=True)]
    if asked.query.sections:
        parts.append(f"these words in {_either(asked.query.sections)}")
    if asked.para is not None:
        parts.append(f"paragraph {asked.para}")
    parts += [f"{option} {_either(values)}" for option, values in asked.filters.items() if option != "in"]
    return "; ".join(parts) or "all decisions"


def _combined(asked: Asked) -> Iterator[str]:
    """The parts of the words that are conditions beside the MATCH expression."""
    for condition in asked.conditions:
        if not condition.option and condition.said:
            yield f"also: {condition.name}"


class _Sayer:
    """Says the tree of a query in words."""

    def __init__(self, connection: sqlite3.Connection, asked: Asked) -> None:
        self.connection = connection
        self.asked = asked

    def say(self, node: Node, *, outermost: bool = False) -> str:
        """One node; what has parts in brackets, but for the outermost."""
        if isinstance(node, Term):
            return _term(node, self.asked.beginnings)
        if isinstance(node, Near):
            listed = " and ".join(_term(term, self.asked.beginnings) for term in node.terms)
            return f"{listed} with at most {node.distance} words between"
        if isinstance(node, Field):
            return self._field(node)
        if isinstance(node, Within):
            return f"{self.say(node.node)} in {_either(node.columns)}"
        if isinstance(node, AnyOf):
            text = " or ".join(map(self.say, node.choices))
        else:
            text = " and ".join(map(self.say, node.wanted))
            without = " or ".join(map(self.say, node.unwanted))
            text += f"{', but ' if text and without else ''}{'not ' if without else ''}{without}"
        return text if outermost else f"({text})"

    def _field(self, field: Field) -> str:
        """A filter as it was understood."""
        roles = f" ({_either([value.text for value in field.roles])})" if field.roles else ""
        found = condition_of(self.connection, field, self.asked.query.words)
        return " and ".join(f"{condition.option} {_either(condition.said)}" for condition in found) + roles


def _term(term: Term, beginnings: Mapping[str, Sequence[str]]) -> str:
    words = " ".join(term.words)
    shown = words if len(term.words) == 1 else f"“{words}”"
    if term.prefix is not None:
        found = beginnings[term.words[term.prefix]]
        more = f" and {len(found) - _WORDS_SHOWN} more" if len(found) > _WORDS_SHOWN else ""
        listed = f"{', '.join(found[:_WORDS_SHOWN])}{more}" if found else "no word here"
        return f"{shown} with {term.words[term.prefix]}… standing for {listed}"
    return f"{shown} in this form only" if term.exact else shown


def _either(values: Sequence[str]) -> str:
    return " or ".join(values)


def _shortened(statement: str) -> str:
    if len(statement) <= _LONGEST:
        return statement
    half = _LONGEST // 2
    return f"{statement[:half]} … {len(statement) - _LONGEST:,} characters … {statement[-half:]}"
