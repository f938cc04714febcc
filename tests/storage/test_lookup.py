"""Finding bodies, subjects, outcomes and reasons by what a person types."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.storage.councils import Bodies
from archive.storage.lookup import (
    find_categories,
    find_councils,
    find_outcome,
    find_reasons,
    suggest_categories,
    suggest_councils,
    suggest_outcomes,
    suggest_reasons,
)

if TYPE_CHECKING:
    import sqlite3

_NORTH_OF_TYNE = "North of Tyne Combined Authority"
_RUTLAND = "Rutland County Council"
_SCILLY = "Council of the Isles of Scilly"


def names(found: list[tuple[int, str]]) -> list[str]:
    """The names of what was found."""
    return [name for _, name in found]


def titles(connection: sqlite3.Connection, ids: list[int]) -> list[str]:
    """The titles of subjects."""
    rows = [connection.execute("SELECT title FROM categories WHERE id = ?", (i,)).fetchone() for i in ids]
    return [title for (title,) in rows]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Thurrock Council", "Thurrock Council"),
        ("thurrock", "Thurrock Council"),
        ("nottingham", "Nottingham City Council"),
        ("somerset", "Somerset Council"),
        ("somerset county", "Somerset County Council"),
        ("norfolk", "Norfolk County Council"),
        ("kensington & chelsea", "Royal Borough of Kensington and Chelsea"),
        ("the city of london", "City of London Corporation"),
        ("tfl", "Transport for London"),
        ("shepway district council", "Folkestone and Hythe District Council"),
    ],
)
def test_an_exact_name_or_alias_gives_one_body(loaded: sqlite3.Connection, typed: str, name: str) -> None:
    """A whole name or alias finds that body alone, though its words stand in other names too."""
    assert names(find_councils(loaded, typed)) == [name]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("kensington", ["Royal Borough of Kensington and Chelsea"]),
        ("chel kens", ["Royal Borough of Kensington and Chelsea"]),
        ("shepw", ["Folkestone and Hythe District Council"]),
        ("newcastle u", ["Newcastle City Council", "Newcastle-under-Lyme Borough Council", _NORTH_OF_TYNE]),
        ("hove & brighton", ["Brighton and Hove City Council"]),
        ("hove and bright", ["Brighton and Hove City Council"]),
        ("orfolk", []),
        ("juggling", []),
        ("", []),
        ("–", []),
        (
            "council",
            ["Borough Council of King's Lynn and West Norfolk", "City of London Corporation", _SCILLY, _RUTLAND],
        ),
    ],
)
def test_else_words_and_their_beginnings(loaded: sqlite3.Connection, typed: str, expected: list[str]) -> None:
    """Without an exact name every body that has all the words, or words that begin so, is found, in order of name."""
    assert names(find_councils(loaded, typed)) == expected


def test_a_name_that_several_bodies_have_had_gives_all(loaded: sqlite3.Connection) -> None:
    """An alias of a body and its successor finds both."""
    assert names(find_councils(loaded, "London Fire Brigade")) == [
        "London Fire Commissioner",
        "London Fire and Emergency Planning Authority",
    ]


def test_bodies_met_in_decisions_are_found(loaded: sqlite3.Connection) -> None:
    """A body that only a decision names is found by name and by words; its article counts."""
    bodies = Bodies(loaded)
    house = (bodies.council_id("Anyhouse Care Limited", None), "Anyhouse Care Limited")
    the_house = (bodies.council_id("The Anyhouse Care Limited", None), "The Anyhouse Care Limited")
    assert find_councils(loaded, "anyhouse care limited") == [house]
    assert find_councils(loaded, "the anyhouse care limited") == [the_house]
    assert find_councils(loaded, "anyhouse lim") == [house, the_house]


def test_predecessors(loaded: sqlite3.Connection) -> None:
    """With predecessors come the bodies that were replaced, and those that they had replaced."""
    found = names(find_councils(loaded, "Somerset Council", with_predecessors=True))
    assert found == [
        "Mendip District Council",
        "Sedgemoor District Council",
        "Somerset Council",
        "Somerset County Council",
        "Somerset West and Taunton Council",
        "South Somerset District Council",
        "Taunton Deane Borough Council",
        "West Somerset District Council",
    ]
    assert names(find_councils(loaded, "juggling", with_predecessors=True)) == []


def test_predecessors_in_a_circle(loaded: sqlite3.Connection) -> None:
    """A circle of successions, which no real ones make, ends."""
    loaded.execute(
        "INSERT INTO council_successions(predecessor_id, successor_id)"
        " SELECT a.id, b.id FROM councils a, councils b WHERE a.key = 'somerset' AND b.key = 'mendip'"
    )
    assert len(find_councils(loaded, "Somerset Council", with_predecessors=True)) == 8


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("thurock", "Thurrock Council"),
        ("Birmingam City Council", "Birmingham City Council"),
        ("kensingtn", "Royal Borough of Kensington and Chelsea"),
        ("newcastel tine", "Newcastle City Council"),
    ],
)
def test_suggest_councils(loaded: sqlite3.Connection, typed: str, first: str) -> None:
    """A slip in a name, or in one word of it, brings the name."""
    assert suggest_councils(loaded, typed)[0] == first


@pytest.mark.parametrize("typed", ["xyzzy", "", "–", "q" * 100_000])
def test_nothing_near_nothing_suggested(loaded: sqlite3.Connection, typed: str) -> None:
    """Where no name is near there is no suggestion, and long input costs no more."""
    assert suggest_councils(loaded, typed) == []


def test_bodies_with_decisions_come_first(loaded: sqlite3.Connection) -> None:
    """Of the names that are near, those that decisions are held of stand first, and none stands twice."""
    before = suggest_councils(loaded, "nothingham", 3)
    assert before[0] == "Nottingham City Council"
    assert len(before) == len(set(before)) == 3
    loaded.execute(
        "INSERT INTO decisions(reference, title, council_id)"
        " SELECT '24 000 001', '24 000 001', id FROM councils WHERE name = ?",
        (before[2],),
    )
    assert suggest_councils(loaded, "nothingham", 3)[:2] == [before[2], before[0]]
    assert suggest_councils(loaded, "nothingham", 1) == [before[2]]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Education > School transport", ["Education > School transport"]),
        ("education>school TRANSPORT", ["Education > School transport"]),
        ("education/school-transport", ["Education > School transport"]),
        ("Childrens care services / Adoption", ["Children's care services > Adoption"]),
        ("children-s-care-services/adoption", ["Children's care services > Adoption"]),
        ("homelessness", ["Housing > Homelessness"]),
        ("school-transport", ["Education > School transport"]),
        ("Assessment & care plan", ["Adult care services > Assessment and care plan"]),
        ("trees", ["Environment and regulation > Trees", "Planning > Trees"]),
        ("housing benefit", ["Benefits and tax > Housing benefit and council tax benefit"]),
        ("council tax", ["Benefits and tax > Council tax"]),
        ("educ admis", ["Education > School admissions"]),
        ("juggling", []),
        ("education/juggling", []),
        ("", []),
        (" > ", []),
    ],
)
def test_find_categories(loaded: sqlite3.Connection, typed: str, expected: list[str]) -> None:
    """A title or slug path, else the name of subcategories, else words of titles."""
    assert titles(loaded, find_categories(loaded, typed)) == expected


@pytest.mark.parametrize("typed", ["Planning", "planning", " PLANNING "])
def test_a_category_brings_its_subcategories(loaded: sqlite3.Connection, typed: str) -> None:
    """The name or slug of a category finds it and all under it, and nothing else that has the word."""
    assert titles(loaded, find_categories(loaded, typed)) == [
        "Planning",
        "Planning > Building control",
        "Planning > Enforcement",
        "Planning > Other",
        "Planning > Planning advice",
        "Planning > Planning applications",
        "Planning > Trees",
    ]


@pytest.mark.parametrize(
    ("typed", "first"),
    [("homelesness", "Housing > Homelessness"), ("educaton", "Education"), ("planing/tree", "Planning > Trees")],
)
def test_suggest_categories(loaded: sqlite3.Connection, typed: str, first: str) -> None:
    """A slip in a subject's name or title brings the title."""
    assert suggest_categories(loaded, typed)[0] == first


