"""Searching: what is found, in which order, page by page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from archives import Builder, Ground, Payment, small_archive
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import QueryProblem
from archive.query import Query, commonness, count, ranking, search
from archive.query.cursor import Place, encode
from archive.query.explain import explained
from archive.query.model import SORTS
from archive.storage.connection import open_reader
from archive.storage.tokens import COLUMNS

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


def references(connection: sqlite3.Connection, query: Query) -> list[str]:
    """The references of one page."""
    return [hit.reference for hit in search(connection, query).hits]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("damp", {"21 000 001", "21 000 002", "22 000 003", "15 000 006"}),
        ("damp mould", {"21 000 001"}),
        ("complaining damp", {"21 000 001", "21 000 002", "22 000 003"}),
        ("damp NOT flat", {"21 000 002", "22 000 003", "15 000 006"}),
        ("mould OR loft", {"21 000 001", "22 000 003"}),
        ('"loft conversion"', {"22 000 003"}),
        ('"conversion loft"', set()),
        ("child-protection", {"22 000 003"}),
        ("24A(6)", {"24 000 007"}),
        ("O'Neill", {"24 000 007"}),
        ("creche", {"24 000 007"}),
        ("aardvarks", set()),
        ("£250", {"21 000 001"}),
        ("southwick loft", {"22 000 003"}),
        ("21 000 001", {"21 000 001"}),
        ("21-000-001", {"21 000 001"}),
        ("LGSCO 21 000 001", {"21 000 001"}),
        ("(22 000 004a)", {"22 000 004a"}),
        ("22000004", {"22 000 004a", "22 000 004b"}),
        ("https://www.lgo.org.uk/decisions/housing/allocations/21-000-001", {"21 000 001"}),
        ("https://www.lgo.org.uk/decisions/2021-2022-2023", set()),
        ("99 999 999", set()),
    ],
)
def test_words_find_their_decisions(held: sqlite3.Connection, words: str, expected: set[str]) -> None:
    """Words in any form, phrases, operators, typing with punctuation, references; never the stock text of powers."""
    assert set(references(held, Query(words=words))) == expected


def test_a_hit_says_all_of_its_decision(held: sqlite3.Connection) -> None:
    """A hit carries what a list of results shows, the reasons relied on once and the strongest first."""
    (hit,) = search(held, Query(words="mould")).hits
    assert hit.title == "Northwick Council (21 000 001)"
    assert (hit.council, hit.category, hit.subcategory) == ("Northwick Council", "Housing", "Allocations")
    assert (hit.outcome, hit.decision_date) == ("Upheld", "2021-05-03")
    assert hit.summary == "The Council was at fault for leaving damp in a flat."
    assert hit.url == "https://example.org/decisions/housing/allocations/21-000-001"
    assert hit.score is not None
    assert hit.score > 0
    (bus,) = search(held, Query(words="bus")).hits
    assert [ground.code for ground in bus.grounds] == ["insufficient_fault"]


def test_a_hit_of_a_bare_decision_is_null_where_nothing_is_stated(held: sqlite3.Connection) -> None:
    """No council, category, outcome, date or summary: null, never a guess."""
    (hit,) = search(held, Query(words="old report")).hits
    assert hit.title == "15 000 006"
    assert (hit.council, hit.category, hit.subcategory, hit.outcome, hit.decision_date, hit.summary) == (None,) * 6
    assert hit.grounds == ()


def test_without_words_or_filters_the_newest_come_first(held: sqlite3.Connection) -> None:
    """A bare search is the newest decisions, unranked and without passages."""
    page = search(held, Query(limit=2))
    assert [hit.reference for hit in page.hits] == ["24 000 007", "23 000 005"]
    assert (page.total, page.exact, page.ranked) == (8, True, None)
    assert {(hit.score, hit.passage) for hit in page.hits} == {(None, None)}


SORTED = {
    "newest": ["24 000 007", "23 000 005", "22 000 004b", "22 000 004a", "22 000 003", "21 000 002", "21 000 001"],
    "oldest": ["21 000 001", "21 000 002", "22 000 003", "22 000 004a", "22 000 004b", "23 000 005", "24 000 007"],
    "council": ["22 000 004b", "24 000 007", "23 000 005", "21 000 002", "21 000 001", "22 000 004a", "22 000 003"],
    "payment": ["22 000 004a", "21 000 001", "24 000 007", "23 000 005", "22 000 004b", "22 000 003", "21 000 002"],
}


@pytest.mark.parametrize("words", ["", "in OR complained OR was OR about OR cited OR two"])
@pytest.mark.parametrize("sort", SORTED)
def test_sorts(held: sqlite3.Connection, sort: str, words: str) -> None:
    """Each order, with and without words; what has no date, council or payment is last, equals newest first."""
    assert references(held, Query(words=words, sort=sort)) == [*SORTED[sort], "15 000 006"]


@pytest.fixture(scope="module")
def ranked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """An archive with the word `damp` in a different place of each decision, and fifty without it."""
    path = tmp_path_factory.mktemp("ranked") / "archive.db"
    builder = Builder(path)
    other = "The officer wrote a letter to the tenant about something else that week."
    body = {kind: [other] * 3 for kind in COLUMNS[2:]}
    for number, kind in enumerate(COLUMNS[2:], 1):
        texts = body | {kind: [other, "There was damp.", other]}
        if kind == "assessment":
            texts[kind] = [other, *["There was damp, and damp again."] * 3, other]
        builder.add(f"21 000 {number:03}", decision_date=date(2021, 1, 1), summary=other, sections=texts)
    builder.add("21 000 010", decision_date=date(2020, 1, 1), summary=f"There was damp. {other}", sections=body)
    builder.add("21 000 011", council="Damp Council", decision_date=date(2020, 1, 1), summary=other, sections=body)
    for number in range(50):
        builder.add(f"22 000 {number:03}", decision_date=date(2022, 1, 1), summary=other, sections=body)
    builder.finish()
    connection = open_reader(path)
    yield connection
    connection.close()


def test_where_a_word_stands_decides_its_rank(ranked: sqlite3.Connection) -> None:
    """Once in the summary or the complaint outranks six times in the assessment; law and the rest come last."""
    places = dict(zip((f"21 000 {number:03}" for number in range(1, 8)), COLUMNS[2:], strict=True))
    places |= {"21 000 010": "summary", "21 000 011": "title"}
    found = [places[reference] for reference in references(ranked, Query(words="damp"))]
    assert set(found[:3]) == {"title", "summary", "complaint"}
    assert found[3:5] == ["decision", "assessment"]
    assert found[5:] == ["action", "scope", "other", "law"]


def test_equal_scores_are_newest_first(ranked: sqlite3.Connection) -> None:
    """Decisions that no word tells apart come in order of date, of equal date the last stored first."""
    found = references(ranked, Query(words="letter NOT damp", limit=3))
    assert found == ["22 000 049", "22 000 048", "22 000 047"]


def test_of_very_many_matches_only_the_newest_are_ranked(
    ranked: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above the limit the page says how many were ranked; the total is exact, and other sorts go through all."""
    monkeypatch.setattr(ranking, "RANKED_AT_MOST", 5)
    page = search(ranked, Query(words="damp"))
    assert (page.total, page.exact, page.ranked) == (9, True, 5)
    newest = references(ranked, Query(words="damp", sort="newest"))
    assert sorted(hit.reference for hit in page.hits) == sorted(newest[:5])
    assert len(newest) == 9
    assert search(ranked, Query(words="damp", sort="newest")).ranked is None


