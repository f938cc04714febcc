"""Charts drawn as SVG by the server: here their geometry, in `templates/lgsco/parts.html` their drawing.

A chart repeats a table that stands beside it, has a title and a description for those who do not see it, takes its
colours from the style sheet alone, and is drawn small enough to be read on a phone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH: Final = 360
HEIGHT: Final = 190
_LEFT: Final = 34
_TOP: Final = 12
_BOTTOM: Final = 168
_GAP: Final = 0.22
_STEPS: Final = (1, 2, 5)
_MOST_LABELS: Final = 14


class Series(NamedTuple):
    """One part of every bar: its name, and the class that the style sheet gives a colour and a pattern."""

    name: str
    style: str


class Part(NamedTuple):
    """A rectangle, in the units of the chart."""

    x: float
    y: float
    width: float
    height: float
    style: str
    said: str


class Label(NamedTuple):
    """A text at a place. `y` is its base line."""

    x: float
    y: float
    text: str


class Chart(NamedTuple):
    """Stacked bars over years. `lines` are the heights of the grid with their figures."""

    title: str
    description: str
    parts: tuple[Part, ...]
    labels: tuple[Label, ...]
    lines: tuple[Label, ...]
    series: tuple[Series, ...]
    left: int = _LEFT
    right: int = WIDTH
    width: int = WIDTH
    height: int = HEIGHT


def over_years(
    title: str, series: Sequence[Series], rows: Sequence[tuple[int, Sequence[int]]], noun: str = "decisions"
) -> Chart | None:
    """Bars of the counts in `rows`, (year, one count a series), oldest first; None where there is nothing to draw.

    Years without a row keep their empty place, so that time runs evenly.
    """
    counts = dict(rows)
    most = max((sum(each) for each in counts.values()), default=0)
    if not most:
        return None
    years = range(min(counts), max(counts) + 1)
    step = _step(most)
    top = step * -(-most // step)
    scale = (_BOTTOM - _TOP) / top
    slot = (WIDTH - _LEFT) / max(len(years), 4)
    parts: list[Part] = []
    for place, year in enumerate(years):
        y = float(_BOTTOM)
        for count, each in zip(counts.get(year, ()), series, strict=False):
            if count:
                y -= count * scale
                x = _LEFT + slot * (place + _GAP / 2)
                said = f"{year}, {each.name}: {count:,}"
                parts.append(
                    Part(
                        round(x, 1), round(y, 1), round(slot * (1 - _GAP), 1), round(count * scale, 1), each.style, said
                    )
                )
    every = -(-len(years) // _MOST_LABELS)
    labels = tuple(
        Label(round(_LEFT + slot * (place + 0.5), 1), _BOTTOM + 15, f"’{year % 100:02}")
        for place, year in enumerate(years)
        if place % every == 0
    )
    lines = tuple(
        Label(_LEFT - 6, round(_BOTTOM - value * scale, 1), f"{value:,}") for value in range(0, top + 1, step)
    )
    return Chart(title, _description(counts, noun), tuple(parts), labels, lines, tuple(series))


def _step(most: int) -> int:
    """A round distance of the grid that gives at most five lines above the ground."""
    power = 1
    while True:
        for step in _STEPS:
            if most <= 5 * step * power:
                return step * power
        power *= 10


def _description(counts: dict[int, Sequence[int]], noun: str) -> str:
    totals = {year: sum(each) for year, each in counts.items()}
    fullest = max(totals, key=lambda year: (totals[year], year))
    return (
        f"{sum(totals.values()):,} {noun} from {min(totals)} to {max(totals)};"
        f" the most in {fullest}, {totals[fullest]:,}. The figures stand in the table with this chart."
    )
