"""Words that most decisions have, which tell one decision from another as little as no word does.

Asked of the newest decisions alone, which takes no longer in an archive of a million.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from archive.query.language import AllOf, Within
from archive.query.tokens import Term

if TYPE_CHECKING:
    import sqlite3

    from archive.query.language import Node

NEWEST: Final = 128
"""So many of the newest decisions are asked."""


def is_common(connection: sqlite3.Connection, match: str) -> bool:
    """Whether more than half of the newest decisions match the expression."""
    oldest, newest = _newest(connection)
    return _having(connection, match, oldest) > newest / 2


def tells_nothing(connection: sqlite3.Connection, node: Node, match: str) -> bool:
    """Whether every word of `node`, whose expression is `match`, is in more than half of the newest decisions.

    bm25 sets the weight of such a word to next to nothing, and no order of those that have it means more than that of
    their dates. So with a phrase alone that a quarter have: it is stock, and most say it once. A choice of words, or a
    beginning, may have a rarer one in it. Never of fewer than NEWEST decisions.
    """
    if not _all_needed(node):
        return False
    oldest, newest = _newest(connection)
    many = newest / (4 if _is_phrase(node) else 2)
    return newest == NEWEST and _having(connection, match, oldest) > many


def _newest(connection: sqlite3.Connection) -> tuple[int, int]:
    """The lowest id of the newest decisions, and how many these are."""
    oldest, newest = connection.execute(
        "SELECT min(id), count(*) FROM (SELECT id FROM decisions ORDER BY id DESC LIMIT ?)", (NEWEST,)
    ).fetchone()
    return oldest, newest


def _having(connection: sqlite3.Connection, match: str, oldest: int) -> int:
    """How many decisions from the id `oldest` on match."""
    (having,) = connection.execute(
        "SELECT count(*) FROM decisions_fts WHERE decisions_fts MATCH ? AND rowid >= ?", (match, oldest)
    ).fetchone()
    return int(having)


def _all_needed(node: Node) -> bool:
    """Whether a decision must have every word of `node`, so that none of them is rarer than what is found."""
    if isinstance(node, Within):
        return _all_needed(node.node)
    if isinstance(node, AllOf):
        return all(map(_all_needed, node.wanted))
    return isinstance(node, Term) and node.prefix is None


def _is_phrase(node: Node) -> bool:
    if isinstance(node, Within):
        return _is_phrase(node.node)
    return isinstance(node, Term) and len(node.words) > 1
