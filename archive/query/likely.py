"""Which texts can hold a word, told without stemming them.

Porter's stemmer only ever changes endings: every word begins with its stem but for the stem's last letter ("skies" and
"sky": "ski", "sky").
So a text without that beginning cannot hold any form of the word.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from archive.storage.tokens import without_marks

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from archive.query.tokens import Term


class Likely:
    """A test that a text (made by `plain`) passes wherever FTS5 would find one term in it; it may pass others too."""

    __slots__ = ("_side_by_side", "_start")

    def __init__(self, starts: Sequence[str]) -> None:
        self._start = max(starts, key=len)
        self._side_by_side = None
        if starts[1:]:
            # An underscore parts words; were it also one of their letters, a long row of them could be cut many ways.
            self._side_by_side = re.compile(r"[^\W_]*[\W_]+".join(re.escape(start) for start in starts))

    def __call__(self, text: str) -> bool:
        """Whether FTS5 might find the term in `text`."""
        return self._start in text and (self._side_by_side is None or self._side_by_side.search(text) is not None)

    def find(self, text: str, at: int = 0) -> int:
        """The first place from `at` on where the term might begin in `text`; -1 where there is none."""
        if self._side_by_side is None:
            return text.find(self._start, at)
        found = self._side_by_side.search(text, at)
        return -1 if found is None else found.start()


def can_hold(
    connection: sqlite3.Connection, wanted: Sequence[Term], beginnings: Mapping[str, Sequence[str]]
) -> list[Likely]:
    """The test of each term. `beginnings` gives the words that each typed beginning stands for.

    The scratch index must be there; it is used, and left empty.
    """
    words = [list(_readings(term, index, beginnings)) for term in wanted for index in range(len(term.words))]
    stems = _stems(connection, [word for readings in words for word in readings])
    shared = iter([_shared_start([start for word in readings for start in stems[word]]) for readings in words])
    return [Likely([next(shared) for _ in term.words]) for term in wanted]


def plain(text: str) -> str:
    """`text` in lower case and without accents, as the tokenizer sees it; some marks between words become spaces."""
    text = without_marks(text)
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return text.lower()


def _readings(term: Term, index: int, beginnings: Mapping[str, Sequence[str]]) -> Sequence[str]:
    word = term.words[index]
    return beginnings[word] if index == term.prefix else (word,)


def _stems(connection: sqlite3.Connection, words: Sequence[str]) -> dict[str, list[str]]:
    """By word, the stems that the tokenizer makes of it: one, or several where it parts what is a word to Python."""
    found: dict[str, list[str]] = {word: [] for word in words}
    listed = list(found)
    connection.executemany("INSERT INTO temp.scratch(rowid, text) VALUES (?, ?)", enumerate(listed))
    for row, term in connection.execute("SELECT doc, term FROM temp.scratch_terms"):
        found[listed[row]].append(term)
    connection.execute("DELETE FROM temp.scratch")
    return found


def _shared_start(stems: Sequence[str]) -> str:
    """What every word with one of these stems begins with."""
    starts = [stem[:-1] or stem for stem in stems]
    if not starts:
        return ""
    low, high = min(starts), max(starts)
    length = next(
        (place for place, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), min(len(low), len(high))
    )
    return low[:length]