def test_suggestions_are_few(loaded: sqlite3.Connection) -> None:
    """No more are offered than asked for, though one name stands under many categories."""
    assert len(suggest_categories(loaded, "covid-9", 2)) == 2
    assert suggest_categories(loaded, "xyzzy") == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Upheld", "Upheld"),
        ("upheld", "Upheld"),
        ("Not upheld", "Not upheld"),
        ("not_upheld", "Not upheld"),
        ("not", "Not upheld"),
        ("closed", "Closed after initial enquiries"),
        ("closed-after-initial-enquiries", "Closed after initial enquiries"),
        ("held", None),
        ("", None),
        ("–", None),
    ],
)
def test_find_outcome(loaded: sqlite3.Connection, typed: str, name: str | None) -> None:
    """An outcome is found by name, slug or a beginning that no other has."""
    row = loaded.execute("SELECT id FROM outcomes WHERE name = ?", (name,)).fetchone()
    assert find_outcome(loaded, typed) == (row[0] if row else None)


def test_a_beginning_of_two_outcomes_finds_none(loaded: sqlite3.Connection) -> None:
    """Where two outcomes begin so, neither is guessed; the exact one still is found."""
    loaded.execute("INSERT INTO outcomes(name, slug) VALUES ('Upheld in part', 'upheld-in-part')")
    assert find_outcome(loaded, "uph") is None
    assert find_outcome(loaded, "upheld") is not None


def test_suggest_outcomes(loaded: sqlite3.Connection) -> None:
    """A slip in an outcome brings its name."""
    assert suggest_outcomes(loaded, "uphled") == ["Upheld"]


@pytest.mark.parametrize("form", ["{code}", "{name}", " {code} ", "{code_in_words}", "{name_in_capitals}"])
def test_find_reasons(loaded: sqlite3.Connection, form: str) -> None:
    """A reason is found by code or name, however written; each shipped one leads to itself alone."""
    rows = loaded.execute("SELECT id, code, name FROM reasons").fetchall()
    assert rows
    for reason_id, code, name in rows:
        typed = form.format(code=code, name=name, code_in_words=code.replace("_", " "), name_in_capitals=name.upper())
        assert find_reasons(loaded, typed) == [reason_id]


def test_no_such_reason(loaded: sqlite3.Connection) -> None:
    """What is no code and no name finds nothing; what is near is suggested by code."""
    assert find_reasons(loaded, "insufficient_fualt") == []
    assert find_reasons(loaded, "") == []
    assert suggest_reasons(loaded, "insufficient_fualt")[0] == "insufficient_fault"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(typed=st.text(st.characters()))
def test_anything_may_be_typed(loaded: sqlite3.Connection, typed: str) -> None:
    """Whatever is typed, half a surrogate pair too, each look-up answers."""
    assert isinstance(find_councils(loaded, typed, with_predecessors=True), list)
    assert isinstance(find_categories(loaded, typed), list)
    assert find_outcome(loaded, typed) in {None, 1, 2, 3}
    assert isinstance(find_reasons(loaded, typed), list)
    assert len(suggest_councils(loaded, typed)) <= 3
    assert len(suggest_categories(loaded, typed)) <= 3
