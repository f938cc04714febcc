"""What a reader does grows with the size of what it reads, and no faster: counted in calls, never timed.

A hostile shape of ten times the size may take twelve times the calls. Regular expressions are one call each however
long they look; `tests/bench/linear.py` measures those, in seconds of the processor.
"""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING

import pytest
from making import calls, decision, document
from shapes import PAGES, QUERIES, RECORDS, TEXTS

from archive.analysis import analyse
from archive.errors import QueryProblem, Refused
from archive.output.reading import View, text_of
from archive.parsing import parse
from archive.query.language import parse as parse_query
from archive.query.language import said
from archive.reading import read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

SMALL, LARGE = 10_000, 100_000
MOST_OF_A_PAGE = 8
"""Calls for a character of a page."""
MOST = 1.2
"""How many times as much a character of the large input may take."""


def growth(cost: Callable[[int], int]) -> float:
    """How many times as much a character takes where there are ten times as many. The first run fills caches."""
    cost(SMALL)
    return cost(LARGE) / cost(SMALL) * SMALL / LARGE


def taken_in(data: bytes, name: str) -> None:
    """Read, parse and analyse whatever is in `data`."""
    for found in read_bytes(data, name):
        if not isinstance(found, Refused):
            try:
                analyse(parse(found))
            except Refused:
                continue


@pytest.mark.parametrize("name", TEXTS)
def test_parsing_a_text(name: str) -> None:
    """Reading and parsing a text takes calls by its size."""
    made = TEXTS[name]
    assert decision(made(SMALL)).reference
    assert growth(lambda size: calls(lambda: parse(document(made(size))))) < MOST


@pytest.mark.parametrize("name", TEXTS)
def test_analysing_a_text(name: str) -> None:
    """Deriving reasons, remedies and citations takes calls by the size of the text; printing what was found, too."""
    found = {size: decision(TEXTS[name](size)) for size in (SMALL, LARGE)}
    assert growth(lambda size: calls(lambda: analyse(found[size]))) < MOST
    analysed = {size: analyse(found[size]) for size in (SMALL, LARGE)}
    assert growth(lambda size: calls(lambda: text_of(analysed[size], View(everything=True)))) < MOST


@pytest.mark.parametrize("name", PAGES)
def test_a_page(name: str) -> None:
    """A page takes so many calls for each of its characters and no more, however many it has.

    A ratio would tell less: a page with very many elements is washed before it is read, or refused, which are steps.
    """
    taken_in(PAGES[name](SMALL).encode(), "page.html")
    for size in (SMALL, LARGE, 3 * LARGE):
        assert calls(partial(taken_in, PAGES[name](size).encode(), "page.html")) < MOST_OF_A_PAGE * size


@pytest.mark.parametrize("name", RECORDS)
def test_records(name: str) -> None:
    """JSON takes calls by its size, whatever is never closed in it."""
    assert growth(lambda size: calls(lambda: taken_in(RECORDS[name](size).encode(), "records.json"))) < MOST


@pytest.mark.parametrize("name", QUERIES)
def test_a_query(name: str) -> None:
    """A query is read, or refused with a way out, in calls by its length."""

    def answered(size: int) -> None:
        with contextlib.suppress(QueryProblem):
            node = parse_query(QUERIES[name] * (size // len(QUERIES[name])))
            assert node is not None
            said(node)

    answered(100)
    assert calls(lambda: answered(1_000)) < 12 * calls(lambda: answered(100))
    assert growth(lambda size: calls(lambda: answered(size))) < MOST
