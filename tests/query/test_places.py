"""Decisions and paragraphs named as people name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from archives import Builder, small_archive

from archive.query import Query, search
from archive.query.places import named, reference_of
from archive.storage.connection import open_reader

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The small archive, open for reading."""
    connection = open_reader(small_archive(tmp_path_factory.mktemp("held") / "archive.db"))
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("23 012 807", ("23 012 807", None)),
        (" (23 012 807) ", ("23 012 807", None)),
        ("23-012-807", ("23 012 807", None)),
        ("19018519C", ("19 018 519c", None)),
        ("LGSCO 23 012 807", ("23 012 807", None)),
        ("LGSCO 23 012 807 para 7", ("23 012 807", 7)),
        ("LGSCO 23 012 807, paragraph 12", ("23 012 807", 12)),
        ("LGSCO 23 012 807 at para. 7.", ("23 012 807", 7)),
        ("23012807 ¶7", ("23 012 807", 7)),
        ("23 012 807 § 7", ("23 012 807", 7)),
        ("https://www.lgo.org.uk/decisions/housing/other/23-012-807", ("23 012 807", None)),
        ("https://www.lgo.org.uk/decisions/housing/other/23-012-807#para-7", ("23 012 807", 7)),
        ("LGSCO, Thurrock Council (23 012 807), 18 December 2023, para 7", ("23 012 807", 7)),
        ("LGSCO, Thurrock Council (23 012 807), 18 December 2023", ("23 012 807", None)),
        ("Thurrock Council (23 012 807), para 7", ("23 012 807", 7)),
        ("Thurrock Council (23 012 807)", None),
        ("damp in 23 012 807", None),
        ("23 012 807 damp", None),
        ("damp para 7", None),
        ("LGO guidance on remedies 2021 2022", None),
        ("lgsco (no reference)", None),
        ("1" * 500, None),
        ("", None),
    ],
)
def test_a_place_is_read_in_any_usual_form(typed: str, expected: tuple[str, int | None] | None) -> None:
    """A reference, an address or a citation, with a paragraph or without; anything else names no place."""
    assert named(typed) == expected


def test_a_reference_may_have_blanks_around_it() -> None:
    """As the value of a field."""
    assert reference_of(" 23 012 807 ") == "23 012 807"
    assert reference_of("23 012 807 8") is None


def test_a_paragraph_is_shown_whole(held: sqlite3.Connection) -> None:
    """The result is the decision, and its passage the paragraph, with nothing marked."""
    page = search(held, Query(words="LGSCO 21 000 001 para 4"))
    (hit,) = page.hits
    assert hit.passage is not None
    assert (hit.passage.section, hit.passage.para, hit.passage.marks) == ("assessment", 4, ())
    assert hit.passage.text == "The visit took two hours."
    assert hit.passages == (hit.passage,)
    assert page.notes == ()


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("21 000 001 para 40", "21 000 001 has no paragraph 40: the last is 5"),
        ("99 999 999 para 1", None),
    ],
)
def test_a_paragraph_that_is_not_there_is_said(held: sqlite3.Connection, typed: str, note: str | None) -> None:
    """The decision is found all the same, without a passage."""
    page = search(held, Query(words=typed))
    assert page.notes == (() if note is None else (note,))
    assert all(hit.passage is None for hit in page.hits)


def test_a_decision_without_numbers_says_so(tmp_path: Path) -> None:
    """Where a layout has lost the numbers there is no paragraph to go to."""
    builder = Builder(tmp_path / "archive.db")
    builder.add("21 000 001", sections={"complaint": ["One.", "Two."]})
    builder.connection.execute("UPDATE paragraph_spans SET para = NULL")
    builder.finish()
    connection = open_reader(tmp_path / "archive.db")
    page = search(connection, Query(words="21 000 001 para 1"))
    connection.close()
    assert (page.total, page.notes) == (1, ("21 000 001 has no numbered paragraphs here",))
