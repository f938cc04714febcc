"""What comes nearest to a query that nothing answers: decisions with most of its words."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Final

from archive.query.language import AllOf, AnyOf, Within
from archive.query.match import any_term, expression
from archive.query.model import RELEVANCE
from archive.query.spelling import near_words
from archive.query.tokens import Term

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from archive.query.language import Node
    from archive.query.understanding import Asked

NEAREST_AT_MOST: Final = 5
"""So many are named: a hint where to look, not a result."""
MOST_WORDS: Final = 6
"""Of more words than this the rarest are asked for. Half of six can be chosen in twenty ways, each one more to run."""


def loosened(connection: sqlite3.Connection, asked: Asked) -> Iterator[Asked]:
    """`asked`, which finds nothing, with half of its words enough, then with fewer, down to one.

    Nothing where it has but one word, or is not to be ranked. A word that no decision has is taken for the one spelt
    most like it, or left out; so is one that most decisions have. What was to be left out stays out, and the filters
    hold.
    """
    if not isinstance(asked.node, AllOf) or not asked.node.wanted[1:] or asked.query.sort != RELEVANCE:
        return
    wanted, unwanted = asked.node
    (held,) = connection.execute("SELECT count(*) FROM decisions").fetchone()
    counted = [(_count(connection, asked, part), part) for part in (_known(connection, asked, part) for part in wanted)]
    telling = [part for count, part in sorted(counted, key=lambda each: each[0]) if 0 < count <= held / 2]
    telling = telling[:MOST_WORDS]
    node = AllOf(tuple(telling), ())
    for enough in range(math.ceil(len(telling) / 2), 0, -1):
        choices = [AllOf(choice, ()) for choice in itertools.combinations(telling, enough)]
        loosely = AllOf((AnyOf(tuple(choices)),), unwanted)
        yield asked._replace(
            node=node,
            match=expression(Within(asked.query.sections, loosely), asked.beginnings),
            marks=any_term(node, asked.beginnings),
            possible=True,
        )


def _known(connection: sqlite3.Connection, asked: Asked, part: Node) -> Node:
    """`part`, or a word that some decisions have instead of one that none has."""
    if isinstance(part, Term) and len(part.words) == 1 and part.prefix is None and not _count(connection, asked, part):
        near = near_words(connection, part.words[0], n=1)
        return part._replace(words=(near[0],)) if near else part
    return part


def _count(connection: sqlite3.Connection, asked: Asked, part: Node) -> int:
    match = expression(part, asked.beginnings)
    if match is None:
        return 0
    (found,) = connection.execute("SELECT count(*) FROM decisions_fts WHERE decisions_fts MATCH ?", (match,)).fetchone()
    return int(found)
