"""From the tree of a query to an FTS5 MATCH expression in which every word stands between quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.query.language import AnyOf, terms
from archive.query.tokens import Term

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archive.query.language import Node

    Beginnings = Mapping[str, Sequence[str]]
    """The whole words that each typed beginning stands for."""


def expression(node: Node, beginnings: Beginnings) -> str | None:
    """The MATCH expression of `node`; None where nothing can match, because no word begins so."""
    if isinstance(node, Term):
        return _term(node, beginnings)
    if isinstance(node, AnyOf):
        return _joined(node.choices, " OR ", beginnings)
    wanted = [expression(part, beginnings) for part in node.wanted]
    if None in wanted:
        return None
    found = " AND ".join(part for part in wanted if part is not None)
    unwanted = _joined(node.unwanted, " OR ", beginnings)
    if unwanted is not None:
        many = len(wanted) > 1
        return f"({'(' if many else ''}{found}{')' if many else ''} NOT {unwanted})"
    return f"({found})"


def any_term(node: Node, beginnings: Beginnings) -> str | None:
    """An expression for any one of the wanted terms of `node`: what is worth marking in a passage."""
    return _joined(tuple(terms(node)), " OR ", beginnings)


def within(expressed: str, columns: Sequence[str]) -> str:
    """`expressed`, to be found in these columns only; none means all."""
    return f"{{{' '.join(columns)}}} : ({expressed})" if columns else expressed


def _joined(nodes: Sequence[Node], sign: str, beginnings: Beginnings) -> str | None:
    parts = [part for node in nodes if (part := expression(node, beginnings)) is not None]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else f"({sign.join(parts)})"


def _term(term: Term, beginnings: Beginnings) -> str | None:
    if term.prefix is None:
        return _quoted(term.words)
    before, after = term.words[: term.prefix], term.words[term.prefix + 1 :]
    found = [_quoted((*before, word, *after)) for word in beginnings[term.words[term.prefix]]]
    if not found:
        return None
    return found[0] if len(found) == 1 else f"({' OR '.join(found)})"


def _quoted(words: Sequence[str]) -> str:
    return f'"{" ".join(words)}"'
