"""Filters: what they let through, what they say, and what they refuse."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pytest
from archives import Builder, Payment, given_to_sqlite, small_archive

from archive.decision import RELIED_ON, ROLES
from archive.errors import QueryProblem
from archive.query import Query, count, model, search
from archive.query.blame import why_nothing
from archive.query.understanding import understand
from archive.reading import own_output
from archive.storage.connection import open_reader
from archive.storage.ids import SLOTS, first_id

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


def serials(connection: sqlite3.Connection, **asked: Any) -> list[str]:  # noqa: ANN401 - the fields of a Query
    """The last digit and letter of each reference found, newest first."""
    return [hit.reference.lstrip("0123456789 ") or hit.reference[-1] for hit in search(connection, Query(**asked)).hits]


FILTERS: Final[list[tuple[dict[str, Any], list[str]]]] = [
    ({}, ["7", "5", "b", "a", "3", "2", "1", "6"]),
    ({"councils": ("Northwick Council",)}, ["7", "5", "2", "1"]),
    ({"councils": ("northw",)}, ["7", "5", "2", "1"]),
    ({"councils": ("southwick and marsh",)}, ["a", "3"]),
    ({"councils": ("marsh",)}, ["b", "a", "3"]),
    ({"councils": ("northwick", "care homes")}, ["7", "5", "b", "2", "1"]),
    ({"categories": ("Housing",)}, ["1"]),
    ({"categories": ("education",)}, ["7", "2"]),
    ({"categories": ("school transport",)}, ["2"]),
    ({"categories": ("housing", "planning")}, ["5", "3", "1"]),
    ({"outcomes": ("upheld",)}, ["b", "a", "1"]),
    ({"outcomes": ("closed",)}, ["7", "5", "2"]),
    ({"outcomes": ("not upheld", "upheld")}, ["b", "a", "3", "1"]),
    ({"reasons": ("insufficient_fault",)}, ["2"]),
    ({"reasons": ("late_complaint",)}, []),
    ({"reasons": ("late_complaint",), "roles": ("cited",)}, ["2"]),
    ({"reasons": ("late_complaint",), "roles": ("cited", "considered_and_rejected")}, ["5", "2"]),
    ({"reasons": ("insufficient_fault", "no_different_outcome")}, ["5", "2"]),
    ({"roles": ("considered_and_rejected",)}, ["5"]),
    ({"document_types": ("report",)}, ["b", "a"]),
    ({"document_types": ("Statement",)}, ["7", "5", "3", "2", "1"]),
    ({"min_payment_pence": 25000}, ["a", "1"]),
    ({"min_payment_pence": 25001}, ["a"]),
    ({"min_payment_pence": 100001}, []),
    ({"since": date(2022, 1, 1)}, ["7", "5", "b", "a", "3"]),
    ({"since": date(2022, 1, 2)}, ["7", "5", "b", "a"]),
    ({"until": date(2021, 12, 31)}, ["2", "1"]),
    ({"until": date(2022, 1, 1)}, ["3", "2", "1"]),
    ({"since": date(2021, 12, 31), "until": date(2022, 1, 1)}, ["3", "2"]),
    ({"since": date(2024, 2, 29), "until": date(2024, 2, 29)}, ["7"]),
    ({"since": date(1900, 1, 1)}, ["7", "5", "b", "a", "3", "2", "1"]),
    ({"until": date(1950, 1, 1)}, []),
    ({"since": date(2099, 1, 1)}, []),
    ({"councils": ("northwick",), "outcomes": ("closed",)}, ["7", "5", "2"]),
    ({"councils": ("northwick",), "outcomes": ("closed",), "since": date(2022, 1, 1)}, ["7", "5"]),
    ({"councils": ("marsh",), "outcomes": ("upheld",), "min_payment_pence": 1}, ["a"]),
]


@pytest.mark.parametrize(("asked", "expected"), FILTERS)
def test_filters_let_through_what_they_say(
    held: sqlite3.Connection, asked: dict[str, Any], expected: list[str]
) -> None:
    """Values of one filter are alternatives, filters all hold; undated decisions are in no range of dates."""
    assert serials(held, **asked) == expected
    assert count(held, Query(**asked)) == len(expected)


@pytest.mark.parametrize(("asked", "expected"), FILTERS)
def test_filters_mean_the_same_with_words(held: sqlite3.Connection, asked: dict[str, Any], expected: list[str]) -> None:
    """With a word that half of the decisions have, a filter lets through the same decisions among those."""
    damp = {"1", "2", "3", "6"}
    assert serials(held, words="damp", sort="newest", **asked) == [serial for serial in expected if serial in damp]


WORDS = (
    "damp",
    "damp OR school",
    "damp NOT mould",
    '"the council"',
    "dam*",
    "in:summary damp",
    "exact:damp",
    "near(damp, mould)",
)


@pytest.mark.parametrize("words", WORDS)
def test_filters_of_the_index_find_what_lists_of_ids_find(
    held: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    """Council, category and outcome are words of the index; too many are a list: hits and scores are the same."""
    for asked, _ in FILTERS:
        monkeypatch.setattr("archive.query.filters._FACETS_AT_MOST", 32)
        query = Query(words=words, **asked)
        indexed = search(held, query)
        assert any("facet" in str(sql) for sql in given_to_sqlite(held, query)) == bool(
            {"councils", "categories", "outcomes"} & set(asked)
        )
        monkeypatch.setattr("archive.query.filters._FACETS_AT_MOST", 0)
        listed = search(held, query)
        assert (indexed.total, indexed.filters) == (listed.total, listed.filters)
        assert [hit.reference for hit in indexed.hits] == [hit.reference for hit in listed.hits]
        scores = [hit.score or 0.0 for hit in listed.hits]
        assert [hit.score or 0.0 for hit in indexed.hits] == pytest.approx(scores)


TYPED = (
    "{}",
    '"{}"',
    "in:summary {}",
    "exact:{}",
    "near({}, damp)",
    "damp OR {}",
    "damp NOT {}",
    "damp NOT ({} OR council:marsh)",
)


@pytest.mark.parametrize("word", ["facetcouncil{}", "FACETCOUNCIL{}", "fácetcouncil{}"])
@pytest.mark.parametrize("typed", TYPED)
def test_a_word_of_the_index_that_is_typed_is_a_word(held: sqlite3.Connection, typed: str, word: str) -> None:
    """What the index has for a filter is in no text: typed as a word it finds nothing, and is told as unknown."""
    (council,) = held.execute("SELECT id FROM councils WHERE name = 'Northwick Council'").fetchone()
    word = word.format(council)
    assert held.execute("SELECT 1 FROM decisions_fts WHERE decisions_fts MATCH ?", (word,)).fetchone()
    query = Query(words=typed.format(word), sort="newest")
    absent = serials(held, words=typed.format("absent"), sort="newest")
    assert serials(held, words=query.words, sort="newest") == absent
    if not absent:
        assert any("no decision has" in line for line in why_nothing(held, understand(held, query)))


@pytest.fixture(scope="module")
def bodies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Five decisions of bodies of different kinds and regions, each with a disposition of its own."""
    path = tmp_path_factory.mktemp("bodies") / "archive.db"
    builder = Builder(path)
    for number, (kind, region) in enumerate(
        [
            ("london_borough", "London"),
            ("county", "South East"),
            ("unitary", "East of England"),
            ("metropolitan_district", "North West"),
            ("nhs_body", None),
        ],
        1,
    ):
        name = f"Body {number}"
        builder.council(name, kind=kind, region=region)
        found = builder.add(
            f"21 000 00{number}",
            council=name,
            decision_date=date(2020 + number, 1, 1),
            payments=[Payment(number * 10000), Payment(900000)] if number % 2 else [],
        )
        said = model.DISPOSITIONS[number]
        builder.connection.execute("UPDATE decisions SET disposition = ? WHERE id = ?", (said, found))
    builder.finish()
    connection = open_reader(path)
    yield connection
    connection.close()


