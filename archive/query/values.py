"""Dates and sums as people type them."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from archive.errors import QueryProblem

_DATE: Final = re.compile(r"((?:19|20)[0-9]{2})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_SUM: Final = re.compile(r"£?([0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2})(?:\.([0-9]{2}))?")


def first_day(typed: str, option: str) -> date:
    """The first day of a year, month or day (`2024`, `2024-05`, `2024-05-03`). Raises QueryProblem, naming `option`."""
    year, month, day = _parts(typed, option)
    return _day(year, 1 if month is None else month, 1 if day is None else day, typed, option)


def last_day(typed: str, option: str) -> date:
    """The last day of a year, month or day. Raises QueryProblem, naming `option`."""
    year, month, day = _parts(typed, option)
    month = 12 if month is None else month
    if day is not None:
        return _day(year, month, day, typed, option)
    following = _day(year, month, 1, typed, option).toordinal() + 31
    return date.fromordinal(date.fromordinal(following).replace(day=1).toordinal() - 1)


def pence(typed: str, option: str) -> int:
    """A sum in pounds (`500`, `£1,250`, `99.50`) as pence. Raises QueryProblem, naming `option`."""
    found = _SUM.fullmatch(typed.strip())
    if not found:
        raise QueryProblem(f"--{option} {typed}: give a sum in pounds, as 500, £1,250 or 99.50")
    return int(found[1].replace(",", "")) * 100 + int(found[2] or 0)


def _parts(typed: str, option: str) -> tuple[int, int | None, int | None]:
    found = _DATE.fullmatch(typed.strip())
    if not found:
        raise _not_a_date(typed, option)
    year, month, day = found.groups()
    return int(year), None if month is None else int(month), None if day is None else int(day)


def _day(year: int, month: int, day: int, typed: str, option: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _not_a_date(typed, option) from None


def _not_a_date(typed: str, option: str) -> QueryProblem:
    return QueryProblem(f"--{option} {typed}: give a year, month or day, as 2024, 2024-05 or 2024-05-03")
