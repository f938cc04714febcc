"""Decisions by year and outcome: the one table and chart that home, councils and reasons share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from archive.site.charts import Chart, Series, over_years

if TYPE_CHECKING:
    from collections.abc import Iterable

SERIES: Final = (
    Series("Upheld", "upheld"),
    Series("Not upheld", "not-upheld"),
    Series("Closed after initial enquiries", "closed-after-initial-enquiries"),
    Series("Not stated", "none"),
)
SMALL: Final = 30
"""Under this many decisions a share says little, and the page says so."""


class Years(NamedTuple):
    """`rows`: year (None where undated), a count for each of SERIES, and their sum; newest first. `totals` likewise."""

    rows: tuple[tuple[int | None, tuple[int, ...], int], ...]
    totals: tuple[int, ...]
    total: int
    chart: Chart | None

    @property
    def small(self) -> bool:
        """Whether there are too few for shares to mean much."""
        return self.total < SMALL


def by_year(counted: Iterable[tuple[int | None, str | None, int]], title: str) -> Years:
    """Of (year, slug of the outcome, count) the table and its chart."""
    places = {each.style: place for place, each in enumerate(SERIES)}
    years: dict[int | None, list[int]] = {}
    for year, slug, count in counted:
        years.setdefault(year, [0] * len(SERIES))[places.get(slug or "none", len(SERIES) - 1)] += count
    ordered = sorted(years.items(), key=lambda item: -(item[0] or 0))
    rows = tuple((year, tuple(counts), sum(counts)) for year, counts in ordered)
    totals = tuple(sum(column) for column in zip(*(counts for _, counts, _ in rows), strict=True))
    dated = [(year, counts) for year, counts, _ in reversed(rows) if year is not None]
    return Years(rows, totals or (0,) * len(SERIES), sum(totals), over_years(title, SERIES, dated))
