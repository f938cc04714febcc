"""Items become paragraphs: positions, levels, and the running paragraph numbers that people cite."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from archive.decision import Paragraph, Problem

if TYPE_CHECKING:
    from archive.parsing.lines import Line


@dataclass(slots=True, eq=False)
class Item:
    """A paragraph being read: its line and the lines that continue it.

    `figure` is the number of an outermost item that is numbered in figures.
    """

    line: Line
    more: list[Line]
    level: int
    figure: int | None

    @property
    def text(self) -> str:
        """The words, put together."""
        return " ".join([self.line.text, *(line.text for line in self.more)]) if self.more else self.line.text


class Numbering:
    """Levels and running paragraph numbers, over the whole decision.

    Printed numbers that run on through the sections (reports, PDFs) are the published ones. Numbers that restart in
    each section are a copy's own: then the outermost numbered paragraphs are counted. Where a restart cannot be told
    from a nested list at the same indent the count is uncertain, and `para` stays None from there on.
    """

    def __init__(self, sections: list[list[Item]], problems: list[Problem]) -> None:
        self.position = 0
        self.para = 0
        self.problems = problems
        self.sections = sections
        for items in sections:
            _set_levels(items)
        self.printed = self._runs_on()
        self.certain = True
        self.expected = 1

    def _runs_on(self) -> bool:
        """Whether the printed numbers never go back: over two numbered sections, or from above 1, or unindented."""
        outer = [found for items in self.sections if (found := [item for item in items if item.figure is not None])]
        numbers = [item.figure or 0 for items in outer for item in items]
        if not numbers or any(after <= before for before, after in pairwise(numbers)):
            return False
        return len(outer) > 1 or numbers[0] > 1 or outer[0][0].line.indent == 0

    def paragraphs(self, items: list[Item]) -> list[Paragraph]:
        """The paragraphs of the next section."""
        broken = True  # whether a number may start at 1 again here
        found = []
        for item in items:
            line = item.line
            para = None
            if item.figure is None:
                broken = True
            else:
                para = self._para(item.figure, line, may_restart=broken)
                self.expected = item.figure + 1
                broken = False
            exact = line.exact and not item.more
            self.position += 1
            found.append(
                Paragraph(
                    self.position,
                    line.number,
                    line.marker,
                    item.level,
                    para,
                    para is not None and not self.printed,
                    line.text if exact else item.text,
                    line.number_in_file,
                    line.start if exact else None,
                    line.end if exact else None,
                )
            )
        return found

    def _para(self, number: int, line: Line, *, may_restart: bool) -> int | None:
        if self.printed:
            return number
        if self.certain and number != self.expected and not (number == 1 and may_restart):
            self.certain = False
            self.problems.append(
                Problem(
                    line.number_in_file,
                    "numbers_uncertain",
                    f"expected paragraph {self.expected}, found {number}: running numbers cannot be told from here",
                )
            )
        if not self.certain:
            return None
        self.para += 1
        return self.para


def _set_levels(items: list[Item]) -> None:
    """Give each item its depth, from the indents of the marked items before it in the section.

    The first numbered item sets the outermost level; what stands further left is outermost too.
    """
    marked = [item.line for item in items if item.line.marker is not None]
    stack = [next((line.indent for line in marked if line.number is not None), marked[0].indent)] if marked else []
    for item in items:
        line = item.line
        if line.marker is not None:
            indent = line.indent
            while len(stack) > 1 and stack[-1] > indent:
                stack.pop()
            if stack[-1] < indent:
                stack.append(indent)
            item.level = len(stack) - 1
        if item.level == 0 and line.number is not None and line.number.isdigit():
            item.figure = int(line.number)
