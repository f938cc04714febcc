"""Words: their inflections, slips, phrases, and what punctuation says."""

from __future__ import annotations

import pytest

from archive.analysis import lexicon as module
from archive.analysis.lexicon import HARD, SOFT, Lexicon, inflections
from archive.analysis.marks import bit
from archive.analysis.matching import Line

CONCEPTS = {
    "stock": ["investigation"],
    "no": ["no", "not"],
    "lack": ["{no}", "insufficient*"],
    "better": ["better placed", "=best"],
}
TERMS = ["{lack}", "{better}", "decide|=found", "apply", "no_longer", "investigation"]


@pytest.fixture
def made() -> Lexicon:
    """A small lexicon."""
    return Lexicon(CONCEPTS, TERMS)


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("appeal", {"appeal", "appeals", "appeales", "appealed", "appealing"}),
        ("decide", {"decide", "decides", "decided", "deciding"}),
        ("apply", {"apply", "applies", "applied", "applying"}),
        ("delay", {"delay", "delays", "delayes", "delayed", "delaying"}),
        ("=told", {"told"}),
        ("no", {"no"}),
        ("don't", {"don't"}),
    ],
)
def test_inflections(word: str, forms: set[str]) -> None:
    """The regular forms, made by rule; only the word itself where it is fixed, short or no plain word."""
    assert set(inflections(word)) == forms


@pytest.mark.parametrize(
    ("token", "terms"),
    [
        ("decided", {"decide|=found"}),
        ("found", {"decide|=found"}),
        ("founds", set()),
        ("insufficiently", {"{lack}"}),
        ("not", {"{lack}"}),
        ("council's", set()),
        ("applies,", {"apply"}),
        ("(investigation)", {"investigation", ";"}),
        ("investgation", {"investigation"}),
        ("invetsigation", {"investigation"}),
        ("investigattion", {"investigation"}),
        ("investigator", set()),
    ],
)
def test_terms_of_a_word(made: Lexicon, token: str, terms: set[str]) -> None:
    """A token is of the terms of its word, in any inflection, with its punctuation or a slip of the pen.

    The end of a clause stands among them as `;`.
    """
    assert made[token].terms == sum(map(bit, terms))


@pytest.mark.parametrize(
    ("token", "stop"),
    [
        ("fault", 0),
        ("fault,", SOFT),
        ("fault;", HARD),
        ("fault:", HARD),
        ("(fault", HARD),
        ("fault)", HARD),
        (";", HARD),
    ],
)
def test_stop(made: Lexicon, token: str, stop: int) -> None:
    """A comma is a soft break; a semicolon, colon or bracket ends the clause."""
    assert made[token].stop == stop


def test_entries_join_nested_concepts_and_words(made: Lexicon) -> None:
    """The entries of a term are the words of its parts, each once, with `_` as a space."""
    assert made.entries("{lack}|no_longer|no") == ("no", "not", "insufficient*", "no longer")


def test_a_phrase_that_ends_in_a_beginning() -> None:
    """`housing benefit*` is met where the second word begins so, and not where less of it stands."""
    made = Lexicon({"rent": ["housing benefit*"], "stock": []}, ["{rent}"])
    assert Line("He claimed housing benefits.", made).present == bit("{rent}")
    assert Line("He is a housing beneficiary.", made).present == 0


def test_unknown_concept() -> None:
    """A term that names a concept without a row is an error, not a word never met."""
    with pytest.raises(KeyError, match="missing"):
        Lexicon(CONCEPTS, ["{missing}"])


def test_memory_is_bounded(made: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was looked up is forgotten at the limit and worked out again."""
    monkeypatch.setattr(module, "_REMEMBERED", 3)
    for token in ("one", "two", "three", "found"):
        _ = made[token]
    assert len(made) == 1
    assert made["found"].terms == bit("decide|=found")
