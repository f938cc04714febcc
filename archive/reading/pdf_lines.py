"""The lines of a PDF's pages: where each stands, in what type, and how far it is from the one above.

Type and place are all that mark a heading, a new paragraph or a page's foot in a PDF. Where a page does not tell them
(`x` and `y` are None), the words and the length of the lines must do.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archive.reading.pdf_pages import Page, Piece

PAGE_BREAK: Final = "\n\f\n"
"""What stands between two pages in the document's text."""

_BREAK: Final = re.compile(r"\r\n|\r|\n")
_BULLETS: Final = "-•◦▪●‣∙·*–—■□○➢➤\uf0b7\uf0a7\uf0d8\uf0fc"
_MARKER: Final = re.compile(
    r"(?:(?P<figure>\d{1,3})[.)]|\(?(?P<letter>[a-z]|[ivx]{2,5})\)|(?P<dotted>[a-z]|[ivx]{2,5})\."
    rf"|[{_BULLETS}]|o(?=\s\S))(?=\s|$)"
)
_BULLET_FONT: Final = re.compile(r"wingdings|symbol|dingbats", re.IGNORECASE)
_SAME_LINE: Final = 0.35
"""The part of its size by which a line may stand higher or lower than another on the same height."""
_REACH: Final = 5
_NEW_PARAGRAPH: Final = 1.3
_USUAL_PITCH: Final = 1.2
_FEW: Final = 4
_HEAVY: Final = 1.07


class Line:
    """A line with something to say.

    `text` is `document.text[start:end]`, blanks at the ends left out; `number` is its line in the document's text, from
    1; `page` counts from 0. `x`, `y`, `size` and `font` are those of its words; `types` counts its letters by font and
    size; `right` is about where it ends. Where no place is known, x and y are None, and for `right` the left edge is 0
    and the size 1. `after_blank`: a blank line stands before it.

    `marker` is what the text starts with if that can be a marker ("12.", "a)", "•"), `marker_number` its figure or
    letter, `words_x` where the words after it start. `attached`: the marker stands on the same height but elsewhere in
    the text.
    """

    __slots__ = (
        "after_blank",
        "attached",
        "end",
        "font",
        "marker",
        "marker_number",
        "number",
        "page",
        "right",
        "size",
        "start",
        "text",
        "types",
        "words_x",
        "x",
        "y",
    )

    def __init__(self, text: str, number: int, start: int, page: int, *, after_blank: bool) -> None:
        self.text = text
        self.number = number
        self.page = page
        self.start = start
        self.end = start + len(text)
        self.after_blank = after_blank
        self.attached = False
        self.types: Counter[tuple[str, float]] = Counter()
        self.font, self.size = "", 0.0
        self.right = _width(text)
        self.x: float | None = None
        self.y: float | None = None
        self.words_x: float | None = None
        match = _MARKER.match(text)
        self.marker = match[0] if match else None
        self.marker_number = (match["figure"] or match["letter"] or match["dotted"]) if match else None

    def place(self, pieces: Sequence[Piece], words: Sequence[str]) -> None:
        """Take place and type from the `pieces` of the line, whose texts are `words`."""
        for piece, part in zip(pieces, words, strict=True):
            self.types[piece.font, round(piece.size, 1)] += len(part.strip())
            heavy = _HEAVY if "bold" in piece.font.lower() else 1.0
            self.right = (piece.x or 0.0) + _width(part.rstrip()) * piece.size * heavy
        self.font, self.size = self.types.most_common(1)[0][0]
        self.x = pieces[0].x
        self.y = next(piece.y for piece in pieces if (piece.font, round(piece.size, 1)) == (self.font, self.size))
        if (
            self.marker is None
            and len(self.text) > 1
            and self.text[1].isspace()
            and _BULLET_FONT.search(pieces[0].font)
        ):
            self.marker = self.text[0]
        if self.marker is not None and words[0].strip() == self.marker and len(pieces) > 1:
            self.words_x = pieces[1].x

    @property
    def words(self) -> str:
        """The text without the marker it starts with."""
        return self.text if self.attached or self.marker is None else self.text[len(self.marker) :].lstrip()

    @property
    def figure(self) -> int | None:
        """The number that the marker is; None for any other."""
        return int(self.marker_number) if self.marker_number is not None and self.marker_number.isdigit() else None

    def attach(self, marker: Line) -> None:
        """Take `marker`, a line of its own, as the marker of this line."""
        self.marker, self.marker_number, self.attached = marker.marker, marker.marker_number, True
        self.words_x, self.x = self.x, marker.x


def read_lines(pages: Sequence[Page]) -> tuple[str, list[list[Line]]]:
    """The document's text, and its lines page by page in the order of the text."""
    found: list[list[Line]] = []
    offset = 0
    for index, (page, number) in enumerate(zip(pages, first_lines(pages), strict=True)):
        found.append(list(_lines_of(page, index, number, offset)))
        offset += len(page.text) + len(PAGE_BREAK)
    return PAGE_BREAK.join(page.text for page in pages), found


def first_lines(pages: Iterable[Page]) -> Iterator[int]:
    """The line of the document's text, from 1, with which each page begins."""
    number = 1
    for page in pages:
        yield number
        number += sum(1 for _ in _BREAK.finditer(page.text)) + PAGE_BREAK.count("\n")


