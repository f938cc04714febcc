"""Items become paragraphs: positions, levels, and the running paragraph numbers that people cite."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from archive.decision import Paragraph, Problem

if TYPE_CHECKING:
    from archive.parsing.lines import Line


class Numbering:
    """Levels and running paragraph numbers, over the whole decision.

    Printed numbers that run on through the sections (reports, PDFs) are the published ones. Numbers that restart in
    each section are a copy's own: then the outermost numbered paragraphs are counted. Where a restart cannot be told
    from a nested list at the same indent the count is uncertain, and `para` stays None from there on.
    """

    def __init__(self, sections: list[list[Line]], problems: list[Problem]) -> None:
        self.position = 0
        self.para = 0
        self.problems = problems
        self.printed = _runs_on([outer for items in sections if (outer := _set_levels(items))])
        self.certain = True
        self.expected = 1

    def paragraphs(self, items: list[Line]) -> list[Paragraph]:
        """The paragraphs of the next section."""
        broken = True  # whether a number may start at 1 again here
        found = []
        for line in items:
            figure = line.figure
            para = None
            if figure is None:
                broken = True
            else:
                para = self._para(figure, line, may_restart=broken)
                self.expected = figure + 1
                broken = False
            exact = line.exact and line.more is None
            self.position += 1
            found.append(
                Paragraph(
                    self.position,
                    line.number,
                    line.marker,
                    line.level,
                    para,
                    para is not None and not self.printed,
                    line.text if exact else line.words,
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


def _runs_on(outer: list[list[Line]]) -> bool:
    """Whether the printed numbers never go back: over two numbered sections, or from above 1, or unindented.

    `outer` are the outermost items numbered in figures of each section that has any.
    """
    numbers = [line.figure or 0 for items in outer for line in items]
    if not numbers or any(after <= before for before, after in pairwise(numbers)):
        return False
    return len(outer) > 1 or numbers[0] > 1 or outer[0][0].indent == 0


def _set_levels(items: list[Line]) -> list[Line]:
    """Give each item its depth, from the indents of the marked items before it in the section.

    The first numbered item sets the outermost level; what stands further left is outermost too. Gives the outermost
    items that are numbered in figures, each with its figure.
    """
    marked = [line for line in items if line.marker is not None]
    if not marked:
        return []
    outer = []
    stack = [next((line.indent for line in marked if line.number is not None), marked[0].indent)]
    for line in marked:
        indent = line.indent
        while len(stack) > 1 and stack[-1] > indent:
            stack.pop()
        if stack[-1] < indent:
            stack.append(indent)
        line.level = len(stack) - 1
        if len(stack) == 1 and line.number is not None and line.number.isdigit():
            line.figure = int(line.number)
            outer.append(line)
    return outer
