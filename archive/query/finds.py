"""What a query finds within a few given texts: which answer to it, and where. Found as a search finds: FTS5 does it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from archive.query.language import AllOf, AnyOf, Within, beginnings, parse
from archive.query.likely import plain
from archive.query.match import any_term, expression
from archive.query.scratch import scratch_index
from archive.query.tokens import Field, Term, split_words

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from archive.query.language import Node
    from archive.query.match import Beginnings
    from archive.query.tokens import Near

ON: Final = "\x02"
OFF: Final = "\x03"


class Text(NamedTuple):
    """A text of a decision, and the kind of section it stands in."""

    section: str
    words: str


class Finds(NamedTuple):
    """What was found in some texts, by their indexes.

    `answers`: those that answer to the whole query. `marked`: each text that has any wanted word or phrase, with these
    between ON and OFF.
    """

    answers: frozenset[int]
    marked: dict[int, str]


def finds(connection: sqlite3.Connection, texts: Sequence[Text], words: str) -> Finds:
    """Look for `words`, in the language of a search, in `texts` of one decision.

    A filter among the words speaks of the decision, which is chosen already: every text answers to it. Raises
    QueryProblem for what cannot be read.
    """
    node = parse(words)
    if node is None:
        return Finds(frozenset(), {})
    spelled = {beginning: tuple(_words_beginning(beginning, texts)) for beginning in beginnings(node)}
    with scratch_index(connection):
        connection.executemany(
            "INSERT INTO temp.scratch(rowid, text) VALUES (?, ?)",
            ((row, text.words.replace(ON, " ").replace(OFF, " ")) for row, text in enumerate(texts)),
        )
        answers = _Answers(connection, texts, spelled).of(node)
        wanted = any_term(node, spelled)
        if wanted is None:
            return Finds(answers, {})
        marked = connection.execute(
            "SELECT rowid, highlight(scratch, 0, ?, ?) FROM temp.scratch WHERE scratch MATCH ?", (ON, OFF, wanted)
        )
        return Finds(answers, dict(marked.fetchall()))


class _Answers:
    """Which texts answer to a part of a query: sets, for FTS5 has no word for a section or a form here."""

    def __init__(self, connection: sqlite3.Connection, texts: Sequence[Text], spelled: Beginnings) -> None:
        self.connection = connection
        self.texts = texts
        self.spelled = spelled
        self.all = frozenset(range(len(texts)))

    def of(self, node: Node) -> frozenset[int]:
        """The indexes of the texts that answer to `node`."""
        if isinstance(node, AllOf):
            found = self.all.intersection(*map(self.of, node.wanted))
            return found.difference(*map(self.of, node.unwanted))
        if isinstance(node, AnyOf):
            return frozenset().union(*map(self.of, node.choices))
        if isinstance(node, Within):
            return frozenset(row for row in self.of(node.node) if self.texts[row].section in node.columns)
        if isinstance(node, Field):
            return self.all
        return self._leaf(node)

    def _leaf(self, node: Term | Near) -> frozenset[int]:
        match = expression(node, self.spelled)
        if match is None:
            return frozenset()
        rows = self.connection.execute("SELECT rowid FROM temp.scratch WHERE scratch MATCH ?", (match,))
        found = frozenset(row for (row,) in rows)
        if isinstance(node, Term) and node.exact:
            form = re.compile(r"(?<!\w)" + r"[\W_]+".join(re.escape(plain(word)) for word in node.words) + r"(?!\w)")
            return frozenset(row for row in found if form.search(plain(self.texts[row].words)))
        return found


def _words_beginning(beginning: str, texts: Iterable[Text]) -> list[str]:
    """The words of `texts` that begin so, as the tokenizer sees both."""
    start = plain(beginning)
    words = {
        text[begin:end]
        for text in (plain(each.words) for each in texts)
        if start in text
        for begin, end in split_words(text)
    }
    return sorted(word for word in words if word.startswith(start))