@pytest.mark.parametrize("words", ["damp", '"letter about damp"', "letter NOT aardvark", "dam*"])
@pytest.mark.parametrize("query", [Query(), Query(since=date(2001, 1, 1)), Query(outcomes=("closed",))])
def test_exact_ranks_all_and_totals_do_not_depend_on_how_it_is_ranked(
    ranked: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, words: str, query: Query
) -> None:
    """With `exact` the result is that of no limit; with a limit, whatever it is, the total stays."""
    query = query._replace(words=words, limit=4)
    whole = search(ranked, query)
    for most in (whole.total - 1, whole.total, whole.total + 1):
        if most > 0:
            monkeypatch.setattr(ranking, "RANKED_AT_MOST", most)
            page = search(ranked, query)
            assert (page.total, page.ranked) == (whole.total, most if most < whole.total else None)
            assert search(ranked, query._replace(exact=True)).hits == whole.hits


@pytest.mark.parametrize("words", ["letter", "letter OR damp", '"was damp"', "lett* NOT zebra"])
@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_of_very_many_matches_no_more_are_counted(
    ranked: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, words: str, sort: str
) -> None:
    """Above the limit the total is "at least" so many, and said to be; pages go on; `exact` and `count` count all."""
    query = Query(words=words, sort=sort, limit=3)
    whole = search(ranked, query)
    assert (whole.exact, whole.notes) == (True, ())
    monkeypatch.setattr(ranking, "COUNTED_AT_MOST", whole.total)
    assert search(ranked, query) == whole
    monkeypatch.setattr(ranking, "COUNTED_AT_MOST", whole.total - 1)
    page = search(ranked, query, facets=True)
    assert (page.total, page.exact) == (whole.total - 1, False)
    assert page.notes == (f"no more than {whole.total - 1:,} were counted (all: --exact)",)
    assert page.hits == whole.hits
    assert sum(facet.number for facet in page.facets["year"]) == whole.total - 1
    assert page.next is not None
    assert search(ranked, query._replace(after=page.next)).total == whole.total - 1
    insisted = search(ranked, query._replace(exact=True))
    assert (insisted.total, insisted.exact) == (whole.total, True)
    assert count(ranked, query) == whole.total