OF_BODIES = [
    ({"kinds": ("london_borough",)}, ["1"]),
    ({"kinds": ("London Borough", "county")}, ["2", "1"]),
    ({"kinds": ("metropolitan",)}, ["4"]),
    ({"regions": ("london",)}, ["1"]),
    ({"regions": ("South-East",)}, ["2"]),
    ({"regions": ("east",)}, ["3", "2"]),
    ({"regions": ("north", "LONDON")}, ["4", "1"]),
    ({"kinds": ("county",), "regions": ("london",)}, []),
    ({"dispositions": ("early_remedy",)}, ["1"]),
    ({"dispositions": ("No fault", "fault")}, ["3", "2"]),
    ({"payments": ((10000, 10000),)}, ["1"]),
    ({"payments": ((20000, None),)}, ["5", "3", "1"]),
    ({"payments": ((None, 30000),)}, ["3", "1"]),
    ({"payments": ((20000, 30000), (50000, 60000))}, ["5", "3"]),
    ({"dates": ((date(2022, 1, 1), date(2023, 12, 31)),)}, ["3", "2"]),
    ({"dates": ((None, date(2021, 12, 31)), (date(2025, 1, 1), None))}, ["5", "1"]),
    ({"references": ("21000002", "(21 000 004)")}, ["4", "2"]),
    ({"references": ("https://www.lgo.org.uk/decisions/housing/other/21-000-003",)}, ["3"]),
    ({"document_types": ("report", "statement")}, ["5", "4", "3", "2", "1"]),
]


