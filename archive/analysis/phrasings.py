"""The wordings of `data/reference/phrasings.csv`, made ready for matching.

A pattern is a row of terms (see `Lexicon.bit`) in the order in which they stand in a sentence. What may come between
two terms is written between them:

    (a space)   up to two words
    ..          up to five words
    ...         up to twelve words
    >>          anything

None but `>>` runs over the end of a clause (`;`, `:`, a bracket or a word such as "but"). ` + ` joins patterns that may
stand in either order in the sentence. A phrasing is void where one of the patterns in its column `unless` (parted by
` OR `) is met in the sentence.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from archive.analysis.lexicon import Lexicon
from archive.decision import ReasonCode
from archive.resources import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

ANYWHERE: Final = 10_000
_GAPS: Final = {"..": 5, "...": 12, ">>": ANYWHERE}
_NEXT: Final = 2


class Step(NamedTuple):
    """One term of a pattern: its bit, and how many words may stand between the term before and this."""

    bit: int
    gap: int


Pattern = tuple[tuple[Step, ...], ...]
"""Rows of steps; each must be met, in any order among them."""


class Phrasing(NamedTuple):
    """One wording: the code it speaks for, in what sense, its pattern and the patterns that void it.

    `any_speaker`: it counts whoever says it; `general_rule`: it counts in a general statement too; `weak`: it
    counts only in the summary and the final decision, since elsewhere it may be a plain fact; `negation_inside`: a
    negator among its words does not deny it.
    """

    code: ReasonCode
    sense: str
    pattern: Pattern
    mask: int
    unless: tuple[Pattern, ...]
    any_speaker: bool
    general_rule: bool
    weak: bool
    negation_inside: bool


class Phrasebook(NamedTuple):
    """All wordings by the rarest of their terms (its bit), and the lexicon that they are written in."""

    lexicon: Lexicon
    by_anchor: dict[int, tuple[Phrasing, ...]]
    anchors: int


@cache
def phrasebook() -> Phrasebook:
    """The phrasings as shipped; read once a process. Raises KeyError for a concept that is not defined."""
    lexicon = Lexicon({row["concept"]: row["words"].split(" | ") for row in read_rows("concepts.csv")})
    phrasings = [_phrasing(row, lexicon) for row in read_rows("phrasings.csv")]
    lexicon.ready()
    used: dict[int, int] = {}
    for phrasing in phrasings:
        for bit in _bits(phrasing.pattern):
            used[bit] = used.get(bit, 0) + 1
    by_anchor: dict[int, list[Phrasing]] = {}
    for phrasing in phrasings:
        anchor = min(_bits(phrasing.pattern), key=lambda bit: used[bit])
        by_anchor.setdefault(anchor, []).append(phrasing)
    anchors = 0
    for bit in by_anchor:
        anchors |= bit
    return Phrasebook(lexicon, {bit: tuple(found) for bit, found in by_anchor.items()}, anchors)


def compile_pattern(text: str, lexicon: Lexicon) -> Pattern:
    """The steps of a pattern as written. Raises KeyError for a concept that is not defined."""
    return tuple(_steps(part.split(), lexicon) for part in text.split(" + "))


def _phrasing(row: dict[str, str], lexicon: Lexicon) -> Phrasing:
    pattern = compile_pattern(row["pattern"], lexicon)
    mask = 0
    for bit in _bits(pattern):
        mask |= bit
    return Phrasing(
        code=ReasonCode(row["code"]),
        sense=row["sense"],
        pattern=pattern,
        mask=mask,
        unless=tuple(compile_pattern(text, lexicon) for text in row["unless"].split(" OR ") if text),
        any_speaker="any-speaker" in row["flags"],
        general_rule="general-rule" in row["flags"],
        weak="weak" in row["flags"],
        negation_inside="negation-inside" in row["flags"],
    )


def _steps(terms: list[str], lexicon: Lexicon) -> tuple[Step, ...]:
    steps: list[Step] = []
    gap = _NEXT
    for term in terms:
        if term in _GAPS:
            gap = _GAPS[term]
        else:
            steps.append(Step(lexicon.bit(term), gap))
            gap = _NEXT
    return tuple(steps)


def _bits(pattern: Pattern) -> Iterator[int]:
    for steps in pattern:
        for step in steps:
            yield step.bit
