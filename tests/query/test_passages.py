"""The passage shown for a hit: the best one, its marks, and the tests that spare the index most texts."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from archives import Builder
from hypothesis import given
from hypothesis import strategies as st

from archive.query import Query, search
from archive.query.language import beginnings, clean, parse, terms
from archive.query.likely import can_hold, plain
from archive.query.match import any_term
from archive.query.model import Passage
from archive.query.passages import CANDIDATES, SECTION_WEIGHTS, best_passages
from archive.query.scratch import scratch_index
from archive.query.understanding import understand
from archive.storage.connection import open_reader
from archive.storage.tokens import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def passage(connection: sqlite3.Connection, **asked: str | tuple[str, ...]) -> Passage | None:
    """The passage of the one decision that is found."""
    (hit,) = search(connection, Query(**asked)).hits  # type: ignore[arg-type]
    return hit.passage


LONG = "The tenant wrote to the landlord about many other matters that month and the next. "


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """One decision with a word in each place that can be shown."""
    path = tmp_path_factory.mktemp("held") / "archive.db"
    builder = Builder(path)
    builder.add(
        "21 000 001",
        council="Northwick Council",
        summary="We looked at repairs.",
        sections={
            "complaint": ["Mr X complained about damp.", "He wanted an apology."],
            "powers": ["We may look at repairs and apologies."],
            "law": ["The law on repairs is old. Repairs must be done."],
            "assessment": [
                LONG * 8 + "At last the roof leaked. " + LONG * 8,
                "The café near the crèche was closed.",
                "Damp came through the roof, and mould with it.",
                "A find in [brackets] and \x02odd\x03 signs.",
            ],
            "other": ["First line\nroofs again"],
        },
    )
    builder.finish()
    connection = open_reader(path)
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("words", "section", "position", "marked"),
    [
        ("repairs", "summary", None, "We looked at [repairs]."),
        ("wants apologies", "complaint", 2, "He [wanted] an [apology]."),
        ("damp", "complaint", 1, "Mr X complained about [damp]."),
        ("damp mould", "assessment", 7, "[Damp] came through the roof, and [mould] with it."),
        ('"roof and mould"', "assessment", 7, "Damp came through the [roof, and mould] with it."),
        ("damp NOT garden", "complaint", 1, "Mr X complained about [damp]."),
        ("creche CAFÉ", "assessment", 6, "The [café] near the [crèche] was closed."),
        ("ap*", "complaint", 2, "He wanted an [apology]."),
        ("northwick", "title", None, "[Northwick] Council (21 000 001)"),
        ("northwick damp", "complaint", 1, "Mr X complained about [damp]."),
        ("odd", "assessment", 8, "A find in [brackets] and  [odd]  signs."),
    ],
)
def test_the_best_passage_is_shown(
    held: sqlite3.Connection, words: str, section: str, position: int | None, marked: str
) -> None:
    """Most of the words first, then where they say most; finds are marked in all their forms, powers never shown."""
    found = passage(held, words=words)
    assert found is not None
    assert (found.section, found.position, found.marked()) == (section, position, marked)
    assert found.para == position


def test_a_long_paragraph_is_cut_around_the_find(held: sqlite3.Connection) -> None:
    """A snippet is some forty words, with an ellipsis where text is left out, and keeps the whole find."""
    found = passage(held, words="leaked")
    assert found is not None
    assert found.text.startswith("…")
    assert found.text.endswith("…")
    assert len(found.text.split()) <= 45
    assert [found.text[start:end] for start, end in found.marks] == ["leaked"]


def test_a_section_asked_for_gives_the_passage(held: sqlite3.Connection) -> None:
    """With --in the passage is from there, though another would be better."""
    found = passage(held, words="repairs", sections=("law",))
    assert found is not None
    assert found.marked() == "The law on [repairs] is old. [Repairs] must be done."


def test_words_that_no_one_passage_has_together_show_nothing_false(tmp_path: Path) -> None:
    """A phrase that only the joint of two paragraphs makes is found, but there is no passage to show."""
    builder = Builder(tmp_path / "archive.db")
    builder.add("21 000 001", sections={"complaint": ["It ended in rain", "and snow followed"]})
    builder.finish()
    connection = open_reader(tmp_path / "archive.db")
    assert passage(connection, words='"rain and snow"') is None
    connection.close()


def test_only_the_likeliest_paragraphs_are_weighed(tmp_path: Path) -> None:
    """Of many paragraphs with one word, one with both is found, wherever it stands."""
    builder = Builder(tmp_path / "archive.db")
    many = [f"Damp, item {number}." for number in range(3 * CANDIDATES)]
    builder.add("21 000 001", summary="Damp.", sections={"assessment": [*many, "Damp and mould.", *many]})
    builder.finish()
    connection = open_reader(tmp_path / "archive.db")
    found = passage(connection, words="damp mould")
    assert found is not None
    assert found.text == "Damp and mould."
    connection.close()


def test_several_passages_are_the_best_of_different_words(tmp_path: Path) -> None:
    """Asked for more, the next best come after the best; what is said twice in the same words is shown once."""
    builder = Builder(tmp_path / "archive.db")
    number = builder.add(
        "21 000 001",
        summary="Damp and mould.",
        sections={"complaint": ["Damp  and mould."], "assessment": ["There was damp.", "There was mould, and damp."]},
    )
    builder.finish()
    connection = open_reader(tmp_path / "archive.db")
    asked = understand(connection, Query(words="damp mould"))
    places = [
        [(found.section, found.position) for found in best_passages(connection, [number], asked, most)[number]]
        for most in (1, 2, 9)
    ]
    connection.close()
    best, second, third = ("summary", None), ("assessment", 3), ("assessment", 2)
    assert places == [[best], [best, second], [best, second, third]]


def test_every_indexed_section_has_a_weight() -> None:
    """A column of the index that had none could not be shown."""
    assert set(SECTION_WEIGHTS) == set(COLUMNS)


def test_marks_can_be_any_signs() -> None:
    """The finds of a passage go between whatever the output needs."""
    found = Passage("summary", None, None, "damp and mould", ((0, 4), (9, 14)))
    assert found.marked("<b>", "</b>") == "<b>damp</b> and <b>mould</b>"
    assert found.marked() == "[damp] and [mould]"
    assert found._replace(marks=()).marked() == "damp and mould"


@pytest.fixture(scope="module")
def memory() -> Iterator[sqlite3.Connection]:
    """A connection to nothing, for the scratch index."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    yield connection
    connection.close()


