"""A paragraph, item or heading of a PDF, put together from its lines; and the rows that such blocks are."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Final

from archive.decision import Problem
from archive.reading.document import Row
from archive.reading.pdf_words import is_sign_off, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archive.reading.pdf_joins import Joiner
    from archive.reading.pdf_lines import Line

_TAIL: Final = 12
_NEAR: Final = 3.0
_SAME_COLUMN: Final = 10.0
"""Points by which numbers of one list stand apart: "9." and "10." are set flush right."""
_STEP: Final = 30.0
"""Points by which a list usually stands in."""
_OUTERMOST: Final = 2
_DEEPER: Final = 4
_DEEPEST: Final = 6


class Block:
    """A paragraph, item or heading: its lines, its text without the marker, and the marker where it has one.

    `heading` is True or False, None where the file does not tell.
    """

    __slots__ = ("_parts", "heading", "lines", "marker", "number")

    def __init__(self, line: Line, *, marked: bool = False, heading: bool | None = False) -> None:
        self.lines = [line]
        self.marker = line.marker if marked else None
        self.number = line.marker_number if marked else None
        self.heading = heading
        self._parts = [plain(line.words if marked else line.text)]

    def extend(self, line: Line, joiner: Joiner) -> None:
        """Let the block go on with `line`."""
        above = self._parts[-1]
        words = plain(line.text)
        cut, between = joiner.link(above, words) if above else (0, "")
        self._parts[-1:] = [above[: len(above) - cut], between, words]
        self.lines.append(line)

    def without_last(self) -> str:
        """Its last words, those of the last line left out."""
        return "".join(self._parts[:-2][-_TAIL:])

    def take_last(self) -> Line:
        """Take its last line away; it had more than one, and no hyphen was cut before it."""
        del self._parts[-2:]
        return self.lines.pop()

    @property
    def text(self) -> str:
        """All of its words."""
        if len(self._parts) > 1:
            self._parts = ["".join(self._parts)]
        return self._parts[0]

    @property
    def tail(self) -> str:
        """Its last words, enough to see how it ends; all of them where they are few."""
        return "".join(self._parts[-_TAIL:])

    @property
    def last(self) -> Line:
        """The line it ends with so far."""
        return self.lines[-1]

    @property
    def figure(self) -> int | None:
        """The number of a numbered paragraph; None for any other."""
        return int(self.number) if self.number is not None and self.number.isdigit() else None

    @property
    def edge(self) -> float | None:
        """Where its lines start, the marker apart; None where that is not known."""
        return self.last.x if len(self.lines) > 1 or self.marker is None else self.last.words_x

    def line_at(self, offset: int) -> int:
        """The line of the document in which character `offset` of the text stands, near enough to find it."""
        for index, line in enumerate(self.lines[:-1]):
            offset -= len(line.text if index else line.words) + 1
            if offset < 0:
                return line.number
        return self.last.number

    def row(self, indent: int) -> Row:
        """The block as the parser takes it, with offsets where it is one line, letter for letter."""
        line = self.lines[0]
        exact = len(self.lines) == 1 and bool(self.text) and line.text.endswith(self.text)
        start, end = (line.end - len(self.text), line.end) if exact else (None, None)
        return Row(self.text, line.number, start, end, indent, self.marker, self.number, self.heading)


def rows(blocks: Sequence[Block]) -> Iterator[Row]:
    """The rows of the body, items indented by how far they stand from the outermost numbers."""
    numbered = [block.lines[0].x for block in blocks if block.figure is not None]
    marked = [block.lines[0].x for block in blocks if block.marker is not None]
    known = [x for x in numbered or marked if x is not None]
    outermost = min(known, default=0.0)
    for block in blocks:
        yield block.row(_indent(block, outermost))


def _indent(block: Block, outermost: float) -> int:
    """2 for the outermost list and 4 more for each deeper one; 0 for what has no marker."""
    if block.marker is None:
        return 0
    x = block.lines[0].x
    if x is None:
        return _OUTERMOST if block.figure is not None else _OUTERMOST + _DEEPER
    aside = x - outermost
    same = _SAME_COLUMN if block.figure is not None else _NEAR
    level = 0 if aside <= same else max(1, round(aside / _STEP))
    return _OUTERMOST + _DEEPER * min(level, _DEEPEST)


def settle_numbers(blocks: Sequence[Block]) -> tuple[list[Block], list[Problem]]:
    """Give paragraphs their numbers where these stand alone, several together perhaps, before the paragraphs.

    Only where there are as many of the one as of the other; else none is sure, none is given, and a Problem says so.
    """
    settled: list[Block] = []
    problems: list[Problem] = []
    index = 0
    while index < len(blocks):
        numbers = [blocks[index]]
        while numbers[-1].figure is not None and not numbers[-1].text and index + len(numbers) < len(blocks):
            following = blocks[index + len(numbers)]
            if following.figure is None:
                break
            numbers.append(following)
        index += len(numbers)
        if numbers[0].figure is not None and not numbers[0].text and not _hand_out(numbers, blocks, index):
            problems.append(
                Problem(
                    numbers[0].lines[0].number,
                    "numbers_adrift",
                    f"{len(numbers)} paragraph numbers stand together here, and not as many paragraphs follow",
                )
            )
        settled += [block for block in numbers if block.text or block.figure is None]
    return settled, problems


def _hand_out(numbers: Sequence[Block], blocks: Sequence[Block], index: int) -> bool:
    """Give `numbers`, the last of which may have words already, to the paragraphs from `blocks[index]` on."""
    paragraphs = [block for block in numbers if block.text]
    for block in itertools.islice(blocks, index, None):
        if block.figure is not None:
            break
        if block.marker is None and not block.heading and not is_sign_off(block.text):
            paragraphs.append(block)
    fits = len(numbers) == len(paragraphs)
    pairs = [(number.marker, number.number) for number in numbers] if fits else [(None, None)] * len(paragraphs)
    for paragraph, (marker, number) in zip(paragraphs, pairs, strict=True):
        paragraph.marker, paragraph.number = marker, number
    return fits