def test_without_words_all_are_counted(ranked: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many there are: no text is looked at."""
    total = search(ranked, Query()).total
    monkeypatch.setattr(ranking, "COUNTED_AT_MOST", 3)
    page = search(ranked, Query(), facets=True)
    assert (page.total, page.exact, sum(facet.number for facet in page.facets["year"])) == (total, True, total)


COMMON = ["letter", "letter officer", "letter NOT aardvark", "in:summary letter", '"a letter"', "letter outcome:closed"]


@pytest.mark.parametrize("words", COMMON)
def test_by_words_that_most_decisions_have_nothing_is_ranked(
    ranked: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    """Where every word is in more than half of the newest decisions, these come first, page after page, and no score.

    Whoever insists has them ranked.
    """
    monkeypatch.setattr(commonness, "NEWEST", 50)
    page = search(ranked, Query(words=words, limit=2))
    assert (page.ranked, [hit.score for hit in page.hits]) == (0, [None, None])
    after = search(ranked, Query(words=words, limit=100, after=page.next))
    found = [hit.reference for hit in (*page.hits, *after.hits)]
    assert found == references(ranked, Query(words=words, sort="newest", limit=100))
    for query in (Query(words=words, exact=True), Query(words=words, sort="relevance")):
        insisted = search(ranked, query)
        assert insisted.ranked is None
        assert all(hit.score for hit in insisted.hits)
        assert insisted.total == page.total


@pytest.mark.parametrize("words", ["damp", "damp letter", "letter OR aardvark", "lett*", "in:title letter"])
def test_a_rarer_word_a_choice_or_a_beginning_can_tell(
    ranked: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    """Then the result is ranked, as it is in an archive too small to say which words are common."""
    monkeypatch.setattr(commonness, "NEWEST", 50)
    assert search(ranked, Query(words=words)).ranked is None
    monkeypatch.setattr(commonness, "NEWEST", 128)
    assert search(ranked, Query(words="letter")).ranked is None


def test_a_phrase_that_a_quarter_have_is_stock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a phrase alone that more than a quarter have nothing is ranked; by a rarer one, or with a word, it is."""
    monkeypatch.setattr(commonness, "NEWEST", 8)
    builder = Builder(tmp_path / "archive.db")
    for number, summary in enumerate(["we have finished"] * 3 + ["we have begun"] * 2 + ["letter"] * 3):
        builder.add(f"21 000 00{number}", decision_date=date(2021, 1, 1 + number), summary=summary)
    builder.finish()
    connection = open_reader(tmp_path / "archive.db")
    for words, ranked_newest in {
        '"have finished"': 0,
        'in:summary "have finished"': 0,
        '"have begun"': None,
        '"have finished" we': None,
        "finished": None,
    }.items():
        assert search(connection, Query(words=words)).ranked == ranked_newest, words
    connection.close()


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Thirty decisions with many equals in every sort."""
    path = tmp_path_factory.mktemp("many") / "archive.db"
    builder = Builder(path)
    for number in range(30):
        builder.add(
            f"21 000 {number:03}",
            council=(None, "Northwick Council", "Southwick Council")[number % 3],
            decision_date=(None, date(2021, 1, 1), date(2022, 1, 1), date(2022, 1, 2))[number % 4],
            summary="damp" if number % 5 else "damp and damp again",
            payments=[Payment(100 * (number % 3))] if number % 2 else [],
            reasons=[Ground("insufficient_fault")],
        )
    builder.finish()
    connection = open_reader(path)
    yield connection
    connection.close()


@pytest.mark.parametrize("limit", [1, 7, 29, 30])
@pytest.mark.parametrize("words", ["", "damp", "damp OR council:northwick", "damp NOT (council:northwick since:2030)"])
@pytest.mark.parametrize("sort", [None, *SORTS])
def test_pages_give_every_hit_once_in_the_same_order(
    many: sqlite3.Connection, sort: str | None, words: str, limit: int
) -> None:
    """Following `next` from page to page gives the whole result, as one page would."""
    whole = references(many, Query(words=words, sort=sort, limit=1000))
    assert len(whole) == 30
    found: list[str] = []
    query = Query(words=words, sort=sort, limit=limit)
    while True:
        page = search(many, query)
        found += [hit.reference for hit in page.hits]
        assert page.total == 30
        if page.next is None:
            break
        query = query._replace(after=page.next)
    assert found == whole


def test_a_cursor_of_another_search_is_refused(many: sqlite3.Connection) -> None:
    """A place in one result means nothing in another."""
    after = search(many, Query(words="damp", limit=3)).next
    for other in (
        Query(words="again", after=after),
        Query(words="damp", sort="newest", after=after),
        Query(words="damp", councils=("northwick",), after=after),
    ):
        with pytest.raises(QueryProblem, match="--after belongs to another search"):
            search(many, other)
    assert search(many, Query(words="damp", limit=5, after=after)).hits


@pytest.mark.parametrize("number", [10**18, 10**30])
def test_a_cursor_with_impossible_numbers_is_refused(many: sqlite3.Connection, number: int) -> None:
    """A number that SQLite cannot hold is no place in a result."""
    query = Query(words="damp", sort="payment")
    for place in (Place(number, None), Place(1, number)):
        with pytest.raises(QueryProblem, match="--after is not a place in a result"):
            search(many, query._replace(after=encode(query, place)))


def test_a_cursor_past_the_end_gives_an_empty_page(many: sqlite3.Connection) -> None:
    """There is nothing after the last, and that is no error."""
    query = Query(words="damp", sort="newest")
    page = search(many, query._replace(after=encode(query, Place(1, None))))
    assert (page.hits, page.total, page.next) == ((), 30, None)


def test_facets_count_the_whole_result(held: sqlite3.Connection) -> None:
    """Facets look past the page, count what is relied on only, most first, and years newest first."""
    page = search(held, Query(words="fault OR resident OR outcome", limit=1), facets=True)
    assert {name: tuple(facet[:2] for facet in facets) for name, facets in page.facets.items()} == {
        "council": (
            ("Northwick Council", 3),
            ("Southwick & Marsh Council", 2),
            ("Marsh Care Homes (North) Limited", 1),
        ),
        "year": (("2023", 1), ("2022", 3), ("2021", 2)),
        "category": (
            ("Adult care services > Residential care", 2),
            ("Education > School transport", 1),
            ("Housing > Allocations", 1),
            ("Planning > Enforcement", 1),
            ("Planning > Planning applications", 1),
        ),
        "outcome": (("Upheld", 3), ("Closed after initial enquiries", 2), ("Not upheld", 1)),
        "disposition": (),
        "reason": (("fault_causing_injustice", 3), ("insufficient_fault", 1), ("no_different_outcome", 1)),
    }
    assert search(held, Query(words="fault")).facets == {}
    assert search(held, Query(words="aardvarks"), facets=True).facets == {}


NARROWED = [
    Query(words="fault OR resident OR outcome"),
    Query(words="damp NOT flat", since=date(2021, 1, 1)),
    Query(words="damp council:(northwick OR southwick)", outcomes=("closed", "not upheld")),
    Query(words="damp OR council:marsh"),
    Query(words="damp", sections=("assessment", "complaint"), min_payment_pence=100, payments=((None, 10**6),)),
    Query(words="damp", sections=("assessment",), councils=("southwick",), with_predecessors=True),
    Query(words="date:2021 reason:late_complaint role:cited", dates=((date(2022, 1, 1), None),)),
    Query(words="22 000 004"),
    Query(roles=("primary", "considered_and_rejected")),
    Query(words="council:northwick AND council:northwick damp"),
    Query(words="damp house since:2022"),
    Query(words="type:report", kinds=("unknown",), remedies=("payment",), until=date(2022, 12, 31)),
    Query(),
]


@pytest.mark.parametrize("query", NARROWED)
def test_each_facet_has_the_query_that_narrows_to_it(held: sqlite3.Connection, query: Query) -> None:
    """Typed without any option, the query beside a count finds as many decisions as the count says."""
    facets = search(held, query, facets=True).facets
    assert facets
    for found in facets.values():
        for facet in found:
            assert count(held, Query(words=facet.query)) == facet.number, facet.query


def test_a_facet_of_a_plain_query_reads_as_one_types(held: sqlite3.Connection) -> None:
    """The query beside a count is the words and the field, in quotes where the value needs them."""
    (council, *_), (year, *_) = (search(held, Query(words="damp"), facets=True).facets[n] for n in ("council", "year"))
    assert council.query == 'damp council:"Northwick Council"'
    assert year.query == "damp date:2022"
    facets = search(held, Query(words="damp NOT flat", outcomes=("closed",)), facets=True).facets
    assert facets["year"][0].query == "damp NOT flat outcome:closed date:2021"


def test_a_search_leaves_nothing_behind(tmp_path: Path) -> None:
    """Searching writes nothing, not even with a connection that could, and can be done inside its transaction."""
    path = small_archive(tmp_path / "archive.db")
    before = path.read_bytes()
    connection = open_reader(path)
    connection.execute("BEGIN")
    for query in (Query(words="damp plan*"), Query(words="damp"), Query()):
        search(connection, query, facets=True)
    assert connection.in_transaction
    for table in ("found", "scratch"):
        assert connection.execute(f"SELECT count(*) FROM temp.{table}").fetchone() == (0,)
    connection.execute("COMMIT")
    connection.close()
    assert path.read_bytes() == before


def test_sections_limit_where_words_stand(held: sqlite3.Connection) -> None:
    """--in takes the words of these sections only, and the passage from there."""
    assert set(references(held, Query(words="damp", sections=("complaint",)))) == {"21 000 001"}
    assert set(references(held, Query(words="damp", sections=("complaint", "assessment")))) == {
        "21 000 001",
        "21 000 002",
        "22 000 003",
    }
    (hit,) = search(held, Query(words="damp flat", sections=("summary",))).hits
    assert hit.passage is not None
    assert hit.passage.section == "summary"
    assert count(held, Query(words="damp OR visit", sections=("summary",))) == 1


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.sampled_from(SORTS))
def test_any_words_are_answered(held: sqlite3.Connection, words: str, sort: str) -> None:
    """Whatever is typed, a search gives a page or a QueryProblem, and counts what it shows."""
    query = Query(words=words, sort=sort, limit=1000)
    try:
        page = search(held, query)
    except QueryProblem:
        return
    assert len(page.hits) == page.total == count(held, query)


def test_words_that_no_encoding_can_write_are_answered(held: sqlite3.Connection) -> None:
    """Lone surrogates, as a bad byte on a command line gives, only part words."""
    assert references(held, Query(words="mould\udcff flat")) == ["21 000 001"]


def test_explain_says_what_ran(held: sqlite3.Connection) -> None:
    """The expression, each word's hits, the filters, and the very statements with their plans."""
    text = explained(held, Query(words='damp OR "loft conversion" OR plan*', councils=("northwick",), sort="newest"))
    assert 'match: ("damp" OR "loft conversion" OR ("plan" OR "planned" OR "planning"))\n' in text
    assert (
        '  damp: 4\n  "loft conversion": 1\n  plan*: 3\n--council: Northwick Council\nsort: newest\ntotal: 3\n' in text
    )
    assert "  without --council Northwick Council: 5\n" in text
    assert "\n  damp: 4\n" in explained(held, Query(words="damp"))
    ranked = explained(held, Query(words="damp flat"))
    assert "\nsort: relevance: bm25 (title 10, summary 10, complaint 8, scope 0.3, " in ranked
    assert "\nSELECT count(*) FROM decisions_fts WHERE decisions_fts MATCH '" in text
    assert "\nSELECT rowid FROM decisions_fts WHERE decisions_fts MATCH '" in text
    assert "  SCAN decisions_fts VIRTUAL TABLE INDEX" in text


@pytest.mark.parametrize(
    ("query", "understood"),
    [
        (Query(words="damp mould -rent"), "damp and mould, but not rent"),
        (Query(words="-rent"), "not rent"),
        (Query(words="(damp OR mould) exact:flat"), "(damp or mould) and flat in this form only"),
        (Query(words='near("a flat" damp, 4)'), "“a flat” and damp with at most 4 words between"),
        (Query(words="damp", sections=("summary", "complaint")), "damp; these words in summary or complaint"),
        (Query(words="in:summary damp"), "damp in summary"),
        (Query(words="plan*"), "plan with plan… standing for plan, planned, planning"),
        (Query(words="zzz*"), "zzz with zzz… standing for no word here"),
        (Query(words="21 000 001 para 2"), "paragraph 2; reference 21 000 001"),
        (Query(words="council:northw -outcome:not"), "not outcome Not upheld; council Northwick Council"),
        (
            Query(words="damp OR (reason:late_complaint role:cited)"),
            "damp or reason late_complaint (cited)",
        ),
        (Query(words="reason:late_complaint role:cited"), "reason late_complaint; role cited"),
    ],
)
def test_explain_says_it_in_words(held: sqlite3.Connection, query: Query, understood: str) -> None:
    """Operators, sections, forms and filters are said as a person would say them, names in full."""
    assert f"\nunderstood: {understood}\n" in explained(held, query)


def test_explain_says_what_leaves_nothing(held: sqlite3.Connection) -> None:
    """Where nothing is found, the word or filter to blame stands under the total."""
    assert "total: 0\n  no decision has the word qqqq\n  without qqqq: 4\n" in explained(held, Query(words="damp qqqq"))


def test_explain_shortens_a_long_list(held: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a statement with very many ids both ends are shown, and how much is left out."""
    monkeypatch.setattr("archive.query.explain._LONGEST", 40)
    assert " characters … " in explained(held, Query(words="damp"))


def test_explain_of_many_words_that_begin_so_names_a_few(
    held: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first words of a beginning, and how many more."""
    monkeypatch.setattr("archive.query.explain._WORDS_SHOWN", 3)
    text = explained(held, Query(words="co*"))
    assert "understood: co with co… standing for complained, complaint, conversion and 1 more\n" in text


def test_explain_without_words(held: sqlite3.Connection) -> None:
    """With nothing asked, there is no expression and nothing to count."""
    assert explained(held, Query()).startswith(
        "words: (none)\nunderstood: all decisions\nmatch: (none)\nsort: newest\ntotal: 8\n\nSELECT count(*)"
    )
