"""Sentences are spans of their paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.analysis.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  \n ", []),
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("He said ‘no.’ She left.", ["He said ‘no.’", "She left."]),
        ("Mr. Smith and Mrs. Jones came.", ["Mr. Smith and Mrs. Jones came."]),
        ("Mr. Smith came. He left. So did Mrs. Jones.", ["Mr. Smith came.", "He left.", "So did Mrs. Jones."]),
        ("It is in para. 4 of the report.", ["It is in para. 4 of the report."]),
        ("It cost £3.50 in all. £5 was paid.", ["It cost £3.50 in all.", "£5 was paid."]),
        ("cut off\nin the middle. Next", ["cut off\nin the middle.", "Next"]),
        ("one;\ntwo; and\nthree", ["one;", "two; and", "three"]),
        ("It ended. and went on.", ["It ended. and went on."]),
    ],
)
def test_cutting(text: str, expected: list[str]) -> None:
    """A stop before a capital ends a sentence, a title or a short form does not, nor does any line break."""
    assert sentences(text) == expected


@given(st.text(alphabet="Ab .!?\n’”)(£1;", max_size=200))
def test_spans(text: str) -> None:
    """Each sentence stands in the text after the one before it, and none is empty or has space around it."""
    at = 0
    for sentence in sentences(text):
        assert sentence == sentence.strip() != ""
        at = text.index(sentence, at) + len(sentence)


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("x" * 3000, [3000]),
        ("x" * 3001, [3000, 1]),
        ("x" * 6001, [3000, 3000, 1]),
        ("a " + "x" * 2998, [3000]),
        ("a " + "x" * 2999, [1, 2999]),
        ("x" * 2999 + " yy", [2999, 2]),
        ("One. " + "x" * 2999, [4, 2999]),
    ],
)
def test_where_a_long_text_is_cut(text: str, lengths: list[int]) -> None:
    """A piece has up to 3,000 characters, and ends at the last space within them where there is one."""
    assert list(map(len, sentences(text))) == lengths


def test_text_without_stops_is_cut() -> None:
    """A text without stops is cut at spaces, and one without spaces too, so that no piece is long."""
    for text in ("word " * 3000, "x" * 10_000):
        pieces = sentences(text)
        assert len(pieces) > 3
        assert max(map(len, pieces)) <= 3000
        assert all(piece in text for piece in pieces)
