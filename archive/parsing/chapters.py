"""Chapters of a report, which the site gives as pages of their own, made one decision again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from archive.decision import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.decision import Decision, Paragraph, Section


def join(chapters: Sequence[tuple[int, Decision]]) -> Decision:
    """One decision of the chapters, given with their numbers in order.

    Fields come from the first chapter that states them, sections in the order of the chapters. Positions run through,
    and so do counted paragraph numbers; printed ones stay. A chapter that is not there is a problem.
    """
    _, joined = chapters[0]
    sections: list[Section] = []
    problems = list(joined.problems)
    position = para = 0
    for number, (_, chapter) in enumerate(chapters):
        if number:
            joined = joined.filled_from(chapter)
            problems += chapter.problems
        for section in chapter.sections:
            moved = tuple(_moved(paragraph, position, para) for paragraph in section.paragraphs)
            sections.append(replace(section, paragraphs=moved))
        items = [paragraph for section in chapter.sections for paragraph in section.paragraphs]
        position += len(items)
        para += sum(paragraph.para_counted for paragraph in items)
    there = [number for number, _ in chapters]
    missing = sorted(set(range(1, max(there) + 1)) - set(there))
    if missing:
        names = ", ".join(str(number) for number in missing)
        problems.append(Problem(None, "chapter_missing", f"expected chapters 1 to {max(there)}; not here: {names}"))
    return replace(joined, sections=tuple(sections), document_type="report", problems=tuple(problems))


def _moved(paragraph: Paragraph, position: int, para: int) -> Paragraph:
    return replace(
        paragraph,
        position=paragraph.position + position,
        para=paragraph.para + para if paragraph.para is not None and paragraph.para_counted else paragraph.para,
    )
