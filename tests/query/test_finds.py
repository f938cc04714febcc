"""What a query finds within given texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from archives import small_archive

from archive.query.finds import OFF, ON, Text, finds
from archive.storage.connection import open_reader

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

TEXTS = (
    Text("complaint", "Mr X complained about damp and mould."),
    Text("assessment", "The visits took two hours."),
    Text("assessment", "An officer planned a visit to the damp flat."),
    Text("decision", "Café \x02steering\x03 closed."),
)


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A reader of the small archive."""
    opened = open_reader(small_archive(tmp_path_factory.mktemp("held") / "archive.db"))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("damp", {0, 2}),
        ("visit", {1, 2}),
        ("damp visit", {2}),
        ("damp OR hours", {0, 1, 2}),
        ("damp NOT mould", {2}),
        ('"planned a visit"', {2}),
        ("plann*", {2}),
        ("visi* NOT (flat OR mould)", {1}),
        ("zz*", set()),
        ("cafe", {3}),
        ("nothing", set()),
        ("NOT damp", {1, 3}),
        ("in:assessment damp", {2}),
        ("in:(complaint OR decision) (damp OR closed)", {0, 3}),
        ("exact:visit", {2}),
        ('exact:"visits took"', {1}),
        ("exact:visite", set()),
        ("near(officer flat, 6)", {2}),
        ("near(officer flat, 2)", set()),
        ("damp council:northwick", {0, 2}),
        ("council:northwick", {0, 1, 2, 3}),
        ("", set()),
    ],
)
def test_texts_that_answer(connection: sqlite3.Connection, words: str, expected: set[int]) -> None:
    """The language of a search, each text by itself: any form of a word, phrases, operators, beginnings."""
    assert finds(connection, TEXTS, words).answers == expected


def test_what_is_wanted_is_marked_wherever_it_stands(connection: sqlite3.Connection) -> None:
    """Also in texts that do not answer to the whole; what is left out by NOT is not marked."""
    marked = finds(connection, TEXTS, "damp visits NOT mould").marked
    assert marked == {
        0: f"Mr X complained about {ON}damp{OFF} and mould.",
        1: f"The {ON}visits{OFF} took two hours.",
        2: f"An officer planned a {ON}visit{OFF} to the {ON}damp{OFF} flat.",
    }
    assert finds(connection, TEXTS, "zz*").marked == {}


def test_a_text_cannot_mark_itself(connection: sqlite3.Connection) -> None:
    """The characters that stand for marks are blanks in the text."""
    assert finds(connection, TEXTS, "closed").marked == {3: f"Café  steering  {ON}closed{OFF}."}


def test_nothing_is_left_behind(connection: sqlite3.Connection) -> None:
    """The little index is gone afterwards, so that finds can be asked for again."""
    first = finds(connection, TEXTS, "damp")
    assert finds(connection, TEXTS, "damp") == first
    assert connection.execute("SELECT count(*) FROM temp.scratch").fetchone() == (0,)
