"""Deadlines of remedies: as worded, and the day on which they fall where that is fixed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final, NamedTuple

from archive.analysis.numbers import ANY_WORD, WORDS

_NUMBERS: Final = WORDS | {"a": 1, "an": 1}
_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        start=1,
    )
}
_DUE: Final = re.compile(
    rf"(?P<within>[Ww]ithin (?P<number>\d{{1,3}}|{ANY_WORD}|an?) (?:calendar )?(?P<working>working )?"
    r"(?P<unit>day|week|month|year)s?"
    r"(?P<of> (?:of|from|after)(?: the date of)? (?:my|our|the"
    r"|this)(?: date of)?(?: the)? ?(?:final )?decision(?: date| statement)?(?: being issued)?)?)"
    rf"|(?P<by>(?:[Bb]y|[Bb]efore|[Nn]o later than) (?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd"
    rf"|th)? (?P<month>{'|'.join(_MONTHS)})"
    r"(?: (?P<year>\d{4}))?)"
    r"|(?P<soon>[Ii]mmediately|[Ww]ithout delay)\b",
    re.IGNORECASE,
)


_SIGNS: Final = ("within ", "by ", "before ", "no later than ", "immediately", "without delay")
"""How deadlines begin; a regular expression is tried only there."""


class Due(NamedTuple):
    """A deadline as worded, and its day, None where the words and the date of the decision do not fix one."""

    words: str
    day: date | None


def due_in(text: str, decided: date | None) -> Due | None:
    """The first deadline of a text, or None. `decided` is the date of the decision.

    "within one month of my final decision" counts from that date; a bare "within one month" does not say from when.
    """
    match = _first(text)
    if match is None:
        return None
    day = None
    if match["by"] and match["year"]:
        day = _date(int(match["year"]), _MONTHS[match["month"].lower()], int(match["day"]))
    elif match["of"] and decided is not None and not match["working"]:
        count = match["number"].lower()
        day = later(decided, int(count) if count.isdigit() else _NUMBERS[count], match["unit"].lower())
    return Due(match.group(), day)


def _first(text: str) -> re.Match[str] | None:
    lowered = text.lower()
    found: re.Match[str] | None = None
    for sign in _SIGNS:
        at = lowered.find(sign)
        while at >= 0 and (found is None or at < found.start()):
            match = None if at and lowered[at - 1].isalpha() else _DUE.match(text, at)
            if match:
                found = match
            at = lowered.find(sign, at + 1)
    return found


def later(day: date, count: int, unit: str) -> date | None:
    """The day `count` days, weeks, months or years on; the last of the month where it has no such day."""
    if unit in ("day", "week"):
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    months = day.month - 1 + count * (12 if unit == "year" else 1)
    year, month = day.year + months // 12, months % 12 + 1
    return next((found for less in range(4) if (found := _date(year, month, day.day - less))), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