def _lines_of(page: Page, index: int, number: int, offset: int) -> Iterator[Line]:
    at = 0
    blank = False
    for begin, end in _spans(page.text):
        here = []
        while at < len(page.pieces) and page.pieces[at].start < end:
            here.append(page.pieces[at])
            at += 1
        raw = page.text[begin:end]
        text = raw.strip()
        if text:
            line = Line(text, number, offset + begin + raw.index(text[0]), index, after_blank=blank)
            if here:
                line.place(here, [page.text[piece.start : min(piece.end, end)] for piece in here])
            yield line
        blank = not text
        number += 1


def _spans(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for match in _BREAK.finditer(text):
        yield begin, match.start()
        begin = match.end()
    yield begin, len(text)


def put_in_order(lines: list[Line]) -> list[Line]:
    """The lines of one page in reading order, each marker that stands alone joined to the line it stands beside.

    Nearly every file has its text in reading order. Where one has not, and no two lines stand side by side, the lines
    are read from top to bottom.
    """
    lines = _join_markers(lines)
    heights = [line.y for line in lines if line.y is not None]
    ranked = sorted(heights, reverse=True)
    in_order = all(below <= above + 1 for above, below in itertools.pairwise(heights))
    side_by_side = any(above - below < 1 for above, below in itertools.pairwise(ranked))
    if in_order or side_by_side or len(heights) < len(lines):
        return lines
    return sorted(lines, key=lambda line: -(line.y or 0.0))


def _join_markers(lines: list[Line]) -> list[Line]:
    """Give each line its marker where a producer writes all the numbers of a page first, and the words after them."""
    alone = [line for line in lines if line.marker is not None and not line.words and line.y is not None]
    heights: defaultdict[int, list[Line]] = defaultdict(list)
    for line in lines if alone else ():
        if line.marker is None and line.y is not None:
            heights[round(line.y)].append(line)
    joined: set[int] = set()
    for marker in alone:
        height, left = marker.y or 0.0, marker.x or 0.0
        beside = [
            line
            for near in range(round(height) - _REACH, round(height) + _REACH + 1)
            for line in heights.get(near, ())
            if line.marker is None
            and abs((line.y or 0.0) - height) <= _SAME_LINE * line.size
            and (line.x or 0.0) > left
        ]
        if beside:
            min(beside, key=lambda line: line.x or 0.0).attach(marker)
            joined.add(id(marker))
    return [line for line in lines if id(line) not in joined]


class Setting:
    """How the lines of one document are set.

    `body` is the font and size of most letters; `pitch` the step from line to line within a paragraph, as a part of the
    size of the type; `right` where full lines end, and `longest` how many letters they have.
    """

    def __init__(self, lines: Sequence[Line]) -> None:
        types: Counter[tuple[str, float]] = Counter()
        for line in lines:
            types.update(line.types)
        self.body = types.most_common(1)[0][0] if types else ("", 0.0)
        steps = sorted(
            step / below.size
            for above, below in itertools.pairwise(lines)
            if above.size == below.size and (step := _step(above, below)) is not None and step < 3 * below.size
        )
        self.pitch = steps[len(steps) // 10] if len(steps) > _FEW else _USUAL_PITCH
        self.right = _usual_end([line.right for line in lines])
        self.longest = _usual_end([len(line.text) for line in lines])

    def gap(self, above: Line, below: Line) -> bool | None:
        """Whether more than the usual step lies between two lines that follow each other; None where none can tell."""
        if below.y is None and above.page == below.page:
            return True if below.after_blank else None
        step = _step(above, below)
        return None if step is None else step > _NEW_PARAGRAPH * self.pitch * max(above.size, below.size, self.body[1])

    def stands_out(self, line: Line) -> bool:
        """Whether all of the line is set in another type than the text, and none of it in a smaller one."""
        return bool(line.types) and all(
            (font, size) != self.body and size >= self.body[1] - 0.5 for font, size in line.types
        )

    def room(self, above: Line, below: Line, before: Sequence[Line] = ()) -> float:
        """How much of a full line was left after `above`, had it taken the first word of `below`; 0 where none was.

        Measured in points and in letters, since some files break their lines by the one and some by the other; the less
        counts. `before` are the lines of the paragraph above `above`, which show how long its lines are.
        """
        first = " " + below.text.split(maxsplit=1)[0]
        right = max((line.right for line in before), default=self.right)
        points = right - above.right - _width(first) * (above.size or 1.0)
        longest = max((len(line.text) for line in before), default=self.longest)
        count = longest - len(above.text) - len(first)
        full = self.right - (above.x or 0.0)
        return min(points / full, count / self.longest) if points > 0 and full > 0 else 0.0


def _usual_end(ends: Sequence[float]) -> float:
    """Where full lines end, as all but the longest few show."""
    return sorted(ends)[len(ends) * 19 // 20] if ends else 0.0


def _step(above: Line, below: Line) -> float | None:
    """How far `below` stands under `above`; None where it does not, or where that is not known."""
    if above.page != below.page or above.y is None or below.y is None or not below.size:
        return None
    step = above.y - below.y
    return step if step > _SAME_LINE * below.size else None


_NARROW: Final = frozenset("iljtfrI.,;:'‘’|!()[]/- ")
_WIDE: Final = frozenset("mwMW@%—")


def _width(text: str) -> float:
    """The width of `text` in usual type of size 1, near enough to tell a full line from a short one."""
    narrow = sum(map(text.count, _NARROW))
    wide = sum(map(text.count, _WIDE))
    capital = sum(map(str.isupper, text)) - sum(map(text.count, "IMW"))
    return 0.28 * narrow + 0.84 * wide + 0.69 * capital + 0.54 * (len(text) - narrow - wide - capital)
