"""A part of a decision, as a decision: some sections, some paragraphs. What is derived is left out of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from archive.decision import Decision, Section


def of_kinds(decision: Decision, kinds: Collection[str]) -> Decision:
    """The sections of these kinds; the summary is one of them."""
    sections = tuple(section for section in decision.sections if section.kind in kinds)
    return _part(decision, sections, summary="summary" in kinds)


def of_positions(decision: Decision, positions: Collection[int], *, summary: bool = False) -> Decision:
    """The paragraphs at these positions under their headings, and the summary where asked for."""
    return _part(decision, _picked(decision, positions), summary=summary)


def of_paras(decision: Decision, paras: Collection[int]) -> Decision:
    """The paragraphs with these running numbers, each with the items below it, as the points of a list are."""
    positions = set()
    for section in decision.sections:
        number = None
        for each in section.paragraphs:
            number = number if each.para is None else each.para
            if number in paras:
                positions.add(each.position)
    return _part(decision, _picked(decision, positions), summary=False)


def texts(decision: Decision) -> list[tuple[int | None, str, str]]:
    """Every text of a decision: its position, None for the summary; the kind of its section; its words."""
    summary: list[tuple[int | None, str, str]] = [(None, "summary", decision.summary)] if decision.summary else []
    return summary + [
        (each.position, section.kind, each.text) for section in decision.sections for each in section.paragraphs
    ]


def _picked(decision: Decision, positions: Collection[int]) -> Iterable[Section]:
    for section in decision.sections:
        paragraphs = tuple(each for each in section.paragraphs if each.position in positions)
        if paragraphs:
            yield replace(section, paragraphs=paragraphs)


def _part(decision: Decision, sections: Iterable[Section], *, summary: bool) -> Decision:
    kept = decision.summary if summary else None
    return replace(decision, sections=tuple(sections), summary=kept, reasons=(), remedies=())
