"""Internal ids of decisions: in order of date, so that "newest first" and a range of dates need no sorting.

An id is FIRST_DATED + (days since EPOCH) * SLOTS + n; undated decisions stand below FIRST_DATED. A day with more than
SLOTS decisions spills into the next free ids, so a range of ids holds every decision of its days and, at its end,
perhaps some of a neighbour's: whoever asks for exact days tests `decision_date` as well.
"""

from __future__ import annotations

from datetime import date
from typing import Final

EPOCH: Final = date(1974, 4, 1).toordinal()
"""The Local Government Act 1974 set the Ombudsman up: no decision is older."""
SLOTS: Final = 1024
FIRST_DATED: Final = 1 << 24
LAST_DATED: Final = (1 << 62) - 1


def first_id(day: date | None) -> int:
    """The lowest id of `day`; of undated decisions for None."""
    return 1 if day is None else FIRST_DATED + (day.toordinal() - EPOCH) * SLOTS


def day_range(since: date | None, until: date | None) -> tuple[int, int]:
    """The lowest and highest id that a decision of these days, both included, can have. None leaves an end open.

    With either end given only dated decisions are in the range. The upper end leaves room for days that spilled.
    """
    low = 1 if since is None and until is None else FIRST_DATED if since is None else first_id(since)
    return low, LAST_DATED if until is None else first_id(until) + 64 * SLOTS - 1
