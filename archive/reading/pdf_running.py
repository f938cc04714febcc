"""The running heads and feet of a PDF's pages: told by standing at the edge, by coming again, and by their form.

A running line is no part of the decision: a running title, a page number, a browser's line of date, title and address.
It is never told by its words alone: "Final decision" is a running title of statements, and a heading in them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archive.reading.pdf_lines import Line

_EDGE: Final = 4
_NEAR: Final = 3.0
_FAR: Final = 25.0
_MOST_WORDS: Final = 8
_COUNT: Final = r"(?:\s*(?:/|of)\s*\d{1,3})?"
_PAGE_NUMBER: Final = re.compile(rf"(?:page\s*)?[-–]?\s*(?P<page>\d{{1,3}})\s*[-–]?{_COUNT}", re.IGNORECASE)
_NUMBERED: Final = re.compile(rf"(?:(?P<first>\d{{1,3}})\s+)?(?P<title>\D+?)(?:\s+(?P<last>\d{{1,3}}){_COUNT})?")
_BROWSER: Final = re.compile(
    rf"https?://\S+(?:\s+\d{{1,3}}{_COUNT})?"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d{2,4},?\s+\d{1,2}:\d\d\b.*"
    r"|.*\shttps?://\S*lgo\.org\.uk/decisions/\S+",
    re.IGNORECASE,
)
_LONGEST: Final = 300
_TITLES: Final = frozenset({"final decision", "draft decision"})
_DIGITS: Final = re.compile(r"\d+")


def running_lines(pages: Sequence[Sequence[Line]]) -> set[int]:
    """The `id` of each Line of `pages` that is a running head or foot. Linear in the number of lines."""
    edges = [_edges(lines) for lines in pages]
    found = _page_numbers(edges)
    found |= _coming_again(edges, found)
    perhaps = [line for index, lines in enumerate(edges, start=1) for line in lines if _by_form(line, index, found)]
    perhaps += _beside(edges, found)
    taken = found | {id(line) for line in perhaps}
    heights = [line.y for lines in pages for line in lines if line.y is not None and id(line) not in taken]
    top, bottom = (max(heights), min(heights)) if heights else (0.0, 0.0)
    return found | {id(line) for line in perhaps if line.y is None or not bottom <= line.y <= top}


def _edges(lines: Sequence[Line]) -> list[Line]:
    """The lines at the beginning and the end of a page's text, and those that stand highest and lowest."""
    chosen = {id(line): line for line in (*lines[:_EDGE], *lines[-_EDGE:])}
    placed = sorted((line for line in lines if line.y is not None), key=lambda line: line.y or 0.0)
    chosen |= {id(line): line for line in (*placed[:_EDGE], *placed[-_EDGE:])}
    return [line for line in chosen.values() if len(line.text) <= _LONGEST]


def _page_numbers(edges: Iterable[Sequence[Line]]) -> set[int]:
    """Lines of nothing but a page number, where the numbers keep step with the pages."""
    by_offset: defaultdict[int, list[Line]] = defaultdict(list)
    for index, lines in enumerate(edges, start=1):
        for line in lines:
            match = _PAGE_NUMBER.fullmatch(line.text)
            if match:
                by_offset[int(match["page"]) - index].append(line)
    if not by_offset:
        return set()
    offset = max(by_offset, key=lambda offset: (len({line.page for line in by_offset[offset]}), -abs(offset)))
    lines = by_offset[offset]
    return {id(line) for line in lines} if not offset or len({line.page for line in lines}) > 1 else set()


def _by_form(line: Line, page: int, found: set[int]) -> bool:
    """Whether the line has the form of a running line: a browser's, or a short title with the number of its page.

    It is one if it stands above or below all text besides; where its place is not known, the title must be a usual one.
    """
    if id(line) in found:
        return False
    if _BROWSER.fullmatch(line.text):
        return True
    match = _NUMBERED.fullmatch(line.text) if len(line.text.split()) <= _MOST_WORDS else None
    if match is None or str(page) not in {match["first"], match["last"]}:
        return False
    return line.y is not None or _is_title(match["title"])


def _beside(edges: Iterable[Sequence[Line]], numbers: set[int]) -> list[Line]:
    """Lines on the same height as a page number, and usual titles just above or below one."""
    found = []
    for lines in edges:
        heights = [line.y for line in lines if id(line) in numbers and line.y is not None]
        for line in lines:
            if line.y is not None and id(line) not in numbers:
                far = min((abs(line.y - height) for height in heights), default=_FAR)
                if far < 1 or (far < _FAR and _is_title(line.text)):
                    found.append(line)
    return found


def _is_title(text: str) -> bool:
    return " ".join(text.casefold().split()) in _TITLES


def _coming_again(edges: Sequence[Sequence[Line]], numbers: set[int]) -> set[int]:
    """Lines that come again, figures apart, in the same place of at least half of the pages after the first."""
    places: defaultdict[tuple[str, int], list[Line]] = defaultdict(list)
    for lines in edges:
        for line in lines:
            title = _DIGITS.sub("#", line.text.casefold())
            if id(line) not in numbers and any(letter.isalpha() for letter in title) and line.y is not None:
                for near in (round(line.y / _NEAR), round(line.y / _NEAR) + 1):
                    places[title, near].append(line)
    enough = max(2, len(edges) // 2)
    found = {id(line) for lines in places.values() if len({line.page for line in lines}) >= enough for line in lines}
    return found | _coming_again_unplaced(edges, numbers, enough)


def _coming_again_unplaced(edges: Sequence[Sequence[Line]], numbers: set[int], enough: int) -> set[int]:
    """The same where nothing is known of the place: the first such line of each page, or the last, whichever comes more often."""
    found: set[int] = set()
    firsts: defaultdict[str, list[Line]] = defaultdict(list)
    lasts: defaultdict[str, list[Line]] = defaultdict(list)
    for lines in edges:
        unplaced = [line for line in lines if line.y is None and id(line) not in numbers]
        for line in unplaced[:2]:
            firsts[_DIGITS.sub("#", line.text.casefold())].append(line)
        for line in unplaced[-2:]:
            lasts[_DIGITS.sub("#", line.text.casefold())].append(line)
    for title in firsts.keys() | lasts.keys():
        lines = max(firsts[title], lasts[title], key=len)
        if len({line.page for line in lines}) >= enough and any(letter.isalpha() for letter in title):
            outermost = {line.page: line for line in (reversed(lines) if lines is firsts[title] else lines)}
            found |= {id(line) for line in outermost.values()}
    return found
