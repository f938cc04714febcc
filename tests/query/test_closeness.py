"""Which of several decisions with the same words is about them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from archives import Builder

from archive.query import Query, ranking, search
from archive.query.closeness import COVERED, IN_ORDER, NEAR, closeness
from archive.query.understanding import understand
from archive.storage.connection import open_reader

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

LEADS = {
    "21 000 001": "The fees of a care home rose.",
    "21 000 002": "Care at home ended, and fees rose.",
    "21 000 003": "The home was sold. Later, after a great many letters between the two sides, its care was at fault.",
    "21 000 004": "Fees rose.",
    "21 000 005": None,
}


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Decisions that all have `care`, `home` and `fees`, and say so in different places; and others without."""
    path = tmp_path_factory.mktemp("held") / "archive.db"
    builder = Builder(path)
    for reference, summary in LEADS.items():
        builder.add(
            reference,
            decision_date=date(2021, 1, 1),
            summary=summary,
            sections={"complaint": ["He complained."], "assessment": ["Care, a home and fees were spoken of."]},
        )
    builder.add(
        "21 000 006",
        decision_date=date(2021, 1, 1),
        sections={"complaint": ["He complained of care home fees."], "assessment": ["No more."]},
    )
    for number in range(20):
        builder.add(f"22 000 {number:03}", summary="Damp.", sections={"complaint": ["Rain came in."]})
    builder.finish()
    connection = open_reader(path)
    yield connection
    connection.close()


def factors(connection: sqlite3.Connection, words: str) -> dict[str, float]:
    """By reference, what closeness makes of the decisions with these words."""
    asked = understand(connection, Query(words=words))
    matching, values = asked.matching()
    ids = [number for (number,) in connection.execute(f"SELECT rowid {matching}", values)]
    names: dict[int, str] = dict(connection.execute("SELECT id, reference FROM decisions"))
    return {names[number]: factor for number, factor in closeness(connection, ids, asked).items()}


def test_words_side_by_side_in_the_order_typed_come_first(held: sqlite3.Connection) -> None:
    """A care home is not care at home; the complaint is read as the summary is; words apart are worth least."""
    found = factors(held, "care home")
    assert found["21 000 001"] == found["21 000 006"] == pytest.approx(1 + COVERED + NEAR + IN_ORDER)
    assert found["21 000 002"] == pytest.approx(1 + COVERED + NEAR)
    assert found["21 000 003"] == pytest.approx(1 + COVERED)
    assert found["21 000 004"] == found["21 000 005"] == 1


def test_a_word_that_fewer_leads_have_counts_more(held: sqlite3.Connection) -> None:
    """With one of two words a lead is worth more, the rarer the word is among those ranked."""
    found = factors(held, "home fees complained")
    assert 1 < found["21 000 005"] < found["21 000 003"] < found["21 000 002"]


def test_one_word_is_left_to_bm25(held: sqlite3.Connection) -> None:
    """A single word, twice too, a lone phrase and no words at all change nothing."""
    for words in ("care", "care care", '"care home"', ""):
        assert set(factors(held, words).values()) == {1}


def test_a_beginning_counts_as_a_word_but_has_no_neighbours(held: sqlite3.Connection) -> None:
    """`hom*` may be many words: it covers, and nothing is said of what stands beside it."""
    found = factors(held, "care hom* fees")
    assert found["21 000 001"] == pytest.approx(1 + COVERED)


def test_a_beginning_of_no_word_is_passed_over(held: sqlite3.Connection) -> None:
    """Beside OR it finds nothing, and does not disturb what the other words say."""
    assert factors(held, "(care home) OR zz*") == factors(held, "care home")


def test_nothing_to_rank_is_no_error(held: sqlite3.Connection) -> None:
    """Without decisions there is no closeness."""
    assert closeness(held, [], understand(held, Query(words="care home"))) == {}


def test_the_nearest_come_first_and_carry_the_score(held: sqlite3.Connection) -> None:
    """The order of a search follows bm25 times closeness, and so does the score that is shown."""
    hits = search(held, Query(words="care home")).hits
    assert {hits[0].reference, hits[1].reference} == {"21 000 001", "21 000 006"}
    scores = [hit.score or 0 for hit in hits]
    assert scores == sorted(scores, reverse=True)


def test_a_council_that_is_named_comes_first(tmp_path: Path) -> None:
    """Its own decisions before those of others that speak of it, however often, and before the newer."""
    builder = Builder(tmp_path / "archive.db")
    builder.add(
        "21 000 001",
        council="Tidewick Borough Council",
        decision_date=date(2020, 1, 1),
        summary="Bins were missed.",
        sections={"assessment": ["The crew did not come."]},
    )
    for number in range(2, 6):
        builder.add(
            f"21 000 00{number}",
            council="Northwick Borough Council",
            summary="Bins were missed, as Tidewick had said.",
            sections={
                "complaint": ["Missed bins."],
                "assessment": ["Tidewick Borough Council came, and Tidewick went."],
            },
        )
    for number in range(10):
        builder.add(f"22 000 00{number}", council="Southwick Borough Council", summary="It rained on a borough.")
    builder.finish()
    connection = open_reader(tmp_path / "archive.db")
    firsts = [
        search(connection, Query(words=words)).hits[0].reference
        for words in ("tidewick", "tidewick borough council", "tidewick missed bins", "missed bins tidewick")
    ]
    connection.close()
    assert firsts == ["21 000 001"] * 4


@pytest.mark.parametrize("reranked", [1, 2, 4, 5, 6])
@pytest.mark.parametrize("limit", [1, 2, 5])
def test_pages_run_from_the_reranked_into_the_rest(
    held: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, reranked: int, limit: int
) -> None:
    """Wherever the pages are cut, each hit comes once, and those ranked by closeness come first, best first."""
    monkeypatch.setattr(ranking, "RERANKED", reranked)
    whole = [hit.reference for hit in search(held, Query(words="care home", limit=50)).hits]
    assert len(whole) == 6
    found: list[str] = []
    query: Query | None = Query(words="care home", limit=limit)
    while query is not None:
        page = search(held, query)
        found += [hit.reference for hit in page.hits]
        query = query._replace(after=page.next) if page.next else None
    assert found == whole
