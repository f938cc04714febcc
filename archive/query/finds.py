"""What a query finds within a few given texts: which answer to it, and where. Found as a search finds: FTS5 does it."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, NamedTuple

from archive.query.language import AllOf, AnyOf, beginnings, parse
from archive.query.likely import plain
from archive.query.match import any_term, expression
from archive.query.scratch import scratch_index
from archive.query.tokens import split_words

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from archive.query.language import Node

ON: Final = "\x02"
OFF: Final = "\x03"


class Finds(NamedTuple):
    """What was found in some texts, by their indexes.

    `answers`: those that answer to the whole query. `marked`: each text that has any wanted word or phrase, with these
    between ON and OFF.
    """

    answers: frozenset[int]
    marked: dict[int, str]


def finds(connection: sqlite3.Connection, texts: Sequence[str], words: str) -> Finds:
    """Look for `words`, in the language of a search, in `texts`. Raises QueryProblem for what cannot be read."""
    node = parse(words)
    if node is None:
        return Finds(frozenset(), {})
    spelled = {beginning: tuple(_words_beginning(beginning, texts)) for beginning in beginnings(node)}
    with scratch_index(connection):
        connection.executemany(
            "INSERT INTO temp.scratch(rowid, text) VALUES (?, ?)",
            ((row, text.replace(ON, " ").replace(OFF, " ")) for row, text in enumerate(texts)),
        )

        def answers(node: Node) -> frozenset[int]:
            """The rows that answer to a part of the query."""
            if isinstance(node, AllOf):
                found = functools.reduce(frozenset.__and__, map(answers, node.wanted))
                return found.difference(*map(answers, node.unwanted))
            if isinstance(node, AnyOf):
                return frozenset().union(*map(answers, node.choices))
            match = expression(node, spelled)
            sql = "SELECT rowid FROM temp.scratch WHERE scratch MATCH ?"
            return frozenset(row for (row,) in connection.execute(sql, (match,))) if match else frozenset()

        wanted = any_term(node, spelled)
        if wanted is None:
            return Finds(answers(node), {})
        marked = connection.execute(
            "SELECT rowid, highlight(scratch, 0, ?, ?) FROM temp.scratch WHERE scratch MATCH ?", (ON, OFF, wanted)
        )
        return Finds(answers(node), dict(marked.fetchall()))


def _words_beginning(beginning: str, texts: Iterable[str]) -> list[str]:
    """The words of `texts` that begin so, as the tokenizer sees both."""
    start = plain(beginning)
    words = {text[begin:end] for text in map(plain, texts) if start in text for begin, end in split_words(text)}
    return sorted(word for word in words if word.startswith(start))
