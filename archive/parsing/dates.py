"""Dates as decisions print them. A date that could be read in two ways is not read."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Final

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"),
            ("feb", "february"),
            ("mar", "march"),
            ("apr", "april"),
            ("may",),
            ("jun", "june"),
            ("jul", "july"),
            ("aug", "august"),
            ("sep", "september", "sept"),
            ("oct", "october"),
            ("nov", "november"),
            ("dec", "december"),
        ),
        start=1,
    )
    for name in names
}
_USUAL: Final = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4})")
_ONLY_DIGITS: Final = re.compile(r"[\d\s./-]+")
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d")
_LONGEST: Final = 40
_FIRST: Final = date(1974, 4, 1)
"""The Local Government Act 1974 set the Ombudsman up: no decision is older."""
_LAST: Final = date(2099, 12, 31)


def plausible(day: date) -> bool:
    """Whether a decision of this Ombudsman can bear this date."""
    return _FIRST <= day <= _LAST


@lru_cache(maxsize=20_000)
def parse_date(text: str) -> date | None:
    """The day that `text` names, or None.

    `18 Dec 2023`, `18-Dec-2023`, `18 December 2023`, `2023-12-18`, and the like with ordinals, weekdays or full stops.
    Nothing is supplied: a missing day, month or year gives None, and so does `06/07/2021`, which has two readings.
    """
    text = text.strip().rstrip(".")
    usual = _USUAL.fullmatch(text)
    if usual:
        month = _MONTHS.get(usual[2].lower())
        return _day(int(usual[3]), month, int(usual[1])) if month else None
    if _ISO.fullmatch(text):
        return _day(int(text[:4]), int(text[5:7]), int(text[8:]))
    if len(text) > _LONGEST or _ONLY_DIGITS.fullmatch(text):
        return _day_first(text)
    return _unusual(text)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_first(text: str) -> date | None:
    """`25/12/2023`: figures only are read when they allow one reading."""
    parts = re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", text)
    if parts is None:
        return None
    first, second, year = int(parts[1]), int(parts[2]), int(parts[3])
    if first == second or first > 12:  # noqa: PLR2004 - months in a year
        return _day(year, second, first)
    return None


def _unusual(text: str) -> date | None:
    """What dateutil reads alike whatever day, month and year it is given to start from."""
    from dateutil import parser

    readings: set[date] = set()
    for default in (datetime(2001, 1, 1), datetime(2004, 2, 28)):  # noqa: DTZ001 - days, not moments
        try:
            readings.add(parser.parse(text, default=default, dayfirst=True).date())
        except (ValueError, OverflowError):
            return None
    return readings.pop() if len(readings) == 1 else None
