"""What a typed beginning stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from archives import Builder

from archive.errors import QueryProblem
from archive.query import Query, prefixes, search
from archive.query.prefixes import expand
from archive.storage.connection import open_reader

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

TEXTS = (
    "planning permission",
    "he plans to plan",
    "planted trees",
    "housing and a house",
    "opening hours",
    "the café",
    "a cafeteria",
    "plane",
)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """An archive with one of TEXTS in each decision."""
    path = tmp_path_factory.mktemp("held") / "archive.db"
    builder = Builder(path)
    for number, text in enumerate(TEXTS, 1):
        builder.add(f"21 000 {number:03}", summary=text)
    builder.finish()
    connection = open_reader(path)
    yield connection
    connection.close()


def found(connection: sqlite3.Connection, words: str) -> list[str]:
    """The texts found, in the order of TEXTS."""
    return [str(hit.summary) for hit in search(connection, Query(words=words, sort="oldest")).hits[::-1]]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("plann*", ["planning permission", "he plans to plan"]),
        ("plant*", ["planted trees"]),
        ("hous*", ["housing and a house"]),
        ("hour*", ["opening hours"]),
        ("PERMI*", ["planning permission"]),
        ("caf*", ["the café", "a cafeteria"]),
        ("café*", ["the café", "a cafeteria"]),
        ("CAFE\u0301*", ["the café", "a cafeteria"]),
        ("zz*", []),
        ("zz* OR trees", ["planted trees"]),
        ("plan* NOT planted", ["planning permission", "he plans to plan", "plane"]),
        ('"opening ho*"', ["opening hours"]),
        ('"ho* opening"', []),
    ],
)
def test_a_beginning_finds_words_that_begin_so(held: sqlite3.Connection, typed: str, expected: list[str]) -> None:
    """FTS5 alone would find "hours" for hous* and nothing for plann*; each word found counts in all its forms."""
    assert found(held, typed) == expected


def test_many_words_are_one_for_each_stem(held: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where words are many, one of each stem stands for all, and the same decisions are found."""
    assert expand(held, "plan") == ["plan", "plane", "planning", "plans", "planted"]
    before = found(held, "plan*")
    monkeypatch.setattr(prefixes, "FEW", 2)
    assert expand(held, "plan") == ["plan", "plane", "planted"]
    assert found(held, "plan*") == before


def test_a_script_that_is_not_listed_word_by_word(held: sqlite3.Connection) -> None:
    """Where the list of words parts a word at its vowel signs, a beginning is that word alone."""
    assert expand(held, "दिल्ली") == ["दिल्ली"]


def test_too_many_stems_are_refused(held: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says for how many words a beginning stands."""
    monkeypatch.setattr(prefixes, "MOST", 3)
    with pytest.raises(QueryProblem, match=r"^plan\* stands for 5 words: give more letters"):
        search(held, Query(words="plan*"))
