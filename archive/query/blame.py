"""Why nothing was found: the word, or the filter, that is to blame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from archive.query.language import AllOf, AnyOf, Within, said, terms
from archive.query.lifting import ATTRIBUTES
from archive.query.match import narrowed
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


def why_nothing(connection: sqlite3.Connection, asked: Asked) -> list[str]:
    """A few lines that say what to change. For a query that found nothing."""
    (held,) = connection.execute("SELECT count(*) FROM decisions").fetchone()
    if not held:
        return ["the archive is empty: run `lgsco ingest` first"]
    if asked.node is not None:
        parts = asked.node.wanted if isinstance(asked.node, AllOf) else (asked.node,)
        nowhere = [part for part in parts if _count(connection, asked, part) == 0]
        if nowhere:
            return _nowhere(connection, asked, nowhere)
        if _count(connection, asked, asked.node) == 0:
            return _words_together(connection, asked, asked.node)
    return _filters(connection, asked)


def _nowhere(connection: sqlite3.Connection, asked: Asked, parts: list[Node]) -> list[str]:
    """Parts of the query that no decision of the archive has: say which words these are, and what is found without."""
    if isinstance(asked.node, AnyOf):
        missing = [_missing(connection, asked, term) for term in terms(asked.node)]
        told = [line for line in missing if line is not None][:_MISSING_SHOWN]
        return told or _words_together(connection, asked, asked.node)
    lines: list[str] = []
    for part in parts:
        missing = [_missing(connection, asked, term) for term in terms(part)]
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
    return [(said(term), _count(connection, asked, term) or 0) for term in terms(asked.node)]


def _missing(connection: sqlite3.Connection, asked: Asked, term: Term) -> str | None:
    """What is wrong with a term that no decision has; None for one that some have."""
    if _count(connection, asked, term):
        return None
    if term.prefix is not None:
        return f"no decision has {said(term)}"
    unknown = [word for word in term.words if not _count(connection, asked, term._replace(words=(word,)))]
    if not unknown:
        return f'no decision has "{" ".join(term.words)}" as a phrase, though it has the words'
    longest = max(unknown, key=len)
    near = near_words(connection, longest)
    return f"no decision has the word {longest}" + (f": did you mean {_or(near)}?" if near else "")


def _or(words: list[str]) -> str:
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _words_together(connection: sqlite3.Connection, asked: Asked, node: Node) -> list[str]:
    """Each term is found somewhere; say which part keeps the others from a result."""
    counts = [f"without {part} {found:,}" for part, rest in _lesser(node) if (found := _count(connection, asked, rest))]
    return ["each word is found, but no decision answers to all of this", *(["; ".join(counts)] if counts else [])]


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


def _count(connection: sqlite3.Connection, asked: Asked, node: Node) -> int | None:
    """How many decisions of the whole archive have what `node` asks of words; None where it asks nothing of them."""
    match = narrowed(node, asked.beginnings)
    if not match:
        return None if match is None else 0
    (found,) = connection.execute("SELECT count(*) FROM decisions_fts WHERE decisions_fts MATCH ?", (match,)).fetchone()
    return int(found)
