"""Dates and sums as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from archive.errors import QueryProblem
from archive.query import values
from archive.query.values import days, first_day, last_day, pence, sums


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
        ("2024/25", date(2024, 4, 1), date(2025, 3, 31)),
        ("2023/2024", date(2023, 4, 1), date(2024, 3, 31)),
        ("1999/00", date(1999, 4, 1), date(2000, 3, 31)),
    ],
)
def test_a_date_is_a_year_a_month_or_a_day(typed: str, first: date, last: date) -> None:
    """Since begins with the first day of what is typed, until ends with its last."""
    assert first_day(typed, "--since ") == first
    assert last_day(typed, "--until ") == last


@pytest.mark.parametrize(
    "typed",
    ["", "24", "yesterday", "2024-13", "2024-00", "2024-02-30", "3 May 2024", "2024-25", "0999", "٢٠٢٤", "2024-05-"],
)
def test_anything_else_is_no_date(typed: str) -> None:
    """The message names the option, what was typed and what is accepted."""
    for read in (first_day, last_day):
        with pytest.raises(QueryProblem) as caught:
            read(typed, "--since ")
        assert (
            str(caught.value)
            == f"--since {typed}: give a day, month or year, as 2024-05-03, 2024-05, 2024, 2024/25 or 6months"
        )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("500", 50000), ("£500", 50000), ("1,250", 125000), ("£1,250.50", 125050), ("99.05", 9905), ("0", 0)],
)
def test_a_sum_is_in_pounds(typed: str, expected: int) -> None:
    """Pounds, with pence, commas or the sign, become pence."""
    assert pence(typed, "--min-payment ") == expected


@pytest.mark.parametrize("typed", ["", "much", "-5", "1.5", "1,5", "500 pounds", "1" * 30])
def test_anything_else_is_no_sum(typed: str) -> None:
    """The message names the option, what was typed and what is accepted."""
    with pytest.raises(QueryProblem, match=r"^--min-payment .*: give a sum in pounds"):
        pence(typed, "--min-payment ")


class Today(date):
    """The last day of a May after a leap year."""

    @classmethod
    def today(cls) -> Today:
        """The day that the tests take place on."""
        return cls(2025, 5, 31)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1day", date(2025, 5, 30)),
        ("2 weeks", date(2025, 5, 17)),
        ("1month", date(2025, 4, 30)),
        ("3months", date(2025, 2, 28)),
        ("6Months", date(2024, 11, 30)),
        ("15 months", date(2024, 2, 29)),
        ("10years", date(2015, 5, 31)),
    ],
)
def test_a_time_ago_is_a_day(typed: str, expected: date, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many days, weeks, months or years before today; the last day of a month that is shorter."""
    monkeypatch.setattr(values, "date", Today)
    assert first_day(typed, "") == last_day(typed, "") == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2024", (date(2024, 1, 1), date(2024, 12, 31))),
        ("2023..2024-05", (date(2023, 1, 1), date(2024, 5, 31))),
        ("2023 .. 2023", (date(2023, 1, 1), date(2023, 12, 31))),
        ("2024/25..", (date(2024, 4, 1), None)),
        ("..2024/25", (None, date(2025, 3, 31))),
    ],
)
def test_a_range_of_days_has_two_ends(typed: str, expected: tuple[date | None, date | None]) -> None:
    """From the first day of the one to the last day of the other; either may be left out."""
    assert days(typed, "date:") == expected


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("..", "date:..: give a day, month or year"),
        ("2024..soon", "date:2024..soon: give a day"),
        ("2024..2025..2026", "date:2024..2025..2026: give a day"),
        ("2025..2024", "date:2025..2024: the first day is after the last"),
        ("2024/26", "date:2024/26: a business year is two years that follow, as 2024/25"),
        ("2024/1925", "date:2024/1925: a business year"),
    ],
)
def test_anything_else_is_no_range(typed: str, message: str) -> None:
    """The message says back what was typed and what is wrong with it."""
    with pytest.raises(QueryProblem) as caught:
        days(typed, "date:")
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("500", (50000, 50000)),
        ("500..", (50000, None)),
        ("..£300", (None, 30000)),
        ("£1,000..2000.50", (100000, 200050)),
    ],
)
def test_a_range_of_sums_has_two_ends(typed: str, expected: tuple[int | None, int | None]) -> None:
    """A sum alone is that sum; either end of a range may be left out."""
    assert sums(typed, "payment:") == expected


@pytest.mark.parametrize("typed", ["..", "", "500..many", "2..1"])
def test_anything_else_is_no_range_of_sums(typed: str) -> None:
    """The message says back what was typed."""
    with pytest.raises(QueryProblem, match=r"^payment:.*: (give a sum in pounds|the first sum is more)"):
        sums(typed, "payment:")