@pytest.mark.parametrize(("asked", "expected"), OF_BODIES)
def test_filters_of_bodies_dispositions_and_ranges(
    bodies: sqlite3.Connection, asked: dict[str, Any], expected: list[str]
) -> None:
    """Kinds by their beginnings, regions by their words; one payment must be within the range, as must the day."""
    assert serials(bodies, **asked) == expected


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"kinds": ("borough",)}, "no kind of body called 'borough': choose from county, london_borough"),
        ({"kinds": ("londn_borough",)}, "no kind of body called 'londn_borough': did you mean london_borough?"),
        ({"kinds": ("",)}, "no kind of body called ''"),
        ({"regions": ("Wales",)}, "no region called 'Wales': choose from East of England, London"),
        ({"regions": ("-",)}, "no region called '-'"),
        ({"dispositions": ("declind",)}, "no disposition called 'declind': did you mean declined?"),
        ({"references": ("21",)}, "'21' is no reference: give one as 23 012 807 or 23012807"),
        ({"roles": ("cite",)}, "no role called 'cite': did you mean cited?"),
        ({"snippets": 0}, "--snippets 0: give a number from 1 to 10"),
    ],
)
def test_a_value_that_bodies_do_not_have_is_refused(
    bodies: sqlite3.Connection, asked: dict[str, Any], message: str
) -> None:
    """One plain line says what is wrong and what would be accepted."""
    with pytest.raises(QueryProblem) as caught:
        search(bodies, Query(**asked))
    assert message in str(caught.value)


def test_what_no_terminal_can_type_is_no_crash(held: sqlite3.Connection) -> None:
    """A lone surrogate or a NUL in a name is a name that nothing bears."""
    for name in ("\udcff", "a\0b"):
        with pytest.raises(QueryProblem, match="no council called"):
            search(held, Query(councils=(name,)))
        assert search(held, Query(cites=(name,))).total == 0


def test_a_full_day_does_not_leak_into_its_neighbours(tmp_path: Path) -> None:
    """A decision whose id had to be taken from the days after it is still found under its own day alone."""
    builder = Builder(tmp_path / "archive.db")
    monday, tuesday, wednesday = date(2024, 1, 1), date(2024, 1, 2), date(2024, 1, 3)
    builder.add("23 000 001", decision_date=monday, summary="damp")
    builder.add("23 000 002", decision_date=monday, summary="damp", number=first_id(monday) + SLOTS)
    builder.add("23 000 003", decision_date=tuesday, summary="damp", number=first_id(monday) + SLOTS + 1)
    builder.add("23 000 004", decision_date=wednesday, summary="damp")
    builder.finish()
    connection = open_reader(tmp_path / "archive.db")
    for words in ("", "damp"):
        assert serials(connection, words=words, since=monday, until=monday, sort="oldest") == ["1", "2"]
        assert serials(connection, words=words, since=tuesday, until=tuesday) == ["3"]
        assert serials(connection, words=words, since=tuesday, sort="oldest") == ["3", "4"]
        assert serials(connection, words=words, until=tuesday, sort="oldest") == ["1", "2", "3"]
    connection.close()


