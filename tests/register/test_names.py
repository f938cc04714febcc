"""Folding names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.register.names import fold, without_article


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Thurrock Council", "thurrock"),
        ("THURROCK  COUNCIL ", "thurrock"),
        ("Redcar & Cleveland Council", "redcar and cleveland"),
        ("Basingstoke&Deane", "basingstoke and deane"),
        ("Bournemouth, Christchurch and Poole Council", "bournemouth christchurch and poole"),
        ("King's Lynn & West Norfolk", "kings lynn and west norfolk"),
        ("King’s Lynn and West Norfolk", "kings lynn and west norfolk"),
        ("Stockton-on-Tees Borough Council", "stockton on tees borough"),
        ("St. Albans City Council", "st albans city"),
        ("Royal Borough of Windsor and Maidenhead Council", "royal borough of windsor and maidenhead"),
        ("Somerset County Council", "somerset county"),
        ("Council of the Isles of Scilly", "council of the isles of scilly"),
        ("Four Seasons Health Care (England) Limited", "four seasons health care england limited"),
        ("Ｔhurrock\u00a0Council", "thurrock"),
        ("Council", "council"),
        ("Counciltown", "counciltown"),
        ("–", ""),
        ("", ""),
    ],
)
def test_fold(name: str, folded: str) -> None:
    """Case, ampersands, punctuation, spaces and a final "council" do not matter; every other word does."""
    assert fold(name) == folded


@pytest.mark.parametrize("word", ["County", "City", "Borough", "District", "Metropolitan", "Limited", "The"])
def test_words_that_tell_bodies_apart_stay(word: str) -> None:
    """A designation, a company's form and an article are never folded away."""
    assert fold(f"{word} Anytown Council") != fold("Anytown Council")


def test_article() -> None:
    """Only a leading "the" of its own goes."""
    assert without_article("the broads authority") == "broads authority"
    assert without_article("theobald care limited") == "theobald care limited"


@given(st.text())
def test_fold_is_clean_for_any_text(name: str) -> None:
    """A folded name has single spaces between words and none at its ends, whatever was typed."""
    assert fold(name) == " ".join(fold(name).split())
