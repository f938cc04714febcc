"""Every wording in data/reference proves itself by its example, so that one can be added without code."""

from __future__ import annotations

import pytest

from archive.analysis.findings import gates
from archive.analysis.lexicon import Lexicon
from archive.analysis.marks import NAMES, number
from archive.analysis.matching import Line, meet
from archive.analysis.phrasings import Phrasing, compile_pattern, lexicon
from archive.analysis.statements import Statement, named_in
from archive.resources import read_rows

ROWS = read_rows("phrasings.csv")
CONCEPTS = {row["concept"]: row["words"].split(" | ") for row in read_rows("concepts.csv")}
FLAGS = {"any-speaker", "general-rule", "weak", "negation-inside"}
SENSES = {"relied", "rejected", "cited"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['code']}: {row['pattern'][:60]}")
def test_example(row: dict[str, str]) -> None:
    """The example is met by its own pattern, is voided by none, and gives the code in the sense of its row."""
    phrasing = Phrasing(row)
    statement = Statement(row["example"], "summary", None)
    assert list(meet(statement.wording, phrasing.pattern))
    assert not [
        pattern
        for needs, pattern in phrasing.unless
        if not needs & ~statement.present and list(meet(statement.wording, pattern))
    ]
    if row["sense"] == "cited":
        assert row["code"] in {code for code, _ in named_in(row["example"])}
    else:
        assert (row["code"], row["sense"]) in {(met.code, sense) for met, sense in statement.wording.weighed}


def begins_a_clause(row: dict[str, str]) -> bool:
    """Whether the example of a row of grounds is a plain statement, so that "because" can stand before it."""
    others = ("we will", "we cannot", "we may", "i ", "although", "even", "if", "as", "while", "since", "part")
    return row["sense"] == "relied" and not row["example"].lower().startswith(others)


REASONS = [row for row in ROWS if begins_a_clause(row)]


@pytest.mark.parametrize("row", REASONS, ids=lambda row: f"{row['code']}: {row['pattern'][:60]}")
def test_example_as_the_reason_of_a_refusal(row: dict[str, str]) -> None:
    """The example says the same as the reason in "We will not investigate because ...": its "not" belongs elsewhere."""
    statement = Statement(f"We will not investigate because {row['example']}", "summary", None)
    assert (row["code"], "relied") in {(met.code, sense) for met, sense in statement.wording.weighed}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["pattern"][:60])
def test_row_is_well_formed(row: dict[str, str]) -> None:
    """Code, sense and flags are known ones, and an example stands beside every pattern."""
    assert row["code"] in {*gates(), "merits"}
    assert row["sense"] in SENSES
    assert set(row["flags"].split()) <= FLAGS
    assert row["example"].strip()


def test_no_wording_stands_twice() -> None:
    """No two rows have the same code, sense and pattern."""
    keys = [(row["code"], row["sense"], row["pattern"]) for row in ROWS]
    assert len(keys) == len(set(keys))


def test_every_code_but_the_composed_has_a_wording() -> None:
    """Each code has a wording of its own, save the findings of fault, which are put together."""
    composed = {
        "fault_causing_injustice",
        "fault_no_injustice",
        "fault_injustice_not_stated",
        "fault_already_remedied",
    }
    assert {row["code"] for row in ROWS} - {"merits"} == set(gates()) - composed


def test_every_concept_is_defined_and_used() -> None:
    """A concept is named by a pattern, by a rule or by the lexicon itself; none is named that is not defined."""
    named = {term for row in ROWS for text in (row["pattern"], row["unless"]) for term in text.split() if "{" in term}
    concepts = {part[1:-1] for term in named for part in term.split("|") if part.startswith("{")}
    nested = {entry[1:-1] for entries in CONCEPTS.values() for entry in entries if entry.startswith("{")}
    own = {"stock", "common", "everywhere"}
    assert concepts | nested | {name[1:-1] for name in NAMES} | own == set(CONCEPTS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("not enough evidence .. fault", [[("not", 2), ("enough", 2), ("evidence", 2), ("fault", 5)]]),
        ("{no} ... a|b >> c", [[("{no}", 2), ("a|b", 12), ("c", 10_000)]]),
        ("a b + c", [[("a", 2), ("b", 2)], [("c", 2)]]),
    ],
)
def test_pattern(text: str, expected: list[list[tuple[str, int]]]) -> None:
    """A pattern is rows of terms, each with the distance allowed before it."""
    assert [[*steps] for steps in compile_pattern(text)] == [
        [(number(term), gap) for term, gap in row] for row in expected
    ]


@pytest.mark.parametrize(
    ("pattern", "sentence", "places"),
    [
        ("appeal tribunal", "an appeal to the tribunal", [((1, 4),)]),
        ("appeal tribunal", "an appeal that he made to a tribunal", []),
        ("appeal .. tribunal", "an appeal that he made to a tribunal", [((1, 7),)]),
        ("appeal .. tribunal", "an appeal; the tribunal", []),
        ("appeal >> tribunal", "an appeal; the tribunal", [((1, 3),)]),
        ("appeal .. tribunal", "an appeal but no tribunal", []),
        ("not .. fault", "not that there was not any fault", [((4, 6),)]),
        ("fault + tribunal", "the tribunal saw a fault", [((4,), (1,))]),
        ("fault + court", "the tribunal saw a fault", []),
    ],
)
def test_meeting(pattern: str, sentence: str, places: list[tuple[tuple[int, ...], ...]]) -> None:
    """Terms are met in their order, no farther apart than said and in one clause; the closest counts."""
    made = Lexicon({"turn": ["but"], "stock": ["tribunal"]}, ["{turn}", "appeal", "tribunal", "not", "fault", "court"])
    line = Line(sentence, made)
    assert list(meet(line, compile_pattern(pattern))) == places


def test_shipped_lexicon_is_read_once() -> None:
    """The lexicon is one object for the process."""
    assert lexicon() is lexicon()
