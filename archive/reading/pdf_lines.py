"""The lines of a PDF's pages: where each stands, in what type, and how far it is from the one above.

The type and the place are all that marks a heading, a new paragraph or a page's foot in a PDF. Where a page does not tell
them (`x`, `y` are None), the words and the length of the lines must do.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from archive.reading.pdf_pages import Page, Piece

PAGE_BREAK: Final = "\n\f\n"
"""What stands between two pages in the document's text."""

_BREAK: Final = re.compile(r"\r\n|\r|\n")
_BULLETS: Final = "-•◦▪●‣∙·*–—\uf0b7\uf0a7\uf0d8\uf0fc■□○➢➤"
_MARKER: Final = re.compile(
    rf"(?:(?P<number>\d{{1,3}})[.)]|\(?(?P<letter>[a-z]|[ivx]{{2,5}})\)|(?P<dotted>[a-z]|[ivx]{{2,5}})\.|[{_BULLETS}]|o(?=\s\S))(?=\s|$)"
)
_BULLET_FONT: Final = re.compile(r"wingdings|symbol|dingbats", re.IGNORECASE)
_SAME_LINE: Final = 0.35
_REACH: Final = 5
_NEW_PARAGRAPH: Final = 1.3
_USUAL_PITCH: Final = 1.2
_FEW: Final = 4
_HEAVY: Final = 1.07


