"""The words of a text are those that the index has."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from archive.storage.tokens import words_of

SIGNS = st.sampled_from("aBz09 _-'\"\n\t.£’‘“”–—•…\u00a0é\u0301Œß")


@given(st.text(SIGNS, max_size=60))
def test_words_are_split_as_the_index_splits_them(text: str) -> None:
    """Letters and digits in lower case without accents, whatever marks stand between them."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE VIRTUAL TABLE held USING fts5(text, tokenize='unicode61 remove_diacritics 2')")
        connection.execute("CREATE VIRTUAL TABLE terms USING fts5vocab(held, row)")
        connection.execute("INSERT INTO held VALUES (?)", (text,))
        assert words_of(text) == {term for (term,) in connection.execute("SELECT term FROM terms")}