ENDINGS = st.lists(
    st.sampled_from(
        ["", "s", "es", "ies", "y", "ed", "ing", "er", "ational", "ation", "ment", "ness", "ly", "é", "e\u0301"]
    ),
    max_size=2,
).map("".join)
WORDS = st.builds(
    lambda root, ending, upper: (root + ending).upper() if upper else root + ending,
    st.sampled_from(["ski", "sk", "happ", "plan", "plann", "cré", "o", "relat", "sens", "x"]),
    ENDINGS,
    st.booleans(),
)


@given(
    st.lists(WORDS, min_size=1, max_size=3),
    st.lists(st.tuples(WORDS, st.sampled_from([" ", "-", "’s ", "\n", " (", ". ", "_"])), max_size=8),
    st.sampled_from(["words", "phrase", "beginning"]),
)
def test_no_text_that_fts5_finds_is_passed_over(
    memory: sqlite3.Connection, words: list[str], pieces: list[tuple[str, str]], kind: str
) -> None:
    """Where FTS5 finds a term in a text, one of the tests lets the text through."""
    text = "".join(word + gap for word, gap in pieces)
    node = parse(f'"{" ".join(words)}"' if kind == "phrase" else " ".join(words))
    if kind == "beginning":
        node = parse("sk* " + " ".join(words))
    assert node is not None
    found = dict.fromkeys(beginnings(node), ("skies", "skiing", "sky"))
    match = any_term(node, found)
    with scratch_index(memory):
        tests = can_hold(memory, terms(node), found)
        memory.execute("INSERT INTO temp.scratch(rowid, text) VALUES (1, ?)", (text,))
        (hits,) = memory.execute("SELECT count(*) FROM temp.scratch WHERE scratch MATCH ?", (match,)).fetchone()
    if hits:
        assert any(test(plain(text)) for test in tests)


def test_texts_without_the_words_are_passed_over(memory: sqlite3.Connection) -> None:
    """The tests tell texts apart, so that most are never indexed."""
    node = parse(clean('planning "black mould"'))
    assert node is not None
    with scratch_index(memory):
        planning, mould = can_hold(memory, terms(node), {})
    assert planning("he plans a garden")
    assert not planning("he has a garden")
    assert mould("it was black-moulded")
    assert not mould("it was black and moulded")
    assert not mould("it was mould, black")


def test_a_beginning_without_words_holds_everything(memory: sqlite3.Connection) -> None:
    """Where nothing is known of a word, no text is passed over for it."""
    node = parse("zz* OR damp")
    assert node is not None
    with scratch_index(memory):
        first, second = can_hold(memory, terms(node), {"zz": ()})
    assert first("anything")
    assert not second("anything")


def test_the_scratch_index_is_empty_after_an_error(memory: sqlite3.Connection) -> None:
    """Whatever happens within, the connection holds nothing of it, and the next finds an empty one."""

    def fill_and_fail() -> None:
        with scratch_index(memory):
            memory.execute("INSERT INTO temp.scratch(rowid, text) VALUES (1, 'mould')")
            memory.execute("SELECT nothing")

    for _ in range(2):
        with pytest.raises(sqlite3.OperationalError):
            fill_and_fail()
        for table in ("scratch", "scratch_terms"):
            assert memory.execute(f"SELECT count(*) FROM temp.{table}").fetchone() == (0,)
    assert not memory.in_transaction
