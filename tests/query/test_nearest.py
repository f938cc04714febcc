"""What comes nearest where nothing has all of the words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from archives import Builder

from archive.output.form import Form
from archive.output.hits import nearest_lines, page_as
from archive.query import Query, search
from archive.query.nearest import MOST_WORDS, NEAREST_AT_MOST
from archive.storage.connection import open_reader

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

SUMMARIES = {
    "21 000 001": "The allotment was taken away after a stroke.",
    "21 000 002": "A hedge between neighbours grew tall.",
    "21 000 003": "A neighbour put up a fence. The rest is long.",
    "21 000 004": "The neighbour of a school kept hens.",
}


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Four short decisions, and eight that have only the word that all have."""
    path = tmp_path_factory.mktemp("held") / "archive.db"
    builder = Builder(path)
    for reference, summary in SUMMARIES.items():
        builder.add(reference, council="Northwick Council", decision_date=date(2021, 1, 1), summary=f"{summary} So.")
    for number in range(8):
        builder.add(f"22 000 {number:03}", council="Southwick Council", summary="It rained. So.")
    builder.add(
        "23 000 001",
        council=None,
        outcome=None,
        category="Housing > Other",
        sections={"assessment": ["One gate, two gates."]},
    )
    builder.finish()
    connection = open_reader(path)
    yield connection
    connection.close()


def nearest(connection: sqlite3.Connection, query: Query) -> list[str]:
    """The references named where nothing answers."""
    page = search(connection, query)
    assert (page.total, page.hits, page.next) == (0, (), None)
    return [hit.reference for hit in page.nearest]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("allotment stroke lost", ["21 000 001"]),
        ("alottment stroke", ["21 000 001"]),
        ("hegde neighbour", ["21 000 002", "21 000 003", "21 000 004"]),
        ("hedge allotment", ["21 000 001", "21 000 002"]),
        ("hedge hens NOT school", ["21 000 002"]),
        ("so qqqq", []),
        ("qqqq vvvv", []),
        ("qqqq", []),
        ('"neighbour hedge" stroke', ["21 000 001"]),
        ("stroke vv*", ["21 000 001"]),
        ("alottment OR hegde", []),
    ],
)
def test_most_of_the_words_are_enough(held: sqlite3.Connection, words: str, expected: list[str]) -> None:
    """Half of the words is enough; what nobody has is respelt or left out, what most have is not counted."""
    found = nearest(held, Query(words=words))
    assert sorted(found) == expected
    assert found[:1] == expected[:1] or len({"hedge", "allotment"} & set(words.split())) == 2


def test_filters_hold(held: sqlite3.Connection) -> None:
    """The nearest answer to the filters too."""
    assert nearest(held, Query(words="hedge hens", councils=("southwick",))) == []
    assert len(nearest(held, Query(words="hedge hens", councils=("northwick",)))) == 2


def test_only_a_ranked_search_has_any(held: sqlite3.Connection) -> None:
    """Sorted by date, nothing is nearest; and where there is a result there is none beside it."""
    assert nearest(held, Query(words="hedge hens", sort="newest")) == []
    assert search(held, Query(words="hedge")).nearest == ()
    assert nearest(held, Query(councils=("southwick",), since=date(2025, 1, 1))) == []


def test_a_few_are_enough_of_very_many_words(held: sqlite3.Connection) -> None:
    """However much is typed, few words are combined and few decisions named."""
    found = nearest(held, Query(words="allotment stroke hedge fence school hens tall neighbour taken away rained"))
    assert 1 <= len(found) <= NEAREST_AT_MOST < MOST_WORDS


def test_the_nearest_are_told_in_two_lines_each(held: sqlite3.Connection) -> None:
    """Title and first sentence, cut to the terminal; where there is no summary, the facts."""
    page = search(held, Query(words="fence hens"))
    lines = nearest_lines(page, 60)
    assert lines[0] == "nearest, with most of the words:"
    assert "  Northwick Council (21 000 003): A neighbour put up a fence" in lines
    assert nearest_lines(page, 40)[1:3] == [
        "  Northwick Council (21 000 004): The",
        "    neighbour of a school kept hens",
    ]
    assert nearest_lines(page, 30)[1:3] == ["  Northwick Council (21 000", "    004): The neighbour of …"]
    assert all(len(line) <= 60 for line in lines)
    assert sorted(nearest_lines(search(held, Query(words="gates fence")), 80)[1:]) == [
        "  23 000 001: Housing > Other",
        "  Northwick Council (21 000 003): A neighbour put up a fence",
    ]
    assert nearest_lines(search(held, Query(words="fence")), 60) == []


def test_json_carries_them_apart_from_the_result(held: sqlite3.Connection) -> None:
    """`nearest` is there only where nothing was found, and `results` stays empty."""
    import json

    told = json.loads(page_as(search(held, Query(words="fence hens")), "fence hens", Form("json")))
    assert told["results"] == []
    assert told["total"] == 0
    assert {each["reference"] for each in told["nearest"]} == {"21 000 003", "21 000 004"}
    plain = json.loads(page_as(search(held, Query(words="fence")), "fence", Form("json")))
    assert "nearest" not in plain
