"""Why nothing was found: the word, or the filter, that is to blame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from archive.query.language import AllOf, AnyOf, Within, said, terms
from archive.query.lifting import ATTRIBUTES
from archive.query.match import in_texts, narrowed
from archive.query.ranking import total_of
from archive.query.spelling import near_words
from archive.query.understanding import understand

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from archive.query.language import Node
    from archive.query.tokens import Term
    from archive.query.understanding import Asked


_MISSING_SHOWN: Final = 2
_ALL: Final = -1


def why_nothing(connection: sqlite3.Connection, asked: Asked) -> list[str]:
    """A few lines that say what to change. For a query that found nothing."""
    (held,) = connection.execute("SELECT count(*) FROM decisions").fetchone()
    if not held:
        return ["the archive is empty: run `lgsco ingest` first"]
    if asked.node is not None:
        counts = _Counts(connection, asked, absent=None if asked.conditions else asked.match)
        parts = asked.node.wanted if isinstance(asked.node, AllOf) else (asked.node,)
        nowhere = [part for part in parts if counts.none(part)]
        if nowhere:
            return _nowhere(connection, asked, counts, nowhere)
        if counts.none(asked.node):
            return _words_together(counts, asked.node)
    return _filters(connection, asked)


class _Counts:
    """How many decisions of the whole archive have what a part of a query asks of words, each looked up but once.

    A phrase of everyday words takes as long to look for as the words are common, however few have it.
    """

    def __init__(self, connection: sqlite3.Connection, asked: Asked, absent: str | None = None) -> None:
        """`absent`: a MATCH expression that is known to find nothing."""
        self._connection = connection
        self._beginnings = asked.beginnings
        self._known = {} if absent is None else {(absent, 1): 0, (absent, _ALL): 0}

    def none(self, node: Node) -> bool:
        """Whether no decision has what `node` asks of words; False where it asks nothing of them."""
        return self._up_to(node, 1) == 0

    def of(self, node: Node) -> int | None:
        """How many have it; None where `node` asks nothing of words."""
        return self._up_to(node, _ALL)

    def _up_to(self, node: Node, most: int) -> int | None:
        match = narrowed(in_texts(node), self._beginnings)
        if not match:
            return None if match is None else 0
        if (match, most) not in self._known:
            sql = "SELECT count(*) FROM (SELECT 1 FROM decisions_fts WHERE decisions_fts MATCH ? LIMIT ?)"
            (self._known[match, most],) = self._connection.execute(sql, (match, most)).fetchone()
        return self._known[match, most]


def _nowhere(connection: sqlite3.Connection, asked: Asked, counts: _Counts, parts: list[Node]) -> list[str]:
    """Parts of the query that no decision of the archive has: say which words these are, and what is found without."""
    if isinstance(asked.node, AnyOf):
        missing = [_missing(connection, counts, term) for term in terms(asked.node)]
        told = [line for line in missing if line is not None][:_MISSING_SHOWN]
        return told or _words_together(counts, asked.node)
    lines: list[str] = []
    for part in parts:
        missing = [_missing(connection, counts, term) for term in terms(part)]
        whole = isinstance(part, AnyOf | Within) and None in missing
        told = [] if whole else [line for line in missing if line is not None]
        lines += told or [f"no decision has {said(part)}, though it has the words"]
    lines = list(dict.fromkeys(lines))[:_MISSING_SHOWN]
    rest = AllOf((), ())
    if isinstance(asked.node, AllOf):
        rest = AllOf(tuple(part for part in asked.node.wanted if part not in parts), asked.node.unwanted)
    if any(rest) or asked.filters:
        left = asked.query._replace(words=said(rest)) if any(rest) else asked.query._replace(words="", sections=())
        without = total_of(connection, understand(connection, left))
        lines += [f"without {' '.join(map(said, parts))}: {without:,}"] if without else []
    return lines


def hits_of_terms(connection: sqlite3.Connection, asked: Asked) -> list[tuple[str, int]]:
    """Each wanted term as it could be typed, with how many decisions of the whole archive have it."""
    if asked.node is None:
        return []
    counts = _Counts(connection, asked)
    return [(said(term), counts.of(term) or 0) for term in terms(asked.node)]


def _missing(connection: sqlite3.Connection, counts: _Counts, term: Term) -> str | None:
    """What is wrong with a term that no decision has; None for one that some have."""
    if not counts.none(term):
        return None
    if term.prefix is not None:
        return f"no decision has {said(term)}"
    unknown = [word for word in term.words if counts.none(term._replace(words=(word,)))]
    if not unknown:
        return f'no decision has "{" ".join(term.words)}" as a phrase, though it has the words'
    longest = max(unknown, key=len)
    near = near_words(connection, longest)
    return f"no decision has the word {longest}" + (f": did you mean {_or(near)}?" if near else "")


def _or(words: list[str]) -> str:
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _words_together(counts: _Counts, node: Node) -> list[str]:
    """Each term is found somewhere; say which part keeps the others from a result."""
    without = [f"without {part} {found:,}" for part, rest in _lesser(node) if (found := counts.of(rest))]
    return ["each word is found, but no decision answers to all of this", *(["; ".join(without)] if without else [])]


def _lesser(node: Node) -> Iterator[tuple[str, Node]]:
    """The query with one part left out, for each part."""
    if not isinstance(node, AllOf):
        return
    if len(node.wanted) > 1:
        for index, part in enumerate(node.wanted):
            yield said(part), AllOf(node.wanted[:index] + node.wanted[index + 1 :], node.unwanted)
    for index, part in enumerate(node.unwanted):
        yield f"NOT {said(part)}", AllOf(node.wanted, node.unwanted[:index] + node.unwanted[index + 1 :])


def _filters(connection: sqlite3.Connection, asked: Asked) -> list[str]:
    """The words are found, or there are none: say which filter leaves nothing."""
    if set(asked.filters) == {"reference"}:
        return [f"{asked.filters['reference'][0]} is not in this archive"]
    counts = without_each(connection, asked)
    lines = [f"without {name}: {found:,}" for name, found in counts if found]
    first = "the filters together leave nothing" if len(counts) > 1 else "the filter leaves nothing"
    return [first, *(["; ".join(lines)] if lines else [])]


def without_each(connection: sqlite3.Connection, asked: Asked) -> list[tuple[str, int]]:
    """Each filter, and each part of the words that is one, as it could be typed, with how many there are without it."""
    filters = asked.filters
    names = dict.fromkeys(condition.name for condition in asked.conditions if condition.name)
    found = [
        (_option(asked, name) if name in filters else name, total_of(connection, asked, dropped=name)) for name in names
    ]
    if asked.query.sections:
        anywhere = understand(connection, asked.query._replace(sections=()))
        found.append((_option(asked, "in"), total_of(connection, anywhere)))
    return found


def _option(asked: Asked, option: str) -> str:
    """A filter as it could be typed: with its value as understood, or as typed where that stands for several."""
    if option == "reference":
        return "the reference"
    values: tuple[str, ...] = asked.filters[option]
    if len(values) > 1 and option in ATTRIBUTES:
        values = getattr(asked.query, ATTRIBUTES[option])
    return f"--{option} {values[0]}" if len(values) == 1 else f"--{option}"
