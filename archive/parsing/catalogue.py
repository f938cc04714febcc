"""The fixed wordings of the documents, from `data/reference`: headings with their kinds, outcomes."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from archive.parsing.folding import fold
from archive.resources import read_rows

_WORD: Final = re.compile(r"[a-z]+")


@cache
def headings() -> dict[str, str]:
    """Folded heading to kind of section."""
    return {fold(row["heading"]): row["kind"] for row in read_rows("headings.csv")}


@cache
def heading_words() -> dict[str, str]:
    """Words that give a free sub-heading a kind of its own ("Planning law and guidance")."""
    return {row["word"]: row["kind"] for row in read_rows("heading_words.csv")}


@cache
def outcomes() -> dict[str, str]:
    """Folded outcome to its name."""
    return {fold(row["name"]): row["name"] for row in read_rows("outcomes.csv")}


def kind_of(folded: str) -> str | None:
    """The kind of a heading of the catalogue, or None for any other line."""
    return headings().get(folded) if folded else None


def kind_by_words(folded: str) -> str | None:
    """The kind that the words of a free sub-heading give it, or None."""
    words = heading_words()
    return next((words[word] for word in _WORD.findall(folded) if word in words), None)


@lru_cache(maxsize=500)
def beginning_of_heading(folded: str) -> str | None:
    """The kind of the catalogue heading that `folded` is the beginning of: a file cut off inside a heading."""
    if len(folded) < _SHORTEST_BEGINNING:
        return None
    return next((kind for heading, kind in headings().items() if heading.startswith(folded)), None)


_SHORTEST_BEGINNING: Final = 5