REFUSED = [
    ({"councils": ("Nothwick",)}, "no council called 'Nothwick': did you mean Northwick Council?"),
    ({"councils": ("qqq",)}, "no council called 'qqq': `lgsco councils --all` lists them"),
    ({"councils": ("northwick", "qqq")}, "no council called 'qqq'"),
    ({"councils": ("",)}, "no council called ''"),
    ({"categories": ("Hosing",)}, "no category called 'Hosing': did you mean Housing"),
    ({"categories": ("qqq",)}, "no category called 'qqq': `lgsco categories --all` lists them"),
    ({"outcomes": ("uphld",)}, "no outcome called 'uphld': did you mean Upheld"),
    ({"outcomes": ("qqq",)}, "no outcome called 'qqq': give Upheld, Not upheld or Closed after initial enquiries"),
    ({"reasons": ("insuficient_fault",)}, "no reason called 'insuficient_fault': did you mean insufficient_fault"),
    ({"reasons": ("qqq",)}, "no reason called 'qqq': `lgsco reasons --all` lists them"),
    ({"roles": ("main",)}, "no role called 'main': choose from primary, stated, reasoned, cited"),
    ({"document_types": ("letter",)}, "no type called 'letter': choose from statement, report"),
    ({"since": date(2024, 1, 2), "until": date(2024, 1, 1)}, "--since 2024-01-02 is after --until 2024-01-01"),
    ({"sort": "best"}, "cannot sort by 'best': choose from relevance, newest, oldest, council, payment"),
    ({"limit": 0}, "--limit 0: give a number from 1 to 1000"),
    ({"limit": 10**30}, "give a number from 1 to 1000"),
    ({"sections": ("complaint",)}, "--in says where words must stand: give it with words"),
    (
        {"words": "damp", "sections": ("powers",)},
        "cannot look in 'powers': it is the same stock text everywhere; choose",
    ),
    ({"words": "damp", "sections": ("summary", "start")}, "cannot look in 'start'; choose from title, summary"),
    ({"words": "21 000 001", "sections": ("complaint",)}, "--in says where words must stand"),
    ({"after": "nonsense!"}, "--after is not a place in a result"),
    ({"after": "é"}, "--after is not a place in a result"),
    ({"after": ""}, "--after is not a place in a result"),
]


@pytest.mark.parametrize(("asked", "message"), REFUSED)
def test_a_value_that_means_nothing_is_refused(held: sqlite3.Connection, asked: dict[str, Any], message: str) -> None:
    """One plain line says what is wrong and what would be accepted."""
    with pytest.raises(QueryProblem) as caught:
        search(held, Query(**asked))
    assert message in str(caught.value)


def test_filters_are_said_back_as_understood(held: sqlite3.Connection) -> None:
    """Names come back in full, by the names of the options."""
    asked = Query(
        words="a",
        councils=("southw",),
        categories=("residential",),
        outcomes=("UPHELD",),
        reasons=("fault_causing_injustice",),
        roles=("primary",),
        since=date(2022, 1, 1),
        until=date(2022, 12, 31),
        document_types=("report",),
        sections=("summary", "complaint", "summary"),
        min_payment_pence=1050,
    )
    assert search(held, asked).filters == {
        "council": ("Southwick & Marsh Council",),
        "category": ("Adult care services > Residential care",),
        "outcome": ("Upheld",),
        "reason": ("fault_causing_injustice",),
        "role": ("primary",),
        "type": ("report",),
        "min-payment": ("10.50",),
        "since": ("2022-01-01",),
        "until": ("2022-12-31",),
        "in": ("summary", "complaint"),
    }


def test_dispositions_are_those_that_are_derived() -> None:
    """The copy of the dispositions that a search can afford to import is that of the program's own output."""
    assert model.DISPOSITIONS == own_output._DISPOSITIONS  # noqa: SLF001 - the other copy


def test_roles_are_those_of_decisions() -> None:
    """The copies of the roles that a search can afford to import are the decision's own."""
    assert model.RELIED_ON == RELIED_ON
    assert model.ROLES == ROLES
