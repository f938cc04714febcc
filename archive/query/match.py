"""From the tree of a query to an FTS5 MATCH expression in which every word stands between quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.query.language import AllOf, AnyOf, Within, leaves, terms
from archive.query.tokens import Field, Near, Term
from archive.storage.tokens import COLUMNS, may_be_facet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archive.query.language import Node

    Beginnings = Mapping[str, Sequence[str]]
    """The whole words that each typed beginning stands for."""


def expression(node: Node, beginnings: Beginnings) -> str | None:
    """The MATCH expression of `node`, which has words at its head; None where nothing can match: no word begins so.

    What an index of stems cannot tell is left out: a filter, and of `exact:` the form. What it finds is then all that
    is asked for, and perhaps more: see `tells_all`.
    """
    found = narrowed(node, beginnings)
    return found or None


def narrowed(node: Node, beginnings: Beginnings) -> str | None:
    """As `expression`, but for any node: None where words narrow nothing, empty where nothing can match."""
    if isinstance(node, Term):
        return _term(node, beginnings)
    if isinstance(node, Near):
        return _near(node, beginnings)
    if isinstance(node, Field):
        return None
    if isinstance(node, Within):
        inner = narrowed(node.node, beginnings)
        return within(inner, node.columns) if inner else inner
    if isinstance(node, AnyOf):
        return _any_of(node.choices, beginnings)
    return _all_of(node, beginnings)


def tells_all(node: Node) -> bool:
    """Whether the expression of `node` finds what is asked for and nothing else."""
    if isinstance(node, Within):
        return tells_all(node.node)
    if isinstance(node, AllOf):
        return bool(node.wanted) and all(map(tells_all, (*node.wanted, *node.unwanted)))
    if isinstance(node, AnyOf):
        return all(map(tells_all, node.choices))
    return isinstance(node, Near) or (isinstance(node, Term) and not node.exact)


def any_term(node: Node, beginnings: Beginnings) -> str | None:
    """An expression for any one of the wanted terms of `node`: what is worth marking in a passage."""
    return _any_of(terms(node), beginnings) or None


def within(expressed: str, columns: Sequence[str]) -> str:
    """`expressed`, to be found in these columns only; none means all."""
    return f"{{{' '.join(columns)}}} : ({expressed})" if columns else expressed


def in_texts(node: Node) -> Node:
    """`node`, in columns of text alone where it has a word such as the index has for filters: a word was typed."""
    words = (word for leaf in leaves(node) for term in terms(leaf) for word in term.words)
    return Within(COLUMNS, node) if any(map(may_be_facet, words)) else node


def _all_of(node: AllOf, beginnings: Beginnings) -> str | None:
    every = [narrowed(part, beginnings) for part in node.wanted]
    if "" in every:
        return ""
    wanted = [part for part in every if part]
    if not wanted:
        return None
    found = " AND ".join(wanted)
    unwanted = _any_of([part for part in node.unwanted if tells_all(part)], beginnings)
    if unwanted:
        many = len(wanted) > 1
        return f"({'(' if many else ''}{found}{')' if many else ''} NOT {unwanted})"
    return f"({found})" if len(wanted) > 1 else found


def _any_of(nodes: Sequence[Node], beginnings: Beginnings) -> str | None:
    parts = []
    for node in nodes:
        part = narrowed(node, beginnings)
        if part is None:
            return None
        if part:
            parts.append(part)
    return parts[0] if len(parts) == 1 else f"({' OR '.join(parts)})" if parts else ""


def _term(term: Term, beginnings: Beginnings) -> str:
    if term.prefix is None:
        return _quoted(term.words)
    return _either([_quoted(words) for words in _written_out(term, beginnings)])


def _near(near: Near, beginnings: Beginnings) -> str:
    """One NEAR for each word that the beginning among its terms, if any, stands for."""
    written = [_written_out(term, beginnings) for term in near.terms]
    found = []
    for each in range(max(map(len, written))):
        chosen = [words[each % len(words)] for words in written if words]
        if len(chosen) < len(written):
            return ""
        found.append(f"NEAR({' '.join(map(_quoted, chosen))}, {near.distance})")
    return _either(found)


def _written_out(term: Term, beginnings: Beginnings) -> list[tuple[str, ...]]:
    """The words of `term`, once for each word that its beginning stands for."""
    if term.prefix is None:
        return [term.words]
    before, after = term.words[: term.prefix], term.words[term.prefix + 1 :]
    return [(*before, word, *after) for word in beginnings[term.words[term.prefix]]]


def _either(found: list[str]) -> str:
    return found[0] if len(found) == 1 else f"({' OR '.join(found)})" if found else ""


def _quoted(words: Sequence[str]) -> str:
    return f'"{" ".join(words)}"'
