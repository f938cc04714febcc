"""Words of the archive spelt nearly as one that it does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from archive.storage.tokens import words_of

if TYPE_CHECKING:
    import sqlite3

_NEAR: Final = 0.75
"""How alike two spellings must be (difflib's ratio): `harrasing` is to `harassing`, `damp` is not to `dump`s."""
_LONGEST: Final = 40
_LENGTHS_APART: Final = 2


def near_words(connection: sqlite3.Connection, typed: str, n: int = 3) -> list[str]:
    """At most `n` words like `typed`, nearest first, among those with the same first letter and about as long."""
    from difflib import get_close_matches

    as_words = words_of(typed[:_LONGEST])
    if len(as_words) != 1:
        return []
    (folded,) = as_words
    rows = connection.execute(
        "SELECT word FROM words WHERE word >= ? AND word < ? AND length(word) BETWEEN ? AND ?",
        (folded[0], folded[0] + "\U0010ffff", len(folded) - _LENGTHS_APART, len(folded) + _LENGTHS_APART),
    )
    return get_close_matches(folded, [word for (word,) in rows], n=n, cutoff=_NEAR)
