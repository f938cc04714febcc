"""What a typed beginning (`plann*`) stands for.

FTS5 with porter stems a beginning as if it were a word: `hous*` finds "hours", `plann*` finds nothing. So a beginning
is looked up among the words of the archive as they are written, and each of those is then matched as any other word is:
in any of its forms. `plann*` is "planned" or "planner" or "planning", hence also "plan", whose stem those share.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from archive.errors import QueryProblem
from archive.query.scratch import scratch_index
from archive.storage.tokens import words_of

if TYPE_CHECKING:
    import sqlite3

FEW: Final = 64
"""Up to so many words, an OR of all of them costs less than finding which share a stem."""
MOST: Final = 1000
"""More stems than this make a search of seconds, and nobody means them all."""


def expand(connection: sqlite3.Connection, beginning: str) -> list[str]:
    """Words of the archive that begin with `beginning`: all, or one for each stem where they are many.

    Itself alone where it is in a script whose words the archive's list parts differently. Raises QueryProblem where
    there are more than MOST stems.
    """
    as_words = words_of(beginning)
    if len(as_words) != 1:
        return [beginning]
    (folded,) = as_words
    found = [
        word
        for (word,) in connection.execute(
            "SELECT word FROM words WHERE word >= ? AND word < ?", (folded, folded + "\U0010ffff")
        )
    ]
    if len(found) > FEW:
        found = _one_of_each_stem(connection, found)
    if len(found) > MOST:
        raise QueryProblem(f"{beginning}* stands for {len(found):,} words: give more letters before the *")
    return found


def _one_of_each_stem(connection: sqlite3.Connection, found: list[str]) -> list[str]:
    with scratch_index(connection):
        connection.executemany("INSERT INTO temp.scratch(rowid, text) VALUES (?, ?)", enumerate(found))
        rows = connection.execute("SELECT min(doc) FROM temp.scratch_terms GROUP BY term").fetchall()
    return [found[row] for row in sorted({row for (row,) in rows})]
