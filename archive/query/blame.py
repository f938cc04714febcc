"""Why nothing was found: the word, or the filter, that is to blame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.query.language import AllOf, terms
from archive.query.match import expression
from archive.query.search import total_of
from archive.query.spelling import near_words
from archive.query.tokens import Term

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from archive.query.language import Node
    from archive.query.understanding import Asked


def why_nothing(connection: sqlite3.Connection, asked: Asked) -> list[str]:
    """One or two lines that say what to change. For a query that found nothing."""
    (held,) = connection.execute("SELECT count(*) FROM decisions").fetchone()
    if not held:
        return ["the archive is empty: run `lgsco ingest` first"]
    if asked.node is not None:
        missing = [_missing(connection, asked, term) for term in terms(asked.node)]
        absent = [line for line in missing if line is not None]
        if absent:
            return absent[:2]
        if not _count(connection, asked, asked.node):
            return _words_together(connection, asked, asked.node)
    return _filters(connection, asked)


def hits_of_terms(connection: sqlite3.Connection, asked: Asked) -> list[tuple[str, int]]:
    """Each wanted term as it could be typed, with how many decisions of the whole archive have it."""
    if asked.node is None:
        return []
    return [(_said(term), _count(connection, asked, term)) for term in terms(asked.node)]


def _missing(connection: sqlite3.Connection, asked: Asked, term: Term) -> str | None:
    """What is wrong with a term that no decision has; None for one that some have."""
    if _count(connection, asked, term):
        return None
    if term.prefix is not None:
        return f"no decision has {_said(term)}"
    unknown = [word for word in term.words if not _count(connection, asked, term._replace(words=(word,)))]
    if not unknown:
        return f'no decision has "{" ".join(term.words)}" as a phrase, though it has the words'
    longest = max(unknown, key=len)
    near = near_words(connection, longest)
    return f"no decision has the word {longest}" + (f": did you mean {' or '.join(near)}?" if near else "")


def _words_together(connection: sqlite3.Connection, asked: Asked, node: Node) -> list[str]:
    """Each term is found somewhere; say which part keeps the others from a result."""
    counts = [f"without {said} {found:,}" for said, rest in _lesser(node) if (found := _count(connection, asked, rest))]
    return ["each word is found, but no decision answers to all of this", *(["; ".join(counts)] if counts else [])]


def _lesser(node: Node) -> Iterator[tuple[str, Node]]:
    """The query with one part left out, for each part."""
    if not isinstance(node, AllOf):
        return
    if len(node.wanted) > 1:
        for index, part in enumerate(node.wanted):
            yield _said(part), AllOf(node.wanted[:index] + node.wanted[index + 1 :], node.unwanted)
    for index, part in enumerate(node.unwanted):
        yield f"NOT {_said(part)}", AllOf(node.wanted, node.unwanted[:index] + node.unwanted[index + 1 :])


def _filters(connection: sqlite3.Connection, asked: Asked) -> list[str]:
    """The words are found, or there are none: say which filter leaves nothing."""
    if set(asked.filters) == {"reference"}:
        return [f"{asked.filters['reference'][0]} is not in this archive"]
    counts = {option: total_of(connection, asked, dropped=option) for option in asked.filters}
    lines = [
        f"without {_option(option, asked.filters[option])}: {found:,}" for option, found in counts.items() if found
    ]
    first = "the filters together leave nothing" if len(counts) > 1 else "the filter leaves nothing"
    return [first, *(["; ".join(lines)] if lines else [])]


def _option(option: str, said: tuple[str, ...]) -> str:
    if option == "reference":
        return "the reference"
    return f"--{option} {said[0]}" if len(said) == 1 else f"--{option}"


def _said(node: Node) -> str:
    """A part of the query as it could be typed."""
    if isinstance(node, Term):
        words = [f"{word}*" if index == node.prefix else word for index, word in enumerate(node.words)]
        return words[0] if len(words) == 1 else f'"{" ".join(words)}"'
    if isinstance(node, AllOf):
        return f"({' '.join([*map(_said, node.wanted), *(f'NOT {_said(part)}' for part in node.unwanted)])})"
    return f"({' OR '.join(map(_said, node.choices))})"


def _count(connection: sqlite3.Connection, asked: Asked, node: Node) -> int:
    """How many decisions of the whole archive `node` matches."""
    match = expression(node, asked.beginnings)
    if match is None:
        return 0
    (found,) = connection.execute("SELECT count(*) FROM decisions_fts WHERE decisions_fts MATCH ?", (match,)).fetchone()
    return int(found)
