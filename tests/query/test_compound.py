"""Words and filters combined: what is found is what the sets of each part give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from archives import given_to_sqlite, small_archive
from hypothesis import example, given
from hypothesis import strategies as st

from archive.errors import QueryProblem
from archive.query import Page, Query, count, search
from archive.query.explain import _shortened, explained
from archive.query.language import AllOf, AnyOf, Within, parse, said
from archive.query.model import SORTS
from archive.query.understanding import understand
from archive.storage.connection import open_reader

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from archive.query.language import Node


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The small archive, open for reading."""
    connection = open_reader(small_archive(tmp_path_factory.mktemp("held") / "archive.db"))
    yield connection
    connection.close()


def found(connection: sqlite3.Connection, words: str, **asked: Any) -> set[str]:  # noqa: ANN401 - the fields of a Query
    """The references found."""
    return {hit.reference for hit in search(connection, Query(words=words, limit=1000, **asked)).hits}


LEAVES = [
    "damp",
    "mould",
    "complain*",
    "zzz*",
    '"loft conversion"',
    "exact:complained",
    "exact:complaint",
    "exact:planned",
    "exact:qqqq",
    'exact:"planning permission"',
    "near(damp flat, 2)",
    "near(mould complain*, 4)",
    "in:complaint damp",
    "in:summary exact:damp",
    "in:(complaint OR assessment) damp",
    "council:northwick",
    'council:"southwick & marsh"',
    "outcome:upheld",
    "category:housing",
    "reason:insufficient_fault",
    "(reason:late_complaint role:cited)",
    "role:primary",
    "date:2021",
    "date:2021/22",
    "since:2022",
    "until:2021-06",
    "ref:21000001",
    "payment:100..",
    "remedy:payment",
    "type:report",
    "kind:unknown",
]


def evaluated(connection: sqlite3.Connection, node: Node, everything: set[str]) -> set[str]:
    """The references that a tree asks for, put together from what its leaves find by themselves."""
    if isinstance(node, AllOf):
        kept = set(everything)
        for part in node.wanted:
            kept &= evaluated(connection, part, everything)
        for part in node.unwanted:
            kept -= evaluated(connection, part, everything)
        return kept
    if isinstance(node, AnyOf):
        return set().union(*(evaluated(connection, part, everything) for part in node.choices))
    return found(connection, said(node))


TYPED = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: (
        st.tuples(inner, st.sampled_from([" ", " OR ", " AND ", " NOT ", " AND NOT ", " OR NOT "]), inner).map("".join)
        | inner.map(lambda typed: f"({typed})")
        | inner.map(lambda typed: f"NOT ({typed})")
    ),
    max_leaves=5,
)


@given(TYPED)
@example("NOT zzz*")
@example("damp OR NOT exact:complained")
@example("NOT (NOT council:northwick NOT exact:complaint)")
@example("reason:insufficient_fault AND reason:late_complaint role:cited")
def test_what_is_found_is_what_the_parts_find(held: sqlite3.Connection, typed: str) -> None:
    """Whatever stands in brackets, beside OR or after NOT: words, forms, sections and filters are sets alike."""
    node = parse(typed)
    assert node is not None
    everything = found(held, "")
    assert found(held, typed) == evaluated(held, node, everything)
    assert count(held, Query(words=typed)) == len(found(held, typed))


@given(TYPED)
def test_a_tree_can_be_typed_again(held: sqlite3.Connection, typed: str) -> None:
    """What is said of a tree means the same when it is typed."""
    node = parse(typed)
    assert node is not None
    assert found(held, said(node)) == found(held, typed)


@given(TYPED, st.sampled_from(["complaint", "summary", "assessment"]))
def test_sections_hold_for_all_words(held: sqlite3.Connection, typed: str, section: str) -> None:
    """--in is in: before a bracket around the words."""
    node = parse(typed)
    assert node is not None
    try:
        by_option = found(held, typed, sections=(section,))
    except QueryProblem as problem:
        refused = problem.reason
    else:
        assert by_option == found(held, f"in:{section} ({typed})")
        return
    assert "--in says where words must stand" in refused
    assert isinstance(parse(f"in:{section} ({typed})"), Within)


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("council:northwick", {"councils": ("northwick",)}),
        ("council:northwick council:marsh", {"councils": ("northwick", "marsh")}),
        ("damp outcome:closed", {"words": "damp", "outcomes": ("closed",)}),
        (
            "damp reason:late_complaint role:cited",
            {"words": "damp", "reasons": ("late_complaint",), "roles": ("cited",)},
        ),
        ("damp type:statement", {"words": "damp", "document_types": ("statement",)}),
        ("in:complaint (damp)", {"words": "damp", "sections": ("complaint",)}),
    ],
)
def test_fields_and_options_mean_the_same(held: sqlite3.Connection, words: str, asked: dict[str, Any]) -> None:
    """A field finds what the option finds, and is understood as the same filters."""
    assert found(held, words) == found(held, **{"words": "", **asked}) != set()
    if "sections" not in asked:
        assert understand(held, Query(words=words)).filters == understand(held, Query(**asked)).filters


