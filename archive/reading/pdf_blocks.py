"""Hard-wrapped lines made paragraphs, items and headings again.

A line goes on with the one above unless something says that a new paragraph starts: a marker in its turn, a gap, another
type, another indent, or room that a full line would not have left. Over a page break the gap is not known, and the words
must do: a sentence that has not ended goes on.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from archive.reading.document import Row
from archive.reading.pdf_words import Joiner, is_catalogued, is_sign_off

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archive.reading.pdf_lines import Line, Setting

_CLOSED: Final = re.compile(r"[.?!:;…][”’\"')\]]*$|[;,]\s+(?:and|or)$")
_CITING: Final = re.compile(
    r"(?:\b(?:paragraphs?|sections?|regulations?|schedules?|articles?|parts?|pages?|stages?|chapters?|and|to|or|of|the|in|at|no)|[,(–-])$",
    re.IGNORECASE,
)
_NEAR: Final = 3.0
_SAME_COLUMN: Final = 10.0
_STEP: Final = 30.0
_OUTERMOST: Final = 2
_DEEPER: Final = 4
_DEEPEST: Final = 6
_SOME_ROOM: Final = 0.04
_MUCH_ROOM: Final = 0.35
_LONGEST_HEADING: Final = 160
_MOST_WORDS: Final = 24
_BACK: Final = 300


class Block:
    """A paragraph, item or heading: its lines, and its marker where it has one.

    `heading` is True or False, None where the file does not tell.
    """

    __slots__ = ("heading", "lines", "marker", "number", "text")

    def __init__(self, line: Line, *, marked: bool = False, heading: bool | None = False) -> None:
        self.lines = [line]
        self.marker = line.marker if marked else None
        self.number = line.marker_number if marked else None
        self.text = line.words if marked else line.text
        self.heading = heading

    @property
    def first(self) -> Line:
        """The line it starts with."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """The line it ends with."""
        return self.lines[-1]

    def row(self, indent: int = 0) -> Row:
        """The block as the parser takes it; with offsets where it is one line, word for word."""
        exact = len(self.lines) == 1 and self.first.text.endswith(self.text)
        return Row(
            self.text,
            self.first.number,
            start=self.first.end - len(self.text) if exact else None,
            end=self.first.end if exact else None,
            indent=indent,
            marker=self.marker,
            number=self.number,
            heading=self.heading,
        )


class Blocks:
    """Takes the lines of a document's body one by one and makes `found`, its Blocks.

    `running_on`: the numbers run on through the whole document, as in the Ombudsman's own PDFs; else each list starts at 1.
    """

    def __init__(self, setting: Setting, joiner: Joiner, *, marked_headings: bool, running_on: bool) -> None:
        self.setting = setting
        self.joiner = joiner
        self.marked_headings = marked_headings
        self.running_on = running_on
        self.found: list[Block] = []
        self.numbers: list[tuple[float | None, int]] = []
        self.columns: list[float] = []

    def take(self, line: Line) -> None:
        """Put `line` where it belongs."""
        if line.marker is not None and self._starts_item(line):
            self.found.append(Block(line, marked=True))
            if (line.marker_number or "").isdigit():
                self.numbers.append((line.x, int(line.marker_number or 0)))
        elif not self.found or self._starts_block(self.found[-1], line):
            self.found.append(Block(line, heading=self._is_heading(line)))
        else:
            block = self.found[-1]
            block.lines.append(line)
            block.text = self.joiner.join(block.text, line.text)

    def _starts_item(self, line: Line) -> bool:
        """Whether the marker that `line` starts with is one, and no piece of a sentence ("as paragraph | 12. says")."""
        if line.attached or not self.found:
            return True
        block = self.found[-1]
        gap = self.setting.gap(block.last, line)
        if gap or block.heading:
            return True
        ended = _CLOSED.search(block.text) is not None
        if not (line.marker_number or "").isdigit():
            return ended or (gap is None and not _CITING.search(block.text)) or block.marker is not None and _alike(block.marker, line.marker)
        if len(block.lines) > 1 and block.last.x is not None and line.x is not None and line.x > block.last.x - _NEAR:
            return ended and self._in_turn(line)
        return self._in_turn(line) and (ended or not _CITING.search(block.text))

    def _in_turn(self, line: Line) -> bool:
        """Whether the number is the one that comes next, or the first of a list."""
        number = int(line.marker_number or 0)
        if number == 1 and not (self.running_on and self.numbers and line.x is None):
            return True
        return any(number == last + 1 for _, last in self.numbers[-_BACK:]) or (not self.numbers and self.running_on)

    def _starts_block(self, block: Block, line: Line) -> bool:
        gap = self.setting.gap(block.last, line)
        ended = _CLOSED.search(block.text) is not None
        if (is_catalogued(line.text) or is_sign_off(line.text)) and (gap is not False or ended or self.setting.stands_out(line)):
            return True
        if block.heading or is_catalogued(block.text):
            return not self._wrapped_heading(block, line, gap)
        if gap is not None:
            return gap or self._starts_below(block, line, ended=ended)
        return self._starts_on_new_page(block, line, ended=ended)

    def _wrapped_heading(self, block: Block, line: Line, gap: bool | None) -> bool:  # noqa: FBT001 - three-valued
        """Whether `line` is the second line of the heading `block`."""
        return (
            gap is False
            and not is_catalogued(block.text)
            and line.types.keys() == block.last.types.keys()
            and self.setting.room(block.last, line) < _SOME_ROOM
        )

    def _starts_below(self, block: Block, line: Line, *, ended: bool) -> bool:
        """Whether a paragraph starts at `line`, which follows the last line of `block` without a gap."""
        if self._is_heading(line) and self.setting.stands_out(line) and not self.setting.stands_out(block.last) and (ended or not block.text):
            return True
        room = self.setting.room(block.last, line)
        if room > _MUCH_ROOM:
            return True
        if ended and room > _SOME_ROOM:
            return True
        edge = block.last.words_x if block.last.marker == block.marker and len(block.lines) == 1 else block.last.x
        return ended and edge is not None and line.x is not None and abs(edge - line.x) > _NEAR and not block.marker_only

    def _starts_on_new_page(self, block: Block, line: Line, *, ended: bool) -> bool:
        if self._is_heading(line) and self.setting.stands_out(line):
            return ended or line.page != block.last.page
        return False
