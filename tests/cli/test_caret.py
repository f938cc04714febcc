"""The place of a problem in what was typed."""

from __future__ import annotations

import pytest

from archive.cli.caret import pointed
from archive.errors import QueryProblem


def lines(query: str | None, offset: int | None, instead: str | None = None) -> list[str]:
    """What is shown of a problem there."""
    return list(pointed(QueryProblem("wrong", query=query, offset=offset, instead=instead)))


def test_the_caret_is_under_the_place() -> None:
    """The query, the caret, and what to type instead."""
    assert lines("damp wom*n", 8, "damp wom*") == ["  damp wom*n", "          ^", "try: damp wom*"]


@pytest.mark.parametrize(("query", "offset"), [(None, 3), ("damp", None), (None, None)])
def test_nothing_is_shown_without_a_place(query: str | None, offset: int | None) -> None:
    """An option's value has no place in the words."""
    assert lines(query, offset) == []


def test_wide_and_combining_characters_are_counted_in_columns() -> None:
    """The caret stands where the terminal shows the character."""
    assert lines("日本 x*y", 3)[1] == "       ^"
    assert lines("e\u0301 x", 3)[1] == "    ^"


def test_of_a_long_query_the_part_around_the_place_is_shown() -> None:
    """No line is wider than a terminal, and the caret is still under the place."""
    query, caret = lines("a" * 200 + "*" + "b" * 200, 200)
    assert len(query) <= 80
    assert query[caret.index("^")] == "*"
    assert query.startswith("  …a")
    assert query.endswith("b…")
    assert lines("*" + "b" * 200, 0)[1] == "  ^"
    assert lines("b" * 200, 500)[1].index("^") == len(lines("b" * 200, 500)[0])