@pytest.mark.parametrize(
    ("words", "asked", "expected"),
    [
        ("council:northwick", {"councils": ("marsh",)}, {"councils": ("northwick", "marsh")}),
        ("role:cited", {"reasons": ("late_complaint",)}, {"reasons": ("late_complaint",), "roles": ("cited",)}),
    ],
)
def test_fields_and_options_combine(
    held: sqlite3.Connection, words: str, asked: dict[str, Any], expected: dict[str, Any]
) -> None:
    """A field beside an option of its name is another value of the option."""
    assert found(held, words, **asked) == found(held, "", **expected)


def test_the_later_start_and_the_earlier_end_hold(held: sqlite3.Connection) -> None:
    """since: and until: narrow what --since and --until leave, and each other."""
    whole = understand(held, Query(words="since:2022 until:2022-06"))
    both = understand(held, whole.query._replace(words="since:2021 until:2023"))
    assert (both.query.since, both.query.until) == (whole.query.since, whole.query.until)
    assert found(held, "since:2021 since:2022") == found(held, "since:2022")


@pytest.mark.parametrize(
    ("words", "offset", "instead"),
    [
        ("damp NOT council:nothwick", 17, 'damp NOT council:"Northwick Council"'),
        ('damp OR council:"nothwick council"', 17, 'damp OR council:"Northwick Council"'),
        ("damp OR (reason:late_complaint role:cite)", 36, "damp OR (reason:late_complaint role:cited)"),
        ("damp OR date:never", 13, "damp OR date:2024"),
        ("damp council:(northwick OR qqq)", 27, "damp"),
        ("council:qqq", 8, "damp mould"),
        ("reason:late_complaint role:(cited OR cite)", 37, "reason:late_complaint role:(cited OR cited)"),
        ("NOT reason:qqq", 11, "damp mould"),
        ("damp AND -reason:qqq mould", 17, "damp mould"),
        ("damp OR reason:qqq", 15, "damp"),
    ],
)
def test_a_value_that_means_nothing_has_its_place(
    held: sqlite3.Connection, words: str, offset: int, instead: str
) -> None:
    """Wherever a field stands, the caret is under the value, and the way out has one that is near, or no such field."""
    with pytest.raises(QueryProblem) as caught:
        search(held, Query(words=words))
    assert (caught.value.offset, caught.value.instead) == (offset, instead)


FRAGMENTS = st.sampled_from(
    [
        *LEAVES,
        *(
            f"{name}:"
            for name in ("council", "in", "exact", "date", "payment", "reason", "role", "ref", "cites", "kind")
        ),
        "counil:x",
        "date:2023..2021",
        "near(",
        "near(a* b*",
        ", 5)",
        "in:complaint",
        "AND",
        "OR",
        "NOT",
        "-",
        "(",
        ")",
        '"',
        "*",
        " ",
        "\0",
        "é",
        "..",
        "'",
        "2023",
        "21 000 001",
        "para 1",
    ]
)
ANYTHING = st.text(alphabet=st.characters(exclude_categories=["Cs"])) | st.lists(FRAGMENTS, max_size=8).map(" ".join)
ANYTHING |= st.lists(FRAGMENTS, max_size=8).map("".join)


@given(ANYTHING, st.sampled_from(SORTS))
@example("in:complaint in:", "newest")
@example("exact:\U0001e900 damp", "relevance")
@example("damp OR ref:\x00", "oldest")
def test_whatever_is_typed_is_answered(held: sqlite3.Connection, typed: str, sort: str) -> None:
    """Any Unicode string gives a page, or a QueryProblem whose way out can be searched."""
    query = Query(words=typed, sort=sort, limit=1000)
    page = answered(held, query)
    if isinstance(page, QueryProblem):
        if page.offset is not None:
            assert page.instead is not None
            assert 0 <= page.offset <= len(page.query or "")
            assert parse(page.instead) is not None
    else:
        assert len(page.hits) == page.total == count(held, query)


def answered(connection: sqlite3.Connection, query: Query) -> Page | QueryProblem:
    """The page, or why there is none."""
    try:
        return search(connection, query)
    except QueryProblem as problem:
        return problem


def ran(connection: sqlite3.Connection, query: Query) -> set[str]:
    """The statements over decisions that SQLite is given for a search."""
    beginnings = ("SELECT count(*) FROM d", "SELECT rowid FROM d", "SELECT id, key FROM")
    return {text for text in given_to_sqlite(connection, query) if text.startswith(beginnings)}


@given(ANYTHING | TYPED, st.sampled_from(SORTS))
@example("dam dam dam dam near(mould complain)near(mould co*)n", "relevance")
def test_explain_says_what_ran(held: sqlite3.Connection, typed: str, sort: str) -> None:
    """Every statement that finds or counts decisions is explained letter for letter, very long ones by their ends."""
    query = Query(words=typed, sort=sort)
    refused = answered(held, query)
    if isinstance(refused, QueryProblem):
        with pytest.raises(QueryProblem) as caught:
            explained(held, query)
        assert (caught.value.reason, caught.value.offset) == (refused.reason, refused.offset)
        return
    statements = {_shortened(statement) for statement in ran(held, query)}
    text = explained(held, query)
    lines = text.split("\n")
    assert statements <= set(lines)
    asked = understand(held, query)
    assert f"match: {asked.match or '(none)'}" in lines
    assert f"total: {count(held, query):,}" in lines
    assert any(line.startswith("understood: ") for line in lines)
