"""Dates and sums as people type them, alone or as a range."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from archive.errors import QueryProblem
from archive.tuples import NamedTuple

RANGE: Final = ".."
# Each compiled where it is needed, and only there: that costs as much as a small search.
_DATE: Final = r"((?:19|20)[0-9]{2})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?"
_BUSINESS_YEAR: Final = r"((?:19|20)[0-9]{2})/((?:19|20)?[0-9]{2})"
_AGO: Final = r"(?i:([0-9]{1,3}) ?(day|week|month|year)s?)"
_SUM: Final = r"£?([0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2})(?:\.([0-9]{2}))?"
_APRIL: Final = 4
_MONTHS: Final = 12
_CENTURY: Final = 100
_DAYS: Final = {"day": 1, "week": 7}


class Days(NamedTuple):
    """From `first` to `last`, both included; None leaves an end open."""

    first: date | None
    last: date | None


class Sums(NamedTuple):
    """From `least` to `most` in pence, both included; None leaves an end open."""

    least: int | None
    most: int | None


def first_day(typed: str, option: str) -> date:
    """The first day of a year, month, day or business year; or the day so long ago (`6months`).

    `option` is what stands before the value where it is typed (`--since `): QueryProblem says it back.
    """
    return _span(typed.strip(), f"{option}{typed}")[0]


def last_day(typed: str, option: str) -> date:
    """The last day of a year, month, day or business year. Raises QueryProblem, as `first_day`."""
    return _span(typed.strip(), f"{option}{typed}")[1]


def days(typed: str, option: str) -> Days:
    """A range of days: `2024`, `2024-05`, `2024/25` (April to March), `2023..2024-05`, `2023..`, `..2024`, `6months..`.

    Raises QueryProblem, as `first_day`.
    """
    shown = f"{option}{typed}"
    low, dots, high = typed.strip().partition(RANGE)
    if not dots:
        return Days(*_span(low, shown))
    if not low.strip() and not high.strip():
        raise _not_a_date(shown)
    first = _span(low.strip(), shown)[0] if low.strip() else None
    last = _span(high.strip(), shown)[1] if high.strip() else None
    if first and last and first > last:
        raise QueryProblem(f"{shown}: the first day is after the last", instead=f"{high.strip()}{RANGE}{low.strip()}")
    return Days(first, last)


def pence(typed: str, option: str) -> int:
    """A sum in pounds (`500`, `£1,250`, `99.50`) as pence. Raises QueryProblem, as `first_day`."""
    return _pence(typed.strip(), f"{option}{typed}")


def sums(typed: str, option: str) -> Sums:
    """A range of sums in pounds: `500` (that sum), `500..`, `..300`, `£500..£1,000`. Raises QueryProblem."""
    shown = f"{option}{typed}"
    low, dots, high = (part.strip() for part in typed.partition(RANGE))
    if dots and not low and not high:
        raise _not_a_sum(shown)
    least = _pence(low, shown) if low or not dots else None
    most = (_pence(high, shown) if high else None) if dots else least
    if least is not None and most is not None and least > most:
        raise QueryProblem(f"{shown}: the first sum is more than the second", instead=f"{high}{RANGE}{low}")
    return Sums(least, most)


def _pence(typed: str, shown: str) -> int:
    found = re.fullmatch(_SUM, typed)
    if not found:
        raise _not_a_sum(shown)
    return int(found[1].replace(",", "")) * 100 + int(found[2] or 0)


def _span(typed: str, shown: str) -> tuple[date, date]:
    """The first and the last day that `typed` means."""
    ago = re.fullmatch(_AGO, typed) if typed[-1:].isalpha() else None
    if ago:
        day = _days_ago(int(ago[1]), ago[2].lower())
        return day, day
    business = re.fullmatch(_BUSINESS_YEAR, typed) if "/" in typed else None
    if business:
        year = int(business[1])
        if int(business[2]) not in (year + 1, (year + 1) % _CENTURY):
            raise QueryProblem(f"{shown}: a business year is two years that follow, as 2024/25", instead=f"{year}")
        return date(year, _APRIL, 1), date(year + 1, _APRIL, 1) - timedelta(days=1)
    found = re.fullmatch(_DATE, typed)
    if not found:
        raise _not_a_date(shown)
    year, month, day_of = int(found[1]), found[2], found[3]
    if day_of is not None:
        day = _day(year, int(month), int(day_of), shown)
        return day, day
    first = _day(year, 1 if month is None else int(month), 1, shown)
    following = _after_months(first, _MONTHS if month is None else 1)
    return first, following - timedelta(days=1)


def _days_ago(number: int, unit: str) -> date:
    today = date.today()  # noqa: DTZ011 - a person's own calendar
    if unit in _DAYS:
        return today - timedelta(days=number * _DAYS[unit])
    return _after_months(today, -number * (_MONTHS if unit == "year" else 1))


def _after_months(day: date, months: int) -> date:
    """The same day of the month so many months later; its last day where it has no such day."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    last = date(year + month // (_MONTHS - 1), (month + 1) % _MONTHS + 1, 1) - timedelta(days=1)
    return last.replace(day=min(day.day, last.day))


def _day(year: int, month: int, day: int, shown: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _not_a_date(shown) from None


def _not_a_date(shown: str) -> QueryProblem:
    return QueryProblem(
        f"{shown}: give a day, month or year, as 2024-05-03, 2024-05, 2024, 2024/25 or 6months",
        instead="2024",
    )


def _not_a_sum(shown: str) -> QueryProblem:
    return QueryProblem(f"{shown}: give a sum in pounds, as 500, £1,250 or 99.50", instead="500")
