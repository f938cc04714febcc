"""Back-references: "the restriction in paragraph 3 applies" turns the ground cited there into one relied on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from archive.analysis.numbers import ANY_WORD, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archive.decision import Decision, Paragraph, ReasonCode

_NUMBER: Final = rf"\d{{1,3}}|{ANY_WORD}"
_BACK: Final = re.compile(
    rf"(?<!schedule )(?<!schedule 5 )(?<!schedule 5, )\bparagraphs? ({_NUMBER})\b(?:(?:,| and| or| to) ({_NUMBER})\b)?"
)


def numbers(sentence: str) -> list[int]:
    """The paragraph numbers of this document that a sentence points back to, in figures or words."""
    lowered = sentence.lower()
    if "paragraph" not in lowered:
        return []
    return [
        int(number) if number.isdigit() else WORDS[number]
        for match in _BACK.finditer(lowered)
        for number in match.groups()
        if number
    ]


def grounds_at(
    decision: Decision, number: int, cited: Mapping[int, Iterable[tuple[ReasonCode, str]]]
) -> list[ReasonCode]:
    """The grounds cited in the numbered paragraph of the powers and the bullets below it; `cited` is by position.

    The running number is meant where a paragraph has one, else the number printed in the powers section.
    """
    codes: list[ReasonCode] = []
    inside = False
    for paragraph in _powers(decision):
        if paragraph.number is not None and paragraph.level == 0:
            printed = int(paragraph.number) if paragraph.number.isdigit() else None
            inside = number == (printed if paragraph.para is None else paragraph.para)
        if inside:
            codes += (code for code, _ in cited.get(paragraph.position, ()))
    return list(dict.fromkeys(codes))


def _powers(decision: Decision) -> Iterator[Paragraph]:
    for section in decision.sections:
        if section.kind == "powers":
            yield from section.paragraphs
