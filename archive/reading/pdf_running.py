"""The running heads and feet of a PDF's pages: told by standing at the edge, by coming again, and by their form.

A running line is no part of the decision: a running title, a page number, a browser's line of date, title and address.
It is never told by its words alone: "Final decision" is a running title of statements, and a heading in them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archive.reading.pdf_lines import Line

_COUNT: Final = r"(?:\s*(?:/|of)\s*\d{1,3})?"
_PAGE_NUMBER: Final = re.compile(rf"(?:page\s*)?[-–]?\s*(?P<page>\d{{1,3}})\s*[-–]?{_COUNT}", re.IGNORECASE)
_NUMBERED: Final = re.compile(rf"(?:(?P<first>\d{{1,3}})\s+)?(?P<title>\D+?)(?:\s+(?P<last>\d{{1,3}}){_COUNT})?")
_BROWSER: Final = re.compile(
    rf"https?://\S+(?:\s+\d{{1,3}}{_COUNT})?"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{2,4},?\s+\d{1,2}:\d\d\b.*"
    r"|.*\shttps?://\S*lgo\.org\.uk/decisions/\S+",
    re.IGNORECASE,
)
_TITLES: Final = frozenset({"final decision", "draft decision"})
_DIGITS: Final = re.compile(r"\d+")
_BARE: Final = re.compile(r"\W*\w?\W*")
_EDGE: Final = 4
_OUTERMOST: Final = 2
_LONGEST: Final = 300
_MOST_WORDS: Final = 8
_NEAR: Final = 3.0
_BESIDE: Final = 1.0
_FAR: Final = 25.0


def running_lines(pages: Sequence[Sequence[Line]]) -> set[int]:
    """The `id` of each Line of `pages` that is a running head or foot. Linear in the number of lines."""
    edges = [_edges(lines) for lines in pages]
    numbers = _page_numbers(edges)
    sure = numbers | _coming_again(pages, edges, numbers)
    perhaps = [line for index, lines in enumerate(edges, start=1) for line in lines if _has_form(line, index)]
    perhaps += _beside(edges, numbers)
    taken = sure | {id(line) for line in perhaps}
    heights = [line.y for lines in pages for line in lines if line.y is not None and id(line) not in taken]
    top, bottom = max(heights, default=0.0), min(heights, default=0.0)
    return sure | {id(line) for line in perhaps if line.y is None or not bottom <= line.y <= top}


def _edges(lines: Sequence[Line]) -> list[Line]:
    """The lines at the beginning and the end of a page's text, and those that stand highest and lowest."""
    placed = sorted((line for line in lines if line.y is not None), key=lambda line: line.y or 0.0)
    chosen = (*lines[:_EDGE], *lines[-_EDGE:], *placed[:_EDGE], *placed[-_EDGE:])
    return [line for line in dict.fromkeys(chosen) if len(line.text) <= _LONGEST]


def _page_numbers(edges: Iterable[Sequence[Line]]) -> set[int]:
    """Lines of nothing but a page number, where the numbers keep step with the pages."""
    by_offset: defaultdict[int, list[Line]] = defaultdict(list)
    for index, lines in enumerate(edges, start=1):
        for line in lines:
            match = _PAGE_NUMBER.fullmatch(line.text)
            if match:
                by_offset[int(match["page"]) - index].append(line)
    pages = {offset: len({line.page for line in lines}) for offset, lines in by_offset.items()}
    best = max(pages, key=lambda offset: (pages[offset], -abs(offset)), default=0)
    return {id(line) for line in by_offset[best]} if not best or pages[best] > 1 else set()


def _coming_again(pages: Sequence[Sequence[Line]], edges: Iterable[Sequence[Line]], numbers: set[int]) -> set[int]:
    """Lines that come again, figures apart, in the same place of at least half of the pages."""
    places: defaultdict[tuple[str, object], dict[int, Line]] = defaultdict(dict)
    for page, lines in zip(pages, edges, strict=True):
        for line in lines:
            title = _DIGITS.sub("0", line.text.casefold())
            if id(line) in numbers or _BARE.fullmatch(title):
                continue
            if line.y is not None:
                places[title, round(line.y / _NEAR)][line.page] = line
                places[title, round(line.y / _NEAR) + 1][line.page] = line
            # Of two such lines at the top of a page the first is the running one, and of two at the bottom the last.
            if line in page[:_OUTERMOST]:
                places[title, "first"].setdefault(line.page, line)
            if line in page[-_OUTERMOST:]:
                places[title, "last"][line.page] = line
    enough = max(2, len(pages) // 2)
    return {id(line) for found in places.values() if len(found) >= enough for line in found.values()}


def _has_form(line: Line, page: int) -> bool:
    """Whether the line has the form of a running line: a browser's, or a short title with the number of its page.

    It is one if it stands above or below all text besides. Where its place is not known, the title must be a usual one.
    """
    if _BROWSER.fullmatch(line.text):
        return True
    match = _NUMBERED.fullmatch(line.text) if len(line.text.split()) <= _MOST_WORDS else None
    if match is None or str(page) not in {match["first"], match["last"]}:
        return False
    return line.y is not None or _is_title(match["title"])


def _beside(edges: Iterable[Sequence[Line]], numbers: set[int]) -> Iterator[Line]:
    """Lines on the same height as a page number, and usual titles just above or below one."""
    for lines in edges:
        heights = [line.y for line in lines if id(line) in numbers and line.y is not None]
        for line in lines:
            if line.y is not None:
                far = min((abs(line.y - height) for height in heights), default=_FAR)
                if far < _BESIDE or (far < _FAR and _is_title(line.text)):
                    yield line


def _is_title(text: str) -> bool:
    return " ".join(text.casefold().split()) in _TITLES
