"""Dates and sums as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from archive.errors import QueryProblem
from archive.query.values import first_day, last_day, pence


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-05", date(2024, 5, 1), date(2024, 5, 31)),
        ("2024-5", date(2024, 5, 1), date(2024, 5, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("2024-05-03", date(2024, 5, 3), date(2024, 5, 3)),
        (" 2024-05-03 ", date(2024, 5, 3), date(2024, 5, 3)),
        ("2099", date(2099, 1, 1), date(2099, 12, 31)),
    ],
)
def test_a_date_is_a_year_a_month_or_a_day(typed: str, first: date, last: date) -> None:
    """Since begins with the first day of what is typed, until ends with its last."""
    assert first_day(typed, "since") == first
    assert last_day(typed, "until") == last


@pytest.mark.parametrize(
    "typed",
    ["", "24", "yesterday", "2024-13", "2024-00", "2024-02-30", "3 May 2024", "2024/25", "0999", "٢٠٢٤", "2024-05-"],
)
def test_anything_else_is_no_date(typed: str) -> None:
    """The message names the option, what was typed and what is accepted."""
    for read in (first_day, last_day):
        with pytest.raises(QueryProblem) as caught:
            read(typed, "since")
        assert str(caught.value) == f"--since {typed}: give a year, month or day, as 2024, 2024-05 or 2024-05-03"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("500", 50000), ("£500", 50000), ("1,250", 125000), ("£1,250.50", 125050), ("99.05", 9905), ("0", 0)],
)
def test_a_sum_is_in_pounds(typed: str, expected: int) -> None:
    """Pounds, with pence, commas or the sign, become pence."""
    assert pence(typed, "min-payment") == expected


@pytest.mark.parametrize("typed", ["", "much", "-5", "1.5", "1,5", "500 pounds", "1" * 30])
def test_anything_else_is_no_sum(typed: str) -> None:
    """The message names the option, what was typed and what is accepted."""
    with pytest.raises(QueryProblem, match=r"^--min-payment .*: give a sum in pounds"):
        pence(typed, "min-payment")
