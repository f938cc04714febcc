"""Dates as decisions print them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.parsing.dates import parse_date, plausible

DAY = date(2023, 12, 8)


@pytest.mark.parametrize(
    "text",
    [
        "08 Dec 2023",
        "8 Dec 2023",
        "08-Dec-2023",
        "8 December 2023",
        "8 DECEMBER 2023",
        " 8 December 2023. ",
        "8th December 2023",
        "Friday 8 December 2023",
        "8 Dec. 2023",
        "2023-12-08",
        "December 8, 2023",
    ],
)
def test_read(text: str) -> None:
    """Every usual way to write a day is read."""
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12",
        "Friday",
        "Dec 2023",
        "2023",
        "8 December",
        "08/12/2023",
        "12/05/2023",
        "05/12/2023",
        "31 Feb 2023",
        "8 Dex 2023",
        "2023-13-01",
        "8 12 2023",
        "x" * 60,
    ],
)
def test_not_read(text: str) -> None:
    """What lacks a part, does not exist, or has two readings is not read."""
    assert parse_date(text) is None


@pytest.mark.parametrize(("text", "day"), [("25/12/2023", date(2023, 12, 25)), ("12.12.2023", date(2023, 12, 12))])
def test_figures_with_one_reading(text: str, day: date) -> None:
    """Figures alone are read where they allow one day only."""
    assert parse_date(text) == day


@given(st.dates(date(1974, 4, 1), date(2099, 12, 31)))
def test_round_trip(day: date) -> None:
    """A day written as pages write it is read back."""
    assert parse_date(f"{day:%d %b %Y}") == day
    assert parse_date(day.isoformat()) == day
    assert plausible(day)


@given(st.text(max_size=30))
def test_never_raises(text: str) -> None:
    """Any text gives a day or None."""
    assert parse_date(text) is None or isinstance(parse_date(text), date)


@pytest.mark.parametrize("day", [date(1974, 4, 1), date(2099, 12, 31)])
def test_plausible_from_the_first_day_to_the_last(day: date) -> None:
    """The day on which the Act came into force, and the last of the century, are plausible."""
    assert plausible(day)


@pytest.mark.parametrize("day", [date(1974, 3, 31), date(2100, 1, 1)])
def test_implausible(day: date) -> None:
    """No decision of this Ombudsman is older than the Act of 1974, or from the next century."""
    assert not plausible(day)
