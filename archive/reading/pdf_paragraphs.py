"""Hard-wrapped lines made paragraphs, items and headings again.

A line goes on with the one above unless something says that a new paragraph starts: a marker in its turn, a gap,
another indent, or room left above that the next word would have taken. Over a page break the gap is not known, and the
words must do: a sentence that has not ended goes on.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, Final

from archive.reading.pdf_block import Block, settle_numbers
from archive.reading.pdf_words import (
    has_ended,
    is_catalogued,
    is_furniture,
    is_open,
    looks_like_heading,
    may_have_ended,
    stands_alone,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.decision import Problem
    from archive.reading.pdf_joins import Joiner
    from archive.reading.pdf_lines import Line, Setting

# What a sentence broken before a figure ends with ("as set out in paragraph | 12. The Council ...").
_CITING: Final = re.compile(
    r"(?:\b(?:paragraphs?|sections?|regulations?|schedules?|articles?|parts?|pages?|stages?|chapters?"
    r"|and|to|or|of|the|in|at)|[,(–-])$",
    re.IGNORECASE,
)
# Markers that stand in sentences, too.
_UNSURE: Final = frozenset("-–—*·o")
_NEAR: Final = 3.0
_SAME_COLUMN: Final = 10.0
# The part of a line that must be left free to show that it ends a paragraph: where its words have ended, where they
# have not, and where much speaks against it.
_SOME_ROOM: Final = 0.05
_MORE_ROOM: Final = 0.2
_MUCH_ROOM: Final = 0.4
_NO_ROOM: Final = 2.0
_OPEN_LISTS: Final = 4
_SHOWING: Final = 8


def make_blocks(
    lines: Sequence[Line], setting: Setting, joiner: Joiner, *, running_on: bool
) -> tuple[list[Block], list[Problem]]:
    """The Blocks of the body whose lines these are, and what was noted on the way.

    `running_on`: the numbers run on through the whole document, as in the Ombudsman's own PDFs; else lists start at 1.
    """
    maker = _Maker(lines, setting, joiner, running_on=running_on)
    for line in lines:
        maker.take(line)
    blocks, problems = settle_numbers(maker.found)
    for block in blocks:
        if block.heading is not False and not looks_like_heading(block.text):
            block.heading = False
    return blocks, problems


class _Maker:
    """Takes the lines one by one. `lists` are the last numbers of the open lists, `columns` where numbers stand."""

    def __init__(self, lines: Sequence[Line], setting: Setting, joiner: Joiner, *, running_on: bool) -> None:
        self.setting = setting
        self.joiner = joiner
        self.running_on = running_on
        self.found: list[Block] = []
        self.lists: list[int] = []
        self.columns: list[float] = []
        known = [setting.stands_out(line) for line in lines if is_catalogued(line.text)]
        self.marked_headings = sum(known) * 2 > len(known)
        self.spaced = _are_spaced(lines, setting)

    def take(self, line: Line) -> None:
        """Put `line` where it belongs."""
        block = self.found[-1] if self.found else None
        if line.marker is not None and (block is None or self._starts_item(block, line)):
            if block is not None and self._ends_in_heading(block, line):
                self.found.append(Block(block.take_last(), heading=None))
            self.found.append(Block(line, marked=True))
            self._count(self.found[-1])
        elif block is None or self._starts_block(block, line):
            self.found.append(Block(line, heading=self._is_heading(line)))
            if self.found[-1].heading and not self.running_on:
                self.lists.clear()
        else:
            block.extend(line, self.joiner)

    def _is_heading(self, line: Line) -> bool | None:
        if is_catalogued(line.text):
            return True
        if not looks_like_heading(line.text):
            return False
        if self.marked_headings and self.setting.stands_out(line):
            return True
        # An underlined heading leaves no trace in the text. Nor do the drawn bullets of a web page, before like items.
        return None if self.running_on or not self.marked_headings else False

    def _ends_in_heading(self, block: Block, line: Line) -> bool:
        """Whether the last line of the paragraph `block` is a sub-heading, which only the item below it shows."""
        return (
            not self.spaced
            and not block.heading
            and len(block.lines) > 1
            and looks_like_heading(block.last.text)
            and not may_have_ended(block.tail)
            and self.setting.room(block.last, line) > _MORE_ROOM
            and has_ended(block.without_last())
        )

    def _starts_item(self, block: Block, line: Line) -> bool:
        """Whether what `line` starts with is a marker, and no part of a sentence."""
        gap = self.setting.gap(block.last, line)
        if line.attached or gap or block.heading or is_catalogued(block.tail):
            return True
        ended = may_have_ended(block.tail)
        if line.figure is not None:
            return self._starts_numbered(block, line, line.figure, ended=ended)
        if line.marker_number is not None:
            return ended or _is_next_letter(block.number, line.marker_number)
        return ended or line.marker not in _UNSURE or block.marker == line.marker

    def _starts_numbered(self, block: Block, line: Line, figure: int, *, ended: bool) -> bool:
        if figure != 1 and figure - 1 not in self.lists and (self.lists or not self.running_on):
            return False
        if self.setting.room(block.last, line) > _MORE_ROOM:
            return True
        if block.edge is not None and line.x is not None and abs(line.x - block.edge) > _NEAR:
            return ended or any(abs(line.x - column) <= _SAME_COLUMN for column in self.columns)
        wrapped = len(block.lines) > 1 and line.x is not None
        return ended or not (wrapped or _CITING.search(block.tail))

    def _count(self, block: Block) -> None:
        """Remember where the lists stand after `block`."""
        figure, x = block.figure, block.lines[0].x
        if figure is None:
            return
        if figure - 1 in self.lists:
            del self.lists[self.lists.index(figure - 1) :]
        self.lists = [*self.lists[1 - _OPEN_LISTS :], figure]
        if x is not None:
            self.columns = [*self.columns[1 - _SHOWING :], x]

    def _starts_block(self, block: Block, line: Line) -> bool:
        """Whether `line`, which starts with no marker, starts a new block."""
        if not block.tail:
            return is_catalogued(line.text)
        gap = self.setting.gap(block.last, line)
        if gap is False and block.marker is None and stands_alone(f"{block.tail} {line.text}"):
            return False
        if stands_alone(line.text) and line.text[0].isupper():
            return self._breaks_off(block, line, gap=gap)
        if block.heading or stands_alone(block.tail):
            return not self._is_wrapped_heading(block, line, gap=gap)
        return bool(gap) or self._starts_paragraph(block, line, gap=gap)

    def _breaks_off(self, block: Block, line: Line, *, gap: bool | None) -> bool:
        """Whether the fixed wording `line` is one, and not a piece of a sentence that happens to read so."""
        return (
            gap is not False
            or bool(block.heading)
            or may_have_ended(block.tail)
            or self.setting.room(block.last, line) > _SOME_ROOM
            or is_furniture(line.text)
            or self.setting.stands_out(line)
        )

    def _is_wrapped_heading(self, block: Block, line: Line, *, gap: bool | None) -> bool:
        """Whether `line` goes on with the heading `block`."""
        return (
            gap is False
            and not stands_alone(block.tail)
            and line.types.keys() == block.last.types.keys()
            and (line.text[0].islower() or self.setting.room(block.last, line) <= _SOME_ROOM)
        )

    def _starts_paragraph(self, block: Block, line: Line, *, gap: bool | None) -> bool:
        """Whether a paragraph starts at `line`, where no gap shows it."""
        ended = has_ended(block.tail)
        if self.setting.room(block.last, line, block.lines[-_SHOWING:-1]) > self._enough(block, line, gap=gap):
            return True
        if line.page != block.last.page and self.marked_headings and self._is_heading(line):
            return True
        return ended and block.edge is not None and line.x is not None and abs(block.edge - line.x) > _NEAR

    def _enough(self, block: Block, line: Line, *, gap: bool | None) -> float:
        """How much room left on its last line shows that `block` ends before `line`."""
        if may_have_ended(block.tail):
            return _MUCH_ROOM if gap is False and self.spaced else _SOME_ROOM
        if is_open(block.tail) or (gap is False and self.spaced):
            return _NO_ROOM
        if line.text[0].islower():
            return _MUCH_ROOM if gap is False else _NO_ROOM
        return _MORE_ROOM


def _are_spaced(lines: Sequence[Line], setting: Setting) -> bool:
    """Whether space stands between paragraphs: before most items, or anywhere where there are no items."""
    pairs = list(itertools.pairwise(lines))
    gaps = [setting.gap(above, below) for above, below in pairs if below.marker is not None]
    if not gaps:
        return any(setting.gap(above, below) for above, below in pairs)
    return gaps.count(True) > gaps.count(False)


def _is_next_letter(before: str | None, here: str) -> bool:
    """Whether the letter `here` follows `before`: the next clause of a list, though the last one has no stop."""
    return before is not None and len(before) == len(here) == 1 and ord(here) == ord(before) + 1