class Line:
    """A line with something to say.

    `text` is `document.text[start:end]`, blanks at the ends left out; `number` is its 1-based line in the document's
    text, `page` counts from 0. `x`, `y`, `size` and `font` are those of its words; `types` counts its letters by font and
    size. `after_blank`: a blank line stands before it. `marker` is what `text` starts with where that can be a marker
    ("12.", "a)", "•"), and `marker_number` its figure or letter; `words_x` is where the words after it start. `attached`:
    the marker stands on the same height but elsewhere in the text, and is no part of it. `right` is about where the line
    ends; where no place is known, the left edge is 0 and the size 1.
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

    def __init__(  # noqa: PLR0913 - a record of what one line holds
        self, text: str, number: int, start: int, page: int, pieces: Sequence[Piece], words: Sequence[str], *, after_blank: bool
    ) -> None:
        """`words` are the texts of the `pieces`."""
        self.text = text
        self.number = number
        self.page = page
        self.start = start
        self.end = start + len(text)
        self.after_blank = after_blank
        self.attached = False
        self.types: Counter[tuple[str, float]] = Counter()
        self.right = _width(text)
        for piece, part in zip(pieces, words, strict=True):
            self.types[piece.font, round(piece.size, 1)] += len(part.strip())
            heavy = _HEAVY if "bold" in piece.font.lower() else 1.0
            self.right = (piece.x or 0.0) + _width(part.rstrip()) * piece.size * heavy
        (self.font, self.size), _ = self.types.most_common(1)[0] if self.types else (("", 0.0), 0)
        self.x = pieces[0].x if pieces else None
        self.y = next((piece.y for piece in pieces if round(piece.size, 1) == self.size), None)
        match = _MARKER.match(text)
        bullet = bool(pieces) and len(text) > 1 and text[1].isspace() and _BULLET_FONT.search(pieces[0].font) is not None
        self.marker = match[0] if match else text[0] if bullet else None
        self.marker_number = (match["number"] or match["letter"] or match["dotted"]) if match else None
        self.words_x = pieces[1].x if self.marker and self.marker == words[0].strip() and len(pieces) > 1 else None

    @property
    def words(self) -> str:
        """The text without the marker it starts with."""
        return self.text if self.attached or self.marker is None else self.text[len(self.marker) :].lstrip()

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
    pieces = page.pieces
    at = 0
    blank = False
    for begin, end in _spans(page.text):
        while at < len(pieces) and pieces[at].end <= begin:
            at += 1
        raw = page.text[begin:end]
        text = raw.strip()
        if text:
            # A piece that began on an earlier line does not tell where this one starts.
            here = [piece for piece in _until(pieces, at, end) if piece.start >= begin]
            words = [page.text[piece.start : min(piece.end, end)] for piece in here]
            yield Line(text, number, offset + begin + raw.index(text[0]), index, here, words, after_blank=blank)
        blank = not text
        number += 1


def _until(pieces: Sequence[Piece], at: int, end: int) -> Iterator[Piece]:
    while at < len(pieces) and pieces[at].start < end:
        yield pieces[at]
        at += 1


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
    if len(heights) < len(lines):
        return lines
    out_of_order = any(below > above + 1 for above, below in zip(heights, heights[1:], strict=False))
    ranked = sorted(heights, reverse=True)
    side_by_side = any(above - below < 1 for above, below in zip(ranked, ranked[1:], strict=False))
    if not out_of_order or side_by_side:
        return lines
    return sorted(lines, key=lambda line: -(line.y or 0))


def _join_markers(lines: list[Line]) -> list[Line]:
    """Give each line its marker where some producers write all the numbers of a page first, and the words after them."""
    alone = [line for line in lines if line.marker is not None and not line.words and line.y is not None]
    if not alone:
        return lines
    heights: defaultdict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if line.y is not None and line.words and line.marker is None:
            heights[round(line.y)].append(line)
    joined: set[int] = set()
    for marker in alone:
        height = marker.y or 0.0
        beside = [
            line
            for near in range(round(height) - _REACH, round(height) + _REACH + 1)
            for line in heights.get(near, ())
            if line.marker is None
            and abs((line.y or 0.0) - height) <= _SAME_LINE * line.size
            and (line.x or 0.0) > (marker.x or 0.0)
        ]
        if beside:
            min(beside, key=lambda line: line.x or 0.0).attach(marker)
            joined.add(id(marker))
    return [line for line in lines if id(line) not in joined]


class Setting:
    """How the lines of one document are set: the type of its text, the usual step between lines, the right edge."""

    def __init__(self, lines: Sequence[Line]) -> None:
        types: Counter[tuple[str, float]] = Counter()
        for line in lines:
            types.update(line.types)
        self.body = types.most_common(1)[0][0] if types else ("", 0.0)
        """Font and size of most letters."""
        steps = sorted(
            step / below.size
            for above, below in zip(lines, lines[1:], strict=False)
            if above.size == below.size and (step := _step(above, below)) is not None and step < 3 * below.size
        )
        self.pitch = steps[len(steps) // 10] if len(steps) > _FEW else _USUAL_PITCH
        """Step from line to line within a paragraph, as a part of the size of the type."""
        ends = sorted(line.right for line in lines)
        self.right = ends[len(ends) * 19 // 20] if ends else 0.0
        """Where full lines end."""

    def gap(self, above: Line, below: Line) -> bool | None:
        """Whether more than the usual step lies between two lines that follow each other; None where it cannot be told."""
        step = _step(above, below)
        if step is None:
            return True if below.after_blank and above.page == below.page and below.y is None else None
        return step > _NEW_PARAGRAPH * self.pitch * max(above.size, below.size, self.body[1])

    def stands_out(self, line: Line) -> bool:
        """Whether all of the line is set in another type than the text, and none of it in a smaller one."""
        font, size = self.body
        return bool(line.types) and all(
            (name, height) != (font, size) and height >= size - 0.5 for name, height in line.types
        )

    def room(self, above: Line, below: Line, before: Sequence[Line] = ()) -> float:
        """How much of a full line was left after `above`, had it taken the first word of `below`; 0 where none was.

        `before` are the lines of the paragraph above `above`, which show how long its lines are.
        """
        right = max((line.right for line in before), default=self.right)
        first = below.text.split(maxsplit=1)[0]
        left = right - above.right - _width(" " + first) * (above.size or 1.0)
        full = self.right - (above.x or 0.0)
        return left / full if left > 0 and full > 0 else 0.0


def _step(above: Line, below: Line) -> float | None:
    """How far `below` stands under `above`, None where it does not or where that is not known."""
    if above.page != below.page or above.y is None or below.y is None or not below.size:
        return None
    step = above.y - below.y
    return step if step > _SAME_LINE * below.size else None


_NARROW: Final = frozenset("iljtfrI.,;:'‘’|!()[]/- ")
_WIDE: Final = frozenset("mwMW@%—")


def _width(text: str) -> float:
    """The width of `text` in usual type of size 1, near enough to tell a full line from a short one."""
    return sum(0.28 if letter in _NARROW else 0.84 if letter in _WIDE else 0.69 if letter.isupper() else 0.54 for letter in text)
