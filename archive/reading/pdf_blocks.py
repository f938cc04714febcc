"""Hard-wrapped lines made paragraphs, items and headings again.

A line goes on with the one above unless something says that a new paragraph starts: a marker in its turn, a gap, another
indent, or room left on the line above that the next word would have taken. Over a page break the gap is not known, and
the words must do: a sentence that has not ended goes on.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

from archive.decision import Problem
from archive.reading.document import Row
from archive.reading.pdf_words import (
    Joiner,
    decision_line,
    has_ended,
    is_catalogued,
    is_furniture,
    is_open,
    is_sign_off,
    looks_like_heading,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.reading.pdf_lines import Line, Setting

_CITING: Final = re.compile(
    r"(?:\b(?:paragraphs?|sections?|regulations?|schedules?|articles?|parts?|pages?|stages?|chapters?|and|to|or|of|the|in|at)|[,(–-])$",
    re.IGNORECASE,
)
_DASHES: Final = "-–—*·o"
_NEAR: Final = 3.0
_SAME_COLUMN: Final = 10.0
_STEP: Final = 30.0
_OUTERMOST: Final = 2
_DEEPER: Final = 4
_DEEPEST: Final = 6
_SOME_ROOM: Final = 0.05
_MORE_ROOM: Final = 0.15
_MUCH_ROOM: Final = 0.4
_OPEN_LISTS: Final = 4
_TAIL: Final = 12
_SHOWING: Final = 8


class Block:
    """A paragraph, item or heading: its lines, its text without the marker, and the marker where it has one.

    `heading` is True or False, None where the file does not tell.
    """

    __slots__ = ("_words", "heading", "lines", "marker", "number")

    def __init__(self, line: Line, *, marked: bool = False, heading: bool | None = False) -> None:
        self.lines = [line]
        self.marker = line.marker if marked else None
        self.number = line.marker_number if marked else None
        self.heading = heading
        self._words = [plain(line.words if marked else line.text)]

    @property
    def text(self) -> str:
        """All of its words."""
        if len(self._words) > 1:
            self._words = ["".join(self._words)]
        return self._words[0]

    @property
    def tail(self) -> str:
        """Its last words, enough to see how it ends; the whole where it is short."""
        return "".join(self._words[-_TAIL:])

    def extend(self, line: Line, joiner: Joiner) -> None:
        """Let the block go on with `line`."""
        words = plain(line.text)
        if self._words != [""]:
            cut, between = joiner.link(self._words[-1], words)
            self._words[-1] = self._words[-1][: len(self._words[-1]) - cut]
            self._words.append(between)
        self._words.append(words)
        self.lines.append(line)

    @property
    def last(self) -> Line:
        """The line it ends with so far."""
        return self.lines[-1]

    @property
    def figure(self) -> int | None:
        """The number of a numbered paragraph."""
        return int(self.number) if self.number is not None and self.number.isdigit() else None

    @property
    def edge(self) -> float | None:
        """Where its lines start, the marker apart; None where that is not known."""
        if len(self.lines) > 1 or self.marker is None:
            return self.last.x
        return self.last.words_x

    def row(self, indent: int = 0) -> Row:
        """The block as the parser takes it, with offsets where it is one line, letter for letter."""
        line = self.lines[0]
        exact = len(self.lines) == 1 and bool(self.text) and line.text.endswith(self.text)
        start, end = (line.end - len(self.text), line.end) if exact else (None, None)
        return Row(self.text, line.number, start, end, indent, self.marker, self.number, self.heading)

    def line_at(self, offset: int) -> int:
        """The line of the document in which the character `offset` of the text stands, near enough to find it."""
        for line in self.lines:
            offset -= len(line.words) + 1
            if offset < 0:
                return line.number
        return self.last.number


class Blocks:
    """Takes the lines of a document's body one by one and makes Blocks of them.

    `running_on`: the numbers run on through the whole document, as in the Ombudsman's own PDFs; else lists start at 1.
    """

    def __init__(self, setting: Setting, joiner: Joiner, lines: Sequence[Line], *, running_on: bool) -> None:
        self.setting = setting
        self.joiner = joiner
        self.running_on = running_on
        self.found: list[Block] = []
        self.problems: list[Problem] = []
        self.lists: list[int] = []
        self.columns: list[float] = []
        known = [setting.stands_out(line) for line in lines if is_catalogued(line.text)]
        self.marked_headings = sum(known) * 2 > len(known)
        """Whether headings are set in a type of their own: then a line that is not is none."""
        self.spaced = _is_spaced(lines, setting)
        """Whether space stands between paragraphs: then a short line alone does not end one."""
        for line in lines:
            self._take(line)
        self._settle_numbers()
        for block in self.found:
            if block.heading and (is_sign_off(block.text) or not looks_like_heading(block.text)):
                block.heading = False

    def _take(self, line: Line) -> None:
        block = self.found[-1] if self.found else None
        if line.marker is not None and (block is None or self._starts_item(block, line)):
            new = Block(line, marked=True)
            self.found.append(new)
            if new.figure is not None:
                self._count(new.figure)
                if line.x is not None:
                    self.columns = [*self.columns[1 - _SHOWING :], line.x]
        elif block is None or self._starts_block(block, line):
            self.found.append(Block(line, heading=self._heading(line)))
            if not self.running_on and self.found[-1].heading:
                self.lists.clear()
        else:
            block.extend(line, self.joiner)

    def _heading(self, line: Line) -> bool | None:
        if is_catalogued(line.text):
            return True
        if not looks_like_heading(line.text) or is_sign_off(line.text):
            return False
        return self.setting.stands_out(line) if self.marked_headings else None

    def _starts_item(self, block: Block, line: Line) -> bool:
        """Whether what `line` starts with is a marker, and no part of a sentence ("as in paragraph | 12. above")."""
        gap = self.setting.gap(block.last, line)
        if line.attached or gap or block.heading or is_catalogued(block.tail):
            return True
        ended = has_ended(block.tail) or (block.tail.endswith(")") and not is_open(block.tail))
        marker = line.marker or ""
        if not (line.marker_number or "").isdigit():
            return ended or (line.marker_number is None and (marker not in _DASHES or block.marker == marker)) or _next_letter(block, line)
        if not self._in_turn(int(line.marker_number or 0)):
            return False
        if block.edge is not None and line.x is not None and abs(line.x - block.edge) > _NEAR:
            return ended or any(abs(line.x - column) <= _SAME_COLUMN for column in self.columns)
        wrapped = len(block.lines) > 1 and line.x is not None
        return ended or not (wrapped or _CITING.search(block.tail))

    def _in_turn(self, number: int) -> bool:
        """Whether the number goes on with an open list, or starts one."""
        return number == 1 or number - 1 in self.lists or (self.running_on and not self.lists)

    def _count(self, number: int) -> None:
        while self.lists and number - 1 in self.lists and self.lists[-1] != number - 1:
            self.lists.pop()
        if self.lists and self.lists[-1] == number - 1:
            self.lists[-1] = number
        else:
            self.lists = [*self.lists[1 - _OPEN_LISTS :], number]

    def _starts_block(self, block: Block, line: Line) -> bool:
        if block.marker is not None and not block.tail:
            return is_catalogued(line.text)
        gap = self.setting.gap(block.last, line)
        if gap is False and block.marker is None and _is_fixed(f"{block.tail} {line.text}"):
            return False
        ended = has_ended(block.tail)
        if _is_fixed(line.text):
            return gap is not False or ended or bool(block.heading) or self.setting.stands_out(line) or is_furniture(line.text)
        if block.heading or _is_fixed(block.tail):
            return not self._wrapped_heading(block, line, gap=gap)
        if gap or self.setting.room(block.last, line, block.lines[-_SHOWING:-1]) > self._enough(gap, block, ended=ended):
            return True
        if gap is None and line.page != block.last.page and self.marked_headings and self._heading(line):
            return True
        return ended and block.edge is not None and line.x is not None and abs(block.edge - line.x) > _NEAR

    def _enough(self, gap: bool | None, block: Block, *, ended: bool) -> float:
        """How much room on its last line shows that `block` ends there."""
        if is_open(block.tail) or (gap is False and self.spaced):
            return _MUCH_ROOM if ended else 1.0
        return _SOME_ROOM if ended else _MORE_ROOM

    def _wrapped_heading(self, block: Block, line: Line, *, gap: bool | None) -> bool:
        """Whether `line` goes on with the heading `block`."""
        return (
            gap is False
            and not _is_fixed(block.tail)
            and line.types.keys() == block.last.types.keys()
            and (line.text[0].islower() or self.setting.room(block.last, line) <= _SOME_ROOM)
        )

    def _settle_numbers(self) -> None:
        """Give paragraphs their numbers where numbers stand alone, several together perhaps, before the paragraphs.

        Only where there are as many of the one as of the other; else none of them is sure, and none is given.
        """
        settled: list[Block] = []
        index = 0
        while index < len(self.found):
            numbers = [self.found[index]]
            while numbers[-1].figure is not None and not numbers[-1].text and index + len(numbers) < len(self.found):
                if self.found[index + len(numbers)].figure is None:
                    break
                numbers.append(self.found[index + len(numbers)])
            index += len(numbers)
            if numbers[0].figure is not None and not numbers[0].text:
                self._hand_out(numbers, index)
            settled += [block for block in numbers if block.text or block.figure is None]
        self.found = settled

    def _hand_out(self, numbers: list[Block], index: int) -> None:
        """Give `numbers` to the paragraphs that follow, from `index` on; the last may have taken the first of them."""
        paragraphs = [block for block in numbers if block.text]
        for block in itertools.islice(self.found, index, None):
            if block.figure is not None:
                break
            if block.marker is None and not block.heading and not is_sign_off(block.text):
                paragraphs.append(block)
        pairs = [(number.marker, number.number) for number in numbers]
        if len(pairs) != len(paragraphs):
            pairs = [(None, None)] * len(paragraphs)
            self.problems.append(
                Problem(
                    numbers[0].lines[0].number,
                    "numbers_adrift",
                    f"{len(numbers)} paragraph number(s) stand apart here, and it cannot be told to which paragraphs they belong",
                )
            )
        for paragraph, (marker, number) in zip(paragraphs, pairs, strict=True):
            paragraph.marker, paragraph.number = marker, number

    def rows(self) -> list[Row]:
        """The rows of the body, items indented by how far they stand from the outermost numbers."""
        numbered = [block.lines[0].x for block in self.found if block.figure is not None]
        marked = [block.lines[0].x for block in self.found if block.marker is not None]
        known = [x for x in numbered or marked if x is not None]
        outermost = min(known) if known else None
        return [block.row(_indent(block, outermost)) for block in self.found]


def _is_spaced(lines: Sequence[Line], setting: Setting) -> bool:
    """Whether more items have a gap before them than have none; where there are no items, whether there are gaps at all."""
    pairs = list(itertools.pairwise(lines))
    gaps = [setting.gap(above, below) for above, below in pairs if below.marker is not None]
    if not gaps:
        gaps = [gap for above, below in pairs if (gap := setting.gap(above, below))]
    return gaps.count(True) > gaps.count(False)


def _is_fixed(text: str) -> bool:
    """Whether `text` is one of the wordings that always stand alone."""
    return is_catalogued(text) or is_sign_off(text) or is_furniture(text) or decision_line(text) is not None


def _indent(block: Block, outermost: float | None) -> int:
    """2 for the outermost list and 4 more for each deeper one; 0 for what has no marker."""
    if block.marker is None:
        return 0
    x = block.lines[0].x
    if x is None or outermost is None:
        return _OUTERMOST if block.figure is not None else _OUTERMOST + _DEEPER
    aside = x - outermost
    same = _SAME_COLUMN if block.figure is not None else _NEAR
    level = 0 if aside <= same else max(1, round(aside / _STEP))
    return _OUTERMOST + _DEEPER * min(level, _DEEPEST)


def _next_letter(block: Block, line: Line) -> bool:
    """Whether `line` has the letter after that of `block`: the next clause of a list, though the last has no stop."""
    before, here = block.number or "", line.marker_number or ""
    return len(before) == len(here) == 1 and ord(here) == ord(before) + 1
