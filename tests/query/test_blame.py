"""What is said where nothing is found."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from archives import Builder, small_archive

from archive.query import Query, count
from archive.query.blame import why_nothing
from archive.query.spelling import near_words
from archive.query.understanding import understand
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
    ("asked", "expected"),
    [
        ({"words": "qqqq"}, ["no decision has the word qqqq"]),
        ({"words": "complant"}, ["no decision has the word complant: did you mean complaint or complained?"]),
        (
            {"words": "damp Moulld"},
            ["no decision has the word Moulld: did you mean mould?", "without Moulld: 4"],
        ),
        (
            {"words": "damp qqqq vvvv wwww council:northwick"},
            [
                "no decision has the word qqqq",
                "no decision has the word vvvv",
                "without qqqq vvvv wwww: 2",
            ],
        ),
        (
            {"words": "in:summary (bus OR qqqq) loft"},
            [
                "each word is found, but no decision answers to all of this",
                "without in:summary (bus OR qqqq) 1; without loft 1",
            ],
        ),
        (
            {"words": "in:decision (bus OR qqqq) loft"},
            [
                "no decision has in:decision (bus OR qqqq), though it has the words",
                "without in:decision (bus OR qqqq): 1",
            ],
        ),
        ({"words": "near(damp rent, 3)"}, ["no decision has the word rent"]),
        ({"words": "near(mould loft, 3)"}, ["no decision has near(mould loft, 3), though it has the words"]),
        (
            {"words": "damp near(mould loft, 3)"},
            ["no decision has near(mould loft, 3), though it has the words", "without near(mould loft, 3): 4"],
        ),
        (
            {"words": "exact:complaining damp"},
            ["the filter leaves nothing", "without exact:complaining: 3"],
        ),
        ({"words": "mould -council:northwick"}, ["the filter leaves nothing", "without NOT council:northwick: 1"]),
        (
            {"words": "mould council:marsh outcome:upheld"},
            ["the filters together leave nothing", "without --council marsh: 1"],
        ),
        (
            {"words": "council:northwick AND council:southwick"},
            [
                "the filters together leave nothing",
                "without council:northwick: 2; without council:southwick: 4",
            ],
        ),
        (
            {"words": "damp (qqqq OR vvvv) mould OR qqqq"},
            ["no decision has the word qqqq", "no decision has the word vvvv"],
        ),
        ({"words": "qqqq vvvv wwww"}, ["no decision has the word qqqq", "no decision has the word vvvv"]),
        ({"words": "O'Neil"}, ["no decision has the word Neil: did you mean neill?"]),
        ({"words": "qq*"}, ["no decision has qq*"]),
        ({"words": "qqqq council:northwick"}, ["no decision has the word qqqq", "without qqqq: 4"]),
        ({"words": "qqqq NOT damp"}, ["no decision has the word qqqq", "without qqqq: 4"]),
        ({"words": "qqqq", "sections": ("summary",)}, ["no decision has the word qqqq", "without qqqq: 8"]),
        ({"words": '"black qq*"'}, ['no decision has "black qq*"']),
        ({"words": '"mould damp"'}, ['no decision has "mould damp" as a phrase, though it has the words']),
        (
            {"words": "mould", "councils": ("care homes",)},
            ["the filter leaves nothing", "without --council Marsh Care Homes (North) Limited: 1"],
        ),
        (
            {"words": "mould bus"},
            ["each word is found, but no decision answers to all of this", "without mould 1; without bus 1"],
        ),
        (
            {"words": "mould (bus OR loft)"},
            ["each word is found, but no decision answers to all of this", "without mould 2; without (bus OR loft) 1"],
        ),
        (
            {"words": "mould NOT (damp flat NOT rent)"},
            [
                "each word is found, but no decision answers to all of this",
                "without NOT (damp flat NOT rent) 1",
            ],
        ),
        (
            {"words": "(mould bus) OR (loft bus)"},
            ["each word is found, but no decision answers to all of this"],
        ),
        (
            {"words": "mould bus loft"},
            ["each word is found, but no decision answers to all of this"],
        ),
        (
            {"words": "mould", "outcomes": ("closed",)},
            ["the filter leaves nothing", "without --outcome Closed after initial enquiries: 1"],
        ),
        ({"words": "mould", "sections": ("summary",)}, ["the filter leaves nothing", "without --in summary: 1"]),
        (
            {"words": "damp", "outcomes": ("closed", "not upheld"), "since": date(2023, 1, 1)},
            ["the filters together leave nothing", "without --since 2023-01-01: 2"],
        ),
        (
            {"words": "damp", "outcomes": ("closed", "not upheld"), "until": date(2021, 6, 30)},
            ["the filters together leave nothing", "without --outcome: 1; without --until 2021-06-30: 2"],
        ),
        (
            {"words": "mould", "outcomes": ("closed",), "document_types": ("report",)},
            ["the filters together leave nothing"],
        ),
        ({"min_payment_pence": 10**8}, ["the filter leaves nothing", "without --min-payment 1000000.00: 8"]),
        ({"words": "99 999 999"}, ["99 999 999 is not in this archive"]),
        (
            {"words": "21 000 001", "outcomes": ("closed",)},
            [
                "the filters together leave nothing",
                "without --outcome Closed after initial enquiries: 1; without the reference: 3",
            ],
        ),
    ],
)
def test_the_word_or_filter_to_blame_is_named(
    held: sqlite3.Connection, asked: dict[str, Any], expected: list[str]
) -> None:
    """One or two lines: the word that none has and one like it, or what there would be without each part."""
    query = Query(**asked)
    assert count(held, query) == 0
    assert why_nothing(held, understand(held, query)) == expected


def test_an_empty_archive_says_so(tmp_path: Path) -> None:
    """With nothing in the archive, no word is to blame."""
    Builder(tmp_path / "archive.db").finish()
    connection = open_reader(tmp_path / "archive.db")
    asked = understand(connection, Query(words="damp"))
    assert why_nothing(connection, asked) == ["the archive is empty: run `lgsco ingest` first"]
    connection.close()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("resident", ["resident"]),
        ("residant", ["resident"]),
        ("RESIDANT", ["resident"]),
        ("créche", ["creche"]),
        ("zzzzzz", []),
        ("residents" * 100, []),
        ("١٢٣", []),
        ("दिल्ली", []),
    ],
)
def test_words_are_offered_for_their_spelling(held: sqlite3.Connection, typed: str, expected: list[str]) -> None:
    """Near spellings of the archive's own words, whatever the case, accents or length of what was typed."""
    assert near_words(held, typed, n=1) == expected
